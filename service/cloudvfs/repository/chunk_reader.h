// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/repository/repository.h"

#include <QHash>

namespace smc::cloudvfs {

/// Brings chunks out of packs: what lies side by side by one request, several at a time. Of any thread.
/// Errors: NotFound when a chunk is nowhere; those of Repository.
class ChunkReader
{
public:
    /// Those of the identifiers that are known.
    using Places = std::function<Result<QHash<QByteArray, ChunkPlace>>(const QList<ChunkRef> &)>;

    ChunkReader(Repository &repository, Places places);

    /// Opened, in their order.
    [[nodiscard]] Result<void> fetch(const QList<ChunkRef> &chunks,
                                     const std::function<Result<void>(const QByteArray &)> &take) const;
    /// `length` bytes of a file from `offset`.
    [[nodiscard]] Result<void> read(const Entry &entry, qint64 offset, qint64 length, const Sink &sink) const;
    /// Of an indirect entry, its chunks.
    [[nodiscard]] Result<QList<ChunkRef>> chunksOf(const Entry &entry) const;

private:
    Repository &m_repository;
    const Places m_places;
    mutable std::mutex m_mutex;
    mutable QList<ChunkRef> m_lastList; ///< what the list that was read last lies in
    mutable QList<ChunkRef> m_lastChunks;
};

} // namespace smc::cloudvfs
