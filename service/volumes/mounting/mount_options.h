// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/failure.h"

#include <string>
#include <string_view>
#include <vector>

namespace smc::volumes {

struct MountOption
{
    std::string name;
    std::string value; ///< empty for those that take none

    bool operator==(const MountOption &) const = default;
};

/// Options of mount.cifs(8), each of which was looked at.
struct MountOptions
{
    std::vector<MountOption> items; ///< in their order; of one that stands twice the last counts

    /// The value of the last one of that name; nullptr without one.
    [[nodiscard]] const std::string *find(std::string_view name) const;
    /// `sec=krb5`, `krb5i` or `krb5p`: a ticket, and no password.
    [[nodiscard]] bool isKerberos() const;
    /// `uid=4096,gid=4096`: what mount.cifs takes after -o.
    [[nodiscard]] std::string text() const;
};

/// Reads a list between commas; spaces around an option are none of it. Empty: no options.
///
/// Invalid for a name that neither mount.cifs 7.0 nor the kernel's cifs (6.1, fs_context.c) knows, for a
/// value that is none of that option, and, with the reason, for what is decided elsewhere: name, password and
/// domain (the secret), the share (networkPath), what would make files of a server programs of root (`suid`,
/// `dev`).
[[nodiscard]] Outcome<MountOptions> parseMountOptions(std::string_view text);

/// The text as it may be logged, also where it is not valid: with the values of those alone that mount.cifs
/// knows and that hold no password.
[[nodiscard]] std::string redactedOptions(std::string_view text);

} // namespace smc::volumes
