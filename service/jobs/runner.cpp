// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/jobs/runner.h"

#include "service/jobs/store.h"
#include "service/state/owning_thread.h"

#include <QLoggingCategory>

#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>

namespace smc::jobs {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(lcJobs, "smc.jobs")

namespace {

QString stateName(State state)
{
    switch (state) {
    case State::Running:
        return u"running"_s;
    case State::Done:
        return u"done"_s;
    case State::Cancelled:
        return u"cancelled"_s;
    case State::Interrupted:
        break;
    }
    return u"interrupted"_s;
}

} // namespace

QJsonObject toJson(const Job &job)
{
    return {{u"id"_s, job.id},
            {u"state"_s, stateName(job.state)},
            {u"resource"_s, job.resource},
            {u"realm"_s, job.realm},
            {u"owner"_s, job.ownerName},
            {u"total"_s, job.total},
            {u"done"_s, job.done},
            {u"failed"_s, job.failed},
            {u"created"_s, job.created.toString(Qt::ISODate)},
            {u"finished"_s,
             job.finished ? QJsonValue(job.finished->toString(Qt::ISODate)) : QJsonValue(QJsonValue::Null)}};
}

// One run of one job: its items on as many threads as it may have.
class Runner::Private
{
public:
    Private(const QString &stateDir, int parallelItems, QStringList orderedResources)
        : store(stateDir)
        , parallel(std::clamp(parallelItems, 1, 16))
        , inOrder(std::move(orderedResources))
    {}

    struct Run
    {
        std::atomic<bool> cancelled = false;
        std::atomic<std::size_t> next = 0;
        std::atomic<int> threadsLeft = 0;
        QList<int> indices;
        std::vector<std::jthread> threads;
    };

    void start(const Job &job, QList<int> indices, const std::shared_ptr<access::Session> &session);
    void work(Run &run, const Job &job, const std::shared_ptr<access::Session> &session);
    void end(Run &run, qint64 id);
    /// Joins the threads of runs that ended. Callers hold the mutex.
    void reap();

    state::OwningThread<Store> store;
    const int parallel;
    const QStringList inOrder;
    Execute execute;
    std::atomic<bool> stopping = false;
    std::atomic<int> active = 0;

