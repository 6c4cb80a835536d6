// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/groups_handler.h"

#include "service/api/change_journal.h"
#include "service/api/drift.h"
#include "service/api/exchange.h"
#include "service/api/record_query.h"
#include "service/api/roads.h"
#include "service/api/routes.h"
#include "service/api/server_access.h"
#include "shared/wire/paths.h"

#include <QJsonArray>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::Group;
using fleet::ServerRef;

namespace {

QString nameOf(const http::Request &request)
{
    return QString::fromUtf8(request.variables.value(0));
}

Error noSuchGroup(const QString &name)
{
    return Error{.code = ErrorCode::NotFound,
                 .message = u"There is no group of servers \"%1\"."_s.arg(name.left(100))};
}

QByteArrayList toUtf8(const QStringList &texts)
{
    QByteArrayList values;
    for (const QString &text : texts)
        values << text.toUtf8();
    return values;
}

Result<QList<ServerRef>> membersOf(const Api &api, const http::Request &request, const Person &person,
                                   const Group &group)
{
    return serversOf(api, request, u"group:"_s + group.name, person);
}

wire::Record toRecord(const Api &api, const http::Request &request, const Person &person, const Group &group)
{
    wire::Record record;
    record.set("id", group.name.toUtf8());
    record.set("name", group.name.toUtf8());
    if (!group.comment.isEmpty())
        record.set("comment", group.comment.toUtf8());
    record.set("origin", group.fixed ? "configuration" : "service");
    if (group.rule)
        record.set("rule", group.rule->text().toUtf8());
    else
        record.set("servers", toUtf8(group.servers));
    if (!group.desired.isEmpty())
        record.set("desired", toUtf8(group.desired));
    if (const auto members = membersOf(api, request, person, group)) {
        QStringList names;
        for (const ServerRef &server : *members)
            names << server.name;
        record.set("members", toUtf8(names));
        record.set("count", QByteArray::number(names.size()));
    } else { // a server of it is not looked after any more
        record.set("fault", members.error().message.toUtf8());
    }
    return record;
}

/// What a request says of a group, laid over what there is of it.
Result<Group> readGroup(const wire::Record &input, Group group)
{
    static const QByteArrayList readOnly{"id", "origin", "members", "count", "fault"};
    for (const wire::Attribute &attribute : input.attributes) {
        const QByteArray name = attribute.name.toLower();
        const QStringList values = input.texts(attribute.name);
        if (name == "name") {
            group.name = values.value(0).trimmed();
        } else if (name == "comment") {
            group.comment = values.value(0).trimmed();
        } else if (name == "servers") {
            group.servers = values;
            group.servers.removeAll(QString());
        } else if (name == "desired") {
            group.desired = values;
            group.desired.removeAll(QString());
        } else if (name == "rule") {
            group.rule.reset();
            if (const QString text = values.value(0).trimmed(); !text.isEmpty()) {
                auto rule = fleet::Rule::parse(text);
                if (!rule)
                    return rule.error();
                group.rule = *std::move(rule);
            }
        } else if (!readOnly.contains(name)) {
            return Error{.code = ErrorCode::Invalid,
                         .message = u"A group of servers has no \"%1\"."_s.arg(QString::fromUtf8(name)),
                         .hint = u"It has name, comment, servers or rule, and desired."_s,
                         .field = QString::fromUtf8(attribute.name)};
        }
    }
    if (auto desired = smbconf::readDesired(smbconf::Parameters::installed(), group.desired); !desired)
        return desired.error();
    return group;
}

http::Reply reply(const Api &api, const http::Request &request, const Asked &asked, const Group &group,
                  int status = 200)
{
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    http::Reply answer =
        objectReply(toRecord(api, request, *person, group), etagOf(group), asked, {}, status);
    if (status == 201)
        answer.headers.set("Location", wire::restPath(u"servers/groups"_s, group.name).toUtf8());
    return answer;
}

http::Reply listGroups(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended, selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return errorReply(person.error());
    static const RecordTraits traits{.words = {"name", "comment", "rule", "members"},
                                     .numbers = {"count"},
                                     .name = "name",
                                     .identity = {"name"}};
    QList<wire::Record> records;
    for (const Group &group : api.fleet.groups().all())
        records.append(toRecord(api, request, *person, group));
    auto selected = select(request, records, traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

http::Reply readOne(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    const auto group = api.fleet.groups().find(nameOf(request));
    return group ? reply(api, request, *asked, *group) : errorReply(noSuchGroup(nameOf(request)));
}

/// The change of a group itself as a dry run shows it.
http::Reply shown(const char *operation, const Group &group)
{
    return jsonReply({{u"dryRun"_s, true},
                      {u"changes"_s, QJsonArray{QJsonObject{{u"operation"_s, QLatin1StringView(operation)},
                                                            {u"group"_s, group.name}}}}});
}

http::Reply createGroup(const Api &api, const http::Request &request)
{
    if (auto allowed = mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    auto input = readRecord(request);
    if (!input)
        return errorReply(input.error());
    auto group = readGroup(*input, {});
    if (!group)
        return errorReply(group.error());
    if (asked->dryRun)
        return shown("create", *group);
    if (auto made = api.fleet.groups().insert(*group); !made)
        return errorReply(made.error());
    return reply(api, request, *asked, *group, 201);
}

/// Puts what `edit` makes of a group in its place.
template<typename Edit>
http::Reply changeGroup(const Api &api, const http::Request &request, const Edit &edit)
{
    if (auto allowed = mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    const auto match = requireMatch(request);
    if (!match)
        return http::Reply::problem(match.error(), 428);
    const auto before = api.fleet.groups().find(nameOf(request));
    if (!before)
        return errorReply(noSuchGroup(nameOf(request)));
    auto input = readRecord(request);
    if (!input)
        return errorReply(input.error());
    auto group = edit(*input, *before);
    if (!group)
        return errorReply(group.error());
    if (asked->dryRun)
        return shown("modify", *group);
    // What was laid over is what is replaced, also where any state will do.
    const QByteArray state = match->isEmpty() ? etagOf(*before) : *match;
    if (auto done = api.fleet.groups().replace(before->name, *group, state); !done)
        return errorReply(done.error());
    return reply(api, request, *asked, *group);
}

http::Reply removeGroup(const Api &api, const http::Request &request)
{
    if (auto allowed = mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    const auto group = api.fleet.groups().find(nameOf(request));
    if (!group)
        return errorReply(noSuchGroup(nameOf(request)));
    if (asked->dryRun)
        return shown("delete", *group);
    if (auto done = api.fleet.groups().remove(group->name); !done)
        return errorReply(done.error());
    return http::Reply::empty();
}

// ---- what its servers should say, and do ----------------------------------------------------------------

/// A group, its servers, and what they should say.
struct Duty
{
    Asked asked;
    QList<ServerRef> servers;
    Drift drift;
};

Result<Duty> dutyOf(const Api &api, const http::Request &request, const QByteArrayList &parameters = {})
{
    auto asked = readAsked(request, identity::View::Extended, parameters);
    if (!asked)
        return asked.error();
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return person.error();
    const auto group = api.fleet.groups().find(nameOf(request));
    if (!group)
        return noSuchGroup(nameOf(request));
    auto desired = smbconf::readDesired(smbconf::Parameters::installed(), group->desired);
    if (!desired)
        return desired.error();
    auto servers = membersOf(api, request, *person, *group);
    if (!servers)
        return servers.error();
    auto author = authorOf(request, Author::Way::Repair);
    if (!author)
        return author.error();
    const auto target = [&request, person = *person](const ServerRef &server) {
        return targetOf(person, request, server);
    };
    return Duty{.asked = *asked,
                .servers = *std::move(servers),
                .drift = Drift(api.rpc, target, *std::move(desired), journal(api, *std::move(author)))};
}

http::Reply dutyError(const Error &error)
{
    return error.code == ErrorCode::Unsupported ? askedErrorReply(error) : errorReply(error);
}

http::Reply listDrift(const Api &api, const http::Request &request)
{
    auto duty = dutyOf(api, request, selectParameters());
    if (!duty)
        return dutyError(duty.error());
    static const RecordTraits traits{.words = {"server", "section", "parameter", "desired", "actual"},
                                     .numbers = {"age"},
                                     .name = "server",
                                     .identity = {"server", "section", "parameter"}};
    fleet::Gathered gathered =
        fleet::gather(duty->servers, [&](const ServerRef &server) -> Result<fleet::Reading> {
            auto repairs = duty->drift.of(server);
            if (!repairs)
                return repairs.error();
            return fleet::Reading{.records = toRecords(*repairs)};
        });
    auto selected = select(request, gathered.records, traits, duty->asked.fields);
    if (!selected)
        return errorReply(selected.error());
    selected->problems = gathered.problems;
    return listReply(request, *selected, duty->asked, {});
}

http::Reply repair(const Api &api, const http::Request &request)
{
    auto duty = dutyOf(api, request, {"reason"});
    if (!duty)
        return dutyError(duty.error());
    auto repairs = duty->drift.of(duty->servers);
    if (!repairs)
        return errorReply(repairs.error());
    if (!duty->asked.dryRun) {
        if (auto done = duty->drift.repair(*repairs); !done)
            return errorReply(done.error());
    }
    QJsonArray changes;
    for (const Repair &one : std::as_const(*repairs)) {
        changes.append(QJsonObject{{u"server"_s, one.step.server.name},
                                   {u"section"_s, one.section},
                                   {u"operation"_s, QLatin1String(operationName(one.operation))},
                                   {u"attributes"_s, one.step.change.attributes}});
    }
    return jsonReply({{u"dryRun"_s, duty->asked.dryRun}, {u"changes"_s, changes}});
}

/// What a server says in some sections is what all of its group should say.
http::Reply adopt(const Api &api, const http::Request &request)
{
    return changeGroup(api, request, [&](const wire::Record &input, const Group &before) -> Result<Group> {
        auto person = personOf(api.realms, request.session.get());
        if (!person)
            return person.error();
        if (!input.contains("server") || !input.contains("sections")) {
            return Error{.code = ErrorCode::Invalid,
                         .message = u"The request does not say what to take over from which server."_s,
                         .hint = u"Send {\"server\": [\"fs1\"], \"sections\": [\"global\", \"data\"]}."_s,
                         .field = input.contains("server") ? u"sections"_s : u"server"_s};
        }
        auto servers = serversOf(api, request, input.text("server"), *person);
        auto server = servers ? onlyOne(*servers) : servers.error();
        if (!server)
            return server.error();
        Group group = before;
        group.desired.clear();
        for (const QString &section : input.texts("sections")) {
            auto now =
                Sections(
                    api.rpc, [&](const ServerRef &s) { return targetOf(*person, request, s); }, section)
                    .read(*server);
            if (!now)
                return now.error().at(server->name);
            for (const QStringList &parameter : std::as_const(*now)) {
                group.desired << u"[%1] %2 = %3"_s.arg(section, parameter.constFirst(),
                                                       parameter.constLast());
            }
        }
        return group;
    });
}

} // namespace

void addGroupRoutes(http::Router &router, const Api &api)
{
    const auto add = serverRoutes(router, api);
    using http::Need;
    add("GET", "/rest/servers/groups", Need::Reader, listGroups);
    add("POST", "/rest/servers/groups", Need::Administrator, createGroup);
    add("GET", "/rest/servers/groups/{name}", Need::Reader, readOne);
    add("PUT", "/rest/servers/groups/{name}", Need::Administrator,
        [](const Api &a, const http::Request &r) { return changeGroup(a, r, readGroup); });
    add("DELETE", "/rest/servers/groups/{name}", Need::Administrator, removeGroup);
    add("GET", "/rest/servers/groups/{name}/drift", Need::Reader, listDrift);
    add("PUT", "/rest/servers/groups/{name}/repair", Need::Administrator, repair);
    add("PUT", "/rest/servers/groups/{name}/adopt", Need::Administrator, adopt);
}

} // namespace smc::api
