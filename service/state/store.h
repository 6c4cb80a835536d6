// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/state/database.h"
#include "service/state/division.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QSet>

#include <array>
#include <optional>

namespace smc::state {

/// Which number of which server: "sessions" of "fs1", "disk-full" of its share "data".
struct Series
{
    QString server;
    QByteArray metric;
    QByteArray share; ///< empty: the server's own

    bool operator==(const Series &) const = default;
};
[[nodiscard]] size_t qHash(const Series &series, size_t seed = 0);

/// A series over a stretch of time: one reading, or several as one.
struct Usage
{
    Series series;
    qint64 time = 0; ///< its begin, seconds since 1970
    qint64 count = 1;
    double total = 0; ///< of all readings; total / count is their mean
    double least = 0;
    double most = 0;
};

/// Readings are kept as they are for a while, and for longer as one for each five minutes and each hour.
constexpr std::array<qint64, 3> usageSteps{0, 300, 3600}; ///< seconds; 0: single readings

struct UsageQuestion
{
    QStringList servers; ///< none: no usage
    QByteArray metric;   ///< empty: all
    std::optional<QByteArray> share;
    qint64 since = 0; ///< seconds since 1970
    qint64 until = 0;
    qint64 kept = 0; ///< which of usageSteps is read
    qint64 step = 0; ///< seconds that become one; 0: as they are kept
    int most = 100'000;
};

/// A job at times.
struct Schedule
{
    QString id;
    QString name;
    QString kind;    ///< "report", "disable-expired", "cleanup"
    QString when;    ///< five fields of cron
    QString missed;  ///< what happens when smcd did not run at the time: "run" (once), "skip"
    QString details; ///< what the kind needs besides, as JSON
    QString owner;   ///< who made or changed it last
    bool enabled = true;
    qint64 due = 0; ///< seconds since 1970: when it runs next
};

/// One time that it ran.
struct Run
{
    QString id; ///< of runs that began in the same second, the later one has the greater id
    QString schedule;
    QString state;   ///< "running", "ok", "failed", "missed", "interrupted"
    QString trigger; ///< "time", or who ran it
    QString message; ///< what came of it, in a sentence
    qint64 started = 0;
    qint64 finished = 0; ///< 0: it runs
};

/// When a schedule is due, and when next.
struct DueChange
{
    qint64 from = 0;
    qint64 to = 0;
};

/// Alerts that nobody wants to hear of for a while.
struct Silence
{
    QString id;
    QString rule;   ///< empty: every
    QString server; ///< empty: every
    QString share;  ///< empty: every
    QString reason;
    QString owner;
    qint64 until = 0;
};

/// Something that is wrong with a server now.
struct LastingAlert
{
    QString id;
    QString rule;
    QString server;
    QString share;
    QString message;
    qint64 since = 0;    ///< seconds since 1970
    qint64 notified = 0; ///< when people were last told; 0: not yet

    bool operator==(const LastingAlert &) const = default;
};

/// A parameter of a server's configuration that was changed by us.
struct ConfigChange
{
    QString id;      ///< that of all that was changed at once
    int line = 0;    ///< which of these it is, from 0
    qint64 time = 0; ///< milliseconds since 1970
    QString server;
    QString section;               ///< "global", or a share's name
    QString operation;             ///< what became of the section: "create", "modify", "delete"
    QString parameter;             ///< empty: the section had none
    std::optional<QString> before; ///< none: it was not set
    std::optional<QString> after;
    QString way;    ///< "request", "repair" (of a group's drift), "return" (taken back by itself)
    QString person; ///< account name
    QString realm;
    QString reason;  ///< as the person gave it
    QString message; ///< what went wrong, in a sentence
};

struct ConfigChangeQuestion
{
    QStringList servers; ///< none: of all
    QString section;     ///< empty: all; case does not count
    QString person;      ///< empty: all; case does not count
    QString id;          ///< empty: all
    qint64 since = 0;    ///< milliseconds since 1970
    qint64 until = 0;
    int most = 100'000;
};

/// What the service knows over time: usage, schedules and their runs, alerts and silences, changes of
/// configurations.
/// All of its SQL stands in the source of this class, in words that SQLite and PostgreSQL take alike; see
/// Database. Several processes may share it on a PostgreSQL server.
///
///     series  (id, server, metric, share)            id: of the text of the other three
///     usage   (step, series, time, count, total, least, most)
///     batch   (id, time)                             of readings that are in usage
///     schedule(id, name, kind, at, missed, details, owner, enabled, due)
///     run     (id, schedule, state, cause, message, started, finished)
///     silence (id, rule, server, share, reason, owner, until)
///     alert   (id, rule, server, share, message, since, notified)
///     config_change(id, line, time, server, section, operation, parameter, before_value, after_value, way,
///                   person, realm, reason, message)
///
/// Of one thread, that which calls open(); see OwningThread. Errors: Internal, Unreachable (no connection to
/// the server), and those named.
class Store
{
public:
    explicit Store(const Location &location);

