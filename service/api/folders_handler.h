// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// /rest/shares/shares/{id}/folders: what lies in a share.
void addFolderRoutes(http::Router &router, const Api &api);

} // namespace smc::api
