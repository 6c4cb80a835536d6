// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/api/resources.h"

namespace smc::api {

/// What is done on a server with the service's own rights there: daemons are started, stopped and reloaded,
/// log levels set, shares and clients disconnected (docs/rest.md). For administrators whom [roles] servers
/// names, and where smcd runs on the server.
void addControlRoutes(http::Router &router, const Api &api);

/// Has an action of machines carried out by those of a server: itself, or each member of a cluster. What the
/// last of them said. Errors: that of the first that failed.
[[nodiscard]] Result<wire::Record> byMachines(const Api &api, const http::Request &request,
                                              const fleet::ServerRef &server, const Action &action,
                                              const QString &id, const wire::Record &body);

} // namespace smc::api
