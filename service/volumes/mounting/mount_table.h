// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/failure.h"

#include <string>
#include <string_view>
#include <vector>

namespace smc::volumes {

/// A line of /proc/self/mountinfo (proc(5)).
struct Mount
{
    std::string directory;
    std::string type;         ///< "cifs"
    std::string source;       ///< of cifs what mount.cifs was given: //server/share
    std::string options;      ///< of the mount: "rw,nosuid,nodev,relatime"
    std::string superOptions; ///< of the file system: "rw,vers=3.1.1,username=alex,…"

    [[nodiscard]] bool isCifs() const { return type == "cifs" || type == "smb3"; }
    [[nodiscard]] bool isReadOnly() const;
    /// The value of one of superOptions; empty without it.
    [[nodiscard]] std::string_view option(std::string_view name) const;
};

/// Reads the table's text, in its order: of two mounts at one place the later one is on top. Lines that are
/// none are left out; there is nobody who could mend the kernel's.
[[nodiscard]] std::vector<Mount> parseMountTable(std::string_view text);

/// What is mounted now, for this process.
[[nodiscard]] Outcome<std::vector<Mount>> readMountTable();

/// The one on top at that directory, which is written as the kernel does: absolute, without a slash at the
/// end. nullptr: nothing is mounted there.
[[nodiscard]] const Mount *mountAt(const std::vector<Mount> &table, std::string_view directory);

} // namespace smc::volumes
