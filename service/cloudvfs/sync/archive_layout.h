// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/repository/chunk_reader.h"
#include "service/cloudvfs/sync/layout.h"
#include "service/state/owning_thread.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace smc::cloudvfs {

using Journal = state::OwningThread<Index>;

/// Files in a repository, by chunks in packs.
class ArchiveLayout final : public Layout
{
public:
    ArchiveLayout(Journal &journal, Repository &repository, QString share);

    /// Whether the index has what the store has by now, says who reads it into it; or why it could not.
    void told(const Result<void> &opened);

    Result<void> ready(std::chrono::milliseconds deadline) override;
    Result<void> read(const FileRow &row, qint64 offset, qint64 length, const Sink &sink) override;
    bool hasEtags() const override { return false; }
    Result<QByteArray> verify(const FileRow &row) override;

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] Result<Entry> versionOf(const FileRow &row);
    [[nodiscard]] Result<QHash<QByteArray, ChunkPlace>> placesOf(const QList<ChunkRef> &chunks,
                                                                 Catalog::Damaged damaged);

    Journal &m_journal;
    Repository &m_repository;
    const QString m_share;
    const ChunkReader m_reader;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<Result<void>> m_opened;            ///< none: it is being read
    QHash<QByteArray, Clock::time_point> m_verified; ///< packs that were there a moment ago
};

} // namespace smc::cloudvfs
