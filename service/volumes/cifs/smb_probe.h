// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/program.h"

#include <cstdint>
#include <span>
#include <vector>

namespace smc::volumes {

/// The question that begins a connection by SMB: which dialect from 2.0.2 to 3.1.1 does the server choose
/// (MS-SMB2 2.2.3)? With the length in front that goes before each message on TCP.
[[nodiscard]] std::vector<std::uint8_t> negotiateRequest();

/// The dialect of the answer, without the length in front: 0x0311 for 3.1.1 (MS-SMB2 2.2.4). Unsupported
/// where it is none, or one of SMB 1 alone.
[[nodiscard]] Outcome<std::uint16_t> negotiatedDialect(std::span<const std::uint8_t> answer);

/// "3.1.1"
[[nodiscard]] std::string dialectName(std::uint16_t dialect);

/// Connects to the address (IPv4 or IPv6) and asks. Unreachable, Timeout, Unsupported.
[[nodiscard]] Outcome<std::uint16_t> askDialect(const std::string &address, std::uint16_t port,
                                                Milliseconds deadline);

} // namespace smc::volumes
