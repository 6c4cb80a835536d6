// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/ldap/connection.h"

#include <functional>

namespace smc::ldap {

/// Single operations on one lent connection; no retries here. Blocking; errors as errorOf().
/// After an error, Connection::broken() tells whether the answer was lost.

/// Calls `each` for every entry as it arrives; false stops the search (which then succeeds). The caller
/// counts up to Search::sizeLimit.
[[nodiscard]] Result<void> searchOn(Connection &connection, const Search &search,
                                    const std::function<bool(Entry &&)> &each);
[[nodiscard]] Result<Entry> readOn(Connection &connection, const QString &dn,
                                   const QByteArrayList &attributes);
[[nodiscard]] Result<void> addOn(Connection &connection, const QString &dn,
                                 const QList<Attribute> &attributes);
[[nodiscard]] Result<void> modifyOn(Connection &connection, const QString &dn,
                                    const QList<Modification> &changes);
[[nodiscard]] Result<void> renameOn(Connection &connection, const QString &dn, const QString &newRdn,
                                    const QString &newParent);
[[nodiscard]] Result<void> removeOn(Connection &connection, const QString &dn, bool subtree);

} // namespace smc::ldap
