// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "service/access/ticket_file.h"
#include "shared/core/result.h"

#include <QHash>

#include <mutex>

namespace smc::access {

/// Kerberos tickets that a keytab gets, for programs that take a ticket and no keytab. Each is kept until
/// shortly before its end. Thread-safe; `of` may ask the KDC and blocks.
class KeytabTickets
{
public:
    /// A credential cache in MIT's FILE format, with a ticket-granting ticket. Errors: Unauthenticated (the
    /// keytab cannot be read, or the KDC does not take its key), Unreachable (no KDC), Internal.
    [[nodiscard]] Result<Secret> of(const KeytabCredentials &credentials);

private:
    std::mutex m_mutex;
    QHash<QString, TicketFile> m_kept; ///< by principal and keytab
};

} // namespace smc::access
