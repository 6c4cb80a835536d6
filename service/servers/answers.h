// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

namespace smc::servers {

/// Whether a server takes up new SMB connections from this machine: a NEGOTIATE request ([MS-SMB2] 2.2.3) at
/// port 445 gets an answer. A session that is kept says nothing of that. Blocks for up to ten seconds; use
/// the rpc pool. Errors: Unreachable.
[[nodiscard]] Result<void> answersAnew(const QString &host);

} // namespace smc::servers
