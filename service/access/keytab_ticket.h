// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "shared/core/result.h"

#include <QHash>

#include <chrono>
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
    struct Kept
    {
        Secret cache;
        std::chrono::system_clock::time_point until;
    };
    std::mutex m_mutex;
    QHash<QString, Kept> m_kept; ///< by principal and keytab
};

} // namespace smc::access
