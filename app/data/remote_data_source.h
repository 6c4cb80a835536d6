// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/wire/record.h"

#include <QByteArray>
#include <QJsonValue>
#include <QObject>
#include <QPointer>
#include <QSslCertificate>
#include <QString>
#include <QUrl>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <memory>

class QNetworkAccessManager;
class QNetworkReply;

namespace smc::data {

/// One answer of the service, whatever it was.
struct Answer {
    int status = 0;
    QByteArray body;
    QByteArray contentType;
    QByteArray etag;     ///< of a single object; send it back as If-Match
    QString location;    ///< of something created, or of a job
    QString server;      ///< which DC answered (X-SMC-Server)
    std::chrono::milliseconds elapsed{0};
};

/// A request on its way. Deleting it, or cancel(), withdraws it; then no callback is called.
class Call : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void cancel() = 0;
Q_SIGNALS:
    void progress(qint64 bytes, qint64 total);
};

/// The service as the client sees it: asynchronous, cancellable, with time-outs. GUI thread (or the thread
/// that made it) only. Every callback runs on that thread, never from within the call that started it, and
/// not at all once `context` is gone.
class RemoteDataSource : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<Answer>)>;

    explicit RemoteDataSource(QObject *parent = nullptr);
    ~RemoteDataSource() override;

    /// The service's root, "https://smc.lab.example:8443". Forgets the session.
    void setUrl(const QUrl &url);
    [[nodiscard]] QUrl url() const;
    void setTimeout(std::chrono::milliseconds timeout); ///< of each request; default 30 s
    /// Adds a PEM file of authorities to the system's.
    Result<void> addCaFile(const QString &file);
    /// Trusts exactly this certificate for the service, beside the authorities.
    void pinCertificate(const QSslCertificate &certificate);

    /// method GET, POST, PUT, DELETE; path "/rest/identity/users/jdoe" already encoded (shared/wire/paths.h).
    /// Non-2xx answers arrive as Error (from the problem document). The CSRF token and the bearer token or
    /// cookie of the session are added by itself.
    Call *send(const QByteArray &method, const QString &path, const QUrlQuery &query, const QJsonValue &body,
               QObject *context, Done done, const QByteArray &ifMatch = {});
    Call *get(const QString &path, const QUrlQuery &query, QObject *context, Done done);

    /// POST /auth/login; keeps the session.
    Call *signIn(const QString &realm, const QString &user, const QString &password, QObject *context, Done done);
    /// Authorization: Negotiate with the person's own ticket.
    Call *signInByTicket(const QString &realm, QObject *context, Done done);
    Call *signOut(QObject *context, Done done);
    [[nodiscard]] bool isSignedIn() const;

Q_SIGNALS:
    /// The service's certificate is not trusted; the request fails with Unauthenticated unless it is pinned
    /// and sent again. `chain` begins with the leaf; `changed`: another one was pinned for this service before.
    void untrustedCertificate(const QList<QSslCertificate> &chain, const QStringList &reasons);
    /// The session ended (401 on a request that had one).
    void sessionLost(const QString &reason);
    /// After every answer, for the status bar.
    void answered(const QString &server, std::chrono::milliseconds elapsed);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace smc::data
