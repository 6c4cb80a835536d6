// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/credentials.h"
#include "service/volumes/mounting/directory_lock.h"
#include "service/volumes/mounting/mount_options.h"
#include "service/volumes/mounting/program.h"

#include <cstdint>

namespace smc::volumes {

/// Where the kernel's helper (cifs.upcall(8)) finds the ticket of a mount by Kerberos, at the mount and
/// whenever the connection is made anew: /tmp/krb5cc_UID, 0600 and of that account.
struct KerberosTicket
{
    std::uint32_t account; ///< for the option `cruid`
    std::string cache;     ///< "FILE:/tmp/krb5cc_…", for KRB5CCNAME
    DirectoryLock lock;    ///< nobody forgets it until the mount is there
};

/// Gets one for `host` by kinit and kvno (package krb5-user), and puts it there. The keytab and a krb5.conf
/// of the secret lie below `folder` (on tmpfs) meanwhile, 0600, and are gone afterwards; what a killed call
/// left there goes with the next one.
///
/// Without `cruid` among the options the account is one of the principal's own, with a number beyond those of
/// people: of two mounts with one account the kernel takes the ticket and the session of the first for both,
/// and so would show one person's files to the other. The helper wants an account that the node knows, so it
/// is made with useradd ("smc-cifs-NUMBER") and goes with the ticket.
///
/// Denied for a wrong password or keytab or an unknown principal, NotFound for a server without a name in the
/// realm, Unreachable for a KDC that does not answer, Busy where `cruid` names an account whose ticket is
/// somebody else's.
[[nodiscard]] Outcome<KerberosTicket> getTicket(const Credentials &credentials, const MountOptions &options,
                                                const std::string &host, const std::string &folder,
                                                Milliseconds deadline);

/// The account that is that principal's own.
[[nodiscard]] std::uint32_t accountOf(const std::string &principal);

/// Removes the ticket and the account that getTicket() chose, unless a mount needs it; one that `cruid` named
/// is not ours to remove. `account` as the table of mounts has it.
void forgetTicket(std::string_view account, const std::string &folder, Milliseconds deadline);

} // namespace smc::volumes
