// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// /rest/servers/schedules: jobs at times, their runs, and running one now (docs/rest.md). For those who may
/// use the service's own rights, since with these they run.
void addScheduleRoutes(http::Router &router, const Api &api);

} // namespace smc::api
