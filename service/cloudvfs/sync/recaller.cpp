// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/recaller.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <utility>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 blockSize = 1 << 20;
constexpr qint64 largestPiece = 8 * blockSize; ///< of one request
constexpr qint64 leastWindow = 4 * blockSize;  ///< how far ahead of who reads it is brought, at first
constexpr qint64 largestWindow = 64 * blockSize;
constexpr int piecesAtOnce = 4; ///< of one file that is brought as a whole
constexpr int aheadAtOnce = 8;  ///< of all files

Error refused(const QByteArray &path, const QString &why)
{
    return {.code = ErrorCode::Refused,
            .message = u"%1 stays on the disk: %2."_s.arg(QString::fromUtf8(path), why)};
}

/// Keeps everybody from opening a file for the time of an eviction; whoever comes waits. SIGIO, which says
/// that somebody does, is ignored by the daemon: an eviction takes a moment.
class Lease
{
public:
    explicit Lease(int fd)
        : m_fd(fd)
        , m_granted(::fcntl(fd, F_SETLEASE, F_WRLCK) == 0)
    {}
    ~Lease()
    {
        if (m_granted)
            ::fcntl(m_fd, F_SETLEASE, F_UNLCK);
    }
    Lease(const Lease &) = delete;
    Lease &operator=(const Lease &) = delete;
    /// Now, too: the kernel takes it away from who keeps somebody waiting.
    [[nodiscard]] bool isHeld() const { return m_granted && ::fcntl(m_fd, F_GETLEASE) == F_WRLCK; }

private:
    int m_fd;
    bool m_granted;
};

} // namespace

/// What is known of a stub while the daemon runs. A block that is not known to be there is fetched again.
struct Recaller::Stub
{
    /// Shared: blocks come. Alone: it is made a stub, or ends to be one.
    std::shared_mutex life;
    std::mutex mutex; ///< of what follows
    std::condition_variable came;
    QBitArray there; ///< blocks
    QBitArray coming;
    qint64 mtime = 0; ///< as it was before the first block came
    qint64 read = 0;  ///< where who reads from front to back has come to
    qint64 ahead = 0; ///< up to where it was asked for ahead of that
    qint64 window = leastWindow;
    bool ending = false; ///< it is being made a file again

    void clear()
    {
        const std::lock_guard lock(mutex);
        there.clear();
        coming.clear();
        read = ahead = 0;
        window = leastWindow;
    }
    void begin(const Stamp &stamp);
    [[nodiscard]] bool isWhole() const { return !there.isEmpty() && there.count(true) == there.size(); }
    /// What may be asked for ahead after `from` to `to` was asked for: a part, often empty.
    [[nodiscard]] std::pair<qint64, qint64> aheadOf(qint64 from, qint64 to, qint64 size);
};

struct Recaller::Transfer
{
    Layout &layout;
    const FileRow &row;
    const OpenFile &file;
    Stub &stub;
    qint64 size;
};

/// Of a transfer, with the mutex.
void Recaller::Stub::begin(const Stamp &stamp)
{
    const auto blocks = qsizetype((stamp.size + blockSize - 1) / blockSize);
    if (there.size() == blocks)
        return;
    there = QBitArray(blocks);
    coming = QBitArray(blocks);
    mtime = stamp.mtime;
}

std::pair<qint64, qint64> Recaller::Stub::aheadOf(qint64 from, qint64 to, qint64 size)
{
    // Clients ask for several parts at a time, which do not come in their order.
    const bool onwards = from > 0 && read > 0 && from <= read + leastWindow && from >= read - largestWindow;
    if (!onwards) {
        read = to;
        ahead = 0;
        window = leastWindow;
        return {};
    }
    if (to <= read)
        return {};
    read = to;
    const qint64 begin = std::max(read, ahead);
    const qint64 end = std::min(size, (read + window) / blockSize * blockSize);
    // Not a little with each request.
    if (end <= begin || (end - begin < window / 4 && end < size))
        return {};
    ahead = end;
    window = std::min(2 * window, largestWindow);
    return {begin, end};
}

