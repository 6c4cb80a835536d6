// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/repository/chunk_reader.h"

#include <deque>
#include <future>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t requestsAtOnce = 8;
constexpr qint64 largestRequest = 8 * 1024 * 1024;

Error missing()
{
    return {.code = ErrorCode::NotFound, .message = u"The repository has not all of its content."_s};
}

} // namespace

ChunkReader::ChunkReader(Repository &repository, Places places)
    : m_repository(repository)
    , m_places(std::move(places))
{}

Result<QList<ChunkRef>> ChunkReader::chunksOf(const Entry &entry) const
{
    if (!entry.indirect)
        return entry.chunks;
    {
        const std::lock_guard lock(m_mutex);
        if (m_lastList == entry.chunks && !entry.chunks.isEmpty())
            return m_lastChunks;
    }
    QByteArray list;
    auto got = fetch(entry.chunks, [&](const QByteArray &content) -> Result<void> {
        list += content;
        return {};
    });
    if (!got)
        return got.error();
    auto chunks = decodeChunks(list);
    if (!chunks)
        return chunks;
    const std::lock_guard lock(m_mutex);
    m_lastList = entry.chunks;
    m_lastChunks = *chunks;
    return chunks;
}

Result<void> ChunkReader::read(const Entry &entry, qint64 offset, qint64 length, const Sink &sink) const
{
    const auto chunks = chunksOf(entry);
    if (!chunks)
        return chunks.error();
    QList<ChunkRef> wanted;
    qint64 at = 0;
    qint64 begin = 0;
    for (const ChunkRef &chunk : *chunks) {
        if (at + chunk.size > offset && at < offset + length) {
            begin = wanted.isEmpty() ? at : begin;
            wanted.append(chunk);
        }
        at += chunk.size;
    }
    if (at < offset + length)
        return Error{.code = ErrorCode::Stale,
                     .message = u"The repository has %1 bytes of it and no more."_s.arg(at)};
    at = begin;
    qsizetype number = 0;
    return fetch(wanted, [&](const QByteArray &content) -> Result<void> {
        if (content.size() != wanted[number++].size)
            return Error{.code = ErrorCode::Stale,
                         .message = u"A chunk of the repository is not as long as its entry says."_s};
        const qint64 from = std::max<qint64>(0, offset - at);
        const qint64 to = std::min<qint64>(content.size(), offset + length - at);
        const bool good = sink(content.constData() + from, to - from, at + from);
        at += content.size();
        if (good)
            return {};
        return Error{.code = ErrorCode::Refused, .message = u"What came could not be written."_s};
    });
}

Result<void> ChunkReader::fetch(const QList<ChunkRef> &chunks,
                                const std::function<Result<void>(const QByteArray &)> &take) const
{
    const auto places = m_places(chunks);
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
            if (auto taken = take(content); !taken) {
                done = taken;
                break;
            }
        }
    }
    return done;
}

} // namespace smc::cloudvfs