    std::mutex mutex;
    std::map<qint64, std::unique_ptr<Run>> runs; // after the store: their threads use it
};

void Runner::Private::reap()
{
    std::erase_if(runs, [](const auto &run) { return run.second->threadsLeft == 0; });
}

void Runner::Private::start(const Job &job, QList<int> indices,
                            const std::shared_ptr<access::Session> &session)
{
    const std::lock_guard lock(mutex);
    reap();
    auto run = std::make_unique<Run>();
    run->indices = std::move(indices);
    const int threads = job.ordered || inOrder.contains(job.resource)
                            ? 1
                            : std::min<int>(parallel, static_cast<int>(run->indices.size()));
    run->threadsLeft = threads;
    ++active;
    Run &started = *run;
    runs[job.id] = std::move(run);
    for (int i = 0; i < threads; ++i)
        started.threads.emplace_back([this, &started, job, session] { work(started, job, session); });
}

void Runner::Private::work(Run &run, const Job &job, const std::shared_ptr<access::Session> &session)
{
    while (!run.cancelled && !stopping) {
        const std::size_t at = run.next++;
        if (at >= static_cast<std::size_t>(run.indices.size()))
            break;
        ItemResult result{.index = run.indices.at(static_cast<qsizetype>(at))};
        auto payload = store.call([&](Store &s) { return s.payload(job.id, result.index); });
        Result<QString> done =
            payload ? execute(job.resource, *payload, session) : Result<QString>(payload.error());
        result.state = done ? ItemState::Ok : ItemState::Failed;
        if (done)
            result.id = *done;
        else
            result.error = done.error();
        if (const auto kept = store.call([&](Store &s) { return s.finish(job.id, result); }); !kept)
            qCCritical(lcJobs).noquote()
                << "job" << job.id << "item" << result.index << ":" << kept.error().toString();
    }
    if (--run.threadsLeft == 0)
        end(run, job.id);
}

void Runner::Private::end(Run &run, qint64 id)
{
    const State state = run.cancelled ? State::Cancelled : stopping ? State::Interrupted : State::Done;
    if (const auto kept = store.call([&](Store &s) { return s.setState(id, state); }); !kept)
        qCCritical(lcJobs).noquote() << "job" << id << ":" << kept.error().toString();
    --active;
}

Runner::Runner(const QString &stateDir, int parallel, QStringList inOrder)
    : d(std::make_unique<Private>(stateDir, parallel, std::move(inOrder)))
{}

Runner::~Runner()
{
    d->stopping = true;
    d->runs.clear(); // joins their threads
}

Result<void> Runner::open()
{
    return d->store.call([](Store &store) { return store.openDatabase(); });
}

void Runner::setExecute(Execute execute)
{
    d->execute = std::move(execute);
}

Result<Job> Runner::submit(const QString &resource, const QList<QByteArray> &items,
                           const std::shared_ptr<access::Session> &session, bool ordered)
{
    const access::Principal &person = session->principal();
    const Job wanted{.resource = resource,
                     .realm = person.realm,
                     .owner = person.sid,
                     .ownerName = person.account,
                     .created = QDateTime::currentDateTimeUtc(),
                     .ordered = ordered};
    auto job = d->store.call([&](Store &store) { return store.insert(wanted, items); });
    if (!job)
        return job;
    QList<int> indices(items.size());
    std::iota(indices.begin(), indices.end(), 0);
    d->start(*job, std::move(indices), session);
    return job;
}

Result<Job> Runner::find(qint64 id) const
{
    return d->store.call([&](Store &store) { return store.find(id); });
}

Result<QList<Job>> Runner::list() const
{
    return d->store.call([](Store &store) { return store.list(); });
}

Result<QList<ItemResult>> Runner::results(qint64 id, int from, int limit) const
{
    return d->store.call([&](Store &store) { return store.results(id, from, limit); });
}

Result<Job> Runner::cancel(qint64 id)
{
    {
        const std::lock_guard lock(d->mutex);
        d->reap();
        const auto run = d->runs.find(id);
        if (run == d->runs.end()) {
            auto job = find(id);
            if (!job)
                return job;
            return Error{.code = ErrorCode::Refused, .message = u"Job %1 is not running."_s.arg(id)};
        }
        run->second->cancelled = true;
    }
    return find(id);
}

Result<Job> Runner::resume(qint64 id, bool failedToo, const std::shared_ptr<access::Session> &session)
{
    auto job = find(id);
    if (!job)
        return job;
    if (job->state == State::Running)
        return Error{.code = ErrorCode::Refused,
                     .message = u"Job %1 is running."_s.arg(id),
                     .hint = u"Cancel it first."_s};
    auto indices = d->store.call([&](Store &store) -> Result<QList<int>> {
        auto open = store.open(id, failedToo);
        if (!open || open->isEmpty())
            return open;
        if (failedToo) {
            if (auto reopened = store.reopenFailed(id); !reopened)
                return reopened.error();
        }
        if (auto running = store.setState(id, State::Running); !running)
            return running.error();
        return open;
    });
    if (!indices)
        return indices.error();
    if (indices->isEmpty())
        return Error{.code = ErrorCode::Refused, .message = u"Nothing of job %1 is left to do."_s.arg(id)};
    d->start(*job, *std::move(indices), session);
    return find(id);
}

Result<int> Runner::removeClosed(const QDateTime &before)
{
    return d->store.call([&](Store &s) { return s.removeClosed(before); });
}

int Runner::running() const
{
    return d->active;
}

} // namespace smc::jobs
