// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/driver.h"
#include "shared/wire/record.h"

namespace smc::servers {

/// What a server offers to its service manager: `name`, `display`, `state` (running, stopped, starting,
/// stopping, paused). Samba lists four of its own and those that `svcctl list` names. Everybody may ask.
/// All functions block; use the rpc pool. Errors: those of rpc::Driver.
[[nodiscard]] Result<QList<wire::Record>> services(rpc::Driver &driver, const rpc::Target &target);

[[nodiscard]] Result<void> startService(rpc::Driver &driver, const rpc::Target &target, const QString &name);
[[nodiscard]] Result<void> stopService(rpc::Driver &driver, const rpc::Target &target, const QString &name);

} // namespace smc::servers
