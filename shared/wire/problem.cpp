// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/problem.h"

#include <QJsonArray>

namespace smc::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto typePrefix = "urn:smc:problem:"_L1;

QString title(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid: return u"The request is not valid"_s;
    case ErrorCode::Unauthenticated: return u"Sign-in needed"_s;
    case ErrorCode::Denied: return u"Not allowed"_s;
    case ErrorCode::NotFound: return u"Not found"_s;
    case ErrorCode::Exists: return u"Already exists"_s;
    case ErrorCode::Stale: return u"Changed meanwhile"_s;
    case ErrorCode::Refused: return u"Refused by the directory"_s;
    case ErrorCode::TooLarge: return u"Too large"_s;
    case ErrorCode::Busy: return u"Busy"_s;
    case ErrorCode::Unreachable: return u"No server answers"_s;
    case ErrorCode::Timeout: return u"No answer in time"_s;
    case ErrorCode::Unsupported: return u"Not supported"_s;
    case ErrorCode::Cancelled: return u"Cancelled"_s;
    case ErrorCode::Internal: break;
    }
    return u"Internal error"_s;
}

} // namespace

int httpStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid: return 400;
    case ErrorCode::Unauthenticated: return 401;
    case ErrorCode::Denied: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Exists:
    case ErrorCode::Refused: return 409;
    case ErrorCode::Stale: return 412;
    case ErrorCode::TooLarge: return 413;
    case ErrorCode::Unsupported: return 415;
    case ErrorCode::Cancelled: return 499;
    case ErrorCode::Unreachable: return 502;
    case ErrorCode::Busy: return 503;
    case ErrorCode::Timeout: return 504;
    case ErrorCode::Internal: break;
    }
    return 500;
}

QJsonObject toProblem(const Error &error, int status)
{
    QJsonObject problem{
        {u"type"_s, QString(typePrefix + errorCodeName(error.code))},
        {u"title"_s, title(error.code)},
        {u"status"_s, status ? status : httpStatus(error.code)},
        {u"detail"_s, error.message},
        {u"retryable"_s, error.retryable},
    };
    const std::pair<QString, QString> optional[] = {
        {u"hint"_s, error.hint}, {u"place"_s, error.place}, {u"field"_s, error.field}, {u"native"_s, error.native}};
    for (const auto &[name, value] : optional) {
        if (!value.isEmpty())
            problem.insert(name, value);
    }
    if (!error.more.empty()) {
        // The first of several stands in "errors" as well: a client shows the list and needs no special case.
        Error first = error;
        first.more.clear();
        QJsonArray all{toProblem(first)};
        for (const Error &other : error.more)
            all.append(toProblem(other));
        problem.insert(u"errors"_s, all);
    }
    return problem;
}

Error fromProblem(const QJsonObject &problem, int status)
{
    const QString type = problem.value("type"_L1).toString();
    if (!type.startsWith(typePrefix)) {
        Error unexplained;
        unexplained.message = u"The service answered %1 without saying why."_s.arg(status);
        return unexplained;
    }
    Error error{.code = errorCodeFromName(type.mid(typePrefix.size())),
                .message = problem.value("detail"_L1).toString(),
                .hint = problem.value("hint"_L1).toString(),
                .place = problem.value("place"_L1).toString(),
                .field = problem.value("field"_L1).toString(),
                .native = problem.value("native"_L1).toString(),
                .retryable = problem.value("retryable"_L1).toBool(),
                .more = {}};
    const QJsonArray errors = problem.value("errors"_L1).toArray();
    for (qsizetype i = 1; i < errors.size(); ++i)
        error.more.push_back(fromProblem(errors.at(i).toObject(), status));
    return error;
}

} // namespace smc::wire
