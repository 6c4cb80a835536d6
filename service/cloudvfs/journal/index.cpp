// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/journal/index.h"

#include <QDateTime>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString columns = u"SELECT id, share, device, inode, path, former, state, generation, removing, "
                        "(SELECT coalesce(sum(count), 0) FROM open WHERE file = file.id), "
                        "size, mtime, ctime, key, etag, uid, found, origin FROM file "_s;

FileRow readRow(const QSqlQuery &query)
{
    return {.id = query.value(0).toLongLong(),
            .share = query.value(1).toString(),
            .device = quint64(query.value(2).toLongLong()),
            .inode = quint64(query.value(3).toLongLong()),
            .path = query.value(4).toByteArray(),
            .former = query.value(5).toByteArray(),
            .state = FileState(query.value(6).toInt()),
            .generation = query.value(7).toLongLong(),
            .removing = query.value(8).toBool(),
            .opens = query.value(9).toInt(),
            .copied = {.size = query.value(10).toLongLong(),
                       .mtime = query.value(11).toLongLong(),
                       .ctime = query.value(12).toLongLong()},
            .key = query.value(13).toByteArray(),
            .etag = query.value(14).toByteArray(),
            .uid = query.value(15).toByteArray(),
            .origin = query.value(17).toByteArray(),
            .found = query.value(16).toBool()};
}

Result<QList<FileRow>> readRows(Result<QSqlQuery> query)
{
    if (!query)
        return query.error();
    QList<FileRow> rows;
    while (query->next())
        rows.append(readRow(*query));
    return rows;
}

Result<std::optional<FileRow>> readOne(Result<QSqlQuery> query)
{
    if (!query)
        return query.error();
    return query->next() ? std::optional(readRow(*query)) : std::nullopt;
}

Result<void> checked(const Result<QSqlQuery> &query)
{
    return query ? Result<void>() : query.error();
}

