// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/credentials.h"
#include "service/volumes/mounting/mount_options.h"
#include "service/volumes/mounting/network_path.h"
#include "service/volumes/mounting/program.h"

namespace smc::volumes {

struct MounterSettings
{
    std::string helper = "/sbin/mount.cifs"; ///< package cifs-utils
    std::string runFolder = "/run/smc-cifs"; ///< of locks; on tmpfs
    Milliseconds deadline{30000};            ///< of the helper, and of waiting for another call
    Milliseconds probe{3000};                ///< after which a server that holds a question counts as gone
    int unmountTries = 5;                    ///< while somebody uses it, with pauses that double from 100 ms
};

struct MountRequest
{
    NetworkPath path;
    std::string directory; ///< absolute
    MountOptions options;
    const Credentials &credentials;
    bool readOnly = false; ///< whatever the options say
};

enum class Mounted {
    Now,
    Already, ///< it was, by the same user from the same place, and it answers
    Again,   ///< it was, and did not answer any more
};

enum class Unmounted {
    Now,
    NotMounted, ///< nothing was there
    Detached, ///< its server does not answer: taken out of the tree, and away when the last one lets go of it
};

/// Mounts shares into directories and takes them away. Has no state of its own: what is mounted the kernel
/// knows, so that a call which was killed at any point leaves nothing that the next one could be wrong about.
///
/// Calls for one directory come one after the other, also those of other processes. Thread-safe.
class Mounter
{
public:
    explicit Mounter(MounterSettings settings)
        : m_settings(std::move(settings))
    {}

    /// Makes the directory where it is not there (0750); takes it away again when the mount fails. It has to
    /// be empty.
    ///
    /// Always `nosuid,nodev`. The password goes to the helper through a pipe: no environment, no argument and
    /// no file has it.
    ///
    /// Exists already: Success, see Mounted. Something else there: Busy. What the server says: see
    /// mountFailure().
    [[nodiscard]] Outcome<Mounted> mount(const MountRequest &request) const;

    /// The directory stays. Somebody uses it: Busy, and who it is. Something else than CIFS there: Invalid.
    [[nodiscard]] Outcome<Unmounted> unmount(const std::string &directory) const;

private:
    MounterSettings m_settings;
};

/// A directory as the kernel writes it: without slashes at its end or doubled ones. Invalid when it is not
/// absolute, or goes by `.` or `..`, or has a control character.
[[nodiscard]] Outcome<std::string> cleanDirectory(std::string_view path);

} // namespace smc::volumes
