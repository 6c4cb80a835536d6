// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/journal/catalog.h"
#include "service/cloudvfs/journal/scans.h"
#include "service/cloudvfs/protocol/intent_reader.h"
#include "service/state/database.h"

#include <QSet>

#include <chrono>
#include <optional>

namespace smc::cloudvfs {

/// Where the content of a file is.
///
///     Clean ──intent──▶ Dirty ──copied, verified, unchanged since──▶ Clean
///     Clean ──marked──▶ Evicting ──hole punched──▶ Stub ──all of it back──▶ Clean
///     Dirty ──nothing at its path──▶ gone (removed), or Missing (nobody said that it was removed)
///     Dirty ──its policy is "never"──▶ Local (no version of it is taken; an earlier one may be in the store)
///
/// Durable before each arrow: of an intent, the intent file; of a copy, the store's answer; before Evicting,
/// the store's answer to one more question; before the hole, Evicting here and the marker on the file; before
/// Clean out of Stub, the content on the disk. Whoever is killed between two of them finds the earlier state
/// and does the step again.
enum class FileState { Clean = 0, Dirty = 1, Evicting = 2, Stub = 3, Missing = 4, Local = 5 };

/// Words for them, in their order: "clean", "dirty", …
[[nodiscard]] const QStringList &fileStateNames();

struct FileRow
{
    qint64 id = 0;
    QString share;
    quint64 device = 0;
    quint64 inode = 0;
    QByteArray path;
    QByteArray former; ///< where it was, unless the rename that was announced took place
    FileState state = FileState::Dirty;
    qint64 generation = 0; ///< counts intents
    bool removing = false; ///< its removal was announced
    int opens = 0;         ///< that change it
    Stamp copied;          ///< the version that the store has
    QByteArray key;        ///< of the object, or in a repository `uid`; empty: there is none
    QByteArray etag;
    QByteArray uid;     ///< 16 bytes, of this file and no other: of Entry
    QByteArray origin;  ///< of a stub that was copied past smbd: the key that its mark still names
    QByteArray content; ///< of a stub: what its mark says of it (contentTag()); not kept, empty: nothing
    bool found = false; ///< by a scan: what clients change goes first
};

/// What became of a file that was due.
struct Outcome
{
    enum class Kind {
        Copied,    ///< `copied`, `key` and `etag` are in the store
        Unchanged, ///< it is what the store has
        Gone,      ///< nothing is there
        Kept,      ///< out of the store; what the store had of it by that name is removed in the mode link
        Later,     ///< it could not be done, or it changed meanwhile
    };
    Kind kind = Kind::Later;
    qint64 id = 0;
    qint64 generation = 0;              ///< at which it was read
    FileState state = FileState::Clean; ///< or Stub, of what is Unchanged
    QByteArray path;                    ///< where it was found
    Stamp copied;
    QByteArray key;
    QByteArray etag;
    std::chrono::milliseconds wait{0}; ///< of Later: not before
};

/// An object that nobody wants any more.
struct Removal
{
    qint64 id = 0;
    QString share;
    QByteArray key;
};

/// How much there is of a share.
struct Totals
{
    QHash<FileState, qint64> files;
    QHash<FileState, qint64> bytes; ///< of the versions that the store has
    qint64 removals = 0;
    qint64 oldest = 0; ///< when the file that is Dirty for longest became so, milliseconds since 1970
    bool paused = false;
};

/// The daemon's memory: a database of SQLite with a write-ahead log and FULL synchronisation. It holds what
/// the intent files said until it is in the store, and what of each file is there. Of one thread
/// (state::OwningThread). Errors: Internal; after one, nothing more is acknowledged.
class Index
{
public:
    explicit Index(const state::Location &location);

