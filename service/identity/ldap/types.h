// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>

namespace smc::ldap {

/// An attribute as the wire has it: raw bytes, the server's spelling of the name.
struct Attribute
{
    QByteArray name;
    QByteArrayList values;
};

/// One entry. Ranged attributes ("member;range=0-1499") arrive here already whole, under the plain name.
struct Entry
{
    QString dn;
    QList<Attribute> attributes;

    /// By name without case; null when absent.
    [[nodiscard]] const Attribute *find(QByteArrayView name) const;
    /// First value, or empty.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
};

enum class Scope { Base, OneLevel, Subtree };

/// A search request ([RFC 4511] 4.5.1).
struct Search
{
    QString base;
    Scope scope = Scope::Subtree;
    QByteArray filter = "(objectClass=*)";
    QByteArrayList attributes; ///< empty: all user attributes; {"*", "+"}-style names as LDAP has them
    int pageSize = 1000;       ///< simple paged results ([RFC 2696]); 0: one unpaged answer
    qsizetype sizeLimit = 0;   ///< stop after so many entries; 0: all. (Samba ignores the protocol's own)
    bool showDeleted = false;  ///< 1.2.840.113556.1.4.417
    bool readDacl = false;     ///< ask for nTSecurityDescriptor without the SACL (SD flags control)
};

/// One change of a modify ([RFC 4511] 4.6).
struct Modification
{
    enum class Kind { Add, Delete, Replace };
    Kind kind = Kind::Replace;
    QByteArray attribute;
    QByteArrayList values;
};

enum class Tls {
    Ldaps,    ///< TLS from the first byte
    StartTls, ///< extended operation 1.3.6.1.4.1.1466.20037
    None,     ///< only for SASL with sealing (GSSAPI, GSS-SPNEGO); a simple bind is refused
};

enum class BindMethod { Simple, Gssapi, GssSpnego };

/// One realm as the configuration describes it. An immutable value.
///
/// Kerberos (keytab, ticket, or a Kerberos bind method) goes to the plain port and seals the connection
/// itself; a password goes over TLS or not at all.
struct RealmConfig
{
    QString name; ///< "LAB.EXAMPLE"
    QStringList
        uris; ///< "ldaps://dc1.lab.example"; empty: DNS SRV _ldap._tcp.<name>, in priority and weight order
    QString base;                         ///< "DC=lab,DC=example"; empty: the rootDSE's defaultNamingContext
    QString caFile;                       ///< PEM; empty: the system's store
    BindMethod bind = BindMethod::Simple; ///< how passwords are presented
    Tls tls = Tls::Ldaps; ///< of servers from DNS; for a "ldap://" URI anything but None is StartTLS
    std::chrono::milliseconds connectTimeout{4000};
    std::chrono::milliseconds callTimeout{30000}; ///< the longest silence of a server within a call
    int maxConnections = 16;                      ///< per principal

    bool operator==(const RealmConfig &) const = default;
};

} // namespace smc::ldap
