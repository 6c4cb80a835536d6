// SPDX-License-Identifier: GPL-3.0-or-later
// links: Qt6::Network
// What no Swift does that is well: a server of the test's own answers so.
#include "service/cloudvfs/backends/swift_store.h"
#include "tests/scripted_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <future>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

/// On another thread, while this one is the server.
template<typename Call>
auto elsewhere(const Call &call)
{
    auto answer = std::async(std::launch::async, call);
    while (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        QTest::qWait(1);
    return answer.get();
}

} // namespace

class TestSwiftStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_identity = ScriptedServer::makeIdentity(m_folder.path(), u"swift"_s);
        QVERIFY(!m_identity.certificate.isNull() && !m_identity.key.isNull());
    }
    void tokensDoNotGoOverPlainHttp()
    {
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        bool told = false;
        connect(&plain, &QTcpServer::newConnection, &plain, [&] {
            told = true;
            plain.nextPendingConnection()->abort();
        });
        ScriptedServer server(m_identity);
        server.script = [&](const QByteArray &) {
            return signedIn("http://localhost:" + QByteArray::number(plain.serverPort()) + "/v1/AUTH_a");
        };
        SwiftStore store(optionsOf(server));
        const auto refused = elsewhere([&] { return store.head("key"); });
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Refused);
        QVERIFY2(refused.error().message.contains(u"for everybody to read"_s),
                 qPrintable(refused.error().message));
        QVERIFY2(refused.error().hint.contains(u"storage_url_scheme"_s), qPrintable(refused.error().hint));
        QVERIFY2(!told, "there everybody could read the token");
        QCOMPARE(server.requests.size(), 1);
    }
    void aListThatDoesNotGetOnEnds()
    {
        QJsonArray page;
        for (int i = 0; i < 1000; ++i)
            page.append(QJsonObject{{u"name"_s, u"key%1"_s.arg(1000 + i)},
                                    {u"bytes"_s, 1},
                                    {u"hash"_s, u"d41d8cd98f00b204e9800998ecf8427e"_s},
                                    {u"last_modified"_s, u"2026-11-27T12:00:00.000000"_s}});
        ScriptedServer server(m_identity);
        server.script = [&](const QByteArray &request) {
            return request.startsWith("GET /auth/")
                       ? signedIn(server.url().toEncoded() + "/v1/AUTH_a")
                       : ScriptedServer::reply(200, QJsonDocument(page).toJson()); // whatever the marker is
        };
        SwiftStore store(optionsOf(server));
        const auto first = elsewhere([&] { return store.list({}, {}); });
        QVERIFY2(first, first ? "" : qPrintable(first.error().toString()));
        QCOMPARE(first->objects.size(), 1000);
        QVERIFY(first->more);
        const auto second = elsewhere([&] { return store.list({}, first->objects.last().key); });
        QVERIFY2(server.requests.last().contains("marker=key1999"), server.requests.last().constData());
        QVERIFY2(!second, "whoever goes on with the last key of it would never come to an end");
        QCOMPARE(second.error().code, ErrorCode::Refused);
        QVERIFY2(second.error().message.contains(u"lists again what it has listed"_s),
                 qPrintable(second.error().message));
    }

private:
    [[nodiscard]] static QByteArray signedIn(const QByteArray &url)
    {
        return ScriptedServer::reply(200, {}, "X-Storage-Url: " + url + "\r\nX-Auth-Token: token\r\n");
    }
    [[nodiscard]] SwiftOptions optionsOf(const ScriptedServer &server) const
    {
        return {.endpoint = server.url().toString() + u"/auth/v1.0"_s,
                .container = u"container"_s,
                .caFile = m_identity.file,
                .key = {.id = "user", .secret = Secret("secret")}};
    }
    QTemporaryDir m_folder;
    ScriptedServer::Identity m_identity;
};

QTEST_GUILESS_MAIN(TestSwiftStore)
#include "test_swift_store.moc"