Recaller::Recaller(Journal &journal)
    : m_journal(journal)
{
    m_ahead.setMaxThreadCount(aheadAtOnce);
}

Recaller::~Recaller()
{
    end();
}

void Recaller::end()
{
    m_ahead.clear();
    m_ahead.waitForDone();
}

std::shared_ptr<Recaller::Stub> Recaller::stubOf(quint64 device, quint64 inode)
{
    const std::lock_guard lock(m_mutex);
    if (m_stubs.size() >= m_sweepAt) {
        std::erase_if(m_stubs, [](const auto &known) {
            return known.second.use_count() == 1 && known.second->there.isEmpty();
        });
        m_sweepAt = std::max<std::size_t>(1024, 2 * m_stubs.size());
    }
    auto &stub = m_stubs[Inode(device, inode)];
    if (!stub)
        stub = std::make_shared<Stub>();
    return stub;
}

Result<std::optional<FileRow>> Recaller::rowOf(const Share &share, quint64 device, quint64 inode)
{
    return m_journal.call([&](Index &index) { return index.byInode(share.name, device, inode); });
}

Result<OpenFile> Recaller::fileOf(const Share &share, quint64 device, quint64 inode, const QByteArray &path,
                                  const std::optional<FileRow> &row)
{
    FileRow here = row.value_or(FileRow());
    here.device = device;
    here.inode = inode;
    for (const QByteArray &name : {path, here.path}) {
        here.path = name;
        auto found = share.tree.find(here, true);
        if (found)
            return std::move(found->first);
        if (found.error().code != ErrorCode::NotFound)
            return found.error();
    }
    return Error{.code = ErrorCode::NotFound,
                 .message = u"There is no such file at %1 any more."_s.arg(QString::fromUtf8(path))};
}

Result<void> Recaller::bring(const Share &share, quint64 device, quint64 inode, const QByteArray &path,
                             qint64 offset, qint64 length)
{
    return bring(share, device, inode, path, offset, length, Ahead::Yes);
}

Result<void> Recaller::bring(const Share &share, quint64 device, quint64 inode, const QByteArray &path,
                             qint64 offset, qint64 length, Ahead ahead)
{
    const auto stub = stubOf(device, inode);
    std::shared_lock shared(stub->life);
    const auto row = rowOf(share, device, inode);
    if (!row)
        return row.error();
    const auto file = fileOf(share, device, inode, path, *row);
    if (!file)
        return file.error();
    const auto before = file->stamp();
    if (!before)
        return before.error();
    const auto mark = file->stubMark();
    if (!mark) {
        shared.unlock();
        const auto examined = examine(*file); // it may be left over
        return examined ? Result<void>() : examined.error();
    }
    auto source = bound(share, *file, *mark, path, *row);
    if (!source)
        return source.error();
    if (!share.layout->hasEtags())
        source->content = mark->etag;
    const Transfer transfer{
        .layout = *share.layout, .row = *source, .file = *file, .stub = *stub, .size = before->size};
    const qint64 end = length == 0 ? before->size : std::min(before->size, offset + length);
    std::pair<qint64, qint64> later;
    {
        const std::lock_guard lock(stub->mutex);
        stub->begin(*before);
        if (ahead == Ahead::Yes && length > 0)
            later = stub->aheadOf(offset, end, before->size);
    }
    const auto inBackground = [&](qint64 from, qint64 to) {
        m_ahead.start([this, share = &share, device, inode, path, from, to] {
            // What keeps it from coming is told to who asks for it.
            (void)bring(*share, device, inode, path, from, to - from, Ahead::No);
        });
    };
    const qint64 piece = std::clamp((later.second - later.first) / piecesAtOnce / blockSize * blockSize,
                                    blockSize, largestPiece);
    for (qint64 at = later.first; at < later.second; at += piece)
        inBackground(at, std::min(later.second, at + piece));
    // Whoever comes first takes the next piece.
    for (int helper = 1;
         ahead == Ahead::Yes && length == 0 && helper < piecesAtOnce && helper * largestPiece < end - offset;
         ++helper)
        inBackground(offset, end);
    const auto whole = fetch(transfer, offset, end);
    if (!whole)
        return whole.error();
    if (!*whole)
        return {};
    if (length > 0) { // who has what he asked for does not wait for the disk
        {
            const std::lock_guard lock(stub->mutex);
            if (std::exchange(stub->ending, true))
                return {};
        }
        m_ahead.start([this, share = &share, device, inode, path, stub] {
            const auto brought = bring(*share, device, inode, path, 0, 0, Ahead::No);
            if (!brought)
                qWarning(
                    "cloudvfs: share %s: %s", qUtf8Printable(share->name),
                    qUtf8Printable(brought.error().at(u"bringing"_s, QString::fromUtf8(path)).toString()));
            const std::lock_guard lock(stub->mutex);
            stub->ending = false;
        });
        return {};
    }
    const auto synced = file->sync(); // most of it while others read
    shared.unlock();
    const std::lock_guard alone(stub->life);
    if (!synced) { // and it would say so once only: what of it the disk has is not known
        stub->clear();
        return synced;
    }
    if (!stub->isWhole() || !file->isStub(before->size))
        return {}; // somebody else was here first
    const qint64 mtime = stub->mtime;
    stub->clear(); // whoever waits for this stub must not take it for one that comes later
    return makeWhole(*source, *file, mtime);
}

