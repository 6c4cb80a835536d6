// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/smbconf_handler.h"

#include "service/api/record_query.h"
#include "service/api/routes.h"
#include "service/api/section_work.h"
#include "service/api/server_access.h"

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using smbconf::Scope;
using smbconf::Section;

namespace {

http::Reply readSection(const Api &api, const http::Request &request, const QString &section = {})
{
    auto work = prepareSection(api, request, section, whereOf(request));
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
    return objectReply(sectionRecord(*server, work->sections.name(), *parameters),
                       smbconf::etagOf(*parameters), work->asked, {});
}

http::Reply updateSection(const Api &api, const http::Request &request, Scope scope,
                          const QString &section = {})
{
    auto work = prepareSection(api, request, section, whereOf(request));
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
    auto selected = select(request, records, traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

} // namespace

void addSmbConfRoutes(http::Router &router, const Api &api)
{
    const auto add = serverRoutes(router, api);
    using http::Need;
    using http::Request;
    add("GET", "/rest/shares/shares/{name}", Need::Reader,
        [](const Api &a, const Request &r) { return readSection(a, r); });
    add("PUT", "/rest/shares/shares/{name}", Need::Administrator,
        [](const Api &a, const Request &r) { return updateSection(a, r, Scope::Share); });
    add("GET", "/rest/servers/config", Need::Reader,
        [](const Api &a, const Request &r) { return readSection(a, r, u"global"_s); });
    add("PUT", "/rest/servers/config", Need::Administrator,
        [](const Api &a, const Request &r) { return updateSection(a, r, Scope::Global, u"global"_s); });
    add("GET", "/rest/servers/parameters", Need::Reader,
        [](const Api &, const Request &r) { return listParameters(r); });
}

} // namespace smc::api
