// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/main/config/config.h"
#include "service/main/log.h"
#include "shared/core/result.h"

#include <chrono>
#include <memory>

namespace smc::service {

/// smcd put together: realms, sessions, jobs, routes, filters, listener. The only place that knows them all.
/// All calls from one thread.
class Service
{
public:
    /// `debug` keeps the log at its most talkative on standard error, whatever the configuration says.
    Service(config::Config config, Log &log, bool debug);
    ~Service();
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    /// Opens the state, makes the certificate when there is none, listens. Errors: Invalid, Internal.
    [[nodiscard]] Result<void> start();
    /// Takes over what can be without a restart (config::takeOver): realms, limits, pools, rates, sessions'
    /// times, roles, names, log, and the certificate; says in the log what needs one. On an error everything
    /// stays as it was.
    [[nodiscard]] Result<void> reload(const config::Config &config);
    /// Housekeeping; call it about every half minute.
    void tick();
    /// Whether the service serves: its io threads came round within that time (http::Server::answers).
    [[nodiscard]] bool answers(std::chrono::milliseconds within) const;
    /// Lets requests finish, then stops. False: some were cut.
    bool stop();

    [[nodiscard]] QString address() const; ///< "https://host:8080" for the log

private:
    class Impl;
    std::unique_ptr<Impl> d;
};

/// What the log takes from the configuration.
[[nodiscard]] Log::Options logOptions(const config::Config &config, bool debug);

} // namespace smc::service
