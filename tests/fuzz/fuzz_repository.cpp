// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_repository
// A repository whose log was made by somebody else: packs, their tables and the entries agree with one
// another or not. What is read of a file is of the part that was asked for, or an error.
#include "service/cloudvfs/repository/pack_builder.h"
#include "service/cloudvfs/repository/snapshot.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>

using namespace smc;
using namespace smc::cloudvfs;

namespace {

class MemoryStore final : public Store
{
public:
    std::map<QByteArray, QByteArray> objects;

    Result<ObjectInfo> put(const QByteArray &key, const Digest &content, const Source &source,
                           const Condition & /*condition*/) override
    {
        QByteArray bytes(qsizetype(content.size), '\0');
        if (source.send(bytes.data(), bytes.size(), 0) != bytes.size())
            return missing();
        objects.insert_or_assign(key, bytes);
        return head(key);
    }
    Result<ObjectInfo> head(const QByteArray &key) override
    {
        const auto object = objects.find(key);
        if (object == objects.end())
            return missing();
        return ObjectInfo{.size = object->second.size(), .etag = digestOf(object->second).md5.toHex()};
    }
    Result<void> get(const QByteArray &key, const QByteArray & /*etag*/, qint64 offset, qint64 length,
                     const Sink &sink) override
    {
        const auto object = objects.find(key);
        if (object == objects.end() || offset < 0 || length < 0 || offset + length > object->second.size())
            return missing();
        return sink(object->second.constData() + offset, length, offset) ? Result<void>() : missing();
    }
    Result<void> remove(const QByteArray &key) override
    {
        objects.erase(key);
        return {};
    }
    Result<Listing> list(const QByteArray &prefix, const QByteArray &after) override
    {
        Listing listing;
        for (auto it = objects.upper_bound(after); it != objects.end(); ++it) {
            if (it->first.startsWith(prefix))
                listing.objects << ListedObject{
                    .key = it->first, .info = {.size = it->second.size(), .etag = {}}, .modified = 0};
        }
        return listing;
    }
    bool keepsConditions() override { return true; }

private:
    static Error missing() { return {.code = ErrorCode::NotFound, .message = QStringLiteral("None.")}; }
};

/// Small numbers and pieces out of the input; zeros behind its end.
class Input
{
public:
    Input(const unsigned char *data, std::size_t size)
        : m_left(data, data + size)
    {}
    int byte()
    {
        if (m_left.isEmpty())
            return 0;
        const int value = static_cast<unsigned char>(m_left.front());
        m_left = m_left.sliced(1);
        return value;
    }
    /// Near to a number, or far from it.
    qint64 near(qint64 number)
    {
        const int how = byte();
        return how < 192   ? number
               : how < 240 ? std::max<qint64>(0, number + how - 216)
                           : byte() << (how & 31) % 24;
    }
    QByteArray bytes()
    {
        const QByteArray taken = m_left.first(std::min<qsizetype>(byte(), m_left.size())).toByteArray();
        m_left = m_left.sliced(taken.size());
        return taken;
    }

private:
    QByteArrayView m_left;
};

void readAll(const ChunkReader &reader, const Entry &entry, qint64 offset, qint64 length)
{
    qint64 at = offset;
    const auto read = reader.read(entry, offset, length, [&](const char *bytes, qint64 size, qint64 where) {
        if (size < 0 || where != at || size > offset + length - at)
            std::abort();
        at += size;
        return std::count(bytes, bytes + size, 0) <= size; // it can all be read
    });
    if (read && at != offset + length)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size > 4096)
        return 0;
    Input input(data, size);
    MemoryStore store;
    Repository writer(store, {.prefix = "data/", .keys = {}, .host = {}});
    if (!writer.open(true) || !writer.take(0, [](const Segment &) { return Result<void>(); }))
        std::abort();
    QList<ChunkRef> refs;
    for (int segments = input.byte() % 3; segments >= 0; --segments) {
        Segment segment;
        PackBuilder builder(writer.sealer());
        for (int chunks = input.byte() % 8; chunks > 0; --chunks) {
            QByteArray content = input.bytes();
            if (const int list = input.byte(); list >= 200) // of an indirect entry
                content = encodeChunks(refs.mid(0, list - 200));
            const ChunkRef ref = writer.refOf(content);
            builder.add(ref, content);
            refs.append({.id = ref.id, .size = input.near(ref.size)});
        }
        auto [pack, content] = builder.finish();
        for (PackedChunk &chunk : pack.chunks)
            chunk = {.id = chunk.id,
                     .offset = input.near(chunk.offset),
                     .length = input.near(chunk.length),
                     .size = input.near(chunk.size)};
        if (input.byte() < 250 && !writer.putPack(pack, content))
            std::abort();
        segment.packs.append(pack);
        for (int entries = input.byte() % 8; entries > 0; --entries) {
            Entry entry{.id = QByteArray(16, char(input.byte() % 4)),
                        .kind = Entry::Kind(input.byte() % 3),
                        .path = input.bytes()};
            for (int chunks = input.byte() % 8; chunks > 0 && !refs.isEmpty(); --chunks) {
                entry.chunks.append(refs[input.byte() % refs.size()]);
                entry.size += entry.chunks.last().size;
            }
            entry.size = input.near(entry.size);
            entry.indirect = input.byte() >= 200;
            segment.entries.append(entry);
        }
        const auto sealed = writer.prepare(segment);
        if (input.byte() >= 250 && !writer.putCheckpoint(sealed.segment.sequence, {segment}))
            std::abort();
        if (!writer.append(sealed))
            std::abort();
    }

    Repository repository(store, {.prefix = "data/", .keys = {}, .host = {}});
    if (!repository.open(false))
        std::abort();
    const auto snapshot = Snapshot::read(repository, {}, {});
    if (!snapshot)
        return 0;
    const ChunkReader reader(repository, snapshot->places());
    for (const auto &[path, entry] : snapshot->entries()) {
        readAll(reader, entry, 0, entry.size);
        readAll(reader, entry, entry.size / 2, std::min<qint64>(entry.size - entry.size / 2, 7));
        (void)versionsOf(repository, path);
    }
    (void)repository.readState({}, [&](const Segment &segment) -> Result<void> {
        for (const Pack &pack : segment.packs) {
            const auto there = repository.verifyPack(pack);
            const auto info =
                store.objects.find("data/pack/" + pack.name.toHex().left(2) + '/' + pack.name.toHex());
            if (there && info == store.objects.end())
                std::abort();
            (void)repository.damagedChunks(pack, info == store.objects.end() ? 0 : info->second.size());
        }
        return {};
    });
    return 0;
}
