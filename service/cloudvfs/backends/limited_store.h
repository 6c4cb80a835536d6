// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/store.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace smc::cloudvfs {

/// What a store is asked at most. Bytes in a second; 0: as many as there are.
struct Limits
{
    int connections = 16; ///< at a time
    qint64 up = 0;
    qint64 down = 0;
    int retries = 3; ///< of one call, when the store is busy or not reached
};

/// A store that is asked with measure.
///
/// Calls wait for a free connection, and bytes for their time. What is worth a retry (Unreachable, Timeout,
/// Busy) is asked again after a wait that doubles, a half of it by chance; a get goes on where it was. A put
/// under a condition is asked once: had it been done and its answer lost, it would be told Stale of its own
/// object. All calls together have a budget: a retry costs a whole one, a success gives a tenth back, so that
/// a store which is down gets a tenth more calls and not as many times as there are retries.
class LimitedStore final : public Store
{
public:
    LimitedStore(std::unique_ptr<Store> store, const Limits &limits);

    /// From now on, for what is under way, too.
    void setLimits(const Limits &limits);
    [[nodiscard]] Limits limits() const;

    Result<ObjectInfo> put(const QByteArray &key, const Digest &content, const Source &source,
                           const Condition &condition = {}) override;
    Result<ObjectInfo> head(const QByteArray &key) override;
    Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                     const Sink &sink) override;
    Result<void> remove(const QByteArray &key) override;
    Result<Listing> list(const QByteArray &prefix, const QByteArray &after) override;
    bool keepsConditions() override;

private:
    using Clock = std::chrono::steady_clock;
    class Turn;
    enum class Way { Up, Down };
    template<typename T, typename Call>
    Result<T> repeated(bool idempotent, const Call &call);
    [[nodiscard]] bool mayRetry(int attempt, Clock::duration &wait);
    /// Waits until so many bytes may pass.
    void pass(Way way, qint64 bytes);
    [[nodiscard]] qint64 piece(Way way, qint64 size) const;

    const std::unique_ptr<Store> m_store;
    mutable std::mutex m_mutex;
    std::condition_variable m_free;
    Limits m_limits;
    int m_busy = 0;
    double m_budget;
    Clock::time_point m_next[2]; ///< when the next byte of a way may pass
};

} // namespace smc::cloudvfs
