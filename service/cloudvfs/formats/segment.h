// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/formats/entry.h"

namespace smc::cloudvfs {

/// Where a chunk lies in its pack, sealed.
struct PackedChunk
{
    QByteArray id; ///< of ChunkRef
    qint64 offset = 0;
    qint64 length = 0; ///< sealed
    qint64 size = 0;   ///< opened
};

/// An immutable object of many chunks, 8 to 16 MiB as a rule.
///
///     "CVPACK1\n"  16 random bytes  sealed chunks …  sealed table of them  4 bytes: length of that table,
///     big-endian
struct Pack
{
    QByteArray name; ///< SHA-256 of it, 32 bytes: pack/HH/HEX in the store
    QList<PackedChunk> chunks;
};

/// Where a chunk lies.
struct ChunkPlace
{
    QByteArray pack; ///< its name
    PackedChunk chunk;
};

/// A piece of the namespace log: what came into a repository at one time, all of it or nothing. Segments are
/// numbered without a gap from 1; later entries replace earlier ones of the same id. A checkpoint is written
/// as segments, too: all packs and all entries that there are.
struct Segment
{
    quint64 sequence = 0;
    quint64 epoch = 0; ///< of who wrote it (Repository)
    qint64 at = 0;     ///< milliseconds since 1970
    QList<Pack> packs;
    QList<Entry> entries;
};

/// Errors: Stale.
[[nodiscard]] QByteArray encodeSegment(const Segment &segment);
[[nodiscard]] Result<Segment> decodeSegment(const QByteArray &bytes);
[[nodiscard]] QByteArray encodePackTable(const QList<PackedChunk> &chunks);
[[nodiscard]] Result<QList<PackedChunk>> decodePackTable(const QByteArray &bytes);

} // namespace smc::cloudvfs
