// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/alerts_handler.h"

#include "service/api/exchange.h"
#include "service/api/record_query.h"
#include "service/api/routes.h"
#include "service/http/metrics.h"
#include "service/identity/cache.h"
#include "service/identity/cache_follower.h"
#include "service/state/owning_thread.h"

#include <QUuid>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using monitoring::Alert;
using state::Silence;

namespace {

constexpr qint64 longestSilence = 90LL * 24 * 3600;

QByteArray isoTime(qint64 time)
{
    return QDateTime::fromSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODate).toLatin1();
}

wire::Record alertRecord(const Alert &alert)
{
    wire::Record record;
    record.set("id", alert.id().toUtf8());
    record.set("rule", alert.rule.toUtf8());
    record.set("server", alert.server.toUtf8());
    if (!alert.share.isEmpty())
        record.set("share", alert.share.toUtf8());
    record.set("message", alert.message.toUtf8());
    record.set("since", isoTime(alert.since));
    if (alert.notified > 0)
        record.set("notified", isoTime(alert.notified));
    record.set("silenced", alert.silenced ? "TRUE" : "FALSE");
    return record;
}

wire::Record silenceRecord(const Silence &silence)
{
    wire::Record record;
    record.set("id", silence.id.toUtf8());
    record.set("rule", silence.rule.toUtf8());
    record.set("server", silence.server.toUtf8());
    record.set("share", silence.share.toUtf8());
    record.set("reason", silence.reason.toUtf8());
    record.set("owner", silence.owner.toUtf8());
    record.set("until", isoTime(silence.until));
    return record;
}

http::Reply listOf(const http::Request &request, const QList<wire::Record> &records,
                   const RecordTraits &traits)
{
    auto asked = readAsked(request, identity::View::Extended, selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto selected = select(request, records, traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

http::Reply listAlerts(const Api &api, const http::Request &request)
{
    QList<wire::Record> records;
    for (const Alert &alert : api.alerts.alerts())
        records.append(alertRecord(alert));
    static const RecordTraits traits{
        .words = {"rule", "server", "share", "message"}, .numbers = {}, .name = "-since", .identity = {"id"}};
    return listOf(request, records, traits);
}

http::Reply listSilences(const Api &api, const http::Request &request)
{
    auto silences = silencesOf(api.store);
    if (!silences)
        return errorReply(silences.error());
    QList<wire::Record> records;
    for (const Silence &silence : std::as_const(*silences))
        records.append(silenceRecord(silence));
    static const RecordTraits traits{.words = {"rule", "server", "share", "reason", "owner"},
                                     .numbers = {},
                                     .name = "until",
                                     .identity = {"id"}};
    return listOf(request, records, traits);
}

http::Reply readSilence(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    auto silences = silencesOf(api.store);
    if (!silences)
        return errorReply(silences.error());
    const QString id = QString::fromUtf8(request.variables.value(0));
    for (const Silence &silence : std::as_const(*silences)) {
        if (silence.id == id)
            return objectReply(silenceRecord(silence), {}, *asked, {});
    }
    return errorReply(
        {.code = ErrorCode::NotFound, .message = u"There is no silence \"%1\"."_s.arg(id.left(100))});
}

/// Errors: Invalid.
Result<Silence> silenceFrom(const wire::Record &input, const http::Request &request)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    for (const wire::Attribute &attribute : input.attributes) {
        static const QByteArrayList known{"rule", "server", "share", "reason", "until"};
        if (!known.contains(attribute.name)) {
            return Error{.code = ErrorCode::Invalid,
                         .message = u"A silence has no \"%1\"."_s.arg(QString::fromUtf8(attribute.name)),
                         .hint = u"It has: rule, server, share, reason, until."_s,
                         .field = QString::fromUtf8(attribute.name)};
        }
    }
    const QDateTime until = QDateTime::fromString(input.text("until"), Qt::ISODate);
    Silence silence{.id = QUuid::createUuid().toString(QUuid::WithoutBraces),
                    .rule = input.text("rule").trimmed(),
                    .server = input.text("server").trimmed(),
                    .share = input.text("share").trimmed(),
                    .reason = input.text("reason").trimmed().left(1000),
                    .owner = request.session->principal().account,
                    .until = until.isValid() ? until.toSecsSinceEpoch() : 0};
    if (silence.until <= now || silence.until > now + longestSilence) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"A silence ends some time within the next 90 days."_s,
                     .hint = u"Set until, as in 2026-11-26T18:00:00Z."_s,
                     .field = u"until"_s};
    }
    if (silence.reason.isEmpty()) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"A silence needs a reason, for whoever wonders why nothing was said."_s,
                     .field = u"reason"_s};
    }
    return silence;
}

