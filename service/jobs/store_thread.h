// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/jobs/store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace smc::jobs {

/// The one thread that owns the Store. Calls from any thread wait for their turn there.
class StoreThread
{
public:
    explicit StoreThread(const QString &stateDir)
        : m_thread([this, stateDir](const std::stop_token &stop) { run(stop, stateDir); })
    {}

    /// Carries `work` out on the store's thread and returns what it returns.
    template<typename Work>
    auto call(Work work) -> std::invoke_result_t<Work, Store &>
    {
        std::packaged_task<std::invoke_result_t<Work, Store &>(Store &)> task(std::move(work));
        auto done = task.get_future();
        {
            const std::lock_guard lock(m_mutex);
            m_tasks.emplace_back([&task](Store &store) { task(store); });
        }
        m_wake.notify_one();
        return done.get();
    }

private:
    void run(const std::stop_token &stop, const QString &stateDir)
    {
        Store store(stateDir);
        std::unique_lock lock(m_mutex);
        while (m_wake.wait(lock, stop, [this] { return !m_tasks.empty(); })) {
            auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task(store);
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::function<void(Store &)>> m_tasks;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace smc::jobs
