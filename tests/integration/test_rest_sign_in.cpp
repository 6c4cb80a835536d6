// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in: with a password, what is wrong said in words; with a Kerberos ticket, and changing something
// with it.
#include "tests/integration/rest_client.h"

#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

static QString csrfOf(const QByteArray &answer);

class TestRestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void threeWaysToWriteAName_data();
    void threeWaysToWriteAName();
    void refusalsInWords_data();
    void refusalsInWords();
    void cookieAndCsrf();
    void signedOutIsOut();
    void ticketChangesSomethingAsThePerson();
    void ticketsOfOthersAreRefused();
    void withoutDelegationTheSessionReads();
    void certificateOfAnotherAuthority();

private:
    /// curl with the person's own ticket; the whole answer with its headers.
    /// Both calls keep cookies in the same jar: a ticket signs in once, at /auth/session.
    [[nodiscard]] QByteArray withTicket(const Smcd &smcd, const QString &user, const QStringList &arguments);

    Lab m_lab = Lab::domain();
    Smcd m_smcd;
    QTemporaryDir m_directory;
};

void TestRestSignIn::initTestCase()
{
    QVERIFY(m_smcd.start());
}

void TestRestSignIn::threeWaysToWriteAName_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("account") << u"alice"_s;
    QTest::newRow("UPN") << u"alice@lab.example"_s;
    QTest::newRow("domain") << u"LAB\\alice"_s;
    QTest::newRow("other case") << u"ALICE"_s;
}

void TestRestSignIn::threeWaysToWriteAName()
{
    QFETCH(QString, name);
    RestClient rest(m_smcd);
    const RestAnswer answer = rest.signIn(name, m_lab.password());
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"account"].toString(), u"alice"_s);
    QCOMPARE(answer.json()[u"role"].toString(), u"administrator"_s);
    QCOMPARE(rest.get("/rest/identity/users/alice?fresh=1").status, 200); // the kept credentials work
}

void TestRestSignIn::refusalsInWords_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("word");
    const QString good = m_lab.password();
    QTest::newRow("wrong password") << u"bob"_s << u"not-it"_s << u"wrong"_s;
    QTest::newRow("nobody") << u"no-such-person"_s << good << u"wrong"_s;
    QTest::newRow("locked") << u"lukas"_s << good << u"locked"_s;
    QTest::newRow("disabled") << u"dieter"_s << good << u"disabled"_s;
    QTest::newRow("expired account") << u"erika"_s << good << u"expired"_s;
    QTest::newRow("must change") << u"martin"_s << good << u"change"_s;
    QTest::newRow("expired password") << u"petra"_s << good << u"expired"_s;
    QTest::newRow("empty password") << u"bob"_s << u""_s << u"password"_s; // never an anonymous bind
    QTest::newRow("filter in the name") << u"*)(objectClass=*"_s << good << u"wrong"_s;
}

void TestRestSignIn::refusalsInWords()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, word);
    RestClient rest(m_smcd);
    const RestAnswer answer = rest.signIn(user, password);
    QVERIFY2(answer.status == 401 || (password.isEmpty() && answer.status == 400), answer.body.constData());
    QVERIFY2(answer.json()[u"detail"].toString().contains(word), answer.body.constData());
    QVERIFY(!answer.headers.contains("set-cookie"));
    QCOMPARE(rest.get("/rest/identity/users").status, 401);
}

