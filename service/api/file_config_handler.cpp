// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/file_config_handler.h"

#include "service/api/conf_place.h"
#include "service/api/node_handler.h"
#include "service/api/record_query.h"
#include "service/api/routes.h"
#include "service/api/section_work.h"
#include "service/api/server_access.h"

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using smbconf::Scope;
using smbconf::Setting;

namespace {

// ---- smb.conf -------------------------------------------------------------------------------------------

/// "fs1" or "fs1:office", as the path says it; without one `server=` names servers.
struct Meant
{
    QString where;
    QString section = QStringLiteral("global");
};
Meant meant(const http::Request &request)
{
    if (request.variables.isEmpty())
        return {.where = whereOf(request)};
    const QString id = QString::fromUtf8(request.variables.constFirst());
    const qsizetype colon = id.indexOf(u':');
    Meant meant{.where = id.left(colon)};
    if (colon >= 0 && !smbconf::isGlobal(id.mid(colon + 1)))
        meant.section = id.mid(colon + 1);
    return meant;
}

http::Reply readFile(const Api &api, const http::Request &request)
{
    const Meant what = meant(request);
    auto work =
        prepareSection(api, request, what.section, what.where, std::make_shared<ConfPlace>(api, request));
    return work ? showSection(*work) : prepareError(work.error());
}

http::Reply updateFile(const Api &api, const http::Request &request)
{
    const Meant what = meant(request);
    if (what.where.isEmpty())
        return errorReply(whichServer());
    const auto file = std::make_shared<ConfPlace>(api, request);
    auto work = prepareSection(api, request, what.section, what.where, file);
    if (!work)
        return prepareError(work.error());
    const Sections registry(
        api.rpc, [&](const ServerRef &server) { return work->sections.target(server); }, what.section);
    return updateSection(*work, smbconf::isGlobal(what.section) ? Scope::Global : Scope::Share,
                         [&](const Step &step) { return countsInFile(registry, *file, step); });
}

// ---- where parameters stand -----------------------------------------------------------------------------

wire::Record toRecord(const ServerRef &server, const Setting &setting)
{
    wire::Record record;
    record.set("id", (server.name + u':' + setting.name).toUtf8());
    record.set("parameter", setting.name.toUtf8());
    record.set("attribute", smbconf::attributeName(setting.name));
    record.set("value", setting.value().toUtf8());
    record.set("place", setting.counts == Setting::Place::File ? "file" : "registry");
    if (setting.file) {
        record.set("file", setting.file->toUtf8());
        record.set("line", QByteArray::number(setting.line));
    }
    if (setting.registry)
        record.set("registry", setting.registry->toUtf8());
    return record;
}

Result<fleet::Reading> settingsOf(const Api &api, const http::Request &request, const Person &person,
                                  const ServerRef &server)
{
    ConfPlace place(api, request);
    auto file = place.file(server);
    if (!file)
        return file.error();
    smbconf::Section registry;
    if (smbconf::readsRegistry(*file)) {
        auto read =
            Sections(
                api.rpc, [&](const ServerRef &one) { return targetOf(person, request, one); }, u"global"_s)
                .read(server);
        if (!read && read.error().code != ErrorCode::NotFound)
            return read.error().at(u"reading the registry"_s);
        if (read)
            registry = *std::move(read);
    }
    QList<wire::Record> records;
    for (const Setting &setting : smbconf::settings(*file, u"global"_s, registry))
        records.append(toRecord(server, setting));
    return fleet::Reading{.records = records,
                          .road = api.machine.is(server.name, server.host) ? fleet::Road::Local
                                                                           : fleet::Road::Node};
}

http::Reply listSettings(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended, QByteArrayList{"server"} + selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    const QString where = whereOf(request);
    auto servers = serversOf(api, request, where, *person);
    if (!servers)
        return errorReply(servers.error());
    servers = fleet::machinesOf(*servers); // each has a smb.conf
    if (where.isEmpty())
        servers->removeIf([&api](const ServerRef &server) { return !hasOwnRoad(api, server); });
    fleet::Gathered gathered = fleet::gather(
        *servers, [&](const ServerRef &server) { return settingsOf(api, request, *person, server); });
    if (servers->size() == 1 && !gathered.problems.isEmpty())
        return errorReply(gathered.problems.first());
    static const RecordTraits traits{.words = {"server", "parameter", "value"},
                                     .numbers = {"line", "age"},
                                     .name = "server,parameter",
                                     .identity = {"id"}};
    auto selected = select(request, gathered.records, traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    selected->problems = gathered.problems;
    return listReply(request, *selected, *asked, {});
}

// ---- on the node ----------------------------------------------------------------------------------------

http::Reply tellText(const local::Machine &machine)
{
    auto told = machine.confText();
    if (!told)
        return errorReply(told.error());
    return objectReply(conf::toRecord(told->path, told->text), {}, {.format = converters::Format::Json}, {});
}

http::Reply replaceText(const local::Machine &machine, const http::Request &request)
{
    auto body = readRecord(request);
    if (!body)
        return errorReply(body.error());
    auto text = conf::textOf(*body);
    if (!text)
        return errorReply(text.error());
    auto done = machine.replaceConf(*text, body->value("former"));
    return done ? http::Reply::empty() : errorReply(done.error());
}

} // namespace

void addFileConfigRoutes(http::Router &router, const Api &api)
{
    const auto add = operatorRoutes(router, api);
    using http::Need;
    for (const char *path : {"/rest/servers/file-config", "/rest/servers/file-config/{id}"}) {
        add("GET", path, Need::Reader, readFile);
        add("PUT", path, Need::Administrator, updateFile);
    }
    add("GET", "/rest/servers/settings", Need::Reader, listSettings);
}

void addConfTextRoutes(http::Router &router, local::Machine &machine)
{
    const auto add = [&router, &machine](const char *method, auto handler) {
        router.add({.method = method,
                    .pattern = conf::route,
                    .pool = "servers",
                    .need = http::Need::Nothing,
                    .handler = [&machine, handler](const http::Request &request) {
                        return audited(handler(machine, request), request);
                    }});
    };
    add("GET", [](const local::Machine &one, const http::Request &) { return tellText(one); });
    add("PUT", replaceText);
}

} // namespace smc::api
