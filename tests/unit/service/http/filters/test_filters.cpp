// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/session_store.h"
#include "service/http/filters/audit_filter.h"
#include "service/http/filters/csrf_filter.h"
#include "service/http/filters/health_filter.h"
#include "service/http/filters/host_filter.h"
#include "service/http/filters/rate_filter.h"
#include "service/http/filters/role_filter.h"
#include "service/http/filters/session_filter.h"
#include "service/http/filters/tls_filter.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace smc;
using namespace smc::http;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Each filter of the chain by itself: whom it lets by, and what it tells the others.
class TestFilters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainHttpIsForThisMachine();
    void hostMustBeOurs();
    void ratesPerAddressAndSession();
    void signInsHaveATighterRate();
    void sessionByCookieOrBearer();
    void roles();
    void readOnlySessionsChangeNothing();
    void csrfForCookies();
    void foreignOriginsChangeNothing();
    void healthIsForThisMachine();
    void auditLinesSayWhoDidWhat();
    void auditLinesCannotBeForged();

private:
    static Request request(const QByteArray &method = "GET", const QByteArray &target = "/rest/x")
    {
        Request made;
        made.method = method;
        made.target = target;
        made.secure = true;
        made.peer = QHostAddress(u"192.0.2.1"_s);
        made.headers.add("Host", "smc.example");
        made.received = std::chrono::steady_clock::now();
        return made;
    }
    std::shared_ptr<access::Session> session(access::Role role = access::Role::Administrator,
                                             bool bearer = false, const QString &readOnlyBecause = {})
    {
        access::Principal who;
        who.realm = u"LAB.EXAMPLE"_s;
        who.account = u"alice"_s;
        who.role = role;
        who.readOnlyBecause = readOnlyBecause;
        auto opened = m_sessions.open(who, std::nullopt, bearer);
        m_token = opened->token;
        return opened->session;
    }
    static int status(const std::optional<Reply> &reply) { return reply ? reply->status : 0; }

    access::SessionStore m_sessions{{.perPrincipal = 1000}};
    QByteArray m_token;
};

void TestFilters::plainHttpIsForThisMachine()
{
    TlsFilter filter(false);
    Request one = request();
    QCOMPARE(status(filter.before(one, nullptr)), 0);
    Reply reply;
    filter.after(one, nullptr, reply);
    QVERIFY(reply.headers.value("Strict-Transport-Security").startsWith("max-age="));

    one.secure = false;
    QCOMPARE(status(filter.before(one, nullptr)), 403);
    Reply plain;
    filter.after(one, nullptr, plain);
    QVERIFY(!plain.headers.contains("Strict-Transport-Security"));
    one.peer = QHostAddress(QHostAddress::LocalHost);
    QCOMPARE(status(filter.before(one, nullptr)), 0);
    TlsFilter everywhere(true);
    one.peer = QHostAddress(u"192.0.2.1"_s);
    QCOMPARE(status(everywhere.before(one, nullptr)), 0);
}

void TestFilters::hostMustBeOurs()
{
    HostFilter filter({u"smc.example"_s, u"192.0.2.7"_s, u"2001:db8::7"_s});
    const auto ask = [&filter](const QByteArray &host) {
        Request one = request();
        one.headers.set("Host", host);
        return status(filter.before(one, nullptr));
    };
    for (const char *good : {"smc.example", "SMC.Example:8080", "smc.example.", "192.0.2.7:8080",
                             "[2001:db8::7]:8080", "[2001:DB8:0:0::7]"})
        QVERIFY2(ask(good) == 0, good);
    for (const char *bad : {"evil.example", "smc.example.evil", "localhost", "192.0.2.70", "[::1]"})
        QVERIFY2(ask(bad) == 421, bad);
    filter.setNames({u"localhost"_s});
    QCOMPARE(ask("smc.example"), 421);
    QCOMPARE(ask("localhost"), 0);
}

void TestFilters::ratesPerAddressAndSession()
{
    auto now = RateFilter::Clock::now();
    RateFilter filter({.session = {10, 3}, .address = {1, 2}}, [&now] { return now; });
    Request stranger = request();
    QCOMPARE(status(filter.before(stranger, nullptr)), 0);
    QCOMPARE(status(filter.before(stranger, nullptr)), 0);
    const auto refused = filter.before(stranger, nullptr);
    QCOMPARE(status(refused), 429);
    QCOMPARE(refused->headers.value("Retry-After"), "1");

    Request elsewhere = request();
    elsewhere.peer = QHostAddress(u"192.0.2.2"_s);
    QCOMPARE(status(filter.before(elsewhere, nullptr)), 0);
    Request person = request();
    person.session = session();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(status(filter.before(person, nullptr)), 0);
    QCOMPARE(status(filter.before(person, nullptr)), 429);
    now += 100ms;
    QCOMPARE(status(filter.before(person, nullptr)), 0);
    QCOMPARE(status(filter.before(stranger, nullptr)), 429);
    now += 1s;
    QCOMPARE(status(filter.before(stranger, nullptr)), 0);

    // All of a /64 is one person.
    Request six = request();
    six.peer = QHostAddress(u"2001:db8::1"_s);
    QCOMPARE(status(filter.before(six, nullptr)), 0);
    six.peer = QHostAddress(u"2001:db8::2"_s);
    QCOMPARE(status(filter.before(six, nullptr)), 0);
    six.peer = QHostAddress(u"2001:db8::3"_s);
    QCOMPARE(status(filter.before(six, nullptr)), 429);
}

