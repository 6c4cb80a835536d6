// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/schedule/scheduler.h"

#include "service/schedule/cron.h"

#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSet>
#include <QUuid>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace smc::schedule {

using namespace Qt::Literals::StringLiterals;
using state::Run;
using state::Schedule;
using state::Store;

Q_LOGGING_CATEGORY(lcSchedule, "smc.schedule")

namespace {

constexpr int threadCount = 2;
constexpr qint64 missedAfter = 300;                     ///< seconds
constexpr auto longestSleep = std::chrono::seconds(30); ///< the clock may be set, the machine may sleep
constexpr qint64 retryPause = 5;                        ///< seconds, when the database fails
constexpr qint64 keepRuns = 90LL * 24 * 3600;
constexpr qint64 never = std::numeric_limits<qint64>::max();

qint64 now()
{
    return QDateTime::currentSecsSinceEpoch();
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

/// The id of a run, in whose order runs began: two of them may begin within the same second.
QString newRunId()
{
    return u"%1-%2"_s.arg(QDateTime::currentMSecsSinceEpoch(), 13, 10, '0'_L1).arg(newId());
}

/// When it is due after `time`; `never` for a time that does not come.
qint64 dueAfter(const QString &when, qint64 time)
{
    const auto cron = Cron::parse(when);
    const auto next = cron ? cron->next(QDateTime::fromSecsSinceEpoch(time)) : std::nullopt;
    return next ? next->toSecsSinceEpoch() : never;
}

} // namespace

class Scheduler::Private
{
public:
    /// A run that is to begin.
    struct Order
    {
        Schedule schedule;
        Run run;
    };

    /// What is due, and the id of its run.
    struct Begun
    {
        Schedule schedule;
        QString run;
    };

    Private(state::OwningThread<Store> &storeGiven, std::vector<Kind> kindsGiven)
        : store(storeGiven)
        , kinds(std::move(kindsGiven))
    {}

    [[nodiscard]] const Kind *kind(const QString &name) const
    {
        const auto found =
            std::find_if(kinds.begin(), kinds.end(), [&](const Kind &one) { return one.name == name; });
        return found == kinds.end() ? nullptr : &*found;
    }
    template<typename Work>
    auto keep(Work work) const
    {
        return store.call(std::move(work));
    }
    /// Says an error in the log, once until it is well again. False: it was one.
    template<typename Value>
    bool tell(const QString &what, const Result<Value> &result)
    {
        if (!result && !failing)
            qCCritical(lcSchedule).noquote() << what + u':' << result.error().toString();
        failing = !result;
        return bool(result);
    }
    void work(const std::stop_token &stop);
    qint64 collectDue();
    [[nodiscard]] static Run runOf(const Begun &begun, qint64 at);
    void carryOut(Order order);
    void keepEnded();

    state::OwningThread<Store> &store;
    const std::vector<Kind> kinds;

