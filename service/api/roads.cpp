// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/roads.h"

#include "service/api/server_access.h"

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::Reading;
using fleet::Road;
using fleet::ServerRef;

Result<void> mayOperate(const http::Request &request)
{
    if (request.session->principal().operates)
        return {};
    return Error{.code = ErrorCode::Denied,
                 .message = u"This is done with rights of the service itself, which you may not use."_s,
                 .hint = u"They are given to groups and people by [roles] servers in smcd.conf."_s};
}

Error noOwnRoad(const ServerRef &server)
{
    return Error{.code = ErrorCode::Unsupported,
                 .message = u"%1 does not tell this over the network."_s.arg(server.name),
                 .hint = u"Run smcd on it."_s};
}

bool hasOwnRoad(const Api &api, const ServerRef &server)
{
    return api.machine.is(server.name, server.host);
}

Result<Reading> readByBestRoad(const Api &api, const http::Request &request, const Person &person,
                               const ServerRef &server, const Readers &readers)
{
    const auto allowed = mayOperate(request);
    if (!readers.rpc && !allowed)
        return allowed.error();
    std::optional<Error> failed;
    if (readers.local && allowed && api.machine.is(server.name, server.host)) {
        if (auto records = readers.local(api.machine))
            return Reading{.records = *std::move(records), .road = Road::Local};
        else
            failed = records.error();
    }
    if (!readers.rpc)
        return failed ? *failed : noOwnRoad(server);
    auto records = readers.rpc(api.rpc, targetOf(person, request, server), server);
    if (!records)
        return records.error();
    return Reading{.records = *std::move(records), .road = Road::Rpc};
}

} // namespace smc::api
