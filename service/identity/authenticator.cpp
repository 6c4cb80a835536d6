// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/authenticator.h"

#include "service/identity/ldap/escape.h"
#include "service/identity/realm.h"
#include "service/identity/token.h"

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

Error unknownRealm(const QString &realm, const Realms &realms)
{
    return Error{.code = ErrorCode::Invalid,
                 .message = realm.isEmpty() ? u"The realm is missing."_s
                                            : u"There is no realm \"%1\" here."_s.arg(realm),
                 .hint = u"Choose one of: %1."_s.arg(realms.names().join(u", "_s)),
                 .field = u"realm"_s};
}

/// The filter that finds a person by what he typed or what Kerberos calls him.
QByteArray personFilter(const QString &name)
{
    const QString account = name.section(u'\\', -1);
    if (!account.contains(u'@'))
        return ldap::equals("sAMAccountName", account.toUtf8());
    // A Kerberos principal is account@REALM, whatever the UPN says.
    return "(|" + ldap::equals("userPrincipalName", account.toUtf8()) +
           ldap::equals("sAMAccountName", account.section(u'@', 0, -2).toUtf8()) + ')';
}

Result<access::Principal> describe(Realm &realm, const access::Credentials &as, const QString &name)
{
    ldap::Directory &directory = realm.directory();
    auto base = directory.base(as);
    if (!base)
        return base.error();
    QString dn = name;
    if (!name.contains(u'=')) {
        const ldap::Search search{.base = *base,
                                  .filter = "(&(objectClass=user)" + personFilter(name) + ')',
                                  .attributes = {"1.1"},
                                  .pageSize = 0,
                                  .sizeLimit = 2};
        auto found = directory.search(as, search);
        if (!found)
            return found.error();
        if (found->size() != 1) {
            return Error{.code = ErrorCode::Unauthenticated,
                         .message =
                             u"The directory of %1 has no account of that name, or more than one."_s.arg(
                                 realm.name())};
        }
        dn = found->constFirst().dn;
    }
    auto token = readToken(realm, as, dn);
    if (!token)
        return token.error();
    return access::Principal{.realm = realm.name(),
                             .account = token->account,
                             .name = token->name.isEmpty() ? token->account : token->name,
                             .dn = token->dn,
                             .sid = token->sid,
                             .groups = token->groups};
}

} // namespace

QString bindName(const QString &realm, const QString &typed)
{
    QString name = typed.trimmed();
    if (name.isEmpty() || name.contains(u'@') || name.contains(u'\\') || name.contains(u'='))
        return name;
    return name + u'@' + realm.toLower();
}

access::Authenticate makeAuthenticate(Realms &realms)
{
    return
        [&realms](const QString &realmName, const access::Credentials &given) -> Result<access::Principal> {
            const auto realm = realms.find(realmName);
            if (!realm)
                return unknownRealm(realmName, realms);
            access::Credentials credentials = given;
            QString name;
            if (auto *password = std::get_if<access::PasswordCredentials>(&credentials)) {
                // An empty password is an anonymous bind, which every directory grants (RFC 4513 5.1.2).
                if (password->name.trimmed().isEmpty() || password->password.isEmpty()) {
                    return Error{.code = ErrorCode::Unauthenticated,
                                 .message = u"A user name and a password are needed."_s};
                }
                password->name = bindName(realm->name(), password->name);
                name = password->name;
            } else {
                name = access::principalOf(credentials);
            }
            if (auto bound = realm->directory().signIn(credentials); !bound)
                return bound.error();
            return describe(*realm, credentials, name);
        };
}

access::LookUpPrincipal makeLookUp(Realms &realms)
{
    return [&realms](const QString &kerberosPrincipal) -> Result<access::Principal> {
        const auto realm = realms.find(kerberosPrincipal.section(u'@', -1));
        if (!realm)
            return unknownRealm(kerberosPrincipal.section(u'@', -1), realms);
        if (!realm->serviceAccount()) {
            return Error{
                .code = ErrorCode::Unauthenticated,
                .message = u"Sign-in by Kerberos needs a service account for %1."_s.arg(realm->name()),
                .hint =
                    u"Sign in with a password, or let the administrator set account= in [realm %1]."_s.arg(
                        realm->name())};
        }
        return describe(*realm, *realm->serviceAccount(), kerberosPrincipal);
    };
}

} // namespace smc::identity
