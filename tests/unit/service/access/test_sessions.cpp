// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/login_guard.h"
#include "service/access/roles.h"
#include "service/access/session_store.h"

#include <QSet>
#include <QTest>

using namespace smc;
using namespace smc::access;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_now = Session::Clock::now(); }
    void tokensAreLongAndDiffer();
    void sessionsSlideAndEnd();
    void absoluteEnd();
    void logoutEndsOne();
    void lastSessionOfAPersonIsAnnounced();
    void aRealmEndsItsSessionsWithAReason();
    void perPersonTheOldestGoes();
    void totalIsBounded();
    void defaultRoles();
    void rolesByEveryKindOfName();
    void readersLimitWhoGetsIn();
    void guardDoublesTheWait();
    void guardKeepsAddressesApart();
    void principalNames();

private:
    static Principal person(const QString &account)
    {
        Principal who;
        who.realm = u"LAB.EXAMPLE"_s;
        who.account = account;
        who.dn = u"CN=%1,DC=lab,DC=example"_s.arg(account);
        who.sid = u"S-1-5-21-1-2-3-1104"_s;
        return who;
    }
    SessionStore store(SessionStore::Options options = {})
    {
        return SessionStore(options, [this] { return m_now; });
    }
    Session::Clock::time_point m_now;
};

void TestSessions::tokensAreLongAndDiffer()
{
    SessionStore sessions = store({.perPrincipal = 1000});
    QSet<QByteArray> seen;
    for (int i = 0; i < 200; ++i) {
        const auto opened = sessions.open(person(u"alice"_s), std::nullopt, false);
        QVERIFY(opened);
        QCOMPARE(opened->token.size(), 43); // 256 bits in base64url
        QVERIFY(opened->session->csrf() != opened->token);
        seen << opened->token << opened->session->csrf();
    }
    QCOMPARE(seen.size(), 400);
}

void TestSessions::sessionsSlideAndEnd()
{
    SessionStore sessions = store({.idle = 60s, .absolute = 1000s});
    const auto opened = sessions.open(person(u"alice"_s), std::nullopt, false);
    for (int i = 0; i < 5; ++i) {
        m_now += 59s;
        QCOMPARE(sessions.find(opened->token), opened->session);
    }
    m_now += 61s;
    QVERIFY(!sessions.find(opened->token));
    QCOMPARE(sessions.count(), 0);
    QVERIFY(!sessions.find("short"));
    QVERIFY(!sessions.find({}));
}

void TestSessions::absoluteEnd()
{
    SessionStore sessions = store({.idle = 60s, .absolute = 100s});
    const auto opened = sessions.open(person(u"alice"_s), std::nullopt, false);
    m_now += 50s;
    QVERIFY(sessions.find(opened->token));
    m_now += 49s;
    QVERIFY(sessions.find(opened->token));
    m_now += 1s;
    QVERIFY(!sessions.find(opened->token));
}

void TestSessions::logoutEndsOne()
{
    SessionStore sessions = store();
    const auto first = sessions.open(person(u"alice"_s), std::nullopt, false);
    const auto second = sessions.open(person(u"alice"_s), std::nullopt, true);
    sessions.end(*first->session);
    QVERIFY(!sessions.find(first->token));
    QVERIFY(sessions.find(second->token));
}

void TestSessions::lastSessionOfAPersonIsAnnounced()
{
    SessionStore sessions = store({.idle = 60s});
    QStringList gone;
    sessions.onGone([&gone](const Session &session) { gone << session.principal().account; });
    const auto first = sessions.open(person(u"alice"_s), std::nullopt, false);
    const auto second = sessions.open(person(u"Alice"_s), std::nullopt, false);
    sessions.end(*first->session);
    QVERIFY(gone.isEmpty());
    m_now += 61s;
    sessions.sweep();
    QCOMPARE(gone, QStringList{u"Alice"_s});
    QCOMPARE(sessions.count(), 0);
}

