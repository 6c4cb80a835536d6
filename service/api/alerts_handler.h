// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/monitoring/alerts.h"

namespace smc::api {

/// For how long each realm that has a cache has not answered.
[[nodiscard]] std::vector<monitoring::DirectoryState> directoryStates(const Api &api);

/// The silences that hold now.
[[nodiscard]] Result<QList<state::Silence>> silencesOf(state::OwningThread<state::Store> &store);

/// /rest/status/alerts and /rest/status/silences (docs/rest.md), for those who may use the service's own
/// rights.
void addAlertRoutes(http::Router &router, const Api &api);

/// Alerts and how their delivery fares, for /metrics.
[[nodiscard]] QByteArray alertMetrics(const Api &api);

} // namespace smc::api
