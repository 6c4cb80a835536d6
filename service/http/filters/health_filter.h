// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/filter.h"

#include <atomic>

namespace smc::http {

/// Keeps /healthz, /readyz and /metrics to this machine unless the configuration opens them: they need no
/// session and say more about us than a stranger has to know.
class HealthFilter : public Filter
{
public:
    explicit HealthFilter(bool openToAll)
        : m_openToAll(openToAll)
    {}
    void setOpenToAll(bool open) { m_openToAll.store(open); }
    [[nodiscard]] std::optional<Reply> before(Request &request, const Route *route) override;

private:
    std::atomic<bool> m_openToAll;
};

} // namespace smc::http
