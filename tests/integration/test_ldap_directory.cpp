// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/schema.h"
#include "service/identity/ldap/sid.h"
#include "tests/integration/ldap_realm.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::ldap;
using smc::testlab::Lab;

/// Reading and changing a real directory.
class TestLdapDirectory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void manyObjectsComeInPagesAndABigGroupWhole();
    void searchStopsWhenAsked();
    void objectIsFoundByItsIdentifiers();
    void awkwardNamesSurvive();
    void objectLivesItsLife();
    void refusalsNameTheAttribute_data();
    void refusalsNameTheAttribute();
    void passwordRulesAreToldInWords();
    void ownPasswordIsChanged();
    void schemaKnowsTypes();
    void deletedObjectsAndPermissionsAreSeenWhenAsked();
    void manyThreadsShareFewConnections();
    void searchSurvivesADeadServer();

private:
    Lab m_lab = Lab::domain();
    QString m_unit;
    std::unique_ptr<Directory> m_directory;
    access::Credentials m_admin;

    RealmConfig config() const { return testlab::realmOf(m_lab, m_lab.uris()); }
};

void TestLdapDirectory::initTestCase()
{
    m_unit = m_lab.freshUnit(u"Directory"_s);
    m_directory = std::make_unique<Directory>(config());
    m_admin =
        access::PasswordCredentials{m_lab.admin() + u"@lab.example"_s, Secret(m_lab.password().toUtf8())};
}

void TestLdapDirectory::manyObjectsComeInPagesAndABigGroupWhole()
{
    constexpr int count = 5000;
    const QString unit = u"OU=Many,"_s + m_lab.base(); // stays: deleting takes longer than making
    QByteArrayList members;
    if (m_lab.ldapSearch(u"(sAMAccountName=manygroup)"_s, {u"cn"_s}).isEmpty()) {
        (void)m_lab.freshUnit(u"Many"_s);
        for (int i = 0; i < count; ++i) {
            const QString dn = u"CN=many%1,%2"_s.arg(i).arg(unit);
            const auto done = m_directory->add(m_admin, dn, {{"objectClass", {"contact"}}});
            QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
            members << dn.toUtf8();
        }
        const auto done = m_directory->add(
            m_admin, u"CN=manygroup,"_s + unit,
            {{"objectClass", {"group"}}, {"sAMAccountName", {"manygroup"}}, {"member", members}});
        QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
    }
    int found = 0;
    const auto listed = m_directory->searchEach(
        m_admin, {.base = unit, .filter = "(objectClass=contact)", .attributes = {"cn"}, .pageSize = 300},
        [&found](Entry &&) { return ++found > 0; });
    QVERIFY2(listed, listed ? "" : qPrintable(listed.error().toString()));
    QCOMPARE(found, count);

    for (const QByteArray &asked : {"member"_ba, "member;range=0-999"_ba}) { // whole, and in five slices
        const auto group = m_directory->read(m_admin, u"CN=manygroup,"_s + unit, {asked});
        QVERIFY2(group, group ? "" : qPrintable(group.error().toString()));
        QCOMPARE(group->attributes.size(), 1);
        QCOMPARE(group->attributes.first().name, "member"_ba);
        auto values = group->attributes.first().values;
        std::sort(values.begin(), values.end());
        QCOMPARE(std::unique(values.begin(), values.end()) - values.begin(), count);
    }
}

void TestLdapDirectory::searchStopsWhenAsked()
{
    const Search people{
        .base = m_lab.base(), .filter = "(objectCategory=person)", .attributes = {"cn"}, .pageSize = 7};
    int found = 0;
    QVERIFY(m_directory->searchEach(m_admin, people, [&found](Entry &&) { return ++found < 10; }));
    QCOMPARE(found, 10);
    Search few = people;
    few.sizeLimit = 9;
    const auto limited = m_directory->search(m_admin, few);
    QVERIFY(limited);
    QCOMPARE(limited->size(), 9);
    const auto all = m_directory->search(m_admin, people); // the connection is as good as before
    QVERIFY(all);
    QVERIFY(all->size() >= 60);
}

