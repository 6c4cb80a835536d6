// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/setup/facts.h"
#include "shared/core/secret.h"

namespace smc::setup {

/// Looks at this machine and, where there is one, at the domain: nothing is changed, no file is left, no
/// account needed. What cannot be found out stands in the facts as such. Blocks for some seconds, for up to
/// half a minute when nobody answers; needs a QCoreApplication.
[[nodiscard]] Facts probe(const Request &request);

/// Whether the domain knows the account and its password, asked of the controller that the facts name.
/// Blocks. Errors: Unauthenticated, Denied (locked, disabled), Unreachable, Internal.
[[nodiscard]] Result<void> signIn(const Request &request, const Facts &facts, const Secret &password);

} // namespace smc::setup
