// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/repository/pack_builder.h"
#include "service/cloudvfs/sync/archive_layout.h"
#include "service/cloudvfs/sync/due.h"
#include "service/cloudvfs/sync/recaller.h"
#include "service/cloudvfs/sync/syncer.h"

#include <QSet>

#include <condition_variable>
#include <deque>
#include <future>
#include <thread>

namespace smc::cloudvfs {

/// Of a share in the modes backup and tier: what is due goes into the repository in batches,
///
///     packs ──▶ a segment of the log ──▶ the index
///
/// each step when the one before is done. Killed between the last two, the index learns from the log what is
/// in it; before that, packs are left that nothing speaks of, and the next batch has the same content.
class Archiver final : public Syncer
{
public:
    Archiver(Journal &journal, Recaller &recaller, const Share &share, Repository &repository,
             ArchiveLayout &layout, const Pace &pace, Told told);
    ~Archiver() override;

    void wake() override;
    [[nodiscard]] QHash<qint64, Attempts> attempts() const override;
    [[nodiscard]] QHash<qint64, qint64> copying() const override;

private:
    using Clock = std::chrono::steady_clock;

    /// What goes into one segment.
    struct Batch
    {
        Segment segment;
        QList<Outcome> outcomes;
        QList<Removal> removals;
        QSet<QByteArray> chunks; ///< in packs that the index does not know yet
        qint64 bytes = 0;        ///< that were read
        Clock::time_point begun = Clock::now();

        [[nodiscard]] bool isEmpty() const
        {
            return segment.packs.isEmpty() && segment.entries.isEmpty() && outcomes.isEmpty() &&
                   removals.isEmpty();
        }
    };

    void run(const std::stop_token &stop);
    [[nodiscard]] Result<void> open();
    /// True when there may be more.
    [[nodiscard]] Result<bool> archiveSome();
    [[nodiscard]] Outcome archiveOne(const FileRow &row, Error &problem);
    [[nodiscard]] Result<void> archiveContent(const FileRow &row, const OpenFile &file, Entry &entry);
    [[nodiscard]] Result<void> add(const ChunkRef &chunk, QByteArrayView content);
    void sendPack();
    [[nodiscard]] Result<void> commit();
    void renameMarks();
    [[nodiscard]] Result<void> checkpoint();
    /// Again and again, until it is done or this share ends.
    [[nodiscard]] Result<void> persist(const std::function<Result<void>()> &step);
    void wait(std::chrono::milliseconds most);

    Journal &m_journal;
    Recaller &m_recaller;
    const Share &m_share;
    Repository &m_repository;
    ArchiveLayout &m_layout;
    const Pace m_pace;
    Due m_due;
    const Told m_told;
    std::stop_token m_stop;
    Batch m_batch;
    Clock::time_point m_committed;
    int m_part = 1; ///< of what a segment may hold, more each time: a daemon that dies soon gets on, too
    PackBuilder m_builder;
    std::deque<std::future<Result<Pack>>> m_sending;
    mutable std::mutex m_mutex;
    QHash<qint64, Attempts> m_attempts; ///< of files that could not be copied
    QHash<qint64, qint64> m_copying;    ///< bytes read of the files that are read, and not in the log yet
    std::condition_variable_any m_changed;
    bool m_news = true;
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
