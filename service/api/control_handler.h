// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// What is done on a server with the service's own rights there: daemons are started, stopped and reloaded,
/// log levels set, shares and clients disconnected (docs/rest.md). For administrators whom [roles] servers
/// names, and where smcd runs on the server.
void addControlRoutes(http::Router &router, const Api &api);

} // namespace smc::api
