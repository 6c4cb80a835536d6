// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/kinds.h"

#include <algorithm>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

std::optional<Kind> kindByName(const QString &resource)
{
    for (const Kind kind : {Kind::Users, Kind::Groups, Kind::Workstations, Kind::Ous, Kind::Objects}) {
        if (kindName(kind) == resource)
            return kind;
    }
    return std::nullopt;
}

QString kindName(Kind kind)
{
    switch (kind) {
    case Kind::Users:
        return u"users"_s;
    case Kind::Groups:
        return u"groups"_s;
    case Kind::Workstations:
        return u"workstations"_s;
    case Kind::Ous:
        return u"ous"_s;
    case Kind::Objects:
        break;
    }
    return u"objects"_s;
}

QString kindSingular(Kind kind)
{
    switch (kind) {
    case Kind::Users:
        return u"user"_s;
    case Kind::Groups:
        return u"group"_s;
    case Kind::Workstations:
        return u"workstation"_s;
    case Kind::Ous:
        return u"organisational unit"_s;
    case Kind::Objects:
        break;
    }
    return u"object"_s;
}

Kind kindOf(const QByteArrayList &objectClasses)
{
    const auto is = [&objectClasses](QByteArrayView name) {
        return std::any_of(objectClasses.begin(), objectClasses.end(), [name](const QByteArray &value) {
            return QByteArrayView(value).compare(name, Qt::CaseInsensitive) == 0;
        });
    };
    if (is("computer"))
        return Kind::Workstations;
    if (is("user"))
        return Kind::Users;
    if (is("group"))
        return Kind::Groups;
    if (is("organizationalUnit") || is("container") || is("builtinDomain") || is("domainDNS") ||
        is("lostAndFound"))
        return Kind::Ous;
    return Kind::Objects;
}

QByteArray kindFilter(Kind kind)
{
    // objectCategory is indexed in AD and in Samba; objectClass alone would make a full scan.
    switch (kind) {
    case Kind::Users:
        return "(&(objectCategory=person)(objectClass=user))";
    case Kind::Groups:
        return "(objectCategory=group)";
    case Kind::Workstations:
        return "(objectCategory=computer)";
    case Kind::Ous:
        return "(|(objectClass=organizationalUnit)(objectClass=container)(objectClass=builtinDomain)"
               "(objectClass=domainDNS)(objectClass=lostAndFound))";
    case Kind::Objects:
        break;
    }
    return "(objectClass=*)";
}

QByteArrayList shortAttributes(Kind kind)
{
    if (kind == Kind::Ous)
        return {"name", "description", "ou", "distinguishedName"};
    QByteArrayList names{"description",    "userPrincipalName", "name",
                         "sAMAccountType", "objectSid",         "sAMAccountName"};
    if (kind == Kind::Objects)
        names << "distinguishedName" << "objectClass";
    return names;
}

} // namespace smc::identity
