// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/node/enrol.h"

#include "service/node/certificates.h"
#include "service/node/registry.h"
#include "service/state/files.h"
#include "shared/wire/problem.h"

#include <QEventLoop>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <memory>

namespace smc::node {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int timeoutMs = 30'000;

/// Posts to whoever shows the certificate that the token names, and to nobody else: the token is sent only
/// when that is sure.
Result<QJsonObject> post(const QUrl &url, const QByteArray &fingerprint, const QJsonObject &body)
{
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(url);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPeerVerifyMode(
        QSslSocket::VerifyNone); // no authority vouches for it: its certificate itself is known
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    request.setSslConfiguration(tls);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(timeoutMs);
    request.setRawHeader("Content-Type", "application/json");
    const std::unique_ptr<QNetworkReply> reply(
        network.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact)));
    bool foreign = false;
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::encrypted, &loop, [&] {
        if (reply->sslConfiguration().peerCertificate().digest(QCryptographicHash::Sha256) != fingerprint) {
            foreign = true;
            reply->abort();
        }
    });
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    if (foreign) {
        return Error{
            .code = ErrorCode::Denied,
            .message = u"Somebody else answers at %1 than the token says."_s.arg(url.authority()),
            .hint = u"Is the URL right? If the collector's certificate was changed, make a new token."_s};
    }
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        return Error{.code = ErrorCode::Unreachable,
                     .message = u"The collector does not answer: %1."_s.arg(reply->errorString()),
                     .place = url.toString(),
                     .retryable = true};
    }
    const QJsonObject answer = QJsonDocument::fromJson(reply->readAll()).object();
    if (status >= 300)
        return wire::fromProblem(answer, status);
    return answer;
}

} // namespace

NodeFiles::NodeFiles(const QString &folder)
    : key(folder + u"/key.pem"_s)
    , certificate(folder + u"/certificate.pem"_s)
    , authority(folder + u"/authority.pem"_s)
{}

bool NodeFiles::exist() const
{
    return QFileInfo::exists(certificate);
}

Result<QString> enrol(const QUrl &collector, const QByteArray &token, quint16 port, const QString &folder)
{
    const auto read = readToken(token);
    if (!read) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"What was given is no token."_s,
                     .hint = u"The collector makes one: smcd enrol --token NAME."_s};
    }
    if (collector.scheme() != "https"_L1 || collector.host().isEmpty()) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The collector's URL begins with https://."_s,
                     .place = collector.toString()};
    }
    auto key = makeKey();
    if (!key)
        return key.error();
    auto request = makeRequest(*key);
    if (!request)
        return request.error();
    QUrl url = collector;
    url.setPath(u"/auth/enrol"_s);
    auto answer = post(url, read->fingerprint,
                       {{u"token"_s, QString::fromLatin1(token)},
                        {u"request"_s, QString::fromLatin1(*request)},
                        {u"port"_s, port}});
    if (!answer)
        return answer.error();
    const QByteArray certificate = answer->value("certificate"_L1).toString().toLatin1();
    const QByteArray authority = answer->value("authority"_L1).toString().toLatin1();
    if (fingerprintOf(certificate).isEmpty() || fingerprintOf(authority).isEmpty()) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The collector's answer holds no certificates."_s,
                     .place = url.toString()};
    }
    if (auto made = state::makeFolder(folder); !made)
        return made.error();
    const NodeFiles files(folder);
    // The certificate last: with it the rest is there.
    if (auto written = state::replaceFile(files.key, key->data(), key->size()); !written)
        return written.error();
    if (auto written = state::replaceFile(files.authority, authority); !written)
        return written.error();
    if (auto written = state::replaceFile(files.certificate, certificate); !written)
        return written.error();
    return answer->value("name"_L1).toString();
}

} // namespace smc::node
