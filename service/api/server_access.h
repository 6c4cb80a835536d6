// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/api/person.h"
#include "service/fleet/fleet.h"
#include "service/rpc/driver.h"

namespace smc::api {

/// The servers that `where` names (a value of `server=`; empty: all) among the configured ones and the domain
/// controllers that the directory lists. Errors: NotFound.
[[nodiscard]] Result<QList<fleet::ServerRef>> serversOf(const Api &api, const http::Request &request,
                                                        const QString &where, const Person &person);
/// The same as the service itself. Errors: Denied too, without an account in the realm.
[[nodiscard]] Result<QList<fleet::ServerRef>> serversOf(const Api &api, const QString &where,
                                                        const std::shared_ptr<identity::Realm> &realm);
/// Something on a server, as a request's path names it: "fs1:data", or "data" beside `server=fs1`.
struct Located
{
    QList<fleet::ServerRef> servers; ///< one; with `server=` as many as it says
    QString id;                      ///< without the server
};
/// Without `hasId` the path names the server alone. Errors: NotFound, also when
/// nothing says which server.
[[nodiscard]] Result<Located> locate(const Api &api, const http::Request &request, const Person &person,
                                     bool hasId = true);
/// The same where one server at a time is meant. Errors: Invalid for several.
[[nodiscard]] Result<fleet::ServerRef> onlyOne(const QList<fleet::ServerRef> &servers);

/// The server, asked as the person.
[[nodiscard]] rpc::Target targetOf(const Person &person, const http::Request &request,
                                   const fleet::ServerRef &server);
/// The server, asked as the service itself: serviceIn().
[[nodiscard]] rpc::Target targetOf(const Person &service, const fleet::ServerRef &server);

} // namespace smc::api
