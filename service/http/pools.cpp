// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/pools.h"

#include <pthread.h>
#include <utility>

namespace smc::http {

Pool::Pool(std::string name, int threads, int queueLength)
    : m_name(std::move(name))
    , m_inline(threads <= 0)
    , m_size(threads)
    , m_limit(static_cast<std::size_t>(queueLength))
{
    for (int i = 0; i < threads; ++i) {
        m_threads.emplace_back([this] { work(); });
        pthread_setname_np(m_threads.back().native_handle(), m_name.substr(0, 15).c_str());
    }
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
        const auto idle = static_cast<std::size_t>(m_size - m_busy);
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
        m_wake.wait(lock, [this] { return m_stopped || !m_queue.empty(); });
        if (m_stopped)
            return;
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
    for (std::thread &thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
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
