// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/realm.h"

#include <QHash>
#include <QSet>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace smc::identity {

/// The thread that fills a realm's cache and keeps it true.
///
/// Fills it container by container, one level at a time: a search of the whole tree keeps every other reader
/// of a Samba DC waiting for seconds. Then asks the DC once per interval for its highestCommittedUSN (a
/// fraction of a millisecond) and, when that moved, for what has a higher uSNChanged, tombstones included
/// ([MS-ADTS] 3.1.1.1.9). USNs belong to one DC: when another one answers, everything is compared anew.
/// Because a tombstone may be invisible to the service's account, everything is compared every ten minutes
/// too.
class CacheFollower
{
public:
    /// Reads as `account`, the realm's service account.
    CacheFollower(Realm &realm, const access::Credentials &account, Cache &cache,
                  std::chrono::milliseconds interval);
    ~CacheFollower();
    CacheFollower(const CacheFollower &) = delete;
    CacheFollower &operator=(const CacheFollower &) = delete;

    void start();
    void stop();
    /// Somebody has asked the directory itself for a list: what he was shown must not be gone again from the
    /// cache's next answer, so the pause ends as soon as it may. Any thread.
    void hurry();

    /// Of the last round; no value when it succeeded.
    [[nodiscard]] std::optional<Error> lastError() const;

private:
    void run();
    [[nodiscard]] Result<void> follow();
    [[nodiscard]] Result<void> load();
    [[nodiscard]] Result<void> loadContainer(const QString &dn, int depth, QSet<QByteArray> &seen);
    [[nodiscard]] Result<void> readChanges(quint64 since);
    [[nodiscard]] QString topContainer(const QString &dn) const;

    Realm &m_realm;
    const access::Credentials &m_account;
    Cache &m_cache;
    const std::chrono::milliseconds m_interval;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake; ///< ends the pause when the thread is asked to stop or to hurry
    bool m_hurried = false;
    std::optional<Error> m_lastError;

    // Of the thread alone.
    std::stop_token m_stop; ///< not asked of m_thread, which start() is still writing when the thread begins
    QString m_base;
    QString m_server;
    quint64 m_usn = 0;
    std::chrono::steady_clock::time_point m_loadedAt;
    std::chrono::steady_clock::duration m_scanTook{}; ///< of this round's search for changes
    std::jthread m_thread;                            // last: it uses all of the above
};

} // namespace smc::identity
