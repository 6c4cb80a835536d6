// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/wire/record.h"

#include <QByteArray>

namespace smc::local {

/// What `smbstatus --json --byterange` of Samba 4.17 and later tells, as records with the attributes that
/// service/status gives them by RPC, and what RPC cannot say. Of a cluster it tells of all nodes, and all
/// have `node` (its number in ctdb): a `pid` is that node's.
struct SmbStatus
{
    /// `id` ("LAB\bob@10.0.0.7"), `user`, `client`, `opens`, `seconds` (since its first tree connect), `pid`
    /// (of the smbd that serves it), `address` (with the port), `dialect` ("SMB3_11"), `encryption` and
    /// `signing` (none, partial, full), `cipher` and `signature` (their algorithms, where there is one). One
    /// in which nobody has signed in (yet) is left out, and its tree connects have no `user`.
    QList<wire::Record> sessions;
    /// Tree connects: `id` (number), `share`, `user`, `client`, `seconds`, `connected` (ISO 8601), `pid`,
    /// `dialect`, `encryption`, `cipher` (the share's own or its session's).
    QList<wire::Record> connections;
    /// `id` (the number by which RPC knows it), `path`, `user`, `client`, `access` (read, write, delete),
    /// `sharing` (what others may do meanwhile: read, write, delete), `locks` (byte ranges), `oplock`
    /// (none, level2, exclusive, batch, lease), `lease` (read, write, handle), `opened` (ISO 8601),
    /// `seconds`, `pid`.
    QList<wire::Record> files;
};

/// Reads its output, which names of files and people make partly a stranger's. Errors: Internal (no such
/// JSON, a table that is missing, a value of another type), Denied (smbstatus had not the right to look),
/// TooLarge (above 200,000 rows of a kind).
[[nodiscard]] Result<SmbStatus> parseSmbStatus(const QByteArray &json);

} // namespace smc::local
