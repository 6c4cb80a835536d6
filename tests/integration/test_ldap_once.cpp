// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/ldap_proxy.h"
#include "tests/integration/ldap_realm.h"

#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::ldap;
using smc::testlab::Lab;
using smc::testlab::LdapProxy;

/// A change is done exactly once, whatever is lost on the way.
class TestLdapOnce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void changesAreDoneOnce_data();
    void changesAreDoneOnce();
    void secondServerTakesOver_data();
    void secondServerTakesOver();
    void additionThatNobodyCanConfirmIsToldSo();
    void lateAnswerIsToldSo();
    void halfAnAnswerDoesNotHoldUs();
    void ownPasswordChangeWithoutAnswerIsToldSo();
    void searchGoesOnElsewhereWithoutRepeating();

private:
    RealmConfig config(const QStringList &uris) const
    {
        RealmConfig realm = testlab::realmOf(m_lab, uris);
        realm.connectTimeout = std::chrono::milliseconds(1500);
        realm.callTimeout = std::chrono::milliseconds(20000);
        return realm;
    }
    std::unique_ptr<LdapProxy> proxy() const
    {
        return std::make_unique<LdapProxy>(m_lab.certificateFile(), m_lab.privateKeyFile(),
                                           u"dc1.lab.example"_s);
    }
    QList<testlab::LdifEntry> seen(const QString &filter, const QString &node = u"dc1"_s) const
    {
        return m_lab.ldapSearch(filter, {u"cn"_s, u"description"_s}, m_unit, node);
    }

    Lab m_lab = Lab::domain();
    QString m_unit;
    access::Credentials m_admin;
};

void TestLdapOnce::initTestCase()
{
    m_unit = m_lab.freshUnit(u"Once"_s);
    m_admin =
        access::PasswordCredentials{m_lab.admin() + u"@lab.example"_s, Secret(m_lab.password().toUtf8())};
}

void TestLdapOnce::changesAreDoneOnce_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("operation");
    for (const auto &[fault, word] : {std::pair(LdapProxy::Fault::LoseRequest, "request"),
                                      std::pair(LdapProxy::Fault::LoseAnswer, "answer")}) {
        for (const auto &[operation, name] :
             {std::pair(LdapProxy::Add, "add"), std::pair(LdapProxy::Modify, "modify"),
              std::pair(LdapProxy::Rename, "rename"), std::pair(LdapProxy::Delete, "delete")})
            QTest::addRow("%s of %s lost", word, name) << int(fault) << int(operation);
    }
}

void TestLdapOnce::changesAreDoneOnce()
{
    QFETCH(int, fault);
    QFETCH(int, operation);
    const auto between = proxy();
    Directory directory(config({between->uri()}));
    const QString dn = u"CN=once-%1-%2,%3"_s.arg(fault).arg(operation).arg(m_unit);
    const QList<Attribute> attributes{{"objectClass", {"contact"}}, {"description", {"first"}}};
    if (operation != LdapProxy::Add)
        QVERIFY(directory.add(m_admin, dn, attributes));

    between->arm(LdapProxy::Fault(fault), LdapProxy::Operation(operation));
    Result<void> done;
    switch (operation) {
    case LdapProxy::Add:
        done = directory.add(m_admin, dn, attributes);
        break;
    case LdapProxy::Modify:
        done = directory.modify(m_admin, dn,
                                {{Modification::Kind::Replace, "description", {"second"}},
                                 {Modification::Kind::Add, "otherTelephone", {"1"}}});
        break;
    case LdapProxy::Rename:
        done = directory.rename(m_admin, dn, u"CN=renamed-%1"_s.arg(fault));
        break;
    case LdapProxy::Delete:
        done = directory.remove(m_admin, dn);
        break;
    default:
        QFAIL("no such operation");
    }
    QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
    QVERIFY(between->fired());
    // It was found out, not sent again on the off chance.
    QCOMPARE(between->passed(LdapProxy::Operation(operation)), 1);

    const auto there = seen(u"(|(cn=once-%1-%2)(cn=renamed-%1))"_s.arg(fault).arg(operation));
    switch (operation) {
    case LdapProxy::Add:
        QCOMPARE(there.size(), 1);
        QCOMPARE(there[0].first(u"description"_s), u"first"_s);
        break;
    case LdapProxy::Modify:
        QCOMPARE(there.size(), 1);
        QCOMPARE(there[0].first(u"description"_s), u"second"_s);
        break;
    case LdapProxy::Rename:
        QCOMPARE(there.size(), 1);
        QCOMPARE(there[0].first(u"cn"_s), u"renamed-%1"_s.arg(fault));
        break;
    case LdapProxy::Delete:
        QCOMPARE(there.size(), 0);
        break;
    default:
        QFAIL("no such operation");
    }
    if (operation == LdapProxy::Rename) // room for the next row
        QVERIFY(directory.remove(m_admin, there[0].dn));
}

void TestLdapOnce::secondServerTakesOver_data()
{
    QTest::addColumn<int>("fault");
    QTest::newRow("request lost") << int(LdapProxy::Fault::LoseRequest);
    QTest::newRow("answer lost") << int(LdapProxy::Fault::LoseAnswer);
}

