// SPDX-License-Identifier: GPL-3.0-or-later
// smcd under a service manager (sd_notify(3)): the test is the manager, at the other end of the socket.
#include "tests/integration/rest_client.h"

#include <QElapsedTimer>
#include <QTcpSocket>

#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr int watchdogMs = 3000;

/// The manager's socket: what the service says, in order.
class Manager
{
public:
    Manager()
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray name = path().toLocal8Bit();
        m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (name.size() >= qsizetype(sizeof address.sun_path))
            qFatal("%s is too long for a socket", name.constData());
        std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
        if (::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            qFatal("cannot listen at %s", name.constData());
    }
    ~Manager() { ::close(m_socket); }
    Manager(const Manager &) = delete;
    Manager &operator=(const Manager &) = delete;

    [[nodiscard]] QString path() const { return m_directory.filePath(u"notify"_s); }

    /// What has come since the last call, in order; each datagram's lines.
    QList<QByteArrayList> receive()
    {
        char text[4096];
        for (ssize_t size = 0; (size = ::recv(m_socket, text, sizeof text, 0)) >= 0;)
            m_waiting << QByteArray(text, size).trimmed().split('\n');
        return std::exchange(m_waiting, {});
    }
    /// Waits for a message that has this line; the whole message, empty when it does not come. What came
    /// before it goes to `others`, what came after it is left for the next call.
    QByteArrayList waitFor(const QByteArray &line, int timeoutMs = 10'000)
    {
        QByteArrayList found;
        [[maybe_unused]] const bool came = QTest::qWaitFor(
            [&] {
                m_waiting = receive();
                while (!m_waiting.isEmpty() && found.isEmpty()) {
                    if (m_waiting.constFirst().contains(line))
                        found = m_waiting.takeFirst();
                    else
                        others << m_waiting.takeFirst();
                }
                return !found.isEmpty();
            },
            timeoutMs);
        return found;
    }
    QList<QByteArrayList> others;

private:
    QTemporaryDir m_directory;
    QList<QByteArrayList> m_waiting;
    int m_socket = -1;
};

qint64 monotonicUs()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
}

} // namespace

class TestServiceManager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromReadyToStopping();
    void theWatchdogIsFedWhileThreadsServe();
};

void TestServiceManager::fromReadyToStopping()
{
    Manager manager;
    Smcd smcd(Smcd::Options{.environment = {{u"NOTIFY_SOCKET"_s, manager.path()}}, .waitUntilReady = false});
    smcd.launch();
    QVERIFY2(!manager.waitFor("READY=1", 30'000).isEmpty(), smcd.log().constData());
    QVERIFY(manager.others.isEmpty()); // nothing was said before
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_s, smcd.port());
    QVERIFY(client.waitForConnected(1000)); // at once: it listens
    client.abort();

    const qint64 before = monotonicUs();
    smcd.signal(SIGHUP);
    const QByteArrayList reloading = manager.waitFor("RELOADING=1");
    QCOMPARE(reloading.size(), 2);
    QVERIFY(reloading[1].startsWith("MONOTONIC_USEC="));
    const qint64 at = reloading[1].mid(15).toLongLong();
    QVERIFY(at >= before && at <= monotonicUs()); // the manager tells this reload from the ones before by it
    QVERIFY(!manager.waitFor("READY=1").isEmpty());

    // A configuration with a fault: reloading ends all the same.
    smcd.configure({{u"log"_s, {{u"level"_s, u"loud"_s}}}});
    smcd.signal(SIGHUP);
    QVERIFY(!manager.waitFor("RELOADING=1").isEmpty());
    QVERIFY(!manager.waitFor("READY=1").isEmpty());

    QCOMPARE(smcd.stop(), 0);
    QVERIFY(!manager.waitFor("STOPPING=1").isEmpty());
    QVERIFY(!manager.others.contains(QByteArrayList{"WATCHDOG=1"})); // nobody asked for it
}

void TestServiceManager::theWatchdogIsFedWhileThreadsServe()
{
    // An audit file that takes nothing more, as on a network file system that hangs: whoever writes to it
    // hangs.
    QTemporaryDir directory;
    const QByteArray fifo = directory.filePath(u"audit"_s).toLocal8Bit();
    QCOMPARE(::mkfifo(fifo.constData(), 0600), 0);
    const int audit = ::open(fifo.constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    QVERIFY(audit >= 0);
    const auto drain = [audit] {
        char text[4096];
        while (::read(audit, text, sizeof text) > 0) {
        }
    };

    Manager manager;
    Smcd smcd(Smcd::Options{.settings = {{u"log"_s, {{u"audit"_s, QString::fromLocal8Bit(fifo)}}},
                                         {u"global"_s, {{u"threads"_s, u"1"_s}}}},
                            .environment = {{u"NOTIFY_SOCKET"_s, manager.path()},
                                            {u"WATCHDOG_USEC"_s, QString::number(watchdogMs * 1000)}},
                            .waitUntilReady = false});
    QVERIFY(smcd.start());
    for (int i = 0; i < 5; ++i)
        QVERIFY(!manager.waitFor("WATCHDOG=1", watchdogMs).isEmpty()); // each within the manager's patience

    drain();
    char x = 'x';
    while (::write(audit, &x, 1) == 1) { // the pipe is full
    }
    QNetworkAccessManager network;
    QNetworkRequest request(smcd.url().resolved(QUrl(u"/healthz"_s)));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(smcd.caFile()));
    request.setSslConfiguration(tls);
    const std::unique_ptr<QNetworkReply> reply(network.get(request)); // hangs in the audit line
    // The manager would end the service after its time without a word.
    QElapsedTimer silence;
    silence.start();
    const bool hungry = QTest::qWaitFor(
        [&] {
            if (manager.receive().contains(QByteArrayList{"WATCHDOG=1"}))
                silence.restart();
            return silence.elapsed() > 2 * watchdogMs;
        },
        10 * watchdogMs);
    QVERIFY(hungry);
    QVERIFY(!reply->isFinished());
    QVERIFY(smcd.isRunning());

    // It serves again, and so it is fed again.
    drain();
    QVERIFY(!manager.waitFor("WATCHDOG=1").isEmpty());
    QVERIFY(QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000));
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
    QVERIFY2(smcd.log().contains("the watchdog is not fed"), smcd.log().constData());
    QCOMPARE(smcd.stop(), 0);
    ::close(audit);
}

QTEST_GUILESS_MAIN(TestServiceManager)
#include "test_service_manager.moc"