/// A null array is NULL to the database, and an empty one nothing.
QByteArray blob(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

constexpr int dirty = int(FileState::Dirty);
constexpr std::chrono::milliseconds farthest = std::chrono::minutes(2); ///< ahead; longer than any wait

/// The content of a stub that was copied past smbd is in the object of the one that it was copied from.
const QString ofNoOther = u" AND NOT EXISTS (SELECT 1 FROM file o WHERE o.share = file.share AND "
                          "o.key = file.key AND o.id <> file.id)"_s;

/// Takes intents over, one after the other, inside a transaction.
class Taking
{
public:
    Taking(const state::Database &database, const QString &share, bool folders)
        : m_database(database)
        , m_share(share)
        , m_folders(folders)
    {}

    Result<void> take(const Intent &intent) const
    {
        // One process does one thing at a time. What could not be renamed or removed is where it was.
        // Changed it was by now, and not when it was announced: the disk may not have it yet.
        const QString over = intent.kind == CLOUDVFS_ENDED && intent.result != 0
                                 ? u"UPDATE file SET path = CASE renaming WHEN 1 THEN former ELSE path END, "
                                   "former = CASE renaming WHEN 1 THEN x'' ELSE former END, removing = 0, "
                                   "announced = 0, renaming = 0, changed = ?"_s
                                 : u"UPDATE file SET announced = 0, renaming = 0, changed = ?"_s;
        if (auto kept = run(over + u" WHERE announced = ? AND announced <> 0 AND share = ?"_s,
                            {now(), intent.pid, m_share});
            !kept)
            return kept;
        if (auto touched = m_folders ? touchParents(intent) : Result<void>(); !touched)
            return touched;
        switch (intent.kind) {
        case CLOUDVFS_META:
            return intent.result != CLOUDVFS_IS_FOLDER || m_folders ? changed(intent) : Result<void>();
        case CLOUDVFS_DIRTY:
        case CLOUDVFS_CLOSED:
            return changed(intent);
        case CLOUDVFS_RENAMED:
            return renamed(intent);
        case CLOUDVFS_REMOVED:
            return run(u"UPDATE file SET removing = 1, state = ?, generation = generation + 1, changed = ?, "
                       "found = 0, announced = ? WHERE share = ? AND path = ?"_s,
                       {dirty, now(), intent.pid, m_share, intent.path});
        case CLOUDVFS_MADE: // META follows, with its inode
        case CLOUDVFS_ENDED:
            return {};
        }
        return {};
    }

private:
    Result<void> run(const QString &sql, const QVariantList &values) const
    {
        return m_database.runEach(sql, QList<QVariantList>{values}, u"taking over what is to be copied"_s);
    }

    /// A name that comes or goes changes the time of its folder, which is not copied before. A file that is
    /// new is told of when it is there; its inode may be one that a file had which is gone.
    Result<void> touchParents(const Intent &intent) const
    {
        for (const QByteArray &path : {intent.path, intent.target}) {
            if (path.isEmpty() || path == ".")
                continue;
            const qsizetype slash = path.lastIndexOf('/');
            const bool named = intent.kind == CLOUDVFS_RENAMED || intent.kind == CLOUDVFS_REMOVED ||
                               intent.kind == CLOUDVFS_MADE;
            if (auto touched =
                    run(u"UPDATE file SET state = ?, generation = generation + 1, changed = ?, "
                        "announced = CASE WHEN ? AND announced = 0 THEN ? ELSE announced END "
                        "WHERE share = ? AND path = ? AND state IN (?, ?) AND (? OR NOT EXISTS (SELECT 1 "
                        "FROM file WHERE share = ? AND device = ? AND inode = ? AND path = ? AND "
                        "removing = 0))"_s,
                        {dirty, now(), named, intent.pid, m_share,
                         slash < 0 ? QByteArray(".") : path.left(slash), int(FileState::Clean), dirty, named,
                         m_share, qint64(intent.device), qint64(intent.inode), path});
                !touched)
                return touched;
        }
        return {};
    }

    Result<void> changed(const Intent &intent) const
    {
        const auto inode = qint64(intent.inode);
        const auto device = qint64(intent.device);
        if (auto kept = run(
                u"INSERT INTO file (share, device, inode, path, former, state, generation, removing, "
                "changed, announced, renaming, size, mtime, ctime, key, etag) "
                "VALUES (?, ?, ?, ?, x'', ?, 1, 0, ?, ?, 0, -1, 0, 0, x'', x'') "
                "ON CONFLICT (share, device, inode) DO UPDATE SET "
                "former = CASE WHEN path <> excluded.path THEN path ELSE former END, "
                "removing = CASE WHEN path <> excluded.path THEN 0 ELSE removing END, path = excluded.path, "
                "state = excluded.state, generation = generation + 1, changed = excluded.changed, "
                "announced = excluded.announced, found = 0"_s,
                {m_share, device, inode, blob(intent.path), dirty, now(),
                 intent.kind == CLOUDVFS_META ? intent.pid : 0});
            !kept || intent.kind == CLOUDVFS_META)
            return kept;
        const int by = intent.kind == CLOUDVFS_DIRTY ? 1 : -1;
        if (auto counted = run(u"INSERT INTO open (file, pid, count) SELECT id, ?, ? FROM file "
                               "WHERE share = ? AND device = ? AND inode = ? "
                               "ON CONFLICT (file, pid) DO UPDATE SET count = count + excluded.count"_s,
                               {intent.pid, by, m_share, device, inode});
            !counted)
            return counted;
        return run(u"DELETE FROM open WHERE count <= 0"_s, {});
    }

    Result<void> renamed(const Intent &intent) const
    {
        // What had the name is no more.
        if (auto replaced = run(u"UPDATE file SET removing = 1, state = ?, generation = generation + 1, "
                                "changed = ?, announced = ? WHERE share = ? AND path = ?"_s,
                                {dirty, now(), intent.pid, m_share, intent.target});
            !replaced)
            return replaced;
        // A folder takes along what is in it.
        const QByteArray below = intent.path + '/';
        if (auto moved =
                run(u"UPDATE file SET former = path, path = CAST(? || substr(path, ?) AS BLOB), state = ?, "
                    "generation = generation + 1, changed = ?, found = 0, announced = ?, renaming = 1 "
                    "WHERE share = ? AND path >= ? AND path < ?"_s,
                    {QByteArray(intent.target + '/'), qlonglong(below.size() + 1), dirty, now(), intent.pid,
                     m_share, below, QByteArray(intent.path + char('/' + 1))});
            !moved)
            return moved;
        return run(u"UPDATE file SET former = path, path = ?, state = ?, generation = generation + 1, "
                   "changed = ?, found = 0, announced = ?, renaming = 1 WHERE share = ? AND path = ?"_s,
                   {intent.target, dirty, now(), intent.pid, m_share, intent.path});
    }

    const state::Database &m_database;
    const QString m_share;
    const bool m_folders;
};

} // namespace

const QStringList &fileStateNames()
{
    static const QStringList names{u"clean"_s, u"dirty"_s,   u"evicting"_s,
                                   u"stub"_s,  u"missing"_s, u"local"_s};
    return names;
}

Index::Index(const state::Location &location)
    : m_database(location)
{}

