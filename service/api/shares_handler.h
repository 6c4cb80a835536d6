// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// Making, renaming and deleting shares on one server or on several as one (docs/rest.md). What they say of
/// themselves is read and changed in smbconf_handler.h.
void addShareRoutes(http::Router &router, const Api &api);

} // namespace smc::api
