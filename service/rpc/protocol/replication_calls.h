// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/calls.h"

/// Directory replication: [MS-DRSR].
namespace smc::rpc {

/// How a naming context comes from another domain controller (4.1.13.1.8).
struct ReplicationLink
{
    QString context;        ///< "DC=lab,DC=example"
    QString source;         ///< DN of the other one's "NTDS Settings"
    qint64 lastSuccess = 0; ///< seconds since 1970; 0: never
    qint64 lastAttempt = 0;
    quint32 failures = 0; ///< attempts that failed since the last success
    QString lastResult;   ///< how the last attempt ended, in Windows' words; empty: well

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("context", self.context);
        each("source", self.source);
        each("lastSuccess", self.lastSuccess);
        each("lastAttempt", self.lastAttempt);
        each("failures", self.failures);
        each("lastResult", self.lastResult);
    }
};
/// IDL_DRSGetReplInfo of DS_REPL_INFO_NEIGHBORS (4.1.13): from where a domain controller takes what. Over
/// TCP. Domain controllers tell their administrators only.
struct ReplicationLinks
{
    static constexpr auto name = "ReplicationLinks";
    static constexpr auto ticketService = "ldap"; ///< as its IDL has it
    using Answer = QList<ReplicationLink>;
    template<typename Self, typename Each>
    static void fields(Self & /*self*/, Each && /*each*/)
    {}
};

} // namespace smc::rpc
