// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/realm.h"

#include "service/identity/cache.h"
#include "service/identity/cache_follower.h"

#include <algorithm>
#include <utility>

namespace smc::identity {

Realm::Realm(RealmOptions options)
    : m_options(std::move(options))
    , m_directory(m_options.directory)
{
    if (m_options.serviceAccount && m_options.cache) {
        m_cache = std::make_unique<Cache>();
        m_follower = std::make_unique<CacheFollower>(*this, *m_options.serviceAccount, *m_cache,
                                                     m_options.pollInterval);
    }
    if (m_options.negotiate)
        m_negotiator = std::make_unique<const access::Negotiator>(*m_options.negotiate);
}

bool RealmOptions::keepsSessionsOf(const RealmOptions &before) const
{
    const ldap::RealmConfig &now = directory;
    const ldap::RealmConfig &then = before.directory;
    return now.uris == then.uris && now.base == then.base && now.caFile == then.caFile &&
           now.bind == then.bind && now.tls == then.tls && negotiate == before.negotiate;
}

Realm::~Realm()
{
    stop();
}

void Realm::start()
{
    if (m_follower)
        m_follower->start();
}

void Realm::stop()
{
    if (m_follower)
        m_follower->stop();
}

Realms::~Realms()
{
    stop();
}

Realms::Changes Realms::replace(std::vector<RealmOptions> wanted)
{
    Changes changes;
    const std::scoped_lock lock(m_mutex);
    std::vector<std::shared_ptr<Realm>> before = std::exchange(m_realms, {});
    for (RealmOptions &options : wanted) {
        const auto known = std::find_if(before.begin(), before.end(), [&](const auto &realm) {
            return realm && realm->name().compare(options.directory.name, Qt::CaseInsensitive) == 0;
        });
        if (known != before.end() && (*known)->options() == options) {
            m_realms.push_back(std::exchange(*known, nullptr));
            continue;
        }
        QStringList &list = known == before.end()                          ? changes.added
                            : options.keepsSessionsOf((*known)->options()) ? changes.tuned
                                                                           : changes.changed;
        list << options.directory.name;
        m_realms.push_back(std::make_shared<Realm>(std::move(options)));
        m_realms.back()->start();
    }
    std::erase_if(m_leaving, [](const std::future<void> &leaving) {
        return leaving.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    });
    for (std::shared_ptr<Realm> &realm : before) {
        if (!realm)
            continue;
        if (!changes.tuned.contains(realm->name()) && !changes.changed.contains(realm->name()))
            changes.removed << realm->name();
        // Its follower may be waiting for a dead controller: not on the caller's time. The future keeps what
        // the task captured, so the task itself lets go of the realm.
        m_leaving.push_back(std::async(std::launch::async, [leaving = std::move(realm)]() mutable {
            leaving->stop();
            leaving.reset();
        }));
    }
    return changes;
}

std::shared_ptr<Realm> Realms::find(const QString &name) const
{
    const std::scoped_lock lock(m_mutex);
    if (name.isEmpty())
        return m_realms.size() == 1 ? m_realms.front() : nullptr;
    for (const auto &realm : m_realms) {
        if (realm->name().compare(name, Qt::CaseInsensitive) == 0)
            return realm;
    }
    return nullptr;
}

std::vector<std::shared_ptr<Realm>> Realms::all() const
{
    const std::scoped_lock lock(m_mutex);
    return m_realms;
}

QStringList Realms::names() const
{
    QStringList names;
    for (const auto &realm : all())
        names << realm->name();
    return names;
}

void Realms::stop()
{
    std::vector<std::future<void>> leaving;
    {
        const std::scoped_lock lock(m_mutex);
        leaving = std::exchange(m_leaving, {});
    }
    for (const auto &realm : all())
        realm->stop();
    for (const std::future<void> &one : leaving)
        one.wait();
}

} // namespace smc::identity
