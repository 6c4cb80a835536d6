// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/journal/index.h"

#include <QDateTime>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString knownColumns =
    u"SELECT id, device, inode, path, state, generation, announced <> 0 OR removing, "
    "size, mtime, ctime, key, etag, origin, removing FROM file "_s;
const QString scanning = u"keeping what a scan found"_s;

KnownFile readKnown(const QSqlQuery &query)
{
    return {.id = query.value(0).toLongLong(),
            .device = quint64(query.value(1).toLongLong()),
            .inode = quint64(query.value(2).toLongLong()),
            .path = query.value(3).toByteArray(),
            .state = FileState(query.value(4).toInt()),
            .generation = query.value(5).toLongLong(),
            .announced = query.value(6).toBool(),
            .copied = {.size = query.value(7).toLongLong(),
                       .mtime = query.value(8).toLongLong(),
                       .ctime = query.value(9).toLongLong()},
            .key = query.value(10).toByteArray(),
            .etag = query.value(11).toByteArray(),
            .origin = query.value(12).toByteArray(),
            .removing = query.value(13).toBool()};
}

qint64 milliseconds()
{
    return QDateTime::currentMSecsSinceEpoch();
}

/// A null array is NULL to the database, and an empty one nothing.
QByteArray notNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

bool KnownFile::canBe(const FoundFile &file) const
{
    return state != FileState::Evicting && (!announced || (removing && path != file.path));
}

QStringList Scans::schema()
{
    return {
        u"CREATE TABLE IF NOT EXISTS scan (share TEXT PRIMARY KEY, root BLOB NOT NULL DEFAULT x'', "
        "device INTEGER NOT NULL DEFAULT 0, wanted INTEGER NOT NULL DEFAULT 1, "
        "done INTEGER NOT NULL DEFAULT 0, finished INTEGER NOT NULL DEFAULT 0, "
        "booted INTEGER NOT NULL DEFAULT 0, clean INTEGER NOT NULL DEFAULT -1, "
        "stopped INTEGER NOT NULL DEFAULT 0, "
        "imported INTEGER NOT NULL DEFAULT 0)"_s,
        u"CREATE VIEW IF NOT EXISTS resting AS SELECT share FROM paused "
        "UNION ALL SELECT share FROM scan WHERE stopped = 1"_s,
        u"CREATE TABLE IF NOT EXISTS written (id INTEGER PRIMARY KEY, share TEXT NOT NULL, "
        "key BLOB NOT NULL, etag BLOB NOT NULL, UNIQUE (share, key, etag))"_s,
        u"CREATE TRIGGER IF NOT EXISTS removal_made AFTER INSERT ON removal BEGIN "
        "INSERT OR IGNORE INTO written (share, key, etag) SELECT share, key, etag FROM file "
        "WHERE share = NEW.share AND key = NEW.key AND length(etag) > 0; END"_s,
        u"CREATE TRIGGER IF NOT EXISTS removal_done AFTER DELETE ON removal BEGIN "
        "DELETE FROM written WHERE share = OLD.share AND key = OLD.key; END"_s,
    };
}

Result<void> Scans::run(const QString &sql, const QVariantList &values) const
{
    auto query = m_database.run(sql, values, scanning);
    return query ? Result<void>() : query.error();
}

Result<ScanState> Scans::state(const QString &share) const
{
    auto query = m_database.run(
        u"SELECT root, device, wanted, done, finished, stopped, imported FROM scan WHERE share = ?"_s,
        {share}, u"reading what is known of scans"_s);
    if (!query)
        return query.error();
    if (!query->next())
        return ScanState();
    return ScanState{.root = query->value(0).toByteArray(),
                     .device = quint64(query->value(1).toLongLong()),
                     .wanted = query->value(2).toLongLong(),
                     .done = query->value(3).toLongLong(),
                     .finished = query->value(4).toLongLong(),
                     .imported = query->value(6).toLongLong(),
                     .stopped = query->value(5).toBool()};
}

Result<void> Scans::want(const QString &share) const
{
    return run(u"INSERT INTO scan (share) VALUES (?) ON CONFLICT (share) DO UPDATE SET wanted = wanted + 1"_s,
               {share});
}

Result<void> Scans::finished(const QString &share, qint64 wanted) const
{
    return run(u"UPDATE scan SET done = ?, finished = ? WHERE share = ?"_s, {wanted, milliseconds(), share});
}

