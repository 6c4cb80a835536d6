// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/sync/copier.h"
#include "service/cloudvfs/sync/due.h"
#include "service/cloudvfs/sync/syncer.h"

#include <QThreadPool>

#include <condition_variable>
#include <thread>
#include <vector>

namespace smc::cloudvfs {

/// Of a share in the mode link: one object for each file, under its path.
///
///     what is due ──▶ Copier ──▶ store
///          ▲             │
///        Index ◀── outcomes
class Linker final : public Syncer
{
public:
    Linker(Journal &journal, Recaller &recaller, const Share &share, Store &store, const Pace &pace,
           Told told);
    ~Linker() override;

    void wake() override;
    [[nodiscard]] QHash<qint64, Attempts> attempts() const override;

private:
    using Clock = std::chrono::steady_clock;
    struct Done
    {
        Outcome outcome;
        QByteArrayList keys;
    };

    void run(const std::stop_token &stop);
    void queueDue();
    void queueRemovals();
    [[nodiscard]] bool keepOutcomes();
    void copyOne(const FileRow &row);
    [[nodiscard]] Result<void> removeOwn(const QByteArray &key);
    void removeOne(const Removal &removal);

    Journal &m_journal;
    const Share &m_share;
    Store &m_store;
    Due m_due;
    const Told m_told;
    Copier m_copier;
    QThreadPool m_pool;
    QThreadPool m_background; ///< for what a scan found: what clients change does not wait for it

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_news = true;
    std::vector<Done> m_done;
    QList<Removal> m_removed;
    QSet<qint64> m_busy; ///< files that are being copied
    /// Objects that are being written or removed, until the journal has that, too: it would take what it is
    /// told later for what was done later.
    QSet<QByteArray> m_keys;
    Clock::time_point m_removeNotBefore;
    int m_removeAttempts = 0;
    QHash<qint64, Attempts> m_attempts;
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
