// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/ticket_requests.h"
#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <QString>

namespace smc::access {

/// A person's Kerberos credential in this process: the ticket he delegated, or the means to get one for
/// him by S4U2Proxy ([MS-SFU] 3.1.5.2). Lives in memory only, released with the last owner. Thread-safe.
class DelegatedTicket
{
public:
    /// Takes over a gss_cred_id_t.
    explicit DelegatedTicket(void *credential)
        : m_credential(credential)
    {}
    ~DelegatedTicket();
    DelegatedTicket(const DelegatedTicket &) = delete;
    DelegatedTicket &operator=(const DelegatedTicket &) = delete;

    /// A gss_cred_id_t for LDAP_OPT_X_SASL_GSS_CREDS. Safe from any thread (MIT locks its caches).
    [[nodiscard]] void *gssCredential() const { return m_credential; }

    /// The person's ticket for one service, "cifs" on "fs1.lab.example", as a credential cache in MIT's FILE
    /// format that holds nothing else: whoever gets it can act as the person there and nowhere else. Kept
    /// until shortly before it ends, a refusal for half a minute; tickets for several servers are asked for
    /// side by side (TicketRequests). Asks the KDC and blocks. Errors: Denied (the domain does not let us act
    /// for him there: msDS-AllowedToDelegateTo), Unauthenticated (his ticket has ended), Unreachable,
    /// Internal.
    [[nodiscard]] Result<Secret> ticketFor(const QString &service, const QString &host);

private:
    [[nodiscard]] Result<TicketFile> ask(const QByteArray &service, const QByteArray &host) const;

    void *m_credential;
    TicketRequests m_requests; ///< by service and host
};

} // namespace smc::access
