// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/driver.h"
#include "shared/wire/record.h"

namespace smc::shares {

/// A server's shares as it announces them: `name`, `comment`, `kind` (folder, printer, ipc), `hidden`
/// (TRUE/FALSE), `users` (connected now), and for administrators `path` (on the server, as Samba has it).
/// Everybody may ask. Blocks; use the rpc pool. Errors: those of rpc::Driver.
[[nodiscard]] Result<QList<wire::Record>> shares(rpc::Driver &driver, const rpc::Target &target);

} // namespace smc::shares