Result<bool> Recaller::fetch(const Transfer &transfer, qint64 from, qint64 to)
{
    Stub &stub = transfer.stub;
    const auto last = qsizetype((to + blockSize - 1) / blockSize);
    std::unique_lock lock(stub.mutex);
    for (;;) {
        qsizetype block = qsizetype(from / blockSize);
        while (block < last && (stub.there.testBit(block) || stub.coming.testBit(block)))
            ++block;
        qsizetype next = block;
        while (next < last && next - block < largestPiece / blockSize && !stub.there.testBit(next) &&
               !stub.coming.testBit(next))
            ++next;
        if (block < next) {
            stub.coming.fill(true, block, next);
            lock.unlock();
            const auto got =
                fetchPiece(transfer, block * blockSize, std::min(transfer.size, next * blockSize));
            lock.lock();
            stub.coming.fill(false, block, next);
            stub.there.fill(bool(got), block, next);
            stub.came.notify_all();
            if (!got)
                return got.error();
            continue;
        }
        block = qsizetype(from / blockSize);
        while (block < last && stub.there.testBit(block))
            ++block;
        if (block >= last)
            return stub.isWhole();
        stub.came.wait(lock); // what does not come to others is asked for here
    }
}

Result<void> Recaller::fetchPiece(const Transfer &transfer, qint64 from, qint64 to)
{
    Result<void> written;
    const auto got =
        transfer.layout.read(transfer.row, from, to - from, [&](const char *bytes, qint64 count, qint64 at) {
            // Bringing is no change of the client's, and what a client sets meanwhile stays.
            const std::lock_guard lock(transfer.stub.mutex);
            const auto before = transfer.file.stamp();
            written = before ? transfer.file.write(bytes, count, at) : before.error();
            if (before) {
                const auto kept = transfer.file.setMtime(before->mtime);
                written = written ? kept : written;
            }
            return bool(written);
        });
    return written ? got : written;
}

/// The row of a stub, made so that it says what the mark says: that is the later of the two, and all there is
/// of a stub that came here past smbd, or when the index was lost.
Result<FileRow> Recaller::bound(const Share &share, const OpenFile &file, const StubMark &mark,
                                const QByteArray &path, const std::optional<FileRow> &row)
{
    const auto stamp = file.stamp();
    if (!stamp)
        return stamp.error();
    if (mark.key.isEmpty())
        return Error{.code = ErrorCode::NotFound, .message = u"No object is known of this file."_s};
    const bool ofCopy = row && !row->origin.isEmpty() && row->origin == mark.key;
    const bool same = row && (row->key == mark.key || ofCopy) && row->copied.size == mark.size &&
                      (row->etag == mark.etag || !share.layout->hasEtags());
    if (same)
        return *row;
    const auto [device, inode] = file.identity();
    FoundFile found{
        .device = device, .inode = inode, .path = row ? row->path : path, .stamp = *stamp, .mark = mark};
    if (!share.layout->hasEtags())
        found.mark->etag.clear();
    auto taken = m_journal.call([&](Index &index) { return index.scans().take(share.name, {found}); });
    if (!taken)
        return taken.error();
    auto now = rowOf(share, device, inode);
    if (!now)
        return now.error();
    FileRow bound = now->value_or(FileRow());
    bound.key = mark.key;
    bound.etag = share.layout->hasEtags() ? mark.etag : QByteArray();
    bound.copied.size = mark.size;
    return bound;
}

