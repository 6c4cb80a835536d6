// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/session.h"

#include <QHash>

#include <functional>
#include <mutex>

namespace smc::access {

/// All sessions of this process, in memory only: a restart signs everybody out.
///
/// A token is 256 random bits in base64url; the store keeps its SHA-256 alone, so that nobody who reads the
/// service's memory or a dump finds a token to use. Thread-safe.
class SessionStore
{
public:
    struct Options
    {
        std::chrono::seconds idle{15 * 60};          ///< slides with every request
        std::chrono::seconds absolute{10 * 60 * 60}; ///< ends it in any case
        int perPrincipal = 16;                       ///< above: the person's longest unused one ends
        int total = 10000;                           ///< above: nobody new is let in
    };
    using Now = std::function<Session::Clock::time_point()>;
    /// Told of a person's last session that ended, outside the store's lock: to close his connections.
    using Gone = std::function<void(const Session &)>;

    explicit SessionStore(Options options, Now now = Session::Clock::now);
    void setOptions(const Options &options); ///< for sessions opened from now on, and for sliding
    [[nodiscard]] Options options() const;
    void onGone(Gone gone); ///< set before the first session

    struct Opened
    {
        QByteArray token;
        std::shared_ptr<Session> session;
    };
    /// Errors: Busy (too many sessions in all).
    [[nodiscard]] Result<Opened> open(Principal principal, std::optional<Credentials> credentials,
                                      bool bearer);
    /// Null when it is unknown or over. Slides its end.
    [[nodiscard]] std::shared_ptr<Session> find(const QByteArray &token);
    void end(const Session &session);
    /// Ends all sessions of a realm before their time; `why` is said to whoever comes with one of them.
    void endRealm(const QString &realm, const QString &why);
    /// Why the token's session ended before its time; empty when it did not, or would be over by now anyway.
    [[nodiscard]] QString endedBecause(const QByteArray &token) const;
    /// Ends what is over. Call it now and then.
    void sweep();
    [[nodiscard]] qsizetype count() const;

private:
    using Key = QByteArray; ///< SHA-256 of the token
    [[nodiscard]] QList<std::shared_ptr<Session>> takeOver(Session::Clock::time_point now);
    void announce(const QList<std::shared_ptr<Session>> &ended);

    mutable std::mutex m_mutex;
    Options m_options;
    Now m_now;
    Gone m_gone;
    QHash<Key, std::shared_ptr<Session>> m_sessions;
    QHash<Key, std::shared_ptr<Session>> m_ended; ///< by endRealm(), until their time would have been over
    quint64 m_next = 1;
};

/// `bytes` random bytes from the system in base64url without padding.
[[nodiscard]] QByteArray randomToken(int bytes);
/// In a time that depends on the lengths only.
[[nodiscard]] bool equalInConstantTime(const QByteArray &a, const QByteArray &b);

} // namespace smc::access
