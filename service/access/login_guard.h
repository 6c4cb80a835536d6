// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QString>

#include <chrono>
#include <functional>
#include <mutex>

namespace smc::access {

/// Slows down whoever guesses passwords: after `free` failures for one account from one address, each
/// further try has to wait, twice as long every time. The wait never locks an account for anybody else.
/// Thread-safe.
class LoginGuard
{
public:
    using Clock = std::chrono::steady_clock;
    using Now = std::function<Clock::time_point()>;
    struct Options
    {
        int free = 3;
        std::chrono::seconds first{2};
        std::chrono::seconds longest{120};
    };

    explicit LoginGuard(Options options, Now now = Clock::now);
    void setOptions(const Options &options);

    /// Zero: go on. Otherwise how long to wait before the next try.
    [[nodiscard]] std::chrono::seconds wait(const QString &account, const QHostAddress &from) const;
    void failed(const QString &account, const QHostAddress &from);
    void succeeded(const QString &account, const QHostAddress &from);

private:
    using Key = std::pair<QString, QHostAddress>;
    struct Entry
    {
        int failures = 0;
        Clock::time_point until;
    };
    void forgetOld(Clock::time_point now);

    mutable std::mutex m_mutex;
    Options m_options;
    Now m_now;
    QHash<Key, Entry> m_entries;
};

} // namespace smc::access
