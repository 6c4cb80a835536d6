// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "service/identity/realm.h"

#include <QStringList>

namespace smc::identity {

/// Who somebody is to an access check.
struct Token
{
    QString dn;
    QString account; ///< sAMAccountName
    QString name;    ///< displayName; may be empty
    QString sid;
    QStringList groups; ///< SIDs of all groups, nested ones and the directory's own local ones included
};
/// Asks the directory, in any case: tokenGroups is computed for one object at a time ([MS-ADTS]
/// 3.1.1.4.5.19). Blocks. Errors: NotFound, and the directory's.
[[nodiscard]] Result<Token> readToken(Realm &realm, const access::Credentials &as, const QString &dn);

} // namespace smc::identity
