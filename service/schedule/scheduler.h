// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/state/owning_thread.h"
#include "service/state/store.h"
#include "shared/core/result.h"

#include <QJsonObject>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace smc::schedule {

/// A kind of job that runs at times.
struct Kind
{
    QString name; ///< "report"
    /// Whether the details say all that it needs; returns them with defaults filled in. Errors: Invalid.
    std::function<Result<QJsonObject>(const QJsonObject &details)> check;
    /// Does it, or with `dryRun` only says what would be done; a sentence for the history. Blocks.
    std::function<Result<QString>(const state::Schedule &, bool dryRun)> run;
};

/// Runs jobs at times, two at a time and none twice at once, and keeps in the state database what came of
/// them. Where several processes share that, each time is one's only: whoever is first. A run that cannot be
/// kept does not begin, and what came of one is kept when that is possible again.
///
/// A time counts as missed when it is more than five minutes ago before it is looked at: smcd was not
/// running, or the machine slept. Then the job runs once (`missed` = "run") or is only recorded ("skip").
///
/// Thread-safe; calls block on the database. Errors: NotFound, Invalid, Refused, Internal.
class Scheduler
{
public:
    Scheduler(state::OwningThread<state::Store> &store, std::vector<Kind> kinds);
    ~Scheduler(); ///< waits for the runs under way
    Scheduler(const Scheduler &) = delete;
    Scheduler &operator=(const Scheduler &) = delete;

    /// The store is open by now.
    void start();
    /// Begins no further run, and waits for those under way. False: one takes longer.
    [[nodiscard]] bool stop(std::chrono::milliseconds within);

    /// Checks it and works out when it is due; keeps nothing. All faults at once.
    [[nodiscard]] Result<state::Schedule> checked(state::Schedule schedule) const;
    /// The same, and keeps it: a new one without an id gets one.
    [[nodiscard]] Result<state::Schedule> put(state::Schedule schedule);
    [[nodiscard]] Result<void> remove(const QString &id);
    [[nodiscard]] Result<QList<state::Schedule>> list() const;
    [[nodiscard]] Result<state::Schedule> find(const QString &id) const;
    [[nodiscard]] Result<QList<state::Run>> runs(const QString &id) const; ///< newest first

    /// Runs it now, also one that is not enabled, on the scheduler's threads. Returns the run as it begins.
    /// Errors: Refused (it runs already).
    [[nodiscard]] Result<state::Run> runNow(const QString &id, const QString &who);
    /// What it would do now.
    [[nodiscard]] Result<QString> dryRun(const QString &id) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace smc::schedule
