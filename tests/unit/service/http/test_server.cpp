// SPDX-License-Identifier: GPL-3.0-or-later
#include "harness.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <future>

using namespace smc::http;
using namespace std::chrono_literals;

/// What a client sees of HTTP/1.1, byte by byte, over real sockets.
class TestServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepAliveAndCommonHeaders();
    void tlsIsModernAndResumes();
    void plainHttpOnTheTlsPortIsTold();
    void otherProtocolsAreRefusedInTheHandshake();
    void headHasNoBody();
    void optionsAndWrongMethods();
    void unknownPath();
    void pipelinedRequestsAreAnsweredInOrder();
    void connectionClose();
    void http10();
    void absoluteTargetReplacesHost();
    void malformed_data();
    void malformed();
    void tooLargeHeaderTargetBody();
    void chunkedBody();
    void chunkedBodyIsCounted();
    void expectContinue();
    void expectContinueIsRefusedBeforeTheBody();
    void bodyIsOfferedToHandlersWhole();
    void conditional_data();
    void conditional();
    void bigAnswer();
    void headerValuesCannotSplitTheAnswer();
    void throwingHandlerIs500WithoutDetail();

private:
    static QJsonObject problem(const Answer &answer) { return QJsonDocument::fromJson(answer.body).object(); }
};

void TestServer::keepAliveAndCommonHeaders()
{
    Harness harness;
    RawClient client(harness.start());
    QVERIFY(client.isConnected());
    const Answer first = client.ask(get("/echo?a=1&b=x%20y+z"));
    QCOMPARE(first.statusLine, "HTTP/1.1 200 OK");
    QCOMPARE(first.body, "GET path=echo variables= query=a:1;b:x y z; host=localhost body=");
    QVERIFY(first.field("Date").endsWith(" GMT"));
    QCOMPARE(first.field("Content-Type"), "application/json");
    QCOMPARE(first.field("X-Content-Type-Options"), "nosniff");
    QCOMPARE(first.field("Cache-Control"), "no-store");
    QVERIFY(!first.field("Connection").contains("close"));
    const Answer second = client.ask(get("/echo/a%2Fb"));
    QCOMPARE(second.status, 200);
    QVERIFY(second.body.contains("path=echo|a/b variables=a/b "));
    QVERIFY(first.field("X-Request-Id") != second.field("X-Request-Id"));
}

void TestServer::tlsIsModernAndResumes()
{
    Harness harness({}, true);
    const quint16 port = harness.start();
    RawClient client(port, true);
    QVERIFY(client.isConnected());
    QCOMPARE(client.ask(get("/echo")).status, 200);
    QVERIFY(client.socket().sessionProtocol() >= QSsl::TlsV1_2);
    QCOMPARE(client.socket().sslConfiguration().nextNegotiatedProtocol(), "http/1.1");

    QSslSocket old;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    configuration.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    old.setSslConfiguration(configuration);
    old.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    QVERIFY(!old.waitForEncrypted(3000));
}

void TestServer::plainHttpOnTheTlsPortIsTold()
{
    Harness harness({}, true);
    RawClient client(harness.start(), false);
    const Answer answer = client.ask(get("/echo"));
    QCOMPARE(answer.status, 400);
    QVERIFY(problem(answer)[QStringLiteral("detail")].toString().contains(QStringLiteral("HTTPS")));
    QVERIFY(client.isClosedByServer());
}

void TestServer::otherProtocolsAreRefusedInTheHandshake()
{
    Harness harness({}, true);
    RawClient client(harness.start(), true, "h2");
    QVERIFY(!client.isConnected());
}

