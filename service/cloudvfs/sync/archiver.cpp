// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/archiver.h"

#include <QDateTime>
#include <QScopeGuard>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int mostFiles = 4096;                 ///< in a segment
constexpr qint64 mostBytes = 256 * 1024 * 1024; ///< read for a segment
constexpr qsizetype mostPacks = 32;             ///< in a segment: what of a large file is not sent again
constexpr auto gather = 1s;                     ///< between segments
constexpr auto longest = 30s;                   ///< that a segment is filled
constexpr int inFull = 32;                      ///< the first segment of a daemon is this part of it
constexpr quint64 betweenCheckpoints = 512;     ///< segments
constexpr qsizetype window = 4 * Chunker::most; ///< of a file in memory

Error ending()
{
    return {.code = ErrorCode::Cancelled, .message = u"cloudvfsd is ending."_s, .retryable = true};
}

} // namespace

Archiver::Archiver(Journal &journal, Recaller &recaller, const Share &share, Repository &repository,
                   ArchiveLayout &layout, const Pace &pace, Told told)
    : m_journal(journal)
    , m_recaller(recaller)
    , m_share(share)
    , m_repository(repository)
    , m_layout(layout)
    , m_pace(pace)
    , m_due(journal, share, pace)
    , m_told(std::move(told))
    , m_builder(repository.sealer())
{
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Archiver::~Archiver()
{
    m_thread.request_stop();
    m_thread.join();
}

void Archiver::wake()
{
    const std::lock_guard lock(m_mutex);
    m_news = true;
    m_changed.notify_all();
}

QHash<qint64, Syncer::Attempts> Archiver::attempts() const
{
    const std::lock_guard lock(m_mutex);
    return m_attempts;
}

QHash<qint64, qint64> Archiver::copying() const
{
    const std::lock_guard lock(m_mutex);
    return m_copying;
}

void Archiver::wait(std::chrono::milliseconds most)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, m_stop, most, [] { return false; });
}

Result<void> Archiver::persist(const std::function<Result<void>()> &step)
{
    for (int attempt = 0; !m_stop.stop_requested(); ++attempt) {
        const auto done = step();
        m_told(done ? Error() : done.error());
        if (done)
            return {};
        wait(backOff(attempt));
    }
    return ending();
}

void Archiver::run(const std::stop_token &stop)
{
    m_stop = stop;
    const auto opened = persist([this] {
        auto done = open();
        m_layout.told(done);
        return done;
    });
    if (!opened) {
        m_layout.told(opened); // nobody waits for it any more
        return;
    }
    renameMarks(); // of an earlier daemon, which was killed
    while (!stop.stop_requested()) {
        // Segments have a price each: what comes within a second goes into one.
        wait(std::chrono::duration_cast<std::chrono::milliseconds>(m_committed + gather - Clock::now()));
        const auto more = archiveSome();
        if (!more && more.error().code != ErrorCode::Cancelled) {
            m_told(more.error());
            wait(tick);
            continue;
        }
        if (more && *more)
            continue;
        if (auto kept = checkpoint(); !kept && kept.error().code != ErrorCode::Cancelled)
            m_told(kept.error()); // one that a check wants
        const auto left = m_journal.call([this](Index &index) { return index.hasWork(m_share.name); });
        std::unique_lock lock(m_mutex);
        const auto something = [this] { return m_news; };
        if (!left || *left)
            m_changed.wait_for(lock, stop, tick, something);
        else
            m_changed.wait(lock, stop, something);
        m_news = false;
    }
    while (!m_sending.empty()) { // the step that it is in
        m_sending.front().wait();
        m_sending.pop_front();
    }
}

