// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// Samba's configuration in the registry of one server or of several as one: /rest/shares/shares/{name},
/// /rest/servers/config, /rest/servers/parameters (docs/rest.md).
void addSmbConfRoutes(http::Router &router, const Api &api);

} // namespace smc::api
