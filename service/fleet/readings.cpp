// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/fleet/readings.h"

#include <algorithm>

namespace smc::fleet {

namespace {

constexpr qsizetype mostRecords = 200'000;

} // namespace

std::optional<Reading> Readings::find(const Key &key, std::chrono::milliseconds oldest) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_kept.find(key);
    if (found == m_kept.end() || oldest.count() <= 0)
        return std::nullopt;
    Reading reading = found->second.reading;
    reading.age += std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - found->second.since);
    return reading.age <= oldest ? std::optional(std::move(reading)) : std::nullopt;
}

quint64 Readings::changes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_changes;
}

void Readings::keep(const Key &key, Reading reading, quint64 changesBefore)
{
    const std::scoped_lock lock(m_mutex);
    if (m_changes != changesBefore)
        return;
    Kept &kept = m_kept[key];
    m_records += reading.records.size() - kept.reading.records.size();
    kept = {.reading = std::move(reading), .since = Clock::now()};
    dropOldest();
}

void Readings::forget(const QString &host)
{
    const std::scoped_lock lock(m_mutex);
    ++m_changes;
    std::erase_if(m_kept, [&](const auto &one) {
        const bool gone = one.first.host.compare(host, Qt::CaseInsensitive) == 0;
        m_records -= gone ? one.second.reading.records.size() : 0;
        return gone;
    });
}

void Readings::dropOldest()
{
    const Clock::time_point tooOld = Clock::now() - longest;
    while (!m_kept.empty()) {
        const auto oldest = std::min_element(m_kept.begin(), m_kept.end(), [](const auto &a, const auto &b) {
            return a.second.since < b.second.since;
        });
        if (oldest->second.since >= tooOld && m_records <= mostRecords)
            return;
        m_records -= oldest->second.reading.records.size();
        m_kept.erase(oldest);
    }
}

} // namespace smc::fleet
