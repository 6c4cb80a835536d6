// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QString>
#include <QStringList>

namespace smc::session {

/// What the sign-in window begins with: from the command line, else from the environment (SMC_URL, SMC_CA,
/// SMC_REALM, SMC_USER, SMC_PASSWORD), else what was used last.
struct Options
{
    QString url;
    QString realm;
    QString user;
    QString password; ///< never from the command line, where everybody could read it
    QString caFile;
    bool signIn = false; ///< at once, without a click
    bool help = false;
    bool version = false;
};

/// `arguments` without the program's name. Errors: an unknown option, a missing value, an unreadable
/// password file.
[[nodiscard]] Result<Options> parseOptions(const QStringList &arguments);

/// What --help prints.
[[nodiscard]] QString usage();

} // namespace smc::session