void TestFilters::signInsHaveATighterRate()
{
    auto now = RateFilter::Clock::now();
    RateFilter filter({.address = {100, 100}, .login = {1, 2}}, [&now] { return now; });
    const Route login{"POST", "/auth/login", "auth", Need::Nothing, {}};
    Request one = request("POST", "/auth/login");
    QCOMPARE(status(filter.before(one, &login)), 0);
    QCOMPARE(status(filter.before(one, &login)), 0);
    QCOMPARE(status(filter.before(one, &login)), 429);
    QCOMPARE(status(filter.before(one, nullptr)), 0);
}

void TestFilters::sessionByCookieOrBearer()
{
    SessionFilter filter(m_sessions);
    const auto find = [&filter](const QByteArray &name, const QByteArray &value) {
        Request one = request();
        one.headers.add(name, value);
        [[maybe_unused]] const auto go = filter.before(one, nullptr);
        return one.session;
    };
    const auto cookie = session();
    QCOMPARE(find("Cookie", "a=b; smc_session=" + m_token + "; c=d"), cookie);
    QVERIFY(!find("Authorization", "Bearer " + m_token)); // or a foreign page could get round the CSRF check
    QVERIFY(!find("Cookie", "xsmc_session=" + m_token));
    QVERIFY(!find("Cookie", "smc_session=" + m_token + "x"));
    const auto bearer = session(access::Role::Reader, true);
    QCOMPARE(find("Authorization", "bearer  " + m_token), bearer);
    QVERIFY(!find("Cookie", "smc_session=" + m_token));
    QVERIFY(!find("X-Nothing", ""));

    // One that was ended before its time: the role filter says why.
    m_sessions.endRealm(bearer->principal().realm, u"The realm was configured anew."_s);
    Request late = request();
    late.headers.add("Authorization", "Bearer " + m_token);
    QCOMPARE(status(filter.before(late, nullptr)), 0);
    QVERIFY(!late.session);
    const Route route{"GET", "/x", "quick", Need::Session, {}};
    const auto refused = RoleFilter().before(late, &route);
    QCOMPARE(status(refused), 401);
    QVERIFY(refused->body.contains("The realm was configured anew."));
}

void TestFilters::roles()
{
    RoleFilter filter;
    const auto ask = [&](Need need, const std::shared_ptr<access::Session> &who) {
        const Route route{"PUT", "/x", "quick", need, {}};
        Request one = request("PUT");
        one.session = who;
        return filter.before(one, &route);
    };
    const auto reader = session(access::Role::Reader);
    const auto administrator = session(access::Role::Administrator);
    QCOMPARE(status(ask(Need::Nothing, nullptr)), 0);
    const auto stranger = ask(Need::Session, nullptr);
    QCOMPARE(status(stranger), 401);
    QVERIFY(stranger->headers.contains("WWW-Authenticate"));
    QCOMPARE(status(ask(Need::Reader, nullptr)), 401);
    QCOMPARE(status(ask(Need::Session, reader)), 0);
    QCOMPARE(status(ask(Need::Reader, reader)), 0);
    QCOMPARE(status(ask(Need::Administrator, reader)), 403);
    QCOMPARE(status(ask(Need::Administrator, administrator)), 0);
}

void TestFilters::readOnlySessionsChangeNothing()
{
    RoleFilter filter;
    const Route route{"PUT", "/x", "quick", Need::Session, {}};
    Request one = request("PUT");
    one.session = session(access::Role::Administrator, false, u"Your ticket was not delegated."_s);
    const auto refused = filter.before(one, &route);
    QCOMPARE(status(refused), 403);
    QVERIFY(refused->body.contains("Your ticket was not delegated."));
    one.method = "GET";
    QCOMPARE(status(filter.before(one, &route)), 0);
}

