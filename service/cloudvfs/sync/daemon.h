// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/mirror/mirror_store.h"
#include "service/cloudvfs/sync/bandwidths.h"
#include "service/cloudvfs/sync/joined_share.h"
#include "service/cloudvfs/sync/management.h"
#include "service/cloudvfs/sync/questions.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <shared_mutex>
#include <vector>

namespace smc::cloudvfs {

struct DaemonOptions
{
    QByteArray state = "/var/lib/cloudvfs"; ///< the module's `cloudvfs:state`
    QByteArray socket = "/run/cloudvfs/socket";
    std::optional<uid_t> manager; ///< who may ask on the management socket; none: there is none
    QByteArray managementSocket = "/run/cloudvfs-management/socket";
    QList<ShareOptions> shares;
    Pace pace;
    std::map<QString, Management::Work> work; ///< of CLOUDVFS_MANAGE, beside the daemon's own
};

/// Joins shares to their stores:
///
///     intent files ─▶ Follower ─▶ Index ─▶ Syncer ─▶ store
///                                             store ─▶ Recaller ─▶ files
///     folders ─▶ Scanner ─▶ Index
///                     Questions ─────────────────────────┘
///
/// One at a time on a machine. Killed at any moment, it goes on where it was.
class Daemon
{
public:
    /// `limited`: those of the stores, and of a mirror's, that are asked with measure, by name.
    Daemon(DaemonOptions options, std::map<QString, std::unique_ptr<Store>> stores,
           const std::map<QString, LimitedStore *> &limited);
    ~Daemon();
    Daemon(const Daemon &) = delete;
    Daemon &operator=(const Daemon &) = delete;

    /// Errors: Exists when another one runs; Refused; Internal.
    [[nodiscard]] Result<void> start();

private:
    [[nodiscard]] Result<void> lock();
    void dropEnded();
    [[nodiscard]] Result<void> finishEvictions();
    [[nodiscard]] Result<QJsonObject> scan(const QJsonObject &request);
    [[nodiscard]] QString problemOf(const QString &share);
    [[nodiscard]] QString mirrorProblem(const QString &share);
    void manage();
    [[nodiscard]] Result<QByteArray> answer(const Question &question);
    [[nodiscard]] Result<QByteArray> status();
    [[nodiscard]] Result<QJsonObject> restore(const QJsonObject &request);
    void told(const QString &share, const Error &problem);

    const DaemonOptions m_options;
    std::map<QString, std::unique_ptr<WatchedStore>> m_stores;
    Bandwidths m_bandwidths;
    std::map<QString, MirrorStore *> m_mirrors; ///< those of them
    int m_lock = -1;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<Recaller> m_recaller;
    std::map<QString, std::unique_ptr<JoinedShare>> m_shares;
    std::unique_ptr<Management> m_management;
    std::unique_ptr<Questions> m_questions;
    std::unique_ptr<Questions> m_managed; ///< the management socket
    std::mutex m_mutex;
    QHash<QString, QString> m_problems; ///< by share
    QHash<QString, qint64> m_problemsSince;
    std::atomic<bool> m_ending = false;
    std::shared_mutex m_asked; ///< held by whoever asks the parts of the shares, and then by their end
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
