// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/security_descriptor.h"
#include "service/rpc/worker/samba.h"

namespace smc::rpc {

/// "S-1-…" and Samba's form of it.
[[nodiscard]] QString sidText(const dom_sid &sid);
/// Errors: Invalid.
[[nodiscard]] Result<dom_sid> parseSid(const QString &text);

} // namespace smc::rpc
