// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/driver.h"
#include "shared/wire/record.h"

namespace smc::status {

/// Who uses a server now, by RPC. All functions block; use the rpc pool. Errors: those of rpc::Driver; only
/// administrators of a server may ask.
///
/// Sessions: `id` (below), `user` ("LAB\bob"), `client` (address), `opens` (files), `seconds` since it began,
/// `idle` seconds, `guest` (TRUE/FALSE).
[[nodiscard]] Result<QList<wire::Record>> sessions(rpc::Driver &driver, const rpc::Target &target);

/// Open files: `id` (number), `path` (on the server), `user`, `access` (read, write, create; several values),
/// `locks` (number).
[[nodiscard]] Result<QList<wire::Record>> files(rpc::Driver &driver, const rpc::Target &target);

/// "LAB\bob@10.0.0.7": Samba ends a session by exactly this pair, and so ends all of them alike.
struct SessionId
{
    QString user;
    QString client;
};
[[nodiscard]] QString toText(const SessionId &id);
[[nodiscard]] std::optional<SessionId> sessionId(const QString &text);

/// Ends a person's sessions from a machine; what he has not saved is lost. Errors: NotFound when there is
/// none, and the driver's.
[[nodiscard]] Result<void> disconnect(rpc::Driver &driver, const rpc::Target &target, const SessionId &id);

/// Takes an open file away from whoever has it. Errors: NotFound, Refused where a cluster has two of this
/// number, and the driver's.
[[nodiscard]] Result<void> closeFile(rpc::Driver &driver, const rpc::Target &target, quint32 id);

} // namespace smc::status
