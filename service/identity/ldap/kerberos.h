// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "shared/core/result.h"

#include <QByteArray>

#include <gssapi/gssapi.h>

#include <chrono>
#include <memory>

namespace smc::ldap {

/// A ticket-granting ticket in a credential cache of our own (type MEMORY), and the GSS handle on it.
///
/// Never touches the process's default cache: what one principal fetched can not be used for another.
/// The cache goes with the last owner. Immutable, safe to share between threads.
class KerberosTicket
{
public:
    /// As kinit does, without asking anything. `name` is "alice@lab.example", "alice", or "LAB\alice"
    /// (the domain's short name is taken for the realm). Blocks on the KDCs of krb5.conf.
    /// Errors: Unauthenticated (says what is wrong with the account), Unreachable, Invalid (a DN as name).
    [[nodiscard]] static Result<std::shared_ptr<KerberosTicket>>
    byPassword(const QString &name, const QString &realm, const Secret &password);
    /// Errors: Unauthenticated (no such key), Unreachable, Invalid (the keytab can not be read).
    [[nodiscard]] static Result<std::shared_ptr<KerberosTicket>> byKeytab(const QString &principal,
                                                                          const QString &keytab);
    ~KerberosTicket();
    KerberosTicket(const KerberosTicket &) = delete;
    KerberosTicket &operator=(const KerberosTicket &) = delete;

    [[nodiscard]] gss_cred_id_t credential() const;
    [[nodiscard]] std::chrono::system_clock::time_point expires() const;

private:
    struct Parts;
    explicit KerberosTicket(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

/// The error that a Kerberos library's text speaks of ("… Server not found in Kerberos database"), as SASL
/// hands it through. Unauthenticated or Unreachable; `native` is the text.
[[nodiscard]] Error kerberosErrorOf(const QByteArray &text, const QString &server);

} // namespace smc::ldap
