// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/credentials.h"
#include "service/volumes/mounting/mount_options.h"
#include "service/volumes/mounting/network_path.h"

#include <string>
#include <string_view>

namespace smc::volumes {

/// The words of a call, as far as they could be read: what logs say of it, also of one that failed.
struct CallWords
{
    std::string command;
    std::string directory;
    std::string networkPath;
    std::string options;
    std::string user; ///< as in the secret, before anything was taken for a domain
    std::string pod;  ///< namespace/name
};

/// What `mount` is asked for: the volume's options as the kubelet passes them.
struct MountCall
{
    NetworkPath path;
    MountOptions options;
    Credentials credentials;
    bool readOnly = false;
};

/// Reads the JSON of a `mount` (Flexvolume, "Driver invocation model"), in the order in which the driver's
/// contract names faults: JSON, networkPath, mountOptions, username, password, their Base64; and then each
/// value.
///
/// Keys: networkPath, mountOptions, kubernetes.io/readwrite (rw, ro), kubernetes.io/secret/username,
/// password, domain, with sec=krb5 also principal, realm, keytab, ccache, krb5_conf (each of the secret in
/// Base64); others are not looked at. Strings of `text` are taken apart in place:
/// it is not what it was afterwards, and has to be wiped by its owner. `words` gets what is readable even
/// where this fails.
[[nodiscard]] Outcome<MountCall> readMountCall(std::string &text, CallWords &words);

/// The JSON without what is secret, for a record of what went wrong: of the secret only names of keys, user
/// and domain. For text that is no JSON, a note that says so.
[[nodiscard]] std::string redactedCall(std::string_view text);

} // namespace smc::volumes
