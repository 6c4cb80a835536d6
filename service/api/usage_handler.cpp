// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/usage_handler.h"

#include "service/api/exchange.h"
#include "service/api/record_query.h"
#include "service/api/roads.h"
#include "service/api/server_access.h"
#include "service/api/time_query.h"
#include "service/monitoring/history.h"

#include <QDateTime>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 day = 24 * 3600;

Result<QByteArray> metricOf(const http::Request &request)
{
    const QByteArray wanted = request.queryValue("metric");
    QStringList known;
    for (const monitoring::Metric &metric : monitoring::metrics()) {
        if (wanted.isEmpty() || wanted == metric.name)
            return wanted;
        known << QLatin1StringView(metric.name);
    }
    known.removeDuplicates();
    return Error{.code = ErrorCode::Invalid,
                 .message = u"There is no metric \"%1\"."_s.arg(QString::fromUtf8(wanted.left(100))),
                 .hint = u"There are: %1."_s.arg(known.join(u", ")),
                 .field = u"metric"_s};
}

Result<state::UsageQuestion> questionOf(const Api &api, const http::Request &request)
{
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return person.error();
    auto servers = serversOf(api, request, QString::fromUtf8(request.queryValue("server")), *person);
    if (!servers)
        return servers.error();
    auto metric = metricOf(request);
    if (!metric)
        return metric.error();
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    auto since = queryTime(request, "since", now, now - day);
    if (!since)
        return since.error();
    auto until = queryTime(request, "until", now, now);
    if (!until)
        return until.error();
    const QString stepText = QString::fromUtf8(request.queryValue("step"));
    const auto step = stepText.isEmpty() ? std::optional<qint64>(0) : lengthOfTime(stepText);
    if (!step) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"\"%1\" is no length of time."_s.arg(stepText.left(100)),
                     .hint = u"Write 300, 15m, 1h or 1d."_s,
                     .field = u"step"_s};
    }
    state::UsageQuestion question{.metric = *metric,
                                  .since = *since,
                                  .until = *until,
                                  .step = *step,
                                  .most = static_cast<int>(maxPage)};
    for (const fleet::ServerRef &server : std::as_const(*servers))
        question.servers << server.name;
    if (request.hasQuery("share"))
        question.share = request.queryValue("share");
    return question;
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 10);
}

wire::Record toRecord(const state::Usage &usage)
{
    wire::Record record;
    record.set("server", usage.series.server.toUtf8());
    record.set("metric", usage.series.metric);
    if (!usage.series.share.isEmpty())
        record.set("share", usage.series.share);
    record.set("time", QDateTime::fromSecsSinceEpoch(usage.time, Qt::UTC).toString(Qt::ISODate).toLatin1());
    record.set("value", number(usage.total / static_cast<double>(usage.count)));
    record.set("least", number(usage.least));
    record.set("most", number(usage.most));
    record.set("count", QByteArray::number(usage.count));
    return record;
}

http::Reply listUsage(const Api &api, const http::Request &request)
{
    // It was collected with the service's own rights.
    if (auto allowed = mayOperate(request); !allowed)
        return errorReply(allowed.error());
    auto asked =
        readAsked(request, identity::View::Extended,
                  QByteArrayList{"server", "metric", "share", "since", "until", "step"} + selectParameters());
    if (!asked)
        return askedErrorReply(asked.error());
    auto question = questionOf(api, request);
    if (!question)
        return errorReply(question.error());
    auto found = api.history.usage(*question);
    if (!found)
        return errorReply(found.error());
    static const RecordTraits traits{.words = {"server", "metric", "share"},
                                     .numbers = {"value", "least", "most", "count"},
                                     .name = "server,metric,share,time",
                                     .identity = {"server", "metric", "share", "time"}};
    QList<wire::Record> records;
    records.reserve(found->size());
    for (const state::Usage &usage : std::as_const(*found))
        records.append(toRecord(usage));
    auto selected = select(request, records, traits, asked->fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, *asked, {});
}

} // namespace

void addUsageRoutes(http::Router &router, const Api &api)
{
    router.add({.method = "GET",
                .pattern = "/rest/status/usage",
                .pool = "servers",
                .need = http::Need::Reader,
                .handler = [api](const http::Request &request) { return listUsage(api, request); }});
}

} // namespace smc::api
