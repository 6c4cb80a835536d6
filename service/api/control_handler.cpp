// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/control_handler.h"

#include "service/api/exchange.h"
#include "service/api/roads.h"
#include "service/api/server_access.h"
#include "service/status/status.h"

#include <QJsonArray>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using local::Machine;

namespace {

/// PUT /rest/{resource}/{id}/{name}.
struct Action
{
    const char *resource;
    const char *name;
    std::function<Result<void>(Machine &, const QString &id, const wire::Record &body)> run;
};

Action control(const char *name, local::Control what)
{
    return {.resource = "servers/processes",
            .name = name,
            .run = [what](Machine &machine, const QString &id, const wire::Record &) {
                return machine.control(id, what);
            }};
}

const std::vector<Action> &actions()
{
    static const std::vector<Action> all{
        control("start", local::Control::Start),
        control("stop", local::Control::Stop),
        control("restart", local::Control::Restart),
        control("reload", local::Control::Reload),
        {.resource = "servers/processes",
         .name = "log-level",
         .run = [](Machine &machine, const QString &id,
                   const wire::Record &body) { return machine.setLogLevel(id, body.text("level")); }},
        {.resource = "shares/shares",
         .name = "disconnect",
         .run = [](Machine &machine, const QString &id,
                   const wire::Record &) { return machine.closeShare(id); }},
        {.resource = "status/sessions",
         .name = "disconnect-client",
         .run = [](Machine &machine, const QString &id, const wire::Record &) -> Result<void> {
             const auto session = status::sessionId(id);
             if (!session) {
                 return Error{.code = ErrorCode::NotFound,
                              .message = u"There is no such session."_s,
                              .hint = u"Its id is user@client, as the list says it."_s};
             }
             return machine.killClient(session->client);
         }},
    };
    return all;
}

http::Reply carryOut(const Api &api, const http::Request &request, const Action &action)
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
    if (auto allowed = mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto body = readRecord(request);
    if (!body)
        return errorReply(body.error());
    if (!api.machine.is(server->name, server->host))
        return errorReply(noOwnRoad(*server));
    if (asked->dryRun) {
        const QJsonObject what{{u"server"_s, server->name},
                               {u"operation"_s, QLatin1StringView(action.name)},
                               {u"id"_s, located->id}};
        return jsonReply({{u"dryRun"_s, true}, {u"changes"_s, QJsonArray{what}}});
    }
    if (auto done = action.run(api.machine, located->id, *body); !done)
        return errorReply(done.error().at(server->name));
    return http::Reply::empty();
}

} // namespace

void addControlRoutes(http::Router &router, const Api &api)
{
    for (const Action &action : actions()) {
        router.add({.method = "PUT",
                    .pattern = QByteArray("/rest/") + action.resource + "/{id}/" + action.name,
                    .pool = "servers",
                    .need = http::Need::Administrator,
                    .handler = [api, &action](const http::Request &r) { return carryOut(api, r, action); }});
    }
}

} // namespace smc::api
