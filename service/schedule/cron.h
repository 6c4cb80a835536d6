// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QDateTime>
#include <QTimeZone>

#include <bitset>
#include <optional>

namespace smc::schedule {

/// Times as crontab(5) has them: minute, hour, day of the month, month, day of the week; numbers, names
/// (jan, mon), `*`, ranges `1-5`, lists `1,15`, steps `*/10`; or @hourly, @daily, @weekly, @monthly, @yearly.
/// Where both days are restricted, either will do.
class Cron
{
public:
    /// Errors: Invalid with the part that is wrong.
    [[nodiscard]] static Result<Cron> parse(const QString &text);

    /// The first such time after `after`, on the clocks of `zone`: one that a change of the clocks leaves out
    /// comes an hour later, one that comes twice counts once. Nothing when there is none in eight years (the
    /// 30th of February).
    [[nodiscard]] std::optional<QDateTime> next(const QDateTime &after,
                                                const QTimeZone &zone = QTimeZone::systemTimeZone()) const;

private:
    [[nodiscard]] bool isOn(const QDate &day) const;

    std::bitset<60> m_minutes;
    std::bitset<24> m_hours;
    std::bitset<32> m_days;
    std::bitset<13> m_months;
    std::bitset<8> m_weekdays; ///< 1 is Monday, as Qt counts
    bool m_everyDay = true;
    bool m_everyWeekday = true;
};

} // namespace smc::schedule