Result<void> Archiver::open()
{
    const auto position =
        m_journal.call([this](Index &index) { return index.catalog(m_share.name).position(); });
    if (!position)
        return position.error();
    const bool first = position->repository.isEmpty();
    if (auto opened = m_repository.open(first); !opened) {
        if (opened.error().code != ErrorCode::NotFound)
            return opened;
        return Error{.code = ErrorCode::NotFound,
                     .message = u"The repository of this share is not in its store any more: %1"_s.arg(
                         opened.error().message),
                     .hint = u"Put the bucket back, or begin anew (cloudvfsd(8), REPOSITORIES)."_s};
    }
    quint64 sequence = position->sequence;
    const auto adopt = [this](const Segment &segment) {
        return m_journal.call([&](Index &index) { return index.adopt(m_share.name, segment); });
    };
    if (first) {
        auto begun = m_journal.call(
            [this](Index &index) { return index.catalog(m_share.name).begin(m_repository.identifier()); });
        if (!begun)
            return begun;
    } else if (position->repository != m_repository.identifier()) {
        return Error{.code = ErrorCode::Exists,
                     .message = u"The store has another repository than that of this share."_s,
                     .hint = u"Is it the right bucket, and the right prefix?"_s};
    }
    if (sequence == 0) {
        const auto last = m_repository.readState({}, adopt);
        if (!last)
            return last.error();
        sequence = *last;
    }
    return m_repository.take(sequence, adopt);
}

Result<bool> Archiver::archiveSome()
{
    const auto rows = m_due.read({}, mostFiles);
    if (!rows)
        return rows.error();
    const auto removals =
        m_journal.call([this](Index &index) { return index.removals(m_share.name, mostFiles); });
    if (!removals)
        return removals.error();
    if (rows->isEmpty() && removals->isEmpty())
        return false;
    if (m_batch.isEmpty())
        m_batch.begun = Clock::now();
    for (const Removal &removal : *removals) {
        m_batch.segment.entries.append(
            {.id = removal.key, .kind = Entry::Kind::Gone, .at = QDateTime::currentMSecsSinceEpoch()});
        m_batch.removals.append(removal);
    }
    Error problem;
    const auto over = qScopeGuard([this] {
        const std::lock_guard lock(m_mutex);
        m_copying.clear();
    });
    for (const FileRow &row : *rows) {
        if (m_stop.stop_requested())
            return ending();
        Error why;
        Outcome outcome = archiveOne(row, why);
        if (why.code == ErrorCode::Cancelled && !why.message.isEmpty())
            return why;
        if (outcome.kind == Outcome::Kind::Later && !why.message.isEmpty()) {
            const std::lock_guard lock(m_mutex);
            Attempts &attempts = m_attempts[row.id];
            outcome.wait = backOff(attempts.failed++);
            attempts.why = why.toString();
            problem = why;
        } else {
            const std::lock_guard lock(m_mutex);
            m_attempts.remove(row.id);
        }
        m_batch.outcomes.append(outcome);
        if (m_batch.bytes >= mostBytes / inFull * m_part ||
            Clock::now() - m_batch.begun > m_part * longest / inFull) {
            if (auto committed = commit(); !committed)
                return committed.error();
        }
    }
    if (auto committed = commit(); !committed)
        return committed.error();
    m_told(problem);
    return rows->size() >= mostFiles || removals->size() >= mostFiles;
}