void TestRestSignIn::cookieAndCsrf()
{
    RestClient rest(m_smcd);
    const RestAnswer answer = rest.signIn(u"alice"_s, m_lab.password(), false);
    const QByteArray cookie = answer.headers["set-cookie"];
    for (const char *part : {"smc_session=", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"})
        QVERIFY2(cookie.contains(part), part);
    QVERIFY(!answer.json().contains(u"token"_s));
    QCOMPARE(rest.get("/auth/session").json()[u"account"].toString(), u"alice"_s);
    const QByteArray path = "/rest/identity/users/bob?dry-run=1";
    const QByteArray csrf = answer.json()[u"csrf"].toString().toLatin1();
    QCOMPARE(rest.send("PUT", path, "{\"title\":\"x\"}", {{"If-Match", "*"}}).status, 403);
    QCOMPARE(rest.send("PUT", path, "{\"title\":\"x\"}", {{"If-Match", "*"}, {"X-SMC-CSRF", csrf}}).status,
             200);
    QCOMPARE(rest.send("PUT", path, "{\"title\":\"x\"}",
                       {{"If-Match", "*"}, {"X-SMC-CSRF", csrf}, {"Origin", "https://evil.example"}})
                 .status,
             403);
}

void TestRestSignIn::signedOutIsOut()
{
    RestClient rest(m_smcd);
    QCOMPARE(rest.signIn(u"alice"_s, m_lab.password()).status, 200);
    QCOMPARE(rest.send("POST", "/auth/logout").status, 204);
    QCOMPARE(rest.get("/auth/session").status, 401);
}

QByteArray TestRestSignIn::withTicket(const Smcd &smcd, const QString &user, const QStringList &arguments)
{
    const QString ccache = m_lab.ticketOf(user, m_directory.path());
    const QString port = QString::number(smcd.port());
    const QString jar = m_directory.filePath(user + port);
    const QStringList common{u"KRB5CCNAME="_s + ccache,
                             u"curl"_s,
                             u"-s"_s,
                             u"-i"_s,
                             u"--negotiate"_s,
                             u"-u"_s,
                             u":"_s,
                             u"-b"_s,
                             jar,
                             u"-c"_s,
                             jar,
                             u"--cacert"_s,
                             smcd.caFile(),
                             u"--connect-to"_s,
                             u"smc.lab.example:%1:127.0.0.1:%1"_s.arg(port)};
    const CommandResult done = runCommand(u"env"_s, common + arguments);
    return done.output + done.errors;
}

static QString csrfOf(const QByteArray &answer)
{
    return QJsonDocument::fromJson(answer.mid(answer.indexOf('{'))).object()[u"csrf"].toString();
}

void TestRestSignIn::ticketChangesSomethingAsThePerson()
{
    const QString root = u"https://smc.lab.example:%1"_s.arg(m_smcd.port());
    const QByteArray session = withTicket(m_smcd, u"alice"_s, {root + u"/auth/session"_s});
    QVERIFY2(session.contains("\"account\":\"alice\""), session.constData());
    QVERIFY2(session.contains("\"readOnlyBecause\":\"\""), session.constData());
    const QByteArray changed = withTicket(
        m_smcd, u"alice"_s,
        {u"-X"_s, u"PUT"_s, u"-H"_s, u"Content-Type: application/json"_s, u"-H"_s, u"If-Match: *"_s, u"-H"_s,
         u"X-SMC-CSRF: "_s + csrfOf(session), u"-d"_s, u"{\"physicalDeliveryOfficeName\":\"by ticket\"}"_s,
         root + u"/rest/identity/users/bob"_s});
    QVERIFY2(changed.contains("by ticket"), changed.constData());
    QCOMPARE(m_lab.ldapSearch(u"(sAMAccountName=bob)"_s).constFirst().first(u"physicalDeliveryOfficeName"_s),
             u"by ticket"_s);
}

void TestRestSignIn::ticketsOfOthersAreRefused()
{
    const QByteArray garbage = runCommand(u"curl"_s, {u"-s"_s, u"-i"_s, u"--cacert"_s, m_smcd.caFile(),
                                                      u"-H"_s, u"Authorization: Negotiate YIIGarbage=="_s,
                                                      m_smcd.url().toString() + u"/auth/session"_s})
                                   .output;
    QVERIFY2(garbage.contains(" 401 "), garbage.constData());
    QVERIFY2(garbage.contains("application/problem+json"), garbage.constData());
    QVERIFY(m_smcd.isRunning());
}

void TestRestSignIn::withoutDelegationTheSessionReads()
{
    Smcd smcd(Smcd::Options{.settings = {{u"realm "_s + m_lab.realm(), {{u"delegation"_s, u"no"_s}}}}});
    QVERIFY(smcd.start());
    const QString root = u"https://smc.lab.example:%1"_s.arg(smcd.port());
    const QByteArray session = withTicket(smcd, u"alice"_s, {root + u"/auth/session"_s});
    QVERIFY2(session.contains("\"account\":\"alice\""), session.constData());
    QVERIFY2(!session.contains("\"readOnlyBecause\":\"\""), session.constData());
    QVERIFY(withTicket(smcd, u"alice"_s, {root + u"/rest/identity/users/bob"_s}).contains(" 200 "));
    const QByteArray refused = withTicket(smcd, u"alice"_s,
                                          {u"-X"_s, u"PUT"_s, u"-H"_s, u"X-SMC-CSRF: "_s + csrfOf(session),
                                           root + u"/rest/identity/users/bob/disable"_s});
    QVERIFY2(refused.contains(" 403 "), refused.constData());
}

void TestRestSignIn::certificateOfAnotherAuthority()
{
    Smcd smcd(Smcd::Options{.settings = {{u"realm "_s + m_lab.realm(),
                                          {{u"ca"_s, m_lab.otherCaFile()},
                                           {u"bind"_s, u"simple"_s},
                                           {u"account"_s, u""_s},
                                           {u"keytab"_s, u""_s}}}},
                            .waitUntilReady = false});
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    const RestAnswer answer = rest.signIn(u"alice"_s, m_lab.password());
    QVERIFY2(answer.status == 502, answer.body.constData());
    QVERIFY2(answer.json()[u"detail"].toString().contains(u"certificate"_s), answer.body.constData());
}

QTEST_GUILESS_MAIN(TestRestSignIn)
#include "test_rest_sign_in.moc"
