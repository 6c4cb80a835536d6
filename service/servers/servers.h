// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/driver.h"
#include "shared/wire/record.h"

namespace smc::servers {

/// "4.17.12-Debian" of "Samba 4.17.12-Debian"; empty where the comment does not tell. What a package adds to
/// it (4.22.6-Debian "-4.22.6+dfsg-0+deb13u1") is left out: a comment has room for its beginning only.
[[nodiscard]] QString sambaVersion(const QString &comment);

/// What a server says of itself: `name`, `host`, `comment`, `version` ("4.17.12-Debian" where its
/// comment tells, as Samba's does unless somebody changed it; else the Windows version that it claims),
/// `time` (its clock, ISO 8601 UTC), `skew` (milliseconds that its clock is ahead of ours). Everybody may
/// ask. Blocks; use the rpc pool. Errors: those of rpc::Driver.
[[nodiscard]] Result<wire::Record> about(rpc::Driver &driver, const rpc::Target &target);

} // namespace smc::servers
