// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/session.h"

namespace smc::identity {

class Realms;

/// Signs people in by a bind to their directory. `name` of PasswordCredentials is what the person typed:
/// "alice", "alice@lab.example", "LAB\alice" or a DN; it is completed to what a simple bind takes.
/// Principal::role is left at Reader: roles are the caller's matter. `realms` must outlive the function.
[[nodiscard]] access::Authenticate makeAuthenticate(Realms &realms);

/// Looks people up who came by Kerberos, with the service account of their realm.
[[nodiscard]] access::LookUpPrincipal makeLookUp(Realms &realms);

/// The credentials that a bind takes for a name as typed, in this realm: "alice" becomes "alice@lab.example".
[[nodiscard]] QString bindName(const QString &realm, const QString &typed);

} // namespace smc::identity
