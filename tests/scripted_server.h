// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QPointer>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QUrl>

#include <functional>

/// A TLS server on loopback whose answers the test writes byte by byte, so that it can also break off,
/// stay silent, or close a kept connection.
class ScriptedServer : public QSslServer
{
public:
    struct Identity
    {
        QSslCertificate certificate;
        QSslKey key;
        QString file; ///< the certificate as PEM
    };

    /// What to answer; an empty array closes the connection, a null one stays silent.
    std::function<QByteArray(const QByteArray &request)> script;
    QByteArrayList requests;

    explicit ScriptedServer(const Identity &identity)
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(identity.certificate);
        tls.setPrivateKey(identity.key);
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        setSslConfiguration(tls);
        QObject::connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                serve(socket);
        });
        listen(QHostAddress::LocalHost);
    }

    [[nodiscard]] QUrl url() const
    {
        QUrl url;
        url.setScheme(QStringLiteral("https"));
        url.setHost(QStringLiteral("localhost"));
        url.setPort(serverPort());
        return url;
    }

    /// A self-signed certificate for localhost, made by openssl.
    static Identity makeIdentity(const QString &folder, const QString &name)
    {
        const QString base = folder + QLatin1Char('/') + name;
        QProcess openssl; // its words are of no interest
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                       QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                       QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
                       QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                       QLatin1String("/CN=") + name, QStringLiteral("-addext"),
                       QStringLiteral("subjectAltName=DNS:localhost"), QStringLiteral("-keyout"),
                       base + QLatin1String(".key"), QStringLiteral("-out"), base + QLatin1String(".pem"),
                       QStringLiteral("-batch")});
        openssl.waitForFinished();
        QFile key(base + QLatin1String(".key"));
        Identity identity;
        if (key.open(QIODevice::ReadOnly))
            identity.key = QSslKey(key.readAll(), QSsl::Ec);
        identity.file = base + QLatin1String(".pem");
        identity.certificate = QSslCertificate::fromPath(identity.file).value(0);
        return identity;
    }

    static QByteArray reply(int status, const QByteArray &body, const QByteArray &headers = {},
                            const QByteArray &type = "application/json")
    {
        return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: " + type +
               "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
    }

private:
    void serve(QTcpSocket *socket)
    {
        const auto buffer = std::make_shared<QByteArray>();
        const auto read = [this, socket, buffer] {
            *buffer += socket->readAll();
            for (;;) {
                const qsizetype end = buffer->indexOf("\r\n\r\n");
                if (end < 0)
                    return;
                qsizetype length = 0;
                for (const QByteArray &line : buffer->left(end).split('\n')) {
                    if (line.toLower().startsWith("content-length:"))
                        length = line.mid(15).trimmed().toInt();
                }
                if (buffer->size() < end + 4 + length)
                    return;
                const QByteArray request = buffer->left(end + 4 + length);
                buffer->remove(0, request.size());
                requests << request;
                const QByteArray answer = script(request);
                if (answer.isNull())
                    return;
                if (answer.isEmpty()) {
                    socket->disconnectFromHost();
                    return;
                }
                socket->write(answer);
            }
        };
        QObject::connect(socket, &QTcpSocket::readyRead, this, read);
        read();
    }
};
