// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/ldap/connection.h"
#include "service/identity/ldap/servers.h"

#include <QByteArray>
#include <QHash>

#include <condition_variable>
#include <deque>
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

/// Kept connections, per principal and secret: nobody gets a connection who could not have opened it.
///
/// Thread-safe. A kept connection is looked at before it is lent (closed by the server? on the server that
/// everybody uses now? idle for long, then asked whether it answers), and closed after a while of idleness by
/// whoever comes next or by `closeIdle`.
class Pool
{
public:
    Pool(const RealmConfig &realm, Servers &servers);
    ~Pool();

    /// Waits for a connection while all of the principal's are lent. Errors: as Connection::open, Busy.
    /// `fresh`: opens a new one in any case, so that the server judges the credentials now.
    [[nodiscard]] Result<Lease> lend(const access::Credentials &as, bool fresh = false);
    /// Closes the principal's connections; those that are lent, when they come back.
    void forget(const access::Credentials &as);
    /// Closes what has been idle for too long.
    void closeIdle();

private:
    friend class Lease;
    [[nodiscard]] QByteArray keyOf(const access::Credentials &as) const;
    Result<std::unique_ptr<Connection>> open(const access::Credentials &as);
    void giveBack(const std::shared_ptr<Shelf> &shelf, std::unique_ptr<Connection> connection);
    void close(std::unique_ptr<Connection> connection);
    void tidy(const QByteArray &key, const std::shared_ptr<Shelf> &shelf);

    const RealmConfig &m_realm;
    Servers &m_servers;
    QByteArray m_salt; ///< keys hold a keyed hash of the secret, not the secret
    std::mutex m_mutex;
    std::condition_variable m_returned;
    QHash<QByteArray, std::shared_ptr<Shelf>> m_shelves;
};

} // namespace smc::ldap
