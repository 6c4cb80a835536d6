// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/login_guard.h"
#include "service/access/roles.h"
#include "service/access/session_store.h"
#include "service/http/router.h"
#include "service/identity/realm.h"

namespace smc::api {

/// What signing in works on. Everything must outlive the router.
struct Auth
{
    access::SessionStore &sessions;
    access::Roles &roles;
    access::LoginGuard &guard;
    access::Authenticate authenticate;
    access::LookUpPrincipal lookUp;
    const identity::Realms &realms;
    /// Completes a typed name to what a bind takes ("alice" → "alice@lab.example").
    std::function<QString(const QString &realm, const QString &typed)> bindName;
};

/// Adds the routes below /auth (docs/rest.md, "Signing in"): login, logout, session, realms.
void addAuthRoutes(http::Router &router, Auth auth);

} // namespace smc::api
