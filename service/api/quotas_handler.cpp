// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/quotas_handler.h"

#include "service/api/record_query.h"
#include "service/api/routes.h"
#include "service/api/server_access.h"
#include "service/shares/quotas.h"

#include <QJsonArray>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What all of them begin with: who asks which server about which share.
struct Question
{
    Asked asked;
    fleet::ServerRef server;
    rpc::Target target;
    QString share;
    QString account; ///< as the path names it
};

/// Errors: also those of readAsked(), for askedErrorReply() as the rest.
Result<Question> ask(const Api &api, const http::Request &request, const QByteArrayList &parameters)
{
    auto asked = readAsked(request, identity::View::Extended, QByteArrayList{"server"} + parameters);
    if (!asked)
        return asked.error();
    auto person = personOf(api.realms, request.session.get());
    if (!person)
        return person.error();
    auto located = locate(api, request, *person);
    if (!located)
        return located.error();
    auto server = onlyOne(located->servers);
    if (!server)
        return server.error();
    rpc::Target target = targetOf(*person, request, *server);
    return Question{.asked = *std::move(asked),
                    .server = *std::move(server),
                    .target = std::move(target),
                    .share = located->id,
                    .account = QString::fromUtf8(request.variables.value(1))};
}

http::Reply listQuotas(const Api &api, const http::Request &request)
{
    auto question = ask(api, request, selectParameters());
    if (!question)
        return askedErrorReply(question.error());
    auto records = shares::quotas(api.rpc, question->target, question->share);
    if (!records)
        return errorReply(records.error().at(question->server.name));
    static const RecordTraits traits{.words = {"account", "sid"},
                                     .numbers = {"used", "soft", "hard"},
                                     .name = "account", // the default comes first
                                     .identity = {"account"}};
    auto selected = select(request, *records, traits, question->asked.fields);
    if (!selected)
        return errorReply(selected.error());
    return listReply(request, *selected, question->asked, {});
}

http::Reply quotaReply(const Question &question, const wire::Record &quota)
{
    return objectReply(quota, shares::etagOf(quota), question.asked, {});
}

http::Reply readQuota(const Api &api, const http::Request &request)
{
    auto question = ask(api, request, {});
    if (!question)
        return askedErrorReply(question.error());
    auto account = shares::quotaAccount(api.rpc, question->target, question->account);
    if (!account)
        return errorReply(account.error().at(question->server.name));
    auto quota = shares::quota(api.rpc, question->target, question->share, *account);
    if (!quota)
        return errorReply(quota.error().at(question->server.name));
    return quotaReply(*question, *quota);
}

http::Reply dryRun(const Question &question, const wire::Record &now, const wire::Record &wanted)
{
    QJsonArray attributes;
    for (const char *name : {"soft", "hard"}) {
        if (now.value(name) == wanted.value(name))
            continue;
        attributes.append(QJsonObject{{u"name"_s, QLatin1String(name)},
                                      {u"before"_s, QJsonArray::fromStringList(now.texts(name))},
                                      {u"after"_s, QJsonArray::fromStringList(wanted.texts(name))}});
    }
    const QJsonObject change{{u"server"_s, question.server.name},
                             {u"share"_s, question.share},
                             {u"account"_s, now.text("account")},
                             {u"operation"_s, u"modify"_s},
                             {u"attributes"_s, attributes}};
    return jsonReply({{u"dryRun"_s, true}, {u"changes"_s, QJsonArray{change}}});
}

http::Reply changeQuota(const Api &api, const http::Request &request)
{
    auto question = ask(api, request, {});
    if (!question)
        return askedErrorReply(question.error());
    auto match = requireMatch(request);
    if (!match)
        return http::Reply::problem(match.error(), 428);
    auto body = readRecord(request);
    if (!body)
        return errorReply(body.error());
    auto account = shares::quotaAccount(api.rpc, question->target, question->account);
    if (!account)
        return errorReply(account.error().at(question->server.name));
    auto now = shares::quota(api.rpc, question->target, question->share, *account);
    if (!now)
        return errorReply(now.error().at(question->server.name));
    if (!match->isEmpty() && shares::etagOf(*now) != *match) {
        return errorReply({.code = ErrorCode::Stale,
                           .message = u"The quota of %1 was changed in the meantime."_s.arg(account->name),
                           .hint = u"Read it again, and repeat what you want to change."_s});
    }
    auto wanted = shares::changedQuota(*now, *body);
    if (!wanted)
        return errorReply(wanted.error());
    if (question->asked.dryRun)
        return dryRun(*question, *now, *wanted);
    if (shares::etagOf(*wanted) == shares::etagOf(*now))
        return quotaReply(*question, *now);
    auto kept = shares::setQuota(api.rpc, question->target, question->share, *account, *wanted);
    if (!kept)
        return errorReply(kept.error().at(question->server.name));
    return quotaReply(*question, *kept);
}

} // namespace

void addQuotaRoutes(http::Router &router, const Api &api)
{
    const auto add = serverRoutes(router, api);
    add("GET", "/rest/shares/shares/{id}/quotas", http::Need::Reader, listQuotas);
    add("GET", "/rest/shares/shares/{id}/quotas/{account}", http::Need::Reader, readQuota);
    add("PUT", "/rest/shares/shares/{id}/quotas/{account}", http::Need::Administrator, changeQuota);
}

} // namespace smc::api
