// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/session.h"
#include "service/identity/realm.h"

namespace smc::api {

/// Who asks, in which realm, and as whom the directory is asked.
struct Person
{
    std::shared_ptr<identity::Realm> realm; ///< held: SIGHUP may replace it while the request runs
    const access::Credentials &reads; ///< the person's; the service's account for a session that reads only
    const access::Credentials *writes = nullptr; ///< the person's; null for a session that reads only
};

/// Errors: Unauthenticated, Internal (the session's realm is gone).
[[nodiscard]] Result<Person> personOf(const identity::Realms &realms, const access::Session *session);
/// The service itself in a realm. Errors: Denied (it has no account there).
[[nodiscard]] Result<Person> serviceIn(const std::shared_ptr<identity::Realm> &realm);

} // namespace smc::api
