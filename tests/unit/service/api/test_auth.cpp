// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/auth_handler.h"
#include "service/api/login_body.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace smc;
using namespace smc::api;
using namespace Qt::Literals::StringLiterals;

/// The routes below /auth with a directory that knows alice.
class TestAuth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bodies_data();
    void bodies();
    void cookieIsGuarded();
    void tokenOnWish();
    void wrongPasswordSaysSo();
    void emptyPasswordNeverReachesTheDirectory();
    void guessingIsSlowedDown();
    void realmMayBeLeftOut();
    void strangersToTheServiceAreRefused();
    void logoutEndsTheSession();
    void sessionWithoutOne();
    void realmsAreOpen();

private:
    http::Reply call(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
                     std::shared_ptr<access::Session> session = {})
    {
        http::Request request;
        request.method = method;
        request.path = path.mid(1).split('/');
        request.body = body;
        request.peer = QHostAddress(u"192.0.2.1"_s);
        request.session = std::move(session);
        request.headers.add("Content-Type", "application/json; charset=utf-8");
        const auto match = m_router.match(method, request.path);
        return match.route ? match.route->handler(request) : http::Reply::empty(404);
    }
    static QJsonObject json(const http::Reply &reply) { return QJsonDocument::fromJson(reply.body).object(); }

    http::Router m_router;
    std::unique_ptr<identity::Realms> m_realms;
    std::unique_ptr<access::SessionStore> m_sessions;
    std::unique_ptr<access::Roles> m_roles;
    std::unique_ptr<access::LoginGuard> m_guard;
    int m_asked = 0;
};

void TestAuth::init()
{
    m_router = {};
    m_asked = 0;
    m_realms = std::make_unique<identity::Realms>();
    m_realms->replace({identity::RealmOptions{.directory = {.name = u"LAB.EXAMPLE"_s}},
                       identity::RealmOptions{.directory = {.name = u"OTHER.EXAMPLE"_s}}});
    m_sessions = std::make_unique<access::SessionStore>(access::SessionStore::Options{});
    m_roles = std::make_unique<access::Roles>(access::Roles::Options{{}, {u"alice"_s}});
    m_guard = std::make_unique<access::LoginGuard>(access::LoginGuard::Options{});
    const auto authenticate = [this](const QString &realm,
                                     const access::Credentials &credentials) -> Result<access::Principal> {
        ++m_asked;
        const auto &given = std::get<access::PasswordCredentials>(credentials);
        const QByteArray password(given.password.data(), static_cast<qsizetype>(given.password.size()));
        if (password != "r\xc3\xb6t \"x\"")
            return Error{.code = ErrorCode::Unauthenticated, .message = u"The password is wrong."_s};
        access::Principal who;
        who.realm = realm;
        who.account = given.name.section(u'@', 0, 0);
        who.name = u"Alice"_s;
        return who;
    };
    addAuthRoutes(m_router, Auth{.sessions = *m_sessions,
                                 .roles = *m_roles,
                                 .guard = *m_guard,
                                 .authenticate = authenticate,
                                 .lookUp = {},
                                 .realms = *m_realms,
                                 .bindName = [](const QString &, const QString &typed) { return typed; }});
}

void TestAuth::bodies_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("plain") << QByteArray("{\"user\":\"a\",\"password\":\"p\",\"token\":true}") << true
                           << QByteArray("p");
    QTest::newRow("escapes") << QByteArray("{ \"password\" : \"\\\"\\\\\\/\\n\\u00e9\\ud83d\\ude00\" }")
                             << true << QByteArray("\"\\/\n\xc3\xa9\xf0\x9f\x98\x80");
    QTest::newRow("unknown members") << QByteArray("{\"x\":null,\"y\":false,\"password\":\"p\"}") << true
                                     << QByteArray("p");
    QTest::newRow("empty") << QByteArray("{}") << true << QByteArray();
    QTest::newRow("no object") << QByteArray("[]") << false << QByteArray();
    QTest::newRow("cut") << QByteArray("{\"password\":\"p") << false << QByteArray();
    QTest::newRow("trailing") << QByteArray("{\"password\":\"p\"}x") << false << QByteArray();
    QTest::newRow("lone surrogate") << QByteArray("{\"password\":\"\\ud800\"}") << false << QByteArray();
    QTest::newRow("control character") << QByteArray("{\"password\":\"a\nb\"}") << false << QByteArray();
    QTest::newRow("nested") << QByteArray("{\"password\":{\"a\":\"b\"}}") << false << QByteArray();
    QTest::newRow("cut escape") << QByteArray("{\"password\":\"\\u00") << false << QByteArray();
}

void TestAuth::bodies()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, good);
    const auto body = readLoginBody(json);
    QCOMPARE(static_cast<bool>(body), good);
    if (good)
        QTEST(QByteArray(body->password.data(), static_cast<qsizetype>(body->password.size())), "password");
}

