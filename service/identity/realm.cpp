// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/realm.h"

#include "service/identity/cache.h"
#include "service/identity/cache_follower.h"

namespace smc::identity {

Realm::Realm(RealmOptions options)
    : m_options(std::move(options))
    , m_directory(m_options.directory)
{
    if (m_options.serviceAccount && m_options.cache) {
        m_cache = std::make_unique<Cache>();
        m_follower = std::make_unique<CacheFollower>(*this, *m_cache, m_options.pollInterval);
    }
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

void Realms::add(RealmOptions options)
{
    m_realms.push_back(std::make_unique<Realm>(std::move(options)));
}

Realm *Realms::find(const QString &name) const
{
    if (name.isEmpty())
        return m_realms.size() == 1 ? m_realms.front().get() : nullptr;
    for (const auto &realm : m_realms) {
        if (realm->name().compare(name, Qt::CaseInsensitive) == 0)
            return realm.get();
    }
    return nullptr;
}

void Realms::start()
{
    for (const auto &realm : m_realms)
        realm->start();
}

void Realms::stop()
{
    for (const auto &realm : m_realms)
        realm->stop();
}

} // namespace smc::identity
