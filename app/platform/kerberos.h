// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QString>

/// What the operating system knows about the person who sits here.
namespace smc::platform {

/// The person's Kerberos ticket, as the credential cache has it.
struct Ticket
{
    enum class State {
        Unavailable, ///< this computer has no Kerberos that we could use
        None,        ///< nobody has fetched one
        Expired,
        Valid,
    };
    State state = State::Unavailable;
    QString owner; ///< "alice@LAB.EXAMPLE" of a valid one; empty otherwise
};

/// Reads the credential cache only, asks no KDC. Any thread; a cache may live in a daemon that answers late.
[[nodiscard]] Ticket ticket();

/// The first token of a SPNEGO conversation ([RFC 4178]) for "HTTP/smc.lab.example". The ticket itself is
/// handed over only where the realm trusts that service with it (ok-as-delegate, [RFC 4120] 2.8); others act
/// as the person by constrained delegation, for which they need nothing from here. May ask the KDC: never on
/// the GUI thread.
/// Errors: Unauthenticated (no ticket, an expired one, or none for this service), Unsupported.
[[nodiscard]] Result<QByteArray> negotiateToken(const QString &spn);

} // namespace smc::platform
