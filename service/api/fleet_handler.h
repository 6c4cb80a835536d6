// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// /rest/servers/…, /rest/shares/…, /rest/status/…: what runs on file servers, one or many as one
/// (docs/rest.md). Each asks the servers as the person.
void addFleetRoutes(http::Router &router, const Api &api);

} // namespace smc::api