    /// Opens or makes the database; runs of a process that has gone become "interrupted". After Unreachable
    /// that is made up for as soon as the server answers.
    [[nodiscard]] Result<void> open();
    [[nodiscard]] bool isShared() const { return m_database.isShared(); }
    /// Which of these servers are this process's to read; see Division.
    [[nodiscard]] Result<QSet<QString>> divide(const QStringList &servers)
    {
        return m_division.divide(servers);
    }

    /// Adds readings (`count` 1), and what they make of the longer steps. With the same id once more, after
    /// an error that left open whether they are kept, they are added once.
    [[nodiscard]] Result<void> addUsage(const QList<Usage> &readings, const QString &batch = {});
    /// By series and time. Errors: TooLarge above `most`.
    [[nodiscard]] Result<QList<Usage>> usage(const UsageQuestion &question) const;
    /// Deletes what is older; for each of usageSteps a time.
    [[nodiscard]] Result<void> dropUsage(const std::array<qint64, usageSteps.size()> &before);

    [[nodiscard]] Result<QList<Schedule>> schedules() const;          ///< by name
    [[nodiscard]] Result<Schedule> schedule(const QString &id) const; ///< Errors: NotFound
    /// Makes it, or replaces the one with its id.
    [[nodiscard]] Result<void> put(const Schedule &schedule);
    [[nodiscard]] Result<void> removeSchedule(const QString &id); ///< with its runs; Errors: NotFound
    /// Keeps a new run, which nobody can begin of this schedule until end(), and with `due` moves that on.
    /// False: it runs already, or is not due then any more: another process was faster. With the same run
    /// once more, after an error that left open whether it was kept, it has begun once.
    [[nodiscard]] Result<bool> begin(const Run &run, const std::optional<DueChange> &due = {});
    [[nodiscard]] Result<void> end(const Run &run);
    /// Runs whose process has gone become "interrupted".
    [[nodiscard]] Result<void> interruptAbandoned();
    [[nodiscard]] Result<void> put(const Run &run);
    [[nodiscard]] Result<QList<Run>> runs(const QString &schedule) const; ///< newest first, at most 1,000
    [[nodiscard]] Result<void> dropRuns(qint64 before);

    [[nodiscard]] Result<QList<Silence>> silences(qint64 now) const; ///< those that hold
    [[nodiscard]] Result<void> put(const Silence &silence);
    [[nodiscard]] Result<void> removeSilence(const QString &id); ///< Errors: NotFound
    [[nodiscard]] Result<void> dropSilences(qint64 before);

    [[nodiscard]] Result<QList<LastingAlert>> alerts() const;
    /// Keeps these, or replaces what has their ids, and removes others; all of it or nothing.
    [[nodiscard]] Result<void> changeAlerts(const QList<LastingAlert> &put, const QStringList &remove);

    /// All of them or none, in the place of what was kept under this id, which is that of each of them.
    [[nodiscard]] Result<void> keep(const QString &id, const QList<ConfigChange> &changes);
    /// Newest first, those of one id in their order. Errors: TooLarge above `most`.
    [[nodiscard]] Result<QList<ConfigChange>> configChanges(const ConfigChangeQuestion &question) const;
    [[nodiscard]] Result<void> dropConfigChanges(qint64 before); ///< milliseconds since 1970

private:
    /// `statement` with so many rows in the place of %1.
    [[nodiscard]] Result<void> insert(const QString &statement, const QList<QVariantList> &rows,
                                      const QString &doing) const;
    [[nodiscard]] Result<void> removeById(const QString &table, const QString &id, const QString &what);

    Database m_database;
    Division m_division{m_database};
    QSet<qint64> m_known; ///< series that are in their table
};

} // namespace smc::state
