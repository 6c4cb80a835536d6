// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/formats/segment.h"
#include "service/state/database.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <optional>

namespace smc::cloudvfs {

/// What a share's repository has, as far as this machine has written or read its log: versions of files,
/// chunks and their packs. It can be made anew from the store. A view on the index's database, of its thread.
/// Errors of all calls: those of Database; Stale.
class Catalog
{
public:
    Catalog(const state::Database &database, QString share);

    [[nodiscard]] static QStringList schema();

    struct Position
    {
        QByteArray repository; ///< its identifier; empty: none is known
        quint64 sequence = 0;  ///< up to which its log is known
    };
    [[nodiscard]] Result<Position> position() const;
    /// From now on it is of that repository.
    [[nodiscard]] Result<void> begin(const QByteArray &repository) const;
    /// What a segment tells. In a transaction of the caller's.
    [[nodiscard]] Result<void> keep(const Segment &segment) const;
    /// Those of `ids` that are known, where they were stored last. Of what is damaged there (setDamaged())
    /// only `even` so, and when there is nothing better.
    enum class Damaged { Never, Even };
    [[nodiscard]] Result<QHash<QByteArray, ChunkPlace>> places(const QList<QByteArray> &ids,
                                                               Damaged damaged = Damaged::Never) const;
    /// All packs, with the size that each has at least.
    [[nodiscard]] Result<QHash<QByteArray, qint64>> packSizes() const;
    /// Errors: NotFound.
    [[nodiscard]] Result<Pack> pack(const QByteArray &name) const;
    /// Chunks of a pack that the store does not have as they should be, and no others: their content is
    /// stored anew when it comes again, and nothing that needs them is evicted. Whether it is news.
    [[nodiscard]] Result<bool> setDamaged(const QByteArray &pack, const QList<QByteArray> &chunks) const;
    /// The last versions of files with identifiers after `after`, by these.
    [[nodiscard]] Result<QList<Entry>> entries(const QByteArray &after, int most) const;
    /// The next commit is followed by a checkpoint.
    [[nodiscard]] Result<void> wantCheckpoint() const;
    /// The last version of a file.
    [[nodiscard]] Result<std::optional<Entry>> entry(const QByteArray &id) const;
    /// All that there is, in pieces.
    [[nodiscard]] Result<QList<Segment>> everything() const;
    /// How many segments came since the last checkpoint.
    [[nodiscard]] Result<quint64> sinceCheckpoint() const;
    [[nodiscard]] Result<void> checkpointed(quint64 sequence) const;

private:
    [[nodiscard]] Result<void> keepPack(const Pack &pack) const;
    [[nodiscard]] Result<void> keepEntry(const Entry &entry) const;

    const state::Database &m_database;
    const QString m_share;
};

} // namespace smc::cloudvfs
