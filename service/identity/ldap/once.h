// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/ldap/pool.h"

#include <functional>

namespace smc::ldap {

/// One change of the directory, in the pieces that are needed to do it exactly once.
struct Change
{
    /// What the directory shows of it.
    enum class Trace {
        Done,    ///< it stands there
        NotDone, ///< it does not
        Unknown, ///< it can not be seen (a password)
    };
    QString what;                                    ///< "creating CN=Jo,…", for errors
    std::function<Result<void>(Connection &)> send;  ///< carries it out
    std::function<Result<Trace>(Connection &)> look; ///< reads whether it was
    /// Whether doing it again elsewhere comes to the same, should the first server have done it and come
    /// back: true of modify, rename and delete, which replication reconciles; false of an add, which would
    /// leave two objects.
    bool repeatableElsewhere = true;
};

/// Carries out a change once, over broken connections.
///
///     lend ──► send ──► answer ─────────────────────────────► that is the result
///                └────► connection broke ──► look on the same server, else on the next
///                          done ──► success      not done ──► send again      can not tell ──► say so
///
/// A request that never left is simply sent. One whose answer was lost is looked for first: on the same
/// server, which knows; on another only if repeating it there can do no harm. An answer that is late
/// (Timeout) is not repeated, the server may still be at it. "It is not known whether …" is said only where
/// nothing more can be found out. Blocks; errors as the change's own, Unreachable, Timeout.
[[nodiscard]] Result<void> changeOnce(Pool &pool, Servers &servers, const RealmConfig &realm,
                                      const access::Credentials &as, const Change &change);

[[nodiscard]] Change addition(const QString &dn, const QList<Attribute> &attributes);
[[nodiscard]] Change modification(const QString &dn, const QList<Modification> &changes);
[[nodiscard]] Change renaming(const QString &dn, const QString &newRdn, const QString &newParent);
[[nodiscard]] Change removal(const QString &dn, bool subtree);

} // namespace smc::ldap
