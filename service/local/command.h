// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>

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

/// A program and what it gets besides arguments, which everybody sees.
struct Command
{
    QString sudo; ///< as run() has it
    QString program;
    QStringList arguments;
    /// What stands on its standard input: a file that is in memory alone, and which the program may open anew
    /// as /proc/self/fd/0. A program that gets one has no terminal at which it could ask instead.
    Secret input;
    QByteArrayList environment; ///< beside PATH and LC_ALL: "NAME=value"
    /// Called with each whole line on standard error, as it comes, without its end.
    std::function<void(const QByteArray &line)> said;
    CommandLimits limits;
};

/// As run() below. Errors: as there.
[[nodiscard]] Result<CommandResult> run(const Command &command);

/// Runs a program with these arguments and waits for its end: no shell, nothing on standard input, no
/// environment but PATH and LC_ALL=C, and no signal blocked. `program` is an absolute path; `sudo` empty or
/// the program that runs it as root (`sudo -n`, which asks nobody). Blocks; thread-safe.
///
/// Errors: NotFound (no such program), Denied (it may not be run), Timeout, TooLarge, Internal. What it exits
/// with is the caller's to judge.
[[nodiscard]] Result<CommandResult> run(const QString &sudo, const QString &program,
                                        const QStringList &arguments, const CommandLimits &limits = {});

} // namespace smc::local
