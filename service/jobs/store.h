// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/jobs/runner.h"
#include "service/jobs/seal.h"
#include "service/state/database.h"

namespace smc::jobs {

/// Jobs in a database (state::Database): what was answered survives a power loss.
///
///     job (id, state, resource, realm, owner, owner_name, created, finished, ordered)
///     item(job, idx, state, payload, result, problem)     payload sealed; NULL once the item succeeded
///
/// Of one thread, that which calls openDatabase(); see state::OwningThread.
class Store
{
public:
    explicit Store(const QString &stateDir);

    /// Opens or makes the database; running jobs of a former process become Interrupted; jobs older than
    /// 30 days go.
    [[nodiscard]] Result<void> openDatabase();
    /// Deletes those that were made before and do not run. Returns how many.
    [[nodiscard]] Result<int> removeClosed(const QDateTime &before);
    [[nodiscard]] Result<Job> insert(Job job, const QList<QByteArray> &items);
    [[nodiscard]] Result<Job> find(qint64 id) const;
    [[nodiscard]] Result<QList<Job>> list() const;
    [[nodiscard]] Result<QList<ItemResult>> results(qint64 id, int from, int limit) const;
    /// Indices that are pending (and failed), in order.
    [[nodiscard]] Result<QList<int>> open(qint64 id, bool failedToo) const;
    [[nodiscard]] Result<QByteArray> payload(qint64 id, int index) const;
    [[nodiscard]] Result<void> setState(qint64 id, State state);
    /// Failed items become pending again.
    [[nodiscard]] Result<void> reopenFailed(qint64 id);
    [[nodiscard]] Result<void> finish(qint64 id, const ItemResult &result);

private:
    QString m_stateDir;
    state::Database m_database;
    Seal m_seal;
};

} // namespace smc::jobs