Outcome Archiver::archiveOne(const FileRow &row, Error &problem)
{
    Outcome outcome{.id = row.id, .generation = row.generation, .path = row.path};
    const auto later = [&](const Error &error) {
        problem = error.at(u"copying"_s, QString::fromUtf8(row.path));
        outcome.kind = Outcome::Kind::Later;
        return outcome;
    };
    auto found = m_share.tree.find(row, false);
    if (!found) {
        if (found.error().code != ErrorCode::NotFound)
            return later(found.error());
        outcome.kind = Outcome::Kind::Gone;
        return outcome;
    }
    const OpenFile &file = found->first;
    outcome.path = found->second;
    if (!file.isFolder() && !file.isRegular()) {
        outcome.kind = Outcome::Kind::Gone;
        return outcome;
    }
    const auto before = file.stamp();
    if (!before)
        return later(before.error());
    auto entry = file.describe();
    if (!entry)
        return later(entry.error());
    entry->id = row.uid;
    entry->path = outcome.path;
    entry->at = QDateTime::currentMSecsSinceEpoch();
    const bool stub = !row.key.isEmpty() && entry->kind == Entry::Kind::File && file.isStub(row.copied.size);
    if (!stub && file.stubMark()) // zeros are no version of it
        return later({.code = ErrorCode::NotFound,
                      .message = u"Its content is in the cloud, and it is not known what it is there."_s,
                      .hint = u"A scan of the share looks for it: cloudvfsd scan %1."_s.arg(m_share.name)});
    if (stub || (*before == row.copied && !row.key.isEmpty())) {
        // Its content is what it was.
        const auto read =
            m_journal.call([&](Index &index) { return index.catalog(m_share.name).entry(row.key); });
        if (!read)
            return later(read.error());
        const std::optional<Entry> &last = *read;
        if (!last || last->size != entry->size)
            return later({.code = ErrorCode::NotFound,
                          .message = u"The repository has no version of what is to be there."_s});
        const auto mark = stub ? file.stubMark() : std::nullopt;
        if (mark && !mark->etag.isEmpty() && mark->etag != contentTag(*last))
            return later({.code = ErrorCode::NotFound,
                          .message = u"It was copied from another file, which has changed since: its content "
                                     "is an earlier version of that one."_s,
                          .hint = u"Restore that version, as of then, and remove this file."_s});
        entry->chunks = last->chunks;
        entry->indirect = last->indirect;
    } else if (entry->kind == Entry::Kind::File) {
        if (m_share.keepsOut(file, outcome.path)) {
            outcome.kind = Outcome::Kind::Kept;
            return outcome;
        }
        if (auto archived = archiveContent(row, file, *entry); !archived)
            return later(archived.error());
    }
    const auto after = file.stamp();
    if (!after)
        return later(after.error());
    if (*after != *before || (entry->kind == Entry::Kind::File && entry->size != before->size))
        return outcome; // changed meanwhile: Later
    outcome.kind = Outcome::Kind::Copied;
    outcome.state = stub ? FileState::Stub : FileState::Clean;
    outcome.copied = *after;
    outcome.key = row.uid;
    outcome.etag = versionTag(*entry);
    for (const Attribute &attribute : entry->attributes)
        m_batch.bytes += attribute.value.size();
    if (outcome.etag != row.etag)
        m_batch.segment.entries.append(std::move(*entry));
    return outcome;
}

Result<void> Archiver::archiveContent(const FileRow &row, const OpenFile &file, Entry &entry)
{
    QByteArray buffer(window, Qt::Uninitialized);
    qsizetype begin = 0;
    qsizetype end = 0;
    qint64 offset = 0; // of what comes behind the buffer's end
    bool over = false;
    QList<ChunkRef> chunks;
    for (;;) {
        if (!over && end - begin < Chunker::most) {
            std::memmove(buffer.data(), buffer.constData() + begin, std::size_t(end - begin));
            end -= begin;
            begin = 0;
            while (!over && end < buffer.size()) {
                const qint64 got = file.read(buffer.data() + end, buffer.size() - end, offset);
                if (got < 0)
                    return Error{.code = ErrorCode::Refused,
                                 .message = u"It cannot be read: %1."_s.arg(
                                     QString::fromLocal8Bit(std::strerror(errno)))};
                over = got == 0;
                end += qsizetype(got);
                offset += got;
            }
            const std::lock_guard lock(m_mutex);
            m_copying.insert(row.id, offset);
        }
        if (begin == end)
            break;
        const QByteArrayView rest(buffer.constData() + begin, end - begin);
        const qsizetype length = m_repository.chunker().cut(rest);
        const ChunkRef chunk = m_repository.refOf(rest.first(length));
        if (auto added = add(chunk, rest.first(length)); !added)
            return added;
        chunks.append(chunk);
        begin += length;
    }
    m_batch.bytes += offset;
    entry.size = offset;
    entry.indirect = chunks.size() > mostChunksInEntry;
    if (!entry.indirect) {
        entry.chunks = std::move(chunks);
        return {};
    }
    const QByteArray list = encodeChunks(chunks);
    entry.chunks.clear();
    for (qsizetype at = 0; at < list.size(); at += Chunker::most) {
        const QByteArrayView piece =
            QByteArrayView(list).sliced(at, std::min(Chunker::most, list.size() - at));
        const ChunkRef chunk = m_repository.refOf(piece);
        if (auto added = add(chunk, piece); !added)
            return added;
        entry.chunks.append(chunk);
    }
    return {};
}

