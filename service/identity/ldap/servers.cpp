// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/servers.h"

#include <ldap.h>

#include <algorithm>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds discoverAfter = 5min;
constexpr std::chrono::seconds retryDiscovery = 10s; ///< the servers known before stay meanwhile

} // namespace

Servers::Servers(const RealmConfig &realm)
    : m_realm(realm)
{}

// DNS SRV records "_ldap._tcp.<realm>", which libldap sorts by priority and shuffles by weight.
Result<QStringList> Servers::discover() const
{
    if (!m_realm.uris.isEmpty())
        return m_realm.uris;
    char *hosts = nullptr;
    const int code = ldap_domain2hostlist(m_realm.name.toLower().toUtf8().constData(), &hosts);
    const QString list = QString::fromUtf8(hosts);
    ldap_memfree(hosts);
    if (code != LDAP_SUCCESS || list.isEmpty()) {
        return Error{.code = ErrorCode::Unreachable,
                     .message = u"DNS names no directory server of the realm %1."_s.arg(m_realm.name),
                     .hint = u"Check the service's DNS server (_ldap._tcp.%1), or name the servers in the "
                             "configuration."_s.arg(m_realm.name.toLower()),
                     .retryable = true};
    }
    QStringList uris;
    const QStringList entries = list.split(u' ', Qt::SkipEmptyParts);
    for (const QString &entry : entries) { // "dc1.lab.example:389"
        QString host = entry.section(u':', 0, 0);
        while (host.endsWith(u'.'))
            host.chop(1);
        const QString port = entry.section(u':', 1);
        const QString uri = m_realm.tls == Tls::Ldaps ? QString(u"ldaps://"_s + host)
                                                      : QString(u"ldap://"_s + host + u':' + port);
        if (!uris.contains(uri))
            uris << uri;
    }
    return uris;
}

Result<QStringList> Servers::candidates()
{
    const auto now = Clock::now();
    std::unique_lock lock(m_mutex);
    if (m_order.isEmpty() || now >= m_discoverAgain) {
        lock.unlock();
        auto found = discover();
        lock.lock();
        m_discoverAgain = now + (found ? discoverAfter : retryDiscovery);
        if (found) {
            m_order = *found;
        } else if (m_order.isEmpty()) {
            return found.error();
        }
    }
    QStringList well;
    QStringList ill;
    for (const QString &uri : std::as_const(m_order)) {
        const State &state = m_states[uri];
        if (state.healthy || now >= state.retryAt)
            well << uri;
        else
            ill << uri;
    }
    if (const qsizetype at = well.indexOf(m_current); at > 0)
        well.move(at, 0);
    std::stable_sort(ill.begin(), ill.end(), [this](const QString &a, const QString &b) {
        return m_states.value(a).retryAt < m_states.value(b).retryAt;
    });
    return well + ill;
}

QString Servers::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_current;
}

qsizetype Servers::count() const
{
    const std::lock_guard lock(m_mutex);
    return std::max<qsizetype>(m_order.size(), 1);
}

void Servers::succeeded(const QString &uri, std::chrono::microseconds latency)
{
    const std::lock_guard lock(m_mutex);
    State &state = m_states[uri];
    state.healthy = true;
    state.failures = 0;
    state.latency = latency;
    state.lastError.clear();
    m_current = uri;
}

void Servers::failed(const QString &uri, const Error &error)
{
    const std::lock_guard lock(m_mutex);
    State &state = m_states[uri];
    state.healthy = false;
    state.lastError = error.toString();
    // 1 s, 2 s, 4 s … 64 s
    state.retryAt = Clock::now() + 1s * (1 << std::min(state.failures, 6));
    ++state.failures;
}

void Servers::opened(const QString &uri, int change)
{
    const std::lock_guard lock(m_mutex);
    m_states[uri].open += change;
}

QList<ServerHealth> Servers::health() const
{
    const std::lock_guard lock(m_mutex);
    QList<ServerHealth> all;
    for (const QString &uri : m_order) {
        const State state = m_states.value(uri);
        all.append({.uri = uri,
                    .healthy = state.healthy,
                    .latency = state.latency,
                    .lastError = state.lastError,
                    .openConnections = state.open});
    }
    return all;
}

} // namespace smc::ldap
