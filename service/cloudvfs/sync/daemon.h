// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/sync/copier.h"
#include "service/cloudvfs/sync/follower.h"
#include "service/cloudvfs/sync/questions.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <vector>

namespace smc::cloudvfs {

struct ShareOptions
{
    QString name; ///< as smb.conf has it
    QByteArray path;
    QString store;
};

struct DaemonOptions
{
    QByteArray state = "/var/lib/cloudvfs"; ///< the module's `cloudvfs:state`
    QByteArray socket = "/run/cloudvfs/socket";
    QList<ShareOptions> shares;
    std::chrono::milliseconds quiet{2000};     ///< how long a file is left alone before it is copied
    std::chrono::milliseconds deadline{60000}; ///< how often one that stays open and changes is copied
    int uploads = 4;                           ///< at a time
};

/// Joins shares to their stores:
///
///     intent files ─▶ Follower ─▶ Index ─▶ what is due ─▶ copy() ─▶ store
///                                   ▲                       │
///                                   └──────── outcomes ◀────┘        Questions ─▶ Recaller ─▶ files
///
/// One at a time on a machine. Killed at any moment, it goes on where it was.
class Daemon
{
public:
    Daemon(DaemonOptions options, std::map<QString, std::unique_ptr<Store>> stores);
    ~Daemon();
    Daemon(const Daemon &) = delete;
    Daemon &operator=(const Daemon &) = delete;

    /// Errors: Exists when another one runs; Refused; Internal.
    [[nodiscard]] Result<void> start();

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] Result<void> lock();
    void run(const std::stop_token &stop);
    void queueDue();
    void queueRemovals();
    [[nodiscard]] bool keepOutcomes();
    void copyOne(const FileRow &row);
    void removeOne(const Removal &removal);
    void dropEnded();
    [[nodiscard]] Result<void> finishEvictions();
    [[nodiscard]] Result<QByteArray> answer(const Question &question);
    [[nodiscard]] Result<QByteArray> status();
    void wake();
    void told(const QString &share, const Error &problem);

    const DaemonOptions m_options;
    std::map<QString, std::unique_ptr<Store>> m_stores;
    int m_lock = -1;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<Recaller> m_recaller;
    std::unique_ptr<Copier> m_copier;
    std::map<QString, Share> m_shares;
    std::vector<std::unique_ptr<Follower>> m_followers;
    std::unique_ptr<Questions> m_questions;
    QThreadPool m_pool;

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_news = true;
    std::vector<Outcome> m_outcomes;
    QList<Removal> m_removed;
    QSet<qint64> m_busy;                                 ///< files that are being copied
    QSet<std::pair<QString, QByteArray>> m_keys;         ///< objects that are being written or removed
    QHash<QString, Clock::time_point> m_removeNotBefore; ///< by share
    QHash<QString, int> m_removeAttempts;
    QHash<qint64, int> m_attempts;      ///< of files that could not be copied
    QHash<QString, QString> m_problems; ///< by share
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
