// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data/remote_data_source.h"

#include "app/data/body_device.h"
#include "app/data/network_call.h"
#include "app/data/network_error.h"
#include "shared/wire/paths.h"

#include <QFile>
#include <QFutureWatcher>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QPromise>
#include <QSslConfiguration>
#include <QThreadPool>

namespace smc::data {

using namespace Qt::Literals::StringLiterals;

class RemoteDataSource::Private
{
public:
    explicit Private(RemoteDataSource *source)
        : q(source)
        , network(std::make_unique<QNetworkAccessManager>())
        , tls(QSslConfiguration::defaultConfiguration())
    {
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }

    [[nodiscard]] NetworkCall *newCall(const QByteArray &method, QObject *context, Done done)
    {
        return new NetworkCall(method, context, std::move(done), q);
    }
    void dispatch(NetworkCall *call, const Request &request, const QByteArray &authorization = {});
    void watchCertificate(NetworkCall *call, QNetworkReply *reply);
    /// Keeps the session of a sign-in's answer.
    void keepSession(const Result<Answer> &result);
    void forgetSession();
    [[nodiscard]] bool hasSession() const { return !session.isEmpty() || !token.isEmpty(); }

    RemoteDataSource *q;
    std::unique_ptr<QNetworkAccessManager> network;
    QSslConfiguration tls;
    QUrl url;
    std::chrono::milliseconds timeout{30000};
    QSslCertificate pinned;
    TicketSource ticketSource;
    bool usesToken = false;
    QByteArray token;
    QJsonObject session;
};

void RemoteDataSource::Private::dispatch(NetworkCall *call, const Request &request,
                                         const QByteArray &authorization)
{
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)) {
        Error error;
        error.code = ErrorCode::Invalid;
        error.message =
            url.isEmpty() ? RemoteDataSource::tr("No service is named.")
                          : RemoteDataSource::tr("%1 is no address of a service.").arg(url.toDisplayString());
        error.hint = RemoteDataSource::tr("An address looks like https://smc.example.com:8443");
        call->fail(error);
        return;
    }
    QUrl target = url;
    target.setPath(url.path() + request.path, QUrl::TolerantMode);
    target.setQuery(request.query.isEmpty() ? QString() : wire::encodeQuery(request.query), QUrl::StrictMode);

    QNetworkRequest wireRequest(target);
    wireRequest.setSslConfiguration(tls);
    wireRequest.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    wireRequest.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    // Qt's own Negotiate asks for the principal "HTTPS/…", which nobody has, and would block: ours or none.
    wireRequest.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    wireRequest.setHeader(QNetworkRequest::UserAgentHeader, u"smc/" SMC_VERSION ""_s);
    wireRequest.setRawHeader("Accept", (request.accept.isEmpty() ? "application/json" : request.accept) +
                                           ", application/problem+json;q=0.5");
    if (!request.ifMatch.isEmpty())
        wireRequest.setRawHeader("If-Match", request.ifMatch);
    if (!authorization.isEmpty())
        wireRequest.setRawHeader("Authorization", authorization);
    else if (!token.isEmpty())
        wireRequest.setRawHeader("Authorization", "Bearer " + token);
    const QByteArray csrf = session.value("csrf"_L1).toString().toLatin1();
    if (!csrf.isEmpty() && request.method != "GET")
        wireRequest.setRawHeader("X-SMC-CSRF", csrf);

    QNetworkReply *reply = nullptr;
    if (request.body.isEmpty()) {
        if (request.method == "GET")
            reply = network->get(wireRequest);
        else
            reply = network->sendCustomRequest(wireRequest, request.method);
    } else {
        wireRequest.setRawHeader("Content-Type", request.contentType.isEmpty()
                                                     ? QByteArray("application/json")
                                                     : request.contentType);
        wireRequest.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
        wireRequest.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        auto *body = new BodyDevice(request.body);
        reply = network->sendCustomRequest(wireRequest, request.method, body);
        body->setParent(reply);
    }
    watchCertificate(call, reply);
    const bool hadSession = hasSession() && authorization.isEmpty();
    call->setSeen([this, call, hadSession, seen = call->takeSeen()](Result<Answer> &result) {
        if (seen)
            seen(result);
        const QPointer<NetworkCall> alive(call);
        if (result)
            Q_EMIT q->answered(result->server, result->elapsed);
        // A wrong old password is a 401 too, but it blames a field; a lost session blames none.
        if (!alive || result || result.error().code != ErrorCode::Unauthenticated || !hadSession ||
            !result.error().field.isEmpty() || !hasSession())
            return;
        forgetSession();
        call->setAfter([this, reason = result.error().message] { Q_EMIT q->sessionLost(reason); });
    });
    call->start(reply, timeout);
}

