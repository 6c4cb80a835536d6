// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>

namespace smc::local {

/// What one run of a program may cost.
struct CommandLimits
{
    std::chrono::milliseconds time{10'000};
    qsizetype output = 64 * 1024 * 1024; ///< bytes of standard output; of standard error 4 KB are kept
};

/// How a program ended.
struct CommandResult
{
    int status = -1; ///< what it exited with; 128 and the signal's number when one ended it
    QByteArray output;
    QByteArray errors; ///< the beginning of what it said on standard error
};

/// Runs a program with these arguments and waits for its end: no shell, nothing on standard input, no
/// environment but PATH and LC_ALL=C, and no signal blocked. `program` is an absolute path; `sudo` empty or
/// the program that runs it as root (`sudo -n`, which asks nobody). Blocks; thread-safe.
///
/// Errors: NotFound (no such program), Denied (it may not be run), Timeout, TooLarge, Internal. What it exits
/// with is the caller's to judge.
[[nodiscard]] Result<CommandResult> run(const QString &sudo, const QString &program,
                                        const QStringList &arguments, const CommandLimits &limits = {});

} // namespace smc::local
