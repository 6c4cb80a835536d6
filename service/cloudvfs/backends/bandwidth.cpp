// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/bandwidth.h"

#include <QDateTime>
#include <QMap>
#include <QStringList>

#include <algorithm>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 slowestRate = 64 * 1024;
constexpr qint64 fastestRate = qint64(1) << 40;
constexpr int minutesOfADay = 24 * 60;
constexpr int mostEntries = 100;
constexpr int daysAhead = 15; ///< a week, and another where the clock leaves an hour out
constexpr qint64 dayMs = 86'400'000;

Error invalid(const QString &message)
{
    return {.code = ErrorCode::Invalid, .message = message};
}

const QStringList &dayNames()
{
    static const QStringList names{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
    return names;
}

/// "mon-fri,sun".
Result<std::bitset<8>> daysOf(const QString &text)
{
    std::bitset<8> days;
    for (const QString &part : text.split(u',')) {
        const QStringList ends = part.split(u'-');
        const qsizetype first = dayNames().indexOf(ends.first());
        const qsizetype last = dayNames().indexOf(ends.last());
        if (ends.size() > 2 || first < 0 || last < 0)
            return invalid(u"\"%1\" is neither a day (%2) nor a range of them, nor a time "
                           "(08:00-18:00)."_s.arg(part, dayNames().join(u", "_s)));
        for (qsizetype day = first;; day = (day + 1) % 7) {
            days.set(std::size_t(day + 1));
            if (day == last)
                break;
        }
    }
    return days;
}

/// "08:00", up to "24:00"; -1: it is none.
int minuteOf(const QString &text)
{
    bool good = text.size() == 5 && text[2] == u':';
    for (const int at : {0, 1, 3, 4})
        good = good && text[at] >= u'0' && text[at] <= u'9';
    if (!good)
        return -1;
    const int hours = text.left(2).toInt();
    const int minutes = text.mid(3).toInt();
    return minutes < 60 && hours * 60 + minutes <= minutesOfADay ? hours * 60 + minutes : -1;
}

/// "08:00-18:00".
Result<std::pair<int, int>> timesOf(const QString &text)
{
    const QStringList ends = text.split(u'-');
    const int begin = minuteOf(ends.first());
    int end = minuteOf(ends.last());
    if (ends.size() != 2 || begin < 0 || begin == minutesOfADay || end < 0)
        return invalid(u"\"%1\" is no time from one minute until another, 08:00-18:00 say."_s.arg(text));
    if (begin == end)
        return invalid(u"\"%1\" is no time at all; the whole day is 00:00-24:00."_s.arg(text));
    if (end < begin)
        end += minutesOfADay;
    return std::pair(begin, end);
}

/// A number of which the last letter may stand for a factor; -1: it is none.
qint64 numberWith(const QString &text, const QMap<QChar, qint64> &factors, qint64 most)
{
    const qint64 factor = text.isEmpty() ? 0 : factors.value(text.back().toLower(), 0);
    const QString digits = (factor > 0 ? text.chopped(1) : text).trimmed();
    bool good = !digits.isEmpty() && std::all_of(digits.begin(), digits.end(),
                                                 [](QChar one) { return one >= u'0' && one <= u'9'; });
    const qint64 number = good ? digits.toLongLong(&good) : 0;
    return good && number <= most / std::max<qint64>(factor, 1) ? number * std::max<qint64>(factor, 1) : -1;
}

QTimeZone orUtc(const QTimeZone &zone)
{
    return zone.isValid() ? zone : QTimeZone::utc();
}

} // namespace

Result<qint64> readRate(const QString &text)
{
    const qint64 rate = numberWith(text, {{u'k', 1 << 10}, {u'm', 1 << 20}, {u'g', 1 << 30}}, fastestRate);
    if (rate == 0 || rate >= slowestRate)
        return rate;
    return invalid(u"\"%1\" is no number of bytes in a second from 64K to 1024G, and not 0 (no limit)."_s.arg(
        text.left(100)));
}

