// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/time_query.h"

#include <QDateTime>
#include <QRegularExpression>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

std::optional<qint64> lengthOfTime(const QString &text)
{
    constexpr qint64 day = 24 * 3600;
    static const QRegularExpression form(u"^(\\d{1,9})([smhdw]?)$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2);
    const qint64 factor = unit == u"m"   ? 60
                          : unit == u"h" ? 3600
                          : unit == u"d" ? day
                          : unit == u"w" ? 7 * day
                                         : 1;
    return match.captured(1).toLongLong() * factor;
}

Result<qint64> readTime(const QString &text, const QString &field)
{
    if (const auto ago = lengthOfTime(text))
        return QDateTime::currentMSecsSinceEpoch() - 1000 * *ago;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (time.isValid())
        return time.toMSecsSinceEpoch();
    return Error{.code = ErrorCode::Invalid,
                 .message = u"\"%1\" is no time."_s.arg(text.left(100)),
                 .hint = u"Write 2026-11-26T08:00:00Z, or how long ago it was: 6h, 7d."_s,
                 .field = field};
}

Result<qint64> queryTime(const http::Request &request, QByteArrayView name, qint64 now, qint64 otherwise)
{
    const QString text = QString::fromUtf8(request.queryValue(name));
    if (text.isEmpty())
        return otherwise;
    if (const auto ago = lengthOfTime(text))
        return now - *ago;
    const auto time = readTime(text, QString::fromLatin1(name));
    return time ? Result<qint64>(*time / 1000) : time.error();
}

} // namespace smc::api
