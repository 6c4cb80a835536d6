// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/control_handler.h"

#include "service/api/exchange.h"
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
    if (!action.ask && !server->members.isEmpty() && QByteArrayView(action.resource) == "servers/processes")
        return errorReply(nameAMember(*server));
    if (!action.ask && !hasOwnRoad(api, *server))
        return errorReply(noOwnRoad(*server));
    if (asked->dryRun) {
        const QJsonObject what{{u"server"_s, server->name},
                               {u"operation"_s, QLatin1StringView(action.name)},
                               {u"id"_s, located->id}};
        return jsonReply({{u"dryRun"_s, true}, {u"changes"_s, QJsonArray{what}}});
    }
    const auto carriedOut = [&]() -> Result<wire::Record> {
        if (!action.ask)
            return byMachines(api, request, *server, action, located->id, *body);
        const auto done = action.ask(api.rpc, targetOf(*person, request, *server), located->id);
        api.fleet.readings().forget(server->host);
        return done ? Result<wire::Record>(wire::Record()) : done.error();
    };
    const auto done = carriedOut();
    if (!done)
        return errorReply(done.error().at(server->name));
    return done->attributes.isEmpty() ? http::Reply::empty() : objectReply(*done, {}, *asked, {});
}

} // namespace

Result<wire::Record> byMachines(const Api &api, const http::Request &request, const fleet::ServerRef &server,
                                const Action &action, const QString &id, const wire::Record &body)
{
    const QString path =
        wire::restPath(QLatin1StringView(action.resource), id, QLatin1StringView(action.name));
    const QByteArray sent =
        body.attributes.isEmpty() ? QByteArray() : converters::write(converters::Format::Json, body);
    Result<wire::Record> said = noOwnRoad(server);
    for (const fleet::ServerRef &machine : ownRoads(api, server)) { // each of a cluster has smbds of its own
        said = noOwnRoad(machine);                                  // its node was removed just now
        if (api.machine.is(machine.name, machine.host)) {
            said = action.carryOut(api.machine, id, body);
        } else if (const auto node = api.nodes.find(machine.host)) {
            const auto told = askNode(api, request, *node, "PUT", path.toUtf8(), sent);
            said = told ? whatNodeSaid(*told, node->name) : told.error();
        }
        if (!said) {
            said = said.error().at(machine.name);
            break;
        }
    }
    api.fleet.readings().forget(server.host);
    return said;
}

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
