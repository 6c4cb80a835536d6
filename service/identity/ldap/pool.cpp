// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/pool.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <deque>
#include <optional>
#include <utility>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using PoolClock = std::chrono::steady_clock;

namespace {

constexpr auto closeAfter = 2min;  ///< of idleness; AD's own limit is 15 minutes
constexpr auto askAfter = 20s;     ///< of idleness a connection is asked whether it still answers
constexpr auto renewBefore = 1min; ///< the end of its ticket a connection is not lent any more

// A wrong password counts towards the account's lock each time it is shown, other refusals do not.
constexpr auto rememberWrong = 15min;
constexpr auto rememberOther = 5s;

bool isFresh(std::chrono::system_clock::time_point end)
{
    return end - renewBefore > std::chrono::system_clock::now();
}

} // namespace

/// The connections of one principal.
struct Shelf
{
    struct Idle
    {
        std::unique_ptr<Connection> connection;
        PoolClock::time_point since;
    };
    QByteArray key;
    access::Credentials as;              ///< kept: a ticket's address is part of the key
    std::optional<KerberosProof> ticket; ///< the one in use, renewed before its end
    std::deque<Idle> idle;               ///< the latest used last
    int total = 0;                       ///< lent and idle
    int waiting = 0;
    bool forgotten = false; ///< signed out: what comes back is closed
};

Lease::Lease(Pool *pool, std::shared_ptr<Shelf> shelf, std::unique_ptr<Connection> connection)
    : m_pool(pool)
    , m_shelf(std::move(shelf))
    , m_connection(std::move(connection))
{}

Lease::~Lease()
{
    if (m_connection)
        m_pool->giveBack(m_shelf, std::move(m_connection));
}

Pool::Pool(const RealmConfig &realm, Servers &servers)
    : m_realm(realm)
    , m_servers(servers)
    , m_salt(32, Qt::Uninitialized)
{
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(m_salt.data()), m_salt.size() / 4);
}

Pool::~Pool() = default;

