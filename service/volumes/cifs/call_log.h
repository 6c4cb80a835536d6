// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/cifs/call.h"
#include "service/volumes/cifs/settings.h"

namespace smc::volumes {

/// What became of a call.
struct CallResult
{
    bool success = false;
    int exit = 0;
    std::string text;   ///< for the person: what the kubelet is told, too
    std::string native; ///< what the helper said
};

/// The files that those who ran the shell driver look into (0600, in a folder of 0700):
///
///     cifs.log                       a line for each call
///     USER.log                       the same of that user's
///     error.USER.json, error.USER.log   the last call of his that failed, and what was said
///     mount.counter, umount.counter  how many worked, since the folder is there
///
///     2026-11-28+10:00:00 SUCCESS:
///     {"command":"mount","networkPath":"//nas/alex","mountPoint":"…","options":"…","exit":0,"result":"…"}
///
/// USER is the name in the secret with what a file's name cannot hold as %XX, and so that no two users share
/// a file and none has `cifs` for a name; of a call without one it is "%unknown". Logs are rotated
/// (Settings). Several processes may write at once.
///
/// Nothing of it holds the password: what is written comes without the secret, and `password` is looked for
/// in it once more.
class CallLog
{
public:
    explicit CallLog(const Settings &settings);

    /// Internal where not all could be written; the rest is.
    [[nodiscard]] Outcome<bool> record(const CallWords &words, const CallResult &result,
                                       std::string_view redactedJson, std::string_view password) const;

private:
    const Settings &m_settings;
};

/// The part of a file's name that stands for that user.
[[nodiscard]] std::string logNameOf(std::string_view user);

} // namespace smc::volumes
