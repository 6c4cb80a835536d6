// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/archive_layout.h"

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto verifiedFor = 10min;
constexpr auto readWithin = 45s; ///< clients wait

Error missing()
{
    return {.code = ErrorCode::NotFound, .message = u"The repository has no version of it."_s};
}

} // namespace

ArchiveLayout::ArchiveLayout(Journal &journal, Repository &repository, QString share)
    : m_journal(journal)
    , m_repository(repository)
    , m_share(std::move(share))
    , m_reader(repository, [this](const QList<ChunkRef> &chunks) {
        return placesOf(chunks, Catalog::Damaged::Even); // whoever reads may be luckier
    })
{}

Result<Entry> ArchiveLayout::versionOf(const FileRow &row)
{
    auto read = m_journal.call([&](Index &index) { return index.catalog(m_share).entry(row.key); });
    if (!read)
        return read.error();
    std::optional<Entry> &entry = *read;
    if (!entry)
        return missing();
    // Another machine, or an earlier index, has gone on with this file, or the one that a stub was copied
    // from has changed since: its content is not this one's.
    const bool same = row.content.isEmpty() ? row.etag.isEmpty() || row.etag == versionTag(*entry)
                                            : row.content == contentTag(*entry);
    if (entry->size != row.copied.size || !same)
        return Error{.code = ErrorCode::Stale,
                     .message = u"The repository has another version of it than the one that was copied."_s};
    return *std::move(entry);
}

Result<QHash<QByteArray, ChunkPlace>> ArchiveLayout::placesOf(const QList<ChunkRef> &chunks,
                                                              Catalog::Damaged damaged)
{
    QList<QByteArray> ids;
    for (const ChunkRef &chunk : chunks)
        ids.append(chunk.id);
    return m_journal.call([&](Index &index) { return index.catalog(m_share).places(ids, damaged); });
}

void ArchiveLayout::told(const Result<void> &opened)
{
    {
        const std::lock_guard lock(m_mutex);
        m_opened = opened;
    }
    m_changed.notify_all();
}

Result<void> ArchiveLayout::ready(std::chrono::milliseconds deadline)
{
    std::unique_lock lock(m_mutex);
    if (m_changed.wait_for(lock, deadline, [this] { return m_opened.has_value(); }))
        return *m_opened;
    return Error{.code = ErrorCode::Busy,
                 .message = u"What the store has is still being read."_s,
                 .hint = u"Try again in a while."_s,
                 .retryable = true};
}

Result<void> ArchiveLayout::read(const FileRow &row, qint64 offset, qint64 length, const Sink &sink)
{
    if (auto opened = m_repository.open(false); !opened)
        return opened;
    if (auto known = ready(readWithin); !known)
        return known;
    const auto entry = versionOf(row);
    return entry ? m_reader.read(*entry, offset, length, sink) : entry.error();
}

Result<QByteArray> ArchiveLayout::verify(const FileRow &row)
{
    if (auto opened = m_repository.open(false); !opened)
        return opened.error();
    if (auto known = ready(readWithin); !known)
        return known.error();
    const auto entry = versionOf(row);
    if (!entry)
        return entry.error();
    auto chunks = m_reader.chunksOf(*entry);
    if (!chunks)
        return chunks.error();
    if (entry->indirect)
        chunks->append(entry->chunks);
    const auto places = placesOf(*chunks, Catalog::Damaged::Never);
    if (!places)
        return places.error();
    QHash<QByteArray, Pack> packs;
    for (const ChunkRef &chunk : std::as_const(*chunks)) {
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
            return there.error();
        const std::lock_guard lock(m_mutex);
        if (m_verified.size() > 100'000)
            m_verified.clear();
        m_verified.insert(pack.name, now);
    }
    return contentTag(*entry);
}

} // namespace smc::cloudvfs