Result<std::optional<StubMark>> Recaller::examine(const OpenFile &file, std::optional<qint64> mtime)
{
    if (!file.isMarked())
        return std::optional<StubMark>();
    const auto [device, inode] = file.identity();
    const auto stub = stubOf(device, inode);
    const std::lock_guard alone(stub->life); // who makes a stub does it in steps
    const auto stamp = file.stamp();
    if (!stamp)
        return stamp.error();
    auto mark = file.stubMark();
    const bool overwritten = mark && mtime && stamp->mtime != *mtime && file.isFilled(stamp->size);
    if ((!mark && stamp->size > 0) || overwritten) {
        if (auto unmarked = file.unmark(); !unmarked)
            return unmarked.error();
        stub->clear();
        mark.reset();
    }
    return mark;
}

Result<void> Recaller::makeWhole(const FileRow &row, const OpenFile &file, qint64 mtime)
{
    auto done = file.sync();
    if (done)
        done = file.unmark();
    if (!done)
        return done;
    auto stamp = file.stamp();
    if (!stamp)
        return stamp.error();
    // Changed in this moment, by whoever found no mark any more: it is not what the store has.
    const bool same = stamp->mtime == mtime && stamp->size == row.copied.size;
    auto kept = m_journal.call([&](Index &index) {
        return index.move(row.id, -1, same ? FileState::Clean : FileState::Dirty, same ? *stamp : Stamp());
    });
    return kept ? Result<void>() : kept.error();
}

Result<void> Recaller::forget(const Share &share, quint64 device, quint64 inode, const QByteArray &path)
{
    const auto stub = stubOf(device, inode);
    const std::lock_guard alone(stub->life);
    const auto row = rowOf(share, device, inode);
    if (!row)
        return row.error();
    auto file = fileOf(share, device, inode, path, *row);
    if (!file)
        return file.error();
    // In this order: an empty file with a mark is no stub, a full one without is one of zeros.
    auto done = file->makeEmpty();
    if (done)
        done = file->unmark();
    if (!done)
        return done;
    stub->clear();
    return {};
}

Result<void> Recaller::evict(const Share &share, const QByteArray &path)
{
    auto file = share.tree.file(path, true);
    if (!file)
        return file.error();
    if (!file->isRegular())
        return refused(path, u"it is no file"_s);
    const auto [device, inode] = file->identity();
    auto known = rowOf(share, device, inode);
    if (!known)
        return known.error();
    std::optional<FileRow> &found = *known;
    if (found && found->state == FileState::Local)
        return refused(path, u"its policy keeps it out of the store"_s);
    if (!found || found->key.isEmpty())
        return refused(path, u"the store has no copy of it"_s);
    const FileRow row = *std::move(found);
    if (row.state == FileState::Stub)
        return {};
    if (row.state == FileState::Dirty || row.opens > 0)
        return refused(path, u"what was changed last is not copied yet"_s);
    const auto there = share.layout->verify(row);
    if (!there)
        return there.error().code == ErrorCode::Stale ? refused(path, there.error().message) : there.error();
    if (share.policyOf(*file, path) == Policy::Pin)
        return refused(path, u"it is pinned"_s);
    if (!file->hasOneName())
        return refused(path, u"it has other names (hard links), whose content it is, too"_s);
    const auto stub = stubOf(row.device, row.inode);
    const std::lock_guard alone(stub->life);
    if (auto synced = file->sync(); !synced) // so that the lease is not held for long
        return synced;
    const Lease lease(file->fd());
    if (!lease.isHeld())
        return refused(path, u"somebody has it open"_s);
    const auto before = file->stamp();
    if (!before || *before != row.copied)
        return refused(path, u"it has changed since it was copied"_s);
    auto moved = m_journal.call(
        [&](Index &index) { return index.move(row.id, row.generation, FileState::Evicting, row.copied); });
    if (!moved)
        return moved.error();
    if (!*moved)
        return refused(path, u"it is being changed"_s);
    auto marked = file->mark({.key = row.key, .etag = *there, .size = row.copied.size});
    const auto after = file->stamp();
    Result<void> punched;
    if (!marked)
        punched = marked;
    else if (!lease.isHeld() || !after || after->mtime != before->mtime || after->size != before->size)
        punched = refused(path, u"somebody opened it just now"_s);
    else
        punched = file->punch();
    if (!punched) {
        // Nothing is gone: it is compared and copied again.
        if (auto unmarked = file->unmark(); !unmarked)
            return unmarked;
        (void)m_journal.call([&](Index &index) { return index.move(row.id, -1, FileState::Dirty, {}); });
        return punched;
    }
    if (auto kept = file->setMtime(row.copied.mtime); !kept)
        return kept;
    const auto stamp = file->stamp();
    if (!stamp)
        return stamp.error();
    stub->clear();
    auto kept = m_journal.call([&](Index &index) { return index.move(row.id, -1, FileState::Stub, *stamp); });
    return kept ? Result<void>() : kept.error();
}