Result<void> Index::open(const QString &boot)
{
    if (auto opened = m_database.open(
            QStringList{
                u"PRAGMA cache_size = -65536"_s, // KiB: what is asked again and again stays in memory
                u"CREATE TABLE IF NOT EXISTS share (name TEXT PRIMARY KEY, consumed INTEGER NOT NULL DEFAULT 0)"_s,
                u"CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, share TEXT NOT NULL, device "
                u"INTEGER "
                u"NOT "
                u"NULL, "
                "inode INTEGER NOT NULL, path BLOB NOT NULL, former BLOB NOT NULL, state INTEGER NOT NULL, "
                "generation INTEGER NOT NULL, removing INTEGER NOT NULL, changed INTEGER NOT NULL, "
                "announced INTEGER NOT NULL, renaming INTEGER NOT NULL, size INTEGER NOT "
                "NULL, "
                "mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, key BLOB NOT NULL, etag BLOB NOT NULL, "
                "uid BLOB NOT NULL DEFAULT (randomblob(16)), "
                "found INTEGER NOT NULL DEFAULT 0, expected INTEGER NOT NULL DEFAULT 0, "
                "origin BLOB NOT NULL DEFAULT x'', "
                "UNIQUE (share, device, inode))"_s,
                u"CREATE INDEX IF NOT EXISTS file_announced ON file (announced) WHERE announced <> 0"_s,
                u"CREATE INDEX IF NOT EXISTS file_path ON file (share, path)"_s,
                u"CREATE INDEX IF NOT EXISTS file_key ON file (share, key)"_s,
                u"CREATE INDEX IF NOT EXISTS file_uid ON file (share, uid)"_s,
                u"CREATE INDEX IF NOT EXISTS file_origin ON file (share) WHERE length(origin) > 0"_s,
                // With the size, it has all that totals are made of.
                u"CREATE INDEX IF NOT EXISTS file_state ON file (share, state, found, changed, size)"_s,
                u"CREATE TABLE IF NOT EXISTS open (file INTEGER NOT NULL REFERENCES file(id) ON DELETE "
                u"CASCADE, "
                "pid INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (file, pid)) WITHOUT ROWID"_s,
                u"CREATE TABLE IF NOT EXISTS removal (id INTEGER PRIMARY KEY, share TEXT NOT NULL, key BLOB "
                u"NOT "
                u"NULL, "
                "UNIQUE (share, key))"_s,
                u"CREATE TABLE IF NOT EXISTS boot (id TEXT PRIMARY KEY)"_s,
                u"CREATE TABLE IF NOT EXISTS paused (share TEXT PRIMARY KEY)"_s,
                u"CREATE TABLE IF NOT EXISTS scrub (share TEXT PRIMARY KEY, report BLOB NOT NULL)"_s,
                // `changed` moves on with each attempt; this is since when a file is Dirty.
                u"CREATE TABLE IF NOT EXISTS waiting (file INTEGER PRIMARY KEY REFERENCES file(id) ON DELETE "
                "CASCADE, share TEXT NOT NULL, since INTEGER NOT NULL)"_s,
                u"CREATE INDEX IF NOT EXISTS waiting_since ON waiting (share, since)"_s,
                u"CREATE TRIGGER IF NOT EXISTS file_made AFTER INSERT ON file WHEN NEW.state = 1 BEGIN "
                "INSERT INTO waiting (file, share, since) VALUES (NEW.id, NEW.share, NEW.changed); END"_s,
                u"CREATE TRIGGER IF NOT EXISTS file_waits AFTER UPDATE OF state ON file "
                "WHEN NEW.state = 1 AND OLD.state <> 1 BEGIN "
                "INSERT INTO waiting (file, share, since) VALUES (NEW.id, NEW.share, NEW.changed); END"_s,
                u"CREATE TRIGGER IF NOT EXISTS file_is_kept AFTER UPDATE OF state ON file "
                "WHEN NEW.state <> 1 AND OLD.state = 1 BEGIN DELETE FROM waiting WHERE file = NEW.id; END"_s,
            } +
            Catalog::schema() + Scans::schema());
        !opened)
        return opened;
    const QString doing = u"opening the journal"_s;
    return m_database.atOnce(doing, [&]() -> Result<void> {
        auto known = m_database.run(u"SELECT 1 FROM boot WHERE id = ?"_s, {boot}, doing);
        if (!known)
            return known.error();
        if (known->next())
            return {};
        for (const QString &sql : {u"DELETE FROM open"_s, u"UPDATE file SET announced = 0, renaming = 0"_s,
                                   u"DELETE FROM boot"_s}) {
            if (auto done = checked(m_database.run(sql, {}, doing)); !done)
                return done;
        }
        if (auto kept = scans().booted(); !kept)
            return kept;
        return checked(m_database.run(u"INSERT INTO boot (id) VALUES (?)"_s, {boot}, doing));
    });
}

