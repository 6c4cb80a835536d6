// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <array>

namespace smc::cloudvfs {

/// How many bytes went in each minute of the last hour. Times are milliseconds since 1970. Of one thread at
/// a time.
class Traffic
{
public:
    struct Minute
    {
        qint64 start = 0;
        qint64 sent = 0;
        qint64 received = 0;
    };
    void add(qint64 now, qint64 sent, qint64 received);
    /// Sixty of them, the last of which is not over yet; also those in which nothing went.
    [[nodiscard]] QList<Minute> lastHour(qint64 now) const;

private:
    std::array<Minute, 60> m_minutes; ///< that of a time is at its number, modulo their count
};

} // namespace smc::cloudvfs
