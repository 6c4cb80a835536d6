// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/record_query.h"
#include "service/api/roads.h"

namespace smc::api {

/// Something that each server has: how it is read, and how one of them is taken away.
struct Resource
{
    const char *path; ///< "status/sessions"
    const char *key;  ///< the attribute that tells one from another on its server; "": there is one
    RecordTraits traits;
    Readers read;
    /// Ends one thing by its `id`, as the person, by RPC; none: it cannot be ended.
    std::function<Result<void>(rpc::Driver &, const rpc::Target &, const QString &id)> remove;
    /// The same with the service's own rights on the machine itself, for where the server does not let the
    /// person, or has no RPC for it; none: there is no such way.
    std::function<Result<void>(local::Machine &, const QString &id)> removeThere = {};
    const char *removal = ""; ///< what ending it is called in a dry run
    bool routed = true; ///< false: reading it is a handler's of its own, and only a node's as the others
};
[[nodiscard]] const std::vector<Resource> &resources();
/// By its path; null: there is none.
[[nodiscard]] const Resource *findResource(QByteArrayView path);

/// What can be done on a server: PUT /rest/{resource}/{id}/{name}, by one of two roads.
struct Action
{
    const char *resource;
    const char *name;
    /// With the service's own rights there, on the machine itself. `body`: what the request says besides, an
    /// empty record for most.
    std::function<Result<void>(local::Machine &, const QString &id, const wire::Record &body)> run;
    /// As the person, by RPC, and the server decides whether he may. None: only the service's own rights do.
    std::function<Result<void>(rpc::Driver &, const rpc::Target &, const QString &id)> ask = {};
    /// In the place of `run`, where there is something to say of what came of it.
    std::function<Result<wire::Record>(local::Machine &, const QString &id, const wire::Record &body)> tell =
        {};

    [[nodiscard]] bool isOfMachine() const { return run || tell; }
    /// By `run` or `tell`; an empty record: there is nothing to say.
    [[nodiscard]] Result<wire::Record> carryOut(local::Machine &machine, const QString &id,
                                                const wire::Record &body) const;
};
[[nodiscard]] const std::vector<Action> &actions();
/// By its resource and name; null: there is none.
[[nodiscard]] const Action *findAction(QByteArrayView resource, QByteArrayView name);

} // namespace smc::api
