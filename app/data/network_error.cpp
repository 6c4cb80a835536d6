// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data/network_error.h"

#include "shared/wire/problem.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>

namespace smc::data {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The context of these sentences in the translations.
struct NetworkWords
{
    Q_DECLARE_TR_FUNCTIONS(smc::data::NetworkWords)
};

bool isChange(const QByteArray &method)
{
    return method != "GET" && method != "HEAD";
}

Error lostError(const QNetworkReply &reply, const QByteArray &method)
{
    Error error;
    error.code = ErrorCode::Unreachable;
    error.native = reply.errorString();
    error.retryable = true;
    if (isChange(method)) {
        error.message = NetworkWords::tr(
            "The connection broke before the service answered; whether the change was made is not known.");
        error.hint = NetworkWords::tr("Read the object again before you repeat the change.");
        error.retryable = false;
        return error;
    }
    error.message = NetworkWords::tr("The connection to the service broke.");
    error.hint = NetworkWords::tr("Try again.");
    return error;
}

/// Nothing came back: what the network said, in the words of Error.
Error transportError(const QNetworkReply &reply, const QByteArray &method)
{
    const QString host = reply.url().host();
    Error error;
    error.native = reply.errorString();
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        error.code = ErrorCode::Unreachable;
        error.message = NetworkWords::tr("%1 refuses the connection.").arg(reply.url().authority());
        error.hint = NetworkWords::tr("Check that the service runs there, and the port.");
        error.retryable = true;
        return error;
    case QNetworkReply::HostNotFoundError:
        error.code = ErrorCode::Unreachable;
        error.message = NetworkWords::tr("The name %1 is not known.").arg(host);
        error.hint = NetworkWords::tr("Check the address of the service.");
        error.retryable = true;
        return error;
    case QNetworkReply::SslHandshakeFailedError:
        error.code = ErrorCode::Unauthenticated;
        error.message = NetworkWords::tr("No trusted connection to %1 could be made.").arg(host);
        error.hint = NetworkWords::tr("Check the service's certificate.");
        return error;
    case QNetworkReply::TimeoutError:
        error.code = ErrorCode::Timeout;
        error.message = NetworkWords::tr("%1 did not answer in time.").arg(host);
        error.hint = NetworkWords::tr("Try again.");
        error.retryable = true;
        return error;
    case QNetworkReply::OperationCanceledError:
        error.code = ErrorCode::Cancelled;
        error.message = NetworkWords::tr("The request was withdrawn.");
        return error;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::UnknownNetworkError:
        return lostError(reply, method);
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        error.code = ErrorCode::Invalid;
        error.message = NetworkWords::tr("%1 is no address of a service.").arg(reply.url().toDisplayString());
        error.hint = NetworkWords::tr("An address begins with https://");
        return error;
    default:
        break;
    }
    error.code = ErrorCode::Unreachable;
    error.message = NetworkWords::tr("%1 could not be asked.").arg(host);
    error.hint = NetworkWords::tr("Check that it is a service of this kind, and that the network works.");
    error.retryable = true;
    return error;
}

/// An HTTP error answer: from its problem document, or from its status where it has none (a proxy's page).
Error httpError(int status, const QByteArray &body, const QString &phrase)
{
    const QJsonObject problem = QJsonDocument::fromJson(body).object();
    if (problem.contains("type"_L1))
        return wire::fromProblem(problem, status);
    Error error;
    switch (status) {
    case 401:
        error.code = ErrorCode::Unauthenticated;
        break;
    case 403:
        error.code = ErrorCode::Denied;
        break;
    case 404:
        error.code = ErrorCode::NotFound;
        break;
    case 502:
        error.code = ErrorCode::Unreachable;
        break;
    case 429:
    case 503:
        error.code = ErrorCode::Busy;
        break;
    case 504:
        error.code = ErrorCode::Timeout;
        break;
    default:
        error.code = ErrorCode::Internal;
    }
    error.message = NetworkWords::tr("The server answered %1 without saying why.").arg(status);
    error.hint = NetworkWords::tr(
        "Check that the address is that of the service, and not of something in front of it.");
    error.native = u"HTTP %1 %2"_s.arg(status).arg(phrase).trimmed();
    return error;
}

} // namespace

QJsonValue Answer::json() const
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isObject())
        return document.object();
    if (document.isArray())
        return document.array();
    return QJsonValue(QJsonValue::Undefined);
}

Result<Answer> toResult(QNetworkReply &reply, const QByteArray &method)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return transportError(reply, method);
    const QByteArray body = reply.readAll();
    if (status < 200 || status > 299)
        return httpError(status, body,
                         reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString());
    if (reply.error() != QNetworkReply::NoError) // cut off in the middle of a body
        return transportError(reply, method);
    Answer answer;
    answer.status = status;
    answer.body = body;
    answer.contentType = reply.rawHeader("Content-Type").split(';').constFirst().trimmed().toLower();
    answer.etag = reply.rawHeader("ETag");
    answer.location = QString::fromLatin1(reply.rawHeader("Location"));
    answer.server = QString::fromUtf8(reply.rawHeader("X-SMC-Server"));
    if (reply.hasRawHeader("X-Total-Count"))
        answer.total = reply.rawHeader("X-Total-Count").toLongLong();
    answer.age = reply.rawHeader("X-SMC-Age").toInt();
    answer.problems = reply.rawHeader("X-SMC-Problems").toLongLong();
    answer.cachedFrom = QString::fromUtf8(reply.rawHeader("X-SMC-Server"));
    return answer;
}

QStringList reasonsOf(const QList<QSslError> &errors)
{
    QStringList reasons;
    for (const QSslError &error : errors) {
        if (!reasons.contains(error.errorString()))
            reasons << error.errorString();
    }
    return reasons;
}

} // namespace smc::data
