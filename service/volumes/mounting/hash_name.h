// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace smc::volumes {

/// 32 hexadecimal digits (BLAKE2b, 128 bits) that stand for the text where it is too long for a name or has
/// what a name cannot have. Always the same of the same text.
[[nodiscard]] std::string hashName(std::string_view text);

} // namespace smc::volumes
