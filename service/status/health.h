// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/driver.h"
#include "service/rpc/protocol/replication_calls.h"
#include "service/rpc/protocol/security_calls.h"
#include "shared/wire/record.h"

namespace smc::status {

/// What was looked at on a server, and what was found.
struct Health
{
    enum class State { Ok, Warning, Critical, Unknown };
    QByteArray check; ///< "answers", "clock", "sysvol", "replication", "secure-channel"
    QString partner;  ///< the other one where there are two
    State state = State::Ok;
    QString message;  ///< in a sentence
    qint64 since = 0; ///< seconds since 1970: when it was well for the last time; 0: well, or not known
};

/// Which server, and what its domain has that it should know.
struct HealthQuestion
{
    QString server;
    bool controller = false;
    QString realm;
    QStringList accounts; ///< "bob@lab.example": people of the directory, some of them; for members
};

/// What a server and its domain controllers tell by RPC, as the person: that it answers, its clock, of a
/// controller the shares that clients need and its replication with each other one, of a member whether it
/// knows accounts of its domain. Samba's members offer no netlogon, so that the channel itself is not told:
/// whoever knows accounts that nobody asked for before has one. Blocks; up to four calls.
[[nodiscard]] QList<Health> health(rpc::Driver &driver, const rpc::Target &target,
                                   const HealthQuestion &question);

// What each is made of, for that and for tests.
[[nodiscard]] Health clockHealth(qint64 skew); ///< milliseconds that it is ahead of ours
[[nodiscard]] Health sysvolHealth(const QString &server, const QList<rpc::ShareInfo> &shares);
/// One for each other controller; `now`: seconds since 1970.
[[nodiscard]] QList<Health> replicationHealth(const QString &server, const QList<rpc::ReplicationLink> &links,
                                              qint64 now);
[[nodiscard]] Health channelHealth(const HealthQuestion &question, const QList<rpc::Account> &found);

/// `id` ("replication/dc2"), `check`, `partner`, `state` (ok, warning, critical, unknown), `message`, `since`
/// (ISO 8601).
[[nodiscard]] wire::Record toRecord(const Health &health);

} // namespace smc::status
