// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/filter.h"

#include <QByteArrayList>
#include <QString>

#include <optional>

namespace smc::identity {

/// The resources of /rest/identity.
enum class Kind { Users, Groups, Workstations, Ous, Objects };

[[nodiscard]] std::optional<Kind> kindByName(const QString &resource); ///< "users"; without the type
[[nodiscard]] QString kindName(Kind kind);                             ///< "users"
[[nodiscard]] QString kindSingular(Kind kind);                         ///< "user", for sentences

/// Which kind an object is, by its objectClass values: a computer is no user, though its classes include it.
/// Objects when it is none of the four.
[[nodiscard]] Kind kindOf(const QByteArrayList &objectClasses);

/// The LDAP filter of a kind, for the directory itself.
[[nodiscard]] QByteArray kindFilter(Kind kind);

/// The attributes of the short view (docs/rest.md), as the seed has them.
[[nodiscard]] QByteArrayList shortAttributes(Kind kind);

} // namespace smc::identity