void TestLdapOnce::secondServerTakesOver()
{
    QFETCH(int, fault);
    const auto between = proxy();
    Directory directory(config({between->uri(), u"ldaps://dc2.lab.example"_s}));
    // Bob is on both DCs.
    const QString dn = m_lab.ldapSearch(u"(sAMAccountName=bob)"_s, {u"cn"_s}).constFirst().dn;
    const QByteArray room = "room " + QByteArray::number(fault);
    QVERIFY(directory.signIn(m_admin));
    between->arm(LdapProxy::Fault(fault), LdapProxy::Modify, true);
    const auto done =
        directory.modify(m_admin, dn, {{Modification::Kind::Replace, "physicalDeliveryOfficeName", {room}}});
    QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
    QVERIFY(between->fired());
    // A read goes to the server that took the change.
    const auto entry = directory.read(m_admin, dn, {"physicalDeliveryOfficeName"});
    QVERIFY(entry);
    QCOMPARE(entry->value("physicalDeliveryOfficeName"), room);
    const auto health = directory.health();
    QCOMPARE(health.size(), 2);
    QVERIFY(!health[0].healthy);
    QVERIFY(!health[0].lastError.isEmpty());
    QVERIFY(health[1].healthy);
    QVERIFY(health[1].openConnections >= 1);
}

void TestLdapOnce::additionThatNobodyCanConfirmIsToldSo()
{
    const auto between = proxy();
    Directory directory(config({between->uri(), u"ldaps://dc2.lab.example"_s}));
    QVERIFY(directory.signIn(m_admin));
    between->arm(LdapProxy::Fault::LoseRequest, LdapProxy::Add, true);
    const QString dn = u"CN=lost,"_s + m_unit;
    const auto done = directory.add(m_admin, dn, {{"objectClass", {"contact"}}});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Unreachable);
    QVERIFY2(done.error().message.contains(u"not known whether"_s), qPrintable(done.error().message));
    QVERIFY(done.error().message.contains(dn));
    QVERIFY(!done.error().retryable);
    QCOMPARE(seen(u"(cn=lost)"_s).size(), 0);
    QCOMPARE(seen(u"(cn=lost)"_s, u"dc2"_s).size(), 0); // and not done elsewhere behind our back
    // The next one simply works.
    QVERIFY(directory.add(m_admin, u"CN=next,CN=Users,"_s + m_lab.base(), {{"objectClass", {"contact"}}}));
    QVERIFY(directory.remove(m_admin, u"CN=next,CN=Users,"_s + m_lab.base()));
}

void TestLdapOnce::lateAnswerIsToldSo()
{
    const auto between = proxy();
    RealmConfig realm = config({between->uri()});
    realm.callTimeout = std::chrono::milliseconds(1000);
    Directory directory(realm);
    QVERIFY(directory.signIn(m_admin));
    between->arm(LdapProxy::Fault::Hold, LdapProxy::Add);
    const auto done = directory.add(m_admin, u"CN=late,"_s + m_unit, {{"objectClass", {"contact"}}});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Timeout);
    QVERIFY2(done.error().message.contains(u"not known whether"_s), qPrintable(done.error().message));
}

void TestLdapOnce::halfAnAnswerDoesNotHoldUs()
{
    // A message that has begun is waited for below libldap's own time limit.
    const auto between = proxy();
    RealmConfig realm = config({between->uri()});
    realm.callTimeout = std::chrono::milliseconds(1000);
    Directory directory(realm);
    QVERIFY(directory.signIn(m_admin));
    between->arm(LdapProxy::Fault::HalfAnswer, LdapProxy::Modify);
    QElapsedTimer timer;
    timer.start();
    const auto done = directory.modify(m_admin, m_unit, {{.attribute = "description", .values = {"half"}}});
    QVERIFY(!done);
    QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY2(done.error().message.contains(u"not known whether"_s), qPrintable(done.error().message));
}

void TestLdapOnce::ownPasswordChangeWithoutAnswerIsToldSo()
{
    const QString dn = m_lab.createUser(u"oncepwd"_s, m_unit);
    const access::Credentials user =
        access::PasswordCredentials{u"oncepwd@lab.example"_s, Secret(m_lab.password().toUtf8())};
    const auto between = proxy();
    Directory directory(config({between->uri()}));
    QVERIFY(directory.signIn(user));
    between->arm(LdapProxy::Fault::LoseAnswer, LdapProxy::Modify);
    const auto done = directory.modify(
        user, dn, passwordChange(Secret(m_lab.password().toUtf8()), Secret(QByteArray("An0ther!password"))));
    QVERIFY(!done);
    QVERIFY2(done.error().message.contains(u"not known whether"_s), qPrintable(done.error().message));
    QVERIFY(m_lab.canLogIn(u"oncepwd"_s, u"An0ther!password"_s));
}

void TestLdapOnce::searchGoesOnElsewhereWithoutRepeating()
{
    const auto between = proxy();
    Directory directory(config({between->uri(), u"ldaps://dc2.lab.example"_s}));
    QVERIFY(directory.signIn(m_admin));
    const auto people = m_lab.ldapSearch(u"(&(objectCategory=person)(company=Lab Example))"_s, {u"cn"_s});
    between->arm(LdapProxy::Fault::LoseAnswer, LdapProxy::SearchEntry, true, 25);
    QStringList found;
    const auto done = directory.searchEach(m_admin,
                                           {.base = m_lab.base(),
                                            .filter = "(&(objectCategory=person)(company=Lab Example))",
                                            .attributes = {"cn"},
                                            .pageSize = 10},
                                           [&found](Entry &&entry) {
                                               found << entry.dn;
                                               return true;
                                           });
    QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
    QVERIFY(between->fired());
    QCOMPARE(found.size(), people.size());
    QCOMPARE(found.removeDuplicates(), 0);
}

QTEST_GUILESS_MAIN(TestLdapOnce)
#include "test_ldap_once.moc"
