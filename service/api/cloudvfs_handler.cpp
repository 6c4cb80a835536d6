// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/cloudvfs_handler.h"

#include "service/api/node_handler.h"
#include "service/api/record_query.h"
#include "service/api/routes.h"
#include "service/api/server_access.h"
#include "shared/wire/paths.h"

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using Records = QList<wire::Record>;

namespace {

/// A list that depends on parameters of the query, of which the first, the share, has to be there.
struct List
{
    const char *route;
    QByteArrayList parameters;
    RecordTraits traits;
    http::Need need;
    std::function<Result<Records>(const local::Machine &, const QStringList &values)> read;
};

const List &files()
{
    static const List list{.route = "/rest/cloudvfs/files",
                           .parameters = {"share", "path"},
                           .traits = {.words = {"name"},
                                      .numbers = {"size"},
                                      .name = "-kind,name", // folders come before files, as everywhere
                                      .identity = {"name"}},
                           .need = http::Need::Reader,
                           .read = [](const local::Machine &machine, const QStringList &values) {
                               return machine.cloudFiles(
                                   values.at(0), values.at(1).split(u'/', Qt::SkipEmptyParts).join(u'/'));
                           }};
    return list;
}

const List &checks()
{
    static const List list{
        .route = "/rest/cloudvfs/checks",
        .parameters = {"share", "store", "mode"},
        .traits = {.words = {"check", "message"}, .numbers = {}, .name = "check", .identity = {"check"}},
        .need = http::Need::Administrator,
        .read = [](const local::Machine &machine, const QStringList &values) {
            return machine.cloudChecks(values.at(0), values.at(1), values.at(2));
        }};
    return list;
}

const List &faults()
{
    static const List list{.route = "/rest/cloudvfs/faults",
                           .parameters = {"share"},
                           .traits = {.words = {"what", "path", "problem"},
                                      .numbers = {},
                                      .name = "what,path",
                                      .identity = {"id"}},
                           .need = http::Need::Reader,
                           .read = [](const local::Machine &machine, const QStringList &values) {
                               return machine.cloudFaults(values.at(0));
                           }};
    return list;
}

const List &versions()
{
    static const List list{
        .route = "/rest/cloudvfs/versions",
        .parameters = {"share", "path"},
        .traits = {.words = {"path", "kind"}, .numbers = {"size"}, .name = "at", .identity = {"id"}},
        .need = http::Need::Reader,
        .read = [](const local::Machine &machine, const QStringList &values) {
            return machine.cloudVersions(values.at(0),
                                         values.at(1).split(u'/', Qt::SkipEmptyParts).join(u'/'));
        }};
    return list;
}

QStringList valuesOf(const http::Request &request, const List &list)
{
    QStringList values;
    for (const QByteArray &parameter : list.parameters)
        values << QString::fromUtf8(request.queryValue(parameter));
    return values;
}

/// By the machine itself or its node: nobody else has it.
Result<Records> ask(const Api &api, const http::Request &request, const ServerRef &server, const List &list,
                    const QStringList &values)
{
    Result<Records> told = noOwnRoad(server);
    for (const ServerRef &machine : ownRoads(api, server)) {
        if (api.machine.is(machine.name, machine.host)) {
            told = list.read(api.machine, values);
            break;
        }
        const auto node = api.nodes.find(machine.host);
        if (!node)
            continue; // removed just now
        QUrlQuery query;
        for (qsizetype i = 0; i < values.size(); ++i)
            wire::addQuery(query, QString::fromLatin1(list.parameters.at(i)), values.at(i));
        const auto body =
            askNode(api, request, *node, "GET", list.route + ('?' + wire::encodeQuery(query).toUtf8()));
        if (!body) {
            told = body.error();
            continue;
        }
        auto input = converters::read(converters::Format::Json, *body, {.records = maxPage});
        if (!input)
            return input.error().at(u"reading what smcd tells on"_s, node->name);
        told = std::move(input->records);
        break;
    }
    if (!told)
        return told.error().at(server.name);
    for (wire::Record &record : *told) {
        record.set("id", server.name.toUtf8() + ':' + record.value("id"));
        record.attributes.prepend({"server", {server.name.toUtf8()}});
    }
    return told;
}

http::Reply answerList(const Api &api, const http::Request &request, const List &list)
{
    auto asked = readAsked(request, identity::View::Extended,
                           QByteArrayList{"server"} + list.parameters + selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    const QStringList values = valuesOf(request, list);
    const QString where = QString::fromUtf8(request.queryValue("server"));
    if (values.constFirst().isEmpty() || where.isEmpty())
        return errorReply({.code = ErrorCode::Invalid,
                           .message = u"This is told of one share of one server."_s,
                           .hint = u"Say server= and share=."_s,
                           .field = where.isEmpty() ? u"server"_s : u"share"_s});
    auto servers = serversOf(api, request, where, *person);
    if (!servers)
        return errorReply(servers.error());
    auto server = onlyOne(*servers);
    if (!server)
        return errorReply(server.error());
    auto found = ask(api, request, *server, list, values);
    if (!found)
        return errorReply(found.error());
    auto selected = select(request, *found, list.traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

http::Reply readFile(const Api &api, const http::Request &request)
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
    const QString share = located->id.section(u'/', 0, 0);
    const QString path = located->id.section(u'/', 1);
    const QString folder = path.contains(u'/') ? path.section(u'/', 0, -2) : QString();
    auto found = ask(api, request, *server, files(), {share, folder});
    if (!found)
        return errorReply(found.error());
    for (const wire::Record &record : std::as_const(*found)) {
        if (record.text("path") == path)
            return objectReply(record, {}, *asked, {});
    }
    return errorReply({.code = ErrorCode::NotFound,
                       .message = u"There is no %1 in the share %2."_s.arg(path.left(200), share)});
}

http::Reply listHere(const local::Machine &machine, const http::Request &request, const List &list)
{
    auto records = list.read(machine, valuesOf(request, list));
    if (!records)
        return errorReply(records.error());
    wire::RecordList all{.items = *std::move(records)};
    all.total = all.items.size();
    return listReply(request, all, {.format = converters::Format::Json}, {});
}

} // namespace

void addCloudvfsRoutes(http::Router &router, const Api &api)
{
    const auto add = operatorRoutes(router, api);
    for (const List *list : {&files(), &checks(), &faults(), &versions()}) {
        add("GET", list->route, list->need,
            [list](const Api &one, const http::Request &request) { return answerList(one, request, *list); });
    }
    add("GET", QByteArray(files().route) + "/{id}", http::Need::Reader, readFile);
}

void addCloudvfsNodeRoutes(http::Router &router, local::Machine &machine)
{
    for (const List *list : {&files(), &checks(), &faults(), &versions()}) {
        router.add({.method = "GET",
                    .pattern = list->route,
                    .pool = "servers",
                    .need = http::Need::Nothing,
                    .handler = [&machine, list](const http::Request &request) {
                        return audited(listHere(machine, request, *list), request);
                    }});
    }
}

} // namespace smc::api