void TestSessions::aRealmEndsItsSessionsWithAReason()
{
    SessionStore sessions = store({.idle = 60s});
    QStringList gone;
    sessions.onGone([&gone](const Session &session) { gone << session.principal().account; });
    Principal other = person(u"olga"_s);
    other.realm = u"OTHER.EXAMPLE"_s;
    const auto alice = sessions.open(person(u"alice"_s), std::nullopt, false);
    const auto olga = sessions.open(other, std::nullopt, false);
    sessions.endRealm(u"LAB.EXAMPLE"_s, u"The realm is gone."_s);
    QVERIFY(!sessions.find(alice->token));
    QCOMPARE(sessions.endedBecause(alice->token), u"The realm is gone."_s);
    QCOMPARE(alice->session->endedBecause(), u"The realm is gone."_s); // what a batch that runs still sees
    QCOMPARE(gone, QStringList{u"alice"_s});
    QVERIFY(sessions.find(olga->token));
    QCOMPARE(sessions.endedBecause(olga->token), QString());
    QCOMPARE(sessions.endedBecause("nobody's"), QString());
    QCOMPARE(sessions.count(), 1);
    m_now += 61s; // by now it would be over anyway
    QCOMPARE(sessions.endedBecause(alice->token), QString());
}

void TestSessions::perPersonTheOldestGoes()
{
    SessionStore sessions = store({.perPrincipal = 2});
    const auto first = sessions.open(person(u"alice"_s), std::nullopt, false);
    m_now += 1s;
    const auto second = sessions.open(person(u"alice"_s), std::nullopt, false);
    m_now += 1s;
    QVERIFY(sessions.find(first->token)); // used last
    m_now += 1s;
    const auto third = sessions.open(person(u"alice"_s), std::nullopt, false);
    QVERIFY(sessions.find(first->token));
    QVERIFY(!sessions.find(second->token));
    QVERIFY(sessions.find(third->token));
    QVERIFY(sessions.open(person(u"bob"_s), std::nullopt, false));
    QCOMPARE(sessions.count(), 3);
}

void TestSessions::totalIsBounded()
{
    SessionStore sessions = store({.total = 2});
    QVERIFY(sessions.open(person(u"a"_s), std::nullopt, false));
    QVERIFY(sessions.open(person(u"b"_s), std::nullopt, false));
    const auto third = sessions.open(person(u"c"_s), std::nullopt, false);
    QVERIFY(!third);
    QCOMPARE(third.error().code, ErrorCode::Busy);
}

void TestSessions::defaultRoles()
{
    Roles roles({});
    Principal who = person(u"alice"_s);
    QCOMPARE(roles.roleOf(who), Role::Reader);
    for (const QString &group : {u"S-1-5-21-1-2-3-512"_s, u"S-1-5-21-1-2-3-519"_s, u"S-1-5-32-544"_s}) {
        who.groups = {group};
        QCOMPARE(roles.roleOf(who), Role::Administrator);
    }
    // A RID that only looks like one, and a foreign authority.
    for (const QString &group : {u"S-1-5-21-1-2-3-1512"_s, u"S-1-5-32-512"_s, u"S-1-5-21-1-2-3-513"_s}) {
        who.groups = {group};
        QCOMPARE(roles.roleOf(who), Role::Reader);
    }
}