void TestLdapDirectory::objectIsFoundByItsIdentifiers()
{
    const auto found =
        m_directory->search(m_admin, {.base = m_lab.base(), .filter = equals("sAMAccountName", "bob")});
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    const Entry &bob = found->first();
    for (const QString &name : {bob.dn, QString(u"<GUID="_s + guidToText(bob.value("objectGUID")) + u'>'),
                                QString(u"<SID="_s + sidToText(bob.value("objectSid")) + u'>')}) {
        const auto again = m_directory->read(m_admin, name, {"sAMAccountName"});
        QVERIFY2(again, qPrintable(name));
        QCOMPARE(again->value("sAMAccountName"), "bob"_ba);
    }
    const auto byFilter = m_directory->search(
        m_admin, {.base = m_lab.base(), .filter = equals("objectGUID", bob.value("objectGUID"))});
    QVERIFY(byFilter);
    QCOMPARE(byFilter->size(), 1);
    const auto missing = m_directory->read(m_admin, u"CN=nobody,"_s + m_lab.base());
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
}

void TestLdapDirectory::awkwardNamesSurvive()
{
    int number = 0;
    for (const QString &name : {uR"(O'Connor, "Sin" + Co; <x> = #1\)"_s, u"#hash"_s, u" blank"_s,
                                u"Иванов 山田 שלום"_s, u"*)(cn=*"_s}) {
        const QString dn = u"CN="_s + escapeRdn(name) + u',' + m_unit;
        const QByteArray account = "awkward" + QByteArray::number(++number);
        const auto done =
            m_directory->add(m_admin, dn, {{"objectClass", {"group"}}, {"sAMAccountName", {account}}});
        QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
        const auto found = m_directory->search(m_admin, {.base = m_unit,
                                                         .filter = equals("cn", name.trimmed().toUtf8()),
                                                         .attributes = {"sAMAccountName"}});
        QVERIFY(found);
        QCOMPARE(found->size(), 1);
        QCOMPARE(found->first().value("sAMAccountName"), account);
        QCOMPARE(dnKey(found->first().dn), dnKey(dn));
        QVERIFY(m_directory->remove(m_admin, found->first().dn));
    }
}

void TestLdapDirectory::objectLivesItsLife()
{
    const QString first = u"CN=life,"_s + m_unit;
    QVERIFY(m_directory->add(m_admin, first, {{"objectClass", {"contact"}}, {"description", {"one"}}}));
    const auto twice = m_directory->add(m_admin, first, {{"objectClass", {"contact"}}});
    QVERIFY(!twice);
    QCOMPARE(twice.error().code, ErrorCode::Exists);
    QVERIFY(m_directory->modify(m_admin, first,
                                {{Modification::Kind::Replace, "description", {"two"}},
                                 {Modification::Kind::Add, "otherTelephone", {"1", "2"}},
                                 {Modification::Kind::Delete, "otherTelephone", {"1"}}}));
    const QString inner = u"OU=inner,"_s + m_unit;
    QVERIFY(m_directory->add(m_admin, inner, {{"objectClass", {"organizationalUnit"}}}));
    QVERIFY(m_directory->rename(m_admin, first, u"CN=after"_s, inner));
    const auto moved = m_directory->read(m_admin, u"CN=after,"_s + inner);
    QVERIFY(moved);
    QCOMPARE(moved->value("description"), "two"_ba);
    QCOMPARE(moved->find("otherTelephone")->values, QByteArrayList{"2"});
    const auto full = m_directory->remove(m_admin, inner);
    QVERIFY(!full);
    QCOMPARE(full.error().code, ErrorCode::Refused);
    QVERIFY(full.error().message.contains(u"not empty"_s));
    QVERIFY(m_directory->remove(m_admin, inner, true));
    QVERIFY(!m_directory->read(m_admin, inner));
}

