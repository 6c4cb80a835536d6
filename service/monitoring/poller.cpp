// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/monitoring/poller.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace smc::monitoring {

using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

Q_LOGGING_CATEGORY(lcPoller, "smc.monitoring")

namespace {

constexpr auto listInterval = std::chrono::minutes(1);
constexpr auto notOfferedInterval = std::chrono::minutes(1); ///< a node may be enrolled meanwhile
constexpr auto firstWithin = std::chrono::seconds(5);        ///< after the start, not all at once

/// ± 10 %, so that forty servers do not come to be asked in the same instant for ever.
milliseconds jittered(milliseconds time)
{
    const double factor = 0.9 + QRandomGenerator::global()->generateDouble() * 0.2;
    return milliseconds(static_cast<qint64>(static_cast<double>(time.count()) * factor));
}

milliseconds random(milliseconds below)
{
    return milliseconds(static_cast<qint64>(static_cast<double>(below.count()) *
                                            QRandomGenerator::global()->generateDouble()));
}

bool isSilence(const Error &error)
{
    return error.code == ErrorCode::Unreachable || error.code == ErrorCode::Timeout;
}

} // namespace

bool isCurrent(const ServerState &server, const SourceState &source)
{
    return !server.elsewhere && server.up.value_or(false) && source.readAt && source.offered && !source.error;
}

milliseconds pauseAfter(int failuresInRow, milliseconds interval, milliseconds longest)
{
    milliseconds pause = interval;
    for (int i = 0; i < failuresInRow && pause < longest; ++i)
        pause *= 2;
    return failuresInRow > 0 ? std::max(std::min(pause, longest), interval) : interval;
}

class Poller::Private
{
public:
    struct Entry
    {
        ServerState state;
        bool busy = false;
        bool gone = false; ///< left the list while it was being read
    };
    struct Due
    {
        Entry *entry = nullptr; ///< null: the list of servers itself
        SourceState *source = nullptr;
    };

    Private(Options optionsGiven, Hooks hooksGiven)
        : options(std::move(optionsGiven))
        , hooks(std::move(hooksGiven))
    {}

    [[nodiscard]] milliseconds interval(const Source &source) const
    {
        return options.intervals.value(source.name, milliseconds(0));
    }
    void work(const std::stop_token &stop);
    [[nodiscard]] std::optional<Due> due(Clock::time_point now, Clock::time_point &earliest);
    void refreshList(std::unique_lock<std::mutex> &lock);
    void read(std::unique_lock<std::mutex> &lock, Entry &entry, SourceState &source);
    void take(Entry &entry, SourceState &source, Result<fleet::Reading> reading);
    void setUp(ServerState &server, bool up, const SourceState &source);
    /// As it is before anything was read.
    void begin(Entry &entry) const;
    /// Who waits looks again what is due. Callers hold the mutex.
    void changed()
    {
        ++changes;
        wake.notify_all();
    }

    mutable std::mutex mutex;
    std::condition_variable_any wake;
    quint64 changes = 0;
    int working = 0; ///< threads
    Options options;
    const Hooks hooks;
    std::map<QString, std::unique_ptr<Entry>> servers; ///< by host
    QSet<QString> own;                                 ///< of these hosts, where others read some
    Clock::time_point nextList = Clock::now();
    bool listBusy = false;
    std::vector<std::jthread> threads; // last: they use all of the above
};

std::optional<Poller::Private::Due> Poller::Private::due(Clock::time_point now, Clock::time_point &earliest)
{
    if (!options.enabled)
        return std::nullopt;
    Due best;
    Clock::time_point when = listBusy ? Clock::time_point::max() : nextList;
    for (const auto &[host, entry] : servers) {
        if (entry->busy || entry->state.elsewhere)
            continue;
        // Nobody asks a silent server for its files.
        const bool down = entry->state.up == false;
        for (SourceState &source : entry->state.sources) {
            const bool first = &source == &entry->state.sources.front();
            if ((down && !first) || interval(*source.source).count() == 0 || source.next >= when)
                continue;
            when = source.next;
            best = {.entry = entry.get(), .source = &source};
        }
    }
    earliest = std::min(earliest, when);
    if (when > now)
        return std::nullopt;
    return best;
}

void Poller::Private::work(const std::stop_token &stop)
{
    std::unique_lock lock(mutex);
    ++working;
    while (!stop.stop_requested()) {
        const auto now = Clock::now();
        auto earliest = now + std::chrono::hours(1);
        const auto next = due(now, earliest);
        if (!next)
            wake.wait_until(lock, stop, earliest, [this, seen = changes] { return changes != seen; });
        else if (!next->entry)
            refreshList(lock);
        else
            read(lock, *next->entry, *next->source);
    }
    --working;
    changed();
}

void Poller::Private::refreshList(std::unique_lock<std::mutex> &lock)
{
    listBusy = true;
    lock.unlock();
    const QList<Watched> wanted = hooks.servers();
    lock.lock();
    listBusy = false;
    nextList = Clock::now() + listInterval;
    for (const auto &[host, entry] : servers)
        entry->gone = true;
    for (const Watched &one : wanted) {
        std::unique_ptr<Entry> &entry = servers[one.server.host];
        if (!entry) {
            entry = std::make_unique<Entry>();
            for (const Source &source : sources())
                entry->state.sources.push_back({.source = &source});
            entry->state.elsewhere = options.shared && !own.contains(one.server.host);
            begin(*entry);
        }
        entry->state.watched = one;
        entry->gone = false;
    }
    std::erase_if(servers, [](const auto &one) { return one.second->gone && !one.second->busy; });
    changed();
}

