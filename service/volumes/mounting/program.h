// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/failure.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace smc::volumes {

using Milliseconds = std::chrono::milliseconds;

constexpr int secretFile = 3;

/// Another program, and what it gets: no shell, no environment but this, no open file but these.
struct Program
{
    std::string path;                     ///< absolute
    std::vector<std::string> arguments;   ///< after its own name
    std::vector<std::string> environment; ///< "NAME=value"
    std::string_view secret = {};         ///< at most a pipe's 4 KiB, which nobody else can see
    int secretFrom = secretFile; ///< where it reads that from; 0: its standard input, otherwise empty
};

/// How it ended, and what it wrote: both of its outputs, the first 16 KiB.
struct Ended
{
    int status = 0; ///< its exit status; 128 and the signal where it was killed, as a shell tells it
    std::string output;
};

/// Waits for the program, at most so long: then it and what it started are killed, and it is a Timeout. It is
/// killed as well when the thread that waits ends before it does.
///
/// May be called by a program with threads.
[[nodiscard]] Outcome<Ended> run(const Program &program, Milliseconds deadline);

/// Calls `work` in a process of its own and waits for the number from 0 to 255 that it returns: for a system
/// call that a dead server holds for ever. Timeout as above; the process may stay behind until the kernel
/// lets go of it.
///
/// `work` must not allocate or lock: the process may be a copy of one that has threads.
[[nodiscard]] Outcome<int> runApart(const std::function<int()> &work, Milliseconds deadline);

} // namespace smc::volumes
