// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/repository/repository.h"
#include "service/cloudvfs/sync/layout.h"
#include "service/state/owning_thread.h"

#include <QHash>

#include <chrono>

namespace smc::cloudvfs {

using Journal = state::OwningThread<Index>;

/// Files in a repository, by chunks in packs.
class ArchiveLayout final : public Layout
{
public:
    ArchiveLayout(Journal &journal, Repository &repository, QString share);

    Result<void> read(const FileRow &row, qint64 offset, qint64 length, const Sink &sink) override;
    Result<void> verify(const FileRow &row) override;

    /// The last version of a file, with all of its chunks.
    [[nodiscard]] Result<Entry> versionOf(const FileRow &row);
    /// Chunks from `first` to `last`, opened, in their order; several requests at a time.
    [[nodiscard]] Result<void> fetch(const QList<ChunkRef> &chunks,
                                     const std::function<Result<void>(qsizetype, const QByteArray &)> &take);
    /// The whole list of an entry of which the record has the list of the list.
    [[nodiscard]] Result<void> resolve(Entry &entry);

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] Result<QHash<QByteArray, ChunkPlace>> placesOf(const QList<ChunkRef> &chunks);

    Journal &m_journal;
    Repository &m_repository;
    const QString m_share;
    std::mutex m_mutex;
    QHash<QByteArray, Clock::time_point> m_verified; ///< packs that were there a moment ago
    QByteArray m_lastId;                             ///< of the list that was resolved last
    QList<ChunkRef> m_lastChunks;
};

} // namespace smc::cloudvfs
