// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/repository/repository.h"
#include "service/cloudvfs/sync/recaller.h"
#include "service/cloudvfs/sync/scrub_report.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <stop_token>
#include <thread>

namespace smc::cloudvfs {

struct ScrubOptions
{
    std::chrono::seconds interval = std::chrono::hours(7 * 24); ///< how often; 0: on command only
    double sample = 0.01; ///< of the content is read each time, another part of it: after 100 times, all
};

/// What a check of one share works with.
struct ScrubContext
{
    Journal &journal;
    const Share &share;
    Store &store;
    Repository *repository = nullptr;    ///< none in the mode link
    std::function<qint64()> behind = {}; ///< bytes of intents that are not taken over yet
    std::function<void()> news = {};     ///< something is to be copied
    std::function<void()> looked = {};   ///< the folder and the bucket are to be looked at
    bool follows = false;                ///< what is removed from the bucket is removed here, too
    std::function<void(const ScrubReport &)> told = {}; ///< how far it is
};

/// Compares the index with the disk and with the store, and repairs what has a good copy:
///
///     index ──▶ disk     each file is there, as it was copied, or a stub that says what the index says
///     index ──▶ store    link: each object is there, of its size and ETag; a sample is read and compared
///                        backup, tier: root, log, every pack with its size; a sample is read, decrypted and
///                        compared with its identifiers
///
/// What is damaged in the store and whole on the disk is copied anew, and with it whatever else consists of
/// the same chunks. A store that cannot be reached ends a check, and nothing is lost by that. Of any thread.
[[nodiscard]] ScrubReport scrub(const ScrubContext &context, qint64 run, double sample, bool repair,
                                const std::stop_token &stop);

/// The store's side of it; an error ended it.
[[nodiscard]] Result<void> scrubRepository(const ScrubContext &context, ScrubReport &report,
                                           const std::stop_token &stop);
[[nodiscard]] Result<void> scrubObjects(const ScrubContext &context, ScrubReport &report,
                                        const std::stop_token &stop);
/// Whether that is of the part whose content is read this time.
[[nodiscard]] bool isSampled(const ScrubReport &report, const QByteArray &name);

/// Does so by itself, and on command: its own thread, from its making to its end. What the last one has found
/// is kept in the index.
class Scrubber
{
public:
    Scrubber(ScrubContext context, const ScrubOptions &options);
    ~Scrubber();
    Scrubber(const Scrubber &) = delete;
    Scrubber &operator=(const Scrubber &) = delete;

    /// Now; its number. `sample` below 0: as the configuration has it. Errors: Busy when one is under way.
    [[nodiscard]] Result<qint64> want(double sample, bool repair);
    /// Of the one that is under way, or the last one (scrub_report.h).
    [[nodiscard]] Result<QJsonObject> report() const;
    [[nodiscard]] Result<QJsonObject> last() const;
    [[nodiscard]] bool isChecking() const; ///< or is about to

private:
    void run(const std::stop_token &stop);

    ScrubContext m_context;
    const ScrubOptions m_options;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<std::pair<double, bool>> m_wanted;
    qint64 m_next = 1; ///< number of the next
    std::optional<ScrubReport> m_running;
    std::jthread m_thread;
};

} // namespace smc::cloudvfs
