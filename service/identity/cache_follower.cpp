// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/cache_follower.h"

#include "service/identity/cache.h"

#include <QLoggingCategory>

#include <algorithm>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(lcFollower, "smc.identity.follower")

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::minutes reloadInterval{10};
constexpr std::chrono::seconds longestPause{10};
constexpr std::chrono::seconds shortestPause{1}; // also for who is in a hurry
constexpr int maxDepth = 64;

/// Containers that no administrator manages people in, with thousands of objects (policies, DNS zones).
bool isSkipped(const QString &rdn)
{
    static const QStringList names{u"CN=System"_s,      u"CN=Program Data"_s, u"CN=NTDS Quotas"_s,
                                   u"CN=TPM Devices"_s, u"CN=Keys"_s,         u"CN=Deleted Objects"_s};
    return names.contains(rdn, Qt::CaseInsensitive);
}

} // namespace

CacheFollower::CacheFollower(Realm &realm, const access::Credentials &account, Cache &cache,
                             std::chrono::milliseconds interval)
    : m_realm(realm)
    , m_account(account)
    , m_cache(cache)
    , m_interval(interval)
{}

CacheFollower::~CacheFollower()
{
    stop();
}

void CacheFollower::start()
{
    m_thread = std::jthread([this](std::stop_token stop) {
        m_stop = std::move(stop);
        run();
    });
}

void CacheFollower::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void CacheFollower::hurry()
{
    const std::lock_guard lock(m_mutex);
    m_hurried = true;
    m_wake.notify_all();
}

std::optional<Error> CacheFollower::lastError() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastError;
}

void CacheFollower::run()
{
    while (!m_stop.stop_requested()) {
        m_scanTook = {};
        const auto followed = follow();
        std::unique_lock lock(m_mutex);
        if (!followed && !m_lastError)
            qCWarning(lcFollower).noquote()
                << m_realm.name() << "is not followed:" << followed.error().toString();
        if (followed && m_lastError)
            qCInfo(lcFollower).noquote() << m_realm.name() << "is followed again";
        m_lastError = followed ? std::nullopt : std::optional(followed.error());
        // Asking a large domain for its changes is a full scan in Samba, and one worker serves everybody:
        // while much changes, no more than a twentieth of the DC's time goes into following it.
        const Clock::duration pause =
            std::max<Clock::duration>(m_interval, std::min<Clock::duration>(20 * m_scanTook, longestPause));
        const auto began = Clock::now();
        m_wake.wait_until(lock, m_stop, began + std::max<Clock::duration>(shortestPause, m_scanTook),
                          [] { return false; });
        m_wake.wait_until(lock, m_stop, began + pause, [this] { return m_hurried; });
        m_hurried = false;
    }
}

Result<void> CacheFollower::follow()
{
    ldap::Directory &directory = m_realm.directory();
    const auto asked = Clock::now(); // what is changed from here on may be missed until the next round
    auto root = directory.rootDse(m_account);
    if (!root)
        return root.error();
    const bool reload = root->dnsHostName != m_server || Clock::now() - m_loadedAt > reloadInterval;
    if (reload) {
        if (m_base.isEmpty()) {
            auto base = directory.base(m_account);
            if (!base)
                return base.error();
            auto schema = directory.schema(m_account);
            if (!schema)
                return schema.error();
            m_base = *base;
            m_cache.setSchema(m_base, *schema);
        }
        if (auto loaded = load(); !loaded)
            return loaded;
        m_server = root->dnsHostName;
        m_loadedAt = Clock::now();
    } else if (root->highestCommittedUsn != m_usn) {
        const auto began = Clock::now();
        if (auto read = readChanges(m_usn + 1); !read)
            return read;
        m_scanTook = Clock::now() - began;
    }
    m_usn = root->highestCommittedUsn; // read before the objects: what comes meanwhile is read twice, never
                                       // missed
    m_cache.setKnownGood(m_server, asked);
    m_cache.setReady();
    return {};
}

Result<void> CacheFollower::load()
{
    QSet<QByteArray> seen;
    ldap::Search search{.base = m_base, .scope = ldap::Scope::Base, .attributes = {"*"}, .pageSize = 0};
    auto top = m_realm.directory().search(m_account, search);
    if (!top)
        return top.error().at(u"filling the cache from"_s, m_base);
    for (const ldap::Entry &entry : std::as_const(*top)) {
        seen.insert(entry.value("objectGUID"));
        m_cache.put(entry, Cache::Origin::Follower);
    }
    if (auto loaded = loadContainer(m_base, 0, seen); !loaded)
        return loaded;
    m_cache.retain(seen);
    qCInfo(lcFollower).noquote() << m_realm.name() << "read:" << seen.size() << "objects";
    return {};
}

Result<void> CacheFollower::loadContainer(const QString &dn, int depth, QSet<QByteArray> &seen)
{
    if (depth > maxDepth) {
        return Error{.code = ErrorCode::TooLarge,
                     .message = u"The tree of %1 is deeper than %2 levels."_s.arg(m_base).arg(maxDepth)};
    }
    QStringList containers;
    const ldap::Search search{.base = dn, .scope = ldap::Scope::OneLevel, .attributes = {"*"}, .pageSize = 0};
    auto read = m_realm.directory().searchEach(m_account, search, [&](ldap::Entry &&entry) {
        seen.insert(entry.value("objectGUID"));
        const ldap::Attribute *classes = entry.find("objectClass");
        const QString rdn = entry.dn.section(u',', 0, 0);
        m_cache.put(entry, Cache::Origin::Follower);
        if (depth == 0 && isSkipped(rdn))
            m_cache.setHollow(entry.value("objectGUID"));
        else if (classes && kindOf(classes->values) == Kind::Ous)
            containers << entry.dn;
        return !m_stop.stop_requested();
    });
    if (!read)
        return read.error().at(u"filling the cache from"_s, dn);
    for (const QString &container : std::as_const(containers)) {
        if (auto loaded = loadContainer(container, depth + 1, seen); !loaded)
            return loaded;
    }
    return {};
}

/// The RDN of the container right below the base that `dn` lies in.
QString CacheFollower::topContainer(const QString &dn) const
{
    if (!dn.endsWith(m_base, Qt::CaseInsensitive) || dn.size() <= m_base.size())
        return {};
    return dn.chopped(m_base.size() + 1).section(u',', -1);
}

Result<void> CacheFollower::readChanges(quint64 since)
{
    const ldap::Search search{.base = m_base,
                              .scope = ldap::Scope::Subtree,
                              .filter = "(uSNChanged>=" + QByteArray::number(since) + ')',
                              .attributes = {"*"},
                              .pageSize = 0,
                              .showDeleted = true};
    auto read = m_realm.directory().searchEach(m_account, search, [this](ldap::Entry &&entry) {
        if (entry.value("isDeleted").toUpper() == "TRUE")
            m_cache.remove(entry.value("objectGUID"), Cache::Origin::Follower);
        else if (!isSkipped(topContainer(entry.dn)))
            m_cache.put(entry, Cache::Origin::Follower);
        return true;
    });
    if (!read)
        return read.error().at(u"reading what changed in"_s, m_base);
    return {};
}

} // namespace smc::identity
