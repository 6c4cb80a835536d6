// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/schedules_handler.h"

#include "service/api/exchange.h"
#include "service/api/record_query.h"
#include "service/api/routes.h"
#include "service/schedule/cron.h"
#include "service/schedule/scheduler.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using state::Run;
using state::Schedule;

namespace {

QByteArray iso(qint64 time)
{
    return QDateTime::fromSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODate).toLatin1();
}

wire::Record toRecord(const Schedule &schedule)
{
    wire::Record record;
    record.set("id", schedule.id.toUtf8());
    record.set("name", schedule.name.toUtf8());
    record.set("kind", schedule.kind.toUtf8());
    record.set("when", schedule.when.toUtf8());
    record.set("missed", schedule.missed.toUtf8());
    record.set("enabled", schedule.enabled ? "TRUE" : "FALSE");
    if (schedule.enabled)
        record.set("next", iso(schedule.due));
    record.set("owner", schedule.owner.toUtf8());
    const QJsonObject details = QJsonDocument::fromJson(schedule.details.toUtf8()).object();
    for (auto it = details.begin(); it != details.end(); ++it)
        record.set(it.key().toUtf8(), it.value().toString().toUtf8());
    return record;
}

wire::Record toRecord(const Run &run)
{
    wire::Record record;
    record.set("id", run.id.toUtf8());
    record.set("state", run.state.toUtf8());
    record.set("started", iso(run.started));
    if (run.finished > 0)
        record.set("finished", iso(run.finished));
    record.set("trigger", run.trigger.toUtf8());
    record.set("message", run.message.toUtf8());
    return record;
}

/// With what came of its last run.
Result<wire::Record> withLast(const Api &api, const Schedule &schedule)
{
    wire::Record record = toRecord(schedule);
    auto runs = api.scheduler.runs(schedule.id);
    if (!runs)
        return runs.error();
    if (!runs->isEmpty()) {
        const Run &last = runs->first();
        record.set("last", iso(last.started));
        record.set("last-state", last.state.toUtf8());
        record.set("last-message", last.message.toUtf8());
    }
    return record;
}

QByteArray hashOf(const wire::Record &record)
{
    const QByteArray text = converters::write(converters::Format::Json, record);
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).first(16).toHex();
}

/// What If-Match looks at: all that a person can change.
QByteArray etagOf(const Schedule &schedule)
{
    Schedule same = schedule;
    same.due = 0; // moves on by itself
    return hashOf(toRecord(same));
}

/// Attributes of a schedule itself; all others are details of its kind.
const QByteArrayList &ownAttributes()
{
    static const QByteArrayList names{"id",   "name",  "kind", "when",       "missed",      "enabled",
                                      "next", "owner", "last", "last-state", "last-message"};
    return names;
}

/// Lays what a person wrote over a schedule. Errors: Invalid.
Result<Schedule> changedBy(Schedule schedule, const wire::Record &input, const http::Request &request)
{
    QJsonObject details = QJsonDocument::fromJson(schedule.details.toUtf8()).object();
    // Another kind needs other details.
    if (input.contains("kind") && input.text("kind") != schedule.kind)
        details = {};
    for (const wire::Attribute &attribute : input.attributes) {
        if (ownAttributes().contains(attribute.name))
            continue;
        if (attribute.values.isEmpty())
            details.remove(QString::fromUtf8(attribute.name));
        else
            details.insert(QString::fromUtf8(attribute.name), QString::fromUtf8(attribute.values.first()));
    }
    const auto take = [&input](const char *name, QString &value) {
        if (input.contains(name))
            value = input.text(name).trimmed();
    };
    take("name", schedule.name);
    take("kind", schedule.kind);
    take("when", schedule.when);
    take("missed", schedule.missed);
    if (input.contains("enabled")) {
        const QString enabled = input.text("enabled").toUpper();
        if (enabled != u"TRUE" && enabled != u"FALSE") {
            return Error{
                .code = ErrorCode::Invalid, .message = u"enabled is TRUE or FALSE."_s, .field = u"enabled"_s};
        }
        schedule.enabled = enabled == u"TRUE";
    }
    schedule.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
    schedule.owner = request.session->principal().account;
    return schedule;
}

QString scheduleId(const http::Request &request)
{
    return QString::fromUtf8(request.variables.value(0));
}

