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
};

/// Looks at what is in a secret. `AD\alex` and `AD/alex` become the domain AD and the user alex, unless a
/// domain is given beside it, which then has to be the same.
///
/// Invalid for what the helper or the kernel would take for more than a name: a comma or a control character
/// in name or domain (both go to the kernel between commas, and nothing escapes them there), a password with
/// a line break or a NUL, or of more than 512 bytes (mount.cifs: MOUNT_PASSWD_SIZE).
[[nodiscard]] Outcome<Credentials> makeCredentials(std::string user, std::string domain,
                                                   SecretBytes password);

} // namespace smc::volumes
