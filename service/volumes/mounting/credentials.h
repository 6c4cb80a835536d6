// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/failure.h"
#include "service/volumes/mounting/secret_bytes.h"

#include <string>

namespace smc::volumes {

/// Who somebody is for a file server.
struct Credentials
{
    std::string user;
    std::string domain; ///< empty: the server looks by itself, or `user` is a UPN
    SecretBytes password;

    // For sec=krb5; a ticket cache counts before a keytab, a keytab before the password.
    std::string principal;        ///< alex@AD.EXAMPLE.COM; empty: `user`, in the realm `realm`
    std::string realm;            ///< empty: what krb5.conf says
    SecretBytes ticketCache;      ///< a file of klist(1), with a ticket that is valid
    SecretBytes keytab;           ///< a file of ktutil(1)
    std::string kerberosSettings; ///< a krb5.conf; empty: this machine's

    [[nodiscard]] bool hasTicket() const { return !ticketCache.isEmpty() || !keytab.isEmpty(); }
    /// Whose ticket is wanted: `principal`, or user and realm (or domain, as a realm) put together.
    [[nodiscard]] std::string wantedPrincipal() const;
};

/// Looks at what is in a secret. `AD\alex` and `AD/alex` become the domain AD and the user alex, unless a
/// domain is given beside it, which then has to be the same.
///
/// Invalid for what the helper or the kernel would take for more than a name: a comma or a control character
/// in name or domain (both go to the kernel between commas, and nothing escapes them there), a password with
/// a line break or a NUL, or of more than 512 bytes (mount.cifs: MOUNT_PASSWD_SIZE).
[[nodiscard]] Outcome<Credentials> makeCredentials(std::string user, std::string domain,
                                                   SecretBytes password);

/// Whether the text can name a principal or a realm, on a command line and in a message: no control
/// character, no space, no comma, and no option's dash in front.
[[nodiscard]] bool isPrincipal(const std::string &text);

} // namespace smc::volumes
