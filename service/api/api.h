// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/router.h"

#include <QString>
#include <QStringList>

namespace smc::identity {
class Realms;
}
namespace smc::jobs {
class Runner;
}
namespace smc::rpc {
class Driver;
}
namespace smc::fleet {
class Fleet;
}
namespace smc::local {
class Machine;
}
namespace smc::notify {
class Notifier;
}
namespace smc::state {
class Store;
template<typename Owned>
class OwningThread;
} // namespace smc::state
namespace smc::monitoring {
class Alerts;
class Assignment;
class History;
class Poller;
} // namespace smc::monitoring
namespace smc::schedule {
class Scheduler;
}
namespace smc::node {
class Client;
class Registry;
} // namespace smc::node

namespace smc::api {

class ServerFacts; // service/api/server_facts.h

/// What the handlers work on. Everything must outlive the router.
struct Api
{
    identity::Realms &realms;
    jobs::Runner &jobs;
    rpc::Driver &rpc;
    fleet::Fleet &fleet;
    ServerFacts &facts;
    local::Machine &machine;
    node::Registry &nodes;
    node::Client &nodeClient;
    monitoring::Poller &poller;
    const monitoring::Assignment &assignment;
    monitoring::History &history;
    schedule::Scheduler &scheduler;
    monitoring::Alerts &alerts;
    const notify::Notifier &notifier;
    state::OwningThread<state::Store> &store;
    QString certificateFile;       ///< what the service shows to clients, and nodes know it by
    QStringList descriptorFolders; ///< ours first, then the drop-in folder
    QString openapiFile;           ///< resources/openapi/openapi.json as installed
};

/// Adds all routes below /rest and /readyz. Handlers block: they run on the pools "directory" (calls to the
/// directory), "servers" (calls to file servers) and "quick" (memory only). /auth, /healthz and /metrics are
/// added by their own files.
void addRoutes(http::Router &router, Api api);

/// The realm and cache part of /metrics, Prometheus text 0.0.4: entries, age, servers' health and latency,
/// jobs.
[[nodiscard]] QByteArray metricsText(const Api &api);

} // namespace smc::api
