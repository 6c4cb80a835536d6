// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/node_handler.h"

#include "service/api/cloudvfs_handler.h"
#include "service/api/exchange.h"
#include "service/api/file_config_handler.h"
#include "service/api/resources.h"
#include "service/api/routes.h"
#include "service/node/registry.h"
#include "shared/wire/paths.h"

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestLifetime = 24 * 3600;

const RecordTraits &nodeTraits()
{
    static const RecordTraits traits{
        .words = {"name", "host"}, .numbers = {"port"}, .name = "name", .identity = {"name"}};
    return traits;
}

QByteArray iso(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate).toLatin1();
}

wire::Record toRecord(const node::Node &node)
{
    wire::Record record;
    record.set("id", node.name.toUtf8());
    record.set("name", node.name.toUtf8());
    record.set("host", node.host.toUtf8());
    record.set("port", QByteArray::number(node.port));
    record.set("fingerprint", node.fingerprint.toHex(':').toUpper());
    record.set("enrolled", iso(node.enrolled));
    record.set("expires", iso(node.expires));
    return record;
}

http::Reply listNodes(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended, selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    QList<wire::Record> records;
    for (const node::Node &node : api.nodes.nodes())
        records.append(toRecord(node));
    auto selected = select(request, records, nodeTraits(), asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

QString pathVariable(const http::Request &request)
{
    return QString::fromUtf8(request.variables.value(0));
}

http::Reply readNode(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    const auto node = api.nodes.find(pathVariable(request));
    if (!node) {
        return errorReply({.code = ErrorCode::NotFound,
                           .message = u"There is no node \"%1\"."_s.arg(pathVariable(request).left(100))});
    }
    return objectReply(toRecord(*node), {}, *asked, {});
}

/// A token for one server; the only time that anybody sees it.
http::Reply makeToken(const Api &api, const http::Request &request)
{
    if (auto allowed = mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto input = readRecord(request);
    if (!input)
        return errorReply(input.error());
    bool good = true;
    const qint64 lifetime = input->contains("lifetime") ? input->value("lifetime").toLongLong(&good)
                                                        : node::Registry::standardLifetime.count();
    if (!good || lifetime < 1 || lifetime > longestLifetime) {
        return errorReply({.code = ErrorCode::Invalid,
                           .message = u"A token holds for 1 to %1 seconds."_s.arg(longestLifetime),
                           .field = u"lifetime"_s});
    }
    const fleet::ServerRef server =
        fleet::serverRef(input->text("name").trimmed(), request.session->principal().realm);
    auto token =
        api.nodes.makeToken(server.name, server.host, api.certificateFile, std::chrono::seconds(lifetime));
    if (!token)
        return errorReply(token.error());
    wire::Record record;
    record.set("name", server.name.toUtf8());
    record.set("host", server.host.toUtf8());
    record.set("token", *token);
    record.set("expires", iso(QDateTime::currentDateTimeUtc().addSecs(lifetime)));
    return objectReply(record, {}, {.format = converters::Format::Json}, {}, 201);
}

http::Reply removeNode(const Api &api, const http::Request &request)
{
    if (auto allowed = mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    if (asked->dryRun)
        return readNode(api, request);
    if (auto removed = api.nodes.remove(pathVariable(request)); !removed)
        return errorReply(removed.error());
    return http::Reply::empty();
}

/// Whoever holds a token is let in by it and nothing else.
http::Reply admit(const Api &api, const http::Request &request)
{
    auto input = readRecord(request);
    if (!input)
        return errorReply(input.error());
    auto admission =
        api.nodes.admit(input->value("token"), input->value("request"),
                        static_cast<quint16>(std::clamp(input->value("port").toInt(), 0, 65535)));
    if (!admission)
        return errorReply(admission.error());
    http::Reply reply = jsonReply({{u"name"_s, admission->name},
                                   {u"certificate"_s, QString::fromLatin1(admission->certificate)},
                                   {u"authority"_s, QString::fromLatin1(admission->authority)}});
    reply.account = admission->name; // for the audit log
    return reply;
}

// ---- on the node ----------------------------------------------------------------------------------------

http::Reply listHere(local::Machine &machine, const http::Request &request, const Resource &resource)
{
    auto records = resource.read.local(machine);
    if (!records)
        return errorReply(records.error());
    wire::RecordList list{.items = *std::move(records)};
    list.total = list.items.size();
    return listReply(request, list, {.format = converters::Format::Json}, {});
}

http::Reply doHere(local::Machine &machine, const http::Request &request, const Action &action)
{
    auto body = readRecord(request);
    if (!body)
        return errorReply(body.error());
    const auto done = action.carryOut(machine, pathVariable(request), *body);
    if (!done)
        return errorReply(done.error());
    return done->attributes.isEmpty() ? http::Reply::empty()
                                      : objectReply(*done, {}, {.format = converters::Format::Json}, {});
}

http::Reply removeHere(local::Machine &machine, const http::Request &request, const Resource &resource)
{
    if (auto done = resource.removeThere(machine, pathVariable(request)); !done)
        return errorReply(done.error());
    return http::Reply::empty();
}

} // namespace

http::Reply audited(http::Reply reply, const http::Request &request)
{
    reply.account = QString::fromUtf8(request.headers.value("X-SMC-For"));
    return reply;
}

void addEnrolmentRoutes(http::Router &router, const Api &api)
{
    const auto add = serverRoutes(router, api);
    using http::Need;
    add("GET", "/rest/servers/nodes", Need::Administrator, listNodes);
    add("POST", "/rest/servers/nodes", Need::Administrator, makeToken);
    add("GET", "/rest/servers/nodes/{name}", Need::Administrator, readNode);
    add("DELETE", "/rest/servers/nodes/{name}", Need::Administrator, removeNode);
    add("POST", "/auth/enrol", Need::Nothing, admit);
}

void addNodeRoutes(http::Router &router, local::Machine &machine)
{
    addConfTextRoutes(router, machine);
    addCloudvfsNodeRoutes(router, machine);
    for (const Resource &resource : resources()) {
        if (!resource.read.local)
            continue;
        router.add({.method = "GET",
                    .pattern = QByteArray("/rest/") + resource.path,
                    .pool = "servers",
                    .need = http::Need::Nothing,
                    .handler = [&machine, &resource](const http::Request &r) {
                        return audited(listHere(machine, r, resource), r);
                    }});
        if (!resource.removeThere)
            continue;
        router.add({.method = "DELETE",
                    .pattern = QByteArray("/rest/") + resource.path + "/{id}",
                    .pool = "servers",
                    .need = http::Need::Nothing,
                    .handler = [&machine, &resource](const http::Request &r) {
                        return audited(removeHere(machine, r, resource), r);
                    }});
    }
    for (const Action &action : actions()) {
        if (!action.isOfMachine())
            continue;
        router.add({.method = "PUT",
                    .pattern = QByteArray("/rest/") + action.resource + "/{id}/" + action.name,
                    .pool = "servers",
                    .need = http::Need::Nothing,
                    .handler = [&machine, &action](const http::Request &r) {
                        return audited(doHere(machine, r, action), r);
                    }});
    }
}

} // namespace smc::api