Result<void> Scans::setRoot(const QString &share, const QByteArray &root, quint64 device) const
{
    return m_database.atOnce(scanning, [&]() -> Result<void> {
        const auto before = state(share);
        if (!before)
            return before.error();
        if (before->root == root && before->device != device) {
            if (auto moved = run(u"UPDATE OR IGNORE file SET device = ? WHERE share = ? AND device = ?"_s,
                                 {qint64(device), share, qint64(before->device)});
                !moved)
                return moved;
        }
        return run(u"INSERT INTO scan (share, root, device) VALUES (?, ?, ?) ON CONFLICT (share) DO UPDATE "
                   "SET root = excluded.root, device = excluded.device"_s,
                   {share, notNull(root), qint64(device)});
    });
}

Result<void> Scans::stop(const QString &share, bool stopped) const
{
    return run(u"INSERT INTO scan (share, stopped) VALUES (?, ?) ON CONFLICT (share) DO UPDATE "
               "SET stopped = excluded.stopped"_s,
               {share, stopped});
}

Result<void> Scans::booted() const
{
    return run(u"UPDATE scan SET booted = 1"_s, {});
}

Result<void> Scans::begin(const QString &share, qint64 intents) const
{
    return m_database.atOnce(scanning, [&]() -> Result<void> {
        if (auto wanted = run(u"UPDATE scan SET wanted = wanted + 1 WHERE share = ? AND booted = 1 AND "
                              "clean <> ?"_s,
                              {share, intents});
            !wanted)
            return wanted;
        return run(u"UPDATE scan SET booted = 0, clean = -1 WHERE share = ?"_s, {share});
    });
}

Result<void> Scans::end(const QString &share, qint64 intents) const
{
    return run(u"UPDATE scan SET clean = ? WHERE share = ?"_s, {intents, share});
}

Result<QHash<quint64, KnownFile>> Scans::known(const QString &share, quint64 device,
                                               const QList<quint64> &inodes) const
{
    QHash<quint64, KnownFile> files;
    constexpr qsizetype most = 500; ///< of one statement
    for (qsizetype from = 0; from < inodes.size(); from += most) {
        QVariantList values{share, qint64(device)};
        QString marks;
        for (const quint64 inode : inodes.mid(from, most)) {
            values << qint64(inode);
            marks += marks.isEmpty() ? u"?"_s : u", ?"_s;
        }
        auto query =
            m_database.run(knownColumns + u"WHERE share = ? AND device = ? AND inode IN (" + marks + u')',
                           values, u"looking for files"_s);
        if (!query)
            return query.error();
        while (query->next()) {
            const KnownFile file = readKnown(*query);
            files.insert(file.inode, file);
        }
    }
    return files;
}

Result<QList<KnownFile>> Scans::page(const QString &share, qint64 after, int most) const
{
    // With the plus by id, and not by an index of the share's, all of which would be sorted for each page.
    auto query =
        m_database.run(knownColumns + u"WHERE +share = ? AND id > ? AND announced = 0 AND removing = 0 AND "
                                      "state <> ? ORDER BY id LIMIT ?"_s,
                       {share, after, int(FileState::Evicting), most}, u"looking for files"_s);
    if (!query)
        return query.error();
    QList<KnownFile> files;
    while (query->next())
        files.append(readKnown(*query));
    return files;
}