Result<qint64> Index::consumed(const QString &share) const
{
    auto query =
        m_database.run(u"SELECT consumed FROM share WHERE name = ?"_s, {share}, u"reading the journal"_s);
    if (!query)
        return query.error();
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<void> Index::take(const QString &share, const QList<Intent> &intents, qint64 consumed) const
{
    const QString doing = u"taking over what is to be copied"_s;
    return m_database.atOnce(doing, [&]() -> Result<void> {
        const Taking taking(m_database, share, m_withFolders.contains(share));
        for (const Intent &intent : intents) {
            if (auto taken = taking.take(intent); !taken)
                return taken;
        }
        return checked(m_database.run(u"INSERT INTO share (name, consumed) VALUES (?, ?) "
                                      "ON CONFLICT (name) DO UPDATE SET consumed = excluded.consumed"_s,
                                      {share, consumed}, doing));
    });
}

Result<QList<FileRow>> Index::due(const QString &share, std::chrono::milliseconds quiet,
                                  std::chrono::milliseconds deadline, const QSet<qint64> &except,
                                  int most) const
{
    // By a clock that was ahead and is right again: what it dated would wait for hours.
    if (auto dated = checked(m_database.run(
            u"UPDATE file SET changed = ? WHERE share = ? AND state = ? AND found IN (0, 1) AND changed > ?"_s,
            {now(), share, dirty, now() + qint64(farthest.count())}, u"reading what is to be copied"_s));
        !dated)
        return dated.error();
    QList<FileRow> rows;
    // What clients changed comes before what a scan found, each as a range of the index: this is asked again
    // and again while a million files wait.
    for (int found = 0; found <= 1 && rows.size() < most; ++found) {
        auto some = readRows(m_database.run(
            columns + u"WHERE share = ? AND state = ? AND found = ? AND changed <= ? AND announced = 0 AND "
                      "share NOT IN (SELECT share FROM resting) AND "
                      "id NOT IN (SELECT file FROM open) ORDER BY changed LIMIT ?"_s,
            {share, dirty, found, now() - quiet.count(), most - rows.size() + except.size()},
            u"reading what is to be copied"_s));
        if (!some)
            return some;
        some->removeIf([&](const FileRow &row) { return except.contains(row.id); });
        rows += some->first(std::min(some->size(), most - rows.size()));
    }
    if (rows.size() >= most)
        return rows;
    // Few are open: the unary + keeps SQLite from going through all that wait.
    auto open = readRows(m_database.run(
        columns + u"WHERE id IN (SELECT file FROM open) AND +share = ? AND +state = ? AND "
                  "announced = 0 AND +changed <= ? AND "
                  "share NOT IN (SELECT share FROM resting) ORDER BY changed LIMIT ?"_s,
        {share, dirty, now() - deadline.count(), most - rows.size()}, u"reading what is to be copied"_s));
    if (!open)
        return open;
    for (const FileRow &row : *open) {
        if (!except.contains(row.id))
            rows.append(row);
    }
    return rows;
}

Result<void> Index::copyAgain(const QString &share) const
{
    return checked(m_database.run(u"UPDATE file SET state = ?, size = -1, generation = generation + 1, "
                                  "changed = ? WHERE share = ? AND state = ?"_s,
                                  {dirty, now(), share, int(FileState::Clean)},
                                  u"keeping what is to be copied again"_s));
}

Result<void> Index::willWrite(const QString &share, const QByteArray &key) const
{
    return checked(m_database.run(u"INSERT OR IGNORE INTO removal (share, key) VALUES (?, ?)"_s, {share, key},
                                  u"keeping what will be written"_s));
}

Result<void> Index::finish(const QList<Outcome> &outcomes) const
{
    return m_database.atOnce(u"keeping what is copied"_s, [&]() -> Result<void> {
        for (const Outcome &outcome : outcomes) {
            if (auto kept = finishOne(outcome, false); !kept)
                return kept;
        }
        return {};
    });
}

Result<void> Index::archived(const QString &share, const Segment &segment, const QList<Outcome> &outcomes,
                             const QList<Removal> &removals) const
{
    return m_database.atOnce(u"keeping what is copied"_s, [&]() -> Result<void> {
        auto kept = keepCopies(share, segment);
        if (kept)
            kept = catalog(share).keep(segment);
        if (!kept)
            return kept;
        for (const Outcome &outcome : outcomes) {
            if (kept = finishOne(outcome, true); !kept)
                return kept;
        }
        QList<QVariantList> rows;
        for (const Removal &removal : removals)
            rows.append(QVariantList{removal.id});
        return m_database.runEach(u"DELETE FROM removal WHERE id = ?"_s, rows, u"keeping what is removed"_s);
    });
}

Result<void> Index::adopt(const QString &share, const Segment &segment) const
{
    return m_database.atOnce(u"taking over what the store has"_s, [&]() -> Result<void> {
        auto kept = keepCopies(share, segment);
        if (kept)
            kept = catalog(share).keep(segment);
        if (!kept)
            return kept;
        for (const Entry &entry : segment.entries) {
            if (kept = adoptOne(share, entry); !kept)
                return kept;
        }
        return {};
    });
}

/// What is about to be replaced or to go is the content of stubs, too, that were copied from it and have no
/// version of their own yet: they get one here, before the log has it.
Result<void> Index::keepCopies(const QString &share, const Segment &segment) const
{
    const QString doing = u"keeping what copies have"_s;
    for (const Entry &entry : segment.entries) {
        // The unary + keeps SQLite from going through all that waits.
        const auto rows =
            readRows(m_database.run(columns + u"WHERE share = ? AND key = ? AND uid <> key AND +state = ?"_s,
                                    {share, entry.id, dirty}, doing));
        if (!rows)
            return rows.error();
        if (rows->isEmpty())
            continue;
        auto known = catalog(share).entry(entry.id);
        if (!known)
            return known.error();
        std::optional<Entry> &version = *known;
        for (const FileRow &row : *rows) {
            if (!version || version->size != row.copied.size)
                continue; // it was too late for it already
            version->id = row.uid;
            version->path = row.path;
            auto kept = catalog(share).keep({.packs = {}, .entries = {*version}});
            if (kept)
                kept = checked(m_database.run(
                    u"UPDATE file SET origin = key, key = uid, etag = x'' WHERE id = ?"_s, {row.id}, doing));
            if (!kept)
                return kept;
        }
    }
    return {};
}

Result<QList<FileRow>> Index::copies(const QString &share) const
{
    return readRows(m_database.run(columns + u"WHERE share = ? AND length(origin) > 0 AND state <> ?"_s,
                                   {share, dirty}, u"looking for copies"_s));
}

Result<void> Index::copyMarked(qint64 id, qint64 generation, const std::optional<Stamp> &stamp) const
{
    const QString doing = u"keeping what copies have"_s;
    return m_database.atOnce(doing, [&]() -> Result<void> {
        if (stamp) {
            if (auto moved = move(id, generation, FileState::Stub, *stamp); !moved)
                return moved.error();
        }
        return checked(m_database.run(u"UPDATE file SET origin = x'' WHERE id = ?"_s, {id}, doing));
    });
}

Result<void> Index::together(const std::function<Result<void>()> &work) const
{
    return m_database.atOnce(u"keeping much at once"_s, work);
}

Result<void> Index::restored(const QString &share, const Entry &entry, quint64 device, quint64 inode,
                             const Stamp &stamp, bool asIs) const
{
    const QString doing = u"keeping what is restored"_s;
    const bool stub = entry.kind == Entry::Kind::File && entry.size > 0;
    // That it was removed may be on its way to the log: then it is written behind that.
    auto going =
        m_database.run(u"SELECT 1 FROM removal WHERE share = ? AND key = ?"_s, {share, entry.id}, doing);
    if (!going)
        return going.error();
    asIs = asIs && !going->next();
    const int state = !asIs ? dirty : int(stub ? FileState::Stub : FileState::Clean);
    const QByteArray tag = asIs ? versionTag(entry) : QByteArray("");
    return m_database.atOnce(doing, [&]() -> Result<void> {
        // What had this inode before is gone.
        auto kept = checked(m_database.run(
            u"UPDATE file SET device = 0, inode = (SELECT min(0, coalesce(min(inode), 0)) - 1 FROM file "
            "WHERE share = ? AND device = 0), removing = 1, state = ?, generation = generation + 1 "
            "WHERE share = ? AND device = ? AND inode = ? AND uid <> ?"_s,
            {share, dirty, share, qint64(device), qint64(inode), entry.id}, doing));
        if (kept)
            kept = checked(m_database.run(u"DELETE FROM removal WHERE share = ? AND key = ?"_s,
                                          {share, entry.id}, doing));
        if (kept)
            kept = catalog(share).keep({.packs = {}, .entries = {entry}});
        if (!kept)
            return kept;
        auto known = m_database.run(
            u"UPDATE file SET device = ?, inode = ?, path = ?, former = x'', state = ?, "
            "generation = generation + 1, removing = 0, changed = ?, size = ?, mtime = ?, ctime = ?, "
            "key = uid, etag = ? WHERE share = ? AND uid = ?"_s,
            {qint64(device), qint64(inode), blob(entry.path), state, now(), stamp.size, stamp.mtime,
             stamp.ctime, tag, share, entry.id},
            doing);
        if (!known || known->numRowsAffected() > 0)
            return checked(known);
        return checked(m_database.run(
            u"INSERT INTO file (share, device, inode, path, former, state, generation, removing, changed, "
            "announced, renaming, size, mtime, ctime, key, etag, uid) "
            "VALUES (?, ?, ?, ?, x'', ?, 1, 0, ?, 0, 0, ?, ?, ?, ?, ?, ?)"_s,
            {share, qint64(device), qint64(inode), blob(entry.path), state, now(), stamp.size, stamp.mtime,
             stamp.ctime, entry.id, tag, entry.id},
            doing));
    });
}

Result<void> Index::touch(const QString &share, const QByteArray &path) const
{
    return checked(m_database.run(u"UPDATE file SET state = ?, generation = generation + 1, changed = ? "
                                  "WHERE share = ? AND path = ? AND state IN (?, ?)"_s,
                                  {dirty, now(), share, path, int(FileState::Clean), dirty},
                                  u"keeping what is restored"_s));
}

Result<std::optional<FileRow>> Index::byUid(const QString &share, const QByteArray &uid) const
{
    return readOne(
        m_database.run(columns + u"WHERE share = ? AND uid = ?"_s, {share, uid}, u"looking for a file"_s));
}

Result<void> Index::adoptOne(const QString &share, const Entry &entry) const
{
    const QString doing = u"taking over what the store has"_s;
    if (entry.kind == Entry::Kind::Gone) // of a file that is there again the next copy tells
        return checked(m_database.run(u"DELETE FROM file WHERE share = ? AND uid = ? AND +state = ?"_s,
                                      {share, entry.id, int(FileState::Missing)}, doing));
    // Of a file whose last copy was another one, what is on this disk is compared again.
    auto known = m_database.run(
        u"UPDATE file SET key = uid, path = CASE state WHEN ? THEN ? ELSE path END, "
        "size = CASE WHEN state = ? AND etag <> ? THEN -1 ELSE size END, "
        "generation = CASE WHEN state = ? AND etag <> ? THEN generation + 1 ELSE generation END, "
        "state = CASE WHEN state = ? AND etag <> ? THEN ? ELSE state END WHERE share = ? AND uid = ?"_s,
        {int(FileState::Missing), blob(entry.path), int(FileState::Clean), versionTag(entry),
         int(FileState::Clean), versionTag(entry), int(FileState::Clean), versionTag(entry), dirty, share,
         entry.id},
        doing);
    if (!known)
        return known.error();
    if (known->numRowsAffected() > 0)
        return {};
    // Where it is on this disk, a scan or a restore tells. What is to be removed is not there.
    return checked(m_database.run(
        u"INSERT INTO file (share, device, inode, path, former, state, generation, removing, changed, "
        "announced, renaming, size, mtime, ctime, key, etag, uid) SELECT ?, 0, "
        "(SELECT min(0, coalesce(min(inode), 0)) - 1 FROM file WHERE share = ? AND device = 0), "
        "?, x'', ?, 0, 0, ?, 0, 0, -1, 0, 0, ?, x'', ? "
        "WHERE NOT EXISTS (SELECT 1 FROM removal WHERE share = ? AND key = ?)"_s,
        {share, share, blob(entry.path), int(FileState::Missing), now(), entry.id, entry.id, share, entry.id},
        doing));
}

/// `archived`: what is in the repository stays there, whoever had it under a key.
Result<void> Index::finishOne(const Outcome &outcome, bool archived) const
{
    const QString doing = u"keeping what is copied"_s;
    const auto run = [&](const QString &sql, const QVariantList &values) {
        return m_database.runEach(sql, QList<QVariantList>{values}, doing);
    };
    Result<void> kept;
    switch (outcome.kind) {
    case Outcome::Kind::Copied:
        // What lay under another name, and what another file had under this one.
        if (archived)
            kept = run(u"UPDATE file SET origin = CASE WHEN ? = ? AND key <> ? THEN key "
                       "WHEN ? = ? THEN origin ELSE x'' END WHERE id = ?"_s,
                       {int(outcome.state), int(FileState::Stub), blob(outcome.key), int(outcome.state),
                        int(FileState::Stub), outcome.id});
        else
            kept = run(u"INSERT OR IGNORE INTO removal (share, key) SELECT share, key FROM file "
                       "WHERE id = ? AND length(key) > 0 AND key <> ?"_s +
                           ofNoOther,
                       {outcome.id, blob(outcome.key)});
        if (kept)
            kept =
                run(u"DELETE FROM removal WHERE key = ? AND share = (SELECT share FROM file WHERE id = ?)"_s,
                    {blob(outcome.key), outcome.id});
        if (kept)
            kept = run(u"UPDATE file SET key = x'', etag = x'', size = -1 WHERE key = ? AND id <> ? "
                       "AND share = (SELECT share FROM file WHERE id = ?)"_s,
                       {blob(outcome.key), outcome.id, outcome.id});
        // What else is known of this path is no more there.
        if (kept)
            kept = run(u"UPDATE file SET removing = 1, state = ?, generation = generation + 1, changed = ? "
                       "WHERE path = ? AND id <> ? AND state <> ? AND "
                       "share = (SELECT share FROM file WHERE id = ?)"_s,
                       {dirty, now(), blob(outcome.path), outcome.id, dirty, outcome.id});
        if (kept)
            kept = run(u"UPDATE file SET size = ?, mtime = ?, ctime = ?, key = ?, etag = ? WHERE id = ?"_s,
                       {outcome.copied.size, outcome.copied.mtime, outcome.copied.ctime, blob(outcome.key),
                        blob(outcome.etag), outcome.id});
        [[fallthrough]];
    case Outcome::Kind::Unchanged:
        if (kept)
            kept = run(u"UPDATE file SET state = CASE WHEN EXISTS (SELECT 1 FROM open WHERE file = file.id) "
                       "THEN state ELSE ? END, changed = ?, removing = 0, path = ?, former = x'' "
                       "WHERE id = ? AND generation = ?"_s,
                       {int(outcome.state), now(), blob(outcome.path), outcome.id, outcome.generation});
        break;
    case Outcome::Kind::Gone:
        kept = run(u"INSERT OR IGNORE INTO removal (share, key) SELECT share, %1 FROM file "
                   "WHERE id = ? AND generation = ? AND removing = 1 AND length(key) > 0"_s.arg(
                       archived ? u"uid"_s : u"key"_s) +
                       (archived ? QString() : ofNoOther),
                   {outcome.id, outcome.generation});
        if (kept)
            kept = run(u"DELETE FROM file WHERE id = ? AND generation = ? AND removing = 1"_s,
                       {outcome.id, outcome.generation});
        // Nobody said that it was removed: what the store has stays.
        if (kept)
            kept = run(u"UPDATE file SET state = ? WHERE id = ? AND generation = ?"_s,
                       {int(FileState::Missing), outcome.id, outcome.generation});
        break;
    case Outcome::Kind::Kept:
        if (!archived)
            kept = run(u"INSERT OR IGNORE INTO removal (share, key) SELECT share, key FROM file "
                       "WHERE id = ? AND generation = ? AND length(key) > 0"_s +
                           ofNoOther,
                       {outcome.id, outcome.generation});
        if (kept)
            kept = run(
                u"UPDATE file SET state = CASE WHEN EXISTS (SELECT 1 FROM open WHERE file = file.id) "
                "THEN state ELSE ? END, size = -1, %1changed = ?, removing = 0, path = ?, former = x'' "
                "WHERE id = ? AND generation = ?"_s.arg(archived ? QString() : u"key = x'', etag = x'', "_s),
                {int(FileState::Local), now(), blob(outcome.path), outcome.id, outcome.generation});
        break;
    case Outcome::Kind::Later:
        kept = run(u"UPDATE file SET changed = ? WHERE id = ? AND generation = ?"_s,
                   {now() + qint64(outcome.wait.count()), outcome.id, outcome.generation});
        break;
    }
    return kept;
}

Result<QList<Removal>> Index::removals(const QString &share, int most) const
{
    // A name that a file has again is not removed: its copy replaces what is there.
    auto query = m_database.run(u"SELECT id, share, key FROM removal r WHERE NOT EXISTS "
                                "(SELECT 1 FROM file WHERE share = r.share AND path = r.key AND +state <> ?) "
                                "AND NOT EXISTS "
                                "(SELECT 1 FROM file WHERE share = r.share AND key = r.key) "
                                "AND share = ? AND share NOT IN (SELECT share FROM resting) LIMIT ?"_s,
                                {int(FileState::Local), share, most}, u"reading what is to be removed"_s);
    if (!query)
        return query.error();
    QList<Removal> removals;
    while (query->next()) {
        removals.append({.id = query->value(0).toLongLong(),
                         .share = query->value(1).toString(),
                         .key = query->value(2).toByteArray()});
    }
    return removals;
}

Result<void> Index::removed(const QList<Removal> &removals) const
{
    QList<QVariantList> rows;
    for (const Removal &removal : removals)
        rows.append(QVariantList{removal.id});
    const QString doing = u"keeping what is removed"_s;
    return m_database.atOnce(
        doing, [&] { return m_database.runEach(u"DELETE FROM removal WHERE id = ?"_s, rows, doing); });
}

Result<std::optional<FileRow>> Index::byId(qint64 id) const
{
    return readOne(m_database.run(columns + u"WHERE id = ?"_s, {id}, u"looking for a file"_s));
}

Result<std::optional<FileRow>> Index::byInode(const QString &share, quint64 device, quint64 inode) const
{
    return readOne(m_database.run(columns + u"WHERE share = ? AND device = ? AND inode = ?"_s,
                                  {share, qint64(device), qint64(inode)}, u"looking for a file"_s));
}

Result<QList<FileRow>> Index::byKey(const QString &share, const QByteArray &key) const
{
    return readRows(
        m_database.run(columns + u"WHERE share = ? AND key = ?"_s, {share, key}, u"looking for files"_s));
}

Result<QList<FileRow>> Index::inState(FileState state) const
{
    return readRows(m_database.run(columns + u"WHERE state = ?"_s, {int(state)}, u"looking for files"_s));
}

Result<QList<FileRow>> Index::clean(const QString &share, qint64 least, qint64 after, int most) const
{
    return readRows(m_database.run(
        columns + u"WHERE share = ? AND state = ? AND size >= ? AND id > ? ORDER BY id LIMIT ?"_s,
        {share, int(FileState::Clean), least, after, most}, u"looking for files"_s));
}

Result<QList<FileRow>> Index::backlog(const QString &share, qint64 after, int most) const
{
    return readRows(m_database.run(columns + u"WHERE share = ? AND state = ? AND found = 0 AND id > ? AND "
                                             "id NOT IN (SELECT file FROM open) ORDER BY id LIMIT ?"_s,
                                   {share, dirty, after, most}, u"looking for what waits"_s));
}

Result<bool> Index::move(qint64 id, qint64 generation, FileState to, const Stamp &copied) const
{
    auto moved = m_database.run(
        u"UPDATE file SET state = CASE WHEN state = ? THEN state ELSE ? END, size = ?, mtime = ?, ctime = ? "
        "WHERE id = ? AND (generation = ? OR ? < 0)"_s,
        {dirty, int(to), copied.size, copied.mtime, copied.ctime, id, generation, generation},
        u"keeping the state of a file"_s);
    if (!moved)
        return moved.error();
    return moved->numRowsAffected() == 1;
}

Result<QList<quint32>> Index::processes() const
{
    auto query =
        m_database.run(u"SELECT pid FROM open UNION SELECT announced FROM file WHERE announced <> 0"_s, {},
                       u"reading who has files open"_s);
    if (!query)
        return query.error();
    QList<quint32> processes;
    while (query->next())
        processes << query->value(0).toUInt();
    return processes;
}

Result<void> Index::ended(const QList<quint32> &processes) const
{
    QList<QVariantList> rows;
    for (const quint32 pid : processes)
        rows.append(QVariantList{pid});
    const QString doing = u"forgetting who had files open"_s;
    return m_database.atOnce(doing, [&]() -> Result<void> {
        if (auto closed = m_database.runEach(u"DELETE FROM open WHERE pid = ?"_s, rows, doing); !closed)
            return closed;
        return m_database.runEach(u"UPDATE file SET announced = 0 WHERE announced = ? AND announced <> 0"_s,
                                  rows, doing);
    });
}

Result<bool> Index::hasWork(const QString &share) const
{
    auto query = m_database.run(u"SELECT NOT EXISTS (SELECT 1 FROM resting WHERE share = ?) AND "
                                "(EXISTS (SELECT 1 FROM file WHERE share = ? AND state = ?) OR "
                                "EXISTS (SELECT 1 FROM removal WHERE share = ?))"_s,
                                {share, share, dirty, share}, u"reading what is to be copied"_s);
    if (!query)
        return query.error();
    return query->next() && query->value(0).toBool();
}

Result<QHash<QString, qint64>> Index::counts() const
{
    QHash<QString, qint64> counts{{u"removals"_s, 0}};
    const QStringList &names = fileStateNames();
    for (const QString &name : names)
        counts.insert(name, 0);
    auto query = m_database.run(u"SELECT state, count(*) FROM file GROUP BY share, state "
                                "UNION ALL SELECT -1, count(*) FROM removal"_s,
                                {}, u"counting files"_s);
    if (!query)
        return query.error();
    while (query->next()) {
        const int state = query->value(0).toInt();
        counts[state < 0 ? u"removals"_s : names.value(state)] += query->value(1).toLongLong();
    }
    return counts;
}

} // namespace smc::cloudvfs
