// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <krb5.h>

#include <chrono>

namespace smc::access {

/// What MIT's library allocates on the way to one ticket; freed with it.
struct Kerberos
{
    krb5_context context = nullptr;
    krb5_principal principal = nullptr;
    krb5_keytab keytab = nullptr;
    krb5_creds credentials{};
    krb5_ccache cache = nullptr; ///< destroyed, not only closed

    Kerberos() = default;
    ~Kerberos();
    Kerberos(const Kerberos &) = delete;
    Kerberos &operator=(const Kerberos &) = delete;

    [[nodiscard]] Result<void> init();
    [[nodiscard]] QString text(krb5_error_code code) const;
};

/// Ours asked the KDC or could not: nobody there, or no such realm.
[[nodiscard]] bool isUnreachable(krb5_error_code code);

/// A ticket for programs that take a credential cache.
struct TicketFile
{
    Secret cache; ///< in MIT's FILE format
    std::chrono::system_clock::time_point until;

    /// Whether a call that begins now still ends in time.
    [[nodiscard]] bool isGood() const;
};
/// The cache of `kerberos.principal` that holds `kerberos.credentials` and nothing else. Errors: Internal.
/// Whoever has a ticket-granting ticket finds every service by it. A service's own ticket must lie there
/// under the name that is looked for, and Samba's RPC over TCP looks for LDAP/DC1.LAB.EXAMPLE: so it lies
/// there under both.
[[nodiscard]] Result<TicketFile> ticketFile(Kerberos &kerberos);

} // namespace smc::access
