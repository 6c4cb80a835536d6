// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/mirror/heal_log.h"

#include <QDateTime>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString healing = u"keeping what the stores of a mirror have"_s;

Result<void> doneOf(const Result<QSqlQuery> &query)
{
    return query ? Result<void>() : query.error();
}

/// A null array is NULL to the database, and an empty one nothing.
QByteArray bytesOf(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

/// Of columns state, etag, name, sha256, at.
Copy copyAt(const QSqlQuery &query, int column)
{
    return {.state = Copy::State(query.value(column).toInt()),
            .etag = query.value(column + 1).toByteArray(),
            .name = query.value(column + 2).toByteArray(),
            .sha256 = query.value(column + 3).toByteArray(),
            .at = query.value(column + 4).toLongLong()};
}

Result<QByteArrayList> keysOf(Result<QSqlQuery> query)
{
    if (!query)
        return query.error();
    QByteArrayList keys;
    while (query->next())
        keys << query->value(0).toByteArray();
    return keys;
}

} // namespace

Result<void> HealLog::open()
{
    return m_database.open(
        {u"CREATE TABLE IF NOT EXISTS mirror (one INTEGER PRIMARY KEY CHECK (one = 1), id BLOB NOT NULL)"_s,
         u"CREATE TABLE IF NOT EXISTS member (name TEXT PRIMARY KEY, complete INTEGER NOT NULL, "
         "flag INTEGER NOT NULL)"_s,
         u"CREATE TABLE IF NOT EXISTS copy (member TEXT NOT NULL, key BLOB NOT NULL, state INTEGER NOT NULL, "
         "etag BLOB NOT NULL, name BLOB NOT NULL, sha256 BLOB NOT NULL, at INTEGER NOT NULL, "
         "PRIMARY KEY (member, key)) WITHOUT ROWID"_s,
         u"CREATE INDEX IF NOT EXISTS copy_behind ON copy (member, key) WHERE state <> 0"_s});
}

Result<QByteArray> HealLog::identity(const QByteArray &fresh)
{
    if (!fresh.isEmpty()) {
        if (auto kept = doneOf(
                m_database.run(u"INSERT OR IGNORE INTO mirror (one, id) VALUES (1, ?)"_s, {fresh}, healing));
            !kept)
            return kept.error();
    }
    auto query = m_database.run(u"SELECT id FROM mirror"_s, {}, healing);
    if (!query)
        return query.error();
    return query->next() ? query->value(0).toByteArray() : QByteArray();
}

Result<QMap<QString, MemberRow>> HealLog::members() const
{
    auto query = m_database.run(u"SELECT name, complete, flag FROM member"_s, {}, healing);
    if (!query)
        return query.error();
    QMap<QString, MemberRow> rows;
    while (query->next())
        rows.insert(query->value(0).toString(),
                    {.complete = query->value(1).toBool(), .flag = Flag(query->value(2).toInt())});
    return rows;
}

Result<void> HealLog::keepMember(const QString &name, const MemberRow &row) const
{
    return doneOf(m_database.run(u"INSERT INTO member (name, complete, flag) VALUES (?, ?, ?) "
                                 "ON CONFLICT (name) DO UPDATE SET complete = excluded.complete, "
                                 "flag = excluded.flag"_s,
                                 {name, row.complete, int(row.flag)}, healing));
}

Result<void> HealLog::reset(const QString &member) const
{
    return m_database.atOnce(healing, [&]() -> Result<void> {
        if (auto gone = doneOf(m_database.run(u"DELETE FROM copy WHERE member = ?"_s, {member}, healing));
            !gone)
            return gone;
        return doneOf(m_database.run(u"INSERT INTO member (name, complete, flag) VALUES (?, 0, 0) "
                                     "ON CONFLICT (name) DO UPDATE SET complete = 0"_s,
                                     {member}, healing));
    });
}

Result<Copies> HealLog::copies(const QByteArray &key) const
{
    auto query = m_database.run(u"SELECT m.name, c.state, c.etag, c.name, c.sha256, c.at FROM member m "
                                "JOIN copy c ON c.member = m.name AND c.key = ?"_s,
                                {key}, healing);
    if (!query)
        return query.error();
    Copies copies;
    while (query->next())
        copies.insert(query->value(0).toString(), copyAt(*query, 1));
    return copies;
}

