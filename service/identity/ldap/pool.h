// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/ldap/connection.h"
#include "service/identity/ldap/servers.h"

#include <QByteArray>
#include <QHash>

#include <condition_variable>
#include <memory>
#include <mutex>

namespace smc::ldap {

class Pool;
struct Shelf;

/// A connection lent by the pool; goes back when this ends, or is closed when it broke.
class Lease
{
public:
    Lease(Pool *pool, std::shared_ptr<Shelf> shelf, std::unique_ptr<Connection> connection);
    Lease(Lease &&) noexcept = default;
    Lease &operator=(Lease &&) = delete;
    ~Lease();
    Connection &operator*() const { return *m_connection; }
    Connection *operator->() const { return m_connection.get(); }

private:
    Pool *m_pool;
    std::shared_ptr<Shelf> m_shelf;
    std::unique_ptr<Connection> m_connection;
};

/// Kept connections, per principal and secret: nobody gets a connection that he could not have opened.
///
/// Thread-safe. A kept connection is looked at before it is lent: closed by the server? to the server that
/// everybody uses now? its ticket about to end? idle for long, then asked whether it answers. A wrong
/// password is not shown to the domain again and again: for a while its refusal is repeated from memory, or
/// else a session that outlived a change of password would lock the account.
class Pool
{
public:
    Pool(const RealmConfig &realm, Servers &servers);
    ~Pool();
    Pool(const Pool &) = delete;
    Pool &operator=(const Pool &) = delete;

    /// Waits while all of the principal's connections are lent. `fresh`: opens a new one in any case, so that
    /// the server judges the credentials now. Errors: as Connection::open and proofOf, Busy.
    [[nodiscard]] Result<Lease> lend(const access::Credentials &as, bool fresh = false);
    /// A new connection to this very server, outside of the pool and its limit.
    [[nodiscard]] Result<std::unique_ptr<Connection>> openAt(const QString &uri,
                                                             const access::Credentials &as);
    /// Closes the principal's connections; those that are lent, when they come back.
    void forget(const access::Credentials &as);
    /// Closes what has been idle for too long. Called from time to time.
    void closeIdle();

private:
    friend class Lease;
    using Clock = std::chrono::steady_clock;
    struct Refusal
    {
        Error error;
        Clock::time_point until;
    };
    [[nodiscard]] QByteArray keyOf(const access::Credentials &as) const;
    std::shared_ptr<Shelf> shelfOf(const QByteArray &key, const access::Credentials &as);
    Result<Proof> proofFor(const std::shared_ptr<Shelf> &shelf, bool fresh);
    Result<std::unique_ptr<Connection>> open(const std::shared_ptr<Shelf> &shelf, bool fresh);
    [[nodiscard]] bool isUsable(Connection &connection, Clock::time_point since) const;
    void giveBack(const std::shared_ptr<Shelf> &shelf, std::unique_ptr<Connection> connection);
    void close(std::unique_ptr<Connection> connection);
    void tidy(const std::shared_ptr<Shelf> &shelf);

    const RealmConfig &m_realm;
    Servers &m_servers;
    QByteArray m_salt; ///< keys hold a keyed hash of the secret, not the secret
    std::mutex m_mutex;
    std::condition_variable m_returned;
    QHash<QByteArray, std::shared_ptr<Shelf>> m_shelves;
    QHash<QByteArray, Refusal> m_refusals;
};

} // namespace smc::ldap
