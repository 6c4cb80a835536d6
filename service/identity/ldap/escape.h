// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace smc::ldap {

/// The only place where text becomes part of a filter or a DN. Pure functions, fuzzed.

/// Escapes a value for a filter ([RFC 4515] 3): NUL ( ) * \ and every byte above 0x7f as \xx.
[[nodiscard]] QByteArray escapeFilter(QByteArrayView value);
/// "(name=value)" with the value escaped.
[[nodiscard]] QByteArray equals(QByteArrayView attribute, QByteArrayView value);

/// Escapes a value for an RDN ([RFC 4514] 2.4).
[[nodiscard]] QString escapeRdn(const QString &value);

/// A DN in pieces, the leaf first. `value` is unescaped.
struct Rdn
{
    QString attribute;
    QString value;
};
/// Errors: Invalid.
[[nodiscard]] Result<QList<Rdn>> parseDn(const QString &dn);
/// "CN=Jo,OU=Sales" + … as a string, escaped.
[[nodiscard]] QString joinDn(const QList<Rdn> &rdns);
/// The DN without its first RDN; empty for a DN of one RDN. The escaping of the rest stays as it was.
[[nodiscard]] QString parentDn(const QString &dn);
/// The first RDN as written ("CN=Weiß\, Jörg").
[[nodiscard]] QString leafRdn(const QString &dn);
/// A key under which two spellings of one DN are equal: attribute types upper case, values case-folded and
/// whitespace-normalised, escaping canonical. The DN itself, folded, when it cannot be parsed.
[[nodiscard]] QString dnKey(const QString &dn);
/// Whether `dn` lies below `base` or is it.
[[nodiscard]] bool isWithin(const QString &dn, const QString &base);

} // namespace smc::ldap