    /// `boot` tells one run of the machine from another: processes of an earlier one are no more.
    [[nodiscard]] Result<void> open(const QString &boot);
    /// Shares of which folders count, too, and not files alone.
    void countFolders(const QSet<QString> &shares) { m_withFolders = shares; }
    /// All that `work` keeps, or nothing, by one commit: each costs the disk a write.
    [[nodiscard]] Result<void> together(const std::function<Result<void>()> &work) const;
    [[nodiscard]] Scans scans() const { return Scans(m_database); }
    /// How far the share's intent file is taken over.
    [[nodiscard]] Result<qint64> consumed(const QString &share) const;
    /// Takes intents over, all or none: when it returns, they may go from the file up to `consumed`.
    [[nodiscard]] Result<void> take(const QString &share, const QList<Intent> &intents,
                                    qint64 consumed) const;
    /// Files of a share that have been left alone for `quiet`, or are open and changing for `deadline`;
    /// what clients changed before what a scan found, oldest first.
    [[nodiscard]] Result<QList<FileRow>> due(const QString &share, std::chrono::milliseconds quiet,
                                             std::chrono::milliseconds deadline, const QSet<qint64> &except,
                                             int most) const;
    /// The store has lost everything: what is on the disk is copied as if it never had been.
    [[nodiscard]] Result<void> copyAgain(const QString &share) const;
    /// Before an object is written under a key that is not its file's yet: when nothing comes of it, it is
    /// removed.
    [[nodiscard]] Result<void> willWrite(const QString &share, const QByteArray &key) const;
    [[nodiscard]] Result<void> finish(const QList<Outcome> &outcomes) const;
    /// The same of a share in a repository, with the segment that tells of them: all or nothing.
    [[nodiscard]] Result<void> archived(const QString &share, const Segment &segment,
                                        const QList<Outcome> &outcomes, const QList<Removal> &removals) const;
    /// A segment that is in the store, of which this index does not know: what it tells of is bound to the
    /// files that it knows, or Missing.
    [[nodiscard]] Result<void> adopt(const QString &share, const Segment &segment) const;
    /// Stubs that have a version of their own by now, and a mark that names that of the file that they were
    /// copied from past smbd; and that it does so no more (`stamp`: as it lies there now).
    [[nodiscard]] Result<QList<FileRow>> copies(const QString &share) const;
    [[nodiscard]] Result<void> copyMarked(qint64 id, qint64 generation,
                                          const std::optional<Stamp> &stamp) const;
    /// A file that was made out of a version: `entry` is what its content is out of, until it is whole.
    /// `asIs`: it is the last version of it; otherwise it will be one.
    [[nodiscard]] Result<void> restored(const QString &share, const Entry &entry, quint64 device,
                                        quint64 inode, const Stamp &stamp, bool asIs) const;
    /// What is known of that path is not what it was.
    [[nodiscard]] Result<void> touch(const QString &share, const QByteArray &path) const;
    [[nodiscard]] Result<std::optional<FileRow>> byUid(const QString &share, const QByteArray &uid) const;
    [[nodiscard]] Catalog catalog(const QString &share) const { return {m_database, share}; }
    [[nodiscard]] Result<QList<Removal>> removals(const QString &share, int most) const;
    [[nodiscard]] Result<void> removed(const QList<Removal> &removals) const;

    [[nodiscard]] Result<std::optional<FileRow>> byId(qint64 id) const;
    [[nodiscard]] Result<std::optional<FileRow>> byInode(const QString &share, quint64 device,
                                                         quint64 inode) const;
    /// Files whose content is in this object, or was before another one took its name.
    [[nodiscard]] Result<QList<FileRow>> byKey(const QString &share, const QByteArray &key) const;
    [[nodiscard]] Result<QList<FileRow>> inState(FileState state) const;
    /// Of at least so many bytes, by id, those after `after`.
    [[nodiscard]] Result<QList<FileRow>> clean(const QString &share, qint64 least, qint64 after,
                                               int most) const;
    /// What clients have changed and closed, and is to be copied: by id, those after `after`.
    [[nodiscard]] Result<QList<FileRow>> backlog(const QString &share, qint64 after, int most) const;
    /// Into another state, with the version that the store has as it now lies on the disk; a Dirty one stays
    /// so. False: an intent has come since `generation` (-1: it does not matter).
    [[nodiscard]] Result<bool> move(qint64 id, qint64 generation, FileState to, const Stamp &copied) const;
    /// Processes of which opens or announcements are remembered, and that they are no more.
    [[nodiscard]] Result<QList<quint32>> processes() const;
    [[nodiscard]] Result<void> ended(const QList<quint32> &processes) const;
    /// Of a share that is paused nothing is due and nothing to be removed.
    [[nodiscard]] Result<void> pause(const QString &share, bool paused) const;
    /// The last check of a share, as it was told (Scrubber); empty: there was none.
    [[nodiscard]] Result<QByteArray> scrub(const QString &share) const;
    [[nodiscard]] Result<void> keepScrub(const QString &share, const QByteArray &report) const;
    /// A version of a file that the log should have: by its uid, what its row says (versionTag()).
    [[nodiscard]] Result<QHash<QByteArray, QByteArray>> versionTags(const QString &share) const;
    /// What the store has of a clean file or stub is not good any more. Its content is copied as if it never
    /// had been, of a stub and with `content` false what is written of it in the log. False: it has changed
    /// since `generation`.
    [[nodiscard]] Result<bool> copyOne(qint64 id, qint64 generation, bool content) const;
    [[nodiscard]] Result<Totals> totals(const QString &share) const;
    /// Dirty files and since when they are, the first ones.
    [[nodiscard]] Result<QList<std::pair<FileRow, qint64>>> waiting(const QString &share, int most) const;
    /// Whether anything is to be copied or removed, now or later.
    [[nodiscard]] Result<bool> hasWork(const QString &share) const;
    /// How many files are in each state, and how many objects wait for their removal ("removals").
    [[nodiscard]] Result<QHash<QString, qint64>> counts() const;

private:
    [[nodiscard]] Result<void> finishOne(const Outcome &outcome, bool archived) const;
    [[nodiscard]] Result<void> keepCopies(const QString &share, const Segment &segment) const;
    [[nodiscard]] Result<void> adoptOne(const QString &share, const Entry &entry) const;

    state::Database m_database;
    QSet<QString> m_withFolders;
};

} // namespace smc::cloudvfs
