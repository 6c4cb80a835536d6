// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/journal/index.h"
#include "service/cloudvfs/sync/recaller.h"
#include "service/cloudvfs/sync/syncer.h"

namespace smc::cloudvfs {

/// The files of a share that are to be copied now, and that its disk has: the store gets no version, and
/// loses none, of which a power loss would leave nothing on the disk, so that less would be copied over more.
///
/// What waits for that is synchronised together (syncfs(2)), at most once in half of the quiet time or a
/// second: each time the disk writes what clients have not asked it to write yet. Of one thread.
class Due
{
public:
    Due(Journal &journal, const Share &share, const Pace &pace)
        : m_journal(journal)
        , m_share(share)
        , m_pace(pace)
    {}

    /// As Index::due(). Errors: those of the journal; Internal when the disk cannot be synchronised.
    [[nodiscard]] Result<QList<FileRow>> read(const QSet<qint64> &except, int most);

private:
    using Clock = std::chrono::steady_clock;
    [[nodiscard]] Result<QList<FileRow>> unchanged(std::chrono::milliseconds since,
                                                   const QSet<qint64> &except, int most);

    Journal &m_journal;
    const Share &m_share;
    const Pace m_pace;
    std::optional<Clock::time_point> m_synced; ///< when that began
};

} // namespace smc::cloudvfs