http::Reply createSilence(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    auto input = readRecord(request);
    if (!input)
        return errorReply(input.error());
    auto silence = silenceFrom(*input, request);
    if (!silence)
        return errorReply(silence.error());
    if (asked->dryRun)
        return objectReply(silenceRecord(*silence), {}, *asked, {});
    const auto kept = api.store.call([&](state::Store &store) -> Result<void> {
        if (auto dropped = store.dropSilences(QDateTime::currentSecsSinceEpoch()); !dropped)
            return dropped;
        return store.put(*silence);
    });
    if (!kept)
        return errorReply(kept.error());
    api.alerts.look(); // it holds from now on
    http::Reply reply = objectReply(silenceRecord(*silence), {}, *asked, {}, 201);
    reply.headers.add("Location", "/rest/status/silences/" + silence->id.toUtf8());
    return reply;
}

http::Reply removeSilence(const Api &api, const http::Request &request)
{
    auto asked = readAsked(request, identity::View::Extended);
    if (!asked)
        return askedErrorReply(asked.error());
    if (asked->dryRun)
        return readSilence(api, request);
    const auto removed = api.store.call([&](state::Store &store) {
        return store.removeSilence(QString::fromUtf8(request.variables.value(0)));
    });
    return removed ? http::Reply::empty() : errorReply(removed.error());
}

} // namespace

std::vector<monitoring::DirectoryState> directoryStates(const Api &api)
{
    static const auto started = std::chrono::steady_clock::now(); // before, nobody has asked
    std::vector<monitoring::DirectoryState> states;
    for (const auto &realm : api.realms.all()) {
        const identity::Cache *cache = realm->cache();
        if (!cache)
            continue;
        const auto good = std::max(cache->knownGoodAt(), started);
        const auto silent =
            std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - good);
        const auto error = realm->follower()->lastError();
        states.push_back({.realm = realm->name(),
                          .silent = silent,
                          .reason = error ? error->message : u"its cache is old."_s});
    }
    return states;
}

Result<QList<Silence>> silencesOf(state::OwningThread<state::Store> &store)
{
    return store.call([](state::Store &one) { return one.silences(QDateTime::currentSecsSinceEpoch()); });
}

QByteArray alertMetrics(const Api &api)
{
    using http::Metrics;
    QByteArray out;
    Metrics::head(out, "smc_alert", "gauge", "What is wrong now; 1, or 0 where it was silenced.");
    for (const Alert &alert : api.alerts.alerts()) {
        if (alert.elsewhere) // its own metrics have it
            continue;
        Metrics::gauge(out, "smc_alert",
                       Metrics::label("rule", alert.rule.toUtf8()) + ',' +
                           Metrics::label("server", alert.server.toUtf8()) + ',' +
                           Metrics::label("share", alert.share.toUtf8()),
                       alert.silenced ? 0 : 1);
    }
    const auto counters = api.notifier.counters();
    const auto forEach = [&](const char *name, const char *help, quint64 notify::Notifier::Counters::*value) {
        Metrics::head(out, name, "counter", help);
        for (const notify::Notifier::Counters &one : counters)
            Metrics::gauge(out, name, Metrics::label("channel", one.channel),
                           static_cast<double>(one.*value));
    };
    using Counters = notify::Notifier::Counters;
    forEach("smc_notices_sent_total", "Alerts and their ends that were delivered.", &Counters::sent);
    forEach("smc_notices_failed_total", "Attempts to deliver that failed.", &Counters::failed);
    forEach("smc_notices_dropped_total", "Alerts that could not be delivered.", &Counters::dropped);
    return out;
}

void addAlertRoutes(http::Router &router, const Api &api)
{
    const auto add = operatorRoutes(router, api);
    using http::Need;
    add("GET", "/rest/status/alerts", Need::Reader, listAlerts);
    add("GET", "/rest/status/silences", Need::Reader, listSilences);
    add("POST", "/rest/status/silences", Need::Administrator, createSilence);
    add("GET", "/rest/status/silences/{id}", Need::Reader, readSilence);
    add("DELETE", "/rest/status/silences/{id}", Need::Administrator, removeSilence);
}

} // namespace smc::api
