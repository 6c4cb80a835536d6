// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/repository/snapshot.h"
#include "service/cloudvfs/sync/recaller.h"

#include <atomic>

namespace smc::cloudvfs {

/// What came of a restore.
struct Restored
{
    qint64 files = 0;
    qint64 folders = 0;
    qint64 bytes = 0;
    qint64 same = 0;       ///< that were there already, as they should be
    QList<Error> problems; ///< of files that were left alone; at most 100
    qint64 failed = 0;     ///< how many of them

    void fail(const Error &error, const QByteArray &path);
};

/// Writes what a snapshot has into a folder that is no share: content, owners, rights, attributes, times.
/// What is there already and is the same is passed over, so that a restore which was cut short goes on; what
/// is another one is left alone, and told. `told`: how far it is, now and then. Needs no daemon.
[[nodiscard]] Result<Restored> restoreInto(Repository &repository, const Snapshot &snapshot,
                                           const Tree &target,
                                           const std::function<void(const Restored &)> &told);

/// Into the share itself: names, attributes and rights first, as stubs, whose content comes when it is read,
/// or with `whole` before this returns. Files that are as they should be stay; what is there instead is
/// replaced, unless its last version is not in the store yet. Ends early, with Cancelled, when `ending` is
/// set.
[[nodiscard]] Result<Restored> restoreInPlace(Journal &journal, Recaller &recaller, const Share &share,
                                              const Snapshot &snapshot, bool whole,
                                              const std::atomic<bool> &ending);

} // namespace smc::cloudvfs
