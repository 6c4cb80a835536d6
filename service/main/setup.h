// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace smc::service {

/// `smcd setup KIND …`: the checklist of a first set-up on standard output, and the set-up itself. Needs no
/// configuration: there may be no realm yet. `arguments`: with "smcd" and "setup". A password is asked for at
/// the terminal, or read from --password-file or standard input. Returns the program's exit code: 0; 1 when
/// something stands in the way or went wrong, with the reason on standard error; 2 for a wrong command line.
[[nodiscard]] int setUp(const QStringList &arguments);

} // namespace smc::service
