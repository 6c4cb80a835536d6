// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/sync/recaller.h"

#include <QSet>
#include <QStringList>

#include <condition_variable>
#include <sys/types.h>
#include <thread>

namespace smc::cloudvfs {

/// When files of a share in the mode tier become stubs.
struct EvictionPolicy
{
    int freePercent = 0; ///< of the file system: below it, what was not used for longest goes; 0: never
    std::chrono::seconds unused{0};    ///< neither read nor changed for so long; 0: whatever
    qint64 least = 64 * 1024;          ///< bytes; smaller ones stay
    QStringList never;                 ///< patterns of names ("*.pst")
    QSet<uid_t> users;                 ///< whose files stay
    QSet<gid_t> groups;                ///< the same, of the file's group
    std::chrono::seconds interval{60}; ///< between two looks

    [[nodiscard]] bool isActive() const { return freePercent > 0 || unused.count() > 0; }
};

/// Does so, on a thread of its own, from its making to its end. Files of which their users have said
/// something (Policy) stay.
class Evictor
{
public:
    Evictor(Journal &journal, Recaller &recaller, const Share &share, EvictionPolicy policy);
    ~Evictor();
    Evictor(const Evictor &) = delete;
    Evictor &operator=(const Evictor &) = delete;

private:
    struct Candidate
    {
        QByteArray path;
        qint64 used = 0; ///< nanoseconds since 1970
    };

    void run(const std::stop_token &stop);
    /// Files that may go, the one first that was not used for longest.
    [[nodiscard]] Result<QList<Candidate>> candidates(const std::stop_token &stop) const;
    [[nodiscard]] bool lacksSpace(int percent) const;

    Journal &m_journal;
    Recaller &m_recaller;
    const Share &m_share;
    const EvictionPolicy m_policy;
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