Result<void> Archiver::add(const ChunkRef &chunk, QByteArrayView content)
{
    if (m_batch.chunks.contains(chunk.id))
        return {};
    const auto known =
        m_journal.call([&](Index &index) { return index.catalog(m_share.name).places({chunk.id}); });
    if (!known)
        return known.error();
    if (!known->isEmpty())
        return {};
    m_batch.chunks.insert(chunk.id);
    m_builder.add(chunk, content);
    if (m_builder.isFull())
        sendPack();
    if (m_stop.stop_requested())
        return ending();
    return m_batch.segment.packs.size() >= mostPacks ? commit() : Result<void>();
}

void Archiver::sendPack()
{
    if (m_builder.isEmpty())
        return;
    while (int(m_sending.size()) >= m_pace.uploads) {
        auto sent = m_sending.front().get();
        m_sending.pop_front();
        if (sent)
            m_batch.segment.packs.append(std::move(*sent));
    }
    m_sending.push_back(
        std::async(std::launch::async, [this, made = m_builder.finish()]() mutable -> Result<Pack> {
            auto sent = persist([&] { return m_repository.putPack(made.pack, made.content); });
            return sent ? Result<Pack>(std::move(made.pack)) : sent.error();
        }));
}

Result<void> Archiver::commit()
{
    sendPack();
    Result<void> sent;
    while (!m_sending.empty()) {
        auto pack = m_sending.front().get();
        m_sending.pop_front();
        if (pack)
            m_batch.segment.packs.append(std::move(*pack));
        else
            sent = pack.error();
    }
    if (!sent)
        return sent;
    if (m_batch.isEmpty())
        return {};
    Segment segment = m_batch.segment;
    if (!segment.packs.isEmpty() || !segment.entries.isEmpty()) {
        const SealedSegment sealed = m_repository.prepare(std::move(segment));
        if (auto appended = persist([&] { return m_repository.append(sealed); }); !appended)
            return appended;
        segment = sealed.segment;
    }
    auto kept = persist([&] {
        return m_journal.call([&](Index &index) {
            return index.archived(m_share.name, segment, m_batch.outcomes, m_batch.removals);
        });
    });
    if (!kept)
        return kept;
    renameMarks();
    m_batch = Batch();
    {
        const std::lock_guard lock(m_mutex);
        m_copying.clear();
    }
    m_committed = Clock::now();
    m_part = std::min(2 * m_part, inFull);
    return checkpoint();
}

/// Of stubs that were copied past smbd, when they have a version of their own.
void Archiver::renameMarks()
{
    const auto copies = m_journal.call([this](Index &index) { return index.copies(m_share.name); });
    if (!copies)
        return; // the next time
    for (const FileRow &copy : *copies) {
        if (auto renamed = m_recaller.renameMark(m_share, copy); !renamed)
            m_told(renamed.error().at(QString::fromUtf8(copy.path)));
    }
}

Result<void> Archiver::checkpoint()
{
    const auto since =
        m_journal.call([this](Index &index) { return index.catalog(m_share.name).sinceCheckpoint(); });
    if (!since)
        return since.error();
    if (*since < betweenCheckpoints)
        return {};
    const auto position =
        m_journal.call([this](Index &index) { return index.catalog(m_share.name).position(); });
    if (!position)
        return position.error();
    const auto parts =
        m_journal.call([this](Index &index) { return index.catalog(m_share.name).everything(); });
    if (!parts)
        return parts.error();
    if (auto put = persist([&] { return m_repository.putCheckpoint(position->sequence, *parts); }); !put)
        return put;
    return m_journal.call(
        [&](Index &index) { return index.catalog(m_share.name).checkpointed(position->sequence); });
}

} // namespace smc::cloudvfs
