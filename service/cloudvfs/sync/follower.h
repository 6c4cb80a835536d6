// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/sync/recaller.h"

#include <atomic>
#include <functional>
#include <thread>

namespace smc::cloudvfs {

/// Takes the intents of a share over into the journal as they are written, and gives their space back. Its
/// own thread, from start() to its end.
class Follower
{
public:
    /// `folder`: of the share's intent file (intents.h), made where there is none. `news` is called, on the
    /// thread, when something was taken over; `problem` with what keeps it from going on, and without a
    /// message when it goes on.
    Follower(Journal &journal, QString share, QByteArray folder, std::function<void()> news,
             std::function<void(const Error &)> problem);
    ~Follower();
    Follower(const Follower &) = delete;
    Follower &operator=(const Follower &) = delete;

    /// Errors: Refused.
    [[nodiscard]] Result<void> start();
    [[nodiscard]] const QString &share() const { return m_share; }
    /// Ends, when everything is taken over: the bytes of the intent file, and -1 when there is more or
    /// somebody may still write.
    [[nodiscard]] qint64 finish();
    /// Bytes of the intent file that are not taken over yet. Of any thread.
    [[nodiscard]] qint64 behind() const;

private:
    void run(const std::stop_token &stop);
    [[nodiscard]] Result<bool> takeSome(); ///< whether there may be more

    Journal &m_journal;
    QString m_share;
    QByteArray m_folder;
    std::function<void()> m_news;
    std::function<void(const Error &)> m_problem;
    int m_file = -1;
    int m_watch = -1;
    std::atomic<qint64> m_consumed = 0;
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
