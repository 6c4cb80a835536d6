// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/secret.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <variant>

namespace smc::access {

/// A name and a password; `name` as a simple bind takes it: UPN, "DOMAIN\user" or a DN.
struct PasswordCredentials
{
    QString name;
    Secret password;

    bool operator==(const PasswordCredentials &) const = default;
};

/// The service's own principal by a keytab file (MIT syntax).
struct KeytabCredentials
{
    QString principal; ///< "smcd@LAB.EXAMPLE"
    QString keytab;    ///< path

    bool operator==(const KeytabCredentials &) const = default;
};

/// A person's Kerberos credential, delegated to us or got by S4U2Proxy, in a ccache of our own (type
/// MEMORY, destroyed with the last owner): service/access/delegated_ticket.h.
class DelegatedTicket;
struct TicketCredentials
{
    QString principal; ///< "alice@LAB.EXAMPLE"
    std::shared_ptr<DelegatedTicket> ticket;

    bool operator==(const TicketCredentials &) const = default;
};

/// How to sign in to a directory. Copies share their secrets.
using Credentials = std::variant<PasswordCredentials, KeytabCredentials, TicketCredentials>;

/// Under which name the credentials' connections are pooled: the bind name or principal, lower case.
[[nodiscard]] QString principalOf(const Credentials &credentials);

} // namespace smc::access
