// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/linker.h"

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int mostQueued = 64; ///< beyond what is being copied
constexpr int mostFound = 32;  ///< of what a scan found
constexpr int ahead = 4;       ///< of an upload: files that are read, and announced to the journal

} // namespace

Linker::Linker(Journal &journal, Recaller &recaller, const Share &share, Store &store, const Pace &pace,
               Told told)
    : m_journal(journal)
    , m_share(share)
    , m_store(store)
    , m_due(journal, share, pace)
    , m_told(std::move(told))
    , m_copier(journal, recaller, store, pace.uploads)
{
    m_pool.setMaxThreadCount(pace.uploads * ahead);
    m_background.setMaxThreadCount(std::max(1, pace.uploads - 1));
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Linker::~Linker()
{
    m_thread.request_stop();
    m_thread.join();
    m_copier.end();
    for (QThreadPool *pool : {&m_pool, &m_background})
        pool->clear();
    for (QThreadPool *pool : {&m_pool, &m_background})
        pool->waitForDone();
    (void)keepOutcomes();
}

void Linker::wake()
{
    const std::lock_guard lock(m_mutex);
    m_news = true;
    m_changed.notify_all();
}

QHash<qint64, Syncer::Attempts> Linker::attempts() const
{
    const std::lock_guard lock(m_mutex);
    return m_attempts;
}

void Linker::run(const std::stop_token &stop)
{
    bool restless = true; // something is to be copied, now or soon
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            const auto something = [this] { return m_news || !m_done.empty() || !m_removed.isEmpty(); };
            if (restless)
                m_changed.wait_for(lock, stop, tick, something);
            else
                m_changed.wait(lock, stop, something);
            m_news = false;
        }
        if (!keepOutcomes()) {
            std::this_thread::sleep_for(tick); // a full disk, say: nothing is lost, and it is tried again
            restless = true;
            continue;
        }
        queueRemovals();
        queueDue();
        const auto left = m_journal.call([this](Index &index) { return index.hasWork(m_share.name); });
        restless = !left || *left;
    }
}

bool Linker::keepOutcomes()
{
    std::vector<Done> done;
    QList<Removal> removed;
    {
        const std::lock_guard lock(m_mutex);
        done.swap(m_done);
        removed.swap(m_removed);
    }
    if (done.empty() && removed.isEmpty())
        return true;
    QList<Outcome> outcomes;
    for (const Done &one : done)
        outcomes << one.outcome;
    auto kept = m_journal.call([&](Index &index) -> Result<void> {
        if (auto finished = index.finish(outcomes); !finished)
            return finished;
        return index.removed(removed);
    });
    const std::lock_guard lock(m_mutex);
    if (!kept) {
        m_done.insert(m_done.begin(), done.begin(), done.end());
        m_removed = removed + m_removed;
        qWarning("cloudvfs: %s", qUtf8Printable(kept.error().toString()));
        return false;
    }
    for (const Done &one : done) {
        m_busy.remove(one.outcome.id);
        for (const QByteArray &key : one.keys)
            m_keys.remove(key);
    }
    for (const Removal &removal : std::as_const(removed))
        m_keys.remove(removal.key);
    return true;
}

void Linker::queueDue()
{
    QSet<qint64> busy;
    {
        const std::lock_guard lock(m_mutex);
        busy = m_busy;
    }
    if (busy.size() >= mostQueued)
        return;
    const auto rows = m_due.read(busy, mostQueued - int(busy.size()));
    if (!rows) {
        m_told(rows.error());
        return;
    }
    for (const FileRow &row : *rows) {
        const std::lock_guard lock(m_mutex);
        if (row.found && m_busy.size() >= mostFound)
            break;
        if (m_keys.contains(row.path) || m_keys.contains(row.former))
            continue; // of two files of one name the second waits
        m_keys << row.path;
        if (!row.former.isEmpty())
            m_keys << row.former;
        m_busy << row.id;
        (row.found ? m_background : m_pool).start([this, row] { copyOne(row); });
    }
}

void Linker::copyOne(const FileRow &row)
{
    Error problem;
    Outcome outcome = m_copier.copy(m_share, row, problem);
    if (outcome.kind != Outcome::Kind::Later || !problem.message.isEmpty())
        m_told(problem);
    if (problem.native.contains("NoSuchBucket"_L1)) { // when it is there again, it is an empty one
        auto again = m_journal.call([this](Index &index) { return index.copyAgain(m_share.name); });
        if (!again)
            m_told(again.error());
    }
    const std::lock_guard lock(m_mutex);
    if (outcome.kind == Outcome::Kind::Later && !problem.message.isEmpty()) {
        Attempts &attempts = m_attempts[row.id];
        outcome.wait = backOff(attempts.failed++);
        attempts.why = problem.toString();
    } else {
        m_attempts.remove(row.id);
    }
    m_done.push_back({.outcome = outcome, .keys = {row.path, row.former}});
    m_changed.notify_all();
}

void Linker::queueRemovals()
{
    const auto removals =
        m_journal.call([this](Index &index) { return index.removals(m_share.name, mostQueued); });
    if (!removals)
        return;
    for (const Removal &removal : *removals) {
        const std::lock_guard lock(m_mutex);
        if (m_removeNotBefore > Clock::now() || m_keys.contains(removal.key))
            continue;
        m_keys << removal.key;
        m_pool.start([this, removal] { removeOne(removal); });
    }
}

/// An object that somebody else has written meanwhile stays: a list of the bucket finds it.
Result<void> Linker::removeOwn(const QByteArray &key)
{
    const auto own = m_journal.call([&](Index &index) { return index.scans().ownEtags(m_share.name, key); });
    if (!own)
        return own.error();
    if (own->isEmpty())
        return m_store.remove(key);
    const auto there = m_store.head(key);
    if (!there)
        return there.error().code == ErrorCode::NotFound ? Result<void>() : there.error();
    if (own->contains(there->etag))
        return m_store.remove(key);
    qWarning("cloudvfs: share %s: %s was changed in the bucket and removed here: it stays in the bucket",
             qUtf8Printable(m_share.name), key.constData());
    return {};
}

void Linker::removeOne(const Removal &removal)
{
    const auto removed = removeOwn(removal.key);
    m_told(removed ? Error{} : removed.error());
    const std::lock_guard lock(m_mutex);
    if (removed) {
        m_removeAttempts = 0;
        m_removed << removal;
        m_changed.notify_all();
    } else {
        m_keys.remove(removal.key);
        m_removeNotBefore = Clock::now() + backOff(m_removeAttempts++);
    }
}

} // namespace smc::cloudvfs
