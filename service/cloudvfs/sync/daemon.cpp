// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/daemon.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int mostQueued = 64; ///< beyond what is being copied
constexpr auto tick = 200ms;   ///< while something is to be copied
constexpr auto firstWait = 250ms;
constexpr auto longestWait = 60'000ms;

/// Longer each time, and not for all at the same moment.
std::chrono::milliseconds backOff(int attempts)
{
    const auto most =
        std::min<std::chrono::milliseconds>(longestWait, firstWait * (1 << std::min(attempts, 10)));
    return most / 2 +
           std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(most.count() / 2) + 1));
}

QString bootId()
{
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
}

} // namespace

Daemon::Daemon(DaemonOptions options, std::map<QString, std::unique_ptr<Store>> stores)
    : m_options(std::move(options))
    , m_stores(std::move(stores))
{
    m_pool.setMaxThreadCount(m_options.uploads);
}

Daemon::~Daemon()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    m_followers.clear();
    m_pool.clear();
    m_pool.waitForDone();
    m_questions.reset(); // last: while files are brought back, who overwrites one must be able to say so
    if (m_journal)
        (void)keepOutcomes();
    if (m_lock >= 0)
        ::close(m_lock);
}

Result<void> Daemon::lock()
{
    const QByteArray path = m_options.state + "/lock";
    ::mkdir(m_options.state.constData(), 0700);
    m_lock = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_lock >= 0 && ::flock(m_lock, LOCK_EX | LOCK_NB) == 0)
        return {};
    if (m_lock >= 0 && errno == EWOULDBLOCK)
        return Error{.code = ErrorCode::Exists,
                     .message = u"Another cloudvfsd has %1."_s.arg(QString::fromUtf8(m_options.state)),
                     .hint = u"There is one for all shares of a machine."_s};
    return Error{.code = ErrorCode::Refused,
                 .message = u"%1 cannot be locked: %2."_s.arg(QString::fromUtf8(path),
                                                              QString::fromLocal8Bit(std::strerror(errno)))};
}

Result<void> Daemon::start()
{
    if (auto locked = lock(); !locked)
        return locked;
    m_journal = std::make_unique<Journal>(QString(QString::fromUtf8(m_options.state) + u"/index.db"_s));
    QStringList names;
    for (const ShareOptions &share : m_options.shares)
        names << share.name;
    auto opened = m_journal->call([&](Index &index) -> Result<void> {
        auto done = index.open(bootId());
        return done ? index.join(names) : done;
    });
    if (!opened)
        return opened;
    m_recaller = std::make_unique<Recaller>(*m_journal);
    m_copier = std::make_unique<Copier>(*m_journal, *m_recaller);
    for (const ShareOptions &share : m_options.shares) {
        auto tree = Tree::open(share.path);
        if (!tree)
            return tree.error();
        m_shares.emplace(
            share.name,
            Share{.name = share.name, .tree = std::move(*tree), .store = m_stores.at(share.store).get()});
    }
    dropEnded();
    if (auto finished = finishEvictions(); !finished)
        return finished;
    for (const ShareOptions &share : m_options.shares) {
        m_followers.push_back(std::make_unique<Follower>(
            *m_journal, share.name, m_options.state + '/' + share.name.toUtf8(), [this] { wake(); },
            [this, name = share.name](const Error &problem) { told(name, problem); }));
        if (auto started = m_followers.back()->start(); !started)
            return started;
    }
    m_questions = std::make_unique<Questions>(m_options.socket,
                                              [this](const Question &question) { return answer(question); });
    if (auto started = m_questions->start(); !started)
        return started;
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    return {};
}

void Daemon::wake()
{
    const std::lock_guard lock(m_mutex);
    m_news = true;
    m_changed.notify_all();
}