    std::mutex mutex;
    std::condition_variable_any wake;
    std::deque<Order> orders;
    QSet<QString> running;             ///< schedules with an order or a run
    std::deque<Run> ended;             ///< what came of them, not kept yet
    std::map<QString, Begun> doubtful; ///< by schedule: the database failed, so it may have begun or not
    bool failing = false;              ///< and the log says so
    qint64 changes = 0;
    int working = 0;                   ///< threads
    std::vector<std::jthread> threads; // last: they use all of the above
};

/// What is due becomes an order, once among all who share the database. It is due again at its next time
/// before it runs: a job that ends smcd does so once. Returns when to look again, seconds since 1970. The
/// caller holds the mutex.
qint64 Scheduler::Private::collectDue()
{
    const qint64 at = now();
    keepEnded();
    // Others may have changed them, and their runs may have been left behind.
    const auto known = keep([](Store &s) -> Result<QList<Schedule>> {
        if (auto done = s.interruptAbandoned(); !done)
            return done.error();
        return s.schedules();
    });
    if (!tell(u"the schedules"_s, known))
        return at + retryPause;
    std::map<QString, Begun> begin = std::exchange(doubtful, {});
    qint64 next = ended.empty() ? never : at + retryPause;
    for (const Schedule &schedule : *known) {
        if (!schedule.enabled || running.contains(schedule.id) || begin.contains(schedule.id))
            continue;
        if (schedule.due > at)
            next = std::min(next, schedule.due);
        else
            begin.insert({schedule.id, {.schedule = schedule, .run = newRunId()}});
    }
    for (const auto &[id, one] : begin) {
        const Run run = runOf(one, at);
        const state::DueChange due{.from = one.schedule.due, .to = dueAfter(one.schedule.when, at)};
        const auto begun = keep([&](Store &s) -> Result<bool> {
            if (auto done = s.dropRuns(at - keepRuns); !done)
                return done.error();
            return s.begin(run, due);
        });
        next = std::min(next, begun ? due.to : at + retryPause);
        if (!tell(one.schedule.name, begun)) {
            doubtful.insert({id, one}); // it may have come through
        } else if (*begun && run.state == u"running") {
            running.insert(id);
            orders.push_back({.schedule = one.schedule, .run = run});
        }
    }
    return next;
}

/// A run at its time, made up for, or only told of.
Run Scheduler::Private::runOf(const Begun &begun, qint64 at)
{
    const Schedule &schedule = begun.schedule;
    Run run{
        .id = begun.run, .schedule = schedule.id, .state = u"running"_s, .trigger = u"time"_s, .started = at};
    if (at - schedule.due <= missedAfter)
        return run;
    const QString dueAt = QDateTime::fromSecsSinceEpoch(schedule.due, Qt::UTC).toString(Qt::ISODate);
    if (schedule.missed == u"skip") {
        run.state = u"missed"_s;
        run.finished = at;
        run.message = u"smcd was not running at %1."_s.arg(dueAt);
    } else {
        run.trigger = u"missed at %1"_s.arg(dueAt);
    }
    return run;
}

void Scheduler::Private::work(const std::stop_token &stop)
{
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        const qint64 next = collectDue();
        if (!orders.empty()) {
            Order order = std::move(orders.front());
            orders.pop_front();
            lock.unlock();
            carryOut(std::move(order));
            lock.lock();
            continue;
        }
        const auto pause = std::min<std::chrono::milliseconds>(
            longestSleep,
            std::chrono::seconds(std::clamp<qint64>(next - now(), 0, 3600)) + std::chrono::milliseconds(50));
        wake.wait_for(lock, stop, pause, [this, seen = changes] { return changes != seen; });
    }
    keepEnded();
    --working;
    wake.notify_all();
}

void Scheduler::Private::carryOut(Order order)
{
    const Kind *what = kind(order.schedule.kind);
    const auto done =
        what ? what->run(order.schedule, false)
             : Result<QString>(
                   Error{.code = ErrorCode::Unsupported,
                         .message = u"This smcd has no jobs of the kind \"%1\"."_s.arg(order.schedule.kind)});
    order.run.state = done ? u"ok"_s : u"failed"_s;
    order.run.message = done ? *done : done.error().toString();
    order.run.finished = now();
    if (done)
        qCInfo(lcSchedule).noquote() << order.schedule.name + u':' << *done;
    else
        qCWarning(lcSchedule).noquote() << order.schedule.name + u':' << done.error().toString();
    const std::lock_guard lock(mutex);
    ended.push_back(order.run);
    keepEnded();
    ++changes;
    wake.notify_all();
}

/// What came of runs; what cannot be kept now is kept later. Until then nothing runs of the same schedule.
/// The caller holds the mutex.
void Scheduler::Private::keepEnded()
{
    while (!ended.empty()) {
        const Run &run = ended.front();
        if (!tell(u"the end of a run"_s, keep([&run](Store &s) { return s.end(run); })))
            return;
        running.remove(run.schedule);
        ended.pop_front();
    }
}

Scheduler::Scheduler(state::OwningThread<Store> &store, std::vector<Kind> kinds)
    : d(std::make_unique<Private>(store, std::move(kinds)))
{}

Scheduler::~Scheduler() = default;

void Scheduler::start()
{
    d->working = threadCount; // even before they are on their way
    for (int i = 0; i < threadCount; ++i)
        d->threads.emplace_back([this](const std::stop_token &stop) { d->work(stop); });
}

bool Scheduler::stop(std::chrono::milliseconds within)
{
    for (std::jthread &thread : d->threads)
        thread.request_stop();
    std::unique_lock lock(d->mutex);
    return d->wake.wait_for(lock, within, [this] { return d->working == 0; });
}

