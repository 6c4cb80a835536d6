// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/api/person.h"
#include "service/fleet/fleet.h"
#include "service/local/machine.h"
#include "service/node/client.h"
#include "service/rpc/driver.h"

#include <chrono>
#include <functional>
#include <optional>

namespace smc::api {

/// How the same thing is read by each road; a road without a reader does not have it.
struct Readers
{
    /// As the person, and the server decides whether he may.
    std::function<Result<QList<wire::Record>>(rpc::Driver &, const rpc::Target &, const fleet::ServerRef &)>
        rpc;
    /// With the service's own rights, for people who may use them ([roles] servers), on this machine; a node
    /// reads the same on its own.
    std::function<Result<QList<wire::Record>>(local::Machine &)> local;
    /// It is told by each machine of a cluster, and is that machine's own.
    bool ofMachine = false;
};

/// As whom servers are asked: a person, or the service itself.
struct Caller
{
    rpc::Target as;                      ///< without a host
    bool operates;                       ///< may use the service's own rights on servers
    QByteArray onBehalf;                 ///< "alice@LAB.EXAMPLE", for a node's audit log
    std::chrono::milliseconds oldest{0}; ///< what servers told so long ago is as good to him as an answer now
    bool collects = false;               ///< asks for others: what he is told is kept for those
};
[[nodiscard]] Caller callerOf(const Person &person, const http::Request &request);

/// A request to a node for the person who sent `request`.
[[nodiscard]] Result<QByteArray> askNode(const Api &api, const http::Request &request, const node::Node &node,
                                         const QByteArray &method, const QByteArray &path,
                                         const QByteArray &body = {},
                                         node::Client::When when = node::Client::When::InAnyCase);

/// Reads from a server by the best road there is: the machine itself where smcd runs on it, or its node,
/// since they know more; RPC otherwise, and where the better road fails. `resource`: "status/sessions".
/// Blocks; use the servers pool. Errors: those of the last road tried; Denied, Unsupported where there is
/// none for this person or server.
[[nodiscard]] Result<fleet::Reading> readByBestRoad(const Api &api, const Caller &caller,
                                                    const fleet::ServerRef &server,
                                                    const QByteArray &resource, const Readers &readers);

/// Only by the machine itself or its node; nothing where there is neither, or the caller may not use it.
[[nodiscard]] std::optional<Result<fleet::Reading>> readByOwnRoad(const Api &api, const Caller &caller,
                                                                  const fleet::ServerRef &server,
                                                                  const QByteArray &resource,
                                                                  const Readers &readers);

/// The machines by which there is another road to a server than RPC: itself, or of a cluster those of its
/// members on which smcd runs.
[[nodiscard]] QList<fleet::ServerRef> ownRoads(const Api &api, const fleet::ServerRef &server);
/// Whether there is any.
[[nodiscard]] bool hasOwnRoad(const Api &api, const fleet::ServerRef &server);

/// Refuses who may not use the service's own rights on servers. Errors: Denied.
[[nodiscard]] Result<void> mayOperate(const http::Request &request);
/// What is wrong with asking a cluster for what each of its machines has of its own.
[[nodiscard]] Error nameAMember(const fleet::ServerRef &cluster);
/// What is wrong with asking this server for something that RPC has not.
[[nodiscard]] Error noOwnRoad(const fleet::ServerRef &server);

} // namespace smc::api
