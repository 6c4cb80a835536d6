// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/restorer.h"

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostProblems = 100;
constexpr qsizetype mostUnknown = 512; ///< files that the journal is not told of yet

/// Into a file of that name when all of it is there.
Result<void> restoreFile(const ChunkReader &reader, const Entry &entry, const Tree &target,
                         Restored &restored)
{
    if (const auto there = target.file(entry.path, false)) {
        const auto now = there->describe();
        if (now && now->kind == Entry::Kind::File && now->size == entry.size && now->mtime == entry.mtime &&
            now->attributes == entry.attributes) {
            ++restored.same;
            return {};
        }
        return Error{.code = ErrorCode::Exists, .message = u"Another one is there already."_s};
    }
    const QByteArray unfinished = unfinishedName(entry.path);
    const auto file = target.create(unfinished);
    if (!file)
        return file.error();
    Result<void> done;
    if (entry.size > 0) {
        Result<void> written;
        done = reader.read(entry, 0, entry.size, [&](const char *bytes, qint64 size, qint64 offset) {
            written = file->write(bytes, size, offset);
            return bool(written);
        });
        if (!written)
            done = written;
    }
    Result<void> described; // what of it cannot be set here keeps nothing of the content away
    if (done) {
        described = file->become(entry);
        done = file->sync();
    }
    if (done)
        done = target.rename(unfinished, entry.path);
    if (!done) {
        (void)target.remove(unfinished);
        return done;
    }
    ++restored.files;
    restored.bytes += entry.size;
    return described;
}

/// Puts snapshots into a share.
class InPlace
{
public:
    InPlace(Journal &journal, Recaller &recaller, const Share &share)
        : m_journal(journal)
        , m_recaller(recaller)
        , m_share(share)
    {}

    /// True when it was there already, as it should be.
    Result<bool> file(Entry entry)
    {
        const auto known = m_journal.call([&](Index &index) { return index.byUid(m_share.name, entry.id); });
        if (!known)
            return known.error();
        const std::optional<FileRow> &row = *known;
        const auto newest =
            m_journal.call([&](Index &index) { return index.catalog(m_share.name).entry(entry.id); });
        if (!newest)
            return newest.error();
        const std::optional<Entry> &last = *newest;
        const bool asIs = last && versionTag(*last) == versionTag(entry);
        bool lives = false; // under whatever name
        if (row && row->state != FileState::Missing) {
            const auto found = m_share.tree.find(*row, false);
            lives = bool(found);
            if (found && row->state != FileState::Dirty && found->second == entry.path &&
                row->etag == versionTag(entry))
                return true;
            if (found && found->second != entry.path)
                entry.id = randomBytes(16); // the one that was moved stays
        }
        const bool unchanged = asIs && !lives;
        auto there = m_share.tree.file(entry.path, true);
        if (there && !there->isRegular())
            return Error{.code = ErrorCode::Exists, .message = u"There is a folder of this name now."_s};
        if (there) {
            // Its own versions stay: they are those of the file that is restored from here on.
            const auto [device, inode] = there->identity();
            const auto owner =
                m_journal.call([&](Index &index) { return index.byInode(m_share.name, device, inode); });
            if (!owner)
                return owner.error();
            if (const std::optional<FileRow> &own = *owner)
                entry.id = own->uid;
            auto turned = m_recaller.turnInto(m_share, *there, entry);
            return turned ? Result<bool>(false) : turned.error();
        }
        if (there.error().code != ErrorCode::NotFound)
            return there.error();
        const QByteArray unfinished = unfinishedName(entry.path);
        const auto file = m_share.tree.create(unfinished);
        if (!file)
            return file.error();
        auto shaped = Recaller::shape(*file, entry);
        if (auto named = m_share.tree.rename(unfinished, entry.path); !named) {
            (void)m_share.tree.remove(unfinished);
            return named.error();
        }
        m_made.append({entry, unchanged && bool(shaped)});
        if (!shaped)
            return shaped.error();
        return false;
    }

    /// Tells the journal of what was made, when the disk has it. A stub that it does not know says itself
    /// what it is.
    Result<void> flush()
    {
        if (m_made.isEmpty())
            return {};
        if (auto synced = m_share.tree.sync(); !synced)
            return synced;
        for (const auto &[entry, asIs] : std::as_const(m_made)) {
            const auto file = m_share.tree.file(entry.path, false);
            const auto stamp = file ? file->stamp() : Result<Stamp>(file.error());
            if (!stamp || stamp->size != entry.size)
                continue; // somebody was faster
            const auto identity = file->identity();
            auto kept = m_journal.call([&, known = &entry, as = asIs](Index &index) {
                return index.restored(m_share.name, *known, identity.first, identity.second, *stamp, as);
            });
            if (!kept)
                return kept;
        }
        m_made.clear();
        return {};
    }
    [[nodiscard]] bool isFull() const { return m_made.size() >= mostUnknown; }

    /// True when it was there already.
    Result<bool> folder(const Entry &entry) const
    {
        if (const auto there = m_share.tree.file(entry.path, false); there && there->isFolder())
            return true; // its rights are somebody's wish
        if (auto made = m_share.tree.makeFolder(entry.path); !made)
            return made.error();
        const auto folder = m_share.tree.file(entry.path, false);
        if (!folder)
            return folder.error();
        const auto identity = folder->identity();
        auto kept = m_journal.call([&](Index &index) {
            return index.restored(m_share.name, entry, identity.first, identity.second, {}, false);
        });
        return kept ? Result<bool>(false) : kept.error();
    }

