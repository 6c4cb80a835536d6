// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/evictor.h"

#include <QDateTime>
#include <QDir>

#include <algorithm>

namespace smc::cloudvfs {

using namespace std::chrono_literals;

namespace {

constexpr int pageSize = 1000;
constexpr int beyond = 1; ///< percent, so that it is not one file at a time

} // namespace

Evictor::Evictor(Journal &journal, Recaller &recaller, const Share &share, EvictionPolicy policy)
    : m_journal(journal)
    , m_recaller(recaller)
    , m_share(share)
    , m_policy(std::move(policy))
{
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Evictor::~Evictor()
{
    m_thread.request_stop();
    m_thread.join();
}

bool Evictor::lacksSpace(int percent) const
{
    const auto space = m_share.tree.space();
    return space && space->second > 0 && space->first * 100 < space->second * percent;
}

Result<QList<Evictor::Candidate>> Evictor::candidates(const std::stop_token &stop) const
{
    QList<Candidate> found;
    for (qint64 after = 0; !stop.stop_requested();) {
        const auto rows = m_journal.call(
            [&](Index &index) { return index.clean(m_share.name, m_policy.least, after, pageSize); });
        if (!rows)
            return rows.error();
        for (const FileRow &row : *rows) {
            after = row.id;
            const QString name = QString::fromUtf8(row.path.mid(row.path.lastIndexOf('/') + 1));
            if (QDir::match(m_policy.never, name))
                continue;
            const auto file = m_share.tree.find(row, false);
            if (!file || m_share.policyOf(file->first, file->second) != Policy::None)
                continue;
            const auto owner = file->first.owner();
            if (!owner || m_policy.users.contains(owner->first) || m_policy.groups.contains(owner->second))
                continue;
            if (const auto used = file->first.lastUse())
                found.append({.path = file->second, .used = *used});
        }
        if (rows->size() < pageSize)
            break;
    }
    std::sort(found.begin(), found.end(),
              [](const Candidate &one, const Candidate &other) { return one.used < other.used; });
    return found;
}

void Evictor::run(const std::stop_token &stop)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    while (!never.wait_for(lock, stop, m_policy.interval, [] { return false; }) && !stop.stop_requested()) {
        const bool lacks = m_policy.freePercent > 0 && lacksSpace(m_policy.freePercent);
        if (!lacks && m_policy.unused.count() == 0)
            continue;
        const auto all = candidates(stop);
        if (!all)
            continue; // the next look may be luckier; the journal's problem is told by who writes to it
        const qint64 since =
            (QDateTime::currentMSecsSinceEpoch() - qint64(m_policy.unused.count()) * 1000) * 1'000'000;
        for (const Candidate &candidate : *all) {
            if (stop.stop_requested())
                return;
            const bool old = m_policy.unused.count() > 0 && candidate.used < since;
            if (!old && !(lacks && lacksSpace(m_policy.freePercent + beyond)))
                break;
            if (auto evicted = m_recaller.evict(m_share, candidate.path);
                !evicted && evicted.error().code != ErrorCode::Refused)
                qWarning("cloudvfs: share %s: %s", qUtf8Printable(m_share.name),
                         qUtf8Printable(evicted.error().toString()));
        }
    }
}

} // namespace smc::cloudvfs
