// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/core/error.h"

#include <QStringList>

#include <array>
#include <utility>

namespace smc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<std::pair<ErrorCode, const char *>, 14> names{{
    {ErrorCode::Invalid, "invalid"},
    {ErrorCode::Unauthenticated, "unauthenticated"},
    {ErrorCode::Denied, "denied"},
    {ErrorCode::NotFound, "not-found"},
    {ErrorCode::Exists, "exists"},
    {ErrorCode::Stale, "stale"},
    {ErrorCode::Refused, "refused"},
    {ErrorCode::TooLarge, "too-large"},
    {ErrorCode::Busy, "busy"},
    {ErrorCode::Unreachable, "unreachable"},
    {ErrorCode::Timeout, "timeout"},
    {ErrorCode::Unsupported, "unsupported"},
    {ErrorCode::Cancelled, "cancelled"},
    {ErrorCode::Internal, "internal"},
}};

} // namespace

Error Error::at(const QString &doing, const QString &what) const
{
    Error copy = *this;
    const QString step = what.isEmpty() ? doing : QString(doing + u' ' + what);
    copy.place = place.isEmpty() ? step : QString(step + u"; "_s + place);
    return copy;
}

Error Error::on(const QString &attribute) const
{
    Error copy = *this;
    copy.field = attribute;
    return copy;
}

QString Error::toString() const
{
    QString text = message;
    if (!hint.isEmpty())
        text += u' ' + hint;
    QStringList details;
    for (const QString &part : {place, native}) {
        if (!part.isEmpty())
            details << part;
    }
    if (!details.isEmpty())
        text += u" ("_s + details.join(u"; "_s) + u')';
    return text;
}

QString errorCodeName(ErrorCode code)
{
    for (const auto &[value, name] : names) {
        if (value == code)
            return QString::fromLatin1(name);
    }
    return u"internal"_s;
}

ErrorCode errorCodeFromName(const QString &name)
{
    for (const auto &[value, text] : names) {
        if (name == QLatin1StringView(text))
            return value;
    }
    return ErrorCode::Internal;
}

} // namespace smc
