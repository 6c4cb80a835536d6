// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/logon_hours.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <QTime>

namespace smc::models {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int secondsOfHour = 3600;
constexpr qsizetype bytesOfWeek = 21;

int wholeHours(int offset)
{
    return (offset >= 0 ? offset : offset - (secondsOfHour - 1)) / secondsOfHour;
}

} // namespace

QString hourText(int hour, int offset)
{
    const int minutes = (offset - wholeHours(offset) * secondsOfHour) / 60;
    return QTime(hour % 24, minutes).toString(u"HH:mm"_s);
}

std::optional<LogonHours> LogonHours::fromBytes(const QByteArray &bytes)
{
    if (bytes.size() != bytesOfWeek)
        return {};
    LogonHours hours;
    for (std::size_t i = 0; i < hoursOfWeek; ++i)
        hours.m_bits.set(i, (quint8(bytes.at(qsizetype(i / 8))) >> (i % 8)) & 1U);
    return hours;
}

QByteArray LogonHours::toBytes() const
{
    QByteArray bytes(bytesOfWeek, '\0');
    for (std::size_t i = 0; i < hoursOfWeek; ++i) {
        if (m_bits.test(i))
            bytes[qsizetype(i / 8)] = char(quint8(bytes.at(qsizetype(i / 8))) | (1U << (i % 8)));
    }
    return bytes;
}

std::size_t LogonHours::bit(int day, int hour, int offset)
{
    const int week = int(hoursOfWeek);
    const int local = (day % days) * hoursOfDay + hour; // Sunday is day 7, and begins the week
    return std::size_t(((local - wholeHours(offset)) % week + week) % week);
}

QString LogonHours::wordsOfDay(int day, int offset) const
{
    QStringList ranges;
    for (int hour = 0; hour < hoursOfDay; ++hour) {
        if (!isPermitted(day, hour, offset))
            continue;
        int end = hour;
        while (end < hoursOfDay && isPermitted(day, end, offset))
            ++end;
        const bool whole = hour == 0 && end == hoursOfDay;
        ranges << (whole ? QCoreApplication::translate("smc::models::LogonHours", "all day")
                         : hourText(hour, offset) + u'–' +
                               (end == hoursOfDay && offset % secondsOfHour == 0 ? u"24:00"_s
                                                                                 : hourText(end, offset)));
        hour = end;
    }
    return ranges.join(u", "_s);
}

QString LogonHours::words(int offset) const
{
    if (isAlways())
        return QCoreApplication::translate("smc::models::LogonHours", "always");
    if (isNever())
        return QCoreApplication::translate("smc::models::LogonHours", "never");
    const QLocale locale;
    QStringList parts;
    for (int day = 1; day <= days; ++day) {
        const QString hours = wordsOfDay(day, offset);
        int last = day;
        while (last < days && wordsOfDay(last + 1, offset) == hours)
            ++last;
        if (!hours.isEmpty()) {
            const QString from = locale.dayName(day, QLocale::ShortFormat);
            const QString to = locale.dayName(last, QLocale::ShortFormat);
            parts << (last == day ? from : from + u'–' + to) + u' ' + hours;
        }
        day = last;
    }
    return parts.join(u"; "_s);
}

} // namespace smc::models
