// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of the index an administrator is shown.

#include "service/cloudvfs/journal/index.h"

#include <QDateTime>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

Result<Totals> Index::totals(const QString &share) const
{
    const QString doing = u"counting files"_s;
    Totals totals;
    auto query =
        m_database.run(u"SELECT state, count(*), sum(max(size, 0)) FROM file WHERE share = ? GROUP BY state "
                       "UNION ALL SELECT -1, count(*), 0 FROM removal WHERE share = ? "
                       "UNION ALL SELECT -2, (SELECT min(since) FROM waiting WHERE share = ?), 0 "
                       "UNION ALL SELECT -3, count(*), 0 FROM paused WHERE share = ?"_s,
                       {share, share, share, share}, doing);
    if (!query)
        return query.error();
    while (query->next()) {
        const int state = query->value(0).toInt();
        const qint64 count = query->value(1).toLongLong();
        switch (state) {
        case -1:
            totals.removals = count;
            break;
        case -2:
            totals.oldest = count;
            break;
        case -3:
            totals.paused = count > 0;
            break;
        default:
            totals.files.insert(FileState(state), count);
            totals.bytes.insert(FileState(state), query->value(2).toLongLong());
        }
    }
    return totals;
}

Result<QList<std::pair<FileRow, qint64>>> Index::waiting(const QString &share, int most) const
{
    const QString doing = u"reading what waits"_s;
    auto first =
        m_database.run(u"SELECT file, since FROM waiting WHERE share = ? ORDER BY since, file LIMIT ?"_s,
                       {share, most}, doing);
    if (!first)
        return first.error();
    QList<std::pair<FileRow, qint64>> rows;
    while (first->next()) {
        auto read = byId(first->value(0).toLongLong());
        if (!read)
            return read.error();
        if (const std::optional<FileRow> &row = *read)
            rows.append({*row, first->value(1).toLongLong()});
    }
    return rows;
}

Result<void> Index::pause(const QString &share, bool paused) const
{
    auto kept = m_database.run(paused ? u"INSERT OR IGNORE INTO paused (share) VALUES (?)"_s
                                      : u"DELETE FROM paused WHERE share = ?"_s,
                               {share}, u"keeping whether a share is paused"_s);
    return kept ? Result<void>() : kept.error();
}

Result<QByteArray> Index::scrub(const QString &share) const
{
    auto query = m_database.run(u"SELECT report FROM scrub WHERE share = ?"_s, {share},
                                u"reading what the last check found"_s);
    if (!query)
        return query.error();
    return query->next() ? query->value(0).toByteArray() : QByteArray();
}

Result<void> Index::keepScrub(const QString &share, const QByteArray &report) const
{
    auto kept = m_database.run(u"INSERT OR REPLACE INTO scrub (share, report) VALUES (?, ?)"_s,
                               {share, report}, u"keeping what a check found"_s);
    return kept ? Result<void>() : kept.error();
}

Result<QHash<QByteArray, QByteArray>> Index::versionTags(const QString &share) const
{
    auto query =
        m_database.run(u"SELECT uid, etag FROM file WHERE share = ? AND state IN (?, ?) AND "
                       "key = uid AND length(etag) > 0"_s,
                       {share, int(FileState::Clean), int(FileState::Stub)}, u"reading what the store has"_s);
    if (!query)
        return query.error();
    QHash<QByteArray, QByteArray> tags;
    while (query->next())
        tags.insert(query->value(0).toByteArray(), query->value(1).toByteArray());
    return tags;
}

Result<bool> Index::copyOne(qint64 id, qint64 generation, bool content) const
{
    auto moved = m_database.run(
        u"UPDATE file SET size = CASE WHEN ? AND state = ? THEN -1 ELSE size END, "
        "etag = CASE WHEN ? THEN etag ELSE x'' END, state = ?, generation = generation + 1, changed = ?, "
        "found = 1, expected = max(size, 0) WHERE id = ? AND generation = ? AND state IN (?, ?)"_s,
        {content, int(FileState::Clean), content, int(FileState::Dirty), QDateTime::currentMSecsSinceEpoch(),
         id, generation, int(FileState::Clean), int(FileState::Stub)},
        u"keeping what is to be copied again"_s);
    if (!moved)
        return moved.error();
    return moved->numRowsAffected() == 1;
}

} // namespace smc::cloudvfs