void TestSessions::rolesByEveryKindOfName()
{
    QStringList asked;
    Roles roles({}, [&asked](const QString &realm, const QString &name) {
        asked << QString(realm + u'|' + name);
        return name == u"help desk" || name == u"CN=Help,DC=lab,DC=example" ? u"S-1-5-21-1-2-3-2000"_s
                                                                            : QString();
    });
    Principal who = person(u"alice"_s);
    who.groups = {u"S-1-5-21-1-2-3-2000"_s, u"S-1-5-21-1-2-3-512"_s};
    const auto with = [&](const QString &entry) {
        roles.setOptions({.administrators = {entry}});
        return *roles.roleOf(who) == Role::Administrator;
    };
    QVERIFY(with(u"S-1-5-21-1-2-3-2000"_s));
    QVERIFY(with(u"S-1-5-21-1-2-3-1104"_s)); // the person's own
    QVERIFY(with(u"help desk"_s));
    QVERIFY(with(u"LAB\\help desk"_s));
    QVERIFY(with(u"help desk@lab.example"_s));
    QVERIFY(with(u"CN=Help,DC=lab,DC=example"_s));
    QVERIFY(with(u"cn=Alice,DC=lab,DC=example"_s));
    QVERIFY(with(u"ALICE"_s));
    QVERIFY(with(u"*"_s));
    QVERIFY(!with(u"OTHER\\help desk"_s));
    QVERIFY(!with(u"alice@other.example"_s));
    QVERIFY(!with(u"S-1-5-21-1-2-3-9"_s)); // and Domain Admins count no more once others are named
    asked.clear();
    roles.setOptions({.administrators = {u"help desk"_s}});
    QVERIFY(roles.roleOf(who));
    QVERIFY(roles.roleOf(who));
    QCOMPARE(asked.size(), 1); // kept
}

void TestSessions::readersLimitWhoGetsIn()
{
    Roles roles({.administrators = {u"root"_s}, .readers = {u"alice"_s}});
    QCOMPARE(roles.roleOf(person(u"alice"_s)), Role::Reader);
    QCOMPARE(roles.roleOf(person(u"root"_s)), Role::Administrator);
    QVERIFY(!roles.roleOf(person(u"mallory"_s)));
}

void TestSessions::guardDoublesTheWait()
{
    LoginGuard guard({.free = 3, .first = 2s, .longest = 10s}, [this] { return m_now; });
    const QHostAddress from(u"192.0.2.1"_s);
    for (int i = 0; i < 2; ++i)
        guard.failed(u"alice"_s, from);
    QCOMPARE(guard.wait(u"alice"_s, from), 0s);
    guard.failed(u"ALICE"_s, from);
    QCOMPARE(guard.wait(u"alice"_s, from), 2s);
    m_now += 2s;
    QCOMPARE(guard.wait(u"alice"_s, from), 0s);
    guard.failed(u"alice"_s, from);
    QCOMPARE(guard.wait(u"alice"_s, from), 4s);
    for (int i = 0; i < 60; ++i)
        guard.failed(u"alice"_s, from);
    QCOMPARE(guard.wait(u"alice"_s, from), 10s);
    guard.succeeded(u"alice"_s, from);
    QCOMPARE(guard.wait(u"alice"_s, from), 0s);
}

void TestSessions::guardKeepsAddressesApart()
{
    LoginGuard guard({.free = 1}, [this] { return m_now; });
    guard.failed(u"alice"_s, QHostAddress(u"192.0.2.1"_s));
    QVERIFY(guard.wait(u"alice"_s, QHostAddress(u"192.0.2.1"_s)) > 0s);
    QCOMPARE(guard.wait(u"alice"_s, QHostAddress(u"192.0.2.2"_s)), 0s);
    QCOMPARE(guard.wait(u"bob"_s, QHostAddress(u"192.0.2.1"_s)), 0s);
}

void TestSessions::principalNames()
{
    QCOMPARE(principalOf(PasswordCredentials{u"Alice@lab.example"_s, {}}), u"alice@lab.example"_s);
    QCOMPARE(principalOf(KeytabCredentials{u"smcd@LAB.EXAMPLE"_s, u"/x"_s}), u"smcd@lab.example"_s);
    QVERIFY(equalInConstantTime("abc", "abc"));
    QVERIFY(!equalInConstantTime("abc", "abd"));
    QVERIFY(!equalInConstantTime("abc", "ab"));
}

QTEST_APPLESS_MAIN(TestSessions)
#include "test_sessions.moc"