void TestLdapDirectory::refusalsNameTheAttribute_data()
{
    QTest::addColumn<QByteArray>("attribute");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("code");
    QTest::newRow("unknown") << "fooBar"_ba << "x"_ba << u"invalid"_s;
    QTest::newRow("syntax") << "countryCode"_ba << "abc"_ba << u"invalid"_s;
    QTest::newRow("length") << "c"_ba << "GERMANY"_ba << u"invalid"_s;
    QTest::newRow("class") << "printerName"_ba << "x"_ba << u"refused"_s;
    QTest::newRow("system") << "whenCreated"_ba << "20200101000000.0Z"_ba << u"refused"_s;
    QTest::newRow("link") << "memberOf"_ba << "CN=Users,DC=lab,DC=example"_ba << u"refused"_s;
    QTest::newRow("account") << "sAMAccountName"_ba << "bob"_ba << u"exists"_s;
    QTest::newRow("UPN") << "userPrincipalName"_ba << "bob@lab.example"_ba << u"exists"_s;
}

void TestLdapDirectory::refusalsNameTheAttribute()
{
    QFETCH(QByteArray, attribute);
    QFETCH(QByteArray, value);
    QFETCH(QString, code);
    const QString helen = m_lab.ldapSearch(u"(sAMAccountName=helen)"_s, {u"cn"_s}).constFirst().dn;
    const auto done =
        m_directory->modify(m_admin, helen, {{Modification::Kind::Replace, attribute, {value}}});
    QVERIFY(!done);
    QCOMPARE(errorCodeName(done.error().code), code);
    QCOMPARE(done.error().field.toLatin1(), attribute);
}

void TestLdapDirectory::passwordRulesAreToldInWords()
{
    const auto policy = m_directory->passwordPolicy(m_admin);
    QVERIFY(policy);
    QVERIFY(policy->minimumLength > 0);
    const QString dn = m_lab.createUser(u"dirpwd"_s, m_unit);
    const auto done = m_directory->modify(m_admin, dn, passwordReset(Secret(QByteArray("a"))));
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Refused);
    QCOMPARE(done.error().field, u"unicodePwd"_s);
    QVERIFY2(done.error().hint.contains(u"at least %1 characters"_s.arg(policy->minimumLength)),
             qPrintable(done.error().hint));
    // A policy of one's own counts more than the domain's.
    const QString petra = m_lab.ldapSearch(u"(sAMAccountName=petra)"_s, {u"cn"_s}).constFirst().dn;
    const auto fine = m_directory->passwordPolicy(m_admin, petra);
    QVERIFY(fine);
    QVERIFY2(!fine->name.isEmpty(), "petra has a fine-grained policy");
}

void TestLdapDirectory::ownPasswordIsChanged()
{
    const QString dn = m_lab.createUser(u"dirown"_s, m_unit);
    const Secret old(m_lab.password().toUtf8());
    const access::Credentials self = access::PasswordCredentials{u"dirown@lab.example"_s, old};
    const auto wrong = m_directory->modify(
        self, dn, passwordChange(Secret(QByteArray("n0t-this-one")), Secret(QByteArray("An0ther!one"))));
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().message.contains(u"present password is wrong"_s),
             qPrintable(wrong.error().toString()));
    const auto done = m_directory->modify(self, dn, passwordChange(old, Secret(QByteArray("An0ther!one"))));
    QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
    QVERIFY(m_lab.canLogIn(u"dirown"_s, u"An0ther!one"_s));
}

