// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/filters/health_filter.h"

namespace smc::http {

using namespace Qt::Literals::StringLiterals;

std::optional<Reply> HealthFilter::before(Request &request, const Route *route)
{
    if (!route || m_openToAll.load() || request.peer.isLoopback())
        return std::nullopt;
    const QByteArray &pattern = route->pattern;
    if (pattern != "/healthz" && pattern != "/readyz" && pattern != "/metrics")
        return std::nullopt;
    return Reply::problem(Error{.code = ErrorCode::Denied,
                                .message = u"This is answered on the service's own machine only."_s,
                                .hint = u"[global] metrics = all opens it to everybody."_s});
}

} // namespace smc::http
