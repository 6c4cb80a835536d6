// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/local/command.h"
#include "shared/wire/record.h"

namespace smc::local {

/// What `wbinfo --ping-dc` says: whether winbindd reaches a controller of the machine's domain, and which.
/// One record: `id`, `check` ("secure-channel"), `partner`, `state` (ok, critical), `message`.
[[nodiscard]] wire::Record channelRecord(const CommandResult &pinged);

/// What `ctdb -X status` says: for each node of the cluster `id` ("ctdb/0"), `check` ("ctdb"), `partner` (its
/// address), `state`, `message`.
[[nodiscard]] QList<wire::Record> clusterRecords(const QByteArray &table);

} // namespace smc::local
