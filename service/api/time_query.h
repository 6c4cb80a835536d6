// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"
#include "shared/core/result.h"

#include <optional>

namespace smc::api {

/// "90", "15m", "6h", "7d", "4w" in seconds; nothing for other words.
[[nodiscard]] std::optional<qint64> lengthOfTime(const QString &text);

/// A time of ISO 8601, or how long ago it was, as milliseconds since 1970. Errors: Invalid, of `field`.
[[nodiscard]] Result<qint64> readTime(const QString &text, const QString &field);

/// A query parameter that is a time of ISO 8601, or how long before `now` it was; `otherwise` without one.
/// Seconds since 1970. Errors: Invalid.
[[nodiscard]] Result<qint64> queryTime(const http::Request &request, QByteArrayView name, qint64 now,
                                       qint64 otherwise);

} // namespace smc::api
