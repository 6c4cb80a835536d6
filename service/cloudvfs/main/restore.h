// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/main/config.h"

namespace smc::cloudvfs {

/// `cloudvfsd restore SHARE [PATH] --to FOLDER [--at TIME]` and `cloudvfsd versions SHARE PATH`: from the
/// store alone, whether a daemon runs or not. The exit code.
[[nodiscard]] int restoreElsewhere(Loaded &loaded, const QString &share, const QString &path,
                                   const QString &folder, const QString &at);
[[nodiscard]] int showVersions(Loaded &loaded, const QString &share, const QString &path);

/// "2026-11-27T14:30", local unless it says otherwise, as milliseconds since 1970, which it may be already.
/// Errors: Invalid.
[[nodiscard]] Result<qint64> readTime(const QString &text);

} // namespace smc::cloudvfs