void TestLdapDirectory::schemaKnowsTypes()
{
    const auto schema = m_directory->schema(m_admin);
    QVERIFY(schema);
    QVERIFY((*schema)->size() > 1000);
    const auto type = [&schema](const char *name) { return *(*schema)->find(name); };
    QVERIFY(type("sAMAccountName").singleValued);
    QCOMPARE(type("sAMAccountName").upper, std::optional<qint64>(256));
    QVERIFY(!type("otherTelephone").singleValued);
    QCOMPARE(type("manager").syntax, Syntax::Dn);
    QCOMPARE(type("objectSid").syntax, Syntax::Sid);
    QCOMPARE(type("objectGUID").syntax, Syntax::Guid);
    QCOMPARE(type("whenCreated").syntax, Syntax::Time);
    QCOMPARE(type("pwdLastSet").syntax, Syntax::LargeInteger);
    QCOMPARE(type("nTSecurityDescriptor").syntax, Syntax::SecurityDescriptor);
    QCOMPARE(type("jpegPhoto").syntax, Syntax::Octets);
    QVERIFY(type("tokenGroups").constructed);
    QVERIFY(type("objectGUID").systemOnly);
}

void TestLdapDirectory::deletedObjectsAndPermissionsAreSeenWhenAsked()
{
    const QString dn = u"CN=gone,"_s + m_unit;
    QVERIFY(m_directory->add(m_admin, dn, {{"objectClass", {"contact"}}}));
    const auto with = m_directory->search(m_admin, {.base = dn,
                                                    .scope = Scope::Base,
                                                    .attributes = {"nTSecurityDescriptor", "objectGUID"},
                                                    .readDacl = true});
    QVERIFY(with);
    QVERIFY(with->first().value("nTSecurityDescriptor").size() > 20);
    const QByteArray filter = equals("objectGUID", with->first().value("objectGUID"));
    QVERIFY(m_directory->remove(m_admin, dn));
    QVERIFY(m_directory->search(m_admin, {.base = m_lab.base(), .filter = filter})->isEmpty());
    const auto deleted =
        m_directory->search(m_admin, {.base = m_lab.base(), .filter = filter, .showDeleted = true});
    QVERIFY(deleted);
    QCOMPARE(deleted->size(), 1);
    QCOMPARE(deleted->first().value("isDeleted"), "TRUE"_ba);
}

void TestLdapDirectory::manyThreadsShareFewConnections()
{
    RealmConfig realm = config();
    realm.maxConnections = 3;
    Directory directory(realm);
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    threads.reserve(12);
    for (int i = 0; i < 12; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 20; ++k)
                good += bool(directory.rootDse(m_admin));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good.load(), 240);
    int open = 0;
    for (const ServerHealth &server : directory.health())
        open += server.openConnections;
    QVERIFY2(open >= 1 && open <= 3, qPrintable(QString::number(open)));
}

void TestLdapDirectory::searchSurvivesADeadServer()
{
    Directory directory(config());
    const QByteArray filter = "(&(objectCategory=person)(company=Lab Example))";
    QStringList found;
    const auto done = directory.searchEach(
        m_admin, {.base = m_lab.base(), .filter = filter, .attributes = {"cn"}, .pageSize = 5},
        [&](Entry &&entry) {
            found << entry.dn;
            if (found.size() == 12)
                m_lab.stopNode(u"dc1"_s); // as by a power cut, in the middle of a page
            return true;
        });
    const auto root = directory.rootDse(m_admin);
    m_lab.startNode(u"dc1"_s);
    QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
    QCOMPARE(found.size(), 60);
    QCOMPARE(found.removeDuplicates(), 0);
    QVERIFY(root);
    QCOMPARE(root->dnsHostName, u"dc2.lab.example"_s);
    // Everybody stays where the realm has moved to, though dc1 is back.
    const auto later = directory.rootDse(m_admin);
    QVERIFY(later);
    QCOMPARE(later->dnsHostName, u"dc2.lab.example"_s);
}

QTEST_GUILESS_MAIN(TestLdapDirectory)
#include "test_ldap_directory.moc"
