// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/pools.h"

#include <algorithm>
#include <pthread.h>
#include <utility>

namespace smc::http {

Pool::Pool(std::string name, int threads, int queueLength)
    : m_name(std::move(name))
    , m_inline(threads <= 0)
    , m_size(threads)
    , m_limit(static_cast<std::size_t>(queueLength))
{
    const std::scoped_lock lock(m_mutex);
    for (int i = 0; i < threads; ++i)
        start();
}

void Pool::start()
{
    m_threads.emplace_back([this] { work(); });
    pthread_setname_np(m_threads.back().native_handle(), m_name.substr(0, 15).c_str());
}

void Pool::resize(int threads, int queueLength)
{
    std::list<std::thread> ended;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_inline || m_closed)
            return;
        m_size = threads;
        m_limit = static_cast<std::size_t>(queueLength);
        while (static_cast<int>(m_threads.size()) < m_size)
            start();
        ended.swap(m_ended);
    }
    m_wake.notify_all(); // who is one too many goes
    for (std::thread &thread : ended)
        thread.join();
}

Pool::~Pool()
{
    stop();
}

bool Pool::post(std::function<void()> task)
{
    if (m_inline) {
        task();
        return true;
    }
    {
        const std::scoped_lock lock(m_mutex);
        // The queue counts what waits beyond the idle threads: a length of 0 still uses all threads.
        const auto idle = static_cast<std::size_t>(std::max(0, m_size - m_busy));
        if (m_closed || m_queue.size() >= m_limit + idle) {
            m_refused.fetch_add(1, std::memory_order_relaxed);
            return false;
        }
        m_queue.push_back(std::move(task));
    }
    m_wake.notify_one();
    return true;
}

void Pool::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        const auto isOneTooMany = [this] { return static_cast<int>(m_threads.size()) > m_size; };
        m_wake.wait(lock, [&] { return m_stopped || isOneTooMany() || !m_queue.empty(); });
        if (m_stopped)
            return;
        if (isOneTooMany()) {
            const auto self = std::find_if(m_threads.begin(), m_threads.end(), [](const std::thread &one) {
                return one.get_id() == std::this_thread::get_id();
            });
            m_ended.splice(m_ended.end(), m_threads, self);
            m_wake.notify_one(); // it may have been woken for a task
            return;
        }
        std::function<void()> task = std::move(m_queue.front());
        m_queue.pop_front();
        ++m_busy;
        lock.unlock();
        task();
        task = nullptr; // what the task holds goes before the thread counts as idle
        lock.lock();
        --m_busy;
        if (m_closed && m_busy == 0 && m_queue.empty())
            m_quiet.notify_all();
    }
}

bool Pool::drain(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_closed = true;
    return m_quiet.wait_for(lock, patience, [this] { return m_busy == 0 && m_queue.empty(); });
}

void Pool::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_stopped = true;
        m_queue.clear();
    }
    m_wake.notify_all();
    for (auto *threads : {&m_threads, &m_ended}) { // nobody begins or leaves any more
        for (std::thread &thread : *threads) {
            if (thread.joinable())
                thread.join();
        }
    }
}

int Pool::threads() const
{
    const std::scoped_lock lock(m_mutex);
    return m_size;
}

std::size_t Pool::queued() const
{
    const std::scoped_lock lock(m_mutex);
    return m_queue.size();
}

int Pool::busy() const
{
    const std::scoped_lock lock(m_mutex);
    return m_busy;
}

void Pools::add(const std::string &name, int threads, int queueLength)
{
    m_pools.push_back(std::make_unique<Pool>(name, threads, queueLength));
}

Pool *Pools::find(const std::string &name) const
{
    for (const auto &pool : m_pools) {
        if (pool->name() == name)
            return pool.get();
    }
    return nullptr;
}

bool Pools::drain(std::chrono::milliseconds patience)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    bool quiet = true;
    for (const auto &pool : m_pools) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        quiet = pool->drain(std::max(left, std::chrono::milliseconds(0))) && quiet;
    }
    return quiet;
}

void Pools::stop()
{
    for (const auto &pool : m_pools)
        pool->stop();
}

} // namespace smc::http
