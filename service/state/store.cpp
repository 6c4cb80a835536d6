// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/state/store.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <map>

namespace smc::state {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto comeBackWithin = std::chrono::seconds(3);
constexpr qsizetype rowsAtOnce = 100;
constexpr qint64 keepBatches = 24 * 3600; ///< seconds in which somebody may try one once more

/// A number that every collector makes of a series alike, so that none has to ask for the next one.
qint64 idOf(const Series &series)
{
    const QByteArray text = series.server.toUtf8() + '\0' + series.metric + '\0' + series.share;
    const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    return qFromBigEndian<qint64>(hash.constData());
}

QStringList schema()
{
    return {
        u"CREATE TABLE IF NOT EXISTS series (id BIGINT PRIMARY KEY, server TEXT NOT NULL, metric TEXT NOT "
        "NULL, share TEXT NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS usage (step BIGINT NOT NULL, series BIGINT NOT NULL, time BIGINT NOT "
        "NULL, count BIGINT NOT NULL, total DOUBLE PRECISION NOT NULL, least DOUBLE PRECISION NOT NULL, "
        "most DOUBLE PRECISION NOT NULL, PRIMARY KEY (step, series, time)) WITHOUT ROWID"_s,
        u"CREATE TABLE IF NOT EXISTS batch (id TEXT PRIMARY KEY, time BIGINT NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS schedule (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, "
        "at TEXT NOT NULL, missed TEXT NOT NULL, details TEXT NOT NULL, owner TEXT NOT NULL, enabled INTEGER "
        "NOT NULL, due BIGINT NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS run (id TEXT PRIMARY KEY, schedule TEXT NOT NULL REFERENCES "
        "schedule(id) ON DELETE CASCADE, state TEXT NOT NULL, cause TEXT NOT NULL, message TEXT NOT NULL, "
        "started BIGINT NOT NULL, finished BIGINT NOT NULL)"_s,
        u"CREATE INDEX IF NOT EXISTS run_of_schedule ON run (schedule, started)"_s,
        u"CREATE TABLE IF NOT EXISTS silence (id TEXT PRIMARY KEY, rule TEXT NOT NULL, server TEXT NOT NULL, "
        "share TEXT NOT NULL, reason TEXT NOT NULL, owner TEXT NOT NULL, until BIGINT NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS alert (id TEXT PRIMARY KEY, rule TEXT NOT NULL, server TEXT NOT NULL, "
        "share TEXT NOT NULL, message TEXT NOT NULL, since BIGINT NOT NULL, notified BIGINT NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS config_change (id TEXT NOT NULL, line BIGINT NOT NULL, time BIGINT NOT "
        "NULL, server TEXT NOT NULL, section TEXT NOT NULL, operation TEXT NOT NULL, parameter TEXT NOT "
        "NULL, before_value TEXT, after_value TEXT, way TEXT NOT NULL, person TEXT NOT NULL, realm TEXT NOT "
        "NULL, reason TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (id, line))"_s,
        u"CREATE INDEX IF NOT EXISTS config_change_time ON config_change (time)"_s,
    };
}

Result<void> withoutRows(const Result<QSqlQuery> &query)
{
    return query ? Result<void>() : query.error();
}

/// NULL where there is none.
QVariant optional(const std::optional<QString> &text)
{
    return text ? QVariant(*text) : QVariant();
}

std::optional<QString> optional(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toString());
}

/// "?, ?, ?"
QString marks(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u", ");
}

} // namespace

size_t qHash(const Series &series, size_t seed)
{
    return qHashMulti(seed, series.server, series.metric, series.share);
}

Store::Store(const Location &location)
    : m_database(location)
{}

Result<void> Store::open()
{
    if (auto opened = m_database.open(schema()); !opened)
        return opened;
    return interruptAbandoned();
}

// ---- usage ----------------------------------------------------------------------------------------------

/// Many at a time, since each statement is a way to the server and back.
Result<void> Store::insert(const QString &statement, const QList<QVariantList> &rows,
                           const QString &doing) const
{
    for (qsizetype from = 0; from < rows.size(); from += rowsAtOnce) {
        QStringList places;
        QVariantList values;
        for (const QVariantList &row : rows.mid(from, rowsAtOnce)) {
            places << u'(' + marks(row.size()) + u')';
            values << row;
        }
        if (auto done = m_database.run(statement.arg(places.join(u", ")), values, doing); !done)
            return done.error();
    }
    return {};
}

