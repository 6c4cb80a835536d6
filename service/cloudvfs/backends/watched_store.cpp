// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/watched_store.h"

#include <QDateTime>

#include <algorithm>

namespace smc::cloudvfs {

WatchedStore::WatchedStore(std::unique_ptr<Store> store)
    : m_store(std::move(store))
{}

WatchedStore::Health WatchedStore::health() const
{
    const std::lock_guard lock(m_mutex);
    return m_health;
}

QList<Traffic::Minute> WatchedStore::lastHour() const
{
    const std::lock_guard lock(m_mutex);
    return m_traffic.lastHour(QDateTime::currentMSecsSinceEpoch());
}

template<typename T>
Result<T> WatchedStore::seen(Result<T> answer)
{
    // A store that says what an object is, or that there is none, is well.
    const bool good =
        answer || answer.error().code == ErrorCode::NotFound || answer.error().code == ErrorCode::Stale;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const std::lock_guard lock(m_mutex);
    m_health.asked = true;
    ++m_health.requests;
    m_health.problem = good ? Error{} : answer.error();
    (good ? m_health.lastSuccess : m_health.lastFailure) = now;
    if (!good)
        ++m_health.failures;
    return answer;
}

Result<ObjectInfo> WatchedStore::put(const QByteArray &key, const Digest &content, const Source &source,
                                     const Condition &condition)
{
    const Source counting = source.sentBy([&](char *buffer, qint64 size, qint64 offset) {
        const qint64 got = source.send(buffer, size, offset);
        if (got > 0) {
            const std::lock_guard lock(m_mutex);
            m_health.sent += got;
            m_traffic.add(QDateTime::currentMSecsSinceEpoch(), got, 0);
            qint64 &sent = m_health.sending[key];
            sent = std::max(sent, offset + got);
        }
        return got;
    });
    {
        const std::lock_guard lock(m_mutex);
        m_health.sending.insert(key, 0);
    }
    auto answer = seen(m_store->put(key, content, counting, condition));
    const std::lock_guard lock(m_mutex);
    m_health.sending.remove(key);
    return answer;
}

Result<ObjectInfo> WatchedStore::head(const QByteArray &key)
{
    return seen(m_store->head(key));
}

Result<void> WatchedStore::get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                               const Sink &sink)
{
    bool taken = true;
    auto answer = m_store->get(key, etag, offset, length, [&](const char *bytes, qint64 size, qint64 at) {
        {
            const std::lock_guard lock(m_mutex);
            m_health.received += size;
            m_traffic.add(QDateTime::currentMSecsSinceEpoch(), 0, size);
        }
        taken = sink(bytes, size, at);
        return taken;
    });
    return taken ? seen(std::move(answer)) : answer; // a full disk here is no fault of the store
}

Result<void> WatchedStore::remove(const QByteArray &key)
{
    return seen(m_store->remove(key));
}

Result<Listing> WatchedStore::list(const QByteArray &prefix, const QByteArray &after)
{
    return seen(m_store->list(prefix, after));
}

} // namespace smc::cloudvfs
