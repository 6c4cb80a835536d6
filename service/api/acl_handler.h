// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// /rest/shares/shares/{id}/acl and …/access: who may do what with a share and with the folders in it.
void addAclRoutes(http::Router &router, const Api &api);

} // namespace smc::api