QByteArray Pool::keyOf(const access::Credentials &as) const
{
    QMessageAuthenticationCode hash(QCryptographicHash::Sha256, m_salt);
    const auto add = [&hash](const char *data, std::size_t size) {
        const quint64 length = size; // so that no two lists of fields look alike
        hash.addData(reinterpret_cast<const char *>(&length), sizeof length);
        hash.addData(data, static_cast<qsizetype>(size));
    };
    const auto addText = [&add](const QString &text) {
        const QByteArray bytes = text.toUtf8();
        add(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    };
    if (const auto *password = std::get_if<access::PasswordCredentials>(&as)) {
        addText(u"password"_s);
        addText(password->name.toLower());
        add(password->password.data(), password->password.size());
    } else if (const auto *keytab = std::get_if<access::KeytabCredentials>(&as)) {
        addText(u"keytab"_s);
        addText(keytab->principal);
        addText(keytab->keytab);
    } else {
        const auto &ticket = std::get<access::TicketCredentials>(as);
        const void *identity = ticket.ticket.get(); // stays unique: a connection keeps its ticket
        addText(u"ticket"_s);
        addText(ticket.principal);
        add(reinterpret_cast<const char *>(&identity), sizeof identity);
    }
    return hash.result();
}

std::shared_ptr<Shelf> Pool::shelfOf(const QByteArray &key, const access::Credentials &as)
{
    auto &kept = m_shelves[key];
    if (!kept) {
        kept = std::make_shared<Shelf>();
        kept->key = key;
        kept->as = as;
    }
    return kept;
}

Result<Proof> Pool::proofFor(const std::shared_ptr<Shelf> &shelf, bool fresh)
{
    {
        const std::lock_guard lock(m_mutex);
        std::optional<KerberosProof> &ticket = shelf->ticket;
        if (fresh)
            ticket.reset();
        if (ticket && isFresh(ticket->expires))
            return Proof(*ticket);
    }
    auto proof = proofOf(m_realm, shelf->as);
    if (proof && std::holds_alternative<KerberosProof>(*proof)) {
        const std::lock_guard lock(m_mutex);
        shelf->ticket = std::get<KerberosProof>(*proof);
    }
    return proof;
}

Result<std::unique_ptr<Connection>> Pool::openAt(const QString &uri, const access::Credentials &as)
{
    const auto proof = proofOf(m_realm, as);
    if (!proof)
        return proof.error();
    return Connection::open(m_realm, uri, *proof);
}

Result<std::unique_ptr<Connection>> Pool::open(const std::shared_ptr<Shelf> &shelf, bool fresh)
{
    const auto uris = m_servers.candidates();
    if (!uris)
        return uris.error();
    const auto proof = proofFor(shelf, fresh);
    if (!proof)
        return proof.error().at(u"signing in to"_s, m_realm.name);
    Error last{.code = ErrorCode::Unreachable, .message = u"The realm %1 has no server."_s.arg(m_realm.name)};
    for (const QString &uri : *uris) {
        const auto start = PoolClock::now();
        auto connection = Connection::open(m_realm, uri, *proof);
        if (connection) {
            m_servers.succeeded(
                uri, std::chrono::duration_cast<std::chrono::microseconds>(PoolClock::now() - start));
            m_servers.opened(uri, 1);
            return connection;
        }
        last = connection.error();
        // Another server would say the same of a wrong password or a wrong configuration.
        if (last.code != ErrorCode::Unreachable && last.code != ErrorCode::Timeout &&
            last.code != ErrorCode::Busy)
            return last.at(u"signing in to"_s, m_realm.name);
        m_servers.failed(uri, last);
    }
    return last.at(u"connecting to the directory of"_s, m_realm.name);
}

bool Pool::isUsable(Connection &connection, Clock::time_point since) const
{
    return connection.uri() == m_servers.current() && !connection.hungUp() &&
           isFresh(connection.validUntil()) && (PoolClock::now() - since < askAfter || connection.answers());
}

Result<Lease> Pool::lend(const access::Credentials &as, bool fresh)
{
    const QByteArray key = keyOf(as);
    const auto deadline = PoolClock::now() + m_realm.callTimeout;
    std::unique_lock lock(m_mutex);
    for (;;) {
        const auto refused = m_refusals.constFind(key);
        if (!fresh && refused != m_refusals.constEnd() && PoolClock::now() < refused->until)
            return refused->error;
        const std::shared_ptr<Shelf> shelf = shelfOf(key, as);
        if (!fresh && !shelf->idle.empty()) {
            Shelf::Idle item = std::move(shelf->idle.back());
            shelf->idle.pop_back();
            lock.unlock();
            if (isUsable(*item.connection, item.since))
                return Lease(this, shelf, std::move(item.connection));
            close(std::move(item.connection));
            lock.lock();
            --shelf->total;
            m_returned.notify_all();
            continue;
        }
        if (fresh && shelf->total >= m_realm.maxConnections && !shelf->idle.empty()) { // make room
            std::unique_ptr<Connection> oldest = std::move(shelf->idle.front().connection);
            shelf->idle.pop_front();
            --shelf->total;
            lock.unlock();
            close(std::move(oldest));
            lock.lock();
            continue;
        }
        if (shelf->total < m_realm.maxConnections) {
            ++shelf->total;
            lock.unlock();
            auto connection = open(shelf, fresh);
            lock.lock();
            if (connection) {
                m_refusals.remove(key);
                return Lease(this, shelf, std::move(*connection));
            }
            --shelf->total;
            shelf->ticket.reset();
            const Error &error = connection.error();
            if (error.code == ErrorCode::Unauthenticated) {
                const bool wrong = !error.native.contains(u"data "_s) || error.native.contains(u"data 52e"_s);
                m_refusals.insert(key,
                                  {error, PoolClock::now() + (wrong ? PoolClock::duration(rememberWrong)
                                                                    : PoolClock::duration(rememberOther))});
            }
            tidy(shelf);
            m_returned.notify_all();
            return error;
        }
        ++shelf->waiting;
        m_returned.wait_until(lock, deadline);
        --shelf->waiting;
        if (PoolClock::now() >= deadline) {
            tidy(shelf);
            return Error{.code = ErrorCode::Busy,
                         .message = u"All connections of this account to the directory are in use."_s,
                         .hint = u"Try again in a moment."_s,
                         .retryable = true};
        }
    }
}

void Pool::giveBack(const std::shared_ptr<Shelf> &shelf, std::unique_ptr<Connection> connection)
{
    std::unique_lock lock(m_mutex);
    if (!connection->broken() && !shelf->forgotten) {
        shelf->idle.push_back({std::move(connection), PoolClock::now()});
        m_returned.notify_all();
        return;
    }
    lock.unlock();
    close(std::move(connection));
    lock.lock();
    --shelf->total;
    tidy(shelf);
    m_returned.notify_all();
}

void Pool::close(std::unique_ptr<Connection> connection)
{
    m_servers.opened(connection->uri(), -1);
}

// A principal without connections leaves nothing behind. The lock is held.
void Pool::tidy(const std::shared_ptr<Shelf> &shelf)
{
    if (shelf->total == 0 && shelf->waiting == 0 && m_shelves.value(shelf->key) == shelf)
        m_shelves.remove(shelf->key);
}

void Pool::forget(const access::Credentials &as)
{
    std::unique_lock lock(m_mutex);
    const auto shelf = m_shelves.take(keyOf(as));
    if (!shelf)
        return;
    shelf->forgotten = true;
    const auto idle = std::exchange(shelf->idle, {});
    shelf->total -= static_cast<int>(idle.size());
    lock.unlock();
    m_returned.notify_all();
    for (const auto &item : idle)
        m_servers.opened(item.connection->uri(), -1);
}

void Pool::closeIdle()
{
    std::deque<Shelf::Idle> old;
    {
        const std::lock_guard lock(m_mutex);
        const auto limit = PoolClock::now() - closeAfter;
        m_refusals.removeIf([](const auto &item) { return item.value().until < PoolClock::now(); });
        const auto keys = m_shelves.keys();
        for (const QByteArray &key : keys) {
            const auto shelf = m_shelves.value(key);
            while (!shelf->idle.empty() && shelf->idle.front().since < limit) {
                old.push_back(std::move(shelf->idle.front()));
                shelf->idle.pop_front();
                --shelf->total;
            }
            tidy(shelf);
        }
    }
    for (const auto &item : old)
        m_servers.opened(item.connection->uri(), -1);
}

} // namespace smc::ldap
