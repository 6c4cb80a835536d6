// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QString>
#include <QStringList>

#include <optional>

/// First set-up: what makes a machine with Samba's programs and nothing else a server of a domain.
///
/// A Request says what is wanted. probe() looks at the machine and the domain (Facts) and touches nothing;
/// checklist() judges that; run() carries it out by Samba's own programs and takes back what it did when it
/// fails.
namespace smc::setup {

/// What becomes of the machine.
enum class Kind {
    Provision, ///< the first domain controller of a new domain
    Member,    ///< a file server in a domain that there is
    Dc,        ///< a further domain controller of a domain that there is
    Promote,   ///< a member of the domain becomes a domain controller of it
};

/// "provision", "member", "dc", "promote"; nothing for another word.
[[nodiscard]] std::optional<Kind> kindNamed(const QString &word);
/// Whether the machine is a domain controller afterwards.
[[nodiscard]] constexpr bool makesController(Kind kind)
{
    return kind != Kind::Member;
}
/// Whether there is a domain already.
[[nodiscard]] constexpr bool joins(Kind kind)
{
    return kind != Kind::Provision;
}

struct Request
{
    Kind kind = Kind::Member;
    QString realm;  ///< "LAB.EXAMPLE"
    QString domain; ///< its NetBIOS name; empty: the domain's own, of a new one the realm's first part
    QString server; ///< the controller to join by, its host name; empty: the first one that answers
    QString site;   ///< of a domain controller; empty: where its address belongs
    QString unit;   ///< of a member: the DN of the unit for its account; empty: the domain's usual one
    QString user = QStringLiteral("Administrator");        ///< who may join machines; not for Provision
    QString dnsBackend = QStringLiteral("SAMBA_INTERNAL"); ///< as samba-tool has it: also BIND9_DLZ, NONE
    QString forwarder;    ///< address of the name server for all other names; empty: that of /etc/resolv.conf
    QStringList folders;  ///< where shares will lie
    bool replace = false; ///< set a configuration aside that is in the way
    QString smbDir = QStringLiteral("/usr"); ///< where Samba's bin and sbin are
};

/// The request as it is carried out: realm and domain in capitals, a new domain with its name. What comes out
/// of it may stand in a command line and in smb.conf.
/// Errors: Invalid, whose `field` is the member's name.
[[nodiscard]] Result<Request> checked(Request request);

} // namespace smc::setup