void TestServer::headHasNoBody()
{
    Harness harness;
    RawClient client(harness.start());
    const Answer head = client.ask("HEAD /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(head.status, 200);
    QVERIFY(head.field("Content-Length").toInt() > 0);
    // The next answer begins right behind the head: no body came.
    QCOMPARE(client.ask(get("/echo")).statusLine, "HTTP/1.1 200 OK");
}

void TestServer::optionsAndWrongMethods()
{
    Harness harness;
    RawClient client(harness.start());
    const Answer options = client.ask("OPTIONS /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(options.status, 204);
    QCOMPARE(options.field("Allow"), "GET, HEAD, POST, OPTIONS");
    QVERIFY(options.field("Content-Length").isEmpty());
    QCOMPARE(client.ask("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 204);

    const Answer wrong = client.ask("DELETE /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(wrong.status, 405);
    QCOMPARE(wrong.field("Allow"), "GET, HEAD, POST, OPTIONS");
    QCOMPARE(problem(wrong)[QStringLiteral("type")].toString(),
             QStringLiteral("urn:smc:problem:unsupported"));
    QCOMPARE(client.ask("PATCH /echo HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 405);
    QCOMPARE(client.ask("TRACE /echo HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 405);
    QCOMPARE(client.ask("BREW /echo HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 501);
}

void TestServer::unknownPath()
{
    Harness harness;
    RawClient client(harness.start());
    const Answer answer = client.ask(get("/nothing/here"));
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.field("Content-Type"), "application/problem+json");
    QCOMPARE(problem(answer)[QStringLiteral("status")].toInt(), 404);
    QCOMPARE(client.ask(get("/echo/")).status, 404); // a variable is never empty
    QCOMPARE(client.ask(get("/echo")).status, 200);
}

void TestServer::pipelinedRequestsAreAnsweredInOrder()
{
    Harness harness;
    RawClient client(harness.start());
    // The first goes to a pool and waits there, the second could be answered at once.
    client.send(get("/waits") + get("/echo?n=2") + post("/echo?n=3", "body") + get("/echo?n=4"));
    harness.entered.acquire();
    harness.mayGo.release();
    QCOMPARE(client.receive().body, "waited");
    QVERIFY(client.receive().body.contains("n:2;"));
    const Answer third = client.receive();
    QVERIFY(third.body.contains("n:3;"));
    QVERIFY(third.body.endsWith("body=body"));
    QVERIFY(client.receive().body.contains("n:4;"));
}

void TestServer::connectionClose()
{
    Harness harness;
    RawClient client(harness.start());
    const Answer answer = client.ask(get("/echo", "Connection: close\r\n"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.field("Connection"), "close");
    QVERIFY(client.isClosedByServer());
}

void TestServer::http10()
{
    Harness harness;
    const quint16 port = harness.start();
    RawClient once(port);
    const Answer answer = once.ask("GET /echo HTTP/1.0\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QVERIFY(once.isClosedByServer());
    RawClient kept(port);
    QCOMPARE(kept.ask("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").field("Connection"),
             "keep-alive");
    QCOMPARE(kept.ask("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").status, 200);
}

void TestServer::absoluteTargetReplacesHost()
{
    Harness harness;
    RawClient client(harness.start());
    const Answer answer =
        client.ask("GET http://other.example:8080/echo?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains("path=echo "));
    QVERIFY(answer.body.contains("host=other.example:8080 "));
}

void TestServer::malformed_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray host = "Host: localhost\r\n";
    QTest::newRow("no host") << QByteArray("GET /echo HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two hosts") << "GET /echo HTTP/1.1\r\n" + host + host + "\r\n" << 400;
    QTest::newRow("bad host") << QByteArray("GET /echo HTTP/1.1\r\nHost: a b\r\n\r\n") << 400;
    QTest::newRow("host with user") << QByteArray("GET /echo HTTP/1.1\r\nHost: u@localhost\r\n\r\n") << 400;
    QTest::newRow("empty host") << QByteArray("GET /echo HTTP/1.1\r\nHost:\r\n\r\n") << 400;
    QTest::newRow("space before colon") << "GET /echo HTTP/1.1\r\n" + host + "X-A : 1\r\n\r\n" << 400;
    QTest::newRow("NUL in a value") << "GET /echo HTTP/1.1\r\n" + host + QByteArray("X-A: a\0b\r\n\r\n", 12)
                                    << 400;
    QTest::newRow("bare LF") << QByteArray("GET /echo HTTP/1.1\nHost: localhost\n\n") << 400;
    QTest::newRow("HTTP/2.0") << "GET /echo HTTP/2.0\r\n" + host + "\r\n" << 505;
    QTest::newRow("HTTP/1.9") << "GET /echo HTTP/1.9\r\n" + host + "\r\n" << 505;
    QTest::newRow("bad escape") << "GET /echo%zz HTTP/1.1\r\n" + host + "\r\n" << 400;
    QTest::newRow("escaped NUL") << "GET /echo%00 HTTP/1.1\r\n" + host + "\r\n" << 400;
    QTest::newRow("not UTF-8") << "GET /echo%ff HTTP/1.1\r\n" + host + "\r\n" << 400;
    QTest::newRow("target without slash") << "GET echo HTTP/1.1\r\n" + host + "\r\n" << 400;
    QTest::newRow("proxy") << "CONNECT localhost:443 HTTP/1.1\r\n" + host + "\r\n" << 405;
    QTest::newRow("both lengths") << "POST /echo HTTP/1.1\r\n" + host +
                                         "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                  << 400;
    QTest::newRow("both lengths, other order")
        << "POST /echo HTTP/1.1\r\n" + host +
               "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"
        << 400;
    QTest::newRow("two lengths") << "POST /echo HTTP/1.1\r\n" + host +
                                        "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"
                                 << 400;
    QTest::newRow("same length twice")
        << "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd" << 400;
    QTest::newRow("list of lengths") << "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 4, 4\r\n\r\nabcd"
                                     << 400;
    QTest::newRow("negative length") << "POST /echo HTTP/1.1\r\n" + host + "Content-Length: -4\r\n\r\n"
                                     << 400;
    QTest::newRow("length with plus")
        << "POST /echo HTTP/1.1\r\n" + host + "Content-Length: +4\r\n\r\nabcd" << 400;
    QTest::newRow("unknown coding") << "POST /echo HTTP/1.1\r\n" + host +
                                           "Transfer-Encoding: gzip, chunked\r\n\r\n"
                                    << 501;
    QTest::newRow("coding without end")
        << "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n"
        << 400;
    QTest::newRow("chunked not last")
        << "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked, gzip\r\n\r\n"
        << 400;
    QTest::newRow("coding that looks alike")
        << "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n"
        << 400;
    QTest::newRow("chunked twice") << "POST /echo HTTP/1.1\r\n" + host +
                                          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
                                   << 400;
    QTest::newRow("chunked in HTTP/1.0")
        << "POST /echo HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        << 400;
    QTest::newRow("bad chunk") << "POST /echo HTTP/1.1\r\n" + host +
                                      "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc"
                               << 400;
    QTest::newRow("coded body") << "POST /echo HTTP/1.1\r\n" + host +
                                       "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"
                                << 415;
    QTest::newRow("other expectation")
        << "POST /echo HTTP/1.1\r\n" + host + "Expect: miracles\r\nContent-Length: 4\r\n\r\nabcd" << 417;
    QTest::newRow("garbage") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 11) << 400;
}

void TestServer::malformed()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    Harness harness;
    RawClient client(harness.start());
    const Answer answer = client.ask(request);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Content-Type"), "application/problem+json");
    QCOMPARE(problem(answer)[QStringLiteral("status")].toInt(), status);
    // What follows on the connection could be the smuggled request: it must not be read.
    QCOMPARE(answer.field("Connection"), "close");
    QVERIFY(client.isClosedByServer());
}

void TestServer::tooLargeHeaderTargetBody()
{
    ServerLimits limits;
    limits.parser = {.target = 300, .header = 2000, .fields = 20, .body = 1000};
    Harness harness(limits);
    const quint16 port = harness.start();
    QCOMPARE(RawClient(port).ask(get("/echo?" + QByteArray(400, 'a'))).status, 414);
    QCOMPARE(RawClient(port).ask(get("/echo?" + QByteArray(4000, 'a'))).status, 414);
    QCOMPARE(RawClient(port).ask(get("/echo", "X-Long: " + QByteArray(2000, 'a') + "\r\n")).status, 431);
    // Many short fields that arrive bit by bit weigh as much.
    RawClient slow(port);
    slow.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < 18; ++i)
        slow.send("X-" + QByteArray::number(i) + ": " + QByteArray(150, 'b') + "\r\n");
    QCOMPARE(slow.receive().status, 431);
    QCOMPARE(RawClient(port).ask(get("/echo", QByteArray("A: b\r\n").repeated(30))).status, 431);

    // Said in advance: refused before a byte of it was read.
    RawClient big(port);
    const Answer answer = big.ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\n\r\n");
    QCOMPARE(answer.status, 413);
    QCOMPARE(answer.field("Connection"), "close");
    QCOMPARE(RawClient(port).ask(post("/size", QByteArray(1000, 'x'))).body, "1000");
}

void TestServer::chunkedBody()
{
    Harness harness;
    RawClient client(harness.start());
    const Answer answer =
        client.ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "3\r\nabc\r\n4;ext=1\r\ndefg\r\n0\r\nTrailer: x\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.endsWith("body=abcdefg"));
    QCOMPARE(client.ask(get("/echo")).status, 200);
}

void TestServer::chunkedBodyIsCounted()
{
    ServerLimits limits;
    limits.parser.body = 1000;
    Harness harness(limits);
    RawClient client(harness.start());
    client.send("POST /size HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 3; ++i)
        client.send("190\r\n" + QByteArray(400, 'x') + "\r\n");
    QCOMPARE(client.receive().status, 413);
}

void TestServer::expectContinue()
{
    Harness harness;
    RawClient client(harness.start());
    const QByteArray head =
        "POST /size HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
    QCOMPARE(client.ask(head).statusLine, "HTTP/1.1 100 Continue");
    QCOMPARE(client.ask("hello").body, "5");
}

void TestServer::expectContinueIsRefusedBeforeTheBody()
{
    ServerLimits limits;
    limits.parser.body = 1000;
    Harness harness(limits);
    RawClient client(harness.start());
    const Answer answer = client.ask(
        "POST /size HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(answer.status, 413);
}

void TestServer::bodyIsOfferedToHandlersWhole()
{
    Harness harness({}, true);
    RawClient client(harness.start(), true);
    QCOMPARE(client.ask(post("/size", QByteArray(5 * 1024 * 1024, 'x'))).body, "5242880");
}

void TestServer::conditional_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << QByteArray("/tagged") << QByteArray() << 200;
    QTest::newRow("same") << QByteArray("/tagged") << QByteArray("If-None-Match: \"abc\"\r\n") << 304;
    QTest::newRow("in a list") << QByteArray("/tagged") << QByteArray("If-None-Match: \"x\", W/\"abc\"\r\n")
                               << 304;
    QTest::newRow("any") << QByteArray("/tagged") << QByteArray("If-None-Match: *\r\n") << 304;
    QTest::newRow("other") << QByteArray("/tagged") << QByteArray("If-None-Match: \"abd\"\r\n") << 200;
    QTest::newRow("part of a tag") << QByteArray("/tagged") << QByteArray("If-None-Match: \"ab\"\r\n") << 200;
    QTest::newRow("weak compares weakly")
        << QByteArray("/weak") << QByteArray("If-None-Match: \"abc\"\r\n") << 304;
    QTest::newRow("match") << QByteArray("/tagged") << QByteArray("If-Match: \"abc\"\r\n") << 200;
    QTest::newRow("match fails") << QByteArray("/tagged") << QByteArray("If-Match: \"abd\"\r\n") << 412;
    QTest::newRow("match compares strongly")
        << QByteArray("/weak") << QByteArray("If-Match: W/\"abc\"\r\n") << 412;
    QTest::newRow("not since") << QByteArray("/weak")
                               << QByteArray("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n") << 304;
    QTest::newRow("since") << QByteArray("/weak")
                           << QByteArray("If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT\r\n") << 200;
    QTest::newRow("tag wins over time")
        << QByteArray("/weak")
        << QByteArray("If-None-Match: \"zzz\"\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n")
        << 200;
}

void TestServer::conditional()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    Harness harness;
    RawClient client(harness.start());
    const Answer answer = client.ask(get(target, fields));
    QCOMPARE(answer.status, status);
    QVERIFY(!answer.field("ETag").isEmpty());
    if (status == 304) {
        QVERIFY(answer.body.isEmpty());
        QVERIFY(answer.field("Content-Type").isEmpty());
        QVERIFY(!answer.field("Date").isEmpty());
        QCOMPARE(client.ask(get("/echo")).status, 200); // nothing of a body is in the way
    }
}

void TestServer::bigAnswer()
{
    Harness harness({}, true);
    RawClient client(harness.start(), true);
    const Answer answer = client.ask(get("/big"));
    QCOMPARE(answer.body.size(), 3 * 1024 * 1024);
    QCOMPARE(client.ask(get("/echo")).status, 200);
}

void TestServer::headerValuesCannotSplitTheAnswer()
{
    Harness harness;
    RawClient client(harness.start());
    const Answer answer = client.ask(get("/injects"));
    QVERIFY(answer.field("Set-Cookie").isEmpty());
    QVERIFY(answer.field("X-Test").contains("Set-Cookie"));
}

void TestServer::throwingHandlerIs500WithoutDetail()
{
    Harness harness;
    RawClient client(harness.start());
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("a handler threw: secret detail")));
    const Answer answer = client.ask(get("/throws"));
    QCOMPARE(answer.status, 500);
    QVERIFY(!answer.body.contains("secret detail"));
    QCOMPARE(client.ask(get("/echo")).status, 200);
}

QTEST_GUILESS_MAIN(TestServer)
#include "test_server.moc"
