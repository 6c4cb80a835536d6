// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/wire/record.h"

#include <QString>

#include <chrono>
#include <mutex>

namespace smc::local {

/// How busy this machine is. Thread-safe.
class Usage
{
public:
    /// `cpus`, `cpu` (per cent of all processors' time since the last call, or over a fifth of a second when
    /// that was not within the last minute), `load1`, `load5`, `load15`, `memory` and `available` (bytes),
    /// `swap` and `swap-free` (bytes), `seconds` since the machine was started.
    [[nodiscard]] wire::Record read();

private:
    struct Sample
    {
        quint64 busy = 0;
        quint64 all = 0;
        std::chrono::steady_clock::time_point at;
    };
    [[nodiscard]] static Sample sample();

    std::mutex m_mutex;
    Sample m_last;
};

/// The file system that holds a folder: `total`, `free` (to everybody), `used` (bytes), `full` (per cent as
/// df tells it), `inodes`, `inodes-free`. Without them, and with `fault`, when it cannot be asked.
[[nodiscard]] wire::Record diskOf(const QString &path);

} // namespace smc::local
