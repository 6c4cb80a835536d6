// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/failure.h"

#include <string>
#include <sys/types.h>

namespace smc::volumes {

/// Makes the folder at the absolute path, and what is missing above it; the last one gets `mode`, those above
/// 0755. One that is there stays as it is. Internal where it cannot be made, Invalid where something else has
/// its name.
[[nodiscard]] Outcome<bool> makeFolders(const std::string &path, mode_t mode);

} // namespace smc::volumes
