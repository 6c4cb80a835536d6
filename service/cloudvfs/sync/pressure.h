// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/protocol/pressure.h"
#include "service/cloudvfs/sync/recaller.h"

#include <condition_variable>
#include <thread>

namespace smc::cloudvfs {

/// Keeps what waits to be copied below a limit: while more does, clients wait with writing, each write until
/// there is room again, and after 15 seconds it is told that the disk is full. What is still open does not
/// count, so that a file may be larger than the limit; nor does what a scan found. On a thread of its own,
/// from its making to its end.
class Pressure
{
public:
    /// `folder`: of the share's pressure file, which is there. `limit`: bytes; 0: none, and nobody waits.
    Pressure(Journal &journal, const Share &share, const QByteArray &folder, qint64 limit);
    ~Pressure();
    Pressure(const Pressure &) = delete;
    Pressure &operator=(const Pressure &) = delete;

    /// Why clients wait, for people; "": they do not. Of any thread.
    [[nodiscard]] QString held() const;

private:
    void run(const std::stop_token &stop);
    /// Bytes on the disk that wait; no more is counted when it is the limit.
    [[nodiscard]] Result<qint64> waiting(const std::stop_token &stop) const;
    /// False: nobody can be told.
    [[nodiscard]] bool say(std::chrono::nanoseconds ahead) const;

    Journal &m_journal;
    const Share &m_share;
    const qint64 m_limit;
    cloudvfs_pressure *m_mapped = nullptr;
    std::atomic<bool> m_held = false;
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
