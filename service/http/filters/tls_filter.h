// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/filter.h"

namespace smc::http {

/// Refuses requests that came without TLS, but from this machine (a reverse proxy beside us) or where the
/// configuration allows plain HTTP from everywhere. Over TLS it tells browsers to stay there (HSTS).
class TlsFilter : public Filter
{
public:
    explicit TlsFilter(bool plainFromEverywhere);
    [[nodiscard]] std::optional<Reply> before(Request &request, const Route *route) override;
    void after(const Request &request, const Route *route, Reply &reply) override;

private:
    const bool m_plainFromEverywhere;
};

} // namespace smc::http
