// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/wire/record.h"

#include <QJsonValue>
#include <QString>

/// What the service's JSON says, as records, and what a record says about itself.
namespace smc::models {

/// One object of arrays under LDAP's names. Anything else gives an empty record.
[[nodiscard]] wire::Record recordFromJson(const QJsonValue &json);
/// {"items":[…],"total":n,"next":"…"}.
[[nodiscard]] wire::RecordList listFromJson(const QJsonValue &json);

/// How to name the object in a path: its objectGUID, else its distinguishedName, else its `id`.
[[nodiscard]] QString idOf(const wire::Record &record);
[[nodiscard]] QString dnOf(const wire::Record &record);
/// What a person calls it: displayName is not unique, so `name` (the RDN's value) comes first.
[[nodiscard]] QString nameOf(const wire::Record &record);
/// "identity/users", "identity/groups", "identity/workstations", "identity/ous", by objectClass;
/// what setResource() said; "identity/objects" for anything else.
[[nodiscard]] QString resourceOf(const wire::Record &record);
/// For what is no object of the directory: nothing in it says where it is from.
void setResource(wire::Record &record, const QString &resource);
[[nodiscard]] bool hasClass(const wire::Record &record, QByteArrayView objectClass);
[[nodiscard]] bool isContainer(const wire::Record &record);

/// The value of a DN's first part, unescaped: "CN=Weiß\, Jo,OU=Sales" → "Weiß, Jo".
[[nodiscard]] QString nameOfDn(const QString &dn);
/// The DN above; empty for a part alone.
[[nodiscard]] QString parentOfDn(const QString &dn);
/// "Sales/Berlin" for "OU=Berlin,OU=Sales,DC=lab,DC=example"; "lab.example" for the root itself.
[[nodiscard]] QString placeOfDn(const QString &dn);
/// "lab.example" from the DC= parts.
[[nodiscard]] QString domainOfDn(const QString &dn);
/// Text as the value of an LDAP filter ([RFC 4515] 3).
[[nodiscard]] QString filterValue(const QString &text);
/// `dn` after `oldDn` has become `newDn`: changed where it is that one or lies below it.
[[nodiscard]] QString movedDn(const QString &dn, const QString &oldDn, const QString &newDn);
/// Both without case, as the directory compares them. A DN is not below itself.
[[nodiscard]] bool isBelow(const QString &dn, const QString &ancestor);

} // namespace smc::models
