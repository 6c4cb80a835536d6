// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace smc::cloudvfs {

/// `cloudvfsd init SHARE`: has the folder looked at, and waits until all that is there is in the store. How
/// far it is stands on stderr, on a terminal in one line; what came of it on stdout, as JSON. Whoever ends
/// it ends the waiting alone: the daemon goes on. `options`: those of a scan. The exit code: 0, or 1 when the
/// folder cannot be looked at or the daemon has ended.
[[nodiscard]] int initShare(const QByteArray &socket, const QString &share, const QJsonObject &options);

} // namespace smc::cloudvfs
