// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/driver.h"
#include "shared/wire/record.h"

namespace smc::shares {

/// What lies in a folder of a share, as the person sees it: `name`, `kind` (folder, file), `size` (bytes; not
/// of folders), `created`, `modified`, `accessed` (ISO 8601 UTC), `attributes` (read-only, hidden, system,
/// archive). Above 100,000 entries the rest is left out, and `problems` says so. Blocks; use the rpc pool.
/// Errors: those of rpc::Driver.
[[nodiscard]] Result<wire::RecordList> contents(rpc::Driver &driver, const rpc::Target &target,
                                                const QString &share, const QString &path);

/// A path on the server ("/srv/data/a") that some share of it already covers: the share, and where in it.
struct InShare
{
    QString share;
    QString path;
};
/// The innermost share that has this path in it; none: nothing tells about this path.
[[nodiscard]] std::optional<InShare> shareWith(const QList<rpc::ShareInfo> &shares, const QString &path);

/// Finds out whether it is a folder; that the person may not look says nothing against it. Errors: NotFound,
/// Invalid (it is a file), and the driver's.
[[nodiscard]] Result<void> checkFolder(rpc::Driver &driver, const rpc::Target &target, const InShare &where);

} // namespace smc::shares
