// SPDX-License-Identifier: GPL-3.0-or-later
// TLS resumption, seen by a client that keeps its session (OpenSSL itself, not the service's code).
#include "harness.h"

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace smc::http;

namespace {

using ContextPtr = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using SessionPtr = std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)>;

/// One connection with one request on it, and what it left for the next.
struct Visit
{
    bool answered = false;
    bool reused = false;
    int version = 0;
    SessionPtr session{nullptr, &SSL_SESSION_free};
};

Visit visit(SSL_CTX *context, quint16 port, SSL_SESSION *before)
{
    Visit done;
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context), &SSL_free);
    SSL_set_fd(ssl.get(), fd);
    if (before)
        SSL_set_session(ssl.get(), before);
    if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 &&
        SSL_connect(ssl.get()) == 1) {
        const QByteArray request = get("/echo");
        char answer[4096];
        // Reading takes in the ticket too, which TLS 1.3 sends after the handshake.
        if (SSL_write(ssl.get(), request.constData(), static_cast<int>(request.size())) > 0) {
            const int size = SSL_read(ssl.get(), answer, sizeof answer);
            done.answered = QByteArray(answer, std::max(size, 0)).startsWith("HTTP/1.1 200 ");
        }
        done.reused = SSL_session_reused(ssl.get()) == 1;
        done.version = SSL_version(ssl.get());
        done.session.reset(SSL_get1_session(ssl.get()));
        SSL_shutdown(ssl.get());
    }
    ::close(fd);
    return done;
}

} // namespace

class TestResumption : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versions();
    void aSecondConnectionResumes_data() { versions(); }
    void aSecondConnectionResumes();
    void aNewContextResumesNothing_data() { versions(); }
    void aNewContextResumesNothing();

private:
    static ContextPtr clientOf(int version)
    {
        ContextPtr context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
        SSL_CTX_set_min_proto_version(context.get(), version);
        SSL_CTX_set_max_proto_version(context.get(), version);
        return context;
    }
};

void TestResumption::versions()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
}

void TestResumption::aSecondConnectionResumes()
{
    QFETCH(int, version);
    Harness harness({}, true);
    const quint16 port = harness.start();
    const ContextPtr client = clientOf(version);
    const Visit first = visit(client.get(), port, nullptr);
    QVERIFY(first.answered);
    QVERIFY(!first.reused);
    const Visit second = visit(client.get(), port, first.session.get());
    QVERIFY(second.answered);
    QVERIFY(second.reused);
    QCOMPARE(second.version, version);
}

void TestResumption::aNewContextResumesNothing()
{
    // What SIGHUP does: the certificate read anew, be it another one or the same.
    QFETCH(int, version);
    Harness harness({}, true);
    const quint16 port = harness.start();
    const ContextPtr client = clientOf(version);
    for (const bool other : {true, false}) {
        const Visit before = visit(client.get(), port, nullptr);
        QVERIFY(visit(client.get(), port, before.session.get()).reused);
        const QString certificate = harness.folder.filePath(QStringLiteral("c2.pem"));
        const QString key = harness.folder.filePath(QStringLiteral("k2.pem"));
        if (other)
            QVERIFY(makeSelfSigned(certificate, key, {}));
        auto loaded = TlsContext::load(certificate, key);
        QVERIFY(loaded);
        harness.server->setTls(*loaded);
        const Visit after = visit(client.get(), port, before.session.get());
        QVERIFY(after.answered); // by a whole handshake
        QVERIFY(!after.reused);
        QVERIFY(visit(client.get(), port, after.session.get()).reused);
    }
}

QTEST_GUILESS_MAIN(TestResumption)
#include "test_resumption.moc"
