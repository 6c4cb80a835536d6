// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of the index an administrator is shown.

#include "service/cloudvfs/journal/index.h"

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
        auto row = byId(first->value(0).toLongLong());
        if (!row)
            return row.error();
        if (*row)
            rows.append({**row, first->value(1).toLongLong()});
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

} // namespace smc::cloudvfs
