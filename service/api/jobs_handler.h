// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/jobs/runner.h"

namespace smc::api {

/// /rest/jobs: progress and results of batches, cancel, resume, retry.
void addJobRoutes(http::Router &router, const Api &api);

} // namespace smc::api
