// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QList>

namespace smc::cloudvfs {

/// A piece of content, by its keyed BLAKE2b-256: equal pieces are stored once.
struct ChunkRef
{
    QByteArray id; ///< 32 bytes
    qint64 size = 0;

    bool operator==(const ChunkRef &) const = default;
};

/// An extended attribute by its whole name, "security.NTACL". NT ACLs, DOS attributes and alternate streams
/// are such (acl_xattr, streams_xattr), and POSIX ACLs, too.
struct Attribute
{
    QByteArray name;
    QByteArray value;

    bool operator==(const Attribute &) const = default;
};

/// A version of a file or folder: everything that is needed to make it again.
struct Entry
{
    enum class Kind : quint8 {
        Gone = 0, ///< it was removed
        File = 1,
        Folder = 2,
    };
    QByteArray id; ///< 16 bytes: it stays the same over renames and changes
    Kind kind = Kind::File;
    QByteArray path;  ///< relative to the share, "" for the share's own folder
    quint32 mode = 0; ///< permissions alone
    quint32 owner = 0;
    quint32 group = 0;
    qint64 size = 0;
    qint64 mtime = 0;            ///< nanoseconds since 1970
    QList<Attribute> attributes; ///< by name
    /// The content; of `indirect` the encoded list of its chunks (encodeChunks()), as files have too many for
    /// a record.
    QList<ChunkRef> chunks;
    bool indirect = false;
    qint64 at = 0; ///< when it was recorded, milliseconds since 1970
};

constexpr int mostChunksInEntry = 512;

/// QDataStream of version Qt_6_0, big-endian; what follows a record of this version is passed over, so that
/// later ones may add to it. Errors: Stale.
[[nodiscard]] QByteArray encodeEntry(const Entry &entry);
[[nodiscard]] Result<Entry> decodeEntry(const QByteArray &bytes);
/// The same of equal versions, whenever they were recorded.
[[nodiscard]] QByteArray versionTag(Entry entry);
/// The same of equal content, whatever else is different.
[[nodiscard]] QByteArray contentTag(const Entry &entry);
[[nodiscard]] QByteArray encodeChunks(const QList<ChunkRef> &chunks);
[[nodiscard]] Result<QList<ChunkRef>> decodeChunks(const QByteArray &bytes);

} // namespace smc::cloudvfs
