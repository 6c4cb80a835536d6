// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/folders_handler.h"

#include "service/api/exchange.h"
#include "service/api/record_query.h"
#include "service/api/server_access.h"
#include "service/shares/acl.h"
#include "service/shares/folders.h"

namespace smc::api {

namespace {

http::Reply listFolder(const Api &api, const http::Request &request)
{
    auto asked =
        readAsked(request, identity::View::Extended, QByteArrayList{"server", "path"} + selectParameters());
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
    auto path = shares::cleanPath(QString::fromUtf8(request.queryValue("path")));
    if (!path)
        return errorReply(path.error());
    auto found = shares::contents(api.rpc, targetOf(*person, request, *server), located->id, *path);
    if (!found)
        return errorReply(found.error().at(server->name));
    static const RecordTraits traits{.words = {"name"},
                                     .numbers = {"size"},
                                     .name = "-kind,name", // folders come before files, as everywhere
                                     .identity = {"name"}};
    for (wire::Record &record : found->items) {
        const QString below = *path == u"/" ? *path : *path + u'/';
        record.set("path", (below + record.text("name")).toUtf8());
    }
    auto selected = select(request, found->items, traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    selected->problems = found->problems;
    return listReply(request, *selected, *asked, {});
}

} // namespace

void addFolderRoutes(http::Router &router, const Api &api)
{
    router.add({.method = "GET",
                .pattern = "/rest/shares/shares/{id}/folders",
                .pool = "servers",
                .need = http::Need::Reader,
                .handler = [api](const http::Request &request) { return listFolder(api, request); }});
}

} // namespace smc::api
