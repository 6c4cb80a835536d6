// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/sync/tree.h"

#include <QSet>

#include <functional>
#include <stop_token>

namespace smc::cloudvfs {

/// What a walk through a share could not see. Of what is there nothing may be said to be gone.
struct Walked
{
    QList<QByteArray> unread; ///< folders: of other disks, or that could not be read or vanished meanwhile
    QSet<quint64> devices;    ///< of the folders that were read
    bool stopped = false;     ///< before its end
    Error problem;            ///< the first one that is more than a folder that vanished; no message: none

    /// Whether the walk would have met what lies at `path`.
    [[nodiscard]] bool covers(const QByteArray &path, quint64 device) const;
};

struct WalkOptions
{
    bool spans = false;   ///< other file systems are entered
    bool folders = false; ///< are met, too, that of the share not among them
};

/// Meets every regular file of a share once, in no order that counts: links are not followed, and what is
/// renamed or removed meanwhile is met or not. A folder is read as a whole before what is in it, so that no
/// depth needs more than one descriptor.
[[nodiscard]] Walked walk(const Tree &tree, const WalkOptions &options,
                          const std::function<void(const FoundFile &)> &each, const std::stop_token &stop);

} // namespace smc::cloudvfs
