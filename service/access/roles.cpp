// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/roles.h"

#include <array>

namespace smc::access {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto builtinAdministrators = "S-1-5-32-544"_L1;
constexpr auto domainPrefix = "S-1-5-21-"_L1;
/// Domain Admins and Enterprise Admins ([MS-DTYP] 2.4.2.4).
constexpr std::array adminRids{"-512"_L1, "-519"_L1};

bool isSid(const QString &text)
{
    return text.startsWith("S-1-"_L1, Qt::CaseInsensitive);
}

bool isDn(const QString &text)
{
    return text.contains(u'=');
}

bool holdsSid(const Principal &principal, const QString &sid)
{
    return !sid.isEmpty() && (principal.sid.compare(sid, Qt::CaseInsensitive) == 0 ||
                              principal.groups.contains(sid, Qt::CaseInsensitive));
}

bool isAdministratorByDefault(const Principal &principal)
{
    for (const QString &group : principal.groups) {
        if (group == builtinAdministrators)
            return true;
        for (const auto rid : adminRids) {
            if (group.startsWith(domainPrefix) && group.endsWith(rid))
                return true;
        }
    }
    return false;
}

} // namespace

Roles::Roles(Options options, FindSid findSid)
    : m_options(std::move(options))
    , m_findSid(std::move(findSid))
{}

void Roles::setOptions(Options options)
{
    const std::scoped_lock lock(m_mutex);
    m_options = std::move(options);
    m_sids.clear();
}

std::optional<Role> Roles::roleOf(const Principal &principal)
{
    Options options;
    {
        const std::scoped_lock lock(m_mutex);
        options = m_options;
    }
    const bool administrator = options.administrators.isEmpty() ? isAdministratorByDefault(principal)
                                                                : isOneOf(options.administrators, principal);
    if (administrator)
        return Role::Administrator;
    if (options.readers.isEmpty() || isOneOf(options.readers, principal))
        return Role::Reader;
    return std::nullopt;
}

bool Roles::operates(const Principal &principal)
{
    QStringList servers;
    {
        const std::scoped_lock lock(m_mutex);
        servers = m_options.servers;
    }
    return servers.isEmpty() ? isAdministratorByDefault(principal) : isOneOf(servers, principal);
}

bool Roles::isOneOf(const QStringList &entries, const Principal &principal)
{
    for (const QString &entry : entries) {
        if (entry == "*"_L1)
            return true;
        if (isSid(entry)) {
            if (holdsSid(principal, entry))
                return true;
            continue;
        }
        if (isDn(entry)) {
            if (principal.dn.compare(entry, Qt::CaseInsensitive) == 0 ||
                holdsSid(principal, sidOf(principal.realm, entry)))
                return true;
            continue;
        }
        QString name = entry;
        QString realm;
        if (const qsizetype slash = entry.indexOf(u'\\'); slash > 0) {
            realm = entry.left(slash);
            name = entry.mid(slash + 1);
        } else if (const qsizetype at = entry.lastIndexOf(u'@'); at > 0) {
            realm = entry.mid(at + 1);
            name = entry.left(at);
        }
        // "LAB\x" names the realm LAB.EXAMPLE by its first label.
        const bool here = realm.isEmpty() || principal.realm.compare(realm, Qt::CaseInsensitive) == 0 ||
                          principal.realm.section(u'.', 0, 0).compare(realm, Qt::CaseInsensitive) == 0;
        if (here && (principal.account.compare(name, Qt::CaseInsensitive) == 0 ||
                     holdsSid(principal, sidOf(principal.realm, name))))
            return true;
    }
    return false;
}

QString Roles::sidOf(const QString &realm, const QString &name)
{
    const QString key = QString(realm + u'\\' + name).toLower();
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto known = m_sids.constFind(key); known != m_sids.cend())
            return *known;
    }
    const QString sid = m_findSid ? m_findSid(realm, name) : QString();
    if (!sid.isEmpty()) {
        const std::scoped_lock lock(m_mutex);
        m_sids.insert(key, sid);
    }
    return sid;
}

} // namespace smc::access