Result<void> Store::addUsage(const QList<Usage> &readings, const QString &batch)
{
    const QString doing = u"keeping usage"_s;
    QList<QVariantList> fresh;
    QSet<qint64> known = m_known;
    std::map<std::array<qint64, 3>, Usage> rows; // by step, series, time
    for (const Usage &reading : readings) {
        const qint64 series = idOf(reading.series);
        if (!known.contains(series)) {
            known.insert(series);
            fresh.append({series, reading.series.server, QString::fromUtf8(reading.series.metric),
                          QString::fromUtf8(reading.series.share)});
        }
        for (const qint64 step : usageSteps) {
            const qint64 time = step > 0 ? reading.time / step * step : reading.time;
            const auto [row, isNew] = rows.try_emplace({step, series, time}, reading);
            if (isNew)
                continue;
            row->second.count += reading.count;
            row->second.total += reading.total;
            row->second.least = std::min(row->second.least, reading.least);
            row->second.most = std::max(row->second.most, reading.most);
        }
    }
    QList<QVariantList> values;
    for (const auto &[key, row] : rows)
        values.append({key[0], key[1], key[2], row.count, row.total, row.least, row.most});
    const auto done = m_database.atOnce(doing, [&]() -> Result<void> {
        if (!batch.isEmpty()) {
            auto isNew =
                m_database.run(u"INSERT INTO batch (id, time) VALUES (?, ?) ON CONFLICT DO NOTHING"_s,
                               {batch, QDateTime::currentSecsSinceEpoch()}, doing);
            if (!isNew || isNew->numRowsAffected() == 0)
                return withoutRows(isNew);
        }
        if (auto kept =
                insert(u"INSERT INTO series (id, server, metric, share) VALUES %1 ON CONFLICT DO NOTHING"_s,
                       fresh, doing);
            !kept)
            return kept;
        return insert(
            u"INSERT INTO usage (step, series, time, count, total, least, most) VALUES %1 "
            "ON CONFLICT (step, series, time) DO UPDATE SET count = usage.count + excluded.count, "
            "total = usage.total + excluded.total, "
            "least = CASE WHEN excluded.least < usage.least THEN excluded.least ELSE usage.least END, "
            "most = CASE WHEN excluded.most > usage.most THEN excluded.most ELSE usage.most END"_s,
            values, doing);
    });
    if (done)
        m_known = known;
    return done;
}

Result<QList<Usage>> Store::usage(const UsageQuestion &question) const
{
    if (question.servers.isEmpty())
        return QList<Usage>();
    QString which = u"server IN (%1)"_s.arg(marks(question.servers.size()));
    QVariantList values;
    for (const QString &server : question.servers)
        values.append(server);
    if (!question.metric.isEmpty()) {
        which += u" AND metric = ?"_s;
        values.append(QString::fromUtf8(question.metric));
    }
    if (question.share) {
        which += u" AND share = ?"_s;
        values.append(QString::fromUtf8(*question.share));
    }
    values << question.kept << question.since << question.until << question.most + 1;
    const QString time = question.step > 0 ? u"time / %1 * %1"_s.arg(question.step) : QString(u"time"_s);
    auto query = m_database.run(
        u"SELECT server, metric, share, %1, sum(count), sum(total), min(least), max(most) FROM usage "
        "JOIN series ON series.id = usage.series WHERE %2 AND step = ? AND time >= ? AND time <= ? "
        "GROUP BY server, metric, share, %1 ORDER BY server, metric, share, %1 LIMIT ?"_s.arg(time, which),
        values, u"reading usage"_s);
    if (!query)
        return query.error();
    QList<Usage> found;
    while (query->next()) {
        if (found.size() == question.most) {
            return Error{.code = ErrorCode::TooLarge,
                         .message = u"That is more than %1 numbers."_s.arg(question.most),
                         .hint = u"Ask for one server or metric, a shorter time, or a longer step."_s};
        }
        found.append({.series = {.server = query->value(0).toString(),
                                 .metric = query->value(1).toByteArray(),
                                 .share = query->value(2).toByteArray()},
                      .time = query->value(3).toLongLong(),
                      .count = query->value(4).toLongLong(),
                      .total = query->value(5).toDouble(),
                      .least = query->value(6).toDouble(),
                      .most = query->value(7).toDouble()});
    }
    return found;
}

