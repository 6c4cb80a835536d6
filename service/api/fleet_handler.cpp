// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/fleet_handler.h"

#include "service/api/exchange.h"
#include "service/api/record_query.h"
#include "service/api/resources.h"
#include "service/api/server_access.h"
#include "service/fleet/readings.h"
#include "shared/wire/paths.h"

#include <QJsonArray>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;

namespace {

Error isGone()
{
    return Error{.code = ErrorCode::NotFound, .message = u"It is not there any more."_s};
}

/// What servers told, as lists show it: the id is "fs1:data", or "fs1" where a server has but one.
struct Told
{
    std::vector<Part> parts;
    QList<Error> problems; ///< of those that told nothing
};

Told askAll(const Api &api, const Caller &caller, const QList<ServerRef> &servers, const Resource &resource)
{
    const auto readings = fleet::ask(servers, [&](const ServerRef &server) {
        return readByBestRoad(api, caller, server, resource.path, resource.read);
    });
    Told told;
    for (qsizetype i = 0; i < servers.size(); ++i) {
        const ServerRef &server = servers.at(i);
        const Result<fleet::Reading> &reading = readings[static_cast<std::size_t>(i)];
        if (reading) {
            told.parts.push_back({.records = reading->records,
                                  .front = fleet::frontOf(server, *reading),
                                  .id = Part::Id{.server = server.name.toUtf8(), .key = resource.key}});
        } else {
            told.problems.append(fleet::problemOf(server, reading.error()));
        }
    }
    return told;
}

http::Reply list(const Api &api, const http::Request &request, const Resource &resource)
{
    auto asked = readAsked(request, identity::View::Extended,
                           QByteArrayList{"server", "max-age"} + selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    auto oldest = queryNumber(request, "max-age", 0, fleet::Readings::longest.count(), 0);
    if (!oldest)
        return errorReply(oldest.error());
    Caller caller = callerOf(*person, request);
    caller.oldest = std::chrono::seconds(*oldest);
    const QString where = QString::fromUtf8(request.queryValue("server"));
    auto servers = serversOf(api, request, where, *person);
    if (!servers)
        return errorReply(servers.error());
    if (resource.read.ofMachine)
        servers = fleet::machinesOf(*servers);
    // All servers are those that can tell it at all; one that was named has to say why it cannot.
    if (where.isEmpty() && !resource.read.rpc)
        servers->removeIf([&api](const ServerRef &server) { return !hasOwnRoad(api, server); });
    const Told told = askAll(api, caller, *servers, resource);
    // One server asked and silent is an error; of several, the others' answers count.
    if (servers->size() == 1 && !told.problems.isEmpty())
        return errorReply(told.problems.first());
    auto selected = select(request, told.parts, resource.traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    selected->problems = told.problems;
    return listReply(request, *selected, *asked, {});
}

/// One of them, found in its server's list: no server answers for a single session or file.
http::Reply read(const Api &api, const http::Request &request, const Resource &resource)
{
    auto asked = readAsked(request, identity::View::Extended, {"server"});
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    auto located = locate(api, request, *person, *resource.key != 0);
    if (!located)
        return errorReply(located.error());
    const Told told = askAll(api, callerOf(*person, request), located->servers, resource);
    if (!told.problems.isEmpty())
        return errorReply(told.problems.first());
    const QByteArray id = located->id.toUtf8();
    for (const Part &part : told.parts) {
        const wire::Table::Column key = part.records.column(resource.key);
        for (qsizetype row = 0; row < part.records.size(); ++row) {
            if (!*resource.key || key.value(row) == id)
                return objectReply(part.record(row), {}, *asked, {});
        }
    }
    return errorReply(isGone());
}

/// What a person writes to now in the files that he has open from that machine, as far as the server tells
/// from which: by RPC it does not.
Result<QJsonArray> filesWrittenBy(const Api &api, const Caller &caller, const ServerRef &server,
                                  const wire::Record &session)
{
    const Resource *files = findResource("status/files");
    auto reading = readByBestRoad(api, caller, server, files->path, files->read);
    if (!reading)
        return reading.error();
    QJsonArray paths;
    for (const wire::Record &file : reading->records.records()) {
        const bool his = file.text("user").compare(session.text("user"), Qt::CaseInsensitive) == 0 &&
                         (!file.contains("client") || file.value("client") == session.value("client"));
        if (his && file.values("access").contains("write"))
            paths.append(file.text("path"));
    }
    return paths;
}

/// As the person, and where that is refused with the service's own rights on the machine, if he may use them.
Result<void> carryOutRemoval(const Api &api, const http::Request &request, const Resource &resource,
                             const ServerRef &server, const rpc::Target &target, const QString &id)
{
    auto asked = resource.remove(api.rpc, target, id);
    if (asked || !resource.removeThere || !mayOperate(request))
        return asked;
    const ErrorCode code = asked.error().code;
    if (code != ErrorCode::Denied && code != ErrorCode::Unsupported && code != ErrorCode::Unreachable)
        return asked;
    for (const ServerRef &machine : ownRoads(api, server)) {
        if (api.machine.is(machine.name, machine.host))
            return resource.removeThere(api.machine, id);
        const auto node = api.nodes.find(machine.host);
        if (!node)
            continue;
        const auto done = askNode(api, request, *node, "DELETE",
                                  wire::restPath(QLatin1StringView(resource.path), id).toUtf8(), {});
        asked = done ? Result<void>() : done.error();
        if (done || done.error().code != ErrorCode::Unreachable) // another member may answer
            return asked;
    }
    return asked;
}

http::Reply remove(const Api &api, const http::Request &request, const Resource &resource)
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
    const QString &id = located->id;
    const rpc::Target target = targetOf(*person, request, *server);
    if (asked->dryRun) {
        auto reading = readByBestRoad(api, callerOf(*person, request), *server, resource.path, resource.read);
        if (!reading)
            return errorReply(reading.error());
        const QList<wire::Record> records = reading->records.records();
        const auto found = std::find_if(records.cbegin(), records.cend(), [&id](const wire::Record &record) {
            return record.text("id") == id;
        });
        if (found == records.cend())
            return errorReply(isGone());
        QJsonObject what{{u"server"_s, server->name}, {u"operation"_s, QLatin1String(resource.removal)}};
        for (const wire::Attribute &attribute : found->attributes)
            what.insert(QString::fromUtf8(attribute.name), QString::fromUtf8(attribute.values.join(", ")));
        if (QByteArrayView(resource.path) == "status/sessions") {
            auto written = filesWrittenBy(api, callerOf(*person, request), *server, *found);
            if (!written)
                return errorReply(written.error().at(server->name));
            what.insert(u"writing"_s, *written);
        }
        return jsonReply({{u"dryRun"_s, true}, {u"changes"_s, QJsonArray{what}}});
    }
    const auto done = carryOutRemoval(api, request, resource, *server, target, id);
    api.fleet.readings().forget(server->host);
    if (!done)
        return errorReply(done.error().at(server->name));
    return http::Reply::empty();
}

} // namespace

void addFleetRoutes(http::Router &router, const Api &api)
{
    for (const Resource &resource : resources()) {
        if (!resource.routed)
            continue;
        const QByteArray path = QByteArray("/rest/") + resource.path;
        router.add({.method = "GET",
                    .pattern = path,
                    .pool = "servers",
                    .need = http::Need::Reader,
                    .handler = [api, &resource](const http::Request &r) { return list(api, r, resource); }});
        if (QByteArrayView(resource.path) != "shares/shares") { // a share has more to tell: its configuration
            router.add(
                {.method = "GET",
                 .pattern = path + "/{id}",
                 .pool = "servers",
                 .need = http::Need::Reader,
                 .handler = [api, &resource](const http::Request &r) { return read(api, r, resource); }});
        }
        if (resource.remove) {
            router.add(
                {.method = "DELETE",
                 .pattern = path + "/{id}",
                 .pool = "servers",
                 .need = http::Need::Administrator,
                 .handler = [api, &resource](const http::Request &r) { return remove(api, r, resource); }});
        }
    }
}

} // namespace smc::api
