// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/wire/record.h"

#include <QByteArray>
#include <QJsonObject>
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

namespace smc::data {

/// One answer of the service, whatever it was.
struct Answer
{
    int status = 0;
    QByteArray body;
    QByteArray contentType; ///< without parameters, lower case
    QByteArray etag;        ///< of a single object; send it back as If-Match
    QString location;       ///< of something created, or of a job
    QString server;         ///< which DC answered (X-SMC-Server)
    qint64 total = -1;      ///< matches over all pages (X-Total-Count); -1 when it is no list
    int age = 0;            ///< seconds since the data was known to be true (X-SMC-Age)
    qint64 problems = 0;    ///< servers that did not answer (X-SMC-Problems)
    QString cachedFrom;     ///< the DC that the answering cache follows (X-SMC-Server); empty: no cache
    std::chrono::milliseconds elapsed{0};

    /// The body as JSON; Undefined when it is none.
    [[nodiscard]] QJsonValue json() const;
};

/// One question, with all that can be said about it. Most callers want RemoteDataSource::get().
struct Request
{
    QByteArray method = "GET";
    QString path; ///< encoded (shared/wire/paths.h)
    QUrlQuery query = {};
    QByteArray body = {};
    QByteArray contentType = {}; ///< of the body; application/json when left empty
    QByteArray accept = {};      ///< application/json when left empty
    QByteArray ifMatch = {};
};

/// A request on its way. Deleting it, or cancel(), withdraws it; then no callback is called. It belongs to
/// the data source and deletes itself once it is over: keep it in a QPointer.
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
/// not at all once `context` is gone (a null context never goes). A callback may delete the data source.
///
/// Redirects are never followed, and a change is never sent twice: when a kept connection dies under it, the
/// caller hears Unreachable and that the outcome is not known.
class RemoteDataSource : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<Answer>)>;
    /// Makes the first token of a Kerberos conversation (SPNEGO, [RFC 4559]) for a service principal such as
    /// "HTTP/smc.lab.example", or says why there is none. Called on a thread of the global pool, since it may
    /// ask the KDC.
    using TicketSource = std::function<Result<QByteArray>(const QString &spn)>;

    explicit RemoteDataSource(QObject *parent = nullptr);
    ~RemoteDataSource() override;

    /// The service's root, "https://smc.lab.example:8443". Forgets the session and the pinned certificate.
    void setUrl(const QUrl &url);
    [[nodiscard]] QUrl url() const;
    /// How long nothing may move before a request fails with Timeout; default 30 s.
    void setTimeout(std::chrono::milliseconds timeout);
    /// Adds a PEM file of authorities to the system's.
    Result<void> addCaFile(const QString &file);
    /// Trusts exactly this certificate for the service, beside the authorities. A null one forgets it.
    void pinCertificate(const QSslCertificate &certificate);
    void setTicketSource(TicketSource source);

    /// method GET, POST, PUT, DELETE; path "/rest/identity/users/jdoe" already encoded (shared/wire/paths.h).
    /// Non-2xx answers arrive as Error (from the problem document, with Error::more). The CSRF token and the
    /// bearer token or cookie of the session are added by itself. An undefined or null body sends none.
    /// Build `query` with wire::addQuery(), which takes text as it is.
    Call *send(const QByteArray &method, const QString &path, const QUrlQuery &query, const QJsonValue &body,
               QObject *context, Done done, const QByteArray &ifMatch = {});
    Call *send(const Request &request, QObject *context, Done done);
    Call *get(const QString &path, const QUrlQuery &query, QObject *context, Done done);

    /// POST /auth/login; keeps the session.
    Call *signIn(const QString &realm, const QString &user, const QString &password, QObject *context,
                 Done done);
    /// Authorization: Negotiate with the person's own ticket (setTicketSource). Fails with the ticket
    /// source's error where that has none.
    Call *signInByTicket(const QString &realm, QObject *context, Done done);
    /// GET /auth/session: takes up the session that a token of before still stands for.
    Call *resume(QObject *context, Done done);
    /// POST /auth/logout. The session is forgotten here in any case.
    Call *signOut(QObject *context, Done done);
    [[nodiscard]] bool isSignedIn() const;
    /// The session's document as the service gave it (docs/rest.md); empty when not signed in.
    [[nodiscard]] QJsonObject session() const;

    /// Sign in for a bearer token in place of a cookie, for programs that outlive their process.
    void setUsesToken(bool on);
    [[nodiscard]] QByteArray token() const;
    void setToken(const QByteArray &token);

Q_SIGNALS:
    /// The service's certificate is not trusted; the request fails with Unauthenticated unless it is pinned
    /// and sent again. `chain` begins with the leaf; `changed`: another one was pinned for this service
    /// before. Comes before the request's own callback, once for each request that failed so.
    void untrustedCertificate(const QList<QSslCertificate> &chain, const QStringList &reasons, bool changed);
    /// The session ended (401 on a request that had one). Comes after that request's callback.
    void sessionLost(const QString &reason);
    /// After every answer, for the status bar.
    void answered(const QString &server, std::chrono::milliseconds elapsed);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace smc::data