Result<void> Store::dropUsage(const std::array<qint64, usageSteps.size()> &before)
{
    const QString doing = u"dropping old usage"_s;
    QList<QVariantList> rows;
    for (std::size_t i = 0; i < usageSteps.size(); ++i)
        rows.append({usageSteps[i], before[i]});
    if (auto done = m_database.runEach(u"DELETE FROM usage WHERE step = ? AND time < ?"_s, rows, doing);
        !done)
        return done;
    m_known.clear(); // of those that are gone
    if (auto done = m_database.run(u"DELETE FROM batch WHERE time < ?"_s,
                                   {QDateTime::currentSecsSinceEpoch() - keepBatches}, doing);
        !done)
        return done.error();
    return withoutRows(m_database.run(
        u"DELETE FROM series WHERE NOT EXISTS (SELECT 1 FROM usage WHERE usage.series = series.id)"_s, {},
        doing));
}

// ---- schedules ------------------------------------------------------------------------------------------

namespace {

constexpr auto scheduleColumns =
    "SELECT id, name, kind, at, missed, details, owner, enabled, due FROM schedule "_L1;

Schedule readSchedule(const QSqlQuery &query)
{
    return {.id = query.value(0).toString(),
            .name = query.value(1).toString(),
            .kind = query.value(2).toString(),
            .when = query.value(3).toString(),
            .missed = query.value(4).toString(),
            .details = query.value(5).toString(),
            .owner = query.value(6).toString(),
            .enabled = query.value(7).toInt() != 0,
            .due = query.value(8).toLongLong()};
}

Error noSuch(const QString &what, const QString &id)
{
    return Error{.code = ErrorCode::NotFound, .message = u"There is no %1 \"%2\"."_s.arg(what, id.left(100))};
}

} // namespace

Result<QList<Schedule>> Store::schedules() const
{
    auto query = m_database.run(scheduleColumns + u"ORDER BY name, id"_s, {}, u"reading the schedules"_s);
    if (!query)
        return query.error();
    QList<Schedule> found;
    while (query->next())
        found.append(readSchedule(*query));
    return found;
}

Result<Schedule> Store::schedule(const QString &id) const
{
    auto query = m_database.run(scheduleColumns + u"WHERE id = ?"_s, {id}, u"reading a schedule"_s);
    if (!query)
        return query.error();
    return query->next() ? Result<Schedule>(readSchedule(*query)) : noSuch(u"schedule"_s, id);
}

Result<void> Store::put(const Schedule &s)
{
    return withoutRows(m_database.run(
        u"INSERT INTO schedule (id, name, kind, at, missed, details, owner, enabled, due) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "kind = excluded.kind, at = excluded.at, missed = excluded.missed, details = excluded.details, "
        "owner = excluded.owner, enabled = excluded.enabled, due = excluded.due"_s,
        {s.id, s.name, s.kind, s.when, s.missed, s.details, s.owner, s.enabled ? 1 : 0, s.due},
        u"keeping a schedule"_s));
}

Result<void> Store::removeById(const QString &table, const QString &id, const QString &what)
{
    auto query = m_database.run(u"DELETE FROM %1 WHERE id = ?"_s.arg(table), {id}, u"deleting a "_s + what);
    if (!query)
        return query.error();
    return query->numRowsAffected() > 0 ? Result<void>() : noSuch(what, id);
}

Result<void> Store::removeSchedule(const QString &id)
{
    return removeById(u"schedule"_s, id, u"schedule"_s);
}

Result<void> Store::put(const Run &run)
{
    return withoutRows(m_database.run(
        u"INSERT INTO run (id, schedule, state, cause, message, started, finished) "
        "SELECT ?, schedule.id, ?, ?, ?, ?, ? FROM schedule WHERE schedule.id = ? " // it may be gone
                                                                                    // meanwhile
        "ON CONFLICT (id) DO UPDATE SET state = excluded.state, message = excluded.message, "
        "finished = excluded.finished"_s,
        {run.id, run.state, run.trigger, run.message, run.started, run.finished, run.schedule},
        u"keeping a run"_s));
}

Result<bool> Store::begin(const Run &run, const std::optional<DueChange> &due)
{
    const QString doing = u"beginning a run"_s;
    auto lock = m_database.tryLock(Lock::Schedule, run.schedule);
    if (!lock || !*lock)
        return lock;
    bool begun = true;
    const auto isKept = [&]() -> Result<bool> {
        auto query = m_database.run(u"SELECT 1 FROM run WHERE id = ?"_s, {run.id}, doing);
        return query ? Result<bool>(query->next()) : query.error();
    };
    const auto done = m_database.atOnce(doing, [&]() -> Result<void> {
        const auto kept = isKept();
        if (!kept)
            return kept.error();
        if (due && !*kept) {
            auto moved =
                m_database.run(u"UPDATE schedule SET due = ? WHERE id = ? AND due = ? AND enabled = 1"_s,
                               {due->to, run.schedule, due->from}, doing);
            if (!moved)
                return moved.error();
            begun = moved->numRowsAffected() > 0;
        }
        return begun ? put(run) : Result<void>();
    });
    if (!done || !begun || run.state != u"running")
        m_database.unlock(Lock::Schedule, run.schedule);
    return done ? Result<bool>(begun) : done.error();
}

