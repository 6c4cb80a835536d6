// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QJsonObject>
#include <QString>

namespace smc::cloudvfs {

/// Joins shares of Samba to stores that the configuration has: "check" and "join" of client/management.h. The
/// folder is always that which Samba's own configuration has for the share, so that who manages cannot have
/// anything else copied. Of any thread; calls block on the store.
class Joining
{
public:
    /// `configuration`: the file of load().
    explicit Joining(QString configuration);

    /// Looks whether Samba has the share and the module, whether the folder's file system can do what it
    /// must, and whether the store takes and gives back; writes there what it removes again.
    [[nodiscard]] Result<QJsonObject> check(const QJsonObject &request) const;
    /// Writes the share's section into the configuration; nothing is read anew by that. Errors: Refused when
    /// a check is critical; Exists.
    [[nodiscard]] Result<QJsonObject> join(const QJsonObject &request) const;

private:
    const QString m_configuration;
};

} // namespace smc::cloudvfs
