// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/schedule/cron.h"

#include <QHash>
#include <QStringList>

#include <functional>

namespace smc::schedule {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostDays = 8 * 366; ///< from one 29th of February to the next it is eight years at most

struct Field
{
    const char *name;
    int least;
    int most;
    QStringList names; ///< of the numbers from `least`
};

const std::array<Field, 5> &fields()
{
    static const std::array<Field, 5> all{
        Field{"minute", 0, 59, {}}, Field{"hour", 0, 23, {}}, Field{"day of the month", 1, 31, {}},
        Field{"month",
              1,
              12,
              {u"jan"_s, u"feb"_s, u"mar"_s, u"apr"_s, u"may"_s, u"jun"_s, u"jul"_s, u"aug"_s, u"sep"_s,
               u"oct"_s, u"nov"_s, u"dec"_s}},
        Field{
            "day of the week", 0, 7, {u"sun"_s, u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s}}};
    return all;
}

Error wrong(const QString &what)
{
    return Error{.code = ErrorCode::Invalid,
                 .message = what,
                 .hint = u"Write minute, hour, day, month and weekday, as in \"30 2 * * mon-fri\"."_s,
                 .field = u"when"_s};
}

std::optional<int> numberOf(const Field &field, const QString &text)
{
    if (const qsizetype at = field.names.indexOf(text); at >= 0)
        return field.least + static_cast<int>(at);
    bool good = false;
    const int number = text.toInt(&good);
    return good && number >= field.least && number <= field.most ? std::optional(number) : std::nullopt;
}

/// Calls `take` for every number that the text names. False when it is none.
bool eachOf(const Field &field, const QString &text, const std::function<void(int)> &take)
{
    for (const QString &part : text.split(u',')) {
        const QStringList stepped = part.split(u'/');
        bool good = stepped.size() <= 2;
        const int step = stepped.size() == 2 ? stepped[1].toInt(&good) : 1;
        if (!good || step < 1)
            return false;
        const QStringList range = stepped[0].split(u'-');
        std::optional<int> from = field.least;
        std::optional<int> to = field.most;
        if (stepped[0] != u"*") {
            from = numberOf(field, range[0]);
            to = range.size() > 1 ? numberOf(field, range[1]) : stepped.size() == 2 ? to : from;
        }
        if (range.size() > 2 || !from || !to || *from > *to)
            return false;
        for (int number = *from; number <= *to; number += step)
            take(number);
    }
    return true;
}

} // namespace

Result<Cron> Cron::parse(const QString &text)
{
    static const QHash<QString, QString> words{{u"@hourly"_s, u"0 * * * *"_s},
                                               {u"@daily"_s, u"0 0 * * *"_s},
                                               {u"@weekly"_s, u"0 0 * * sun"_s},
                                               {u"@monthly"_s, u"0 0 1 * *"_s},
                                               {u"@yearly"_s, u"0 0 1 1 *"_s}};
    const QString plain = text.simplified().toLower();
    const QStringList parts = words.value(plain, plain).split(u' ');
    if (parts.size() != 5)
        return wrong(u"\"%1\" is no time of five fields."_s.arg(text.left(100)));
    Cron cron;
    const std::array<std::function<void(int)>, 5> takers{
        [&](int n) { cron.m_minutes.set(static_cast<std::size_t>(n)); },
        [&](int n) { cron.m_hours.set(static_cast<std::size_t>(n)); },
        [&](int n) { cron.m_days.set(static_cast<std::size_t>(n)); },
        [&](int n) { cron.m_months.set(static_cast<std::size_t>(n)); },
        [&](int n) { cron.m_weekdays.set(n == 0 ? 7 : static_cast<std::size_t>(n)); }};
    for (std::size_t i = 0; i < takers.size(); ++i) {
        const QString &part = parts.at(static_cast<qsizetype>(i));
        if (!eachOf(fields()[i], part, takers[i])) {
            return wrong(u"\"%1\" is no %2."_s.arg(part.left(100), QLatin1StringView(fields()[i].name)));
        }
    }
    cron.m_everyDay = parts[2].startsWith(u'*');
    cron.m_everyWeekday = parts[4].startsWith(u'*');
    return cron;
}

bool Cron::isOn(const QDate &day) const
{
    if (!m_months.test(static_cast<std::size_t>(day.month())))
        return false;
    const bool byDay = m_days.test(static_cast<std::size_t>(day.day()));
    const bool byWeekday = m_weekdays.test(static_cast<std::size_t>(day.dayOfWeek()));
    return m_everyDay || m_everyWeekday ? byDay && byWeekday : byDay || byWeekday;
}

std::optional<QDateTime> Cron::next(const QDateTime &after, const QTimeZone &zone) const
{
    QDate day = after.toTimeZone(zone).date();
    for (int i = 0; i < mostDays; ++i, day = day.addDays(1)) {
        if (!isOn(day))
            continue;
        for (int minute = 0; minute < 24 * 60; ++minute) {
            if (!m_hours.test(static_cast<std::size_t>(minute / 60)) ||
                !m_minutes.test(static_cast<std::size_t>(minute % 60)))
                continue;
            const QTime time(minute / 60, minute % 60);
            QDateTime at(day, time, zone);
            if (!at.isValid()) // the clocks were put forward over it
                at = QDateTime(day, time.addSecs(3600), zone);
            if (at > after)
                return at;
        }
    }
    return std::nullopt;
}

} // namespace smc::schedule
