// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/filter.h"

namespace smc::http {

/// Keeps foreign pages from making a browser change things: a request that may change something and comes
/// with the cookie must repeat the session's secret in X-SMC-CSRF; and where the browser says where the
/// request comes from (Origin, Sec-Fetch-Site), it must be our own page, session or not.
class CsrfFilter : public Filter
{
public:
    [[nodiscard]] std::optional<Reply> before(Request &request, const Route *route) override;
};

} // namespace smc::http
