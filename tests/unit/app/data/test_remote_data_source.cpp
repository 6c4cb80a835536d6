// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data/remote_data_source.h"
#include "shared/wire/paths.h"
#include "tests/scripted_server.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::data;

namespace {

/// What a callback was told.
struct Heard
{
    int times = 0;
    Answer answer;
    Error error;

    RemoteDataSource::Done done()
    {
        return [this](Result<Answer> result) {
            ++times;
            if (result)
                answer = *result;
            else
                error = result.error();
        };
    }
};

QByteArray header(const QByteArray &request, const QByteArray &name)
{
    for (const QByteArray &line : request.left(request.indexOf("\r\n\r\n")).split('\n')) {
        if (line.toLower().startsWith(QByteArray(name.toLower() + ':')))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

constexpr auto sessionJson = R"({"realm":"LAB","account":"alice","csrf":"c5rf","role":"administrator"})";

} // namespace

class TestRemoteDataSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_identity = ScriptedServer::makeIdentity(m_folder.path(), u"service"_s);
        m_other = ScriptedServer::makeIdentity(m_folder.path(), u"other"_s);
        QVERIFY(!m_identity.certificate.isNull() && !m_other.certificate.isNull());
    }

    void init()
    {
        m_server = std::make_unique<ScriptedServer>(m_identity);
        m_source = std::make_unique<RemoteDataSource>();
        m_source->setUrl(m_server->url());
        QVERIFY(m_source->addCaFile(m_identity.file));
    }
    void cleanup()
    {
        m_source.reset();
        m_server.reset();
    }

