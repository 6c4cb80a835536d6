// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/smbconf_handler.h"

#include "service/api/change_journal.h"
#include "service/api/exchange.h"
#include "service/api/record_query.h"
#include "service/api/sections.h"
#include "service/api/server_access.h"
#include "service/shares/acl.h"
#include "service/shares/folders.h"
#include "service/smbconf/section.h"
#include "shared/wire/paths.h"

#include <QJsonArray>

#include <algorithm>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using smbconf::Scope;
using smbconf::Section;

namespace {

/// Attributes of a share's record that are no parameters.
const QByteArrayList &notParameters()
{
    static const QByteArrayList names{"server", "road", "age", "id", "name", "kind", "hidden", "users"};
    return names;
}

/// Sections that are no shares of one's own making.
bool isSpecial(const QString &section)
{
    return section.compare("global"_L1, Qt::CaseInsensitive) == 0 ||
           section.compare("homes"_L1, Qt::CaseInsensitive) == 0 ||
           section.compare("printers"_L1, Qt::CaseInsensitive) == 0;
}

/// What the handlers share: who asks, which servers, which section.
struct Work
{
    const http::Request &request;
    Asked asked;
    Person person;
    QList<ServerRef> servers;
    Sections sections;
};

/// Who asks, and where. `section` empty: the path names server and share, or the share beside `server=`.
/// Otherwise `where` says on which servers it is meant. What is changed there is kept for servers/changes.
Result<Work> prepare(const Api &api, const http::Request &request, const QString &section = {},
                     const QString &where = {})
{
    const bool reads = request.method == "GET";
    auto asked = readAsked(request, identity::View::Extended,
                           reads ? QByteArrayList{"server"} : QByteArrayList{"server", "reason"});
    if (!asked)
        return asked.error();
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return person.error();
    auto author = authorOf(request, Author::Way::Request);
    if (!author)
        return author.error();
    Located located{.servers = {}, .id = section};
    if (section.isEmpty()) {
        auto found = locate(api, request, *person);
        if (!found)
            return found.error();
        located = *std::move(found);
    } else {
        auto servers = serversOf(api, request, where, *person);
        if (!servers)
            return servers.error();
        located.servers = *std::move(servers);
    }
    const auto target = [&request, person = *person](const ServerRef &server) {
        return targetOf(person, request, server);
    };
    return Work{.request = request,
                .asked = *asked,
                .person = *person,
                .servers = std::move(located.servers),
                .sections =
                    Sections(api.rpc, target, std::move(located.id), journal(api, *std::move(author)))};
}

QString whereOf(const http::Request &request)
{
    return QString::fromUtf8(request.queryValue("server"));
}

Error whichServer()
{
    return Error{.code = ErrorCode::Invalid,
                 .message = u"The request does not say on which server."_s,
                 .hint = u"Add server=NAME, or server=group:NAME for several."_s,
                 .field = u"server"_s};
}

http::Reply prepareError(const Error &error)
{
    return error.code == ErrorCode::Unsupported ? askedErrorReply(error) : errorReply(error);
}

wire::Record toRecord(const ServerRef &server, const QString &section, const Section &parameters)
{
    wire::Record record;
    record.set("server", server.name.toUtf8());
    record.set("id", (server.name + u':' + section).toUtf8());
    record.set("name", section.toUtf8());
    smbconf::append(record, parameters);
    return record;
}

/// What there is after a change.
http::Reply answer(const Work &work, const QList<Step> &steps, Operation operation)
{
    const QString &section = work.sections.name();
    wire::RecordList list;
    QByteArray etag;
    for (const Step &step : steps) {
        auto now = work.sections.read(step.server);
        if (!now)
            return errorReply(now.error().at(u"reading back"_s, step.server.name));
        etag = smbconf::etagOf(*now);
        list.items.append(toRecord(step.server, section, *now));
    }
    list.total = list.items.size();
    const int status = operation == Operation::Create ? 201 : 200;
    if (steps.size() != 1) {
        http::Reply reply = listReply(work.request, list, work.asked, {});
        reply.status = status;
        return reply;
    }
    http::Reply reply = objectReply(list.items.first(), etag, work.asked, {}, status);
    if (operation == Operation::Create)
        reply.headers.set(
            "Location",
            wire::restPath(u"shares/shares"_s, steps.first().server.name + u':' + section).toUtf8());
    return reply;
}

/// Shows the steps, or carries them out and answers with what there is now.
http::Reply finish(const Work &work, const QList<Step> &steps, Operation operation,
                   const Sections::Check &check = {})
{
    const QString &section = work.sections.name();
    if (work.asked.dryRun) {
        QJsonArray changes;
        for (const Step &step : steps) {
            changes.append(QJsonObject{{u"server"_s, step.server.name},
                                       {u"section"_s, section},
                                       {u"operation"_s, QLatin1String(operationName(operation))},
                                       {u"attributes"_s, step.change.attributes}});
        }
        return jsonReply({{u"dryRun"_s, true}, {u"changes"_s, changes}});
    }
    if (auto done = work.sections.change(steps, operation, check); !done)
        return errorReply(done.error());
    return operation == Operation::Delete ? http::Reply::empty() : answer(work, steps, operation);
}
// ---- sections: a share, [global] ------------------------------------------------------------------------

http::Reply readSection(const Api &api, const http::Request &request, const QString &section = {})
{
    auto work = prepare(api, request, section, whereOf(request));
    if (!work)
        return prepareError(work.error());
    auto server = onlyOne(work->servers);
    if (!server)
        return errorReply(server.error());
    auto parameters = work->sections.read(*server);
    if (!parameters && parameters.error().code == ErrorCode::NotFound && isSpecial(work->sections.name()))
        parameters = Section(); // nothing of it is in the registry yet
    if (!parameters)
        return errorReply(parameters.error());
    return objectReply(toRecord(*server, work->sections.name(), *parameters), smbconf::etagOf(*parameters),
                       work->asked, {});
}

/// What a section has now, if that is what If-Match names. Errors: Stale, NotFound.
Result<Section> readMatching(const Sections &sections, const ServerRef &server, const QByteArray &match)
{
    auto now = sections.read(server);
    if (!now && now.error().code == ErrorCode::NotFound && isSpecial(sections.name()))
        now = Section(); // no parameter of [global] is in the registry yet
    if (!now)
        return now.error().at(server.name);
    if (!match.isEmpty() && smbconf::etagOf(*now) != match) {
        return Error{.code = ErrorCode::Stale,
                     .message =
                         u"[%1] of %2 was changed in the meantime."_s.arg(sections.name(), server.name),
                     .hint = u"Read it again, and repeat what you want to change."_s};
    }
    return now;
}

http::Reply updateSection(const Api &api, const http::Request &request, Scope scope,
                          const QString &section = {})
{
    auto work = prepare(api, request, section, whereOf(request));
    if (!work)
        return prepareError(work.error());
    if (!section.isEmpty() && whereOf(request).isEmpty())
        return errorReply(whichServer());
    const auto match = requireMatch(request);
    if (!match)
        return http::Reply::problem(match.error(), 428);
    if (!match->isEmpty() && work->servers.size() != 1) {
        return errorReply({.code = ErrorCode::Invalid,
                           .message = u"An ETag is one server's."_s,
                           .hint = u"Send If-Match: * for several; a dry run shows what they have now."_s});
    }
    auto input = readRecord(request);
    if (!input)
        return errorReply(input.error());
    QList<Step> steps;
    for (const ServerRef &server : std::as_const(work->servers)) {
        auto now = readMatching(work->sections, server, *match);
        if (!now)
            return errorReply(now.error());
        auto planned =
            smbconf::change(smbconf::Parameters::installed(), scope, *now, *input, notParameters());
        if (!planned)
            return errorReply(planned.error());
        steps.append({.server = server, .before = *std::move(now), .change = *std::move(planned)});
    }
    return finish(*work, steps, Operation::Modify);
}

// ---- shares ---------------------------------------------------------------------------------------------

Result<void> checkShareName(const QString &name)
{
    // What SMB forbids in a share's name ([MS-SRVS] 2.2.1.1, [MS-FSCC] 2.1.6), and brackets, which end a
    // section.
    static const QString forbidden = u"\\/[]:|<>+=;,*?\""_s;
    const bool bad = std::any_of(name.begin(), name.end(),
                                 [](QChar c) { return c.unicode() < 0x20 || forbidden.contains(c); });
    if (name.isEmpty() || name.size() > 80 || bad || name != name.trimmed()) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"A share's name has 1 to 80 characters, and none of %1"_s.arg(forbidden),
                     .field = u"name"_s};
    }
    if (isSpecial(name) || name.compare("ipc$"_L1, Qt::CaseInsensitive) == 0) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The name \"%1\" means something else to Samba."_s.arg(name),
                     .hint = u"Choose another name."_s,
                     .field = u"name"_s};
    }
    return {};
}

