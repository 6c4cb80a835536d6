// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/limited_store.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <thread>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double fullBudget = 20;
constexpr double earned = 0.1;
constexpr auto firstWait = std::chrono::milliseconds(200);
constexpr auto longestWait = std::chrono::milliseconds(5000);
/// What passes at once is not more than a rate lets through in this part of a second.
constexpr qint64 partsOfASecond = 20;
constexpr qint64 minuteMs = 60'000; ///< schedules speak of minutes

bool isWorthARetry(const Error &error)
{
    // A Timeout has taken its time: three of them would keep who reads waiting for minutes.
    return error.code == ErrorCode::Unreachable || error.code == ErrorCode::Busy;
}

Error cancelled()
{
    return {.code = ErrorCode::Cancelled, .message = u"cloudvfsd is ending."_s, .retryable = true};
}

} // namespace

/// One of the connections, while it lives.
class LimitedStore::Turn
{
public:
    explicit Turn(LimitedStore &store)
        : m_store(store)
    {
        std::unique_lock lock(store.m_mutex);
        store.m_free.wait(lock, [&store] { return store.m_busy < store.m_limits.connections; });
        ++store.m_busy;
    }
    ~Turn()
    {
        const std::lock_guard lock(m_store.m_mutex);
        --m_store.m_busy;
        m_store.m_free.notify_one();
    }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

private:
    LimitedStore &m_store;
};

LimitedStore::LimitedStore(std::unique_ptr<Store> store, const Limits &limits, Now now)
    : m_store(std::move(store))
    , m_now(now ? std::move(now) : Now(&QDateTime::currentMSecsSinceEpoch))
    , m_limits(limits)
    , m_budget(fullBudget)
{}

void LimitedStore::setLimits(const Limits &limits)
{
    const std::lock_guard lock(m_mutex);
    m_limits = limits;
    pace();
    m_free.notify_all();
}

void LimitedStore::setByHand(const ByHand &hand)
{
    const std::lock_guard lock(m_mutex);
    m_hand = hand;
    pace();
}

Bandwidth LimitedStore::bandwidth()
{
    std::unique_lock lock(m_mutex);
    look();
    const BandwidthSchedule schedule = m_limits.schedule;
    const ByHand hand = m_hand;
    Bandwidth now{.up = m_rates[std::size_t(Way::Up)], .down = m_rates[std::size_t(Way::Down)]};
    lock.unlock();
    const qint64 time = m_now();
    if (hand.rates != Rates{}) {
        now.why = Bandwidth::Why::Hand;
        now.until = hand.until;
        return now;
    }
    if (schedule.at(time) != Rates{})
        now.why = Bandwidth::Why::Schedule;
    now.until = schedule.nextChange(time);
    return now;
}

void LimitedStore::end()
{
    const std::lock_guard lock(m_mutex);
    m_ended = true;
    m_changed.notify_all();
}

/// Nobody wakes up for the schedule: who has bytes to pass looks, once a minute, so that it also holds after
/// the clock or the time zone were set.
void LimitedStore::look()
{
    const qint64 now = m_now();
    if (m_hand.until > 0 && now >= m_hand.until) {
        m_hand = {};
        m_minute = -1;
    }
    if (now / minuteMs == m_minute)
        return;
    m_minute = now / minuteMs;
    const Rates scheduled = m_limits.schedule.at(now);
    const qint64 rates[] = {m_hand.rates.up.value_or(scheduled.up.value_or(m_limits.up)),
                            m_hand.rates.down.value_or(scheduled.down.value_or(m_limits.down))};
    for (const Way way : {Way::Up, Way::Down}) {
        if (m_rates[std::size_t(way)] == rates[std::size_t(way)])
            continue;
        m_rates[std::size_t(way)] = rates[std::size_t(way)];
        m_next[std::size_t(way)] = {};
        ++m_changes;
        m_changed.notify_all();
    }
}

void LimitedStore::pace()
{
    m_minute = -1;
    look();
}

Limits LimitedStore::limits() const
{
    const std::lock_guard lock(m_mutex);
    return m_limits;
}