void RemoteDataSource::Private::watchCertificate(NetworkCall *call, QNetworkReply *reply)
{
    // The network thread waits in this slot, so it only takes notes; the signal comes when the reply is over.
    QObject::connect(
        reply, &QNetworkReply::sslErrors, call, [this, call, reply](const QList<QSslError> &errors) {
            const QList<QSslCertificate> chain = reply->sslConfiguration().peerCertificateChain();
            if (!pinned.isNull() && !chain.isEmpty() && chain.constFirst() == pinned) {
                reply->ignoreSslErrors(errors);
                return;
            }
            const QStringList reasons = reasonsOf(errors);
            const bool changed = !pinned.isNull();
            call->setSeen([this, chain, reasons, changed](Result<Answer> &result) {
                Error error;
                error.code = ErrorCode::Unauthenticated;
                error.message =
                    changed ? RemoteDataSource::tr("The certificate of %1 is not the one trusted before.")
                                  .arg(url.host())
                            : RemoteDataSource::tr("The certificate of %1 is not trusted.").arg(url.host());
                error.hint = changed
                                 ? RemoteDataSource::tr(
                                       "Somebody may be in between: ask the administrator of the service.")
                                 : RemoteDataSource::tr(
                                       "Compare its fingerprint with the one the service printed at its "
                                       "start, or name its authority.");
                error.native = reasons.join(u"; "_s);
                result = error;
                Q_EMIT q->untrustedCertificate(chain, reasons, changed);
            });
        });
}

void RemoteDataSource::Private::keepSession(const Result<Answer> &result)
{
    if (!result)
        return;
    session = result->json().toObject();
    const QByteArray given = session.take("token"_L1).toString().toLatin1();
    if (!given.isEmpty())
        token = given;
}

void RemoteDataSource::Private::forgetSession()
{
    session = {};
    token.fill('\0');
    token.clear();
    network->setCookieJar(new QNetworkCookieJar(network.get()));
}

