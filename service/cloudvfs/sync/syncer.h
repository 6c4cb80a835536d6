// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/error.h"

#include <QHash>

#include <chrono>
#include <functional>

namespace smc::cloudvfs {

/// When a file is copied, and how many are at a time.
struct Pace
{
    std::chrono::milliseconds quiet{2000};     ///< how long a file is left alone before it is copied
    std::chrono::milliseconds deadline{60000}; ///< how often one that stays open and changes is copied
    int uploads = 4;                           ///< at a time, of each share
};

/// How often a syncer looks while something is to be copied.
inline constexpr std::chrono::milliseconds tick{200};

/// Keeps the store of one share as its disk is, on threads of its own, from its making to its end: the step
/// that it is in is finished.
class Syncer
{
public:
    /// Told what keeps it from going on, and without a message when it goes on. Of any thread.
    using Told = std::function<void(const Error &)>;

    Syncer() = default;
    virtual ~Syncer() = default;
    Syncer(const Syncer &) = delete;
    Syncer &operator=(const Syncer &) = delete;

    /// There may be something to copy.
    virtual void wake() = 0;

    /// What has become of a file that could not be copied.
    struct Attempts
    {
        int failed = 0;
        QString why; ///< the last one
    };
    /// By the id of the file's row. Of any thread.
    [[nodiscard]] virtual QHash<qint64, Attempts> attempts() const { return {}; }
    /// How many bytes are read of files that are on their way, by the id of the file's row, where these do
    /// not go into objects of their own. Of any thread.
    [[nodiscard]] virtual QHash<qint64, qint64> copying() const { return {}; }
};

/// How long to wait after so many failures: longer each time, and not for all at the same moment.
[[nodiscard]] std::chrono::milliseconds backOff(int attempts);

} // namespace smc::cloudvfs
