// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// /rest/shares/shares/{id}/quotas: what people use of the file system below a share, and may use at most.
void addQuotaRoutes(http::Router &router, const Api &api);

} // namespace smc::api
