// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/ldap/directory.h"

#include <QHash>
#include <QStringList>

#include <chrono>
#include <mutex>

namespace smc::ldap {

/// Which servers a realm has, in which order, and how they are. Thread-safe; discovery may block on DNS.
///
/// The order is that of the configuration, or of DNS SRV ([RFC 2782]). All calls of a realm go to the same
/// server as long as it is well, whoever makes them: so a read sees what was written before it, and update
/// sequence numbers stay comparable. A server that fails is left alone for a while that doubles with each
/// failure, and the next one takes over and stays.
class Servers
{
public:
    explicit Servers(const RealmConfig &realm);

    /// In the order in which they should be tried: the present one, then the healthy, then those that wait
    /// out a failure, the one whose time comes first in front. Errors: Unreachable (DNS names none).
    [[nodiscard]] Result<QStringList> candidates();
    /// The server that everybody uses now; empty before the first contact.
    [[nodiscard]] QString current() const;
    /// How many there are; 1 before the first contact.
    [[nodiscard]] qsizetype count() const;

    void succeeded(const QString &uri, std::chrono::microseconds latency);
    void failed(const QString &uri, const Error &error);
    void opened(const QString &uri, int change); ///< +1 opened, -1 closed

    [[nodiscard]] QList<ServerHealth> health() const;

private:
    using Clock = std::chrono::steady_clock;
    struct State
    {
        bool healthy = true;
        int failures = 0;
        Clock::time_point retryAt;
        std::chrono::microseconds latency{0};
        QString lastError;
        int open = 0;
    };
    [[nodiscard]] Result<QStringList> discover() const;

    const RealmConfig &m_realm;
    mutable std::mutex m_mutex;
    QStringList m_order;
    Clock::time_point m_discoverAgain;
    QHash<QString, State> m_states;
    QString m_current;
};

} // namespace smc::ldap
