// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::local {
class Machine;
}

namespace smc::api {

/// What cloudvfsd tells only when it is asked about something: GET /rest/cloudvfs/files[/{id}], what is in a
/// folder of a share that is joined to a cloud; GET /rest/cloudvfs/checks, whether a share can be joined;
/// faults, what a check of it has found; versions of a file. PUT …/shares/{id}/enable joins a share, in
/// cloudvfsd and in Samba's configuration. The rest of cloudvfs/ is in resources.cpp.
void addCloudvfsRoutes(http::Router &router, const Api &api);

/// What a node answers its collector with.
void addCloudvfsNodeRoutes(http::Router &router, local::Machine &machine);

} // namespace smc::api
