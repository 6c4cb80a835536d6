// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/traffic.h"

namespace smc::cloudvfs {

namespace {

constexpr qint64 trafficMinute = 60'000;

} // namespace

void Traffic::add(qint64 now, qint64 sent, qint64 received)
{
    Minute &minute = m_minutes[std::size_t(now / trafficMinute) % m_minutes.size()];
    const qint64 start = now - now % trafficMinute;
    if (minute.start != start)
        minute = {.start = start};
    minute.sent += sent;
    minute.received += received;
}

QList<Traffic::Minute> Traffic::lastHour(qint64 now) const
{
    QList<Minute> hour;
    for (qint64 ago = qint64(m_minutes.size()) - 1; ago >= 0; --ago) {
        const qint64 start = now - now % trafficMinute - ago * trafficMinute;
        const Minute &minute = m_minutes[std::size_t(start / trafficMinute) % m_minutes.size()];
        hour.append(minute.start == start ? minute : Minute{.start = start});
    }
    return hour;
}

} // namespace smc::cloudvfs
