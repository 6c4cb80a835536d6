// SPDX-License-Identifier: GPL-3.0-or-later
#include "harness.h"

#include <future>
#include <sys/resource.h>

using namespace smc::http;
using namespace std::chrono_literals;

/// What slow, greedy and many clients can do to us: nothing.
class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void halfARequestTimesOut();
    void halfABodyTimesOut();
    void idleConnectionsAreClosed();
    void silentHandshakeIsClosed();
    void slowHandlerIs504();
    void fullQueueIs503();
    void tooManyConnectionsFromOneAddress();
    void theLongestIdleMakesRoom();
    void aThousandIdleConnectionsAreHarmless();
    void drainFinishesWhatRuns();
    void drainIsBounded();
    void stopWhileAHandlerRuns();
    void aThreadThatHangsIsNoticed();
    void newCertificateForNewConnections();
    void countersCount();
};

void TestLimits::halfARequestTimesOut()
{
    ServerLimits limits;
    limits.header = 300ms;
    Harness harness(limits);
    RawClient client(harness.start());
    client.send("GET /echo HTTP/1.1\r\nHost: local");
    const Answer answer = client.receive();
    QCOMPARE(answer.status, 408);
    QCOMPARE(answer.field("Connection"), "close");
    QVERIFY(client.isClosedByServer());
}

void TestLimits::halfABodyTimesOut()
{
    ServerLimits limits;
    limits.body = 300ms;
    Harness harness(limits, true);
    RawClient client(harness.start(), true);
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf");
    QCOMPARE(client.receive().status, 408);
    QVERIFY(client.isClosedByServer());
}

void TestLimits::idleConnectionsAreClosed()
{
    ServerLimits limits;
    limits.idle = 300ms;
    Harness harness(limits);
    RawClient client(harness.start());
    QCOMPARE(client.ask(get("/echo")).status, 200);
    QVERIFY(client.isClosedByServer()); // without a word: nothing was asked
}

void TestLimits::silentHandshakeIsClosed()
{
    ServerLimits limits;
    limits.handshake = 300ms;
    Harness harness(limits, true);
    RawClient client(harness.start(), false);
    QVERIFY(client.isConnected());
    QVERIFY(client.isClosedByServer());
}

void TestLimits::slowHandlerIs504()
{
    ServerLimits limits;
    limits.handler = 300ms;
    Harness harness(limits);
    RawClient client(harness.start());
    client.send(get("/waits"));
    harness.entered.acquire();
    const Answer answer = client.receive();
    QCOMPARE(answer.status, 504);
    // The connection goes on, and the late answer never shows up on it.
    harness.mayGo.release();
    QVERIFY(client.ask(get("/echo/1")).body.startsWith("GET path=echo|1"));
}

void TestLimits::fullQueueIs503()
{
    Harness harness({}, false, 1); // two threads, one may wait
    const quint16 port = harness.start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 2; ++i) {
        clients.push_back(std::make_unique<RawClient>(port));
        clients.back()->send(get("/waits"));
        harness.entered.acquire();
    }
    clients.push_back(std::make_unique<RawClient>(port));
    clients.back()->send(get("/waits"));
    QTRY_COMPARE(harness.pools.find("work")->queued(), 1U);

    RawClient late(port);
    const Answer answer = late.ask(get("/echo/1"));
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.field("Retry-After").toInt() > 0);
    QCOMPARE(late.ask(get("/echo")).status, 200); // another pool is not touched
    harness.mayGo.release(3);
    for (const auto &client : clients)
        QCOMPARE(client->receive().status, 200);
    QCOMPARE(late.ask(get("/echo/1")).status, 200);
}

void TestLimits::tooManyConnectionsFromOneAddress()
{
    ServerLimits limits;
    limits.connectionsPerAddress = 3;
    Harness harness(limits, true);
    const quint16 port = harness.start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(port, true));
        QCOMPARE(clients.back()->ask(get("/echo")).status, 200);
    }
    RawClient fourth(port, true);
    const Answer answer = fourth.receive();
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.field("Retry-After").toInt() > 0);
    fourth.socket().disconnectFromHost();
    clients.pop_back();
    // Once one of them has gone there is room again; who was turned away takes none.
    QTRY_COMPARE(harness.metrics.connections.load(), 2);
    RawClient fifth(port, true);
    QCOMPARE(fifth.ask(get("/echo")).status, 200);
}

void TestLimits::theLongestIdleMakesRoom()
{
    ServerLimits limits;
    limits.connections = 4;
    Harness harness(limits);
    const quint16 port = harness.start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 12; ++i) {
        clients.push_back(std::make_unique<RawClient>(port));
        const Answer answer = clients.back()->ask(get("/echo"));
        QCOMPARE(answer.status, 200);
    }
    QVERIFY(clients.front()->isClosedByServer());
    QCOMPARE(clients.back()->ask(get("/echo")).status, 200);
}

