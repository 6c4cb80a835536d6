// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/setup/facts.h"

#include <QSet>

namespace smc::setup {

/// What Samba keeps on this machine, as it was before set-up began: its configuration and its databases.
/// They are copied, with owners, modes and attributes, to "smb.conf.before-setup-TIME" beside smb.conf and to
/// "before-setup-TIME" (0700) in the state folder. Samba must not run meanwhile.
class Keeper
{
public:
    /// `time` tells several apart ("20261126-101500"). Errors: Internal (no room, no right): nothing is left
    /// of the copies then.
    [[nodiscard]] static Result<Keeper> keep(const Places &places, const QString &time);

    /// Removes everything that came since and puts everything back. Errors: Internal; the copies stay then.
    [[nodiscard]] Result<void> putBack() const;

    /// Where the copies are, of what there was: a configuration, databases.
    [[nodiscard]] QStringList copies() const;

private:
    Places m_places;
    QString m_configCopy; ///< empty: there was none
    QString m_databases;
    QSet<QString> m_files; ///< all paths in state and private folder
};

} // namespace smc::setup
