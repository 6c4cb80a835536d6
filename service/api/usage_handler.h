// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// GET /rest/status/usage: what was collected from servers, over time (docs/rest.md).
void addUsageRoutes(http::Router &router, const Api &api);

} // namespace smc::api
