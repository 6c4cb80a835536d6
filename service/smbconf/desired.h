// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/smbconf/parameters.h"
#include "shared/wire/record.h"

#include <QList>
#include <QString>

namespace smc::smbconf {

/// What a section of smb.conf should say: parameters as attributes; one without values should not be set.
/// What is not named may be anything.
struct DesiredSection
{
    QString name; ///< "global", or a share
    wire::Record parameters;
};

/// From lines such as "[data] read only = no", checked against the parameters that Samba knows; a section's
/// lines are put together. Errors: Invalid on the field `desired`, with every fault in `more`.
[[nodiscard]] Result<QList<DesiredSection>> readDesired(const Parameters &parameters,
                                                        const QStringList &lines);

} // namespace smc::smbconf
