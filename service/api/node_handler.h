// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"

namespace smc::api {

/// The collector's side: /rest/servers/nodes, and /auth/enrol, where a node hands in its token.
void addEnrolmentRoutes(http::Router &router, const Api &api);

/// The node's side, for a listener that lets in nobody but the collector (http::TlsContext with an
/// authority): what the machine tells and what can be done on it, under the same paths, as bare records. Who
/// may ask, the collector has judged.
void addNodeRoutes(http::Router &router, local::Machine &machine);

/// A node's reply with the person for whom the collector asks, for the audit log.
[[nodiscard]] http::Reply audited(http::Reply reply, const http::Request &request);

} // namespace smc::api