    void anAnswerComesLaterWithAllItsHeaders()
    {
        m_server->script = [](const QByteArray &) {
            return ScriptedServer::reply(200, R"({"cn":["Jo"]})",
                                         "ETag: \"7\"\r\nX-SMC-Server: dc1\r\nX-SMC-Age: 3\r\n"
                                         "X-Total-Count: 12\r\nLocation: /rest/jobs/7\r\n",
                                         "application/json; charset=utf-8");
        };
        QSignalSpy answered(m_source.get(), &RemoteDataSource::answered);
        Heard heard;
        QUrlQuery query;
        wire::addQuery(query, u"filter"_s, u"a+b c"_s);
        m_source->get(wire::restPath(u"identity/users"_s, u"CN=a/b+c,DC=x"_s), query, this, heard.done());
        QCOMPARE(heard.times, 0);
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.error.message, QString());
        QCOMPARE(heard.answer.status, 200);
        QCOMPARE(heard.answer.json().toObject().value("cn"_L1).toArray().at(0).toString(), u"Jo"_s);
        QCOMPARE(heard.answer.etag, "\"7\"");
        QCOMPARE(heard.answer.contentType, "application/json");
        QCOMPARE(heard.answer.server, u"dc1"_s);
        QCOMPARE(heard.answer.age, 3);
        QCOMPARE(heard.answer.total, 12);
        QCOMPARE(heard.answer.location, u"/rest/jobs/7"_s);
        QCOMPARE(answered.size(), 1);
        QVERIFY(m_server->requests.at(0).startsWith(
            "GET /rest/identity/users/CN%3Da%2Fb%2Bc%2CDC%3Dx?filter=a%2Bb%20c HTTP/1.1"));
    }

    void aProblemArrivesWithAllItsFaults()
    {
        m_server->script = [](const QByteArray &) {
            return ScriptedServer::reply(
                400,
                R"({"type":"urn:smc:problem:invalid","status":400,"detail":"No mail.","hint":"H","field":"mail",
                   "errors":[{"type":"urn:smc:problem:invalid","detail":"No mail.","field":"mail"},
                             {"type":"urn:smc:problem:exists","detail":"Taken.","field":"cn"}]})",
                {}, "application/problem+json");
        };
        Heard heard;
        m_source->send("PUT", u"/rest/identity/users/jo"_s, {}, QJsonObject{{u"mail"_s, u"x"_s}}, this,
                       heard.done(), "\"7\"");
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.error.code, ErrorCode::Invalid);
        QCOMPARE(heard.error.field, u"mail"_s);
        QCOMPARE(heard.error.more.size(), std::size_t(1));
        QCOMPARE(heard.error.more.at(0).field, u"cn"_s);
        QCOMPARE(header(m_server->requests.at(0), "If-Match"), "\"7\"");
        QCOMPARE(header(m_server->requests.at(0), "Content-Type"), "application/json");
        QVERIFY(m_server->requests.at(0).endsWith("{\"mail\":\"x\"}"));
    }

    void aForeignErrorPageIsExplained()
    {
        m_server->script = [](const QByteArray &) {
            return ScriptedServer::reply(502, "<html>nginx</html>", {}, "text/html");
        };
        Heard heard;
        m_source->get(u"/rest/identity/users"_s, {}, this, heard.done());
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.error.code, ErrorCode::Unreachable);
        QVERIFY(heard.error.message.contains(u"502"_s));
        QVERIFY(!heard.error.hint.isEmpty());
    }

    void anUnknownCertificateIsShownAndCanBePinned()
    {
        RemoteDataSource source;
        source.setUrl(m_server->url());
        m_server->script = [](const QByteArray &) { return ScriptedServer::reply(200, "{}"); };
        QSignalSpy untrusted(&source, &RemoteDataSource::untrustedCertificate);
        Heard refused;
        source.get(u"/auth/realms"_s, {}, this, refused.done());
        QTRY_COMPARE(refused.times, 1);
        QCOMPARE(refused.error.code, ErrorCode::Unauthenticated);
        QVERIFY(refused.error.message.contains(u"not trusted"_s));
        QCOMPARE(untrusted.size(), 1);
        const auto chain = untrusted.at(0).at(0).value<QList<QSslCertificate>>();
        QCOMPARE(chain.value(0), m_identity.certificate);
        QVERIFY(!untrusted.at(0).at(1).toStringList().isEmpty());
        QCOMPARE(untrusted.at(0).at(2).toBool(), false);
        QVERIFY(m_server->requests.isEmpty()); // nothing was said before it was trusted

        source.pinCertificate(chain.at(0));
        Heard trusted;
        source.get(u"/auth/realms"_s, {}, this, trusted.done());
        QTRY_COMPARE(trusted.times, 1);
        QCOMPARE(trusted.answer.status, 200);
    }

    void anotherCertificateThanThePinnedOneIsRefusedLoudly()
    {
        RemoteDataSource source;
        source.setUrl(m_server->url());
        source.pinCertificate(m_other.certificate);
        source.setToken("secret-token");
        m_server->script = [](const QByteArray &) { return ScriptedServer::reply(200, "{}"); };
        QSignalSpy untrusted(&source, &RemoteDataSource::untrustedCertificate);
        QSignalSpy lost(&source, &RemoteDataSource::sessionLost);
        Heard heard;
        source.get(u"/auth/session"_s, {}, this, heard.done());
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(untrusted.size(), 1);
        QCOMPARE(untrusted.at(0).at(2).toBool(), true);
        QVERIFY(heard.error.message.contains(u"not the one trusted before"_s));
        QVERIFY(m_server->requests.isEmpty());
        QCOMPARE(lost.size(), 0);
    }

    void aCaFileThatHoldsNoneIsAnError()
    {
        QVERIFY(!m_source->addCaFile(u"/nonexistent.pem"_s));
        QVERIFY(!m_source->addCaFile(QString(m_folder.path() + u"/service.key"_s)));
    }

    void aCookieSessionCarriesItsCsrfToken()
    {
        m_server->script = [](const QByteArray &request) {
            if (request.startsWith("POST /auth/login"))
                return ScriptedServer::reply(
                    200, sessionJson,
                    "Set-Cookie: smc_session=abc; Path=/; Secure; HttpOnly; SameSite=Strict\r\n");
            return ScriptedServer::reply(200, "{}");
        };
        Heard in;
        m_source->signIn(u"LAB"_s, u"alice"_s, u"pa\"ß"_s, this, in.done());
        QTRY_COMPARE(in.times, 1);
        QVERIFY(m_source->isSignedIn());
        QCOMPARE(m_source->session().value("account"_L1).toString(), u"alice"_s);
        QVERIFY(m_server->requests.at(0).contains("\"password\":\"pa\\\"ß\""));

        Heard read;
        m_source->get(u"/rest/identity/users"_s, {}, this, read.done());
        QTRY_COMPARE(read.times, 1);
        QCOMPARE(header(m_server->requests.at(1), "Cookie"), "smc_session=abc");
        QCOMPARE(header(m_server->requests.at(1), "X-SMC-CSRF"), "");
        Heard changed;
        m_source->send("DELETE", u"/rest/identity/users/jo"_s, {}, {}, this, changed.done());
        QTRY_COMPARE(changed.times, 1);
        QCOMPARE(header(m_server->requests.at(2), "X-SMC-CSRF"), "c5rf");

        Heard out;
        m_source->signOut(this, out.done());
        QVERIFY(!m_source->isSignedIn());
        QTRY_COMPARE(out.times, 1);
        QCOMPARE(header(m_server->requests.at(3), "Cookie"), "smc_session=abc");
        QCOMPARE(header(m_server->requests.at(3), "X-SMC-CSRF"), "c5rf");
        Heard after;
        m_source->get(u"/rest/identity/users"_s, {}, this, after.done());
        QTRY_COMPARE(after.times, 1);
        QCOMPARE(header(m_server->requests.at(4), "Cookie"), "");
    }

    void aTokenOutlivesTheDataSource()
    {
        m_server->script = [](const QByteArray &request) {
            return ScriptedServer::reply(200, request.startsWith("POST")
                                                  ? R"({"account":"alice","token":"t0k"})"
                                                  : R"({"account":"alice"})");
        };
        m_source->setUsesToken(true);
        Heard in;
        m_source->signIn({}, u"alice"_s, u"x"_s, this, in.done());
        QTRY_COMPARE(in.times, 1);
        QVERIFY(m_server->requests.at(0).contains("\"token\":true"));
        QCOMPARE(m_source->token(), "t0k");
        QVERIFY(!m_source->session().contains("token"_L1));

        RemoteDataSource later;
        later.setUrl(m_server->url());
        QVERIFY(later.addCaFile(m_identity.file));
        later.setToken("t0k");
        Heard resumed;
        later.resume(this, resumed.done());
        QTRY_COMPARE(resumed.times, 1);
        QCOMPARE(header(m_server->requests.at(1), "Authorization"), "Bearer t0k");
        QCOMPARE(later.session().value("account"_L1).toString(), u"alice"_s);
    }

    void aLostSessionIsToldAfterTheAnswer()
    {
        m_server->script = [](const QByteArray &) {
            return ScriptedServer::reply(401,
                                         R"({"type":"urn:smc:problem:unauthenticated","detail":"Gone."})",
                                         "WWW-Authenticate: Negotiate\r\n", "application/problem+json");
        };
        m_source->setToken("old");
        QStringList order;
        connect(m_source.get(), &RemoteDataSource::sessionLost, this,
                [&](const QString &reason) { order << u"lost "_s + reason; });
        m_source->get(u"/rest/identity/users"_s, {}, this, [&](const Result<Answer> &result) {
            order << (result ? u"answer"_s : result.error().message);
        });
        QTRY_COMPARE(order.size(), 2);
        QCOMPARE(order, (QStringList{u"Gone."_s, u"lost Gone."_s}));
        QVERIFY(!m_source->isSignedIn());
        QCOMPARE(m_server->requests.size(), 1); // Qt did not negotiate on its own
    }

    void aWrongOldPasswordLosesNoSession()
    {
        m_server->script = [](const QByteArray &) {
            return ScriptedServer::reply(
                401, R"({"type":"urn:smc:problem:unauthenticated","detail":"Wrong.","field":"old"})");
        };
        m_source->setToken("t");
        QSignalSpy lost(m_source.get(), &RemoteDataSource::sessionLost);
        Heard heard;
        m_source->send("PUT", u"/rest/identity/users/a/password"_s, {}, QJsonObject{{u"old"_s, u"x"_s}}, this,
                       heard.done());
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(lost.size(), 0);
        QVERIFY(m_source->isSignedIn());
    }

    void aTicketSignsIn()
    {
        m_server->script = [](const QByteArray &) { return ScriptedServer::reply(200, sessionJson); };
        QString asked;
        m_source->setTicketSource([&](const QString &spn) {
            asked = spn;
            return QByteArray("ticket");
        });
        Heard heard;
        m_source->signInByTicket(u"LAB"_s, this, heard.done());
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(asked, u"HTTP/localhost"_s);
        QCOMPARE(header(m_server->requests.at(0), "Authorization"),
                 "Negotiate " + QByteArray("ticket").toBase64());
        QVERIFY(m_source->isSignedIn());
    }

    void withoutATicketOneHearsSo()
    {
        Heard none;
        m_source->signInByTicket({}, this, none.done());
        QCOMPARE(none.times, 0);
        QTRY_COMPARE(none.times, 1);
        QCOMPARE(none.error.code, ErrorCode::Unsupported);
        m_source->setTicketSource([](const QString &) {
            return Error{.code = ErrorCode::Unauthenticated, .message = u"It has expired."_s};
        });
        Heard expired;
        m_source->signInByTicket({}, this, expired.done());
        QTRY_COMPARE(expired.times, 1);
        QCOMPARE(expired.error.message, u"It has expired."_s);
        QVERIFY(m_server->requests.isEmpty());
    }

    void silenceEndsWithATimeout()
    {
        m_server->script = [](const QByteArray &) { return QByteArray(); }; // null: silent
        m_source->setTimeout(std::chrono::milliseconds(200));
        Heard read;
        Heard changed;
        m_source->get(u"/rest/identity/users"_s, {}, this, read.done());
        m_source->send("POST", u"/rest/identity/users"_s, {}, QJsonObject{{u"cn"_s, u"x"_s}}, this,
                       changed.done());
        QTRY_COMPARE(read.times + changed.times, 2);
        QCOMPARE(read.error.code, ErrorCode::Timeout);
        QVERIFY(read.error.retryable);
        QCOMPARE(changed.error.code, ErrorCode::Timeout);
        QVERIFY(!changed.error.retryable); // it may have been carried out
    }

    void nobodyThereIsUnreachable()
    {
        m_server->close();
        Heard heard;
        m_source->get(u"/rest/identity/users"_s, {}, this, heard.done());
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.error.code, ErrorCode::Unreachable);
        QVERIFY(heard.error.retryable);
    }

    void noAddressIsAnErrorNotACrash()
    {
        RemoteDataSource source;
        Heard heard;
        source.get(u"/rest/identity/users"_s, {}, this, heard.done());
        QCOMPARE(heard.times, 0);
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.error.code, ErrorCode::Invalid);
    }

    void aChangeIsNeverSentTwice()
    {
        int changes = 0;
        m_server->script = [&](const QByteArray &request) {
            if (request.startsWith("GET"))
                return ScriptedServer::reply(200, "{}");
            ++changes;
            return QByteArray(""); // the kept connection dies when the change has arrived
        };
        Heard warm;
        m_source->get(u"/auth/realms"_s, {}, this, warm.done());
        QTRY_COMPARE(warm.times, 1);
        Heard heard;
        m_source->send("POST", u"/rest/identity/users"_s, {}, QJsonObject{{u"cn"_s, u"x"_s}}, this,
                       heard.done());
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(changes, 1);
        QCOMPARE(heard.error.code, ErrorCode::Unreachable);
        QVERIFY(heard.error.message.contains(u"not known"_s));
    }

    void largeBodiesArriveWhole()
    {
        const QString value(3'000'000, u'x');
        m_server->script = [](const QByteArray &request) {
            return ScriptedServer::reply(
                200, QByteArray::number(request.size() - request.indexOf("\r\n\r\n") - 4));
        };
        Heard heard;
        m_source->send("POST", u"/rest/identity/users"_s, {}, QJsonObject{{u"v"_s, value}}, this,
                       heard.done());
        QTRY_COMPARE(heard.times, 1);
        QCOMPARE(heard.answer.body.toInt(), 3'000'008);
    }

    void aCancelledCallIsNotHeardOfAgain()
    {
        int arrived = 0;
        m_server->script = [&](const QByteArray &request) {
            ++arrived;
            return request.contains("/last") ? ScriptedServer::reply(200, "{}") : QByteArray();
        };
        Heard cancelled;
        QPointer<Call> call = m_source->get(u"/a"_s, {}, this, cancelled.done());
        QTRY_COMPARE(arrived, 1);
        call->cancel();
        QTRY_VERIFY(!call);

        Heard orphan;
        auto *context = new QObject;
        QPointer<Call> second = m_source->get(u"/b"_s, {}, context, orphan.done());
        QTRY_COMPARE(arrived, 2);
        delete context;
        QTRY_VERIFY(!second);

        Heard deleted;
        delete m_source->get(u"/c"_s, {}, this, deleted.done());

        Heard last; // all that could come has come when this one is answered
        m_source->get(u"/last"_s, {}, this, last.done());
        QTRY_COMPARE(last.times, 1);
        QCOMPARE(cancelled.times + orphan.times + deleted.times, 0);
    }

    void aCallbackMayDeleteTheDataSource()
    {
        m_server->script = [](const QByteArray &) { return ScriptedServer::reply(401, "{}"); };
        m_source->setToken("t");
        bool called = false;
        m_source->get(u"/auth/session"_s, {}, this, [&](const Result<Answer> &) {
            m_source.reset();
            called = true;
        });
        QTRY_VERIFY(called);
        QVERIFY(!m_source);
    }

    void redirectsAreNotFollowed()
    {
        m_server->script = [](const QByteArray &) {
            return ScriptedServer::reply(302, "", "Location: https://elsewhere.example/\r\n");
        };
        m_source->setToken("t");
        Heard heard;
        m_source->get(u"/auth/session"_s, {}, this, heard.done());
        QTRY_COMPARE(heard.times, 1);
        QVERIFY(heard.error.message.contains(u"302"_s));
        QCOMPARE(m_server->requests.size(), 1);
    }

private:
    QTemporaryDir m_folder;
    ScriptedServer::Identity m_identity;
    ScriptedServer::Identity m_other;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<RemoteDataSource> m_source;
};

QTEST_GUILESS_MAIN(TestRemoteDataSource)
#include "test_remote_data_source.moc"
