// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/formats/entry.h"

#include "service/cloudvfs/formats/seal.h"

#include <QDataStream>
#include <QIODevice>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint32 mostAttributes = 65536;
constexpr quint32 mostChunks = 64 * 1024 * 1024;
constexpr qsizetype idSize = 16;
constexpr qsizetype chunkIdSize = 32;

Error brokenEntry()
{
    return {.code = ErrorCode::Stale, .message = u"A record of the repository cannot be understood."_s};
}

void writeChunks(QDataStream &stream, const QList<ChunkRef> &chunks)
{
    stream << quint32(chunks.size());
    for (const ChunkRef &chunk : chunks) {
        stream.writeRawData(chunk.id.constData(), int(chunkIdSize));
        stream << quint32(chunk.size);
    }
}

bool readChunks(QDataStream &stream, QList<ChunkRef> &chunks)
{
    quint32 count = 0;
    stream >> count;
    if (count > mostChunks)
        return false;
    while (count-- > 0) {
        ChunkRef chunk{.id = QByteArray(chunkIdSize, Qt::Uninitialized)};
        quint32 size = 0;
        if (stream.readRawData(chunk.id.data(), int(chunkIdSize)) != chunkIdSize)
            return false;
        stream >> size;
        chunk.size = size;
        if (stream.status() != QDataStream::Ok)
            return false;
        chunks.append(std::move(chunk));
    }
    return stream.status() == QDataStream::Ok;
}

QDataStream &prepared(QDataStream &stream)
{
    stream.setVersion(QDataStream::Qt_6_0);
    return stream;
}

} // namespace

QByteArray versionTag(Entry entry)
{
    entry.at = 0;
    return blake2b(encodeEntry(entry)).left(16).toHex();
}

QByteArray contentTag(const Entry &entry)
{
    return versionTag({.size = entry.size, .chunks = entry.chunks, .indirect = entry.indirect});
}

QByteArray encodeEntry(const Entry &entry)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    prepared(stream) << quint8(entry.kind) << quint8(entry.indirect);
    stream.writeRawData(entry.id.leftJustified(idSize, '\0', true).constData(), int(idSize));
    stream << entry.at << entry.path;
    if (entry.kind == Entry::Kind::Gone)
        return bytes;
    stream << entry.mode << entry.owner << entry.group << entry.size << entry.mtime
           << quint32(entry.attributes.size());
    for (const Attribute &attribute : entry.attributes)
        stream << attribute.name << attribute.value;
    writeChunks(stream, entry.chunks);
    return bytes;
}

Result<Entry> decodeEntry(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    quint8 kind = 0;
    quint8 indirect = 0;
    prepared(stream) >> kind >> indirect;
    Entry entry{.id = QByteArray(idSize, Qt::Uninitialized), .kind = Entry::Kind(kind)};
    if (kind > quint8(Entry::Kind::Folder) || indirect > 1 ||
        stream.readRawData(entry.id.data(), int(idSize)) != idSize)
        return brokenEntry();
    entry.indirect = indirect != 0;
    stream >> entry.at >> entry.path;
    if (entry.kind == Entry::Kind::Gone)
        return stream.status() == QDataStream::Ok ? Result<Entry>(std::move(entry)) : brokenEntry();
    quint32 count = 0;
    stream >> entry.mode >> entry.owner >> entry.group >> entry.size >> entry.mtime >> count;
    if (stream.status() != QDataStream::Ok || count > mostAttributes || entry.size < 0)
        return brokenEntry();
    while (count-- > 0) {
        Attribute attribute;
        stream >> attribute.name >> attribute.value;
        if (stream.status() != QDataStream::Ok)
            return brokenEntry();
        entry.attributes.append(std::move(attribute));
    }
    if (!readChunks(stream, entry.chunks))
        return brokenEntry();
    return entry;
}

QByteArray encodeChunks(const QList<ChunkRef> &chunks)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    writeChunks(prepared(stream), chunks);
    return bytes;
}

Result<QList<ChunkRef>> decodeChunks(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    QList<ChunkRef> chunks;
    return readChunks(prepared(stream), chunks) ? Result<QList<ChunkRef>>(std::move(chunks)) : brokenEntry();
}

} // namespace smc::cloudvfs
