// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace smc::http {

/// Threads with a bounded queue, for work that blocks (LDAP, Kerberos, disk). Thread-safe.
class Pool
{
public:
    /// `threads` 0: there are none, and `post` runs the task on the caller's thread.
    Pool(std::string name, int threads, int queueLength);
    ~Pool(); ///< as `stop`
    Pool(const Pool &) = delete;
    Pool &operator=(const Pool &) = delete;

    /// False when the queue is full or the pool has stopped: the task will not run. Tasks must not throw.
    [[nodiscard]] bool post(std::function<void()> task);
    [[nodiscard]] bool isInline() const { return m_inline; }
    /// More threads begin at once, fewer end when they have done their tasks; what waits already goes on
    /// waiting above a shorter queue. Not for a pool without threads.
    void resize(int threads, int queueLength);

    /// Takes no more tasks, waits up to `patience` for those that run and wait. False: some still run.
    bool drain(std::chrono::milliseconds patience);
    /// Drops what waits, and joins what runs.
    void stop();

    [[nodiscard]] const std::string &name() const { return m_name; }
    [[nodiscard]] std::size_t queued() const;
    [[nodiscard]] int busy() const;
    [[nodiscard]] int threads() const;
    [[nodiscard]] quint64 refused() const { return m_refused.load(std::memory_order_relaxed); }

private:
    void work();
    void start(); ///< one thread; the mutex is held

    const std::string m_name;
    const bool m_inline;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_quiet;
    std::deque<std::function<void()>> m_queue;
    std::list<std::thread> m_threads;
    std::list<std::thread> m_ended; ///< left after a resize, still to be joined
    int m_size;                     ///< how many there are to be
    std::size_t m_limit;
    std::atomic<quint64> m_refused{0};
    int m_busy = 0;
    bool m_closed = false;
    bool m_stopped = false;
};

/// The service's pools by name. Filled at start, read-only afterwards; the pools themselves are thread-safe.
class Pools
{
public:
    void add(const std::string &name, int threads, int queueLength);
    /// Null for an unknown name.
    [[nodiscard]] Pool *find(const std::string &name) const;
    [[nodiscard]] const std::vector<std::unique_ptr<Pool>> &all() const { return m_pools; }
    bool drain(std::chrono::milliseconds patience);
    void stop();

private:
    std::vector<std::unique_ptr<Pool>> m_pools;
};

} // namespace smc::http
