// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// What adds a route whose handler asks the directory, so on its pool: a function of method, pattern, need
/// and handler(api, request). It refers to `router`.
[[nodiscard]] inline auto directoryRoutes(http::Router &router, const Api &api)
{
    return [&router, api](const char *method, const QByteArray &pattern, http::Need need, auto handler) {
        router.add(
            {.method = method,
             .pattern = pattern,
             .pool = "directory",
             .need = need,
             .handler = [api, handler](const http::Request &request) { return handler(api, request); }});
    };
}

} // namespace smc::api