    /// The folder of what was made has another time now.
    Result<void> touchFolderOf(const QByteArray &path) const
    {
        const qsizetype slash = path.lastIndexOf('/');
        const QByteArray folder = slash < 0 ? QByteArray(".") : path.left(slash);
        return m_journal.call([&](Index &index) { return index.touch(m_share.name, folder); });
    }

    /// When all is in it that is to be.
    Result<void> finish(const Entry &entry) const
    {
        const auto folder = m_share.tree.file(entry.path, false);
        if (!folder)
            return folder.error();
        if (auto done = folder->become(entry); !done)
            return done;
        return m_journal.call([&](Index &index) { return index.touch(m_share.name, entry.path); });
    }

    Result<void> whole(const QByteArray &path) const
    {
        const auto file = m_share.tree.file(path, false);
        if (!file)
            return file.error();
        const auto [device, inode] = file->identity();
        return m_recaller.bring(m_share, device, inode, path, 0, 0);
    }

private:
    Journal &m_journal;
    Recaller &m_recaller;
    const Share &m_share;
    QList<std::pair<Entry, bool>> m_made; ///< and whether it is as the log has it
};

} // namespace

void Restored::fail(const Error &error, const QByteArray &path)
{
    ++failed;
    if (problems.size() < mostProblems)
        problems.append(error.at(QString::fromUtf8(path)));
}

Result<Restored> restoreInPlace(Journal &journal, Recaller &recaller, const Share &share,
                                const Snapshot &snapshot, bool whole, const std::atomic<bool> &ending)
{
    InPlace place(journal, recaller, share);
    Restored restored;
    const Error cancelled{.code = ErrorCode::Cancelled,
                          .message =
                              u"cloudvfsd ends: what is restored by now stays, and the same command goes "
                              "on."_s,
                          .retryable = true};
    QByteArrayList made;
    QByteArrayList there;         // whole, or a stub of a restore that was cut short
    QList<const Entry *> folders; // that were made
    for (const auto &[path, entry] : snapshot.entries()) {
        if (ending)
            return cancelled;
        if (path == ".")
            continue;
        if (entry.kind == Entry::Kind::Folder) {
            const auto known = place.folder(entry);
            if (!known)
                restored.fail(known.error(), path);
            else if (!*known)
                folders << &entry;
            continue;
        }
        const auto same = place.file(entry);
        if (!same) {
            restored.fail(same.error(), path);
        } else if (*same) {
            ++restored.same;
            there << path;
        } else {
            ++restored.files;
            restored.bytes += entry.size;
            made << path;
        }
        if (place.isFull()) {
            if (auto flushed = place.flush(); !flushed)
                return flushed.error();
        }
    }
    if (auto flushed = place.flush(); !flushed)
        return flushed.error();
    for (const QByteArray &path : std::as_const(made)) {
        if (auto done = place.touchFolderOf(path); !done)
            restored.fail(done.error(), path);
    }
    for (auto it = folders.crbegin(); it != folders.crend(); ++it) {
        if (auto done = place.finish(**it); !done)
            restored.fail(done.error(), (*it)->path);
        else
            ++restored.folders;
    }
    for (const QByteArray &path : made + there) {
        if (!whole)
            break;
        if (ending)
            return cancelled;
        if (auto done = place.whole(path); !done)
            restored.fail(done.error(), path);
    }
    return restored;
}

Result<Restored> restoreInto(Repository &repository, const Snapshot &snapshot, const Tree &target,
                             const std::function<void(const Restored &)> &told)
{
    const ChunkReader reader(repository, snapshot.places());
    Restored restored;
    QSet<QByteArray> made;
    const std::function<Result<void>(const QByteArray &)> makeParents =
        [&](const QByteArray &path) -> Result<void> {
        const qsizetype slash = path.lastIndexOf('/');
        if (slash <= 0 || made.contains(path.left(slash)))
            return {};
        const QByteArray parent = path.left(slash);
        if (auto above = makeParents(parent); !above)
            return above;
        made.insert(parent);
        return target.makeFolder(parent);
    };
    for (const auto &[path, entry] : snapshot.entries()) {
        Result<void> done;
        if (path == ".") // the folder given is somebody's own
            continue;
        done = makeParents(path);
        if (!done) {
            restored.fail(done.error(), path);
            continue;
        }
        if (entry.kind == Entry::Kind::Folder)
            done = target.makeFolder(path);
        else
            done = restoreFile(reader, entry, target, restored);
        if (!done)
            restored.fail(done.error(), path);
        told(restored);
    }
    // Backwards: what is made in a folder changes its time, and may not be allowed by its rights.
    for (auto it = snapshot.entries().rbegin(); it != snapshot.entries().rend(); ++it) {
        if (it->second.kind != Entry::Kind::Folder || it->first == ".")
            continue;
        const auto folder = target.file(it->first, false);
        auto done = folder ? folder->become(it->second) : folder.error();
        if (done)
            ++restored.folders;
        else
            restored.fail(done.error(), it->first);
    }
    return restored;
}

} // namespace smc::cloudvfs