Result<qint64> Scans::last(const QString &share) const
{
    auto query = m_database.run(u"SELECT coalesce(max(id), 0) FROM file WHERE share = ?"_s, {share},
                                u"looking for files"_s);
    if (!query)
        return query.error();
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<Backlog> Scans::take(const QString &share, const QList<FoundFile> &files) const
{
    Backlog taken;
    auto kept = m_database.atOnce(scanning, [&]() -> Result<void> {
        taken = {};
        for (const FoundFile &file : files) {
            const auto one = takeOne(share, file);
            if (!one)
                return one.error();
            if (*one) {
                ++taken.files;
                taken.bytes += file.mark ? 0 : file.stamp.size;
            }
        }
        return {};
    });
    return kept ? Result<Backlog>(taken) : kept.error();
}

Result<bool> Scans::takeOne(const QString &share, const FoundFile &file) const
{
    const auto rows = known(share, file.device, {file.inode});
    if (!rows)
        return rows.error();
    const StubMark mark = file.mark.value_or(StubMark());
    const Stamp copied = file.mark ? file.stamp : Stamp();
    const qint64 expected = file.mark ? 0 : file.stamp.size;
    const auto row = rows->find(file.inode);
    if (row == rows->end()) {
        // One that a repository knows, and nobody where it lies here.
        auto found = m_database.run(
            u"UPDATE file SET device = ?, inode = ?, path = ?, state = ?, generation = generation + 1, "
            "changed = ?, found = 1, expected = ?, size = ?, mtime = ?, ctime = ? WHERE id = "
            "(SELECT id FROM file WHERE share = ? AND device = 0 AND (uid = ? OR path = ?) "
            "ORDER BY uid = ? DESC LIMIT 1)"_s,
            {qint64(file.device), qint64(file.inode), notNull(file.path), int(FileState::Dirty),
             milliseconds(), expected, copied.size, copied.mtime, copied.ctime, share, notNull(mark.key),
             notNull(file.path), notNull(mark.key)},
            scanning);
        if (!found)
            return found.error();
        if (found->numRowsAffected() > 0)
            return true;
        auto made = run(u"INSERT INTO file (share, device, inode, path, former, state, generation, removing, "
                        "changed, announced, renaming, size, mtime, ctime, key, etag, found, expected) "
                        "VALUES (?, ?, ?, ?, x'', ?, 1, 0, ?, 0, 0, ?, ?, ?, ?, ?, 1, ?)"_s,
                        {share, qint64(file.device), qint64(file.inode), notNull(file.path),
                         int(FileState::Dirty), milliseconds(), copied.size, copied.mtime, copied.ctime,
                         notNull(mark.key), notNull(mark.etag), expected});
        return made ? Result<bool>(true) : made.error();
    }
    if (!row->canBe(file))
        return false; // whoever is at it tells
    const bool moved = row->path != file.path;
    const bool ofCopy = !row->origin.isEmpty() && row->origin == mark.key && row->copied.size == mark.size;
    const bool bound = !file.mark || ofCopy ||
                       (row->key == mark.key && (row->etag == mark.etag || mark.etag.isEmpty()) &&
                        row->copied.size == mark.size);
    const bool same = row->state == FileState::Dirty ||
                      (file.mark ? row->state == FileState::Stub && !file.touched
                                 : row->state == FileState::Clean && row->copied == file.stamp);
    if (!moved && bound && same)
        return false;
    // One that waits already keeps its turn; one that was read at a place where it is no more is found by
    // the other one.
    auto changed = run(u"UPDATE file SET former = CASE WHEN path <> ? THEN path ELSE former END, path = ?, "
                       "found = CASE state WHEN ? THEN found ELSE 1 END, expected = ?, state = ?, "
                       "generation = generation + 1, changed = ?, removing = 0, announced = 0 WHERE id = ?"_s,
                       {notNull(file.path), notNull(file.path), int(FileState::Dirty), expected,
                        int(FileState::Dirty), milliseconds(), row->id});
    if (changed && !bound)
        changed =
            run(u"UPDATE file SET key = ?, etag = ?, size = ?, mtime = ?, ctime = ? WHERE id = ?"_s,
                {notNull(mark.key), notNull(mark.etag), copied.size, copied.mtime, copied.ctime, row->id});
    return changed ? Result<bool>(true) : changed.error();
}

Result<void> Scans::gone(const QString &share, const QList<KnownFile> &files) const
{
    QList<QVariantList> rows;
    for (const KnownFile &file : files)
        rows.append(QVariantList{int(FileState::Dirty), milliseconds(), share, file.id, file.generation});
    return m_database.atOnce(scanning, [&] {
        return m_database.runEach(u"UPDATE file SET removing = 1, found = 1, expected = 0, state = ?, "
                                  "generation = generation + 1, changed = ? WHERE share = ? AND id = ? AND "
                                  "generation = ? AND announced = 0"_s,
                                  rows, scanning);
    });
}

Result<QList<KnownFile>> Scans::byKeys(const QString &share, const QByteArray &after,
                                       const QByteArray &last) const
{
    auto query =
        m_database.run(knownColumns + u"WHERE share = ? AND key > ? AND length(key) > 0 AND "
                                      "(? OR key <= ?)"_s,
                       {share, notNull(after), last.isEmpty(), notNull(last)}, u"looking for files"_s);
    if (!query)
        return query.error();
    QList<KnownFile> files;
    while (query->next())
        files.append(readKnown(*query));
    return files;
}

Result<bool> Scans::isFree(const QString &share, const QByteArray &key) const
{
    // A file that an old intent told of, and that is not there, has no name.
    auto query =
        m_database.run(u"SELECT NOT EXISTS (SELECT 1 FROM file WHERE share = ? AND path = ? AND "
                       "(state <> ? OR length(key) > 0)) AND NOT EXISTS (SELECT 1 FROM file WHERE share = ? "
                       "AND key = ?) AND "
                       "NOT EXISTS (SELECT 1 FROM removal WHERE share = ? AND key = ?)"_s,
                       {share, key, int(FileState::Missing), share, key, share, key}, u"looking for files"_s);
    if (!query)
        return query.error();
    return query->next() && query->value(0).toBool();
}

Result<void> Scans::keepStub(const QString &share, const FoundFile &file) const
{
    const StubMark mark = file.mark.value_or(StubMark());
    const FileState state = mark.size > 0 ? FileState::Stub : FileState::Clean;
    // Whoever was faster has read the mark.
    return run(
        u"INSERT OR IGNORE INTO file (share, device, inode, path, former, state, generation, removing, "
        "changed, announced, renaming, size, mtime, ctime, key, etag) "
        "VALUES (?, ?, ?, ?, x'', ?, 1, 0, ?, 0, 0, ?, ?, ?, ?, ?)"_s,
        {share, qint64(file.device), qint64(file.inode), notNull(file.path), int(state), milliseconds(),
         file.stamp.size, file.stamp.mtime, file.stamp.ctime, notNull(mark.key), notNull(mark.etag)});
}

Result<bool> Scans::claim(const QString &share, const KnownFile &file) const
{
    auto query = m_database.run(
        u"UPDATE file SET state = ? WHERE share = ? AND id = ? AND generation = ? AND state = ? AND "
        "key = ? AND etag = ? AND announced = 0 AND NOT EXISTS (SELECT 1 FROM open WHERE file = file.id)"_s,
        {int(FileState::Evicting), share, file.id, file.generation, int(file.state), notNull(file.key),
         notNull(file.etag)},
        scanning);
    if (!query)
        return query.error();
    return query->numRowsAffected() == 1;
}

Result<void> Scans::replaced(const QString &share, const KnownFile &file, const StubMark &mark,
                             const Stamp &stamp) const
{
    const FileState state = stamp.size < 0  ? FileState::Dirty
                            : mark.size > 0 ? FileState::Stub
                                            : FileState::Clean;
    // A client may have changed its attributes just now: then it stays Dirty.
    return run(u"UPDATE file SET state = CASE state WHEN ? THEN ? ELSE state END, etag = ?, size = ?, "
               "mtime = ?, ctime = ? WHERE share = ? AND id = ?"_s,
               {int(FileState::Evicting), int(state), notNull(mark.etag), stamp.size, stamp.mtime,
                stamp.ctime, share, file.id});
}

Result<bool> Scans::forget(const QString &share, const KnownFile &file) const
{
    auto query = m_database.run(
        u"DELETE FROM file WHERE share = ? AND id = ? AND generation = ? AND state = ? AND "
        "key = ? AND etag = ? AND announced = 0 AND NOT EXISTS (SELECT 1 FROM open WHERE file = file.id)"_s,
        {share, file.id, file.generation, int(file.state), notNull(file.key), notNull(file.etag)}, scanning);
    if (!query)
        return query.error();
    return query->numRowsAffected() == 1;
}

Result<void> Scans::imported(const QString &share) const
{
    return run(u"UPDATE scan SET imported = ? WHERE share = ?"_s, {milliseconds(), share});
}

Result<void> Scans::writing(const QList<WrittenObject> &objects) const
{
    QList<QVariantList> keys;
    QList<QVariantList> etags;
    for (const WrittenObject &object : objects) {
        keys.append(QVariantList{object.share, object.key});
        etags.append(QVariantList{object.share, object.key, object.etag});
    }
    return m_database.atOnce(scanning, [&]() -> Result<void> {
        auto kept =
            m_database.runEach(u"INSERT OR IGNORE INTO removal (share, key) VALUES (?, ?)"_s, keys, scanning);
        if (kept)
            kept = m_database.runEach(u"INSERT OR IGNORE INTO written (share, key, etag) VALUES (?, ?, ?)"_s,
                                      etags, scanning);
        return kept;
    });
}

Result<QByteArrayList> Scans::ownEtags(const QString &share, const QByteArray &key) const
{
    auto query = m_database.run(u"SELECT etag, 0 AS id FROM file WHERE share = ? AND key = ? AND "
                                "length(etag) > 0 UNION ALL SELECT etag, id FROM written WHERE share = ? AND "
                                "key = ? ORDER BY 2"_s,
                                {share, key, share, key}, u"reading what is written"_s);
    if (!query)
        return query.error();
    QByteArrayList etags;
    while (query->next())
        etags << query->value(0).toByteArray();
    return etags;
}

Result<Backlog> Scans::backlog(const QString &share) const
{
    auto query = m_database.run(u"SELECT count(*), coalesce(sum(expected), 0) FROM file WHERE share = ? AND "
                                "state = ? AND found = 1"_s,
                                {share, int(FileState::Dirty)}, u"counting what a scan found"_s);
    if (!query)
        return query.error();
    if (!query->next())
        return Backlog();
    return Backlog{.files = query->value(0).toLongLong(), .bytes = query->value(1).toLongLong()};
}

} // namespace smc::cloudvfs