http::Reply listSchedules(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended, selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto schedules = api.scheduler.list();
    if (!schedules)
        return errorReply(schedules.error());
    QList<wire::Record> records;
    for (const Schedule &schedule : std::as_const(*schedules)) {
        if (auto record = withLast(api, schedule)) // else it has gone meanwhile
            records.append(*record);
    }
    static const RecordTraits traits{
        .words = {"name", "kind", "owner"}, .numbers = {}, .name = "name", .identity = {"id"}};
    auto selected = select(request, records, traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

http::Reply readSchedule(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    auto schedule = api.scheduler.find(scheduleId(request));
    if (!schedule)
        return errorReply(schedule.error());
    auto record = withLast(api, *schedule);
    if (!record)
        return errorReply(record.error());
    // Behind the part that If-Match looks at, the last run: a cached answer is old after the next one.
    return objectReply(*record, etagOf(*schedule) + '-' + hashOf(*record), *asked, {});
}

/// Keeps it; a dry run shows it as it would be, with when it would run next.
http::Reply keepSchedule(const Api &api, const http::Request &request, const Schedule &before,
                         const Asked &asked, int status)
{
    auto input = readRecord(request);
    if (!input)
        return errorReply(input.error());
    auto wanted = changedBy(before, *input, request);
    if (!wanted)
        return errorReply(wanted.error());
    auto kept = asked.dryRun ? api.scheduler.checked(*wanted) : api.scheduler.put(*wanted);
    if (!kept)
        return errorReply(kept.error());
    http::Reply reply = objectReply(toRecord(*kept), etagOf(*kept), asked, {}, asked.dryRun ? 200 : status);
    if (status == 201 && !asked.dryRun)
        reply.headers.add("Location", "/rest/servers/schedules/" + kept->id.toUtf8());
    return reply;
}

http::Reply createSchedule(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    return keepSchedule(api, request, {}, *asked, 201);
}

http::Reply updateSchedule(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    auto before = api.scheduler.find(scheduleId(request));
    if (!before)
        return errorReply(before.error());
    const auto match = requireMatch(request);
    if (!match)
        return http::Reply::problem(match.error(), 428);
    if (!match->isEmpty() && *match != etagOf(*before)) {
        return errorReply({.code = ErrorCode::Stale,
                           .message = u"Somebody changed the schedule meanwhile."_s,
                           .hint = u"Read it again."_s});
    }
    return keepSchedule(api, request, *before, *asked, 200);
}

http::Reply removeSchedule(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    if (asked->dryRun)
        return readSchedule(api, request);
    auto removed = api.scheduler.remove(scheduleId(request));
    return removed ? http::Reply::empty() : errorReply(removed.error());
}

http::Reply listRuns(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended, selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto runs = api.scheduler.runs(scheduleId(request));
    if (!runs)
        return errorReply(runs.error());
    QList<wire::Record> records;
    for (const Run &run : std::as_const(*runs))
        records.append(toRecord(run));
    static const RecordTraits traits{
        .words = {"state", "trigger", "message"}, .numbers = {}, .name = "-started,-id", .identity = {"id"}};
    auto selected = select(request, records, traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

http::Reply runSchedule(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    if (asked->dryRun) {
        auto would = api.scheduler.dryRun(scheduleId(request));
        if (!would)
            return errorReply(would.error());
        wire::Record record;
        record.set("message", would->toUtf8());
        return objectReply(record, {}, *asked, {});
    }
    auto run = api.scheduler.runNow(scheduleId(request), request.session->principal().account);
    return run ? objectReply(toRecord(*run), {}, *asked, {}, 202) : errorReply(run.error());
}

} // namespace

void addScheduleRoutes(http::Router &router, const Api &api)
{
    const auto add = operatorRoutes(router, api);
    using http::Need;
    add("GET", "/rest/servers/schedules", Need::Reader, listSchedules);
    add("POST", "/rest/servers/schedules", Need::Administrator, createSchedule);
    add("GET", "/rest/servers/schedules/{id}", Need::Reader, readSchedule);
    add("PUT", "/rest/servers/schedules/{id}", Need::Administrator, updateSchedule);
    add("DELETE", "/rest/servers/schedules/{id}", Need::Administrator, removeSchedule);
    add("GET", "/rest/servers/schedules/{id}/runs", Need::Reader, listRuns);
    add("PUT", "/rest/servers/schedules/{id}/run", Need::Administrator, runSchedule);
}

} // namespace smc::api