void Poller::Private::begin(Entry &entry) const
{
    entry.state.up.reset();
    for (SourceState &state : entry.state.sources) { // each in its place: one may be being read
        const auto within = std::min<milliseconds>(firstWithin, interval(*state.source));
        state = {.source = state.source, .next = Clock::now() + random(within)};
    }
}

void Poller::Private::read(std::unique_lock<std::mutex> &lock, Entry &entry, SourceState &source)
{
    entry.busy = true;
    const Watched watched = entry.state.watched;
    lock.unlock();
    const auto before = Clock::now();
    auto reading = hooks.read(watched, source.source->resource);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - before);
    lock.lock();
    source.took = took;
    take(entry, source, std::move(reading));
    if (hooks.done) {
        const ServerState server = entry.state;
        const auto index = static_cast<std::size_t>(&source - entry.state.sources.data());
        lock.unlock(); // still busy, so it stays where it is
        hooks.done(server, server.sources[index]);
        lock.lock();
    }
    entry.busy = false;
    if (entry.gone)
        servers.erase(watched.server.host);
    changed();
}

void Poller::Private::take(Entry &entry, SourceState &source, Result<fleet::Reading> reading)
{
    const auto now = Clock::now();
    ServerState &server = entry.state;
    const bool first = &source == &server.sources.front();
    source.offered = reading || reading.error().code != ErrorCode::Unsupported;
    if (!source.offered) {
        source.next = now + jittered(notOfferedInterval);
        return;
    }
    ++source.attempts;
    if (reading) {
        source.readAt = now;
        source.road = reading->road;
        source.samples = samplesOf(*source.source, reading->records.records());
        if (first) {
            source.samples.append({.metric = "latency",
                                   .share = {},
                                   .value = std::chrono::duration<double, std::milli>(source.took).count()});
        }
        source.error.reset();
        source.failuresInRow = 0;
    } else {
        if (!source.error || source.error->code != reading.error().code) {
            qCWarning(lcPoller).noquote() << "collecting" << source.source->name << "from"
                                          << server.watched.server.name + u':' << reading.error().toString();
        }
        ++source.failures;
        ++source.failuresInRow;
        source.error = reading.error();
    }
    source.next = now + jittered(pauseAfter(source.failuresInRow, interval(*source.source), options.longest));
    if (first) {
        setUp(server, !source.error || !isSilence(*source.error), source);
        source.samples.removeIf([](const Sample &sample) { return sample.metric == "up"; });
        source.samples.append({.metric = "up", .share = {}, .value = server.up.value_or(false) ? 1.0 : 0.0});
    } else if (source.error && isSilence(*source.error)) {
        server.sources.front().next = now; // is it the server, or only this?
    }
}

void Poller::Private::setUp(ServerState &server, bool up, const SourceState &source)
{
    if (server.up == up)
        return;
    const bool cameBack = server.up.has_value() && up;
    server.up = up;
    server.upSince = Clock::now();
    if (!cameBack)
        return;
    qCInfo(lcPoller).noquote() << server.watched.server.name << "answers again";
    for (SourceState &other : server.sources) {
        if (&other != &source)
            other.next = server.upSince;
    }
}

Poller::Poller(Options options, Hooks hooks)
    : d(std::make_unique<Private>(std::move(options), std::move(hooks)))
{}

Poller::~Poller() = default;

void Poller::start()
{
    for (int i = 0; i < d->options.threads; ++i)
        d->threads.emplace_back([this](const std::stop_token &stop) { d->work(stop); });
}

bool Poller::stop(milliseconds within)
{
    for (std::jthread &thread : d->threads)
        thread.request_stop();
    std::unique_lock lock(d->mutex);
    return d->wake.wait_for(lock, within, [this] { return d->working == 0; });
}

void Poller::setOptions(const Options &options)
{
    const std::lock_guard lock(d->mutex);
    const auto now = Clock::now();
    for (const auto &[host, entry] : d->servers) {
        for (SourceState &source : entry->state.sources) {
            const auto wanted = options.intervals.value(source.source->name, milliseconds(0));
            if (wanted != d->interval(*source.source))
                source.next =
                    std::min(source.next, now + random(std::min<milliseconds>(firstWithin, wanted)));
        }
    }
    d->options = options;
    d->nextList = now; // other servers or realms may have come with it
    d->changed();
}

void Poller::setOwn(const QSet<QString> &hosts)
{
    const std::lock_guard lock(d->mutex);
    d->own = hosts;
    for (const auto &[host, entry] : d->servers) {
        const bool elsewhere = d->options.shared && !hosts.contains(host);
        if (elsewhere == entry->state.elsewhere)
            continue;
        entry->state.elsewhere = elsewhere;
        d->begin(*entry);
    }
    d->changed();
}

QStringList Poller::hosts() const
{
    const std::lock_guard lock(d->mutex);
    QStringList all;
    for (const auto &[host, entry] : d->servers) {
        if (d->options.enabled && !entry->gone)
            all.append(host);
    }
    return all;
}

std::vector<ServerState> Poller::snapshot() const
{
    const std::lock_guard lock(d->mutex);
    std::vector<ServerState> states;
    states.reserve(d->servers.size());
    for (const auto &[host, entry] : d->servers) {
        if (!entry->gone)
            states.push_back(entry->state);
    }
    std::sort(states.begin(), states.end(), [](const ServerState &a, const ServerState &b) {
        return a.watched.server.name < b.watched.server.name;
    });
    return states;
}

} // namespace smc::monitoring
