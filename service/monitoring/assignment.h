// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/monitoring/poller.h"
#include "service/state/owning_thread.h"
#include "service/state/store.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace smc::monitoring {

/// Where several collectors share a state database: asks it each second which servers are this one's
/// (state::Store::divide), and tells the poller. While the database does not answer it stays as it was:
/// better a server that two read for a while than one that nobody does. Thread-safe.
class Assignment
{
public:
    Assignment(state::OwningThread<state::Store> &store, Poller &poller);

    void start();
    void stop(); ///< waits for the question under way, which blocks for the database only
    /// Why the database did not answer when it was asked last.
    [[nodiscard]] std::optional<Error> problem() const;

private:
    void ask();

    state::OwningThread<state::Store> &m_store;
    Poller &m_poller;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Error> m_problem;
    QSet<QString> m_own;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace smc::monitoring
