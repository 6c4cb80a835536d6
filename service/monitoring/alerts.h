// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/monitoring/poller.h"
#include "service/notify/notifier.h"
#include "service/state/store.h"

#include <QSet>

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
    std::chrono::seconds cloud = std::chrono::minutes(15);      ///< a share is not copied for so long
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
    QString rule; ///< "unreachable", "directory", "clock-skew", "disk-full", "sessions", "cloudvfs",
                  ///< "cloudvfs-lost"
    QString server;
    QString share;
    QString message;
    qint64 since = 0;    ///< seconds since 1970
    qint64 notified = 0; ///< when it was last told; 0: not yet
    bool silenced = false;
    bool elsewhere = false; ///< another collector's

    [[nodiscard]] QString id() const;
    bool operator==(const Alert &) const = default;
};

/// What the rules find wrong. `unknown` is called for what cannot be told now, a disk of a server that is
/// down: it is as it was.
[[nodiscard]] std::vector<Alert>
findWrong(const Rules &rules, const std::vector<ServerState> &servers,
          const std::vector<DirectoryState> &directories, qint64 now,
          const std::function<void(const QString &rule, const QString &server)> &unknown);

/// Watches what is wrong, every five seconds, and tells when it begins, again while it lasts, and when it is
/// over, unless somebody has silenced it.
///
/// What is wrong with servers is kept, so that it goes on after a restart, and with whichever collector reads
/// the server from then on, as if nothing had been; each collector knows the others' alerts by that. While
/// nothing can be kept, each goes on with what it knows. Those of a directory are each collector's own: it
/// may answer one and not another. Thread-safe.
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
        /// What is kept, by whichever collector.
        std::function<Result<QList<state::LastingAlert>>()> kept;
        std::function<Result<void>(const QList<state::LastingAlert> &put, const QStringList &remove)> keep;
    };
    Alerts(const Options &options, Hooks hooks);

    void start();
    void stop(); ///< waits for the look under way, which blocks for the database only
    void setOptions(const Options &options);
    /// Looks once, now.
    void look();
    [[nodiscard]] std::vector<Alert> alerts() const; ///< of all collectors, by id

private:
    /// Which servers are whose.
    struct Servers
    {
        QSet<QString> ours;
        QSet<QString> elsewhere;
    };
    void takeOver(const QList<state::LastingAlert> &kept, const Servers &servers);
    [[nodiscard]] QList<notify::Notice> judge(const std::vector<Alert> &wrong, const QSet<QString> &unknown,
                                              const Servers &servers, qint64 now);
    void keepChanges(const QList<state::LastingAlert> &kept, const Servers &servers);

    const Hooks m_hooks;
    mutable std::mutex m_mutex;
    std::mutex m_looking;
    std::condition_variable_any m_wake;
    Options m_options;
    std::map<QString, Alert> m_alerts; ///< of what this collector watches
    std::map<QString, Alert> m_others;
    QList<state::Silence> m_silences; ///< of the last look; of whoever holds m_looking
    QSet<QString> m_ours; ///< servers whose kept alerts have been taken over; of whoever holds m_looking
    const std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::jthread m_thread; // last: it uses all of the above
};

/// Whether a silence is about an alert.
[[nodiscard]] bool covers(const state::Silence &silence, const Alert &alert);

} // namespace smc::monitoring
