// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace smc::volumes {

/// Which processes of this machine have a file open below the directory, work in it or run from it: "bash
/// (812), soffice.bin (977)", at most five; empty where none is found. For a message: those of a moment ago
/// may be gone.
[[nodiscard]] std::string usersOf(const std::string &directory);

} // namespace smc::volumes
