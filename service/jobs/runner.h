// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/access/session.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace smc::jobs {

enum class State { Running, Done, Cancelled, Interrupted };
enum class ItemState { Pending, Ok, Failed };

/// What a job is, without its items.
struct Job
{
    qint64 id = 0;
    State state = State::Running;
    QString resource; ///< "identity/users"
    QString realm;
    QString owner; ///< SID of the person it runs as
    QString ownerName;
    int total = 0;
    int done = 0; ///< ok and failed
    int failed = 0;
    QDateTime created;
    std::optional<QDateTime> finished;
    bool ordered = false; ///< one item after the other, in the order of the list, also after a resume
};

/// As docs/rest.md has it.
[[nodiscard]] QJsonObject toJson(const Job &job);

struct ItemResult
{
    int index = 0;
    ItemState state = ItemState::Pending;
    QString id;                 ///< of what was made, when ok
    std::optional<Error> error; ///< when failed
};

/// Carries out one item as the person of the session; returns the object's id. Called on the runner's
/// threads.
using Execute = std::function<Result<QString>(const QString &resource, const QByteArray &item,
                                              const std::shared_ptr<access::Session> &session)>;

/// Batches: many items of one kind, each with a result of its own, that outlive the request and the service.
///
/// Items and results are kept in SQLite (`stateDir`/jobs.db, 0600); an item may hold a password, so its
/// payload is sealed with AES-256-GCM under `stateDir`/jobs.key (0600) and deleted as soon as the item is
/// done. After a restart a running job is Interrupted: its person resumes it with his own session.
/// Thread-safe. Errors: NotFound (no such job, or not the caller's), Refused (not in a state for that).
class Runner
{
public:
    /// `parallel`: items of one job at a time, 1…16; resources in `inOrder` run one after the other.
    Runner(const QString &stateDir, int parallel, QStringList inOrder);
    ~Runner(); ///< stops before the next item; running jobs become Interrupted
    Runner(const Runner &) = delete;
    Runner &operator=(const Runner &) = delete;

    /// Opens the store. Call before anything else.
    [[nodiscard]] Result<void> open();
    void setExecute(Execute execute);

    /// `ordered`: one item after the other, because some of them concern the same object. Kept with the job:
    /// holds for resume() too.
    [[nodiscard]] Result<Job> submit(const QString &resource, const QList<QByteArray> &items,
                                     const std::shared_ptr<access::Session> &session, bool ordered = false);
    [[nodiscard]] Result<Job> find(qint64 id) const;
    [[nodiscard]] Result<QList<Job>> list() const; ///< newest first, at most 1,000
    [[nodiscard]] Result<QList<ItemResult>> results(qint64 id, int from, int limit) const;
    [[nodiscard]] Result<Job> cancel(qint64 id);
    /// Runs the pending items in the order of the list; with `failedToo` also those that failed (their
    /// payload is kept for that as long as the job).
    [[nodiscard]] Result<Job> resume(qint64 id, bool failedToo,
                                     const std::shared_ptr<access::Session> &session);

    /// Deletes the jobs that were made before and do not run. Returns how many.
    [[nodiscard]] Result<int> removeClosed(const QDateTime &before);

    [[nodiscard]] int running() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace smc::jobs
