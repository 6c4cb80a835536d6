// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/sync/recaller.h"
#include "service/cloudvfs/sync/walker.h"

#include <QJsonObject>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <thread>

namespace smc::cloudvfs {

struct ScanOptions
{
    QByteArray path;                 ///< of the share
    std::chrono::seconds interval{}; ///< 0: only when one is needed
    bool spans = false;              ///< other file systems below it belong to the share
    bool folders = false;            ///< count, too, and not files alone
};

/// Finds what has changed in a share past smbd, was in it before, or of which the intents are lost: it
/// compares the whole folder with the index. Its own thread, from start() to its end.
///
///     walk ──new, changed, elsewhere──▶ Dirty, behind what clients change
///       │
///       └──known and not met──▶ walk again ──not met again, no intent meanwhile──▶ removed
///
/// Nothing is taken for removed when a folder or the whole share could not be read, when its disk is not
/// there, or, unless that is accepted, when it is improbably much. A folder that does not carry the mark of
/// the share's (CLOUDVFS_SHARE_XATTR) is another one: then the share is stopped (Scans::stop()), until the
/// right one is back or the other one accepted. A scan that is interrupted begins anew; what it has found is
/// kept.
class Scanner
{
public:
    /// `news` is called, on the thread, when something is to be copied.
    Scanner(Journal &journal, Recaller &recaller, const Share &share, ScanOptions options,
            std::function<void()> news);
    ~Scanner();
    Scanner(const Scanner &) = delete;
    Scanner &operator=(const Scanner &) = delete;

    /// Before the share's intents are followed. `intents`: bytes of the file of intents. Errors: Internal.
    [[nodiscard]] Result<void> prepare(qint64 intents);
    void start();
    void stop(); ///< what it has found is kept

    /// What a scan may do that it does not do by itself.
    struct Accepted
    {
        bool removals = false; ///< of improbably many files
        bool root = false;     ///< of another folder in the place of the share's
    };
    /// Now. Of any thread. Errors: Internal.
    [[nodiscard]] Result<void> want(const Accepted &accepted);
    /// What keeps scans from being done; empty: nothing. Of any thread.
    [[nodiscard]] QString problem() const;
    /// {"running":BOOL,"due":BOOL,"seen":N,"found":N,"held":N,"finished":MS,"problem":"…","left":N,"leftBytes":N,
    /// "copied":N,"copiedBytes":N,"bytesPerSecond":N,"remainingSeconds":N}; the last is -1 as long as it is
    /// not known. Of any thread.
    [[nodiscard]] Result<QJsonObject> status();

private:
    using Clock = std::chrono::steady_clock;

    void run(const std::stop_token &stop);
    [[nodiscard]] WalkOptions walking() const
    {
        return {.spans = m_options.spans, .folders = m_options.folders};
    }
    [[nodiscard]] Result<bool> isDue();
    [[nodiscard]] Result<void> beginCount();
    [[nodiscard]] Result<void> scan(const std::stop_token &stop);
    /// The folder is the share's, and the tree is that which lies at its path now.
    [[nodiscard]] Result<void> checkRoot(bool accepted);
    [[nodiscard]] Result<void> compare(const QList<FoundFile> &files, std::vector<bool> &seen);
    [[nodiscard]] Result<QList<KnownFile>> missing(const std::vector<bool> &seen, const Walked &walked,
                                                   qint64 &known);
    [[nodiscard]] Result<void> remove(const QList<KnownFile> &files, const std::stop_token &stop);

    Journal &m_journal;
    Recaller &m_recaller;
    const Share &m_share;
    const ScanOptions m_options;
    const std::function<void()> m_news;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_wanted = false;
    Accepted m_accepted;
    Clock::time_point m_notBefore;
    bool m_running = false;
    qint64 m_seen = 0;
    qint64 m_found = 0;
    qint64 m_held = 0;
    QString m_problem;
    Backlog m_total; ///< what was to be copied since m_since
    Clock::time_point m_since;
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
