// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QList>
#include <QString>

#include <sys/types.h>

namespace smc::local {

/// A process of one of Samba's daemons or ours, as /proc tells it (proc(5)); everybody may read that.
struct Process
{
    pid_t pid = 0;
    pid_t parent = 0;
    QByteArray program; ///< the daemon that it belongs to: "smbd", also for what smbd has forked
    QByteArray name;    ///< as the kernel has it: "smbd-notifyd"
    char state = '?';   ///< R, S, D, T, Z, … of proc(5)
    bool main = false;  ///< the daemon itself; its parent is none of it
    qint64 memory = 0;  ///< bytes that are in memory (resident)
    qint64 cpu = 0;     ///< milliseconds of processor time so far
    qint64 seconds = 0; ///< since it was started
};

/// The processes of these programs and of what they forked, by pid. Samba's daemons count only when root
/// started them (`ours`: whoever did): anybody may call his program smbd. `proc`: where the kernel's file
/// system is mounted. One that ends meanwhile is left out.
[[nodiscard]] QList<Process> processes(const QByteArrayList &daemons, const QByteArrayList &ours,
                                       const QString &proc = QStringLiteral("/proc"));

} // namespace smc::local
