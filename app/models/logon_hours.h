// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <bitset>
#include <optional>

namespace smc::models {

/// In which hours of the week somebody may sign in (attribute logonHours). The directory keeps 21 bytes, a
/// bit for each hour from Sunday 00:00 UTC on, the lowest bit of a byte first ([MS-SAMR] 2.2.6.5). Here an
/// hour is found by the weekday (1 is Monday, as in QDate) and the hour of the day in a time zone, given as
/// its offset in seconds to the east of UTC. Where that is no whole number of hours, an hour begins at the
/// offset's minutes: 09 stands for 09:30–10:30 in Kolkata.
class LogonHours
{
public:
    static constexpr int days = 7;
    static constexpr int hoursOfDay = 24;

    /// Always, which is also what a missing attribute means.
    LogonHours() { m_bits.set(); }
    /// Nullopt unless it is 21 bytes.
    [[nodiscard]] static std::optional<LogonHours> fromBytes(const QByteArray &bytes);
    [[nodiscard]] QByteArray toBytes() const;

    [[nodiscard]] bool isPermitted(int day, int hour, int offset) const
    {
        return m_bits.test(bit(day, hour, offset));
    }
    void setPermitted(int day, int hour, int offset, bool on) { m_bits.set(bit(day, hour, offset), on); }
    [[nodiscard]] bool isAlways() const { return m_bits.all(); }
    [[nodiscard]] bool isNever() const { return m_bits.none(); }

    /// "Mon–Fri 08:00–18:00; Sat 09:00–12:00", in the default locale's words.
    [[nodiscard]] QString words(int offset) const;

    bool operator==(const LogonHours &) const = default;

private:
    static constexpr std::size_t hoursOfWeek = days * hoursOfDay;
    [[nodiscard]] static std::size_t bit(int day, int hour, int offset);
    [[nodiscard]] QString wordsOfDay(int day, int offset) const;

    std::bitset<hoursOfWeek> m_bits;
};

/// "08:00", or "08:30" where the offset has half an hour.
[[nodiscard]] QString hourText(int hour, int offset);

} // namespace smc::models
