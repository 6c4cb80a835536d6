// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/monitoring/poller.h"

namespace smc::api {

/// All servers of the realms in which the service has an account: the configured ones, in the first of them,
/// and every realm's domain controllers. Blocks.
[[nodiscard]] QList<monitoring::Watched> watchedServers(const Api &api);

/// A resource of a server, read with the service's own account and rights. Blocks. Errors: those of the last
/// road tried; Unsupported where there is none; Denied without an account.
[[nodiscard]] Result<fleet::Reading> readAsService(const Api &api, const monitoring::Watched &watched,
                                                   const QByteArray &resource);

/// What was collected, for /metrics: the servers' numbers as long as they are current, and how the
/// collecting and the RPC driver fare.
[[nodiscard]] QByteArray collectionMetrics(const Api &api);

/// GET /rest/status/collection.
void addCollectionRoutes(http::Router &router, const Api &api);

} // namespace smc::api
