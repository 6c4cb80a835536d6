// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/credentials.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace smc::access {

/// Two roles to begin with. A role narrows what the directory grants; it never widens it.
enum class Role {
    Reader,        ///< reads; may change his own password
    Administrator, ///< changes, as far as the directory's own access control lets him
};

[[nodiscard]] QString roleName(Role role); ///< "reader", "administrator"

/// Who somebody is, as his directory says it.
struct Principal
{
    QString realm;   ///< "LAB.EXAMPLE", upper case
    QString account; ///< sAMAccountName
    QString name;    ///< displayName, or the account when there is none
    QString dn;
    QString sid;        ///< "S-1-5-21-…"
    QStringList groups; ///< SIDs of all groups, nested ones included (tokenGroups)
    Role role = Role::Reader;
    /// May use the rights that the service has of its own on file servers, where it runs on them: no
    /// directory and no server is asked then whether this person may ([roles] servers).
    bool operates = false;
    /// Not empty: this session may only read, and this sentence says why (no delegated ticket, say).
    QString readOnlyBecause;
};

/// A signed-in person. Immutable but for its times; safe from any thread.
class Session
{
public:
    using Clock = std::chrono::steady_clock;

    Session(Principal principal, std::optional<Credentials> credentials)
        : m_principal(std::move(principal))
        , m_credentials(std::move(credentials))
    {}
    [[nodiscard]] const Principal &principal() const { return m_principal; }
    /// To act as the person; nothing when the session reads only.
    [[nodiscard]] const std::optional<Credentials> &credentials() const { return m_credentials; }

    /// What unsafe requests with the cookie must repeat in X-SMC-CSRF.
    [[nodiscard]] const QByteArray &csrf() const { return m_csrf; }
    /// Signed in for a bearer token, which no browser sends by itself: no CSRF check.
    [[nodiscard]] bool isBearer() const { return m_bearer; }
    /// Why it was ended before its time (SessionStore::endRealm), in a sentence; empty while it goes on. A
    /// batch holds its session for longer than the store does.
    [[nodiscard]] QString endedBecause() const
    {
        return m_ended.load(std::memory_order_acquire) ? m_endedBecause : QString();
    }
    /// A number for the log and for limits; says nothing about the token.
    [[nodiscard]] quint64 number() const { return m_number; }
    /// When it ends, should nobody use it any more.
    [[nodiscard]] Clock::time_point expires() const
    {
        return Clock::time_point(Clock::duration(m_expires.load(std::memory_order_relaxed)));
    }

private:
    friend class SessionStore;
    Principal m_principal;
    std::optional<Credentials> m_credentials;
    QByteArray m_csrf;
    bool m_bearer = false;
    quint64 m_number = 0;
    Clock::time_point m_end = Clock::time_point::max(); ///< whatever happens
    std::atomic<Clock::rep> m_expires{0};
    QString m_endedBecause; ///< written once, before m_ended
    std::atomic<bool> m_ended{false};
};

/// Verifies credentials against a realm and says who it is. Implemented by the directory
/// (service/identity/authenticator.h); blocks, call it from the auth pool.
/// Errors: Unauthenticated (message says whether the password is wrong, expired, must be changed, or the
/// account is locked or disabled, as far as the directory tells), Unreachable, Timeout, Invalid (unknown
/// realm).
using Authenticate = std::function<Result<Principal>(const QString &realm, const Credentials &credentials)>;

/// Looks up a person who proved his identity by Kerberos ("alice@LAB.EXAMPLE"), with the service's own
/// account. Errors as Authenticate.
using LookUpPrincipal = std::function<Result<Principal>(const QString &kerberosPrincipal)>;

} // namespace smc::access
