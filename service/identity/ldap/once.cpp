// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/once.h"

#include <thread>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int onceTries = 3;

Error undecided(const QString &what, const QString &host, ErrorCode code, const Error &cause)
{
    return {.code = code,
            .message =
                u"It is not known whether this was done: %1. %2 stopped answering before it said so."_s.arg(
                    what, host),
            .hint = u"Look at the object once the server is back, before you try again."_s,
            .place = cause.place,
            .native = cause.native};
}

// The server that got the request knows what became of it. It may be restarting: asked until connectTimeout.
std::unique_ptr<Connection> reachAgain(Pool &pool, const RealmConfig &realm, const QString &uri,
                                       const access::Credentials &as)
{
    const auto end = std::chrono::steady_clock::now() + realm.connectTimeout;
    for (;;) {
        auto connection = pool.openAt(uri, as);
        if (connection)
            return *std::move(connection);
        if (connection.error().code != ErrorCode::Unreachable ||
            std::chrono::steady_clock::now() + 250ms >= end)
            return nullptr;
        std::this_thread::sleep_for(250ms);
    }
}

class OnceRunner
{
public:
    OnceRunner(Pool &pool, const RealmConfig &realm, const access::Credentials &as, const Change &change)
        : m_pool(pool)
        , m_realm(realm)
        , m_as(as)
        , m_change(change)
    {}

    // After an answer was lost at `uri`.
    Result<void> recover(const QString &uri, const QString &host, const Error &cause)
    {
        m_uri = uri;
        for (int attempt = 0; attempt < onceTries; ++attempt) {
            // One that must not be repeated elsewhere asks its own server first and patiently.
            std::unique_ptr<Connection> same;
            if (!m_change.repeatableElsewhere)
                same = reachAgain(m_pool, m_realm, uri, m_as);
            std::optional<Lease> lease;
            Connection *connection = same.get();
            if (!connection) {
                auto lent = m_pool.lend(m_as);
                if (!lent)
                    break;
                connection = &*lease.emplace(*std::move(lent));
            }
            auto result = step(*connection);
            if (result)
                return *result;
            if (!connection->broken())
                break;
        }
        return undecided(m_change.what, host, ErrorCode::Unreachable, cause);
    }

private:
    // Nothing: not decided on this connection.
    std::optional<Result<void>> step(Connection &connection)
    {
        const auto trace = m_change.look(connection);
        if (!trace || *trace == Change::Trace::Unknown)
            return std::nullopt;
        if (*trace == Change::Trace::Done)
            return Result<void>();
        if (connection.uri() != m_uri && !m_change.repeatableElsewhere)
            return std::nullopt;
        auto result = m_change.send(connection);
        if (result)
            return result;
        if (connection.broken()) {
            m_uri = connection.uri();
            return std::nullopt;
        }
        // Refused now: the first one may have got through while we looked.
        const auto again = m_change.look(connection);
        if (again && *again == Change::Trace::Done)
            return Result<void>();
        return result;
    }

    Pool &m_pool;
    const RealmConfig &m_realm;
    const access::Credentials &m_as;
    const Change &m_change;
    QString m_uri; ///< the last server that may have done it
};

} // namespace

Result<void> changeOnce(Pool &pool, Servers &servers, const RealmConfig &realm, const access::Credentials &as,
                        const Change &change)
{
    Error cause;
    QString uri;
    QString host;
    {
        auto lease = pool.lend(as);
        if (!lease)
            return lease.error().at(change.what);
        auto result = change.send(**lease);
        if (result)
            return result;
        if (!(*lease)->broken())
            return result.error().at(change.what);
        cause = result.error().at(change.what);
        uri = (*lease)->uri();
        host = (*lease)->host();
    }
    if (cause.code == ErrorCode::Timeout) {
        servers.failed(uri, cause);
        return undecided(change.what, host, ErrorCode::Timeout, cause);
    }
    auto result = OnceRunner(pool, realm, as, change).recover(uri, host, cause);
    return result ? result : result.error().at(change.what);
}

} // namespace smc::ldap
