// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/restorer.h"

#include <QSet>

#include <tuple>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostProblems = 100;
constexpr qsizetype mostUnfinished = 4096; ///< files: the disk and the journal are written once for all

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
            const bool copied = row->state != FileState::Dirty && row->state != FileState::Local;
            if (found && copied && found->second == entry.path && row->etag == versionTag(entry))
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
        m_made.append({.entry = entry, .unfinished = unfinished, .asIs = unchanged && bool(shaped)});
        if (!shaped)
            return shaped.error();
        return false;
    }

    /// Gives what was made its names, when the disk has it, and tells the journal when the disk has these. A
    /// stub that it does not know says itself what it is.
    Result<void> flush(Restored &restored)
    {
        if (m_made.isEmpty())
            return {};
        if (auto synced = m_share.tree.sync(); !synced)
            return synced;
        for (Made &made : m_made) {
            if (auto named = m_share.tree.rename(made.unfinished, made.entry.path); !named) {
                (void)m_share.tree.remove(made.unfinished);
                restored.fail(named.error(), made.entry.path);
                --restored.files;
                restored.bytes -= made.entry.size;
                continue;
            }
            const auto file = m_share.tree.file(made.entry.path, false);
            const auto stamp = file ? file->stamp() : Result<Stamp>(file.error());
            if (!stamp || stamp->size != made.entry.size)
                continue; // somebody was faster
            std::tie(made.device, made.inode) = file->identity();
            made.stamp = *stamp;
        }
        if (auto synced = m_share.tree.sync(); !synced)
            return synced;
        auto kept = m_journal.call([this](Index &index) {
            return index.together([&]() -> Result<void> {
                for (const Made &made : std::as_const(m_made)) {
                    if (!made.stamp)
                        continue;
                    if (auto known = index.restored(m_share.name, made.entry, made.device, made.inode,
                                                    *made.stamp, made.asIs);
                        !known)
                        return known;
                }
                return {};
            });
        });
        m_made.clear();
        return kept;
    }
    [[nodiscard]] bool isFull() const { return m_made.size() >= mostUnfinished; }

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

    /// The folders of what was made have another time now.
    Result<void> touchFoldersOf(const QByteArrayList &paths) const
    {
        QSet<QByteArray> folders;
        for (const QByteArray &path : paths) {
            const qsizetype slash = path.lastIndexOf('/');
            folders.insert(slash < 0 ? QByteArray(".") : path.left(slash));
        }
        return m_journal.call([&](Index &index) {
            return index.together([&]() -> Result<void> {
                for (const QByteArray &folder : std::as_const(folders)) {
                    if (auto touched = index.touch(m_share.name, folder); !touched)
                        return touched;
                }
                return {};
            });
        });
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
    struct Made
    {
        Entry entry;
        QByteArray unfinished; ///< its name until the disk has it
        bool asIs = false;     ///< as the log has it
        quint64 device = 0;
        quint64 inode = 0;
        std::optional<Stamp> stamp = {}; ///< when it has its name
    };

    Journal &m_journal;
    Recaller &m_recaller;
    const Share &m_share;
    QList<Made> m_made; ///< of which the journal is not told yet
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
        if (ending) {
            auto flushed = place.flush(restored);
            return flushed ? cancelled : flushed.error();
        }
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
            if (auto flushed = place.flush(restored); !flushed)
                return flushed.error();
        }
    }
    if (auto flushed = place.flush(restored); !flushed)
        return flushed.error();
    if (auto touched = place.touchFoldersOf(made); !touched)
        return touched.error();
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
