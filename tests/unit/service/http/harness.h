// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/server.h"

#include <QElapsedTimer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <semaphore>

namespace smc::http {

/// What came back over the socket, taken apart with nothing of ours.
struct Answer
{
    int status = 0;
    QByteArray statusLine;
    QList<std::pair<QByteArray, QByteArray>> fields;
    QByteArray body;

    [[nodiscard]] QByteArray field(const QByteArray &name) const
    {
        for (const auto &[key, value] : fields) {
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        }
        return {};
    }
};

/// A client that sends exactly the bytes it is told to.
class RawClient
{
public:
    explicit RawClient(quint16 port, bool tls = false, const QByteArray &protocol = "http/1.1")
    {
        if (tls) {
            QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
            configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
            configuration.setAllowedNextProtocols({protocol});
            m_socket.setSslConfiguration(configuration);
            m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
            m_connected = m_socket.waitForEncrypted(5000);
        } else {
            m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
            m_connected = m_socket.waitForConnected(5000);
        }
    }

    [[nodiscard]] bool isConnected() const { return m_connected; }
    QSslSocket &socket() { return m_socket; }

    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        // A server that has closed already takes nothing more; what it said can still be read.
        while (m_socket.bytesToWrite() > 0 && m_socket.state() == QAbstractSocket::ConnectedState &&
               m_socket.waitForBytesWritten(500)) {
        }
    }

    /// The next answer. `bodyless`: to a HEAD, whose Content-Length has no body behind it.
    Answer receive(bool bodyless = false)
    {
        Answer answer;
        if (!fill([this] { return m_input.contains("\r\n\r\n"); }))
            return answer;
        const qsizetype end = m_input.indexOf("\r\n\r\n");
        QList<QByteArray> lines = m_input.left(end).split('\n');
        m_input.remove(0, end + 4);
        answer.statusLine = lines.takeFirst().trimmed();
        answer.status = answer.statusLine.split(' ').value(1).toInt();
        for (const QByteArray &line : lines) {
            const qsizetype colon = line.indexOf(':');
            answer.fields.append({line.left(colon), line.mid(colon + 1).trimmed()});
        }
        const qsizetype size = answer.field("Content-Length").toLongLong();
        if (!bodyless && size > 0 && fill([this, size] { return m_input.size() >= size; })) {
            answer.body = m_input.left(size);
            m_input.remove(0, size);
        }
        return answer;
    }

    Answer ask(const QByteArray &bytes)
    {
        send(bytes);
        return receive(bytes.startsWith("HEAD "));
    }

    /// Whether the server closes, with nothing more to read.
    bool isClosedByServer(int patience = 5000)
    {
        QElapsedTimer timer;
        timer.start();
        while (m_socket.state() == QAbstractSocket::ConnectedState && timer.elapsed() < patience)
            m_socket.waitForDisconnected(50);
        m_input += m_socket.readAll();
        return m_socket.state() != QAbstractSocket::ConnectedState && m_input.isEmpty();
    }

private:
    template<typename Enough>
    bool fill(Enough enough)
    {
        QElapsedTimer timer;
        timer.start();
        while (!enough()) {
            m_input += m_socket.readAll();
            if (enough())
                return true;
            if (timer.elapsed() > 10000)
                return false;
            if (!m_socket.waitForReadyRead(200) && m_socket.state() != QAbstractSocket::ConnectedState) {
                m_input += m_socket.readAll();
                return enough();
            }
        }
        return true;
    }

    QSslSocket m_socket;
    QByteArray m_input;
    bool m_connected = false;
};

/// A server on loopback with routes that show what arrived.
class Harness
{
public:
    explicit Harness(ServerLimits limits = {}, bool tls = false, int queueLength = 8)
    {
        const auto show = [](const Request &request) {
            QByteArray text = methodOnTheWire(request) + " path=" + request.path.join('|') +
                              " variables=" + request.variables.join('|') + " query=";
            for (const auto &[name, value] : request.query)
                text += name + ':' + value + ';';
            text += " host=" + request.headers.value("Host") + " body=" + request.body;
            return Reply::json(text);
        };
        router.add({"GET", "/echo", "quick", Need::Nothing, show});
        router.add({"POST", "/echo", "quick", Need::Nothing, show});
        router.add({"PUT", "/echo/{id}", "work", Need::Nothing, show});
        router.add({"GET", "/echo/{id}", "work", Need::Nothing, show});
        router.add({"GET", "/size", "quick", Need::Nothing, show});
        router.add({"POST", "/size", "work", Need::Nothing, [](const Request &request) {
                        return Reply::json(QByteArray::number(request.body.size()));
                    }});
        router.add({"GET", "/big", "quick", Need::Nothing,
                    [](const Request &) { return Reply::json(QByteArray(3 * 1024 * 1024, 'x')); }});
        router.add({"GET", "/tagged", "quick", Need::Nothing, [](const Request &) {
                        Reply reply = Reply::json("tagged");
                        reply.headers.add("ETag", "\"abc\"");
                        return reply;
                    }});
        router.add({"GET", "/weak", "quick", Need::Nothing, [](const Request &) {
                        Reply reply = Reply::json("weak");
                        reply.headers.add("ETag", "W/\"abc\"");
                        reply.headers.add("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
                        return reply;
                    }});
        router.add({"GET", "/throws", "work", Need::Nothing,
                    [](const Request &) -> Reply { throw std::runtime_error("secret detail"); }});
        router.add({"GET", "/injects", "quick", Need::Nothing, [](const Request &) {
                        Reply reply = Reply::json("{}");
                        reply.headers.add("X-Test", "a\r\nSet-Cookie: b=c");
                        return reply;
                    }});
        router.add({"GET", "/waits", "work", Need::Nothing, [this](const Request &) {
                        entered.release();
                        mayGo.acquire();
                        return Reply::json("waited");
                    }});
        pools.add("quick", 0, 0);
        pools.add("work", 2, queueLength);
        std::shared_ptr<const TlsContext> context;
        if (tls) {
            const QString certificate = folder.filePath(QStringLiteral("c.pem"));
            const QString key = folder.filePath(QStringLiteral("k.pem"));
            const auto made = makeSelfSigned(certificate, key, {});
            auto loaded = TlsContext::load(certificate, key);
            if (made && loaded)
                context = *loaded;
        }
        ServerConfig config;
        config.addresses = {QHostAddress(QHostAddress::LocalHost)};
        config.port = 0;
        config.limits = limits;
        server = std::make_unique<Server>(config, router, filters, pools, metrics, context);
    }
    ~Harness()
    {
        mayGo.release(64);
        server->stop();
        pools.stop();
    }

    /// After the filters were added.
    [[nodiscard]] quint16 start()
    {
        const auto started = server->start();
        return started ? server->port() : 0;
    }

    QTemporaryDir folder;
    Router router;
    Pools pools;
    Metrics metrics;
    FilterChain filters;
    std::counting_semaphore<64> entered{0}; ///< one for each handler of /waits that began
    std::counting_semaphore<128> mayGo{0};  ///< lets one of them end
    std::unique_ptr<Server> server;
};

inline QByteArray get(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

inline QByteArray post(const QByteArray &target, const QByteArray &body, const QByteArray &fields = {})
{
    return "POST " + target +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
           fields + "\r\n" + body;
}

} // namespace smc::http