RemoteDataSource::RemoteDataSource(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{}

RemoteDataSource::~RemoteDataSource()
{
    qDeleteAll(findChildren<NetworkCall *>(Qt::FindDirectChildrenOnly));
}

void RemoteDataSource::setUrl(const QUrl &url)
{
    d->url = url.adjusted(QUrl::StripTrailingSlash | QUrl::RemoveQuery | QUrl::RemoveFragment |
                          QUrl::RemoveUserInfo);
    if (d->url.path() == "/"_L1)
        d->url.setPath(QString());
    d->pinned = QSslCertificate();
    d->forgetSession();
    d->network->clearConnectionCache();
}

QUrl RemoteDataSource::url() const
{
    return d->url;
}

void RemoteDataSource::setTimeout(std::chrono::milliseconds timeout)
{
    d->timeout = timeout;
}

Result<void> RemoteDataSource::addCaFile(const QString &file)
{
    const auto failure = [&](const QString &message) {
        Error error;
        error.code = ErrorCode::Invalid;
        error.message = message;
        error.hint = tr("Name a PEM file of certificate authorities.");
        error.place = file;
        return error;
    };
    QFile pem(file);
    if (!pem.open(QIODevice::ReadOnly))
        return failure(tr("%1 cannot be read: %2.").arg(file, pem.errorString()));
    const QList<QSslCertificate> certificates = QSslCertificate::fromDevice(&pem, QSsl::Pem);
    if (certificates.isEmpty())
        return failure(tr("%1 holds no certificate.").arg(file));
    d->tls.addCaCertificates(certificates);
    d->network->clearConnectionCache();
    return {};
}

void RemoteDataSource::pinCertificate(const QSslCertificate &certificate)
{
    d->pinned = certificate;
    d->network->clearConnectionCache();
}

void RemoteDataSource::setTicketSource(TicketSource source)
{
    d->ticketSource = std::move(source);
}

Call *RemoteDataSource::send(const Request &request, QObject *context, Done done)
{
    NetworkCall *call = d->newCall(request.method, context, std::move(done));
    d->dispatch(call, request);
    return call;
}

Call *RemoteDataSource::send(const QByteArray &method, const QString &path, const QUrlQuery &query,
                             const QJsonValue &body, QObject *context, Done done, const QByteArray &ifMatch)
{
    Request request{.method = method, .path = path, .query = query, .ifMatch = ifMatch};
    if (body.isObject())
        request.body = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
    else if (body.isArray())
        request.body = QJsonDocument(body.toArray()).toJson(QJsonDocument::Compact);
    return send(request, context, std::move(done));
}

Call *RemoteDataSource::get(const QString &path, const QUrlQuery &query, QObject *context, Done done)
{
    return send(Request{.path = path, .query = query}, context, std::move(done));
}

Call *RemoteDataSource::signIn(const QString &realm, const QString &user, const QString &password,
                               QObject *context, Done done)
{
    QJsonObject body{{u"user"_s, user}, {u"password"_s, password}};
    if (!realm.isEmpty())
        body.insert(u"realm"_s, realm);
    if (d->usesToken)
        body.insert(u"token"_s, true);
    d->forgetSession();
    NetworkCall *call = d->newCall("POST", context, std::move(done));
    call->setSeen([this](Result<Answer> &result) { d->keepSession(result); });
    d->dispatch(call, Request{.method = "POST",
                              .path = u"/auth/login"_s,
                              .body = QJsonDocument(body).toJson(QJsonDocument::Compact)});
    return call;
}

Call *RemoteDataSource::signInByTicket(const QString &realm, QObject *context, Done done)
{
    d->forgetSession();
    NetworkCall *call = d->newCall("GET", context, std::move(done));
    if (!d->ticketSource) {
        Error error;
        error.code = ErrorCode::Unsupported;
        error.message = tr("Signing in by Kerberos is not available here.");
        error.hint = tr("Sign in with your password.");
        call->fail(error);
        return call;
    }
    // The ticket may have to come from the KDC first, so it is fetched on another thread; the watcher is the
    // call's child and goes with it.
    using Token = Result<QByteArray>;
    QPromise<Token> promise;
    auto *watcher = new QFutureWatcher<Token>(call);
    connect(watcher, &QFutureWatcher<Token>::finished, call, [this, call, watcher, realm] {
        if (call->isOver() || watcher->isCanceled()) // cancelled: the program ends, and its threads with it
            return;
        const Token token = watcher->result();
        if (!token) {
            call->fail(token.error());
            return;
        }
        Request request{.path = u"/auth/session"_s};
        if (!realm.isEmpty())
            wire::addQuery(request.query, u"realm"_s, realm);
        if (d->usesToken)
            wire::addQuery(request.query, u"token"_s, u"1"_s);
        call->setSeen([this](Result<Answer> &result) { d->keepSession(result); });
        d->dispatch(call, request, "Negotiate " + token->toBase64());
    });
    watcher->setFuture(promise.future());
    QThreadPool::globalInstance()->start([promise = std::make_shared<QPromise<Token>>(std::move(promise)),
                                          source = d->ticketSource,
                                          spn = QString(u"HTTP/"_s + d->url.host())] {
        promise->start();
        promise->addResult(source(spn));
        promise->finish();
    });
    return call;
}

Call *RemoteDataSource::resume(QObject *context, Done done)
{
    NetworkCall *call = d->newCall("GET", context, std::move(done));
    call->setSeen([this](Result<Answer> &result) { d->keepSession(result); });
    d->dispatch(call, Request{.path = u"/auth/session"_s});
    return call;
}

Call *RemoteDataSource::signOut(QObject *context, Done done)
{
    Call *call = send(Request{.method = "POST", .path = u"/auth/logout"_s}, context, std::move(done));
    d->forgetSession(); // the request is on its way with what it needs
    return call;
}

bool RemoteDataSource::isSignedIn() const
{
    return d->hasSession();
}

QJsonObject RemoteDataSource::session() const
{
    return d->session;
}

void RemoteDataSource::setUsesToken(bool on)
{
    d->usesToken = on;
}

QByteArray RemoteDataSource::token() const
{
    return d->token;
}

void RemoteDataSource::setToken(const QByteArray &token)
{
    d->token = token;
}

} // namespace smc::data
