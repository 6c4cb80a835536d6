// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/ldap/kerberos.h"
#include "service/identity/ldap/types.h"

#include <variant>

namespace smc::ldap {

/// A Kerberos credential ready for use, with what keeps it alive.
struct KerberosProof
{
    gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
    std::chrono::system_clock::time_point expires;
    std::shared_ptr<const void> owner; ///< a KerberosTicket or an access::DelegatedTicket
};

/// What a connection shows to the server: a password, or a ticket that was got for it.
using Proof = std::variant<access::PasswordCredentials, KerberosProof>;

/// Gets the ticket where one is needed (Kerberos bind method, keytab); blocks on the KDC then.
/// Errors: as KerberosTicket.
[[nodiscard]] Result<Proof> proofOf(const RealmConfig &realm, const access::Credentials &as);

} // namespace smc::ldap