Result<void> Store::end(const Run &run)
{
    auto kept = put(run);
    if (kept)
        m_database.unlock(Lock::Schedule, run.schedule);
    return kept;
}

Result<void> Store::interruptAbandoned()
{
    // After a restart of the server the others are given time to take their locks again.
    const auto connected = std::chrono::steady_clock::now() - m_database.connectedAt();
    if (m_database.connects() > 1 && connected < comeBackWithin)
        return {};
    const QString doing = u"looking for abandoned runs"_s;
    auto query = m_database.run(u"SELECT id, schedule FROM run WHERE state = 'running'"_s, {}, doing);
    if (!query)
        return query.error();
    QList<std::pair<QString, QString>> running;
    while (query->next())
        running.append({query->value(0).toString(), query->value(1).toString()});
    for (const auto &[id, schedule] : std::as_const(running)) {
        if (m_database.ownLocks(Lock::Schedule).contains(schedule))
            continue;
        const auto abandoned = m_database.tryLock(Lock::Schedule, schedule);
        if (!abandoned)
            return abandoned.error();
        if (!*abandoned)
            continue;
        auto done = m_database.run(u"UPDATE run SET state = 'interrupted', finished = started "
                                   "WHERE id = ? AND state = 'running'"_s,
                                   {id}, doing);
        m_database.unlock(Lock::Schedule, schedule);
        if (!done)
            return done.error();
    }
    return {};
}

Result<QList<Run>> Store::runs(const QString &schedule) const
{
    auto query = m_database.run(u"SELECT id, schedule, state, cause, message, started, finished FROM run "
                                "WHERE schedule = ? ORDER BY started DESC, id DESC LIMIT 1000"_s,
                                {schedule}, u"reading the runs of a schedule"_s);
    if (!query)
        return query.error();
    QList<Run> found;
    while (query->next()) {
        found.append({.id = query->value(0).toString(),
                      .schedule = query->value(1).toString(),
                      .state = query->value(2).toString(),
                      .trigger = query->value(3).toString(),
                      .message = query->value(4).toString(),
                      .started = query->value(5).toLongLong(),
                      .finished = query->value(6).toLongLong()});
    }
    return found;
}

Result<void> Store::dropRuns(qint64 before)
{
    return withoutRows(m_database.run(u"DELETE FROM run WHERE started < ? AND state <> 'running'"_s, {before},
                                      u"dropping old runs"_s));
}

// ---- silences -------------------------------------------------------------------------------------------

Result<QList<Silence>> Store::silences(qint64 now) const
{
    auto query = m_database.run(u"SELECT id, rule, server, share, reason, owner, until FROM silence "
                                "WHERE until > ? ORDER BY until, id"_s,
                                {now}, u"reading the silences"_s);
    if (!query)
        return query.error();
    QList<Silence> found;
    while (query->next()) {
        found.append({.id = query->value(0).toString(),
                      .rule = query->value(1).toString(),
                      .server = query->value(2).toString(),
                      .share = query->value(3).toString(),
                      .reason = query->value(4).toString(),
                      .owner = query->value(5).toString(),
                      .until = query->value(6).toLongLong()});
    }
    return found;
}

Result<void> Store::put(const Silence &s)
{
    return withoutRows(m_database.run(u"INSERT INTO silence (id, rule, server, share, reason, owner, until) "
                                      "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"_s,
                                      {s.id, s.rule, s.server, s.share, s.reason, s.owner, s.until},
                                      u"keeping a silence"_s));
}

Result<void> Store::removeSilence(const QString &id)
{
    return removeById(u"silence"_s, id, u"silence"_s);
}

Result<void> Store::dropSilences(qint64 before)
{
    return withoutRows(
        m_database.run(u"DELETE FROM silence WHERE until < ?"_s, {before}, u"dropping old silences"_s));
}

// ---- alerts ---------------------------------------------------------------------------------------------

