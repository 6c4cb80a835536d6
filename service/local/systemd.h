// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArrayList>
#include <QString>

#include <optional>
#include <sys/types.h>

namespace smc::local {

/// A unit that systemd has loaded.
struct Unit
{
    QByteArray name;   ///< "smbd.service"
    pid_t mainPid = 0; ///< 0: it does not run
};

enum class UnitJob { Start, Stop, Restart };

/// systemd over D-Bus (org.freedesktop.systemd1(5)). All functions block up to half a minute and may be
/// called from any thread. Whether the service's account may start and stop units, polkit decides.
namespace systemd {

/// Whether systemd manages this machine (sd_booted(3)).
[[nodiscard]] bool runs();
/// The first of these units that is installed. Errors: Unreachable (nobody at the bus).
[[nodiscard]] Result<std::optional<Unit>> find(const QByteArrayList &names);
/// Carries a job out and waits for its end. Errors: Denied, Refused (the unit failed), Timeout, Unreachable.
[[nodiscard]] Result<void> run(UnitJob job, const QByteArray &unit);

} // namespace systemd
} // namespace smc::local