bool LimitedStore::mayRetry(int attempt, Clock::duration &wait)
{
    const std::lock_guard lock(m_mutex);
    if (attempt >= m_limits.retries || m_budget < 1)
        return false;
    m_budget -= 1;
    const auto most = std::min(longestWait, firstWait * (1 << std::min(attempt, 10)));
    wait =
        most / 2 + std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(most.count()) / 2 + 1));
    return true;
}

template<typename T, typename Call>
Result<T> LimitedStore::repeated(bool idempotent, const Call &call)
{
    for (int attempt = 0;; ++attempt) {
        Clock::duration wait{};
        {
            const Turn turn(*this);
            auto answer = call();
            if (answer) {
                const std::lock_guard lock(m_mutex);
                m_budget = std::min(fullBudget, m_budget + earned);
            }
            if (answer || !idempotent || !isWorthARetry(answer.error()) || !mayRetry(attempt, wait))
                return answer;
        }
        std::this_thread::sleep_for(wait); // nobody has the connection meanwhile
    }
}

qint64 LimitedStore::piece(Way way, qint64 size)
{
    const std::lock_guard lock(m_mutex);
    look();
    const qint64 rate = m_rates[std::size_t(way)];
    return rate > 0 ? std::min(size, std::max(rate / partsOfASecond, qint64(1024))) : size;
}

bool LimitedStore::pass(Way way, qint64 bytes)
{
    std::unique_lock lock(m_mutex);
    look();
    const qint64 rate = m_rates[std::size_t(way)];
    if (rate <= 0)
        return true;
    Clock::time_point &next = m_next[std::size_t(way)];
    const Clock::time_point mine = std::max(next, Clock::now());
    next = mine + std::chrono::microseconds(bytes * 1'000'000 / rate);
    m_changed.wait_until(lock, mine, [this, then = m_changes] { return m_changes != then || m_ended; });
    return !m_ended;
}

Result<ObjectInfo> LimitedStore::put(const QByteArray &key, const Digest &content, const Source &source,
                                     const Condition &condition)
{
    std::atomic<bool> ended = false;
    const Source paced = source.sentBy([&](char *buffer, qint64 size, qint64 offset) {
        const qint64 got = source.send(buffer, piece(Way::Up, size), offset);
        if (got <= 0 || pass(Way::Up, got))
            return got;
        ended = true;
        errno = ECANCELED;
        return qint64(-1);
    });
    return repeated<ObjectInfo>(condition.kind == Condition::Kind::None, [&] {
        auto stored = m_store->put(key, content, paced, condition);
        return ended ? Result<ObjectInfo>(cancelled()) : std::move(stored);
    });
}

Result<ObjectInfo> LimitedStore::head(const QByteArray &key)
{
    return repeated<ObjectInfo>(true, [&] { return m_store->head(key); });
}

Result<void> LimitedStore::get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                               const Sink &sink)
{
    qint64 done = 0;
    bool ended = false;
    const Sink paced = [&](const char *bytes, qint64 size, qint64 at) {
        for (qint64 given = 0; given < size;) {
            const qint64 some = piece(Way::Down, size - given);
            ended = !pass(Way::Down, some);
            if (ended || !sink(bytes + given, some, at + given))
                return false;
            given += some;
            done += some;
        }
        return true;
    };
    return repeated<void>(true, [&]() -> Result<void> {
        auto got = m_store->get(key, etag, offset + done, length - done, paced);
        if (ended)
            return cancelled();
        if (!got && etag.isEmpty() && done > 0) { // the rest might be of another version
            Error error = got.error();
            if (isWorthARetry(error))
                error.code = ErrorCode::Refused;
            return error;
        }
        return got;
    });
}

Result<void> LimitedStore::remove(const QByteArray &key)
{
    return repeated<void>(true, [&] { return m_store->remove(key); });
}

Result<Listing> LimitedStore::list(const QByteArray &prefix, const QByteArray &after)
{
    return repeated<Listing>(true, [&] { return m_store->list(prefix, after); });
}

bool LimitedStore::keepsConditions()
{
    const Turn turn(*this);
    return m_store->keepsConditions();
}

} // namespace smc::cloudvfs
