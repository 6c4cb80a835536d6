// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/roads.h"

#include "service/api/converters/converter.h"
#include "service/api/server_access.h"

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::Reading;
using fleet::Road;
using fleet::ServerRef;

Result<void> mayOperate(const http::Request &request)
{
    if (request.session->principal().operates)
        return {};
    return Error{.code = ErrorCode::Denied,
                 .message = u"This is done with rights of the service itself, which you may not use."_s,
                 .hint = u"They are given to groups and people by [roles] servers in smcd.conf."_s};
}

Error noOwnRoad(const ServerRef &server)
{
    return Error{.code = ErrorCode::Unsupported,
                 .message = u"%1 does not tell this over the network."_s.arg(server.name),
                 .hint = u"Run smcd on it and make it a node: smcd enrol."_s};
}

bool hasOwnRoad(const Api &api, const ServerRef &server)
{
    return api.machine.is(server.name, server.host) || api.nodes.find(server.host);
}

Result<QByteArray> askNode(const Api &api, const http::Request &request, const node::Node &node,
                           const QByteArray &method, const QByteArray &path, const QByteArray &body,
                           node::Client::When when)
{
    const access::Principal &who = request.session->principal();
    return api.nodeClient.ask(node,
                              {.method = method,
                               .path = path,
                               .body = body,
                               .onBehalf = QString(who.account + u'@' + who.realm).toUtf8()},
                              when);
}

namespace {

constexpr converters::Limits nodeLimits{.records = 1'000'000};

Result<QList<wire::Record>> readNode(const Api &api, const http::Request &request, const node::Node &node,
                                     const QByteArray &resource, bool onlyRoad)
{
    using When = node::Client::When;
    auto body = askNode(api, request, node, "GET", "/rest/" + resource, {},
                        onlyRoad ? When::InAnyCase : When::UnlessItWasSilent);
    if (!body)
        return body.error();
    auto input = converters::read(converters::Format::Json, *body, nodeLimits);
    if (!input)
        return input.error().at(u"reading what smcd tells on"_s, node.name);
    return std::move(input->records);
}

} // namespace

Result<Reading> readByBestRoad(const Api &api, const http::Request &request, const Person &person,
                               const ServerRef &server, const QByteArray &resource, const Readers &readers)
{
    const auto allowed = mayOperate(request);
    if (!readers.rpc && !allowed)
        return allowed.error();
    std::optional<Error> failed;
    if (readers.local && allowed && api.machine.is(server.name, server.host)) {
        if (auto records = readers.local(api.machine))
            return Reading{.records = *std::move(records), .road = Road::Local};
        else
            failed = records.error();
    } else if (const auto node = readers.local && allowed ? api.nodes.find(server.host) : std::nullopt) {
        if (auto records = readNode(api, request, *node, resource, !readers.rpc))
            return Reading{.records = *std::move(records), .road = Road::Node};
        else
            failed = records.error();
    }
    if (!readers.rpc)
        return failed ? *failed : noOwnRoad(server);
    auto records = readers.rpc(api.rpc, targetOf(person, request, server), server);
    if (!records)
        return records.error();
    return Reading{.records = *std::move(records), .road = Road::Rpc};
}

} // namespace smc::api
