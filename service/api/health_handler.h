// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// /rest/status/health: what is well with servers, and what is not, in words.
void addHealthRoutes(http::Router &router, const Api &api);

} // namespace smc::api
