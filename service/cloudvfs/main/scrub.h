// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QString>

namespace smc::cloudvfs {

struct ScrubWish
{
    QString share;
    double sample = -1; ///< 0 to 1; below 0: as the configuration has it
    bool repair = false;
};

/// `cloudvfsd scrub SHARE`: asks the daemon that runs, waits, and prints what was found as JSON, and in
/// sentences on stderr. The exit code: 0 without a fault; 1 when it did not come to its end; 3 when all
/// faults can be repaired or are; 4 when something is lost.
[[nodiscard]] int scrubShare(const QByteArray &socket, const ScrubWish &wish);

/// "1%", "0.5%", as a part of one. Errors: Invalid.
[[nodiscard]] Result<double> readPart(const QString &text);

} // namespace smc::cloudvfs
