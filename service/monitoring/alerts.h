// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/monitoring/poller.h"
#include "service/notify/notifier.h"
#include "service/state/store.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace smc::monitoring {

/// When something is wrong. 0 switches a rule off.
struct Rules
{
    std::chrono::seconds unreachable = std::chrono::minutes(2); ///< a server does not answer for so long
    std::chrono::seconds directory = std::chrono::minutes(1);   ///< a realm does not answer for so long
    std::chrono::seconds skew = std::chrono::minutes(1);        ///< a server's clock differs by so much
    int diskFull = 90;                                          ///< per cent
    int sessions = 0;                                           ///< of a server
};

/// A realm, as far as the rule "directory" looks at it.
struct DirectoryState
{
    QString realm;
    std::chrono::seconds silent{0}; ///< for how long nobody has answered
    QString reason;
};

/// Something that is wrong. The id is "rule:server" or "rule:server:share".
struct Alert
{
    QString rule; ///< "unreachable", "directory", "clock-skew", "disk-full", "sessions"
    QString server;
    QString share;
    QString message;
    qint64 since = 0;    ///< seconds since 1970
    qint64 notified = 0; ///< when it was last told; 0: not yet
    bool silenced = false;

    [[nodiscard]] QString id() const;
};

/// What the rules find wrong. `unknown` is called for what cannot be told now, a disk of a server that is
/// down: it is as it was.
[[nodiscard]] std::vector<Alert>
findWrong(const Rules &rules, const std::vector<ServerState> &servers,
          const std::vector<DirectoryState> &directories, qint64 now,
          const std::function<void(const QString &rule, const QString &server)> &unknown);

/// Watches what is wrong, every five seconds, and tells when it begins, again while it lasts, and when it is
/// over, unless somebody has silenced it. Only in memory: after a restart it is told again, and by another
/// collector that comes to read the server. Thread-safe.
class Alerts
{
public:
    struct Options
    {
        Rules rules;
        std::chrono::seconds repeat = std::chrono::hours(4); ///< 0: once
    };
    struct Hooks
    {
        std::function<std::vector<ServerState>()> servers;
        std::function<std::vector<DirectoryState>()> directories;
        /// That hold now; while they cannot be read, those of before do.
        std::function<Result<QList<state::Silence>>()> silences;
        std::function<void(const QList<notify::Notice> &)> tell;
    };
    Alerts(Options options, Hooks hooks);

    void start();
    void stop(); ///< waits for the look under way, which blocks for the database only
    void setOptions(const Options &options);
    /// Looks once, now.
    void look();
    [[nodiscard]] std::vector<Alert> alerts() const; ///< by id

private:
    const Hooks m_hooks;
    mutable std::mutex m_mutex;
    std::mutex m_looking;
    std::condition_variable_any m_wake;
    Options m_options;
    std::map<QString, Alert> m_alerts;
    QList<state::Silence> m_silences; ///< of the last look; of whoever holds m_looking
    std::jthread m_thread;            // last: it uses all of the above
};

/// Whether a silence is about an alert.
[[nodiscard]] bool covers(const state::Silence &silence, const Alert &alert);

} // namespace smc::monitoring
