// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/state/database.h"

#include <QByteArrayList>
#include <QHash>
#include <QList>

#include <optional>

namespace smc::cloudvfs {

enum class FileState;

/// What stat says of a version of a file, times in nanoseconds.
struct Stamp
{
    qint64 size = -1;
    qint64 mtime = 0;
    qint64 ctime = 0;

    bool operator==(const Stamp &) const = default;
};

/// What a stub says of itself (CLOUDVFS_STUB_XATTR): where its content is.
struct StubMark
{
    QByteArray key;
    QByteArray etag;
    qint64 size = -1; ///< the mark counts for a file of this size only

    bool operator==(const StubMark &) const = default;
};

/// A file as a scan finds it on the disk.
struct FoundFile
{
    quint64 device = 0;
    quint64 inode = 0;
    QByteArray path;
    Stamp stamp;
    std::optional<StubMark> mark = {};
    bool touched = false; ///< a stub whose attributes may be others since, and count
};

/// A file as the index has it, as far as a scan needs it.
struct KnownFile
{
    qint64 id = 0;
    quint64 device = 0;
    quint64 inode = 0;
    QByteArray path;
    FileState state;
    qint64 generation = 0;
    bool announced = false; ///< a client renames or removes it just now, or the store has yet to be told
    Stamp copied;
    QByteArray key;
    QByteArray etag;
    QByteArray origin;     ///< of FileRow
    bool removing = false; ///< as announced, and removed

    /// Whether it may be what the scan found: its inode at another path than the one that was removed is
    /// another file's by now, and nobody else tells of that.
    [[nodiscard]] bool canBe(const FoundFile &file) const;
};

/// What is known of the scans of a share.
struct ScanState
{
    QByteArray root;     ///< the mark of the folder of the share; empty: there was no scan yet
    quint64 device = 0;  ///< of that folder
    qint64 wanted = 1;   ///< how often a scan was wanted; more than `done`: one is due
    qint64 done = 0;     ///< up to which of these a scan is done
    qint64 finished = 0; ///< when the last one was, milliseconds since 1970
    qint64 imported = 0; ///< when the bucket was last listed whole, milliseconds since 1970
    bool stopped = false;
};

/// An object that this daemon writes, or has written.
struct WrittenObject
{
    QString share;
    QByteArray key;
    QByteArray etag;
};

/// How many files that a scan found are not copied yet.
struct Backlog
{
    qint64 files = 0;
    qint64 bytes = 0;
};

/// What scans of shares know, and how what they find gets into the index. A view on the index's database, of
/// its thread. Errors of all calls: those of Database.
class Scans
{
public:
    explicit Scans(const state::Database &database)
        : m_database(database)
    {}

    [[nodiscard]] static QStringList schema();

    [[nodiscard]] Result<ScanState> state(const QString &share) const;
    [[nodiscard]] Result<void> want(const QString &share) const;
    [[nodiscard]] Result<void> finished(const QString &share, qint64 wanted) const;
    /// The folder of a share is this one; another device than before is the same disk with a new number.
    [[nodiscard]] Result<void> setRoot(const QString &share, const QByteArray &root, quint64 device) const;
    /// Of a share that is stopped nothing is due and nothing to be removed.
    [[nodiscard]] Result<void> stop(const QString &share, bool stopped) const;

    /// The machine runs for the first time since it was off.
    [[nodiscard]] Result<void> booted() const;
    /// The daemon begins, with an intent file of so many bytes: after an unclean end of the machine a scan
    /// is wanted.
    [[nodiscard]] Result<void> begin(const QString &share, qint64 intents) const;
    /// The daemon ends, and every intent is taken over: nobody writes any more.
    [[nodiscard]] Result<void> end(const QString &share, qint64 intents) const;

    [[nodiscard]] Result<QHash<quint64, KnownFile>> known(const QString &share, quint64 device,
                                                          const QList<quint64> &inodes) const;
    /// Files by id, but for those that are being removed or evicted.
    [[nodiscard]] Result<QList<KnownFile>> page(const QString &share, qint64 after, int most) const;
    /// Ids of files that are there now are at most this.
    [[nodiscard]] Result<qint64> last(const QString &share) const;
    /// What was found and is new, changed, elsewhere or another stub than the index knows becomes Dirty, so
    /// that it is looked at; the rest stays. Returns how much that is.
    [[nodiscard]] Result<Backlog> take(const QString &share, const QList<FoundFile> &files) const;
    /// Files that are nowhere any more are removed, unless an intent of them came meanwhile.
    [[nodiscard]] Result<void> gone(const QString &share, const QList<KnownFile> &files) const;

    /// Files whose objects have keys after `after`, up to `last` (empty: all).
    [[nodiscard]] Result<QList<KnownFile>> byKeys(const QString &share, const QByteArray &after,
                                                  const QByteArray &last) const;
    /// Whether no file has this path or object, and none is about to be written or removed.
    [[nodiscard]] Result<bool> isFree(const QString &share, const QByteArray &key) const;
    /// A stub, or an empty file, that was made for an object.
    [[nodiscard]] Result<void> keepStub(const QString &share, const FoundFile &file) const;
    /// The file is to become a stub of another version, or to be removed (`forget`): false, and nothing is
    /// kept, when it is not as it was then.
    [[nodiscard]] Result<bool> claim(const QString &share, const KnownFile &file) const;
    /// What has become of one that was claimed; without a stamp it is looked at anew.
    [[nodiscard]] Result<void> replaced(const QString &share, const KnownFile &file, const StubMark &mark,
                                        const Stamp &stamp) const;
    [[nodiscard]] Result<bool> forget(const QString &share, const KnownFile &file) const;
    [[nodiscard]] Result<void> imported(const QString &share) const;
    /// What is going to be written under these keys will have these ETags: it is known again as our own.
    [[nodiscard]] Result<void> writing(const QList<WrittenObject> &objects) const;
    /// ETags of `key` that are our own, the last one last.
    [[nodiscard]] Result<QByteArrayList> ownEtags(const QString &share, const QByteArray &key) const;

    [[nodiscard]] Result<Backlog> backlog(const QString &share) const;

private:
    [[nodiscard]] Result<void> run(const QString &sql, const QVariantList &values) const;
    [[nodiscard]] Result<bool> takeOne(const QString &share, const FoundFile &file) const;

    const state::Database &m_database;
};

} // namespace smc::cloudvfs
