// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/collection.h"

#include "service/api/exchange.h"
#include "service/api/health_handler.h"
#include "service/api/record_query.h"
#include "service/api/resources.h"
#include "service/api/roads.h"
#include "service/api/server_access.h"
#include "service/http/metrics.h"
#include "service/monitoring/assignment.h"
#include "service/monitoring/history.h"

#include <algorithm>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using http::Metrics;
using monitoring::ServerState;
using monitoring::SourceState;
using monitoring::Watched;
using Clock = std::chrono::steady_clock;

namespace {

double secondsSince(Clock::time_point time)
{
    return std::chrono::duration<double>(Clock::now() - time).count();
}

/// A state in words: "ok", "failing", "down" (only whether it answers is asked), "waiting" (for its first
/// reading), "not-offered", "elsewhere" (another collector reads it).
QByteArray stateOf(const ServerState &server, const SourceState &source)
{
    if (server.elsewhere)
        return "elsewhere";
    if (!source.offered)
        return "not-offered";
    if (server.up == false)
        return "down";
    if (source.error)
        return "failing";
    return source.readAt ? "ok" : "waiting";
}

wire::Record toRecord(const ServerState &server, const SourceState &source)
{
    const QByteArray name = server.watched.server.name.toUtf8();
    wire::Record record;
    record.set("id", name + ':' + source.source->name);
    record.set("server", name);
    record.set("source", source.source->name);
    record.set("state", stateOf(server, source));
    if (source.readAt) {
        record.set("road", fleet::roadName(source.road));
        record.set("age", QByteArray::number(static_cast<qint64>(secondsSince(*source.readAt))));
    }
    if (source.attempts > 0) {
        record.set("milliseconds",
                   QByteArray::number(std::chrono::round<std::chrono::milliseconds>(source.took).count()));
    }
    record.set("attempts", QByteArray::number(source.attempts));
    record.set("failures", QByteArray::number(source.failures));
    record.set("failures-in-row", QByteArray::number(source.failuresInRow));
    record.set("next",
               QByteArray::number(std::max<qint64>(0, static_cast<qint64>(-secondsSince(source.next)))));
    if (source.error)
        record.set("error", source.error->message.toUtf8());
    return record;
}

http::Reply listCollection(const Api &api, const http::Request &request)
{
    if (auto allowed = mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto asked = readAsked(request, identity::View::Extended, selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    static const RecordTraits traits{
        .words = {"server", "source", "state"},
        .numbers = {"age", "milliseconds", "attempts", "failures", "failures-in-row", "next"},
        .name = "server",
        .identity = {"id"}};
    QList<wire::Record> records;
    for (const ServerState &server : api.poller.snapshot()) {
        for (const SourceState &source : server.sources)
            records.append(toRecord(server, source));
    }
    auto selected = select(request, records, traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

QByteArray serverLabel(const ServerState &server)
{
    return Metrics::label("server", server.watched.server.name.toUtf8());
}

/// The servers' own numbers. Those of a server that is down, or whose last reading failed, are left out, as
/// Prometheus wants it: an old number is none.
void appendNumbers(QByteArray &out, const std::vector<ServerState> &servers)
{
    for (const monitoring::Metric &metric : monitoring::metrics()) {
        Metrics::head(out, metric.exposition, "gauge", metric.help);
        const bool isUp = QByteArrayView(metric.name) == "up";
        for (const ServerState &server : servers) {
            for (const SourceState &source : server.sources) {
                if (server.elsewhere || (!isUp && !isCurrent(server, source)))
                    continue;
                for (const monitoring::Sample &sample : source.samples) {
                    if (sample.metric != metric.name || sample.share.isEmpty() == metric.ofShare)
                        continue;
                    QByteArray labels = serverLabel(server);
                    if (metric.ofShare)
                        labels += ',' + Metrics::label("share", sample.share);
                    Metrics::gauge(out, metric.exposition, labels, sample.value * metric.scale);
                }
            }
        }
    }
}

void appendCollecting(QByteArray &out, const std::vector<ServerState> &servers)
{
    const auto forEach = [&](const char *name, const char *type, const char *help, auto value) {
        Metrics::head(out, name, type, help);
        for (const ServerState &server : servers) {
            for (const SourceState &source : server.sources) {
                const std::optional<double> number = value(source);
                if (number && source.offered && !server.elsewhere)
                    Metrics::gauge(out, name,
                                   serverLabel(server) + ',' + Metrics::label("source", source.source->name),
                                   *number);
            }
        }
    };
    using Number = std::optional<double>;
    forEach("smc_collection_age_seconds", "gauge", "Since the last good reading.",
            [](const SourceState &s) { return s.readAt ? Number(secondsSince(*s.readAt)) : Number(); });
    forEach("smc_collection_seconds", "gauge", "Time that the last attempt to read took.",
            [](const SourceState &s) {
                return s.attempts > 0 ? Number(std::chrono::duration<double>(s.took).count()) : Number();
            });
    forEach("smc_collection_attempts_total", "counter", "Attempts to read.",
            [](const SourceState &s) { return Number(static_cast<double>(s.attempts)); });
    forEach("smc_collection_failures_total", "counter", "Attempts to read that failed.",
            [](const SourceState &s) { return Number(static_cast<double>(s.failures)); });
}

void appendRpc(QByteArray &out, const rpc::Driver::Counters &counters)
{
    const auto single = [&out](const char *name, const char *type, const char *help, double value) {
        Metrics::head(out, name, type, help);
        Metrics::gauge(out, name, {}, value);
    };
    Metrics::head(out, "smc_rpc_call_seconds", "summary", "MS-RPC calls, and the time that they took.");
    Metrics::gauge(out, "smc_rpc_call_seconds_sum", {}, std::chrono::duration<double>(counters.time).count());
    Metrics::gauge(out, "smc_rpc_call_seconds_count", {}, static_cast<double>(counters.calls));
    single("smc_rpc_failures_total", "counter", "MS-RPC calls that failed.",
           static_cast<double>(counters.failures));
    single("smc_rpc_workers_replaced_total", "counter", "Worker processes that died or missed a deadline.",
           static_cast<double>(counters.replaced));
    single("smc_rpc_workers", "gauge", "Worker processes.", counters.workers);
}

/// A machine of a cluster is asked by its smcd alone, since what it serves by SMB is the cluster's: for what
/// is its own, and whether it answers.
Result<fleet::Reading> readMember(const Api &api, const Caller &caller, const fleet::ServerRef &member,
                                  const Resource &resource)
{
    if (resource.read.ofMachine)
        return readByBestRoad(api, caller, member, resource.path, resource.read);
    const bool isServer = QByteArrayView(resource.path) == "servers/servers";
    const Resource *load = findResource("status/cpu");
    const auto told = isServer ? readByOwnRoad(api, caller, member, load->path, load->read) : std::nullopt;
    if (!told)
        return noOwnRoad(member);
    if (!*told)
        return told->error();
    wire::Record record;
    record.set("name", member.name.toUtf8());
    return fleet::Reading{.records = wire::Table({record}), .road = (*told)->road};
}

} // namespace

QList<Watched> watchedServers(const Api &api)
{
    QList<Watched> all;
    bool first = true;
    for (const auto &realm : api.realms.all()) {
        if (!realm->serviceAccount())
            continue;
        const auto servers = serversOf(api, {}, realm);
        for (const fleet::ServerRef &server : servers ? *servers : QList<fleet::ServerRef>()) {
            if (!first && !server.controller)
                continue;
            all.append({.server = server, .realm = realm->name()});
            if (server.members.isEmpty())
                continue;
            for (const fleet::ServerRef &member : fleet::machinesOf(server))
                all.append({.server = member, .realm = realm->name()});
        }
        first = false;
    }
    return all;
}

Result<fleet::Reading> readAsService(const Api &api, const Watched &watched, const QByteArray &resource)
{
    const auto realm = api.realms.find(watched.realm);
    if (!realm) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"The realm %1 is not served here any more."_s.arg(watched.realm)};
    }
    const auto service = serviceIn(realm);
    if (!service)
        return service.error();
    const Caller caller{.as = targetOf(*service, watched.server),
                        .operates = true,
                        .onBehalf = access::principalOf(service->reads).toUtf8(),
                        .collects = true};
    const bool isMember = !watched.server.cluster.isEmpty();
    if (resource == "status/health" && isMember)
        return noOwnRoad(watched.server);
    if (resource == "status/health")
        return healthReading(api, caller, *service, watched.server);
    const Resource *found = findResource(resource);
    if (!found)
        return Error{.code = ErrorCode::NotFound, .message = u"There is no such resource."_s};
    if (isMember)
        return readMember(api, caller, watched.server, *found);
    return readByBestRoad(api, caller, watched.server, resource, found->read);
}

QByteArray collectionMetrics(const Api &api)
{
    QByteArray out;
    const std::vector<ServerState> servers = api.poller.snapshot();
    appendNumbers(out, servers);
    appendCollecting(out, servers);
    appendRpc(out, api.rpc.counters());
    Metrics::head(out, "smc_history_dropped_total", "counter", "Numbers that could not be kept.");
    Metrics::gauge(out, "smc_history_dropped_total", {}, static_cast<double>(api.history.dropped()));
    Metrics::head(out, "smc_state_database_up", "gauge", "Whether the state database answers.");
    Metrics::gauge(out, "smc_state_database_up", {}, api.assignment.problem() ? 0 : 1);
    return out;
}

void addCollectionRoutes(http::Router &router, const Api &api)
{
    router.add({.method = "GET",
                .pattern = "/rest/status/collection",
                .pool = "servers",
                .need = http::Need::Reader,
                .handler = [api](const http::Request &request) { return listCollection(api, request); }});
}

} // namespace smc::api
