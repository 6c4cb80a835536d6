// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/journal/catalog.h"

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype bytesInPart = 32 * 1024 * 1024; ///< a reader takes 256 MiB
constexpr qsizetype bytesOfChunk = 44;
constexpr int missingState = 4; ///< FileState::Missing

Result<void> done(const Result<QSqlQuery> &query)
{
    return query ? Result<void>() : query.error();
}

} // namespace

Catalog::Catalog(const state::Database &database, QString share)
    : m_database(database)
    , m_share(std::move(share))
{}

QStringList Catalog::schema()
{
    return {
        u"CREATE TABLE IF NOT EXISTS repository (share TEXT PRIMARY KEY, id BLOB NOT NULL, "
        "sequence INTEGER NOT NULL, checkpoint INTEGER NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS pack (id INTEGER PRIMARY KEY, share TEXT NOT NULL, name BLOB NOT NULL, "
        "UNIQUE (share, name))"_s,
        u"CREATE TABLE IF NOT EXISTS chunk (id BLOB NOT NULL, pack INTEGER NOT NULL, offset INTEGER NOT "
        u"NULL, "
        "length INTEGER NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (id, pack)) WITHOUT ROWID"_s,
        u"CREATE TABLE IF NOT EXISTS damaged (pack INTEGER NOT NULL, id BLOB NOT NULL, "
        "PRIMARY KEY (pack, id)) WITHOUT ROWID"_s,
        u"CREATE TABLE IF NOT EXISTS entry (share TEXT NOT NULL, id BLOB NOT NULL, record BLOB NOT NULL, "
        "PRIMARY KEY (share, id))"_s,
    };
}

Result<Catalog::Position> Catalog::position() const
{
    auto query = m_database.run(u"SELECT id, sequence FROM repository WHERE share = ?"_s, {m_share},
                                u"reading what the store has"_s);
    if (!query)
        return query.error();
    if (!query->next())
        return Position();
    return Position{.repository = query->value(0).toByteArray(), .sequence = query->value(1).toULongLong()};
}

Result<void> Catalog::begin(const QByteArray &repository) const
{
    return done(
        m_database.run(u"INSERT INTO repository (share, id, sequence, checkpoint) VALUES (?, ?, 0, 0)"_s,
                       {m_share, repository}, u"keeping which repository it is"_s));
}

Result<void> Catalog::keep(const Segment &segment) const
{
    for (const Pack &pack : segment.packs) {
        if (auto kept = keepPack(pack); !kept)
            return kept;
    }
    for (const Entry &entry : segment.entries) {
        if (auto kept = keepEntry(entry); !kept)
            return kept;
    }
    return done(m_database.run(u"UPDATE repository SET sequence = max(sequence, ?) WHERE share = ?"_s,
                               {segment.sequence, m_share}, u"keeping what is copied"_s));
}

Result<void> Catalog::keepPack(const Pack &pack) const
{
    const QString doing = u"keeping what is copied"_s;
    if (auto named = done(m_database.run(u"INSERT OR IGNORE INTO pack (share, name) VALUES (?, ?)"_s,
                                         {m_share, pack.name}, doing));
        !named)
        return named;
    auto number =
        m_database.run(u"SELECT id FROM pack WHERE share = ? AND name = ?"_s, {m_share, pack.name}, doing);
    if (!number || !number->next())
        return number ? Error{.code = ErrorCode::Internal, .message = u"A pack is not kept."_s}
                      : number.error();
    QList<QVariantList> rows;
    for (const PackedChunk &chunk : pack.chunks)
        rows.append(QVariantList{chunk.id, number->value(0), chunk.offset, chunk.length, chunk.size});
    return m_database.runEach(
        u"INSERT OR REPLACE INTO chunk (id, pack, offset, length, size) VALUES (?, ?, ?, ?, ?)"_s, rows,
        doing);
}