void TestLimits::aThousandIdleConnectionsAreHarmless()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    QVERIFY2(files.rlim_cur >= 2300, "this account may not open so many files: ulimit -Hn");
    Harness harness;
    const quint16 port = harness.start();
    std::vector<std::unique_ptr<QTcpSocket>> idle;
    for (int i = 0; i < 1000; ++i) {
        idle.push_back(std::make_unique<QTcpSocket>());
        idle.back()->connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(idle.back()->waitForConnected(5000));
    }
    QTRY_COMPARE(harness.metrics.connections.load(), 1000);
    QElapsedTimer timer;
    timer.start();
    RawClient client(port);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(client.ask(get("/echo/1")).status, 200);
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    idle.clear();
    QTRY_COMPARE(harness.metrics.connections.load(), 1);
}

void TestLimits::drainFinishesWhatRuns()
{
    Harness harness;
    const quint16 port = harness.start();
    RawClient busy(port);
    RawClient idle(port);
    QCOMPARE(idle.ask(get("/echo")).status, 200);
    busy.send(get("/waits"));
    harness.entered.acquire();

    auto drained = std::async(std::launch::async, [&] { return harness.server->drain(10s); });
    // New connections find nobody, requests on old ones are told to come back.
    QTRY_VERIFY(!RawClient(port).isConnected());
    const Answer refused = idle.ask(get("/echo"));
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.field("Retry-After").toInt() > 0);
    QCOMPARE(refused.field("Connection"), "close");

    harness.mayGo.release();
    const Answer answer = busy.receive();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, "waited");
    QCOMPARE(answer.field("Connection"), "close");
    busy.socket().disconnectFromHost();
    QVERIFY(drained.get());
}

void TestLimits::drainIsBounded()
{
    Harness harness;
    RawClient busy(harness.start());
    busy.send(get("/waits"));
    harness.entered.acquire();
    QVERIFY(!harness.server->drain(100ms));
    QVERIFY(busy.isClosedByServer());
}

void TestLimits::stopWhileAHandlerRuns()
{
    auto harness = std::make_unique<Harness>();
    RawClient busy(harness->start());
    busy.send(get("/waits"));
    harness->entered.acquire();
    harness->server->stop();
    harness.reset(); // lets the handler go; its answer finds no server any more
    QVERIFY(busy.isClosedByServer());
}

void TestLimits::aThreadThatHangsIsNoticed()
{
    Harness harness;
    std::binary_semaphore hangs(0);
    std::binary_semaphore goesOn(0);
    harness.router.add({"GET", "/hangs", "quick", Need::Nothing, [&](const Request &) {
                            hangs.release();
                            goesOn.acquire();
                            return Reply::json("{}");
                        }});
    RawClient busy(harness.start());
    QVERIFY(harness.server->answers(2s));
    busy.send(get("/hangs")); // on the io thread itself
    hangs.acquire();
    QTRY_VERIFY(!harness.server->answers(1s));
    goesOn.release();
    QTRY_VERIFY(harness.server->answers(1s));
    QCOMPARE(busy.receive().status, 200);
}

void TestLimits::newCertificateForNewConnections()
{
    Harness harness({}, true);
    const quint16 port = harness.start();
    RawClient before(port, true);
    const QByteArray old = before.socket().peerCertificate().digest(QCryptographicHash::Sha256);
    const QString certificate = harness.folder.filePath(QStringLiteral("c2.pem"));
    const QString key = harness.folder.filePath(QStringLiteral("k2.pem"));
    QVERIFY(makeSelfSigned(certificate, key, {}));
    auto loaded = TlsContext::load(certificate, key);
    QVERIFY(loaded);
    harness.server->setTls(*loaded);
    RawClient after(port, true);
    QVERIFY(after.socket().peerCertificate().digest(QCryptographicHash::Sha256) != old);
    QCOMPARE(before.ask(get("/echo")).status, 200); // who is connected stays so
    QCOMPARE(after.ask(get("/echo")).status, 200);
}

void TestLimits::countersCount()
{
    Harness harness;
    RawClient client(harness.start());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client.ask(get("/echo/7")).status, 200);
    QCOMPARE(client.ask(get("/nowhere")).status, 404);
    const auto text = [&harness] { return harness.metrics.text(harness.pools); };
    QTRY_VERIFY(text().contains("smcd_requests_total{method=\"\",route=\"\",status=\"404\"} 1\n"));
    QVERIFY(text().contains("smcd_requests_total{method=\"GET\",route=\"/echo/{id}\",status=\"200\"} 3\n"));
    QVERIFY(text().contains("smcd_request_seconds_count{method=\"GET\",route=\"/echo/{id}\"} 3\n"));
    QVERIFY(text().contains("smcd_connections 1\n"));
    QVERIFY(text().contains("smcd_pool_queued{pool=\"work\"} 0\n"));
}

QTEST_GUILESS_MAIN(TestLimits)
#include "test_limits.moc"
