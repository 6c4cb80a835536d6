// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// /rest/servers/changes: who changed what in the configurations of servers, when, and why.
void addChangeRoutes(http::Router &router, const Api &api);

} // namespace smc::api
