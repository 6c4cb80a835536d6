// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/due.h"

#include <algorithm>

namespace smc::cloudvfs {

using namespace std::chrono_literals;

namespace {

qsizetype ofClients(const QList<FileRow> &rows)
{
    return std::count_if(rows.begin(), rows.end(), [](const FileRow &row) { return !row.found; });
}

} // namespace

Result<QList<FileRow>> Due::unchanged(std::chrono::milliseconds since, const QSet<qint64> &except, int most)
{
    return m_journal.call([&](Index &index) {
        return index.due(m_share.name, std::max(since, m_pace.quiet), std::max(since, m_pace.deadline),
                         except, most);
    });
}

Result<QList<FileRow>> Due::read(const QSet<qint64> &except, int most)
{
    const auto onDisk = [&]() -> Result<QList<FileRow>> {
        if (!m_synced)
            return QList<FileRow>();
        // The journal has milliseconds: what was changed in the same one may have come later.
        const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - *m_synced);
        return unchanged(since + 1ms, except, most);
    };
    auto rows = onDisk();
    const auto pause = std::min<std::chrono::milliseconds>(m_pace.quiet / 2, 1s);
    // What a scan found, a whole share maybe, is no reason that what clients changed should wait.
    if (!rows || ofClients(*rows) >= most || (m_synced && Clock::now() - *m_synced < pause))
        return rows;
    const auto all = unchanged(0ms, except, most);
    if (!all || (all->size() == rows->size() && ofClients(*all) == ofClients(*rows)))
        return all ? rows : all;
    const auto begun = Clock::now();
    if (auto synced = m_share.tree.sync(); !synced)
        return synced.error();
    m_synced = begun;
    return onDisk();
}

} // namespace smc::cloudvfs
