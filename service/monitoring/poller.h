// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/fleet/fleet.h"
#include "service/monitoring/samples.h"
#include "shared/core/result.h"

#include <QHash>
#include <QSet>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace smc::monitoring {

/// A server that is read again and again, and in which realm it is.
struct Watched
{
    fleet::ServerRef server;
    QString realm;
};

/// What is known of one source of a server.
struct SourceState
{
    const Source *source = nullptr;
    /// Of the last good reading: when it was, by which road, what it told. Nothing yet: no time.
    std::optional<std::chrono::steady_clock::time_point> readAt;
    fleet::Road road = fleet::Road::Rpc;
    QList<Sample> samples;

    std::chrono::microseconds took{0}; ///< of the last attempt
    std::optional<Error> error;        ///< of the last attempt; none: it was good
    bool offered = true;               ///< false: the server has no road that tells it, so it is no failure
    int failuresInRow = 0;
    quint64 attempts = 0; ///< since the start
    quint64 failures = 0;
    std::chrono::steady_clock::time_point next; ///< when it is read again
};

struct ServerState
{
    Watched watched;
    std::optional<bool> up;                        ///< nothing: not asked yet
    std::chrono::steady_clock::time_point upSince; ///< since when it is so, as far as we know
    bool elsewhere = false;                        ///< another collector reads it, so nothing is known here
    std::vector<SourceState> sources;
};

/// Whether what was read last still tells how the server is: it answers, and the last attempt was good.
[[nodiscard]] bool isCurrent(const ServerState &server, const SourceState &source);

/// Reads every server's sources at their intervals, and keeps the last reading of each in memory.
///
///     waiting ──due──▶ reading ──good──▶ waiting (interval ± 10 %)
///                         └────bad────▶ waiting (interval × 2, 4, 8 … ± 10 %, at most Options::longest)
///
/// A server whose first source finds it Unreachable or silent is down: then that source alone is tried, and
/// once it answers again, all others at once. One server is read by one thread at a time, so that a hanging
/// one costs the others no more than that.
///
/// Thread-safe.
class Poller
{
public:
    struct Options
    {
        bool enabled = true;
        QHash<QByteArray, std::chrono::milliseconds> intervals; ///< by source; 0 or missing: never
        std::chrono::milliseconds longest = std::chrono::minutes(10);
        int threads = 2; ///< taken at start()
        /// Others read some of the servers: this one begins with none, and reads those of setOwn().
        bool shared = false;
    };
    struct Hooks
    {
        /// The servers of now; asked every minute.
        std::function<QList<Watched>()> servers;
        /// Reads a resource of a server. Errors: Unsupported where no road tells it.
        std::function<Result<fleet::Reading>(const Watched &, const QByteArray &resource)> read;
        /// After each attempt, good or bad; may be empty.
        std::function<void(const ServerState &, const SourceState &)> done;
    };

    Poller(Options options, Hooks hooks);
    ~Poller(); ///< waits for the readings under way
    Poller(const Poller &) = delete;
    Poller &operator=(const Poller &) = delete;

    void start();
    /// Begins no further reading, and waits for those under way. False: one takes longer.
    [[nodiscard]] bool stop(std::chrono::milliseconds within);
    /// From the next reading on.
    void setOptions(const Options &options);
    /// Which hosts it reads from now on (Options::shared). A new one is read within its interval, as at the
    /// start; of one that is read no more nothing stays known.
    void setOwn(const QSet<QString> &hosts);
    [[nodiscard]] QStringList hosts() const; ///< of all servers that it could read

    [[nodiscard]] std::vector<ServerState> snapshot() const; ///< by name

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// How long after the `failuresInRow`th failure a source is tried again; 0 failures: its interval.
[[nodiscard]] std::chrono::milliseconds pauseAfter(int failuresInRow, std::chrono::milliseconds interval,
                                                   std::chrono::milliseconds longest);

} // namespace smc::monitoring
