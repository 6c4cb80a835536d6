// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/store.h"
#include "service/cloudvfs/backends/traffic.h"

#include <QHash>

#include <memory>
#include <mutex>

namespace smc::cloudvfs {

/// A store of which is kept how it fares: what an administrator sees.
class WatchedStore : public Store
{
public:
    explicit WatchedStore(std::unique_ptr<Store> store);

    struct Health
    {
        bool asked = false;
        Error problem;          ///< of the last answer; without a message, it was good
        qint64 lastSuccess = 0; ///< milliseconds since 1970; 0: none
        qint64 lastFailure = 0;
        qint64 requests = 0;
        qint64 failures = 0; ///< of the store or the way to it: that there is no such object is none
        qint64 sent = 0;     ///< bytes of content
        qint64 received = 0;
        QHash<QByteArray, qint64> sending; ///< how far objects are that are being written
    };
    [[nodiscard]] Health health() const;
    /// Bytes of content.
    [[nodiscard]] QList<Traffic::Minute> lastHour() const;

    [[nodiscard]] Result<ObjectInfo> put(const QByteArray &key, const Digest &content, const Source &source,
                                         const Condition &condition) override;
    [[nodiscard]] Result<ObjectInfo> head(const QByteArray &key) override;
    [[nodiscard]] Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset,
                                   qint64 length, const Sink &sink) override;
    [[nodiscard]] Result<void> remove(const QByteArray &key) override;
    [[nodiscard]] Result<Listing> list(const QByteArray &prefix, const QByteArray &after) override;
    [[nodiscard]] bool keepsConditions() override { return m_store->keepsConditions(); }

private:
    template<typename T>
    Result<T> seen(Result<T> answer);

    const std::unique_ptr<Store> m_store;
    mutable std::mutex m_mutex;
    Health m_health;
    Traffic m_traffic;
};

} // namespace smc::cloudvfs
