// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/api/exchange.h"
#include "service/api/roads.h"

namespace smc::api {

/// What adds a route on a pool: a function of method, pattern, need and handler(api, request). It refers to
/// `router`.
[[nodiscard]] inline auto poolRoutes(http::Router &router, const Api &api, const char *pool)
{
    return
        [&router, api, pool](const char *method, const QByteArray &pattern, http::Need need, auto handler) {
            router.add(
                {.method = method,
                 .pattern = pattern,
                 .pool = pool,
                 .need = need,
                 .handler = [api, handler](const http::Request &request) { return handler(api, request); }});
        };
}

/// Of handlers that ask the directory.
[[nodiscard]] inline auto directoryRoutes(http::Router &router, const Api &api)
{
    return poolRoutes(router, api, "directory");
}

/// Of handlers that ask file servers.
[[nodiscard]] inline auto serverRoutes(http::Router &router, const Api &api)
{
    return poolRoutes(router, api, "servers");
}

/// The same, for those alone who may operate the service: see mayOperate().
[[nodiscard]] inline auto operatorRoutes(http::Router &router, const Api &api)
{
    return [add = serverRoutes(router, api)](const char *method, const QByteArray &pattern, http::Need need,
                                             auto handler) {
        add(method, pattern, need, [handler](const Api &one, const http::Request &request) {
            const auto allowed = mayOperate(request);
            return allowed ? handler(one, request) : errorReply(allowed.error());
        });
    };
}

} // namespace smc::api
