// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/filters/role_filter.h"

#include "service/access/session.h"

namespace smc::http {

using namespace Qt::Literals::StringLiterals;

bool isUnsafe(const QByteArray &method)
{
    return method != "GET" && method != "OPTIONS";
}

std::optional<Reply> RoleFilter::before(Request &request, const Route *route)
{
    if (!route || route->need == Need::Nothing)
        return std::nullopt;
    if (!request.session) {
        Reply reply = Reply::problem(Error{.code = ErrorCode::Unauthenticated,
                                           .message = request.sessionEnded.isEmpty()
                                                          ? u"Nobody is signed in, or the session is over."_s
                                                          : request.sessionEnded,
                                           .hint = u"Sign in and try again."_s});
        reply.headers.add("WWW-Authenticate", "Bearer realm=\"smcd\"");
        return reply;
    }
    const access::Principal &who = request.session->principal();
    if (route->need == Need::Administrator && who.role != access::Role::Administrator) {
        return Reply::problem(Error{
            .code = ErrorCode::Denied,
            .message = u"The role reader does not allow this."_s,
            .hint = u"The role administrator is given to groups and people under [roles] in smcd.conf."_s});
    }
    if (!who.readOnlyBecause.isEmpty() && isUnsafe(request.method)) {
        return Reply::problem(Error{.code = ErrorCode::Denied,
                                    .message = who.readOnlyBecause,
                                    .hint = u"Sign in with your password to make changes."_s});
    }
    return std::nullopt;
}

} // namespace smc::http
