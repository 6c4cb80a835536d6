// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/error.h"

#include <QJsonObject>

namespace smc::wire {

/// The HTTP status that says this kind of error ([RFC 9110] 15): Invalid 400, Unauthenticated 401,
/// Denied 403, NotFound 404, Unsupported 415, Exists and Refused 409, Stale 412, TooLarge 413,
/// Busy 503, Unreachable 502, Timeout 504, Cancelled 499, Internal 500.
[[nodiscard]] int httpStatus(ErrorCode code);

/// An Error as a problem document ([RFC 9457], application/problem+json):
///
///     { "type": "urn:smc:problem:exists", "title": "Already exists", "status": 409,
///       "detail": "An object named jdoe exists already.", "hint": "Choose another name.",
///       "place": "creating CN=…", "field": "sAMAccountName", "native": "LDAP 68", "retryable": false }
///
/// Empty members are left out. `status` overrides the kind's own where the filter chain knows a finer one (429, 431).
[[nodiscard]] QJsonObject toProblem(const Error &error, int status = 0);

/// The reverse, for clients, with the list of further errors. Anything that is no problem document becomes an Internal error that quotes `status`.
[[nodiscard]] Error fromProblem(const QJsonObject &problem, int status);

} // namespace smc::wire
