// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "service/access/negotiate.h"
#include "service/identity/ldap/directory.h"

#include <QHash>

#include <array>
#include <chrono>
#include <future>
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
    /// Sign-in by Kerberos, where there is a keytab for it.
    std::optional<access::Negotiator::Options> negotiate;

    bool operator==(const RealmOptions &) const = default;
    /// Whether who signed in under `before` stays signed in: it is the same directory, asked in the same way.
    /// Account, cache, times and connections are the service's own matter.
    [[nodiscard]] bool keepsSessionsOf(const RealmOptions &before) const;
};

/// One realm: its directory and, with a service account, the cache that follows it. Thread-safe.
class Realm
{
public:
    explicit Realm(RealmOptions options);
    ~Realm();
    Realm(const Realm &) = delete;
    Realm &operator=(const Realm &) = delete;

    [[nodiscard]] const RealmOptions &options() const { return m_options; }
    [[nodiscard]] const QString &name() const { return m_options.directory.name; }
    [[nodiscard]] ldap::Directory &directory() { return m_directory; }
    [[nodiscard]] const std::optional<access::Credentials> &serviceAccount() const
    {
        return m_options.serviceAccount;
    }
    /// Null without a service account or when it is switched off.
    [[nodiscard]] Cache *cache() { return m_cache.get(); }
    [[nodiscard]] CacheFollower *follower() { return m_follower.get(); }
    /// Null where nobody signs in by Kerberos.
    [[nodiscard]] const access::Negotiator *negotiator() const { return m_negotiator.get(); }

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
    std::unique_ptr<const access::Negotiator> m_negotiator;
};

/// All configured realms. Thread-safe.
///
/// A realm goes on for as long as somebody holds it: what was asked of it before it was replaced or left out
/// is answered by it, and it ends with the last of those requests.
class Realms
{
public:
    ~Realms(); ///< as `stop`

    /// What a replacement did, by the realms' names.
    struct Changes
    {
        QStringList added;
        QStringList removed;
        QStringList changed; ///< another directory, or asked in another way: sessions of before mean nothing
        QStringList tuned;   ///< made anew, but its sessions hold (RealmOptions::keepsSessionsOf)
    };
    /// From now on there are these, in this order, followed by their threads. One whose options are what they
    /// were stays, and its cache with it.
    Changes replace(std::vector<RealmOptions> wanted);

    /// By name without case; an empty name finds the only realm where there is just one. Null when unknown.
    [[nodiscard]] std::shared_ptr<Realm> find(const QString &name) const;
    [[nodiscard]] std::vector<std::shared_ptr<Realm>> all() const;
    [[nodiscard]] QStringList names() const;
    /// Stops all followers, also those of realms that were left out; blocks until they have.
    void stop();

private:
    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<Realm>> m_realms;
    std::vector<std::future<void>> m_leaving; ///< a follower ends when its call to the directory does
};

} // namespace smc::identity
