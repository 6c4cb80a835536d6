// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/state/location.h"

#include <concepts>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace smc::state {

/// The one thread that makes, owns and ends an object that belongs to a thread, a database say. Calls from
/// any thread wait for their turn there.
template<typename Owned>
class OwningThread
{
public:
    /// `argument` is that of Owned's constructor: where the database is.
    template<typename Argument>
        requires std::same_as<Argument, QString> || std::same_as<Argument, Location> // no part of a sum
    explicit OwningThread(const Argument &argument)
        : m_thread([this, argument](const std::stop_token &stop) {
            Owned owned(argument);
            run(stop, owned);
        })
    {}

    /// Carries `work` out on the thread and returns what it returns.
    template<typename Work>
    auto call(Work work) -> std::invoke_result_t<Work, Owned &>
    {
        std::packaged_task<std::invoke_result_t<Work, Owned &>(Owned &)> task(std::move(work));
        auto done = task.get_future();
        {
            const std::lock_guard lock(m_mutex);
            m_tasks.emplace_back([&task](Owned &owned) { task(owned); });
        }
        m_wake.notify_one();
        return done.get();
    }

private:
    void run(const std::stop_token &stop, Owned &owned)
    {
        std::unique_lock lock(m_mutex);
        while (m_wake.wait(lock, stop, [this] { return !m_tasks.empty(); })) {
            auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task(owned);
            lock.lock();
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::function<void(Owned &)>> m_tasks;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace smc::state