Result<void> Recaller::pin(const Share &share, const QByteArray &path, bool pinned)
{
    if (!share.policies.testFlag(Policy::Pin))
        return Error{.code = ErrorCode::Refused,
                     .message = u"Files of this share are not pinned."_s,
                     .hint = u"\"user policy\" of the share lets that be done."_s};
    auto file = share.tree.file(path, true);
    if (!file)
        return file.error();
    const auto [device, inode] = file->identity();
    const auto stub = stubOf(device, inode);
    const std::lock_guard alone(stub->life);
    const auto known = rowOf(share, device, inode);
    if (!known)
        return known.error();
    const std::optional<FileRow> &row = *known;
    const auto before = file->stamp();
    if (auto set = file->pin(pinned); !set)
        return set;
    const auto after = file->stamp();
    // It is no change that has to be copied. A file that changes at this moment has an intent, and with it
    // another generation.
    if (!row || !before || !after || *before != row->copied || after->mtime != before->mtime ||
        after->size != before->size)
        return {};
    auto moved = m_journal.call(
        [&](Index &index) { return index.move(row->id, row->generation, row->state, *after); });
    return moved ? Result<void>() : moved.error();
}

Result<void> Recaller::renameMark(const Share &share, const FileRow &copy)
{
    const auto stub = stubOf(copy.device, copy.inode);
    const std::lock_guard alone(stub->life);
    const auto known = rowOf(share, copy.device, copy.inode);
    if (!known)
        return known.error();
    const std::optional<FileRow> &row = *known;
    if (!row || row->id != copy.id || row->origin.isEmpty() || row->state == FileState::Dirty)
        return {}; // somebody was faster
    const auto done = [&](const std::optional<Stamp> &stamp) {
        return m_journal.call(
            [&](Index &index) { return index.copyMarked(copy.id, row->generation, stamp); });
    };
    const auto found = share.tree.find(*row, true);
    if (!found)
        return found.error().code == ErrorCode::NotFound ? Result<void>() : found.error();
    const OpenFile &file = found->first;
    const auto mark = file.stubMark();
    if (!mark || mark->key != row->origin)
        return done({});
    if (auto marked = file.mark({.key = row->key, .etag = mark->etag, .size = mark->size}); !marked)
        return marked;
    const auto stamp = file.stamp();
    return stamp ? done(*stamp) : stamp.error();
}

Result<void> Recaller::shape(const OpenFile &file, const Entry &entry)
{
    if (entry.size > 0) {
        auto done = file.markFirst({.key = entry.id, .etag = contentTag(entry), .size = entry.size});
        if (done)
            done = file.stretch(entry.size);
        if (!done)
            return done;
    }
    return file.become(entry);
}

