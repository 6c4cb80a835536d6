// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/server_access.h"

#include "service/api/server_facts.h"
#include "service/identity/reader.h"

#include <utility>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;

namespace {

/// The domain controllers, from the cache or the directory. Where neither answers there are just none: the
/// servers that are configured can still be asked.
QList<ServerRef> controllers(const Person &person)
{
    identity::Reader reader(*person.realm, person.reads);
    identity::ListQuery query{.kind = identity::Kind::Workstations};
    query.filter = {.kind = identity::Filter::Kind::Equal, .attribute = "primaryGroupID", .value = "516"};
    query.attributes = {"dNSHostName"};
    const auto listed = reader.list(query, false);
    QList<ServerRef> servers;
    if (!listed)
        return servers;
    for (const ldap::Entry &entry : listed->result.entries) {
        const QString host = QString::fromUtf8(entry.value("dNSHostName"));
        if (host.isEmpty())
            continue;
        servers.append(fleet::serverRef(host, person.realm->name()));
        servers.last().controller = true;
    }
    return servers;
}

} // namespace

Result<QList<ServerRef>> serversOf(const Api &api, const http::Request &request, const QString &where,
                                   const Person &person)
{
    const auto factsOf = [&](const QList<ServerRef> &servers, const fleet::Rule &rule) {
        return api.facts.of(servers, rule, person,
                            [&](const ServerRef &server) { return targetOf(person, request, server); });
    };
    return api.fleet.select(where, person.realm->name(), controllers(person), factsOf);
}

rpc::Target targetOf(const Person &person, const http::Request &request, const ServerRef &server)
{
    const access::Principal &who = request.session->principal();
    const bool asService = !request.session->credentials();
    return {.host = server.host,
            .user = asService ? access::principalOf(person.reads).section(u'@', 0, 0) : who.account,
            .realm = who.realm,
            .credentials = person.reads};
}

Result<QList<ServerRef>> serversOf(const Api &api, const QString &where,
                                   const std::shared_ptr<identity::Realm> &realm)
{
    const auto service = serviceIn(realm);
    if (!service)
        return service.error();
    const auto factsOf = [&](const QList<ServerRef> &servers, const fleet::Rule &rule) {
        return api.facts.of(servers, rule, *service,
                            [&](const ServerRef &server) { return targetOf(*service, server); });
    };
    return api.fleet.select(where, realm->name(), controllers(*service), factsOf);
}

rpc::Target targetOf(const Person &service, const ServerRef &server)
{
    return {.host = server.host,
            .user = access::principalOf(service.reads).section(u'@', 0, 0),
            .realm = service.realm->name(),
            .credentials = service.reads};
}

Result<Located> locate(const Api &api, const http::Request &request, const Person &person, bool hasId)
{
    Located located{.servers = {}, .id = QString::fromUtf8(request.variables.value(0))};
    QString where = QString::fromUtf8(request.queryValue("server"));
    if (!hasId)
        where = std::exchange(located.id, QString());
    if (where.isEmpty()) {
        const qsizetype colon = located.id.indexOf(u':');
        if (colon <= 0) {
            return Error{.code = ErrorCode::NotFound,
                         .message = u"The id does not say on which server it is."_s,
                         .hint =
                             u"Name it before the id, as in fs1:%1, or add server=NAME."_s.arg(located.id)};
        }
        where = located.id.left(colon);
        located.id.remove(0, colon + 1);
    }
    auto servers = serversOf(api, request, where, person);
    if (!servers)
        return servers.error();
    located.servers = *std::move(servers);
    return located;
}

Result<ServerRef> onlyOne(const QList<ServerRef> &servers)
{
    if (servers.size() == 1)
        return servers.first();
    return Error{.code = ErrorCode::Invalid,
                 .message = u"This is done on one server at a time."_s,
                 .field = u"server"_s};
}

} // namespace smc::api
