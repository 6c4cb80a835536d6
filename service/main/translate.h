// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/login_guard.h"
#include "service/access/roles.h"
#include "service/access/session_store.h"
#include "service/http/filters/rate_filter.h"
#include "service/http/server.h"
#include "service/identity/realm.h"
#include "service/local/machine.h"
#include "service/main/config/config.h"
#include "service/monitoring/alerts.h"
#include "service/monitoring/history.h"

namespace smc::service {

/// From the configuration's words to those of the parts.
[[nodiscard]] http::ServerConfig serverConfig(const config::Config &config);
[[nodiscard]] http::ServerLimits serverLimits(const config::Config &config);
[[nodiscard]] http::RateFilter::Options rateOptions(const config::Config &config);
[[nodiscard]] access::SessionStore::Options sessionOptions(const config::Config &config);
[[nodiscard]] access::Roles::Options roleOptions(const config::Config &config);
[[nodiscard]] access::LoginGuard::Options guardOptions(const config::Config &config);
/// Where the service's state is: on the server of [state] url or, without one, in state_dir.
[[nodiscard]] state::Location stateLocation(const config::Config &config);
[[nodiscard]] monitoring::Poller::Options pollerOptions(const config::Config &config);
[[nodiscard]] monitoring::History::Options historyOptions(const config::Config &config);
[[nodiscard]] monitoring::Alerts::Options alertOptions(const config::Config &config);
/// Reads the files of the secrets. Errors: Invalid, with the file.
[[nodiscard]] Result<notify::Notifier::Options> notifierOptions(const config::Config &config);
[[nodiscard]] local::Machine::Options machineOptions(const config::Config &config);
/// PEM files of what the service shows its clients: configured, or of its own making.
struct CertificateFiles
{
    QString certificate;
    QString key;
};
[[nodiscard]] CertificateFiles certificateFiles(const config::Config &config);
/// Reads the password files. Errors: Invalid, with the file.
[[nodiscard]] Result<std::vector<identity::RealmOptions>> realmOptions(const config::Config &config);
/// Every name by which clients may call us: configured, in the certificate, and this machine's.
[[nodiscard]] QStringList ownNames(const config::Config &config, const QStringList &certificateNames);

} // namespace smc::service
