// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/person.h"
#include "service/fleet/fleet.h"
#include "service/identity/sites.h"
#include "service/rpc/driver.h"

#include <QHash>

#include <chrono>
#include <mutex>

namespace smc::api {

/// What rules ask about servers, kept for a minute, so that a group by rule costs no round of questions for
/// each request. A server that is silent keeps its last facts for as long as the service runs. Thread-safe.
class ServerFacts
{
public:
    explicit ServerFacts(rpc::Driver &driver)
        : m_driver(driver)
    {}
    using TargetOf = std::function<rpc::Target(const fleet::ServerRef &)>;
    /// Of each server, in their order, what `rule` asks for and is known. Blocks; use the servers pool.
    [[nodiscard]] QList<wire::Record> of(const QList<fleet::ServerRef> &servers, const fleet::Rule &rule,
                                         const Person &person, const TargetOf &target);

private:
    using Clock = std::chrono::steady_clock;
    template<typename Fact>
    struct Kept
    {
        Fact fact;
        Clock::time_point since;
    };
    [[nodiscard]] std::optional<identity::Sites> sitesOf(const Person &person);
    [[nodiscard]] std::optional<wire::Record> about(const rpc::Target &target);

    rpc::Driver &m_driver;
    std::mutex m_mutex;
    QHash<QString, Kept<wire::Record>> m_about;    ///< by host
    QHash<QString, Kept<identity::Sites>> m_sites; ///< by realm
};

} // namespace smc::api
