// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/api/person.h"
#include "service/api/roads.h"

namespace smc::api {

/// How well a server is, as the person and with whatever the caller may use besides. One that does not answer
/// is critical, and no error. Blocks.
[[nodiscard]] fleet::Reading healthReading(const Api &api, const Caller &caller, const Person &person,
                                           const fleet::ServerRef &server);

/// /rest/status/health: what is well with servers, and what is not, in words.
void addHealthRoutes(http::Router &router, const Api &api);

} // namespace smc::api
