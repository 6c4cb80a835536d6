// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/fleet_handler.h"

#include "service/api/exchange.h"
#include "service/api/record_query.h"
#include "service/api/roads.h"
#include "service/api/server_access.h"
#include "service/servers/servers.h"
#include "service/shares/shares.h"
#include "service/smbconf/section.h"
#include "service/status/status.h"

#include <QJsonArray>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using local::Machine;
using Records = QList<wire::Record>;

namespace {

/// Something that each server has: how it is read, and how one of them is taken away.
struct Resource
{
    const char *path; ///< "status/sessions"
    const char *key;  ///< the attribute that tells one from another on its server; "": there is one
    RecordTraits traits;
    Readers read;
    /// Ends one thing by its `id`; none: it cannot be ended.
    std::function<Result<void>(rpc::Driver &, const rpc::Target &, const QString &id)> remove;
    const char *removal = ""; ///< what ending it is called in a dry run
};

/// A reader that needs to know nothing of the server but how to ask it.
template<Result<Records> (*read)(rpc::Driver &, const rpc::Target &)>
Result<Records> byRpc(rpc::Driver &driver, const rpc::Target &target, const ServerRef & /*server*/)
{
    return read(driver, target);
}

Result<Records> aboutServer(rpc::Driver &driver, const rpc::Target &target, const ServerRef &server)
{
    auto record = servers::about(driver, target);
    if (!record)
        return record.error();
    record->set("role", server.controller ? "dc" : "member"); // Samba's own flags tell it of none
    return Records{*std::move(record)};
}

/// The same for the machine itself.
template<auto read>
Result<Records> byMachine(local::Machine &machine)
{
    return (machine.*read)();
}

/// [global] as it is in effect, in the form of `servers/config`.
Result<Records> effectiveConfig(local::Machine &machine)
{
    auto section = machine.globalSection();
    if (!section)
        return section.error();
    wire::Record record;
    smbconf::append(record, *section);
    return Records{std::move(record)};
}

Error isGone()
{
    return Error{.code = ErrorCode::NotFound, .message = u"It is not there any more."_s};
}

Error noSuchSession()
{
    return Error{.code = ErrorCode::NotFound,
                 .message = u"There is no such session."_s,
                 .hint = u"Its id is user@client, as the list says it."_s};
}

const std::vector<Resource> &resources()
{
    static const std::vector<Resource> all{
        {.path = "servers/servers",
         .key = "",
         .traits = {.words = {"server", "name", "host", "comment", "role"},
                    .numbers = {"skew", "age"},
                    .name = "server",
                    .identity = {"server"}},
         .read = {.rpc = aboutServer}},
        {.path = "shares/shares",
         .key = "name",
         .traits = {.words = {"server", "name", "comment", "path"},
                    .numbers = {"users", "age"},
                    .name = "name",
                    .identity = {"server", "name"}},
         .read = {.rpc = byRpc<shares::shares>}},
        {.path = "status/sessions",
         .key = "id",
         .traits = {.words = {"server", "user", "client"},
                    .numbers = {"opens", "seconds", "idle", "pid", "age"},
                    .name = "user",
                    .identity = {"server", "id"}},
         .read = {.rpc = byRpc<status::sessions>, .local = byMachine<&Machine::sessions>},
         .remove = [](rpc::Driver &driver, const rpc::Target &target, const QString &id) -> Result<void> {
             const auto session = status::sessionId(id);
             return session ? status::disconnect(driver, target, *session) : noSuchSession();
         },
         .removal = "disconnect"},
        {.path = "status/files",
         .key = "id",
         .traits = {.words = {"server", "path", "user"},
                    .numbers = {"id", "locks", "seconds", "pid", "age"},
                    .name = "path",
                    .identity = {"server", "id"}},
         .read = {.rpc = byRpc<status::files>, .local = byMachine<&Machine::files>},
         .remove = [](rpc::Driver &driver, const rpc::Target &target, const QString &id) -> Result<void> {
             bool ok = false;
             const quint32 number = id.toUInt(&ok);
             if (!ok)
                 return Error{.code = ErrorCode::NotFound,
                              .message = u"The id of an open file is a number."_s};
             return status::closeFile(driver, target, number);
         },
         .removal = "close"},
        {.path = "status/connections",
         .key = "id",
         .traits = {.words = {"server", "share", "user", "client"},
                    .numbers = {"id", "seconds", "pid", "age"},
                    .name = "share",
                    .identity = {"server", "id"}},
         .read = {.local = byMachine<&Machine::connections>}},
        {.path = "status/cpu",
         .key = "",
         .traits = {.words = {"server"},
                    .numbers = {"cpus", "cpu", "load1", "load5", "load15", "memory", "available", "swap",
                                "swap-free", "seconds", "age"},
                    .name = "server",
                    .identity = {"server"}},
         .read = {.local = byMachine<&Machine::usage>}},
        {.path = "status/disks",
         .key = "share",
         .traits = {.words = {"server", "share", "path"},
                    .numbers = {"total", "used", "free", "full", "inodes", "inodes-free", "age"},
                    .name = "share",
                    .identity = {"server", "share"}},
         .read = {.local = byMachine<&Machine::disks>}},
        {.path = "servers/processes",
         .key = "id",
         .traits = {.words = {"server", "program", "name"},
                    .numbers = {"pid", "parent", "memory", "cpu", "seconds", "sessions", "age"},
                    .name = "program",
                    .identity = {"server", "id"}},
         .read = {.local = byMachine<&Machine::processes>}},
        {.path = "servers/effective-config",
         .key = "",
         .traits = {.words = {"server"}, .numbers = {"age"}, .name = "server", .identity = {"server"}},
         .read = {.local = effectiveConfig}},
        {.path = "servers/logs",
         .key = "id",
         .traits = {.words = {"server", "file", "origin", "text"},
                    .numbers = {"level", "age"},
                    .name = "-time",
                    .identity = {"server", "id"}},
         .read = {.local = byMachine<&Machine::logs>}},
    };
    return all;
}

/// "fs1:data", or "fs1" where a server has but one.
QByteArray idOf(const ServerRef &server, const wire::Record &record, const Resource &resource)
{
    const QByteArray name = server.name.toUtf8();
    return *resource.key ? name + ':' + record.value(resource.key) : name;
}

fleet::Gathered gatherAll(const Api &api, const http::Request &request, const Person &person,
                          const QList<ServerRef> &servers, const Resource &resource)
{
    return fleet::gather(servers, [&](const ServerRef &server) -> Result<fleet::Reading> {
        auto reading = readByBestRoad(api, request, person, server, resource.read);
        if (!reading)
            return reading.error();
        for (wire::Record &record : reading->records)
            record.set("id", idOf(server, record, resource));
        return *std::move(reading);
    });
}

http::Reply list(const Api &api, const http::Request &request, const Resource &resource)
{
    auto asked = readAsked(request, identity::View::Extended, QByteArrayList{"server"} + selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    const QString where = QString::fromUtf8(request.queryValue("server"));
    auto servers = serversOf(api, where, *person);
    if (!servers)
        return errorReply(servers.error());
    // All servers are those that can tell it at all; one that was named has to say why it cannot.
    if (where.isEmpty() && !resource.read.rpc)
        servers->removeIf([&api](const ServerRef &server) { return !hasOwnRoad(api, server); });
    fleet::Gathered gathered = gatherAll(api, request, *person, *servers, resource);
    // One server asked and silent is an error; of several, the others' answers count.
    if (servers->size() == 1 && !gathered.problems.isEmpty())
        return errorReply(gathered.problems.first());
    auto selected = select(request, std::move(gathered.records), resource.traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    selected->problems = gathered.problems;
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
    const fleet::Gathered gathered = gatherAll(api, request, *person, located->servers, resource);
    if (!gathered.problems.isEmpty())
        return errorReply(gathered.problems.first());
    for (const wire::Record &record : gathered.records) {
        if (!*resource.key || record.text("id") == record.text("server") + u':' + located->id)
            return objectReply(record, {}, *asked, {});
    }
    return errorReply(isGone());
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
        auto reading = readByBestRoad(api, request, *person, *server, resource.read);
        if (!reading)
            return errorReply(reading.error());
        const auto found =
            std::find_if(reading->records.cbegin(), reading->records.cend(),
                         [&id](const wire::Record &record) { return record.text("id") == id; });
        if (found == reading->records.cend())
            return errorReply(isGone());
        QJsonObject what{{u"server"_s, server->name}, {u"operation"_s, QLatin1String(resource.removal)}};
        for (const wire::Attribute &attribute : found->attributes)
            what.insert(QString::fromUtf8(attribute.name), QString::fromUtf8(attribute.values.join(", ")));
        return jsonReply({{u"dryRun"_s, true}, {u"changes"_s, QJsonArray{what}}});
    }
    if (auto done = resource.remove(api.rpc, target, id); !done)
        return errorReply(done.error().at(server->name));
    return http::Reply::empty();
}

} // namespace

void addFleetRoutes(http::Router &router, const Api &api)
{
    for (const Resource &resource : resources()) {
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
