// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/worker/samba.h"
#include "shared/core/result.h"

namespace smc::rpc {

/// NTSTATUS ([MS-ERREF] 2.3) and WERROR (2.2), translated once. `host` is for the message.
[[nodiscard]] Error errorOf(NTSTATUS status, const QString &host);
[[nodiscard]] Error errorOf(WERROR error, const QString &host);

/// The same of signing in, where an invalid parameter is what Samba's libraries say when there is no ticket.
[[nodiscard]] Error signInErrorOf(NTSTATUS status, const QString &host);

/// Whether the connection is gone, so that the same call may go through on a new one.
[[nodiscard]] bool isDisconnected(NTSTATUS status);

/// What a call gave back: the transport's status first, then the operation's own result.
[[nodiscard]] Result<void> check(NTSTATUS status, WERROR result, const QString &host);
[[nodiscard]] Result<void> check(NTSTATUS status, NTSTATUS result, const QString &host);

/// Asks port 445 of the host, since Samba's libraries tell of a closed port as of a lack of memory.
/// Errors: Unreachable (unknown name, refused, no way), Timeout.
[[nodiscard]] Result<void> probe(const QString &host, int seconds);

} // namespace smc::rpc
