// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/formats/segment.h"

#include <QDataStream>
#include <QIODevice>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint32 magic = 0x43565331; // "CVS1"
constexpr qsizetype nameSize = 32;

Error brokenSegment()
{
    return {.code = ErrorCode::Stale, .message = u"A part of the repository's log cannot be understood."_s};
}

void writeTable(QDataStream &stream, const QList<PackedChunk> &chunks)
{
    stream << quint32(chunks.size());
    for (const PackedChunk &chunk : chunks) {
        stream.writeRawData(chunk.id.constData(), int(nameSize));
        stream << quint32(chunk.offset) << quint32(chunk.length) << quint32(chunk.size);
    }
}

bool readTable(QDataStream &stream, QList<PackedChunk> &chunks)
{
    quint32 count = 0;
    stream >> count;
    for (; count > 0 && stream.status() == QDataStream::Ok; --count) {
        PackedChunk chunk{.id = QByteArray(nameSize, Qt::Uninitialized)};
        quint32 offset = 0;
        quint32 length = 0;
        quint32 size = 0;
        if (stream.readRawData(chunk.id.data(), int(nameSize)) != nameSize)
            return false;
        stream >> offset >> length >> size;
        chunk.offset = offset;
        chunk.length = length;
        chunk.size = size;
        chunks.append(std::move(chunk));
    }
    return stream.status() == QDataStream::Ok;
}

} // namespace

QByteArray encodeSegment(const Segment &segment)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << magic << segment.sequence << segment.epoch << segment.at << quint32(segment.packs.size());
    for (const Pack &pack : segment.packs) {
        stream.writeRawData(pack.name.constData(), int(nameSize));
        writeTable(stream, pack.chunks);
    }
    stream << quint32(segment.entries.size());
    for (const Entry &entry : segment.entries)
        stream << encodeEntry(entry);
    return bytes;
}

Result<Segment> decodeSegment(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_0);
    Segment segment;
    quint32 found = 0;
    quint32 count = 0;
    stream >> found >> segment.sequence >> segment.epoch >> segment.at >> count;
    if (found != magic)
        return brokenSegment();
    for (; count > 0 && stream.status() == QDataStream::Ok; --count) {
        Pack pack{.name = QByteArray(nameSize, Qt::Uninitialized)};
        if (stream.readRawData(pack.name.data(), int(nameSize)) != nameSize ||
            !readTable(stream, pack.chunks))
            return brokenSegment();
        segment.packs.append(std::move(pack));
    }
    count = 0;
    stream >> count;
    for (; count > 0 && stream.status() == QDataStream::Ok; --count) {
        QByteArray record;
        stream >> record;
        auto entry = decodeEntry(record);
        if (!entry)
            return entry.error();
        segment.entries.append(std::move(*entry));
    }
    return stream.status() == QDataStream::Ok ? Result<Segment>(std::move(segment)) : brokenSegment();
}

QByteArray encodePackTable(const QList<PackedChunk> &chunks)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    writeTable(stream, chunks);
    return bytes;
}

Result<QList<PackedChunk>> decodePackTable(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_0);
    QList<PackedChunk> chunks;
    return readTable(stream, chunks) ? Result<QList<PackedChunk>>(std::move(chunks)) : brokenSegment();
}

} // namespace smc::cloudvfs