Result<void> HealLog::keepOne(const QByteArray &key, const QString &member, const Copy &copy,
                              const QString &how) const
{
    return doneOf(m_database.run(
        how + u" INTO copy (member, key, state, etag, name, sha256, at) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
        {member, key, int(copy.state), bytesOf(copy.etag), bytesOf(copy.name), bytesOf(copy.sha256),
         copy.at > 0 ? copy.at : QDateTime::currentMSecsSinceEpoch()},
        healing));
}

Result<void> HealLog::keep(const QByteArray &key, const QMap<QString, std::optional<Copy>> &copies) const
{
    return m_database.atOnce(healing, [&]() -> Result<void> {
        for (auto it = copies.cbegin(); it != copies.cend(); ++it) {
            auto kept = *it ? keepOne(key, it.key(), **it, u"INSERT OR REPLACE"_s)
                            : doneOf(m_database.run(u"DELETE FROM copy WHERE member = ? AND key = ?"_s,
                                                    {it.key(), key}, healing));
            if (!kept)
                return kept;
        }
        return {};
    });
}

Result<void> HealLog::note(const QString &member, const QMap<QByteArray, Copy> &copies) const
{
    return m_database.atOnce(healing, [&]() -> Result<void> {
        for (auto it = copies.cbegin(); it != copies.cend(); ++it) {
            if (auto kept = keepOne(it.key(), member, *it, u"INSERT OR IGNORE"_s); !kept)
                return kept;
        }
        return {};
    });
}

Result<QMap<QByteArray, Copy>> HealLog::range(const QString &member, const QByteArray &prefix,
                                              const QByteArray &after, const QByteArray &last, int most) const
{
    QString sql = u"SELECT key, state, etag, name, sha256, at FROM copy WHERE member = ? AND key > ?"_s;
    QVariantList values{member, bytesOf(after)};
    if (after < prefix) { // the prefix itself is a key, too
        sql += u" AND key >= ?"_s;
        values << bytesOf(prefix);
    }
    if (!last.isEmpty()) {
        sql += u" AND key <= ?"_s;
        values << last;
    }
    if (!prefix.isEmpty()) {
        sql += u" AND substr(key, 1, ?) = ?"_s;
        values << prefix.size() << prefix;
        QByteArray end = prefix; // the first key behind all of them, for the index' sake
        while (!end.isEmpty() && quint8(end.back()) == 0xff)
            end.chop(1);
        if (!end.isEmpty()) {
            end.back() = char(quint8(end.back()) + 1);
            sql += u" AND key < ?"_s;
            values << end;
        }
    }
    auto query = m_database.run(sql + u" ORDER BY key LIMIT ?"_s, values << most, healing);
    if (!query)
        return query.error();
    QMap<QByteArray, Copy> copies;
    while (query->next())
        copies.insert(query->value(0).toByteArray(), copyAt(*query, 1));
    return copies;
}

Result<QByteArrayList> HealLog::work(const QString &member, const QByteArray &after, int most) const
{
    return keysOf(m_database.run(u"SELECT key FROM copy WHERE member = ? AND state <> 0 AND state IN (1, 2) "
                                 "AND key > ? ORDER BY key LIMIT ?"_s,
                                 {member, bytesOf(after), most}, healing));
}

Result<QByteArrayList> HealLog::unsure() const
{
    return keysOf(
        m_database.run(u"SELECT DISTINCT key FROM copy WHERE state <> 0 AND state = 3"_s, {}, healing));
}

Result<HealBacklog> HealLog::backlog(const QString &member) const
{
    auto query =
        m_database.run(u"SELECT count(*), coalesce(min(at), 0) FROM copy WHERE member = ? AND state <> 0"_s,
                       {member}, healing);
    if (!query)
        return query.error();
    if (!query->next())
        return HealBacklog();
    return HealBacklog{.objects = query->value(0).toLongLong(), .since = query->value(1).toLongLong()};
}

} // namespace smc::cloudvfs