Result<void> Catalog::keepEntry(const Entry &entry) const
{
    const QString doing = u"keeping what is copied"_s;
    if (entry.kind == Entry::Kind::Gone)
        return done(m_database.run(u"DELETE FROM entry WHERE share = ? AND id = ? AND NOT EXISTS "
                                   "(SELECT 1 FROM file WHERE share = ? AND key = ? AND state <> ?)"_s,
                                   {m_share, entry.id, m_share, entry.id, missingState}, doing));
    return done(m_database.run(u"INSERT OR REPLACE INTO entry (share, id, record) VALUES (?, ?, ?)"_s,
                               {m_share, entry.id, encodeEntry(entry)}, doing));
}

Result<QHash<QByteArray, ChunkPlace>> Catalog::places(const QList<QByteArray> &ids, Damaged damaged) const
{
    QHash<QByteArray, ChunkPlace> places;
    for (const QByteArray &id : ids) {
        auto query = m_database.run(
            u"SELECT name, offset, length, size FROM (SELECT p.name, c.offset, c.length, c.size, c.pack, "
            "EXISTS (SELECT 1 FROM damaged d WHERE d.pack = c.pack AND d.id = c.id) AS bad FROM chunk c "
            "JOIN pack p ON p.id = c.pack WHERE c.id = ? AND p.share = ?) WHERE bad <= ? "
            "ORDER BY bad, pack DESC LIMIT 1"_s,
            {id, m_share, damaged == Damaged::Even ? 1 : 0}, u"looking where content is"_s);
        if (!query)
            return query.error();
        if (query->next())
            places.insert(id, {.pack = query->value(0).toByteArray(),
                               .chunk = {.id = id,
                                         .offset = query->value(1).toLongLong(),
                                         .length = query->value(2).toLongLong(),
                                         .size = query->value(3).toLongLong()}});
    }
    return places;
}

Result<QHash<QByteArray, qint64>> Catalog::packSizes() const
{
    auto query = m_database.run(u"SELECT p.name, max(c.offset + c.length) FROM pack p JOIN chunk c ON "
                                "c.pack = p.id WHERE p.share = ? GROUP BY p.id"_s,
                                {m_share}, u"reading what the store has"_s);
    if (!query)
        return query.error();
    QHash<QByteArray, qint64> sizes;
    while (query->next())
        sizes.insert(query->value(0).toByteArray(), query->value(1).toLongLong());
    return sizes;
}

Result<Pack> Catalog::pack(const QByteArray &name) const
{
    auto query = m_database.run(u"SELECT c.id, c.offset, c.length, c.size FROM chunk c JOIN pack p ON "
                                "p.id = c.pack WHERE p.share = ? AND p.name = ? ORDER BY c.offset"_s,
                                {m_share, name}, u"reading what the store has"_s);
    if (!query)
        return query.error();
    Pack pack{.name = name, .chunks = {}};
    while (query->next())
        pack.chunks.append({.id = query->value(0).toByteArray(),
                            .offset = query->value(1).toLongLong(),
                            .length = query->value(2).toLongLong(),
                            .size = query->value(3).toLongLong()});
    if (pack.chunks.isEmpty())
        return Error{.code = ErrorCode::NotFound, .message = u"There is no such pack."_s};
    return pack;
}

Result<bool> Catalog::setDamaged(const QByteArray &pack, const QList<QByteArray> &chunks) const
{
    const QString doing = u"keeping what is damaged"_s;
    auto number =
        m_database.run(u"SELECT id FROM pack WHERE share = ? AND name = ?"_s, {m_share, pack}, doing);
    if (!number || !number->next())
        return number ? Result<bool>(false) : number.error();
    const QVariant id = number->value(0);
    auto known = m_database.run(u"SELECT id FROM damaged WHERE pack = ?"_s, {id}, doing);
    if (!known)
        return known.error();
    QSet<QByteArray> before;
    while (known->next())
        before.insert(known->value(0).toByteArray());
    const QSet<QByteArray> now(chunks.cbegin(), chunks.cend());
    if (now == before)
        return false;
    QList<QVariantList> rows;
    for (const QByteArray &chunk : now)
        rows.append(QVariantList{id, chunk});
    auto kept = m_database.atOnce(doing, [&]() -> Result<void> {
        auto cleared = done(m_database.run(u"DELETE FROM damaged WHERE pack = ?"_s, {id}, doing));
        if (!cleared)
            return cleared;
        return m_database.runEach(u"INSERT INTO damaged (pack, id) VALUES (?, ?)"_s, rows, doing);
    });
    return kept ? Result<bool>(!before.contains(now)) : kept.error();
}