Result<void> Recaller::turnInto(const Share &share, const OpenFile &file, const Entry &entry)
{
    const auto [device, inode] = file.identity();
    const auto stub = stubOf(device, inode);
    const std::lock_guard alone(stub->life);
    const Lease lease(file.fd());
    if (!lease.isHeld())
        return refused(entry.path, u"somebody has it open"_s);
    const auto known = rowOf(share, device, inode);
    const auto before = file.stamp();
    if (!known || !before)
        return known ? before.error() : known.error();
    const std::optional<FileRow> &row = *known;
    if (!row || row->state == FileState::Dirty || *before != row->copied)
        return refused(entry.path, u"what was changed last is not copied yet"_s);
    const auto keep = [&](const Stamp &stamp) {
        return m_journal.call(
            [&](Index &index) { return index.restored(share.name, entry, device, inode, stamp, false); });
    };
    // Whatever of it is left when the daemon is killed: every version is in the store.
    stub->clear();
    auto done = keep({.size = entry.size});
    if (done)
        done = file.makeEmpty();
    if (done && entry.size > 0) // it has its name: what has a size and no mark is no stub, but zeros
        done = file.mark({.key = entry.id, .etag = contentTag(entry), .size = entry.size});
    if (!done)
        return done;
    auto shaped = shape(file, entry);
    const auto stamp = file.stamp();
    if (!stamp)
        return stamp.error();
    done = keep(*stamp);
    return done ? shaped : done;
}

Result<void> Recaller::replace(const Share &share, const KnownFile &row, const StubMark &mark, qint64 mtime)
{
    const auto file = share.tree.file(row.path, true);
    if (!file || !file->is(row.device, row.inode))
        return {}; // a scan, or an intent, tells of it
    const auto stub = stubOf(row.device, row.inode);
    const std::lock_guard alone(stub->life);
    const Lease lease(file->fd());
    if (!lease.isHeld())
        return refused(row.path, u"somebody has it open"_s);
    const auto before = file->stamp();
    if (!before)
        return before.error();
    const bool marked = file->stubMark().has_value();
    if (row.state == FileState::Stub ? !marked : *before != row.copied)
        return {};
    auto claimed = m_journal.call([&](Index &index) { return index.scans().claim(share.name, row); });
    if (!claimed)
        return claimed.error();
    if (!*claimed)
        return {};
    // With the new size the mark counts, whatever of the old content is still there.
    Result<void> done = file->mark(mark);
    if (done)
        done = file->stretch(mark.size);
    if (done && mark.size == 0)
        done = file->unmark();
    if (done)
        done = file->punch();
    if (done)
        done = file->setMtime(mtime);
    stub->clear();
    const auto stamp = done ? file->stamp() : Result<Stamp>(done.error());
    // What is not done is found by its mark.
    auto kept = m_journal.call([&](Index &index) {
        return stamp ? index.scans().replaced(share.name, row, mark, *stamp)
                     : index.scans().replaced(share.name, row, {.key = row.key, .etag = {}, .size = -1}, {});
    });
    if (!kept)
        return kept;
    return stamp ? Result<void>() : stamp.error();
}

Result<void> Recaller::drop(const Share &share, const KnownFile &row)
{
    const auto file = share.tree.file(row.path, true);
    if (!file || !file->is(row.device, row.inode))
        return {};
    const auto stub = stubOf(row.device, row.inode);
    const std::lock_guard alone(stub->life);
    const Lease lease(file->fd());
    if (!lease.isHeld())
        return refused(row.path, u"somebody has it open"_s);
    const auto before = file->stamp();
    if (!before)
        return before.error();
    if (row.state == FileState::Stub ? !file->stubMark().has_value() : *before != row.copied)
        return {};
    // The index first: a file that it does not know is copied again, and nothing is lost.
    const auto forgotten =
        m_journal.call([&](Index &index) { return index.scans().forget(share.name, row); });
    if (!forgotten)
        return forgotten.error();
    return *forgotten ? share.tree.remove(row.path) : Result<void>();
}

} // namespace smc::cloudvfs
