// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/client/management.h"
#include "service/cloudvfs/mirror/mirror_store.h"
#include "service/cloudvfs/sync/joined_share.h"
#include "service/cloudvfs/sync/questions.h"

#include <map>
#include <shared_mutex>

namespace smc::cloudvfs {

/// Answers CLOUDVFS_MANAGE (client/management.h). Of any thread.
class Management
{
public:
    /// Does one thing: what is asked for, and what is answered.
    using Work = std::function<Result<QJsonObject>(const QJsonObject &request)>;

    struct Problem
    {
        QString words; ///< "": there is none
        qint64 since = 0;
    };
    /// `ask` answers what has a kind of its own (evict, recall), `problem` says what keeps a share from
    /// going on.
    Management(Journal &journal, Recaller &recaller, Questions::Answer ask,
               std::function<Problem(const QString &share)> problem);

    /// Before the first answer.
    void add(JoinedShare &share);
    void add(const QString &store, WatchedStore *watched);
    void add(MirrorStore &mirror);
    void add(const QString &word, Work work);

    [[nodiscard]] Result<QByteArray> answer(const QByteArray &request);
    /// What it was given goes: what is being answered is waited for, and nothing more is (Busy).
    void end();

private:
    [[nodiscard]] Result<JoinedShare *> shareOf(const QJsonObject &request) const;
    [[nodiscard]] Result<QJsonObject> shares();
    [[nodiscard]] Result<QJsonObject> queue(const QJsonObject &request);
    [[nodiscard]] Result<QJsonObject> files(const QJsonObject &request);
    [[nodiscard]] Result<QJsonObject> stores();
    [[nodiscard]] Result<QJsonObject> scrub(const QJsonObject &request);
    [[nodiscard]] Result<QJsonObject> versions(const QJsonObject &request);
    [[nodiscard]] StoreStatus statusOf(const QString &name, WatchedStore &store);
    [[nodiscard]] Result<QJsonObject> pause(const QJsonObject &request, bool paused);
    [[nodiscard]] Result<QJsonObject> pin(const QJsonObject &request, bool pinned);
    [[nodiscard]] Result<QJsonObject> pass(cloudvfs_request_kind kind, const QJsonObject &request);
    void look(WatchedStore &store);

    Journal &m_journal;
    Recaller &m_recaller;
    const Questions::Answer m_ask;
    const std::function<Problem(const QString &)> m_problem;
    std::map<QString, JoinedShare *> m_shares;
    std::map<QString, WatchedStore *> m_stores;
    std::map<QString, MirrorStore *> m_mirrors;
    std::map<QString, Work> m_work;
    std::shared_mutex m_mutex;
    bool m_ended = false;
    QThreadPool m_looks; ///< at stores that nobody has asked for long
};

} // namespace smc::cloudvfs
