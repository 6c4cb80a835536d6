// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace smc::service {

/// `smcd replace-config HASH`, which smcd runs as root by sudo: puts what stands on standard input in the
/// place of the smb.conf that has this hash; see local::replaceConfText(). Of a configuration it asks
/// /etc/smc/smcd.conf alone, where Samba is. Returns the program's exit code: 0, or 1 with the error as one
/// line on standard error, its kind, message, hint and native code with tabs between them.
[[nodiscard]] int replaceConfig(const QByteArray &former);

} // namespace smc::service
