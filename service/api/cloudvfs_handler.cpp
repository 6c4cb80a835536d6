// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/cloudvfs_handler.h"

#include "service/api/conf_place.h"
#include "service/api/control_handler.h"
#include "service/api/node_handler.h"
#include "service/api/record_query.h"
#include "service/api/routes.h"
#include "service/api/section_work.h"
#include "service/api/server_access.h"
#include "shared/wire/paths.h"

#include <QJsonArray>

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

// ---- joining a share ------------------------------------------------------------------------------------

/// The share where it stands: in smb.conf itself (`file`), or else in the registry.
Result<SectionWork> sectionOf(const Api &api, const http::Request &request,
                              const std::shared_ptr<ConfPlace> &file)
{
    auto work = prepareSection(api, request, {}, {}, file);
    const auto server = work ? onlyOne(work->servers) : Result<ServerRef>(work.error());
    if (!server)
        return server.error();
    const auto there = work->sections.read(*server);
    if (!there && there.error().code == ErrorCode::NotFound)
        return prepareSection(api, request);
    return work;
}

/// The parameters that the share needs, by the checks. Options of modules under their own names: as
/// "parametric" they would be all that it has.
wire::Record neededBy(const Records &checked)
{
    wire::Record parameters;
    for (const wire::Record &check : checked) {
        if (check.contains("vfs-objects"))
            parameters.set("vfs-objects", check.value("vfs-objects"));
        for (const QByteArray &option : check.values("parametric")) {
            const qsizetype sign = option.indexOf('=');
            parameters.set(option.left(sign).trimmed(), option.mid(sign + 1).trimmed());
        }
    }
    return parameters;
}

/// What of them the share lacks as it is now.
Result<Step> lacking(const Api &api, const SectionWork &work, const ConfPlace &file, const ServerRef &server,
                     const wire::Record &parameters)
{
    auto now = work.sections.read(server);
    if (!now)
        return now.error().at(server.name);
    auto planned =
        smbconf::change(smbconf::Parameters::installed(), smbconf::Scope::Share, *now, parameters, {});
    if (!planned)
        return planned.error();
    const Step step{.server = server, .before = *std::move(now), .change = *std::move(planned)};
    if (work.sections.areFiles()) {
        const Sections registry(
            api.rpc, [&](const ServerRef &one) { return work.sections.target(one); }, work.sections.name());
        if (auto counts = countsInFile(registry, file, step); !counts)
            return counts.error().at(server.name);
    }
    return step;
}

/// cloudvfsd comes first: a share that has the module and no daemon would be written down and not copied.
http::Reply enableShare(const Api &api, const http::Request &request)
{
    const auto file = std::make_shared<ConfPlace>(api, request);
    const auto work = sectionOf(api, request, file);
    if (!work)
        return prepareError(work.error());
    auto body = readRecord(request);
    if (!body)
        return errorReply(body.error());
    if (auto known = onlyKnown(*body, {"store", "mode"}); !known)
        return errorReply(known.error());
    const QString store = body->text("store");
    if (store.isEmpty())
        return errorReply({.code = ErrorCode::Invalid,
                           .message = u"The request does not say to which store."_s,
                           .hint = u"cloudvfs/stores lists those that the server has."_s,
                           .field = u"store"_s});
    const ServerRef &server = work->servers.constFirst();
    const QString &share = work->sections.name();
    auto checked = ask(api, request, server, checks(), {share, store, body->text("mode")});
    if (!checked)
        return errorReply(checked.error());
    QStringList critical;
    QJsonArray shown;
    for (const wire::Record &check : std::as_const(*checked)) {
        QJsonObject one;
        for (const char *name : {"check", "state", "message"})
            one.insert(QString::fromLatin1(name), check.text(name));
        shown.append(one);
        if (check.value("state") == "critical")
            critical << check.text("message");
    }
    if (!critical.isEmpty() && !work->asked.dryRun)
        return errorReply({.code = ErrorCode::Refused,
                           .message = u"%1 is not joined to %2: %3"_s.arg(share.left(100), store.left(100),
                                                                          critical.join(u' '))});
    const wire::Record parameters = neededBy(*checked);
    QList<Step> steps;
    if (critical.isEmpty()) {
        auto step = lacking(api, *work, *file, server, parameters);
        if (!step)
            return errorReply(step.error());
        steps.append(*std::move(step));
    }
    if (work->asked.dryRun)
        return jsonReply({{u"dryRun"_s, true},
                          {u"checks"_s, shown},
                          {u"changes"_s, changesOf(*work, steps, Operation::Modify)}});
    auto joined = byMachines(api, request, server, *findAction("cloudvfs/shares", "join"), share, *body);
    if (!joined)
        return errorReply(joined.error().at(server.name));
    // As it is by now: what somebody else has changed in the meantime stays.
    auto step = lacking(api, *work, *file, server, parameters);
    auto done = step ? Result<void>() : step.error();
    if (step && !step->change.isEmpty())
        done = work->sections.change({*step}, Operation::Modify);
    if (!done) {
        Error error = done.error();
        error.hint += u" cloudvfsd has the share by now; what is left is \"vfs objects = %1\" in its "
                      "parameters."_s.arg(parameters.text("vfs-objects"));
        error.hint = error.hint.trimmed();
        return errorReply(error);
    }
    return answer(*work, {*step}, Operation::Modify);
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
    add("PUT", "/rest/cloudvfs/shares/{id}/enable", http::Need::Administrator, enableShare);
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
