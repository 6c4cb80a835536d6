// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/filter.h"

#include <QHash>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::identity;

namespace {

/// An object as a filter sees it: lower-case names to values.
class Sample : public Matchable
{
public:
    explicit Sample(QHash<QByteArray, QByteArrayList> values)
        : m_values(std::move(values))
    {}
    bool anyValue(const QByteArray &attribute, const std::function<bool(QByteArrayView)> &each) const override
    {
        const QByteArrayList values = m_values.value(attribute.toLower());
        return std::any_of(values.begin(), values.end(),
                           [&each](const QByteArray &value) { return each(value); });
    }
    Matching matching(const QByteArray &attribute) const override
    {
        const QByteArray name = attribute.toLower();
        if (name == "useraccountcontrol" || name == "lockouttime" || name == "accountexpires")
            return Matching::Number;
        return name == "memberof" ? Matching::Dn : Matching::Text;
    }

private:
    QHash<QByteArray, QByteArrayList> m_values;
};

const Sample jo({{"name", {"Jo Ångström"}},
                 {"samaccountname", {"jangstrom"}},
                 {"department", {"Sales Europe"}},
                 {"useraccountcontrol", {"514"}},
                 {"lockouttime", {"0"}},
                 {"accountexpires", {"150"}},
                 {"description", {"2nd line (late*)"}},
                 {"memberof", {"CN=Staff,OU=Sales,DC=lab,DC=example"}}});

} // namespace

class TestFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesAsAPersonWouldExpect_data();
    void matchesAsAPersonWouldExpect();
    void goesToTheDirectoryEscaped();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void brokenLdapFiltersAreRefused_data();
    void brokenLdapFiltersAreRefused();
    void chainsNeedTheDirectory();
    void deepNestingIsRefused();
};

void TestFilter::matchesAsAPersonWouldExpect_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("nothing asked") << u""_s << true;
    QTest::newRow("first word") << u"jo"_s << true;
    QTest::newRow("second word, other case, not ASCII") << u"ÅNG"_s << true;
    QTest::newRow("inside a word") << u"gstr"_s << false;
    QTest::newRow("star opens the word") << u"*gstr"_s << true;
    QTest::newRow("account") << u"jang*"_s << true;
    QTest::newRow("attribute") << u"department:sales*"_s << true;
    QTest::newRow("attribute, quoted") << u"department:\"Sales Europe\""_s << true;
    QTest::newRow("attribute, part only") << u"department:Sales"_s << false;
    QTest::newRow("two words, both needed") << u"jo department:eng*"_s << false;
    QTest::newRow("negated") << u"-department:eng*"_s << true;
    QTest::newRow("present") << u"department:"_s << true;
    QTest::newRow("absent") << u"-mail:"_s << true;
    QTest::newRow("disabled") << u"is:disabled"_s << true;
    QTest::newRow("enabled") << u"is:enabled"_s << false;
    QTest::newRow("not locked") << u"is:locked"_s << false;
    QTest::newRow("expired") << u"is:expired"_s << true;
    QTest::newRow("LDAP equality") << u"(sAMAccountName=JANGSTROM)"_s << true;
    QTest::newRow("LDAP and, or, not") << u"(&(|(name=x)(name=jo*))(!(department=eng*)))"_s << true;
    QTest::newRow("LDAP bits") << u"(userAccountControl:1.2.840.113556.1.4.803:=514)"_s << true;
    QTest::newRow("LDAP any bit") << u"(userAccountControl:1.2.840.113556.1.4.804:=16)"_s << false;
    QTest::newRow("LDAP order is by number") << u"(userAccountControl>=1000)"_s << false;
    QTest::newRow("LDAP escapes") << u"(description=2nd line \\28late\\2a\\29)"_s << true;
    QTest::newRow("LDAP substring in the middle") << u"(department=s*s*e)"_s << true;
    QTest::newRow("final part may not overlap") << u"(department=Sales Europe*pe)"_s << false;
    QTest::newRow("a DN in another spelling") << u"(memberOf=cn=staff, OU=Sales,dc=LAB,DC=example)"_s << true;
}

void TestFilter::matchesAsAPersonWouldExpect()
{
    QFETCH(QString, text);
    const auto filter = parseFilter(text, {.now = 200, .lockedSince = 1});
    QVERIFY2(filter, filter ? "" : qPrintable(filter.error().toString()));
    QTEST(matches(*filter, jo), "expected");
}

