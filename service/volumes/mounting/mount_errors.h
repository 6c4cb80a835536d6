// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/network_path.h"
#include "service/volumes/mounting/program.h"

namespace smc::volumes {

/// What mount.cifs said, in words: which kind of failure, what a person can do about it. The numbers are
/// errno, as the kernel maps NTSTATUS to it (fs/cifs/netmisc.c, smb2maperror.c), which is why one of them can
/// have several causes.
[[nodiscard]] Failure mountFailure(const Ended &ended, const NetworkPath &path, const std::string &user);

} // namespace smc::volumes
