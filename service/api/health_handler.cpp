// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/health_handler.h"

#include "service/api/exchange.h"
#include "service/api/record_query.h"
#include "service/api/resources.h"
#include "service/api/routes.h"
#include "service/api/server_access.h"
#include "service/identity/reader.h"
#include "service/status/health.h"

#include <algorithm>
#include <random>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;

namespace {

constexpr auto resourcePath = "status/health";
constexpr qsizetype accountsRead = 500;
constexpr qsizetype accountsAsked = 8;

const Resource &healthResource()
{
    static const Resource *found = findResource(resourcePath);
    return *found;
}

/// Some people of the directory, others each time: what a server kept from before proves nothing.
QStringList someAccounts(const Person &person)
{
    identity::Reader reader(*person.realm, person.reads);
    identity::ListQuery query{.kind = identity::Kind::Users};
    query.attributes = {"sAMAccountName"};
    query.limit = accountsRead;
    const auto listed = reader.list(query, false);
    QStringList names;
    if (!listed) // then the health of the directory is the question, and the alerts tell of it
        return names;
    for (const ldap::Entry &entry : listed->result.entries)
        names << QString::fromUtf8(entry.value("sAMAccountName")) + u'@' + person.realm->name();
    std::shuffle(names.begin(), names.end(), std::mt19937(std::random_device()()));
    return names.mid(0, accountsAsked);
}

status::HealthQuestion questionAbout(const ServerRef &server, const Person &person,
                                     const QStringList &accounts)
{
    return {.server = server.name,
            .controller = server.controller,
            .realm = person.realm->name(),
            .accounts = accounts};
}

/// What is told by RPC, and in its place what the server itself knows better.
fleet::Reading healthOf(const Api &api, const Caller &caller, const status::HealthQuestion &question,
                        const ServerRef &server)
{
    QList<wire::Record> records;
    rpc::Target target = caller.as;
    target.host = server.host;
    for (const status::Health &one : status::health(api.rpc, target, question))
        records.append(status::toRecord(one));
    const Resource &resource = healthResource();
    const auto own = readByOwnRoad(api, caller, server, resource.path, resource.read);
    if (own && !*own) {
        records.append(status::toRecord(
            {.check = "smcd",
             .state = status::Health::State::Warning,
             .message = u"What smcd on %1 knows is missing: %2"_s.arg(server.name, own->error().message)}));
    } else if (own) {
        for (wire::Record record : (*own)->records.records()) {
            records.removeIf([&record](const wire::Record &other) {
                return other.value("check") == record.value("check") && !other.contains("road");
            });
            record.set("road", fleet::roadName((*own)->road));
            records.append(record);
        }
    }
    for (wire::Record &record : records)
        record.set("id", server.name.toUtf8() + ':' + record.value("id"));
    return {.records = records};
}

/// A server that does not answer is ill, and no problem of the question.
QList<wire::Record> healthOf(const Api &api, const http::Request &request, const Person &person,
                             const QList<ServerRef> &servers)
{
    const Caller caller = callerOf(person, request);
    const QStringList accounts = someAccounts(person);
    return fleet::gather(servers,
                         [&](const ServerRef &server) -> Result<fleet::Reading> {
                             return healthOf(api, caller, questionAbout(server, person, accounts), server);
                         })
        .records;
}

http::Reply listHealth(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended, QByteArrayList{"server"} + selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    auto servers = serversOf(api, request, QString::fromUtf8(request.queryValue("server")), *person);
    if (!servers)
        return errorReply(servers.error());
    auto selected =
        select(request, healthOf(api, request, *person, *servers), healthResource().traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

http::Reply readHealth(const Api &api, const http::Request &request)
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
    for (const wire::Record &record : healthOf(api, request, *person, located->servers)) {
        if (record.text("id") == record.text("server") + u':' + located->id)
            return objectReply(record, {}, *asked, {});
    }
    return errorReply({.code = ErrorCode::NotFound,
                       .message = u"There is no check \"%1\" of this server."_s.arg(located->id.left(100))});
}

} // namespace

fleet::Reading healthReading(const Api &api, const Caller &caller, const Person &person,
                             const ServerRef &server)
{
    return healthOf(api, caller, questionAbout(server, person, someAccounts(person)), server);
}

void addHealthRoutes(http::Router &router, const Api &api)
{
    const auto add = serverRoutes(router, api);
    add("GET", "/rest/status/health", http::Need::Reader, listHealth);
    add("GET", "/rest/status/health/{id}", http::Need::Reader, readHealth);
}

} // namespace smc::api
