// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/control_handler.h"

#include "service/api/exchange.h"
#include "service/api/resources.h"
#include "service/api/server_access.h"
#include "service/fleet/readings.h"
#include "shared/wire/paths.h"

#include <QJsonArray>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Nothing, of most.
Result<wire::Record> whatNodeSaid(const QByteArray &body, const QString &node)
{
    if (body.isEmpty())
        return wire::Record();
    auto input = converters::read(converters::Format::Json, body, {.records = 1});
    if (!input)
        return input.error().at(u"reading what smcd tells on"_s, node);
    return input->records.value(0);
}

http::Reply carryOut(const Api &api, const http::Request &request, const Action &action)
{
    auto asked = readAsked(request, identity::View::Extended, {"server"});
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    auto located = locate(api, request, *person);
    if (!located)
        return errorReply(located.error());
    auto server = onlyOne(located->servers);
    if (!server)
        return errorReply(server.error());
    if (auto allowed = action.ask ? Result<void>() : mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto body = readRecord(request);
    if (!body)
        return errorReply(body.error());
    const QList<fleet::ServerRef> machines = action.ask ? QList<fleet::ServerRef>() : ownRoads(api, *server);
    if (!action.ask && !server->members.isEmpty() && QByteArrayView(action.resource) == "servers/processes")
        return errorReply(nameAMember(*server));
    if (!action.ask && machines.isEmpty())
        return errorReply(noOwnRoad(*server));
    if (asked->dryRun) {
        const QJsonObject what{{u"server"_s, server->name},
                               {u"operation"_s, QLatin1StringView(action.name)},
                               {u"id"_s, located->id}};
        return jsonReply({{u"dryRun"_s, true}, {u"changes"_s, QJsonArray{what}}});
    }
    const auto carriedOut = [&]() -> Result<wire::Record> {
        wire::Record said;
        if (action.ask) {
            const auto done = action.ask(api.rpc, targetOf(*person, request, *server), located->id);
            return done ? Result<wire::Record>(said) : done.error();
        }
        const QString path =
            wire::restPath(QLatin1StringView(action.resource), located->id, QLatin1StringView(action.name));
        for (const fleet::ServerRef &machine : machines) {  // each member of a cluster has smbds of its own
            Result<wire::Record> done = noOwnRoad(machine); // its node was removed just now
            if (api.machine.is(machine.name, machine.host)) {
                done = action.carryOut(api.machine, located->id, *body);
            } else if (const auto node = api.nodes.find(machine.host)) {
                const auto told = askNode(api, request, *node, "PUT", path.toUtf8(), request.body);
                done = told ? whatNodeSaid(*told, node->name) : told.error();
            }
            if (!done)
                return done.error().at(machine.name);
            said = *std::move(done);
        }
        return said;
    };
    const auto done = carriedOut();
    api.fleet.readings().forget(server->host);
    if (!done)
        return errorReply(done.error().at(server->name));
    return done->attributes.isEmpty() ? http::Reply::empty() : objectReply(*done, {}, *asked, {});
}

} // namespace

void addControlRoutes(http::Router &router, const Api &api)
{
    for (const Action &action : actions()) {
        router.add({.method = "PUT",
                    .pattern = QByteArray("/rest/") + action.resource + "/{id}/" + action.name,
                    .pool = "servers",
                    .need = http::Need::Administrator,
                    .handler = [api, &action](const http::Request &r) { return carryOut(api, r, action); }});
    }
}

} // namespace smc::api