Result<Schedule> Scheduler::checked(Schedule schedule) const
{
    std::vector<Error> faults;
    const auto fault = [&faults](const QString &field, const QString &message, const QString &hint = {}) {
        faults.push_back({.code = ErrorCode::Invalid, .message = message, .hint = hint, .field = field});
    };
    if (schedule.name.trimmed().isEmpty() || schedule.name.size() > 100)
        fault(u"name"_s, u"A schedule needs a name of at most 100 characters."_s);
    if (schedule.missed.isEmpty())
        schedule.missed = u"run"_s;
    if (schedule.missed != u"run" && schedule.missed != u"skip")
        fault(u"missed"_s, u"What was missed is made up for (run) or not (skip)."_s);
    if (auto cron = Cron::parse(schedule.when); !cron)
        faults.push_back(cron.error());
    else if (schedule.due = dueAfter(schedule.when, now()); schedule.due == never)
        fault(u"when"_s, u"That time never comes."_s);
    const Kind *kind = d->kind(schedule.kind);
    if (!kind) {
        QStringList known;
        for (const Kind &one : d->kinds)
            known << one.name;
        fault(u"kind"_s, u"There are no jobs of the kind \"%1\"."_s.arg(schedule.kind.left(100)),
              u"There are: %1."_s.arg(known.join(u", ")));
    } else if (auto details = kind->check(QJsonDocument::fromJson(schedule.details.toUtf8()).object());
               !details) {
        faults.push_back(details.error());
    } else {
        schedule.details = QString::fromUtf8(QJsonDocument(*details).toJson(QJsonDocument::Compact));
    }
    if (faults.empty())
        return schedule;
    Error all = faults.front();
    all.more.assign(faults.begin() + 1, faults.end());
    return all;
}

Result<Schedule> Scheduler::put(Schedule schedule)
{
    auto good = checked(std::move(schedule));
    if (!good)
        return good;
    if (good->id.isEmpty())
        good->id = newId();
    const std::lock_guard lock(d->mutex);
    if (auto kept = d->keep([&](Store &s) { return s.put(*good); }); !kept)
        return kept.error();
    ++d->changes;
    d->wake.notify_all();
    return good;
}

Result<void> Scheduler::remove(const QString &id)
{
    return d->keep([&](Store &s) { return s.removeSchedule(id); });
}

Result<QList<Schedule>> Scheduler::list() const
{
    return d->keep([](Store &s) { return s.schedules(); });
}

Result<Schedule> Scheduler::find(const QString &id) const
{
    return d->keep([&](Store &s) { return s.schedule(id); });
}

Result<QList<Run>> Scheduler::runs(const QString &id) const
{
    return d->keep([&](Store &s) -> Result<QList<Run>> {
        if (auto known = s.schedule(id); !known)
            return known.error();
        return s.runs(id);
    });
}

Result<Run> Scheduler::runNow(const QString &id, const QString &who)
{
    auto schedule = find(id);
    if (!schedule)
        return schedule.error();
    const std::lock_guard lock(d->mutex);
    const Error runs{.code = ErrorCode::Refused,
                     .message = u"\"%1\" runs already."_s.arg(schedule->name),
                     .hint = u"Wait for its end."_s,
                     .retryable = true};
    if (d->running.contains(id))
        return runs;
    const Run run{.id = newRunId(), .schedule = id, .state = u"running"_s, .trigger = who, .started = now()};
    const auto begun = d->keep([&](Store &s) { return s.begin(run); });
    if (!begun)
        return begun.error();
    if (!*begun) // on another collector
        return runs;
    d->running.insert(id);
    d->orders.push_back({.schedule = *schedule, .run = run});
    ++d->changes;
    d->wake.notify_all();
    return run;
}

Result<QString> Scheduler::dryRun(const QString &id) const
{
    auto schedule = find(id);
    if (!schedule)
        return schedule.error();
    const Kind *kind = d->kind(schedule->kind);
    if (!kind)
        return Error{.code = ErrorCode::Unsupported, .message = u"This smcd has no jobs of that kind."_s};
    return kind->run(*schedule, true);
}

} // namespace smc::schedule
