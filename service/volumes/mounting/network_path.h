// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/failure.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace smc::volumes {

/// Where a share is, or a folder in it: what people write as `\\server\share\folder`.
struct NetworkPath
{
    std::string host;       ///< a name, an IPv4 address, or an IPv6 address without brackets
    std::string share;      ///< at most 80 bytes (MS-SRVS 2.2.4.30)
    std::string folder;     ///< in the share, separated by `/`, without one at either end; empty: the share
    std::uint16_t port = 0; ///< 0: 445

    /// `//host/share/folder`, as mount.cifs takes it and the mount table shows it.
    [[nodiscard]] std::string unc() const;

    bool operator==(const NetworkPath &) const = default;
};

/// Reads each form that a directory or a person writes:
///
///     //server/share        \\server\share\sub folder\      //[2001:db8::1]/share
///     smb://server:1445/share/sub%20folder                  \\2001-db8--1.ipv6-literal.net\share
///
/// The slashes may be mixed and doubled; only `smb:` and `cifs:` (draft-crhertel-smb-url) decode `%20`.
///
/// Invalid for anything else, and for what would become something else on its way to the kernel, which takes
/// host, share and folder as options between commas: a comma, a control character, `.` or `..` as the name of
/// a folder, a user or a password in front of the host. At most 1,000 bytes (mount.cifs: MAX_UNC_LEN).
[[nodiscard]] Outcome<NetworkPath> parseNetworkPath(std::string_view text);

/// The text as it may be logged, also where it is not valid: without what stands before an @ in the server's
/// place.
[[nodiscard]] std::string redactedNetworkPath(std::string_view text);

} // namespace smc::volumes
