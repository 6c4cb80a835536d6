// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/network_path.h"
#include "service/volumes/mounting/program.h"

namespace smc::volumes {

/// What mount.cifs said, in words: which kind of failure, what a person can do about it. The numbers are
/// errno, as the kernel maps NTSTATUS to it (fs/cifs/netmisc.c, smb2maperror.c), which is why one of them can
/// have several causes.
[[nodiscard]] Failure mountFailure(const Ended &ended, const NetworkPath &path, const std::string &user);

/// Whether the kernel may only have met the end of an older connection: a server that was started again is
/// found by the others' mounts within seconds, and until then a new one is told that it is down, too.
[[nodiscard]] bool isWorthAnotherTry(const Ended &ended);

} // namespace smc::volumes
