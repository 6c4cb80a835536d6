// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/archive_layout.h"

#include <deque>
#include <future>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t requestsAtOnce = 8;
constexpr qint64 largestRequest = 8 * 1024 * 1024;
constexpr auto verifiedFor = 10min;

Error missing()
{
    return {.code = ErrorCode::NotFound, .message = u"the repository has no version of it"_s};
}

} // namespace

ArchiveLayout::ArchiveLayout(Journal &journal, Repository &repository, QString share)
    : m_journal(journal)
    , m_repository(repository)
    , m_share(std::move(share))
{}

Result<Entry> ArchiveLayout::versionOf(const FileRow &row)
{
    auto entry = m_journal.call([&](Index &index) { return index.catalog(m_share).entry(row.key); });
    if (!entry)
        return entry.error();
    if (!*entry)
        return missing();
    if (auto resolved = resolve(**entry); !resolved)
        return resolved.error();
    return std::move(**entry);
}

Result<void> ArchiveLayout::resolve(Entry &entry)
{
    if (!entry.indirect)
        return {};
    const QByteArray id = entry.chunks.isEmpty() ? QByteArray() : entry.chunks.first().id;
    {
        const std::lock_guard lock(m_mutex);
        if (m_lastId == id && !id.isEmpty()) {
            entry.chunks = m_lastChunks;
            entry.indirect = false;
            return {};
        }
    }
    QByteArray list;
    auto got = fetch(entry.chunks, [&](qsizetype, const QByteArray &content) -> Result<void> {
        list += content;
        return {};
    });
    if (!got)
        return got;
    auto chunks = decodeChunks(list);
    if (!chunks)
        return chunks.error();
    const std::lock_guard lock(m_mutex);
    m_lastId = id;
    m_lastChunks = *chunks;
    entry.chunks = std::move(*chunks);
    entry.indirect = false;
    return {};
}

Result<QHash<QByteArray, ChunkPlace>> ArchiveLayout::placesOf(const QList<ChunkRef> &chunks)
{
    QList<QByteArray> ids;
    for (const ChunkRef &chunk : chunks)
        ids.append(chunk.id);
    return m_journal.call([&](Index &index) { return index.catalog(m_share).places(ids); });
}

Result<void> ArchiveLayout::fetch(const QList<ChunkRef> &chunks,
                                  const std::function<Result<void>(qsizetype, const QByteArray &)> &take)
{
    if (auto opened = m_repository.open(false); !opened)
        return opened;
    const auto places = placesOf(chunks);
    if (!places)
        return places.error();
    // What lies side by side comes by one request.
    struct Request
    {
        QByteArray pack;
        QList<PackedChunk> neighbours;
        qint64 length = 0;
    };
    QList<Request> requests;
    for (const ChunkRef &chunk : chunks) {
        const auto place = places->constFind(chunk.id);
        if (place == places->cend())
            return missing();
        const PackedChunk &packed = place->chunk;
        if (!requests.isEmpty() && requests.last().pack == place->pack &&
            requests.last().length < largestRequest &&
            requests.last().neighbours.last().offset + requests.last().neighbours.last().length ==
                packed.offset) {
            requests.last().neighbours.append(packed);
            requests.last().length += packed.length;
        } else {
            requests.append({.pack = place->pack, .neighbours = {packed}, .length = packed.length});
        }
    }
    std::deque<std::future<Result<QList<QByteArray>>>> running;
    qsizetype next = 0;
    qsizetype number = 0;
    Result<void> done;
    while (next < requests.size() || !running.empty()) {
        while (done && next < requests.size() && running.size() < requestsAtOnce) {
            const bool alone = requests.size() == 1;
            running.push_back(std::async(alone ? std::launch::deferred : std::launch::async,
                                         [this, request = requests[next]] {
                                             return m_repository.fetch(request.pack, request.neighbours);
                                         }));
            ++next;
        }
        if (running.empty())
            break;
        auto contents = running.front().get();
        running.pop_front();
        if (!done)
            continue; // the others are waited for
        if (!contents) {
            done = contents.error();
            continue;
        }
        for (const QByteArray &content : *contents) {
            if (auto taken = take(number++, content); !taken) {
                done = taken;
                break;
            }
        }
    }
    return done;
}

Result<void> ArchiveLayout::read(const FileRow &row, qint64 offset, qint64 length, const Sink &sink)
{
    if (auto opened = m_repository.open(false); !opened)
        return opened;
    const auto entry = versionOf(row);
    if (!entry)
        return entry.error();
    QList<ChunkRef> wanted;
    qint64 at = 0;
    qint64 begin = -1;
    for (const ChunkRef &chunk : entry->chunks) {
        if (at + chunk.size > offset && at < offset + length) {
            begin = begin < 0 ? at : begin;
            wanted.append(chunk);
        }
        at += chunk.size;
    }
    if (at < offset + length)
        return Error{.code = ErrorCode::Stale,
                     .message = u"the repository has %1 bytes of it and no more"_s.arg(at)};
    at = begin;
    return fetch(wanted, [&](qsizetype, const QByteArray &content) -> Result<void> {
        const qint64 from = std::max<qint64>(0, offset - at);
        const qint64 to = std::min<qint64>(content.size(), offset + length - at);
        const bool good = sink(content.constData() + from, to - from, at + from);
        at += content.size();
        if (good)
            return {};
        return Error{.code = ErrorCode::Refused, .message = u"What came could not be written."_s};
    });
}

Result<void> ArchiveLayout::verify(const FileRow &row)
{
    if (auto opened = m_repository.open(false); !opened)
        return opened;
    const auto entry = versionOf(row);
    if (!entry)
        return entry.error();
    const auto places = placesOf(entry->chunks);
    if (!places)
        return places.error();
    QHash<QByteArray, Pack> packs;
    for (const ChunkRef &chunk : entry->chunks) {
        const auto place = places->constFind(chunk.id);
        if (place == places->cend())
            return missing();
        Pack &pack = packs[place->pack];
        pack.name = place->pack;
        pack.chunks.append(place->chunk);
    }
    const auto now = Clock::now();
    for (const Pack &pack : std::as_const(packs)) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_verified.value(pack.name) > now - verifiedFor)
                continue;
        }
        if (auto there = m_repository.verifyPack(pack); !there)
            return there;
        const std::lock_guard lock(m_mutex);
        if (m_verified.size() > 100'000)
            m_verified.clear();
        m_verified.insert(pack.name, now);
    }
    return {};
}

} // namespace smc::cloudvfs
