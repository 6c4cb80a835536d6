// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/token.h"

#include "service/identity/ldap/sid.h"

namespace smc::identity {

Result<Token> readToken(Realm &realm, const access::Credentials &as, const QString &dn)
{
    auto entry =
        realm.directory().read(as, dn, {"sAMAccountName", "displayName", "objectSid", "tokenGroups"});
    if (!entry)
        return entry.error();
    Token token{.dn = entry->dn,
                .account = QString::fromUtf8(entry->value("sAMAccountName")),
                .name = QString::fromUtf8(entry->value("displayName")),
                .sid = ldap::sidToText(entry->value("objectSid")),
                .groups = {}};
    if (const ldap::Attribute *groups = entry->find("tokenGroups")) {
        for (const QByteArray &sid : groups->values)
            token.groups << ldap::sidToText(sid);
    }
    return token;
}

} // namespace smc::identity