void TestAuth::cookieIsGuarded()
{
    const auto reply =
        call("POST", "/auth/login",
             "{\"realm\":\"lab.example\",\"user\":\"alice\",\"password\":\"r\\u00f6t \\\"x\\\"\"}");
    QCOMPARE(reply.status, 200);
    const QByteArray cookie = reply.headers.value("Set-Cookie");
    for (const char *attribute : {"smc_session=", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"})
        QVERIFY2(cookie.contains(attribute), attribute);
    const QJsonObject session = json(reply);
    QVERIFY(!session.contains(u"token"_s));
    QCOMPARE(session[u"realm"_s].toString(), u"LAB.EXAMPLE"_s);
    QCOMPARE(session[u"account"_s].toString(), u"alice"_s);
    QCOMPARE(session[u"role"_s].toString(), u"reader"_s);
    QCOMPARE(session[u"idleSeconds"_s].toInt(), 900);
    QVERIFY(QDateTime::fromString(session[u"expires"_s].toString(), Qt::ISODate) >
            QDateTime::currentDateTimeUtc());
    const QByteArray token = cookie.mid(12, 43);
    QVERIFY(m_sessions->find(token));
    QCOMPARE(QString::fromLatin1(m_sessions->find(token)->csrf()), session[u"csrf"_s].toString());
}

void TestAuth::tokenOnWish()
{
    const auto reply =
        call("POST", "/auth/login",
             "{\"realm\":\"LAB\",\"user\":\"alice\",\"password\":\"r\\u00f6t \\\"x\\\"\",\"token\":true}");
    QCOMPARE(reply.status, 200);
    QVERIFY(!reply.headers.contains("Set-Cookie"));
    const auto session = m_sessions->find(json(reply)[u"token"_s].toString().toLatin1());
    QVERIFY(session);
    QVERIFY(session->isBearer());
}

void TestAuth::wrongPasswordSaysSo()
{
    const auto reply =
        call("POST", "/auth/login", "{\"realm\":\"LAB.EXAMPLE\",\"user\":\"alice\",\"password\":\"x\"}");
    QCOMPARE(reply.status, 401);
    QCOMPARE(json(reply)[u"detail"_s].toString(), u"The password is wrong."_s);
    QVERIFY(reply.headers.contains("WWW-Authenticate"));
    QVERIFY(!reply.headers.contains("Set-Cookie"));
    QCOMPARE(reply.account, u"alice"_s); // for the audit line
}

void TestAuth::emptyPasswordNeverReachesTheDirectory()
{
    QCOMPARE(call("POST", "/auth/login", "{\"realm\":\"LAB.EXAMPLE\",\"user\":\"alice\",\"password\":\"\"}")
                 .status,
             400);
    QCOMPARE(
        call("POST", "/auth/login", "{\"realm\":\"LAB.EXAMPLE\",\"user\":\"\",\"password\":\"x\"}").status,
        400);
    QCOMPARE(call("POST", "/auth/login", "nonsense").status, 400);
    QCOMPARE(call("POST", "/auth/login", "{\"realm\":\"X\",\"user\":\"alice\",\"password\":\"x\"}").status,
             400);
    QCOMPARE(m_asked, 0);
}

void TestAuth::guessingIsSlowedDown()
{
    const QByteArray wrong = "{\"realm\":\"LAB.EXAMPLE\",\"user\":\"alice\",\"password\":\"x\"}";
    for (int i = 0; i < 3; ++i)
        QCOMPARE(call("POST", "/auth/login", wrong).status, 401);
    const auto reply = call("POST", "/auth/login", wrong);
    QCOMPARE(reply.status, 429);
    QVERIFY(reply.headers.value("Retry-After").toInt() > 0);
    QCOMPARE(m_asked, 3);
}

void TestAuth::realmMayBeLeftOut()
{
    const QByteArray rest = "\",\"password\":\"r\\u00f6t \\\"x\\\"\"}";
    const auto realmOf = [&](const QByteArray &user) {
        return json(call("POST", "/auth/login", "{\"user\":\"" + user + rest))[u"realm"_s].toString();
    };
    QCOMPARE(realmOf("alice@other.example"), u"OTHER.EXAMPLE"_s);
    QCOMPARE(realmOf("alice@lab.example"), u"LAB.EXAMPLE"_s);
    QCOMPARE(call("POST", "/auth/login", "{\"user\":\"alice" + rest).status, 400); // there are two
}

void TestAuth::strangersToTheServiceAreRefused()
{
    const auto reply =
        call("POST", "/auth/login",
             "{\"realm\":\"LAB.EXAMPLE\",\"user\":\"mallory\",\"password\":\"r\\u00f6t \\\"x\\\"\"}");
    QCOMPARE(reply.status, 403);
    QCOMPARE(m_sessions->count(), 0);
}

void TestAuth::logoutEndsTheSession()
{
    auto opened = m_sessions->open({}, std::nullopt, false);
    QCOMPARE(call("GET", "/auth/session", {}, opened->session).status, 200);
    const auto reply = call("POST", "/auth/logout", {}, opened->session);
    QCOMPARE(reply.status, 204);
    QVERIFY(reply.headers.value("Set-Cookie").contains("Max-Age=0"));
    QVERIFY(!m_sessions->find(opened->token));
}

void TestAuth::sessionWithoutOne()
{
    const auto reply = call("GET", "/auth/session");
    QCOMPARE(reply.status, 401);
    QVERIFY(reply.headers.contains("WWW-Authenticate"));
}

void TestAuth::realmsAreOpen()
{
    const QJsonObject realms = json(call("GET", "/auth/realms"));
    QCOMPARE(realms[u"realms"_s].toArray().size(), 2);
    QCOMPARE(realms[u"realms"_s][0][u"name"_s].toString(), u"LAB.EXAMPLE"_s);
    QCOMPARE(realms[u"realms"_s][0][u"kerberos"_s].toBool(), false);
    QVERIFY(!realms[u"version"_s].toString().isEmpty());
}

QTEST_GUILESS_MAIN(TestAuth)
#include "test_auth.moc"
