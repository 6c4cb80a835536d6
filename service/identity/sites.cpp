// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/sites.h"

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

QString Sites::siteOf(const QString &host, const QList<QHostAddress> &addresses) const
{
    if (const auto found = controllers.constFind(host.toLower()); found != controllers.constEnd())
        return *found;
    const Subnet *narrowest = nullptr;
    for (const Subnet &subnet : subnets) {
        for (const QHostAddress &address : addresses) {
            if (address.isInSubnet(subnet.network, subnet.prefix) &&
                (!narrowest || subnet.prefix > narrowest->prefix))
                narrowest = &subnet;
        }
    }
    if (narrowest)
        return narrowest->site;
    return names.size() == 1 ? names.constFirst() : QString();
}

Result<Sites> readSites(Realm &realm, const access::Credentials &as)
{
    auto root = realm.directory().rootDse(as);
    if (!root)
        return root.error();
    const QString base = u"CN=Sites,"_s + root->configurationNamingContext;
    auto entries = realm.directory().search(
        as, {.base = base,
             .filter = "(|(objectClass=site)(objectClass=subnet)(objectClass=server))",
             .attributes = {"objectClass", "cn", "siteObject", "dNSHostName"}});
    if (!entries)
        return entries.error().at(u"reading the sites"_s);
    Sites sites;
    QHash<QString, QString> byDn;
    const auto isA = [](const ldap::Entry &entry, const char *objectClass) {
        const ldap::Attribute *classes = entry.find("objectClass");
        return classes && classes->values.contains(objectClass);
    };
    for (const ldap::Entry &entry : std::as_const(*entries)) {
        if (!isA(entry, "site"))
            continue;
        sites.names << QString::fromUtf8(entry.value("cn"));
        byDn.insert(entry.dn.toLower(), sites.names.constLast());
    }
    for (const ldap::Entry &entry : std::as_const(*entries)) {
        if (isA(entry, "subnet")) {
            const auto [network, prefix] =
                QHostAddress::parseSubnet(QString::fromUtf8(entry.value("cn"))); // "10.53.0.0/16"
            const QString site = byDn.value(QString::fromUtf8(entry.value("siteObject")).toLower());
            if (prefix >= 0 && !site.isEmpty())
                sites.subnets.append({.network = network, .prefix = prefix, .site = site});
        } else if (isA(entry, "server")) {
            // CN=DC1,CN=Servers,CN=Branch,CN=Sites,…
            for (auto site = byDn.constBegin(); site != byDn.constEnd(); ++site) {
                if (entry.dn.endsWith(u",cn=servers,"_s + site.key(), Qt::CaseInsensitive))
                    sites.controllers.insert(QString::fromUtf8(entry.value("dNSHostName")).toLower(), *site);
            }
        }
    }
    return sites;
}

} // namespace smc::identity
