// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/person.h"

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

Result<Person> personOf(const identity::Realms &realms, const access::Session *session)
{
    if (!session)
        return Error{.code = ErrorCode::Unauthenticated,
                     .message = u"Nobody is signed in."_s,
                     .hint = u"Sign in by POST /auth/login."_s};
    if (const QString why = session->endedBecause(); !why.isEmpty())
        return Error{.code = ErrorCode::Unauthenticated, .message = why, .hint = u"Sign in again."_s};
    const std::shared_ptr<identity::Realm> realm = realms.find(session->principal().realm);
    if (!realm) {
        return Error{.code = ErrorCode::Unauthenticated,
                     .message =
                         u"The realm %1 is not served here any more."_s.arg(session->principal().realm),
                     .hint = u"Sign in again."_s};
    }
    if (const auto &own = session->credentials())
        return Person{.realm = realm, .reads = *own, .writes = &*own};
    const auto &service = realm->serviceAccount();
    if (!service)
        return Error{.code = ErrorCode::Denied,
                     .message = u"This session has no credentials to read with."_s,
                     .hint = u"Sign in with a password."_s};
    return Person{.realm = realm, .reads = *service};
}

Result<Person> serviceIn(const std::shared_ptr<identity::Realm> &realm)
{
    const auto &account = realm->serviceAccount();
    if (!account) {
        return Error{.code = ErrorCode::Denied,
                     .message = u"The service has no account in the realm %1."_s.arg(realm->name()),
                     .hint = u"Set account and keytab, or password_file, in its [realm]."_s};
    }
    return Person{.realm = realm, .reads = *account};
}

} // namespace smc::api
