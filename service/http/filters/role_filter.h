// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/filter.h"

namespace smc::http {

/// Compares what the route needs with who is there: 401 without a session, 403 without the role, and 403
/// for any change by a session that reads only, with the sentence that says why.
class RoleFilter : public Filter
{
public:
    [[nodiscard]] std::optional<Reply> before(Request &request, const Route *route) override;
};

/// Whether a request of this method may change something ([RFC 9110] 9.2.1).
[[nodiscard]] bool isUnsafe(const QByteArray &method);

} // namespace smc::http
