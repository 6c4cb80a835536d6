// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/failure.h"

#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace smc::volumes {

/// All of a file of at most so many bytes. NotFound, or Internal where it is longer or cannot be read.
[[nodiscard]] Outcome<std::string> readSmallFile(const std::string &path, std::size_t most);

/// 0600, of `owner` (the process itself without one), and as a whole or not at all: a reader sees the old
/// content or the new one, whenever this is killed.
[[nodiscard]] Outcome<bool> writeSmallFile(const std::string &path, std::string_view content,
                                           std::optional<uid_t> owner = {});

} // namespace smc::volumes