void Daemon::told(const QString &share, const Error &problem)
{
    const QString words = problem.message.isEmpty() ? QString() : problem.toString();
    const std::lock_guard lock(m_mutex);
    if (m_problems.value(share) == words)
        return; // once, and not at each attempt
    if (words.isEmpty())
        qInfo("cloudvfs: share %s: it goes on", qUtf8Printable(share));
    else
        qWarning("cloudvfs: share %s: %s", qUtf8Printable(share), qUtf8Printable(words));
    m_problems.insert(share, words);
}

void Daemon::run(const std::stop_token &stop)
{
    bool restless = true; // something is to be copied, now or soon
    auto lookedAt = Clock::now();
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            const auto something = [this] { return m_news || !m_outcomes.empty() || !m_removed.isEmpty(); };
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
        if (Clock::now() - lookedAt > 10s) {
            dropEnded();
            lookedAt = Clock::now();
        }
        queueRemovals();
        queueDue();
        const auto left = m_journal->call([](Index &index) { return index.hasWork(); });
        restless = !left || *left;
    }
}

bool Daemon::keepOutcomes()
{
    std::vector<Outcome> outcomes;
    QList<Removal> removed;
    {
        const std::lock_guard lock(m_mutex);
        outcomes.swap(m_outcomes);
        removed.swap(m_removed);
    }
    if (outcomes.empty() && removed.isEmpty())
        return true;
    auto kept = m_journal->call([&](Index &index) -> Result<void> {
        if (auto finished = index.finish({outcomes.begin(), outcomes.end()}); !finished)
            return finished;
        return index.removed(removed);
    });
    const std::lock_guard lock(m_mutex);
    if (!kept) {
        m_outcomes.insert(m_outcomes.begin(), outcomes.begin(), outcomes.end());
        m_removed = removed + m_removed;
        qWarning("cloudvfs: %s", qUtf8Printable(kept.error().toString()));
        return false;
    }
    for (const Outcome &outcome : outcomes)
        m_busy.remove(outcome.id);
    return true;
}

void Daemon::queueDue()
{
    QSet<qint64> busy;
    {
        const std::lock_guard lock(m_mutex);
        busy = m_busy;
    }
    if (busy.size() >= mostQueued)
        return;
    const auto rows = m_journal->call([&](Index &index) {
        return index.due(m_options.quiet, m_options.deadline, busy, mostQueued - int(busy.size()));
    });
    if (!rows)
        return;
    for (const FileRow &row : *rows) {
        const std::lock_guard lock(m_mutex);
        const auto here = std::pair(row.share, row.path);
        const auto there = std::pair(row.share, row.former);
        if (m_keys.contains(here) || m_keys.contains(there))
            continue; // of two files of one name the second waits
        m_keys << here;
        if (!row.former.isEmpty())
            m_keys << there;
        m_busy << row.id;
        m_pool.start([this, row] { copyOne(row); });
    }
}

void Daemon::copyOne(const FileRow &row)
{
    Error problem;
    Outcome outcome = m_copier->copy(m_shares.at(row.share), row, problem);
    if (outcome.kind != Outcome::Kind::Later || !problem.message.isEmpty())
        told(row.share, problem);
    const std::lock_guard lock(m_mutex);
    if (outcome.kind == Outcome::Kind::Later && !problem.message.isEmpty())
        outcome.wait = backOff(m_attempts[row.id]++);
    else
        m_attempts.remove(row.id);
    m_keys.remove({row.share, row.path});
    if (!row.former.isEmpty())
        m_keys.remove({row.share, row.former});
    m_outcomes.push_back(outcome);
    m_changed.notify_all();
}

void Daemon::queueRemovals()
{
    const auto removals = m_journal->call([](Index &index) { return index.removals(mostQueued); });
    if (!removals)
        return;
    for (const Removal &removal : *removals) {
        const std::lock_guard lock(m_mutex);
        if (m_removeNotBefore.value(removal.share) > Clock::now())
            continue;
        const auto key = std::pair(removal.share, removal.key);
        if (m_keys.contains(key))
            continue;
        m_keys << key;
        m_pool.start([this, removal] { removeOne(removal); });
    }
}

