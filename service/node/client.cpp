// SPDX-License-Identifier: GPL-3.0-or-later
//
// Qt's network classes want a thread with an event loop, and those that ask have none: so one thread of our
// own does all the requests, and whoever asks waits for a future. It does nothing but wait for sockets.
#include "service/node/client.h"

#include "service/state/files.h"
#include "shared/wire/problem.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QThread>
#include <QUrl>

#include <future>
#include <map>
#include <mutex>

namespace smc::node {

using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto silence = std::chrono::seconds(10);

Error silent(const Node &node, const QString &why, const QString &hint)
{
    return Error{.code = ErrorCode::Unreachable,
                 .message = u"smcd on %1 does not answer: %2"_s.arg(node.name, why),
                 .hint = hint,
                 .native = u"%1:%2"_s.arg(node.host).arg(node.port),
                 .retryable = true};
}

Error foreignCertificate(const Node &node)
{
    return silent(node, u"it shows another certificate than it was given."_s,
                  u"If that is right, enrol it again: smcd enrol."_s);
}

/// What the collector shows, and whom it trusts.
Result<QSslConfiguration> tlsOf(const Registry &registry)
{
    auto key = state::readFile(registry.keyFile());
    auto certificate = state::readFile(registry.certificateFile());
    auto authority = state::readFile(registry.authorityFile());
    for (const auto *read : {&key, &certificate, &authority}) {
        if (!*read)
            return read->error();
    }
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPrivateKey(QSslKey(*key, QSsl::Ec));
    tls.setLocalCertificate(QSslCertificate(*certificate));
    tls.setCaCertificates({QSslCertificate(*authority)});
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    return tls;
}

Result<QByteArray> answerOf(const Node &node, QNetworkReply &reply, bool foreign,
                            std::chrono::seconds patience)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (foreign || reply.error() == QNetworkReply::SslHandshakeFailedError)
        return foreignCertificate(node);
    if (reply.error() == QNetworkReply::OperationCanceledError) {
        return silent(node, u"nothing came for %1 seconds."_s.arg(patience.count()),
                      u"Is it overloaded, or stopped in the middle?"_s);
    }
    if (status == 0)
        return silent(node, reply.errorString() + u'.', u"Does it run, and is its port open for us?"_s);
    QByteArray body = reply.readAll();
    if (status < 300)
        return body;
    return wire::fromProblem(QJsonDocument::fromJson(body).object(), status);
}

} // namespace

class Client::Impl
{
public:
    explicit Impl(const Registry &registryGiven)
        : registry(registryGiven)
    {
        thread.setObjectName(u"nodes"_s);
        context.moveToThread(&thread);
        thread.start();
    }
    ~Impl()
    {
        QMetaObject::invokeMethod(&context, [this] { network.reset(); }, Qt::BlockingQueuedConnection);
        thread.quit();
        thread.wait();
    }
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;

    /// On the thread.
    void send(const Node &node, const Question &question,
              const std::shared_ptr<std::promise<Result<QByteArray>>> &promise);

    [[nodiscard]] bool wasSilent(const Node &node)
    {
        const std::scoped_lock lock(mutex);
        const auto found = silentUntil.find(node.name);
        return found != silentUntil.end() && Clock::now() < found->second;
    }
    void remember(const Node &node, bool answered)
    {
        const std::scoped_lock lock(mutex);
        if (answered)
            silentUntil.erase(node.name);
        else
            silentUntil[node.name] = Clock::now() + silence;
    }

    const Registry &registry;
    std::mutex mutex;
    std::map<QString, Clock::time_point> silentUntil;
    QThread thread;
    QObject context;                                ///< lives on the thread
    std::unique_ptr<QNetworkAccessManager> network; ///< made and used there
    std::optional<QSslConfiguration> tls;           ///< likewise
};

void Client::Impl::send(const Node &node, const Question &question,
                        const std::shared_ptr<std::promise<Result<QByteArray>>> &promise)
{
    if (!network) {
        network = std::make_unique<QNetworkAccessManager>();
        network->setProxy(QNetworkProxy::NoProxy);
    }
    if (!tls) {
        auto made = tlsOf(registry);
        if (!made) {
            promise->set_value(made.error());
            return;
        }
        tls = *made;
    }
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(node.host);
    url.setPort(node.port);
    QNetworkRequest request(QUrl::fromEncoded(url.toEncoded() + question.path));
    request.setSslConfiguration(*tls);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(static_cast<int>(std::chrono::milliseconds(question.patience).count()));
    request.setRawHeader("X-SMC-For", question.onBehalf);
    if (!question.body.isEmpty())
        request.setRawHeader("Content-Type", "application/json");
    QNetworkReply *reply = network->sendCustomRequest(request, question.method, question.body);
    const auto foreign = std::make_shared<bool>(false);
    // Before anything of the request goes out (on a new connection).
    QObject::connect(reply, &QNetworkReply::encrypted, &context, [reply, node, foreign] {
        const QByteArray shown =
            reply->sslConfiguration().peerCertificate().digest(QCryptographicHash::Sha256);
        if (shown != node.fingerprint) {
            *foreign = true;
            reply->abort();
        }
    });
    QObject::connect(reply, &QNetworkReply::finished, &context,
                     [reply, node, foreign, promise, patience = question.patience] {
                         reply->deleteLater();
                         promise->set_value(answerOf(node, *reply, *foreign, patience));
                     });
}

Client::Client(const Registry &registry)
    : d(std::make_unique<Impl>(registry))
{}

Client::~Client() = default;

Result<QByteArray> Client::ask(const Node &node, const Question &question, When when)
{
    if (when == When::UnlessItWasSilent && d->wasSilent(node))
        return silent(node, u"it did not a moment ago."_s, {});
    const auto promise = std::make_shared<std::promise<Result<QByteArray>>>();
    auto future = promise->get_future();
    QMetaObject::invokeMethod(&d->context,
                              [this, node, question, promise] { d->send(node, question, promise); });
    // Every request ends by itself: by an answer, an error, or its time.
    Result<QByteArray> answer = future.get();
    d->remember(node, answer || answer.error().code != ErrorCode::Unreachable);
    return answer;
}

} // namespace smc::node
