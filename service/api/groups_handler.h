// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// /rest/servers/groups: groups of servers, by name or by rule, and what their configuration should say;
/// where it says something else (drift), and putting that right (docs/rest.md).
void addGroupRoutes(http::Router &router, const Api &api);

} // namespace smc::api