void TestFilters::csrfForCookies()
{
    CsrfFilter filter;
    Request one = request("POST");
    QCOMPARE(status(filter.before(one, nullptr)), 0); // nobody's authority to misuse
    one.session = session();
    QCOMPARE(status(filter.before(one, nullptr)), 403);
    one.headers.set("X-SMC-CSRF", "wrong");
    QCOMPARE(status(filter.before(one, nullptr)), 403);
    one.headers.set("X-SMC-CSRF", one.session->csrf());
    QCOMPARE(status(filter.before(one, nullptr)), 0);
    one.headers.set("X-SMC-CSRF", "");
    one.method = "GET";
    QCOMPARE(status(filter.before(one, nullptr)), 0);
    one.method = "DELETE";
    one.session = session(access::Role::Administrator, true);
    QCOMPARE(status(filter.before(one, nullptr)), 0); // a bearer token comes from no browser by itself
}

void TestFilters::foreignOriginsChangeNothing()
{
    CsrfFilter filter;
    const auto ask = [&filter](const QByteArray &name, const QByteArray &value) {
        Request one = request("POST", "/auth/login");
        one.headers.add(name, value);
        return status(filter.before(one, nullptr));
    };
    QCOMPARE(ask("Origin", "https://smc.example"), 0);
    QCOMPARE(ask("Origin", "https://evil.example"), 403);
    QCOMPARE(ask("Origin", "http://smc.example"), 403);
    QCOMPARE(ask("Origin", "https://smc.example:444"), 403);
    QCOMPARE(ask("Origin", "null"), 403);
    QCOMPARE(ask("Sec-Fetch-Site", "same-origin"), 0);
    QCOMPARE(ask("Sec-Fetch-Site", "none"), 0);
    QCOMPARE(ask("Sec-Fetch-Site", "cross-site"), 403);
    QCOMPARE(ask("Sec-Fetch-Site", "same-site"), 403);
}

void TestFilters::healthIsForThisMachine()
{
    HealthFilter filter(false);
    const Route metrics{"GET", "/metrics", "quick", Need::Nothing, {}};
    const Route other{"GET", "/auth/realms", "quick", Need::Nothing, {}};
    Request one = request();
    QCOMPARE(status(filter.before(one, &metrics)), 403);
    QCOMPARE(status(filter.before(one, &other)), 0);
    one.peer = QHostAddress(QHostAddress::LocalHost);
    QCOMPARE(status(filter.before(one, &metrics)), 0);
    one.peer = QHostAddress(u"192.0.2.1"_s);
    filter.setOpenToAll(true);
    QCOMPARE(status(filter.before(one, &metrics)), 0);
}

void TestFilters::auditLinesSayWhoDidWhat()
{
    QList<AuditRecord> records;
    AuditFilter filter([&records](const AuditRecord &record) { records << record; });
    Request one = request("PUT", "/rest/identity/users/jo/unlock");
    one.id = 7;
    one.session = session();
    one.headers.add("Authorization", "Bearer topsecret");
    one.body = "{\"password\":\"topsecret\"}";
    Reply reply = Reply::empty(403);
    filter.after(one, nullptr, reply);
    QCOMPARE(records.size(), 1);
    QVERIFY(records[0].change);
    const QJsonObject line = QJsonDocument::fromJson(auditJson(records[0])).object();
    QCOMPARE(line[u"who"_s].toString(), u"alice@LAB.EXAMPLE"_s);
    QCOMPARE(line[u"role"_s].toString(), u"administrator"_s);
    QCOMPARE(line[u"from"_s].toString(), u"192.0.2.1"_s);
    QCOMPARE(line[u"method"_s].toString(), u"PUT"_s);
    QCOMPARE(line[u"target"_s].toString(), u"/rest/identity/users/jo/unlock"_s);
    QCOMPARE(line[u"status"_s].toInt(), 403);
    QCOMPARE(line[u"id"_s].toInt(), 7);
    QVERIFY(auditText(records[0])
                .contains("who=\"alice@LAB.EXAMPLE\" from=192.0.2.1 \"PUT /rest/identity/users"));
    QVERIFY(!auditJson(records[0]).contains("topsecret"));
    QVERIFY(!auditText(records[0]).contains("topsecret"));

    Request stranger = request("POST", "/auth/login");
    Reply failed = Reply::empty(401);
    failed.account = u"LAB\\bob"_s;
    filter.after(stranger, nullptr, failed);
    QCOMPARE(records[1].who, u"LAB\\bob"_s);
}

void TestFilters::auditLinesCannotBeForged()
{
    AuditRecord record;
    record.who = u"a\"\nadmin"_s;
    record.target = "/x\r\n2026 id=1\x1b[2J\"";
    for (const QByteArray &line : {auditText(record), auditJson(record)}) {
        for (const char c : line)
            QVERIFY(static_cast<unsigned char>(c) >= 0x20);
    }
    QVERIFY(auditText(record).contains("\\x0d\\x0a"));
}

QTEST_APPLESS_MAIN(TestFilters)
#include "test_filters.moc"
