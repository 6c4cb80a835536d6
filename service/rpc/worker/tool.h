// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/worker/server.h"

#include <QByteArrayList>

#include <optional>

namespace smc::rpc {

/// How one of Samba's programs ended.
struct ToolRun
{
    int code = -1;     ///< what it exited with; -1 when a signal ended it
    QByteArray output; ///< what it wrote on both channels
};

struct ToolArguments
{
    QByteArrayList options;
    QByteArrayList operands; ///< what stands behind the share
};

/// Runs one of the programs of the package smbclient (smbcacls, smbcquotas) on a share, encrypted and as who
/// the order says: for what no public library of Samba's offers. What it signs in with is in no argument and
/// in no file that anybody else could open. One run takes about 0.1 s, Kerberos included; `seconds` ends it.
/// What it exits with is the caller's to judge. Errors: Internal (it is not installed), Timeout, TooLarge
/// (above 16 MB), and those of probe().
[[nodiscard]] Result<ToolRun> runTool(const char *program, const Server &server, const QString &share,
                                      const ToolArguments &arguments, int seconds);
/// The first NTSTATUS that it names; none: it names none.
[[nodiscard]] std::optional<NTSTATUS> statusOf(const ToolRun &run);
/// Why it failed: that status in words, or else what it said last.
[[nodiscard]] Error failureOf(const ToolRun &run, const QString &host);

} // namespace smc::rpc
