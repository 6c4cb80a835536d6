// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/watched_store.h"
#include "service/cloudvfs/sync/archive_layout.h"
#include "service/cloudvfs/sync/evictor.h"
#include "service/cloudvfs/sync/follower.h"
#include "service/cloudvfs/sync/importer.h"
#include "service/cloudvfs/sync/pressure.h"
#include "service/cloudvfs/sync/recaller.h"
#include "service/cloudvfs/sync/scanner.h"
#include "service/cloudvfs/sync/scrubber.h"
#include "service/cloudvfs/sync/syncer.h"

#include <atomic>

namespace smc::cloudvfs {

/// What a share and its store are to each other.
enum class Mode {
    Link,   ///< the share is the bucket: one object for each file
    Backup, ///< every version is in the repository, and every file on the disk
    Tier,   ///< the same, but the disk is a cache
};

/// "link", "backup", "tier".
[[nodiscard]] QString nameOf(Mode mode);

struct ShareOptions
{
    QString name; ///< as smb.conf has it
    QByteArray path;
    QString store;
    Mode mode = Mode::Link;
    QByteArray prefix = {};                             ///< of the repository's keys
    KeyRing keys = {};                                  ///< of the repository; none: it is not encrypted
    std::chrono::seconds scan = std::chrono::hours(24); ///< how often; 0: only when one is needed
    ScrubOptions scrub = {};                            ///< checks of index, disk and store
    bool spans = false;                                 ///< other file systems below belong to it
    qint64 dirtyLimit = 0;                              ///< bytes (Pressure); 0: none
    EvictionPolicy eviction = {};                       ///< of the mode tier
    Policies policies = Policy::Pin | Policy::Backup;   ///< that users may set
    ImportOptions import = {.interval = std::chrono::minutes(5)}; ///< of the mode link
};

/// All that a share has that is joined to a store. Ends in the order that loses nothing.
class JoinedShare
{
public:
    /// `told`: what keeps it from going on, and without a message when it goes on.
    JoinedShare(ShareOptions options, Tree tree, WatchedStore &store, Syncer::Told told);

    /// Before evictions are finished and before start(): whether its folder is the right one.
    [[nodiscard]] Result<void> prepare(Journal &journal, Recaller &recaller, const QByteArray &state);
    /// `state`: the folder of all shares' intents. Errors: Refused.
    [[nodiscard]] Result<void> start(Journal &journal, Recaller &recaller, const Pace &pace,
                                     const QByteArray &state);
    /// No more is taken over or copied; what is evicted can still be brought back.
    void stop();
    void wake();
    [[nodiscard]] QHash<qint64, Syncer::Attempts> attempts() const;
    [[nodiscard]] QHash<qint64, qint64> copying() const;

    [[nodiscard]] const ShareOptions &options() const { return m_options; }
    [[nodiscard]] const Share &share() const { return m_share; }
    [[nodiscard]] Scanner *scanner() const { return m_scanner.get(); } ///< after prepare()
    /// Looks at the folder, and at the bucket. Errors: Internal.
    [[nodiscard]] Result<void> scan(const Scanner::Accepted &accepted);
    [[nodiscard]] Importer *importer() const { return m_importer.get(); } ///< of the mode link
    [[nodiscard]] Scrubber *scrubber() const { return m_scrubber.get(); } ///< after start()
    [[nodiscard]] WatchedStore &store() const { return m_store; }
    /// Why clients wait with writing; "": they do not. Of any thread.
    [[nodiscard]] QString held() const { return m_pressure ? m_pressure->held() : QString(); }
    /// Of the modes that have one.
    [[nodiscard]] Repository *repository() const { return m_repository.get(); }
    [[nodiscard]] qint64 behind() const; ///< bytes of intents that are not taken over yet
    /// One restore at a time: false when another one is under way.
    [[nodiscard]] bool beginRestore() { return !m_restoring.exchange(true); }
    void endRestore() { m_restoring = false; }
    [[nodiscard]] bool isRestoring() const { return m_restoring; }

private:
    const ShareOptions m_options;
    WatchedStore &m_store;
    const Syncer::Told m_told;
    std::unique_ptr<Repository> m_repository;
    std::unique_ptr<Layout> m_layout;
    Share m_share;
    std::unique_ptr<Syncer> m_syncer;
    std::unique_ptr<Follower> m_follower;
    std::unique_ptr<Scanner> m_scanner;
    std::unique_ptr<Importer> m_importer;
    Journal *m_journal = nullptr;
    std::unique_ptr<Evictor> m_evictor;
    std::unique_ptr<Pressure> m_pressure;
    std::unique_ptr<Scrubber> m_scrubber;
    std::atomic<bool> m_restoring = false;
};

} // namespace smc::cloudvfs