Result<std::chrono::seconds> readPeriod(const QString &text)
{
    const qint64 seconds =
        numberWith(text, {{u's', 1}, {u'm', 60}, {u'h', 3600}, {u'd', 86400}}, qint64(10'000) * 86400);
    const bool plain = !text.isEmpty() && text.back() >= u'0' && text.back() <= u'9';
    if (seconds < 0 || (plain && seconds != 0))
        return invalid(u"A period is a number with s, m, h or d behind it, or 0."_s);
    return std::chrono::seconds(seconds);
}

Result<BandwidthSchedule::Entry> BandwidthSchedule::entryOf(const QString &text)
{
    Entry entry{.days = 0xfe, .begin = 0, .end = minutesOfADay, .rates = {}};
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    const auto isWay = [&](qsizetype at) {
        return words.value(at) == "up"_L1 || words.value(at) == "down"_L1;
    };
    qsizetype next = 0;
    if (next < words.size() && !isWay(next) && !words[next].contains(u':')) {
        const auto days = daysOf(words[next++]);
        if (!days)
            return days.error();
        entry.days = *days;
    }
    if (next < words.size() && !isWay(next)) {
        const auto times = timesOf(words[next++]);
        if (!times)
            return times.error();
        std::tie(entry.begin, entry.end) = *times;
    }
    if (next == words.size())
        return invalid(u"It says neither \"up\" nor \"down\"."_s);
    while (next < words.size()) {
        if (!isWay(next))
            return invalid(u"\"%1\" is neither \"up\" nor \"down\"."_s.arg(words[next]));
        std::optional<qint64> &rate = words[next] == "up"_L1 ? entry.rates.up : entry.rates.down;
        if (rate)
            return invalid(u"It says \"%1\" twice."_s.arg(words[next]));
        if (next + 1 == words.size())
            return invalid(u"It does not say how much goes \"%1\"."_s.arg(words[next]));
        const auto read = readRate(words[next + 1]);
        if (!read)
            return read.error();
        rate = *read;
        next += 2;
    }
    return entry;
}

Result<BandwidthSchedule> BandwidthSchedule::parse(const QString &text)
{
    BandwidthSchedule schedule;
    schedule.m_text = text.simplified();
    const QStringList parts = schedule.m_text.toLower().split(u';');
    if (parts.size() > mostEntries)
        return invalid(u"There are more than %1 entries."_s.arg(mostEntries));
    for (const QString &part : parts) {
        const QString words = part.trimmed();
        if (words.isEmpty())
            return invalid(u"There is an empty entry; between entries stands one \";\"."_s);
        const auto entry = entryOf(words);
        if (!entry)
            return invalid(u"\"%1\": %2"_s.arg(words.left(100), entry.error().message));
        schedule.m_entries.append(*entry);
    }
    return schedule;
}

Rates BandwidthSchedule::at(qint64 time, const QTimeZone &zone) const
{
    Rates rates;
    if (m_entries.isEmpty())
        return rates;
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(time, orUtc(zone));
    const auto day = std::size_t(local.date().dayOfWeek());
    const std::size_t before = day == 1 ? 7 : day - 1;
    const int minute = local.time().hour() * 60 + local.time().minute();
    for (const Entry &entry : m_entries) {
        const bool today = entry.days.test(day) && minute >= entry.begin && minute < entry.end;
        const bool sinceYesterday = entry.days.test(before) && minute + minutesOfADay < entry.end;
        if (!today && !sinceYesterday)
            continue;
        if (!rates.up)
            rates.up = entry.rates.up;
        if (!rates.down)
            rates.down = entry.rates.down;
    }
    return rates;
}

qint64 BandwidthSchedule::nextChange(qint64 time, const QTimeZone &given) const
{
    const QTimeZone zone = orUtc(given);
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(time, zone);
    const qint64 last = time + daysAhead * dayMs;
    // Wherever an entry begins or ends by the clock on the wall, and where that clock is put on or back.
    QList<qint64> moments;
    for (int day = -1; day <= daysAhead; ++day) {
        const qint64 midnight =
            QDateTime(from.date().addDays(day), QTime(0, 0), QTimeZone::utc()).toMSecsSinceEpoch();
        for (const Entry &entry : m_entries) {
            for (const int minute : {entry.begin, entry.end}) {
                const qint64 wall = midnight + qint64(minute) * 60'000;
                for (const qint64 around : {wall - dayMs, wall + dayMs}) {
                    const int offset =
                        zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(around, QTimeZone::utc()));
                    moments.append(wall - qint64(offset) * 1000);
                }
            }
        }
    }
    for (QDateTime at = from; zone.hasTransitions();) {
        const QTimeZone::OffsetData transition = zone.nextTransition(at);
        if (!transition.atUtc.isValid() || transition.atUtc.toMSecsSinceEpoch() > last)
            break;
        at = transition.atUtc;
        moments.append(at.toMSecsSinceEpoch());
    }
    std::sort(moments.begin(), moments.end());
    const Rates now = this->at(time, zone);
    const auto next = std::find_if(moments.cbegin(), moments.cend(), [&](qint64 moment) {
        return moment > time && moment <= last && this->at(moment, zone) != now;
    });
    return next == moments.cend() ? 0 : *next;
}

} // namespace smc::cloudvfs