Result<QList<Entry>> Catalog::entries(const QByteArray &after, int most) const
{
    auto query =
        m_database.run(u"SELECT record FROM entry WHERE share = ? AND id > ? ORDER BY id LIMIT ?"_s,
                       {m_share, after.isNull() ? QByteArray("") : after, most}, u"looking for versions"_s);
    if (!query)
        return query.error();
    QList<Entry> entries;
    while (query->next()) {
        auto entry = decodeEntry(query->value(0).toByteArray());
        if (!entry)
            return entry.error();
        entries.append(std::move(*entry));
    }
    return entries;
}

Result<void> Catalog::wantCheckpoint() const
{
    return done(m_database.run(u"UPDATE repository SET checkpoint = -1000000 WHERE share = ?"_s, {m_share},
                               u"keeping that a checkpoint is wanted"_s));
}

Result<std::optional<Entry>> Catalog::entry(const QByteArray &id) const
{
    auto query = m_database.run(u"SELECT record FROM entry WHERE share = ? AND id = ?"_s, {m_share, id},
                                u"looking for a version"_s);
    if (!query)
        return query.error();
    if (!query->next())
        return std::optional<Entry>();
    auto entry = decodeEntry(query->value(0).toByteArray());
    return entry ? Result<std::optional<Entry>>(std::move(*entry)) : entry.error();
}

Result<QList<Segment>> Catalog::everything() const
{
    const QString doing = u"reading what the store has"_s;
    QList<Segment> parts(1);
    qsizetype bytes = 0; // of the last part
    auto packs = m_database.run(u"SELECT p.name, c.id, c.offset, c.length, c.size FROM pack p "
                                "JOIN chunk c ON c.pack = p.id WHERE p.share = ? AND NOT EXISTS "
                                "(SELECT 1 FROM damaged d WHERE d.pack = c.pack AND d.id = c.id AND EXISTS "
                                "(SELECT 1 FROM chunk o WHERE o.id = c.id AND o.pack <> c.pack)) "
                                "ORDER BY p.id"_s,
                                {m_share}, doing);
    if (!packs)
        return packs.error();
    while (packs->next()) {
        const QByteArray name = packs->value(0).toByteArray();
        if (parts.last().packs.isEmpty() || parts.last().packs.last().name != name) {
            if (bytes >= bytesInPart) {
                parts.append(Segment());
                bytes = 0;
            }
            parts.last().packs.append({.name = name, .chunks = {}});
        }
        bytes += bytesOfChunk;
        parts.last().packs.last().chunks.append({.id = packs->value(1).toByteArray(),
                                                 .offset = packs->value(2).toLongLong(),
                                                 .length = packs->value(3).toLongLong(),
                                                 .size = packs->value(4).toLongLong()});
    }
    auto entries = m_database.run(u"SELECT record FROM entry WHERE share = ?"_s, {m_share}, doing);
    if (!entries)
        return entries.error();
    while (entries->next()) {
        const QByteArray record = entries->value(0).toByteArray();
        auto entry = decodeEntry(record);
        if (!entry)
            return entry.error();
        if (bytes >= bytesInPart) {
            parts.append(Segment());
            bytes = 0;
        }
        bytes += record.size();
        parts.last().entries.append(std::move(*entry));
    }
    return parts;
}

Result<quint64> Catalog::sinceCheckpoint() const
{
    auto query = m_database.run(u"SELECT sequence - checkpoint FROM repository WHERE share = ?"_s, {m_share},
                                u"reading what the store has"_s);
    if (!query)
        return query.error();
    return query->next() ? query->value(0).toULongLong() : 0;
}

Result<void> Catalog::checkpointed(quint64 sequence) const
{
    return done(m_database.run(u"UPDATE repository SET checkpoint = ? WHERE share = ?"_s, {sequence, m_share},
                               u"keeping that there is a checkpoint"_s));
}

} // namespace smc::cloudvfs
