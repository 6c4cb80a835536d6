// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// What the operating system knows about the person who sits here. Where it offers nothing, everything is
/// empty and the client asks for a password.
namespace smc::platform {

/// The principal of the person's Kerberos ticket ("alice@LAB.EXAMPLE"); empty without a valid one. Reads the
/// credential cache only, asks no KDC. Any thread.
[[nodiscard]] QString ticketOwner();

/// The first token of a SPNEGO conversation ([RFC 4178]) for "HTTP/smc.lab.example", with the ticket
/// delegated where it is forwardable, so that the service can act as the person. Empty without a ticket. May
/// ask the KDC: never on the GUI thread.
[[nodiscard]] QByteArray negotiateToken(const QString &spn);

} // namespace smc::platform
