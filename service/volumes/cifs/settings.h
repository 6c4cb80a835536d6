// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/mounter.h"

#include <cstdint>

namespace smc::volumes {

/// What a node can decide about the driver: a JSON object in /etc/smc/cifs.json, of which nothing has to be
/// there.
///
///     { "logFolder": "/var/log/abcdesktop/cifs", "logSize": 10485760, "logFiles": 5,
///       "helper": "/sbin/mount.cifs", "runFolder": "/run/smc-cifs", "deadline": 30 }
///
/// Sizes in bytes, times in seconds.
struct Settings
{
    std::string logFolder = "/var/log/abcdesktop/cifs";
    std::uint64_t logSize = 10 * 1024 * 1024; ///< after which a log is renamed to NAME.1 and a new one begins
    int logFiles = 5;                         ///< so many of those are kept; 0: none
    MounterSettings mounter;
};

/// The file of that name; without it, what stands above. Invalid, with the key at fault, for what is no such
/// object: a key that nobody reads is a mistake that would go unnoticed.
[[nodiscard]] Outcome<Settings> readSettings(const std::string &file);

/// The same of its text.
[[nodiscard]] Outcome<Settings> parseSettings(std::string_view text);

} // namespace smc::volumes