void Daemon::removeOne(const Removal &removal)
{
    const auto removed = m_shares.at(removal.share).store->remove(removal.key);
    told(removal.share, removed ? Error{} : removed.error());
    const std::lock_guard lock(m_mutex);
    m_keys.remove({removal.share, removal.key});
    if (removed) {
        m_removeAttempts.remove(removal.share);
        m_removed << removal;
        m_changed.notify_all();
    } else {
        m_removeNotBefore.insert(removal.share, Clock::now() + backOff(m_removeAttempts[removal.share]++));
    }
}

void Daemon::dropEnded()
{
    auto processes = m_journal->call([](Index &index) { return index.processes(); });
    if (!processes)
        return;
    processes->removeIf([](quint32 pid) { return ::kill(pid_t(pid), 0) == 0 || errno != ESRCH; });
    if (!processes->isEmpty())
        (void)m_journal->call([&](Index &index) { return index.ended(*processes); });
}

Result<void> Daemon::finishEvictions()
{
    const auto rows = m_journal->call([](Index &index) { return index.inState(FileState::Evicting); });
    if (!rows)
        return rows.error();
    for (const FileRow &row : *rows) {
        const auto share = m_shares.find(row.share);
        if (share == m_shares.end())
            continue;
        const auto file = share->second.tree.file(row.path, true);
        const bool marked = file && file->is(row.device, row.inode) && file->isStub(row.copied.size);
        // With the mark it is a stub, whatever of its content is still there; without it nothing was done.
        const auto stamp = marked ? file->stamp() : Result<Stamp>(row.copied);
        if (!stamp)
            return stamp.error();
        auto moved = m_journal->call([&](Index &index) {
            return index.move(row.id, -1, marked ? FileState::Stub : FileState::Clean, *stamp);
        });
        if (!moved)
            return moved.error();
    }
    return {};
}

Result<QByteArray> Daemon::answer(const Question &question)
{
    if (question.kind == CLOUDVFS_STATUS)
        return status();
    const auto share = m_shares.find(question.share);
    if (share == m_shares.end())
        return Error{.code = ErrorCode::NotFound,
                     .message = u"cloudvfsd has no share %1."_s.arg(question.share),
                     .hint = u"It stands in its configuration as [share %1]."_s.arg(question.share)};
    quint64 device = question.device;
    quint64 inode = question.inode;
    if (question.kind == CLOUDVFS_RECALL && inode == 0) { // by an administrator, who knows names
        const auto file = share->second.tree.file(question.path, false);
        if (!file)
            return file.error();
        std::tie(device, inode) = file->identity();
    }
    Result<void> done;
    switch (question.kind) {
    case CLOUDVFS_RECALL:
        done =
            m_recaller->bring(share->second, device, inode, question.path, question.offset, question.length);
        break;
    case CLOUDVFS_FORGET:
        done = m_recaller->forget(share->second, device, inode, question.path);
        break;
    default:
        done = m_recaller->evict(share->second, question.path);
        break;
    }
    if (!done) {
        qWarning("cloudvfs: share %s: %s: %s", qUtf8Printable(question.share), question.path.constData(),
                 qUtf8Printable(done.error().toString()));
        return done.error();
    }
    return QByteArray();
}

Result<QByteArray> Daemon::status()
{
    const auto counts = m_journal->call([](Index &index) { return index.counts(); });
    if (!counts)
        return counts.error();
    QJsonObject files;
    for (auto it = counts->cbegin(); it != counts->cend(); ++it)
        files.insert(it.key(), it.value());
    qint64 behind = 0;
    for (const auto &follower : m_followers)
        behind += follower->behind();
    QJsonObject problems;
    const std::lock_guard lock(m_mutex);
    for (auto it = m_problems.cbegin(); it != m_problems.cend(); ++it) {
        if (!it.value().isEmpty())
            problems.insert(it.key(), it.value());
    }
    return QJsonDocument(QJsonObject{{u"files"_s, files}, {u"behind"_s, behind}, {u"problems"_s, problems}})
        .toJson(QJsonDocument::Compact);
}

} // namespace smc::cloudvfs
