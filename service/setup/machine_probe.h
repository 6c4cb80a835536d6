// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/setup/facts.h"

/// What the kernel and the C library say of this machine; probe() puts it together.
namespace smc::setup {

/// The ports that a domain controller listens at, and who has them now: by /proc/net, so nothing is opened.
[[nodiscard]] QList<TakenPort> takenPorts(const QString &proc = QStringLiteral("/proc"));

/// Whether a file at this path, or in the nearest folder above it that there is, could keep extended
/// attributes and access lists: tried with a file without a name, which leaves no trace.
[[nodiscard]] FileSystem fileSystemAt(const QString &path);

/// Those of these TCP ports at which nobody answers within some seconds, all tried at a time.
[[nodiscard]] QList<int> unreachablePorts(const QString &host, const QList<int> &ports);

/// The machine's name, its full name, and the addresses that it leads to.
void nameMachine(Facts &facts);

/// Whether something keeps the kernel's clock right (adjtimex(2)).
[[nodiscard]] bool clockIsSynchronised();

} // namespace smc::setup
