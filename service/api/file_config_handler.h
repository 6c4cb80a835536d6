// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::local {
class Machine;
}

namespace smc::api {

/// GET, PUT /rest/servers/file-config[/{id}]: sections of smb.conf itself, where smcd runs on the server;
/// GET /rest/servers/settings: where each parameter of [global] stands, and which place counts.
void addFileConfigRoutes(http::Router &router, const Api &api);

/// What a node answers its collector with: smb.conf as a whole.
void addConfTextRoutes(http::Router &router, local::Machine &machine);

} // namespace smc::api
