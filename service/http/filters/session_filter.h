// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/filter.h"

namespace smc::access {
class SessionStore;
}

namespace smc::http {

/// Finds the session by the cookie smc_session or by "Authorization: Bearer", and slides its end. A bearer
/// token in a cookie, or the other way round, is nobody's: only a cookie's session is guarded against
/// foreign pages. Goes on without a session; whether one is needed is the role filter's matter, which says
/// why it was ended, should it have been before its time.
class SessionFilter : public Filter
{
public:
    explicit SessionFilter(access::SessionStore &sessions);
    [[nodiscard]] std::optional<Reply> before(Request &request, const Route *route) override;

private:
    access::SessionStore &m_sessions;
};

} // namespace smc::http
