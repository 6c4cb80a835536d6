// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/bandwidth.h"
#include "service/cloudvfs/backends/store.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace smc::cloudvfs {

/// What a store is asked at most. Bytes in a second; 0: as many as there are.
struct Limits
{
    int connections = 16; ///< at a time
    qint64 up = 0;
    qint64 down = 0;
    int retries = 3;                 ///< of one call, when the store is busy or not reached
    BandwidthSchedule schedule = {}; ///< goes before `up` and `down` where it says something
};

/// What an administrator has said, which goes before the schedule and the limits. It ends with the store.
struct ByHand
{
    Rates rates;
    qint64 until = 0; ///< milliseconds since 1970; 0: as long as the store is there
};

/// How many bytes in a second there may be now, and why.
struct Bandwidth
{
    enum class Why { Fixed, Schedule, Hand }; ///< of either way, the last that is true
    qint64 up = 0;
    qint64 down = 0;
    Why why = Why::Fixed;
    qint64 until = 0; ///< milliseconds since 1970; 0: that is not known
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
    /// Milliseconds since 1970.
    using Now = std::function<qint64()>;
    LimitedStore(std::unique_ptr<Store> store, const Limits &limits, Now now = {});

    /// From now on, for what is under way, too.
    void setLimits(const Limits &limits);
    [[nodiscard]] Limits limits() const;
    /// The same; without a rate in it, schedule and limits count again.
    void setByHand(const ByHand &hand);
    [[nodiscard]] Bandwidth bandwidth();
    /// Transfers that are held back by a limit end, and no others begin (Cancelled): with few bytes in a
    /// second they would go on for hours.
    void end();

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
    /// Waits until so many bytes may pass; false: they may not any more.
    [[nodiscard]] bool pass(Way way, qint64 bytes);
    [[nodiscard]] qint64 piece(Way way, qint64 size);
    /// With the mutex: what holds now is in m_rates.
    void look();
    void pace();

    const std::unique_ptr<Store> m_store;
    mutable std::mutex m_mutex;
    std::condition_variable m_free;
    std::condition_variable m_changed;
    const Now m_now;
    Limits m_limits;
    int m_busy = 0;
    bool m_ended = false;
    double m_budget;
    ByHand m_hand;
    qint64 m_minute = -1;        ///< since 1970, of the last look
    qint64 m_rates[2] = {};      ///< of each way, as of then
    quint64 m_changes = 0;       ///< of them
    Clock::time_point m_next[2]; ///< when the next byte of a way may pass
};

} // namespace smc::cloudvfs
