// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/changes_handler.h"

#include "service/api/exchange.h"
#include "service/api/record_query.h"
#include "service/api/roads.h"
#include "service/api/routes.h"
#include "service/api/server_access.h"
#include "service/api/time_query.h"
#include "service/state/owning_thread.h"
#include "service/state/store.h"

#include <QDateTime>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using state::ConfigChange;
using state::ConfigChangeQuestion;

namespace {

wire::Record toRecord(const ConfigChange &change)
{
    wire::Record record;
    const auto set = [&record](const char *name, const QString &value) {
        if (!value.isEmpty())
            record.set(name, value.toUtf8());
    };
    set("id", u"%1:%2"_s.arg(change.id).arg(change.line));
    set("time", QDateTime::fromMSecsSinceEpoch(change.time, Qt::UTC).toString(Qt::ISODateWithMs));
    set("server", change.server);
    set("section", change.section);
    set("operation", change.operation);
    set("parameter", change.parameter);
    if (change.before)
        record.set("before", change.before->toUtf8());
    if (change.after)
        record.set("after", change.after->toUtf8());
    set("way", change.way);
    set("person", change.person);
    set("realm", change.realm);
    set("reason", change.reason);
    set("message", change.message);
    return record;
}

Result<QList<ConfigChange>> changesOf(const Api &api, const ConfigChangeQuestion &question)
{
    return api.store.call([&question](state::Store &store) { return store.configChanges(question); });
}

Result<ConfigChangeQuestion> changesAskedFor(const Api &api, const http::Request &request)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    auto since = queryTime(request, "since", now, 0);
    if (!since)
        return since.error();
    auto until = queryTime(request, "until", now, now);
    if (!until)
        return until.error();
    ConfigChangeQuestion question{.section = QString::fromUtf8(request.queryValue("section")),
                                  .person = QString::fromUtf8(request.queryValue("person")),
                                  .since = *since * 1000,
                                  .until = *until * 1000 + 999,
                                  .most = static_cast<int>(maxPage)};
    // Without a name all that is known, also of servers that are not looked after any more.
    if (const QString where = QString::fromUtf8(request.queryValue("server")); !where.isEmpty()) {
        auto person = personOf(api.realms, request.session.get());
        if (!person)
            return person.error();
        auto servers = serversOf(api, request, where, *person);
        if (!servers)
            return servers.error();
        for (const fleet::ServerRef &server : std::as_const(*servers))
            question.servers << server.name;
    }
    return question;
}

http::Reply listChanges(const Api &api, const http::Request &request)
{
    // What a server's own configuration says is for its administrators; here nobody asks the server.
    if (auto allowed = mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto asked =
        readAsked(request, identity::View::Extended,
                  QByteArrayList{"server", "section", "person", "since", "until"} + selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto question = changesAskedFor(api, request);
    if (!question)
        return errorReply(question.error());
    auto found = changesOf(api, *question);
    if (!found)
        return errorReply(found.error());
    static const RecordTraits traits{
        .words = {"server", "section", "parameter", "before", "after", "person", "reason", "message"},
        .numbers = {},
        .name = "-time,server,section,parameter",
        .identity = {"id"}};
    QList<wire::Record> records;
    records.reserve(found->size());
    for (const ConfigChange &change : std::as_const(*found))
        records.append(toRecord(change));
    auto selected = select(request, records, traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

http::Reply readChange(const Api &api, const http::Request &request)
{
    if (auto allowed = mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    const QString id = QString::fromUtf8(request.variables.value(0));
    const Error noSuch{.code = ErrorCode::NotFound,
                       .message = u"There is no change \"%1\"."_s.arg(id.left(100))};
    if (id.startsWith(u':'))
        return errorReply(noSuch);
    auto found = changesOf(
        api, {.id = id.section(u':', 0, 0), .until = QDateTime::currentMSecsSinceEpoch(), .most = maxPage});
    if (!found)
        return errorReply(found.error());
    for (const ConfigChange &change : std::as_const(*found)) {
        if (QString::number(change.line) == id.section(u':', 1))
            return objectReply(toRecord(change), {}, *asked, {});
    }
    return errorReply(noSuch);
}

} // namespace

void addChangeRoutes(http::Router &router, const Api &api)
{
    const auto add = serverRoutes(router, api);
    add("GET", "/rest/servers/changes", http::Need::Reader, listChanges);
    add("GET", "/rest/servers/changes/{id}", http::Need::Reader, readChange);
}

} // namespace smc::api
