// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/jobs/runner.h"

namespace smc::api {

/// /rest/identity/…: users, groups, workstations, ous, objects and the schema (docs/rest.md).
void addIdentityRoutes(http::Router &router, const Api &api);

/// Carries out one item of a batch on /rest/identity/…, for jobs::Runner.
[[nodiscard]] jobs::Execute makeExecute(identity::Realms &realms);

} // namespace smc::api