Result<QList<LastingAlert>> Store::alerts() const
{
    auto query = m_database.run(u"SELECT id, rule, server, share, message, since, notified FROM alert"_s, {},
                                u"reading the alerts"_s);
    if (!query)
        return query.error();
    QList<LastingAlert> found;
    while (query->next()) {
        found.append({.id = query->value(0).toString(),
                      .rule = query->value(1).toString(),
                      .server = query->value(2).toString(),
                      .share = query->value(3).toString(),
                      .message = query->value(4).toString(),
                      .since = query->value(5).toLongLong(),
                      .notified = query->value(6).toLongLong()});
    }
    return found;
}

Result<void> Store::changeAlerts(const QList<LastingAlert> &put, const QStringList &remove)
{
    const QString doing = u"keeping alerts"_s;
    QList<QVariantList> rows;
    for (const LastingAlert &a : put)
        rows.append({a.id, a.rule, a.server, a.share, a.message, a.since, a.notified});
    QList<QVariantList> ids;
    for (const QString &id : remove)
        ids.append({id});
    return m_database.atOnce(doing, [&]() -> Result<void> {
        if (auto gone = m_database.runEach(u"DELETE FROM alert WHERE id = ?"_s, ids, doing); !gone)
            return gone;
        return m_database.runEach(u"INSERT INTO alert (id, rule, server, share, message, since, notified) "
                                  "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                                  "message = excluded.message, since = excluded.since, "
                                  "notified = excluded.notified"_s,
                                  rows, doing);
    });
}

// ---- changes of configurations --------------------------------------------------------------------------

Result<void> Store::keep(const QString &id, const QList<ConfigChange> &changes)
{
    const QString doing = u"keeping what was changed"_s;
    QList<QVariantList> rows;
    rows.reserve(changes.size());
    for (const ConfigChange &c : changes) {
        rows.append({c.id, c.line, c.time, c.server, c.section, c.operation, c.parameter, optional(c.before),
                     optional(c.after), c.way, c.person, c.realm, c.reason, c.message});
    }
    return m_database.atOnce(doing, [&]() -> Result<void> {
        auto removed = m_database.run(u"DELETE FROM config_change WHERE id = ?"_s, {id}, doing);
        if (!removed)
            return removed.error();
        return m_database.runEach(u"INSERT INTO config_change (id, line, time, server, section, operation, "
                                  u"parameter, before_value, "
                                  "after_value, way, person, realm, reason, message) "
                                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                                  rows, doing);
    });
}

Result<QList<ConfigChange>> Store::configChanges(const ConfigChangeQuestion &question) const
{
    QString which = u"time >= ? AND time <= ?"_s;
    QVariantList values{question.since, question.until};
    if (!question.servers.isEmpty()) {
        which += u" AND server IN (%1)"_s.arg(marks(question.servers.size()));
        for (const QString &server : question.servers)
            values.append(server);
    }
    if (!question.section.isEmpty()) {
        which += u" AND lower(section) = lower(?)"_s;
        values.append(question.section);
    }
    if (!question.person.isEmpty()) {
        which += u" AND lower(person) = lower(?)"_s;
        values.append(question.person);
    }
    if (!question.id.isEmpty()) {
        which += u" AND id = ?"_s;
        values.append(question.id);
    }
    values.append(question.most + 1);
    auto query = m_database.run(
        u"SELECT id, line, time, server, section, operation, parameter, before_value, after_value, way, "
        "person, realm, reason, message FROM config_change WHERE %1 "
        "ORDER BY time DESC, id, line LIMIT ?"_s.arg(which),
        values, u"reading what was changed"_s);
    if (!query)
        return query.error();
    QList<ConfigChange> found;
    while (query->next()) {
        if (found.size() == question.most) {
            return Error{.code = ErrorCode::TooLarge,
                         .message = u"That is more than %1 changes."_s.arg(question.most),
                         .hint = u"Ask for one server or section, or a shorter time."_s};
        }
        found.append({.id = query->value(0).toString(),
                      .line = query->value(1).toInt(),
                      .time = query->value(2).toLongLong(),
                      .server = query->value(3).toString(),
                      .section = query->value(4).toString(),
                      .operation = query->value(5).toString(),
                      .parameter = query->value(6).toString(),
                      .before = optional(query->value(7)),
                      .after = optional(query->value(8)),
                      .way = query->value(9).toString(),
                      .person = query->value(10).toString(),
                      .realm = query->value(11).toString(),
                      .reason = query->value(12).toString(),
                      .message = query->value(13).toString()});
    }
    return found;
}

Result<void> Store::dropConfigChanges(qint64 before)
{
    return withoutRows(
        m_database.run(u"DELETE FROM config_change WHERE time < ?"_s, {before}, u"dropping old changes"_s));
}

} // namespace smc::state
