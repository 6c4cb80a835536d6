// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QHostAddress>
#include <QMap>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QThread>

#include <atomic>
#include <memory>

namespace smc::testlab {

/// An LDAPS server on loopback that passes everything on to a real DC, and loses one message at a chosen
/// moment: the way to see what becomes of a request whose answer never comes.
///
/// Runs in a thread of its own. Addressed as smc.lab.example, which its certificate names.
class LdapProxy
{
public:
    enum class Fault {
        None,
        LoseRequest, ///< the connection breaks before the DC gets it
        LoseAnswer,  ///< the DC has answered, the connection breaks before the client hears it
        Hold,        ///< nothing comes any more, and nothing breaks
        HalfAnswer,  ///< the first half of the answer comes, and then as with Hold
    };
    // LDAP's operations ([RFC 4511] 4.2 to 4.12), request and answer.
    enum Operation { Modify = 0x66, Add = 0x68, Delete = 0x4a, Rename = 0x6c, SearchEntry = 0x64 };

    LdapProxy(const QString &certificate, const QString &key, const QString &target,
              const QHostAddress &address = QHostAddress::LocalHost)
    {
        m_thread.start();
        m_context.moveToThread(&m_thread);
        call([&] { start(certificate, key, target, address); });
    }
    ~LdapProxy()
    {
        call([this] { m_server.reset(); });
        m_thread.quit();
        m_thread.wait();
    }
    LdapProxy(const LdapProxy &) = delete;
    LdapProxy &operator=(const LdapProxy &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString uri() const { return QStringLiteral("ldaps://smc.lab.example:%1").arg(m_port); }
    /// The next message of this operation, or the `count`th, meets the fault, once. `die`: and from then on
    /// nobody is let in.
    void arm(Fault fault, Operation operation, bool die = false, int count = 1)
    {
        call([=, this] {
            m_fault = fault;
            m_operation = operation;
            m_die = die;
            m_count = count;
        });
    }
    /// How many messages of an operation have reached the DC.
    [[nodiscard]] int passed(Operation operation)
    {
        int count = 0;
        call([&] { count = m_passed.value(operation); });
        return count;
    }
    /// Whether the fault has happened.
    [[nodiscard]] bool fired()
    {
        bool fired = false;
        call([&] { fired = m_fault == Fault::None; });
        return fired;
    }

private:
    template<typename Work>
    void call(Work work)
    {
        QMetaObject::invokeMethod(&m_context, work, Qt::BlockingQueuedConnection);
    }

    void start(const QString &certificate, const QString &key, const QString &target,
               const QHostAddress &address)
    {
        QFile certificateFile(certificate);
        QFile keyFile(key);
        if (!certificateFile.open(QIODevice::ReadOnly) || !keyFile.open(QIODevice::ReadOnly))
            qFatal("the lab's certificate can not be read");
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate(&certificateFile));
        tls.setPrivateKey(QSslKey(&keyFile, QSsl::Rsa));
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_server = std::make_unique<QSslServer>();
        m_server->setSslConfiguration(tls);
        QObject::connect(
            m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), [this, target] {
                auto *client = qobject_cast<QSslSocket *>(m_server->nextPendingConnection());
                auto *dc = new QSslSocket(client);
                dc->setPeerVerifyMode(QSslSocket::VerifyNone); // the lab's own DC; we test the other side
                dc->connectToHostEncrypted(target, 636);
                const auto answers = std::make_shared<QByteArray>();
                const auto requests = std::make_shared<QByteArray>();
                QObject::connect(client, &QSslSocket::readyRead, dc, [=, this] {
                    *requests += client->readAll();
                    forward(*requests, client, dc, true);
                });
                QObject::connect(dc, &QSslSocket::readyRead, client, [=, this] {
                    *answers += dc->readAll();
                    forward(*answers, client, dc, false);
                });
                QObject::connect(dc, &QSslSocket::disconnected, client, &QSslSocket::disconnectFromHost);
                QObject::connect(client, &QSslSocket::disconnected, client, &QObject::deleteLater);
            });
        if (!m_server->listen(address))
            qFatal("the proxy can not listen");
        m_port = m_server->serverPort();
    }

    // The length of the message at the start of the bytes, and where its body begins; 0: not yet known.
    static qsizetype messageSize(const QByteArray &bytes, qsizetype *body)
    {
        if (bytes.size() < 2)
            return 0;
        const auto first = static_cast<unsigned char>(bytes[1]);
        if (first < 0x80) {
            *body = 2;
            return 2 + first;
        }
        const qsizetype octets = first & 0x7f;
        if (bytes.size() < 2 + octets)
            return 0;
        qsizetype size = 0;
        for (qsizetype i = 0; i < octets; ++i)
            size = size << 8 | static_cast<unsigned char>(bytes[2 + i]);
        *body = 2 + octets;
        return *body + size;
    }

    void forward(QByteArray &buffer, QSslSocket *client, QSslSocket *dc, bool request)
    {
        for (;;) {
            qsizetype body = 0;
            const qsizetype size = messageSize(buffer, &body);
            if (size == 0 || buffer.size() < size)
                return;
            const QByteArray message = buffer.first(size);
            buffer.remove(0, size);
            // messageID INTEGER, then the operation's tag
            const int tag = static_cast<unsigned char>(message[body + 2 + message[body + 1]]);
            const int operation = request || m_operation == SearchEntry ? m_operation
                                  : m_operation == Delete               ? 0x6b
                                                                        : m_operation + 1;
            const bool ours = tag == operation &&
                              (((m_fault == Fault::LoseAnswer || m_fault == Fault::HalfAnswer) && !request) ||
                               ((m_fault == Fault::LoseRequest || m_fault == Fault::Hold) && request));
            if (ours && --m_count == 0) {
                const Fault fault = m_fault;
                m_fault = Fault::None;
                if (m_die)
                    m_server->close();
                if (fault == Fault::HalfAnswer)
                    client->write(message.first(size / 2));
                if (fault == Fault::Hold || fault == Fault::HalfAnswer)
                    return;
                client->abort();
                return;
            }
            if (request)
                ++m_passed[tag];
            if (QSslSocket *to = request ? dc : client; to->isOpen())
                to->write(message);
        }
    }

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<QSslServer> m_server;
    std::atomic<quint16> m_port = 0;
    Fault m_fault = Fault::None;
    int m_operation = 0;
    bool m_die = false;
    int m_count = 1;
    QMap<int, int> m_passed;
};

} // namespace smc::testlab
