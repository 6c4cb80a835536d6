// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/main/config/config.h"

#include <QString>

namespace smc::service {

/// `smcd enrol --token NAME`: prints a token for a server. Returns the program's exit code: 0, or 1 with the
/// reason on standard error.
[[nodiscard]] int printToken(const config::Config &config, const QString &server);

/// `smcd enrol URL`: makes this machine a node. The token is read from `tokenFile`, or from standard input
/// when that is empty: never from the command line, which everybody sees. Exit codes as above.
[[nodiscard]] int enrolNode(const config::Config &config, const QString &url, const QString &tokenFile);

} // namespace smc::service
