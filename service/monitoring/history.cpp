// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/monitoring/history.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QUuid>

#include <algorithm>

namespace smc::monitoring {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(lcHistory, "smc.monitoring")

namespace {

constexpr auto flushInterval = std::chrono::seconds(10);
constexpr auto dropInterval = std::chrono::minutes(10);
constexpr qsizetype mostWaiting = 100'000;
constexpr qint64 hour = 3600;
constexpr qint64 day = 24 * hour;

qint64 now()
{
    return QDateTime::currentSecsSinceEpoch();
}

} // namespace

qint64 keptStepFor(const History::Options &options, qint64 since, qint64 until, qint64 step, qint64 at)
{
    const std::array kept{options.readings.count(), options.fiveMinutes.count(), options.hours.count()};
    const qint64 span = until - since;
    const qint64 finest = step > 0 ? step : span <= 6 * hour ? 0 : span <= 7 * day ? 300 : hour;
    std::optional<qint64> best;
    for (std::size_t i = 0; i < state::usageSteps.size(); ++i) {
        // Is it still there? A minute's grace, since the question took its time.
        if (at - since > kept.at(i) + 60)
            continue;
        if (!best || state::usageSteps[i] <= finest)
            best = state::usageSteps[i];
    }
    return best.value_or(state::usageSteps.back());
}

History::History(state::OwningThread<state::Store> &store, const Options &options)
    : m_store(store)
    , m_options(options)
    , m_thread([this](const std::stop_token &stop) { work(stop); })
{}

void History::setOptions(const Options &options)
{
    const std::lock_guard lock(m_mutex);
    m_options = options;
}

quint64 History::dropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_dropped;
}

void History::add(const ServerState &server, const SourceState &source)
{
    const qint64 time = now();
    const std::lock_guard lock(m_mutex);
    for (const Sample &sample : source.samples) {
        // After a failure only that there was one is new.
        if (source.error && sample.metric != "up")
            continue;
        m_waiting.append(
            {.series = {.server = server.watched.server.name, .metric = sample.metric, .share = sample.share},
             .time = time,
             .total = sample.value,
             .least = sample.value,
             .most = sample.value});
    }
    if (const qsizetype above = m_waiting.size() - mostWaiting; above > 0) {
        m_waiting.remove(0, above);
        m_dropped += static_cast<quint64>(above);
    }
}

Result<void> History::flush()
{
    const std::lock_guard one(m_flushing);
    for (;;) {
        if (m_batch.isEmpty()) {
            const std::lock_guard lock(m_mutex);
            m_batch.swap(m_waiting);
            m_batchId = QUuid::createUuid().toString(QUuid::Id128);
        }
        if (m_batch.isEmpty())
            return {};
        auto done = m_store.call([this](state::Store &store) { return store.addUsage(m_batch, m_batchId); });
        if (!done)
            return done; // once more next time
        m_batch.clear();
    }
}

void History::dropOld()
{
    Options options;
    {
        const std::lock_guard lock(m_mutex);
        options = m_options;
    }
    const qint64 at = now();
    const auto done = m_store.call([&](state::Store &store) -> Result<void> {
        if (auto dropped = store.dropConfigChanges((at - options.changes.count()) * 1000); !dropped)
            return dropped;
        return store.dropUsage(
            {at - options.readings.count(), at - options.fiveMinutes.count(), at - options.hours.count()});
    });
    if (!done)
        qCWarning(lcHistory).noquote() << done.error().toString();
}

void History::work(const std::stop_token &stop)
{
    auto nextDrop = std::chrono::steady_clock::now();
    bool failing = false;
    do {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, flushInterval, [] { return false; });
        }
        const auto done = flush(); // at the end in any case
        if (!done && !failing)
            qCWarning(lcHistory).noquote() << done.error().toString();
        failing = !done;
        if (std::chrono::steady_clock::now() >= nextDrop && !stop.stop_requested()) {
            dropOld();
            nextDrop = std::chrono::steady_clock::now() + dropInterval;
        }
    } while (!stop.stop_requested());
}

Result<QList<state::Usage>> History::usage(state::UsageQuestion question)
{
    if (auto done = flush(); !done)
        return done.error();
    Options options;
    {
        const std::lock_guard lock(m_mutex);
        options = m_options;
    }
    question.kept = keptStepFor(options, question.since, question.until, question.step, now());
    if (question.step <= question.kept)
        question.step = 0;
    return m_store.call([&question](state::Store &store) { return store.usage(question); });
}

} // namespace smc::monitoring
