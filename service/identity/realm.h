// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "service/identity/ldap/directory.h"

#include <QHash>

#include <array>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace smc::identity {

class Cache;         // service/identity/cache.h
class CacheFollower; // service/identity/cache_follower.h

/// One realm as the configuration describes it.
struct RealmOptions
{
    ldap::RealmConfig directory;
    /// The service's own account: reads into the cache, looks up who came by Kerberos. Without one there is
    /// no cache, and every read goes to the directory as the person.
    std::optional<access::Credentials> serviceAccount;
    bool cache = true;
    std::chrono::milliseconds pollInterval{1000}; ///< how often the directory is asked what changed
};

/// One realm: its directory and, with a service account, the cache that follows it. Thread-safe.
class Realm
{
public:
    explicit Realm(RealmOptions options);
    ~Realm();
    Realm(const Realm &) = delete;
    Realm &operator=(const Realm &) = delete;

    [[nodiscard]] const QString &name() const { return m_options.directory.name; }
    [[nodiscard]] ldap::Directory &directory() { return m_directory; }
    [[nodiscard]] const std::optional<access::Credentials> &serviceAccount() const
    {
        return m_options.serviceAccount;
    }
    /// Null without a service account or when it is switched off.
    [[nodiscard]] Cache *cache() { return m_cache.get(); }
    [[nodiscard]] CacheFollower *follower() { return m_follower.get(); }

    /// Serialises changes of one object through us; many objects share one of 64.
    [[nodiscard]] std::mutex &changeLock(const QByteArray &guid)
    {
        return m_changeLocks[qHash(guid) % m_changeLocks.size()];
    }

    /// Starts the thread that fills the cache and follows the directory. Once.
    void start();
    /// Stops it; blocks until its call to the directory is done.
    void stop();

private:
    RealmOptions m_options;
    ldap::Directory m_directory;
    std::array<std::mutex, 64> m_changeLocks;
    std::unique_ptr<Cache> m_cache;
    std::unique_ptr<CacheFollower> m_follower;
};

/// All configured realms.
class Realms
{
public:
    void add(RealmOptions options);
    /// By name without case; an empty name finds the only realm where there is just one. Null when unknown.
    [[nodiscard]] Realm *find(const QString &name) const;
    [[nodiscard]] const std::vector<std::unique_ptr<Realm>> &all() const { return m_realms; }
    void start();
    void stop();

private:
    std::vector<std::unique_ptr<Realm>> m_realms;
};

} // namespace smc::identity
