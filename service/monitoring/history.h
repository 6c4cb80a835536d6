// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/monitoring/poller.h"
#include "service/state/owning_thread.h"
#include "service/state/store.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace smc::monitoring {

/// What was collected, over time, in the state database: single readings for a while, then one for each five
/// minutes, then one for each hour. They are written every ten seconds, so that much is lost when the machine
/// fails. It also drops what others have written there and is old: changes of configurations. Thread-safe.
class History
{
public:
    struct Options
    {
        std::chrono::seconds readings = std::chrono::days(1); ///< how long single ones are kept
        std::chrono::seconds fiveMinutes = std::chrono::days(30);
        std::chrono::seconds hours = std::chrono::days(400);
        std::chrono::seconds changes = std::chrono::days(1000); ///< changes of configurations
    };
    History(state::OwningThread<state::Store> &store, const Options &options);

    void setOptions(const Options &options);
    /// Takes what an attempt to read told; never waits for the disk. Where that keeps refusing, the oldest
    /// of 100,000 numbers are dropped.
    void add(const ServerState &server, const SourceState &source);
    /// With `question.kept` chosen here: by the step or, without one, by how long the time is, as far as it
    /// is still there. Blocks. Errors: those of state::Store::usage().
    [[nodiscard]] Result<QList<state::Usage>> usage(state::UsageQuestion question);

    [[nodiscard]] quint64 dropped() const; ///< numbers, since the start

private:
    void work(const std::stop_token &stop);
    [[nodiscard]] Result<void> flush();
    void dropOld();

    state::OwningThread<state::Store> &m_store;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    Options m_options;
    QList<state::Usage> m_waiting;
    quint64 m_dropped = 0;
    std::mutex m_flushing; ///< one at a time, so that what usage() asks for has been written
    /// What is being written. After a failure it may have been kept nevertheless (Store::addUsage), so it is
    /// tried as it is until that is known.
    QList<state::Usage> m_batch;
    QString m_batchId;
    std::jthread m_thread; // last: it uses all of the above
};

/// Which of state::usageSteps answers a question about [since, now] in steps of `step` seconds (0: any).
[[nodiscard]] qint64 keptStepFor(const History::Options &options, qint64 since, qint64 until, qint64 step,
                                 qint64 now);

} // namespace smc::monitoring
