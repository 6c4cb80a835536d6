// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/calls.h"
#include "service/rpc/protocol/event_calls.h"
#include "service/rpc/protocol/folder_calls.h"
#include "service/rpc/protocol/quota_calls.h"
#include "service/rpc/protocol/replication_calls.h"
#include "service/rpc/protocol/security_calls.h"
#include "service/rpc/protocol/service_calls.h"
#include "service/rpc/protocol/spool_calls.h"
#include "service/rpc/worker/server.h"

namespace smc::rpc {

/// Each call of protocol/calls.h, carried out. `seconds` limits each round trip.
[[nodiscard]] Result<ServerInfo> carryOut(Server &server, const NetServerGetInfo &call, int seconds);
[[nodiscard]] Result<QList<SessionInfo>> carryOut(Server &server, const NetSessionEnum &call, int seconds);
[[nodiscard]] Result<Done> carryOut(Server &server, const NetSessionDel &call, int seconds);
[[nodiscard]] Result<QList<FileInfo>> carryOut(Server &server, const NetFileEnum &call, int seconds);
[[nodiscard]] Result<Done> carryOut(Server &server, const NetFileClose &call, int seconds);
[[nodiscard]] Result<QList<ShareInfo>> carryOut(Server &server, const NetShareEnum &call, int seconds);
[[nodiscard]] Result<QList<SmbConfSection>> carryOut(Server &server, const SmbConfRead &call, int seconds);
[[nodiscard]] Result<Done> carryOut(Server &server, const SmbConfWrite &call, int seconds);
[[nodiscard]] Result<Sddl> carryOut(Server &server, const ShareSecurityGet &call, int seconds);
[[nodiscard]] Result<Done> carryOut(Server &server, const ShareSecuritySet &call, int seconds);
[[nodiscard]] Result<Sddl> carryOut(Server &server, const FileSecurityGet &call, int seconds);
[[nodiscard]] Result<Done> carryOut(Server &server, const FileSecuritySet &call, int seconds);
[[nodiscard]] Result<QList<Account>> carryOut(Server &server, const LookupSids &call, int seconds);
[[nodiscard]] Result<QList<Account>> carryOut(Server &server, const LookupNames &call, int seconds);
[[nodiscard]] Result<QStringList> carryOut(Server &server, const LocalGroupsOf &call, int seconds);
[[nodiscard]] Result<FolderContents> carryOut(Server &server, const FolderList &call, int seconds);
[[nodiscard]] Result<FolderEntry> carryOut(Server &server, const FolderStat &call, int seconds);
[[nodiscard]] Result<Quotas> carryOut(Server &server, const QuotaList &call, int seconds);
[[nodiscard]] Result<Quota> carryOut(Server &server, const QuotaGet &call, int seconds);
[[nodiscard]] Result<Quota> carryOut(Server &server, const QuotaSet &call, int seconds);
[[nodiscard]] Result<QList<ServiceInfo>> carryOut(Server &server, const ServiceEnum &call, int seconds);
[[nodiscard]] Result<Done> carryOut(Server &server, const ServiceControl &call, int seconds);
[[nodiscard]] Result<QList<Printer>> carryOut(Server &server, const PrinterEnum &call, int seconds);
[[nodiscard]] Result<Done> carryOut(Server &server, const PrinterControl &call, int seconds);
[[nodiscard]] Result<QList<PrintJob>> carryOut(Server &server, const JobEnum &call, int seconds);
[[nodiscard]] Result<Done> carryOut(Server &server, const JobControl &call, int seconds);
[[nodiscard]] Result<QList<EventInfo>> carryOut(Server &server, const EventRead &call, int seconds);
[[nodiscard]] Result<QList<ReplicationLink>> carryOut(Server &server, const ReplicationLinks &call,
                                                      int seconds);

} // namespace smc::rpc
