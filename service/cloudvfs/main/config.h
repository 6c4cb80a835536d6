// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/sync/daemon.h"
#include "shared/core/ini.h"

namespace smc::cloudvfs {

struct Loaded
{
    DaemonOptions options;
    std::map<QString, std::unique_ptr<Store>> stores;
    std::map<QString, LimitedStore *> limited; ///< those of them, and those that belong to mirrors
    QList<config::Fault> faults;
};

/// cloudvfs.conf:
///
///     [global]
///     state = /var/lib/cloudvfs          socket = /run/cloudvfs/socket
///     management user = smcd             management socket = /run/cloudvfs-management/socket
///     quiet = 2   deadline = 60          (seconds)   uploads = 4
///     [store NAME]
///     …                                  backends/store_config.h
///     [store NAME]
///     type = mirror                      stores = NAME NAME…             quorum = 2
///     [share NAME]
///     path = /srv/data                   store = NAME
///     scan = 24h                         other file systems = no
///     check interval = 7d                check sample = 1%
///     bucket scan = 5m                   create owner = USER[:GROUP]     create mode = 0660
///
/// Every unknown key and bad value is a fault with its line.
[[nodiscard]] Loaded load(const QString &path);

} // namespace smc::cloudvfs
