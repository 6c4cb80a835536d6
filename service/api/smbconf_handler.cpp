// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/smbconf_handler.h"

#include "service/api/conf_place.h"
#include "service/api/record_query.h"
#include "service/api/routes.h"
#include "service/api/section_work.h"

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using smbconf::Scope;

namespace {

http::Reply readShare(const Api &api, const http::Request &request)
{
    auto work = prepareSection(api, request);
    return work ? showSection(*work) : prepareError(work.error());
}

http::Reply updateShare(const Api &api, const http::Request &request)
{
    auto work = prepareSection(api, request);
    return work ? updateSection(*work, Scope::Share) : prepareError(work.error());
}

// ---- [global] -------------------------------------------------------------------------------------------

/// The server that the path names, as "fs1" or as "fs1:global", which is the record's id; else `server=`.
QString serverOfGlobal(const http::Request &request)
{
    QString where =
        request.variables.isEmpty() ? whereOf(request) : QString::fromUtf8(request.variables.constFirst());
    if (where.endsWith(":global"_L1, Qt::CaseInsensitive) && !request.variables.isEmpty())
        where.chop(7);
    return where;
}

http::Reply readGlobal(const Api &api, const http::Request &request)
{
    auto work = prepareSection(api, request, u"global"_s, serverOfGlobal(request));
    return work ? showSection(*work) : prepareError(work.error());
}

http::Reply updateGlobal(const Api &api, const http::Request &request)
{
    const QString where = serverOfGlobal(request);
    auto work = prepareSection(api, request, u"global"_s, where);
    if (!work)
        return prepareError(work.error());
    if (where.isEmpty())
        return errorReply(whichServer());
    ConfPlace file(api, request);
    return updateSection(*work, Scope::Global,
                         [&](const Step &step) { return countsInRegistry(api, request, file, step); });
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
    add("GET", "/rest/shares/shares/{name}", Need::Reader, readShare);
    add("PUT", "/rest/shares/shares/{name}", Need::Administrator, updateShare);
    for (const char *path : {"/rest/servers/config", "/rest/servers/config/{id}"}) {
        add("GET", path, Need::Reader, readGlobal);
        add("PUT", path, Need::Administrator, updateGlobal);
    }
    add("GET", "/rest/servers/parameters", Need::Reader,
        [](const Api &, const Request &r) { return listParameters(r); });
}

} // namespace smc::api
