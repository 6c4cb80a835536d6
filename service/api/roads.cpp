// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/roads.h"

#include "service/api/converters/converter.h"
#include "service/api/server_access.h"
#include "service/fleet/readings.h"

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::Reading;
using fleet::Road;
using fleet::ServerRef;

namespace {

Error mayNotOperate()
{
    return Error{.code = ErrorCode::Denied,
                 .message = u"This is done with rights of the service itself, which you may not use."_s,
                 .hint = u"They are given to groups and people by [roles] servers in smcd.conf."_s};
}

/// Longer than any command of local::Machine: whatever a node has changed it is asked long enough to tell so.
constexpr auto changePatience = std::chrono::seconds(60);

QByteArray onBehalfOf(const http::Request &request)
{
    const access::Principal &who = request.session->principal();
    return QString(who.account + u'@' + who.realm).toUtf8();
}

} // namespace

Result<void> mayOperate(const http::Request &request)
{
    return request.session->principal().operates ? Result<void>() : mayNotOperate();
}

Caller callerOf(const Person &person, const http::Request &request)
{
    return {.as = targetOf(person, request, {}),
            .operates = request.session->principal().operates,
            .onBehalf = onBehalfOf(request)};
}

Error noOwnRoad(const ServerRef &server)
{
    return Error{.code = ErrorCode::Unsupported,
                 .message = u"%1 does not tell this over the network."_s.arg(server.name),
                 .hint = u"Run smcd on it and make it a node: smcd enrol."_s};
}

QList<ServerRef> ownRoads(const Api &api, const ServerRef &server)
{
    QList<ServerRef> machines = fleet::machinesOf(server);
    machines.removeIf([&api](const ServerRef &one) {
        return !api.machine.is(one.name, one.host) && !api.nodes.find(one.host);
    });
    return machines;
}

bool hasOwnRoad(const Api &api, const ServerRef &server)
{
    return !ownRoads(api, server).isEmpty();
}

Error nameAMember(const ServerRef &cluster)
{
    QStringList names;
    for (const ServerRef &machine : fleet::machinesOf(cluster))
        names << machine.name;
    return Error{.code = ErrorCode::Unsupported,
                 .message = u"%1 is a cluster, of which each machine has its own."_s.arg(cluster.name),
                 .hint = u"Name one of them: %1."_s.arg(names.join(u", "))};
}

Result<QByteArray> askNode(const Api &api, const http::Request &request, const node::Node &node,
                           const QByteArray &method, const QByteArray &path, const QByteArray &body,
                           node::Client::When when)
{
    node::Question question{.method = method, .path = path, .body = body, .onBehalf = onBehalfOf(request)};
    if (method != "GET")
        question.patience = changePatience;
    return api.nodeClient.ask(node, question, when);
}

namespace {

constexpr converters::Limits nodeLimits{.records = 1'000'000};

Result<QList<wire::Record>> readNode(const Api &api, const Caller &caller, const node::Node &node,
                                     const QByteArray &resource, bool onlyRoad)
{
    using When = node::Client::When;
    auto body = api.nodeClient.ask(
        node, {.method = "GET", .path = "/rest/" + resource, .body = {}, .onBehalf = caller.onBehalf},
        onlyRoad ? When::InAnyCase : When::UnlessItWasSilent);
    if (!body)
        return body.error();
    auto input = converters::read(converters::Format::Json, *body, nodeLimits);
    if (!input)
        return input.error().at(u"reading what smcd tells on"_s, node.name);
    return std::move(input->records);
}

} // namespace

std::optional<Result<Reading>> readByOwnRoad(const Api &api, const Caller &caller, const ServerRef &server,
                                             const QByteArray &resource, const Readers &readers)
{
    if (!readers.local || !caller.operates)
        return std::nullopt;
    fleet::Readings &readings = api.fleet.readings();
    const fleet::Readings::Key key{.host = server.host, .resource = resource, .reader = {}};
    if (auto known = readings.find(key, caller.oldest))
        return *std::move(known);
    const quint64 changes = readings.changes();
    std::optional<Result<Reading>> told;
    for (const ServerRef &machine : ownRoads(api, server)) { // of a cluster the first that answers
        const bool here = api.machine.is(machine.name, machine.host);
        const auto node = here ? std::nullopt : api.nodes.find(machine.host);
        if (!here && !node)
            continue; // removed just now
        auto records =
            here ? readers.local(api.machine) : readNode(api, caller, *node, resource, !readers.rpc);
        if (!records) {
            told = records.error();
            continue;
        }
        Reading reading{.records = *std::move(records), .road = here ? Road::Local : Road::Node};
        if (caller.collects || caller.oldest.count() > 0)
            readings.keep(key, reading, changes);
        return reading;
    }
    return told;
}

Result<Reading> readByBestRoad(const Api &api, const Caller &caller, const ServerRef &server,
                               const QByteArray &resource, const Readers &readers)
{
    if (!readers.rpc && !caller.operates)
        return mayNotOperate();
    if (readers.ofMachine && !server.members.isEmpty())
        return nameAMember(server);
    const auto own = readByOwnRoad(api, caller, server, resource, readers);
    if (own && (*own || !readers.rpc))
        return *own;
    if (!readers.rpc)
        return noOwnRoad(server);
    fleet::Readings &readings = api.fleet.readings();
    const fleet::Readings::Key key{
        .host = server.host, .resource = resource, .reader = QString::fromUtf8(caller.onBehalf)};
    if (auto known = readings.find(key, caller.oldest))
        return *std::move(known);
    const quint64 changes = readings.changes();
    rpc::Target target = caller.as;
    target.host = server.host;
    auto records = readers.rpc(api.rpc, target, server);
    if (!records)
        return records.error();
    Reading reading{.records = *std::move(records), .road = Road::Rpc};
    if (caller.oldest.count() > 0)
        readings.keep(key, reading, changes);
    return reading;
}

} // namespace smc::api