/// The shares of a server that has none of this name. Errors: Exists.
Result<QList<rpc::ShareInfo>> sharesWithout(const Api &api, const Work &work, const ServerRef &server,
                                            const QString &name)
{
    auto existing = api.rpc.call(work.sections.target(server), rpc::NetShareEnum{});
    if (!existing)
        return existing.error().at(server.name);
    const bool exists = std::any_of(existing->begin(), existing->end(), [&name](const rpc::ShareInfo &share) {
        return share.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (exists) {
        return Error{.code = ErrorCode::Exists,
                     .message = u"%1 has a share %2 already."_s.arg(server.name, name),
                     .hint = u"Choose another name, or change that one."_s,
                     .field = u"name"_s};
    }
    return existing;
}

http::Reply createShare(const Api &api, const http::Request &request)
{
    auto input = readRecord(request);
    if (!input)
        return errorReply(input.error());
    const QString name = input->text("name");
    if (auto good = checkShareName(name); !good)
        return errorReply(good.error());
    if (!input->text("path").startsWith(u'/')) {
        return errorReply(
            {.code = ErrorCode::Invalid,
             .message = u"A share needs the path of a folder on the server, beginning with /."_s,
             .field = u"path"_s});
    }
    const QString path = input->text("path");
    // Samba puts names into a path with % when somebody connects, and lets nobody into what is not available.
    const bool known =
        !path.contains(u'%') && input->text("available").compare("no"_L1, Qt::CaseInsensitive) != 0;
    // A form says it in the body.
    const QString where = request.hasQuery("server") ? whereOf(request) : input->text("server");
    if (where.isEmpty())
        return errorReply(whichServer());
    auto work = prepare(api, request, name, where);
    if (!work)
        return prepareError(work.error());
    QList<Step> steps;
    for (const ServerRef &server : std::as_const(work->servers)) {
        auto existing = sharesWithout(api, *work, server, name);
        if (!existing)
            return errorReply(existing.error());
        auto planned =
            smbconf::change(smbconf::Parameters::installed(), Scope::Share, {}, *input, notParameters());
        if (!planned)
            return errorReply(planned.error());
        // Where a share has the path in it already, it tells before anything is touched.
        if (const auto inside = shares::shareWith(*existing, path); inside && known) {
            if (auto good = shares::checkFolder(api.rpc, work->sections.target(server), *inside); !good)
                return errorReply(good.error().at(server.name).on(u"path"_s));
        }
        steps.append({.server = server, .before = {}, .change = *std::move(planned)});
    }
    // Otherwise nothing does until the share is there: then it is looked into, and taken back.
    return finish(*work, steps, Operation::Create, [&](const Step &step) -> Result<void> {
        if (!known)
            return {};
        const rpc::Target target = work->sections.target(step.server);
        auto good = shares::checkFolder(api.rpc, target, {.share = name, .path = u"/"_s});
        if (!good && good.error().code == ErrorCode::NotFound) {
            return Error{.code = ErrorCode::NotFound,
                         .message = u"%1 has no folder %2."_s.arg(step.server.name, path),
                         .hint = u"Make the folder first; the share was not made."_s,
                         .field = u"path"_s};
        }
        return good;
    });
}

http::Reply deleteShare(const Api &api, const http::Request &request)
{
    auto work = prepare(api, request);
    if (!work)
        return prepareError(work.error());
    const QString &name = work->sections.name();
    if (isSpecial(name)) {
        return errorReply(
            {.code = ErrorCode::Invalid, .message = u"[%1] is no share."_s.arg(name), .field = u"name"_s});
    }
    QList<Step> steps;
    for (const ServerRef &server : std::as_const(work->servers)) {
        auto now = work->sections.read(server);
        if (!now)
            return errorReply(now.error().at(server.name));
        if (const auto match = ifMatch(request);
            match && !match->isEmpty() && smbconf::etagOf(*now) != *match) {
            return errorReply(
                {.code = ErrorCode::Stale,
                 .message = u"The share %1 of %2 was changed in the meantime."_s.arg(name, server.name),
                 .hint = u"Look at it again before you delete it."_s});
        }
        steps.append({.server = server, .before = *std::move(now), .change = {}});
    }
    return finish(*work, steps, Operation::Delete);
}

/// Parameters that say which machines may connect.
bool isAboutHosts(const QStringList &parameter)
{
    const QString &name = parameter.constFirst();
    return name == "hosts allow"_L1 || name == "hosts deny"_L1;
}

/// A share's parameters with which it lets no machine in.
Section closedToAll(Section parameters)
{
    parameters.removeIf(isAboutHosts);
    parameters.append({u"hosts deny"_s, u"ALL"_s});
    return parameters;
}

/// What makes of that the share as it is meant.
smbconf::SectionChange openedAgain(const Section &parameters)
{
    smbconf::SectionChange change;
    std::copy_if(parameters.begin(), parameters.end(), std::back_inserter(change.set), isAboutHosts);
    const bool denies = std::any_of(change.set.cbegin(), change.set.cend(), [](const QStringList &parameter) {
        return parameter.constFirst() == "hosts deny"_L1;
    });
    if (!denies)
        change.remove = {u"hosts deny"_s};
    return change;
}

/// Gives a share another name, with its parameters and its access list. Whoever is connected stays so: smbd
/// keeps a share that is in use, under the name that it had, until the last one leaves it.
http::Reply renameShare(const Api &api, const http::Request &request)
{
    auto work = prepare(api, request);
    if (!work)
        return prepareError(work.error());
    const QString &before = work->sections.name();
    auto author = authorOf(request, Author::Way::Request);
    auto input = readRecord(request);
    if (!author || !input)
        return errorReply(author ? input.error() : author.error());
    const QString name = input->text("name");
    if (auto good = checkShareName(name); !good)
        return errorReply(good.error());
    if (isSpecial(before)) {
        return errorReply(
            {.code = ErrorCode::Invalid, .message = u"[%1] is no share."_s.arg(before), .field = u"name"_s});
    }
    const auto match = requireMatch(request);
    if (!match)
        return http::Reply::problem(match.error(), 428);
    QList<Step> makes;
    QList<Step> removes;
    for (const ServerRef &server : std::as_const(work->servers)) {
        auto now = readMatching(work->sections, server, *match);
        if (!now)
            return errorReply(now.error());
        if (auto others = sharesWithout(api, *work, server, name); !others)
            return errorReply(others.error());
        wire::Record parameters;
        smbconf::append(parameters, *now);
        auto planned = smbconf::change(smbconf::Parameters::installed(), Scope::Share, {}, parameters, {});
        if (!planned)
            return errorReply(planned.error());
        makes.append({.server = server, .before = {}, .change = *std::move(planned)});
        removes.append({.server = server, .before = *std::move(now), .change = {}});
    }
    const auto target = [&work](const ServerRef &server) { return work->sections.target(server); };
    const Work made{.request = request,
                    .asked = work->asked,
                    .person = work->person,
                    .servers = work->servers,
                    .sections = Sections(api.rpc, target, name, journal(api, *std::move(author)))};
    if (work->asked.dryRun)
        return finish(made, makes, Operation::Create);

    // Nobody gets in by the new name before its access list is there.
    QList<Step> closed = makes;
    QList<Step> opened = makes;
    for (qsizetype i = 0; i < makes.size(); ++i) {
        const Section &parameters = makes.at(i).change.set;
        closed[i].change.set = closedToAll(parameters);
        opened[i].before = closed.at(i).change.set;
        opened[i].change = openedAgain(parameters);
    }
    auto done = made.sections.change(closed, Operation::Create, [&](const Step &step) -> Result<void> {
        auto list = shares::readAcl(api.rpc, target(step.server), {.share = before, .path = {}});
        if (list)
            list = shares::writeAcl(api.rpc, target(step.server), {.share = name, .path = {}}, *list);
        return list ? Result<void>() : list.error();
    });
    if (!done)
        return errorReply(done.error());
    done = Sections(api.rpc, target, name).change(opened, Operation::Modify);
    if (done)
        done = work->sections.change(removes, Operation::Delete);
    if (!done) {
        Error error = done.error();
        for (const Step &step : std::as_const(closed)) {
            if (auto back = made.sections.takeBack(step, Operation::Create, error); !back)
                error.more.push_back(back.error().at(u"going back"_s, step.server.name));
        }
        return errorReply(error);
    }
    return answer(made, makes, Operation::Modify);
}

// ---- what Samba knows -----------------------------------------------------------------------------------

http::Reply listParameters(const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended, selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    static const RecordTraits traits{
        .words = {"name", "help"}, .numbers = {}, .name = "name", .identity = {"name"}};
    QList<wire::Record> records;
    for (const smbconf::Parameter &parameter : smbconf::Parameters::installed().all()) {
        wire::Record record;
        record.set("name", parameter.name.toUtf8());
        record.set("attribute", smbconf::attributeName(parameter.name));
        record.set("scope", parameter.share ? "share" : "global");
        record.set("type", parameter.type.toUtf8());
        record.set("default", parameter.standard.toUtf8());
        if (!parameter.choices.isEmpty())
            record.set("choices", parameter.choices.join(u'\n').toUtf8().split('\n'));
        if (!parameter.synonyms.isEmpty())
            record.set("synonyms", parameter.synonyms.join(u'\n').toUtf8().split('\n'));
        record.set("deprecated", parameter.deprecated ? "TRUE" : "FALSE");
        record.set("help", parameter.help.toUtf8());
        records.append(record);
    }
    auto selected = select(request, std::move(records), traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

} // namespace

void addSmbConfRoutes(http::Router &router, const Api &api)
{
    const auto add = [&router](const char *method, const char *pattern, http::Need need,
                               http::Handler handler) {
        router.add({.method = method,
                    .pattern = pattern,
                    .pool = "servers",
                    .need = need,
                    .handler = std::move(handler)});
    };
    using http::Need;
    using http::Request;
    add("GET", "/rest/shares/shares/{name}", Need::Reader,
        [api](const Request &r) { return readSection(api, r); });
    add("POST", "/rest/shares/shares", Need::Administrator,
        [api](const Request &r) { return createShare(api, r); });
    add("PUT", "/rest/shares/shares/{name}", Need::Administrator,
        [api](const Request &r) { return updateSection(api, r, Scope::Share); });
    add("PUT", "/rest/shares/shares/{name}/rename", Need::Administrator,
        [api](const Request &r) { return renameShare(api, r); });
    add("DELETE", "/rest/shares/shares/{name}", Need::Administrator,
        [api](const Request &r) { return deleteShare(api, r); });
    add("GET", "/rest/servers/config", Need::Reader,
        [api](const Request &r) { return readSection(api, r, u"global"_s); });
    add("PUT", "/rest/servers/config", Need::Administrator,
        [api](const Request &r) { return updateSection(api, r, Scope::Global, u"global"_s); });
    add("GET", "/rest/servers/parameters", Need::Reader, [](const Request &r) { return listParameters(r); });
}

} // namespace smc::api
