// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/jobs_handler.h"

#include "service/api/exchange.h"
#include "service/api/routes.h"
#include "shared/wire/problem.h"

#include <QJsonArray>

#include <array>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isOwn(const jobs::Job &job, const http::Request &request)
{
    return request.session && request.session->principal().sid == job.owner;
}

/// The job of the request, which only its owner and administrators see.
Result<jobs::Job> jobOf(const Api &api, const http::Request &request)
{
    bool ok = false;
    const qint64 id = request.variables.value(0).toLongLong(&ok);
    const Error none{.code = ErrorCode::NotFound,
                     .message =
                         u"There is no job \"%1\"."_s.arg(QString::fromUtf8(request.variables.value(0)))};
    if (!ok || !request.session)
        return none;
    auto job = api.jobs.find(id);
    if (!job)
        return job.error();
    const bool administrates = request.session->principal().role == access::Role::Administrator;
    return isOwn(*job, request) || administrates ? job : Result<jobs::Job>(none);
}

http::Reply jobReply(const Result<jobs::Job> &job)
{
    return job ? jsonReply(jobs::toJson(*job)) : errorReply(job.error());
}

http::Reply listJobs(const Api &api, const http::Request &request)
{
    auto all = api.jobs.list();
    if (!all)
        return errorReply(all.error());
    const bool administrates =
        request.session && request.session->principal().role == access::Role::Administrator;
    QJsonArray items;
    for (const jobs::Job &job : std::as_const(*all)) {
        if (administrates || isOwn(job, request))
            items.append(jobs::toJson(job));
    }
    return jsonReply({{u"items"_s, items}, {u"total"_s, items.size()}, {u"next"_s, QJsonValue::Null}});
}

http::Reply results(const Api &api, const http::Request &request)
{
    auto job = jobOf(api, request);
    if (!job)
        return errorReply(job.error());
    auto limit = queryNumber(request, "limit", 1, 20'000, 1000);
    if (!limit)
        return errorReply(limit.error());
    auto from = queryNumber(request, "cursor", 0, job->total, 0);
    if (!from)
        return errorReply(from.error());
    auto page = api.jobs.results(job->id, static_cast<int>(*from), static_cast<int>(*limit));
    if (!page)
        return errorReply(page.error());
    static constexpr std::array names{"pending", "ok", "failed"};
    QJsonArray items;
    for (const jobs::ItemResult &result : std::as_const(*page)) {
        QJsonObject item{{u"index"_s, result.index},
                         {u"state"_s, QLatin1StringView(names.at(static_cast<std::size_t>(result.state)))}};
        if (!result.id.isEmpty())
            item.insert(u"id"_s, result.id);
        if (result.error)
            item.insert(u"problem"_s, wire::toProblem(*result.error));
        items.append(item);
    }
    const qsizetype end = *from + items.size();
    return jsonReply(
        {{u"items"_s, items},
         {u"total"_s, job->total},
         {u"next"_s, end < job->total ? QJsonValue(QString::number(end)) : QJsonValue(QJsonValue::Null)}});
}

} // namespace

void addJobRoutes(http::Router &router, const Api &api)
{
    const auto add = directoryRoutes(router, api);
    using http::Need;
    add("GET", "/rest/jobs", Need::Reader, listJobs);
    add("GET", "/rest/jobs/{id}", Need::Reader,
        [](const Api &a, const http::Request &r) { return jobReply(jobOf(a, r)); });
    add("GET", "/rest/jobs/{id}/results", Need::Reader, results);
    add("PUT", "/rest/jobs/{id}/cancel", Need::Administrator, [](const Api &a, const http::Request &r) {
        auto job = jobOf(a, r);
        return jobReply(job ? a.jobs.cancel(job->id) : job);
    });
    for (const bool failedToo : {false, true}) {
        add("PUT", failedToo ? "/rest/jobs/{id}/retry" : "/rest/jobs/{id}/resume", Need::Administrator,
            [failedToo](const Api &a, const http::Request &r) {
                auto job = jobOf(a, r);
                if (job && !isOwn(*job, r)) {
                    job = Error{.code = ErrorCode::Denied,
                                .message = u"The job belongs to %1; only its owner resumes it."_s.arg(
                                    job->ownerName)};
                }
                return jobReply(job ? a.jobs.resume(job->id, failedToo, r.session) : job);
            });
    }
}

} // namespace smc::api
