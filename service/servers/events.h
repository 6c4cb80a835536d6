// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/driver.h"
#include "shared/wire/record.h"

namespace smc::servers {

/// The newest thousand events of each of a server's event logs: `log`, `record` (its number there), `time`
/// (ISO 8601 UTC), `type` (success, error, warning, information, audit-success, audit-failure), `event` (its
/// number as Windows' Event Viewer shows it), `source`, `computer`, `category`, `user` (SID), `text` (what
/// the source has to say, a line each). Samba keeps the logs that `eventlog list` names. Blocks; use the rpc
/// pool. Errors: those of rpc::Driver; Denied where none of them may be read.
[[nodiscard]] Result<QList<wire::Record>> events(rpc::Driver &driver, const rpc::Target &target);

} // namespace smc::servers