void TestFilter::goesToTheDirectoryEscaped()
{
    const auto filter = parseFilter(u"department:\"R&D (*)\" cn:a*b"_s, {});
    QVERIFY(filter);
    QCOMPARE(toLdap(*filter), QByteArray("(&(department=R&D \\28*\\29)(cn=a*b))"));
    const auto again = parseFilter(QString::fromUtf8(toLdap(*filter)), {});
    QVERIFY(again);
    QCOMPARE(toLdap(*again), toLdap(*filter));
    for (const QString &stars : {u"(department=a**b)"_s, u"department:a***b"_s})
        QCOMPARE(toLdap(*parseFilter(stars, {})), QByteArray("(department=a*b)"));
    QCOMPARE(toLdap(*parseFilter(u"(department=**)"_s, {})), QByteArray("(department=*)"));
}

void TestFilter::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("open parenthesis") << u"(name=jo"_s << u"closing parenthesis"_s;
    QTest::newRow("text behind") << u"(name=jo)x"_s << u"after the closing"_s;
    QTest::newRow("no attribute") << u"(=jo)"_s << u"attribute name"_s;
    QTest::newRow("injection") << u"(name=jo)(objectClass=*)"_s << u"after the closing"_s;
    QTest::newRow("open quotation") << u"department:\"Sales"_s << u"quotation mark"_s;
    QTest::newRow("attribute that is none") << u"a)(b:x"_s << u"no attribute name"_s;
    QTest::newRow("unknown state") << u"is:happy"_s << u"none of locked"_s;
    QTest::newRow("unknown rule") << u"(cn:1.2.3:=x)"_s << u"matching rule"_s;
    QTest::newRow("half an escape") << u"(cn=\\2)"_s << u"two hexadecimal digits"_s;
}

void TestFilter::saysWhatIsWrong()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    const auto filter = parseFilter(text, {});
    QVERIFY(!filter);
    QCOMPARE(filter.error().code, ErrorCode::Invalid);
    QVERIFY2(filter.error().message.contains(words), qPrintable(filter.error().message));
    QVERIFY(!filter.error().hint.isEmpty());
}

void TestFilter::brokenLdapFiltersAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("unclosed") << "(cn=jo"_ba;
    QTest::newRow("unclosed and") << "(&(cn=jo)"_ba;
    QTest::newRow("two filters") << "(cn=a)(cn=b)"_ba;
    QTest::newRow("not of nothing") << "(!)"_ba;
    QTest::newRow("not of two") << "(!(a=b)(c=d))"_ba;
    QTest::newRow("no attribute") << "(=jo)"_ba;
    QTest::newRow("no comparison") << "(cn)"_ba;
    QTest::newRow("half a comparison") << "(cn>5)"_ba;
    QTest::newRow("blank in the name") << "(c n=jo)"_ba;
    QTest::newRow("short escape") << R"((cn=\2))"_ba;
    QTest::newRow("not an escape") << R"((cn=LAB\jo))"_ba;
    QTest::newRow("parenthesis in a value") << "(cn=a(b)"_ba;
    QTest::newRow("star in an order") << "(cn>=a*)"_ba;
    QTest::newRow("rule without end") << "(cn:dn=x)"_ba;
    QTest::newRow("neither name nor rule") << "(:dn:=x)"_ba;
}

void TestFilter::brokenLdapFiltersAreRefused()
{
    QFETCH(QByteArray, text);
    const auto filter = parseFilter(QString::fromUtf8(text), {});
    QVERIFY2(!filter, filter ? toLdap(*filter).constData() : "");
    QCOMPARE(filter.error().code, ErrorCode::Invalid);
}

void TestFilter::chainsNeedTheDirectory()
{
    const auto all = [](const QByteArray &) { return true; };
    const auto chain = parseFilter(u"(memberOf:1.2.840.113556.1.4.1941:=CN=Staff,DC=lab)"_s, {});
    QVERIFY(chain);
    QVERIFY(!canEvaluate(*chain, all));
    const auto plain = parseFilter(u"name:jo*"_s, {});
    QVERIFY(canEvaluate(*plain, all));
    QVERIFY(!canEvaluate(*plain, [](const QByteArray &name) { return name != "name"; }));
}

void TestFilter::deepNestingIsRefused()
{
    const QString deep = u"(!"_s.repeated(200) + u"(cn=a)"_s + u")"_s.repeated(200);
    QVERIFY(!parseFilter(deep, {}));
    QVERIFY(!parseFilter(u"x"_s.repeated(9000), {}));
}

QTEST_GUILESS_MAIN(TestFilter)
#include "test_filter.moc"
