// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/daemon.h"

#include "service/cloudvfs/sync/restorer.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScopeGuard>

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

QString bootId()
{
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
}

} // namespace

Daemon::Daemon(DaemonOptions options, std::map<QString, std::unique_ptr<Store>> stores,
               const std::map<QString, LimitedStore *> &limited)
    : m_options(std::move(options))
{
    const auto limit = [&](const QString &name, const WatchedStore &watched) {
        if (const auto found = limited.find(name); found != limited.end())
            m_bandwidths.add(name, *found->second, watched);
    };
    for (auto &[name, store] : stores) {
        if (auto *mirror = dynamic_cast<MirrorStore *>(store.get()))
            m_mirrors.emplace(name, mirror);
        m_stores.emplace(name, std::make_unique<WatchedStore>(std::move(store)));
        limit(name, *m_stores.at(name));
    }
    for (const auto &[name, mirror] : m_mirrors) {
        const auto members = mirror->members();
        for (const MirrorStore::MemberStatus &member : members)
            limit(member.name, *member.store);
    }
}

Daemon::~Daemon()
{
    m_ending = true;
    m_bandwidths.end();
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    m_managed.reset();
    if (m_management)
        m_management->end();
    const std::unique_lock noMore(m_asked);
    for (const auto &[name, joined] : m_shares)
        joined->stop();
    m_questions.reset(); // last: while files are brought back, who overwrites one must be able to say so
    if (m_recaller)
        m_recaller->end();
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
    QSet<QString> withFolders;
    for (const ShareOptions &share : m_options.shares) {
        if (share.mode != Mode::Link)
            withFolders << share.name;
    }
    auto opened = m_journal->call([&](Index &index) {
        index.countFolders(withFolders);
        return index.open(bootId());
    });
    if (!opened)
        return opened;
    m_recaller = std::make_unique<Recaller>(*m_journal);
    for (const ShareOptions &share : m_options.shares) {
        auto tree = Tree::open(share.path);
        if (!tree)
            return tree.error();
        m_shares.emplace(share.name,
                         std::make_unique<JoinedShare>(
                             share, std::move(*tree), *m_stores.at(share.store),
                             [this, name = share.name](const Error &problem) { told(name, problem); }));
    }
    for (const auto &[name, mirror] : m_mirrors)
        mirror->start();
    dropEnded();
    for (const auto &[name, joined] : m_shares) {
        if (auto prepared = joined->prepare(*m_journal, *m_recaller, m_options.state); !prepared)
            return prepared;
    }
    if (auto finished = finishEvictions(); !finished)
        return finished;
    for (const auto &[name, joined] : m_shares) {
        if (auto started = joined->start(*m_journal, *m_recaller, m_options.pace, m_options.state); !started)
            return started;
    }
    manage();
    m_questions = std::make_unique<Questions>(m_options.socket,
                                              [this](const Question &question) { return answer(question); });
    if (auto started = m_questions->start(); !started)
        return started;
    if (m_options.manager) {
        m_managed = std::make_unique<Questions>(
            m_options.managementSocket, [this](const Question &question) { return answer(question); },
            m_options.manager);
        if (auto started = m_managed->start(); !started)
            return started;
    }
    m_thread = std::jthread([this](const std::stop_token &stop) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any never;
        while (!stop.stop_requested()) {
            never.wait_for(lock, stop, 10s, [] { return false; });
            dropEnded();
            for (const auto &[name, joined] : m_shares) // what was found to be changed past the intents
                joined->wake();
        }
    });
    return {};
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
    if (words.isEmpty())
        m_problemsSince.remove(share);
    else if (m_problems.value(share).isEmpty())
        m_problemsSince.insert(share, QDateTime::currentMSecsSinceEpoch());
    m_problems.insert(share, words);
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
        const auto file = share->second->share().tree.file(row.path, true);
        if (!file) // its disk is not there, perhaps
            continue;
        const bool marked = file->is(row.device, row.inode) && file->isStub(row.copied.size);
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

Result<QJsonObject> Daemon::scan(const QJsonObject &request)
{
    const QString name = request[u"share"].toString();
    const auto joined = m_shares.find(name);
    if (joined == m_shares.end())
        return Error{.code = ErrorCode::NotFound, .message = u"cloudvfsd has no share %1."_s.arg(name)};
    auto wanted = joined->second->scan(
        {.removals = request[u"acceptRemovals"].toBool(), .root = request[u"acceptRoot"].toBool()});
    return wanted ? Result<QJsonObject>(QJsonObject()) : wanted.error();
}

QString Daemon::problemOf(const QString &share)
{
    const auto joined = m_shares.find(share);
    const QString ofScan = joined != m_shares.end() ? joined->second->scanner()->problem() : QString();
    const std::lock_guard lock(m_mutex);
    return ofScan.isEmpty() ? m_problems.value(share) : ofScan;
}

/// What keeps a store of its mirror from having everything.
QString Daemon::mirrorProblem(const QString &share)
{
    const auto joined = m_shares.find(share);
    const auto mirror =
        joined == m_shares.end() ? m_mirrors.end() : m_mirrors.find(joined->second->options().store);
    if (mirror == m_mirrors.end())
        return {};
    const auto members = mirror->second->members();
    for (const MirrorStore::MemberStatus &member : members) {
        if (!member.problem.isEmpty())
            return u"The store %1 of the mirror %2 lacks %3 objects: %4"_s.arg(member.name, mirror->first)
                .arg(member.backlog.objects)
                .arg(member.problem);
    }
    return {};
}

void Daemon::manage()
{
    m_management = std::make_unique<Management>(
        *m_journal, *m_recaller, [this](const Question &question) { return answer(question); },
        [this](const QString &share) {
            QString words = problemOf(share);
            if (words.isEmpty())
                words = mirrorProblem(share);
            if (const auto joined = m_shares.find(share); words.isEmpty() && joined != m_shares.end())
                words = joined->second->held();
            const std::lock_guard lock(m_mutex);
            if (words.isEmpty()) {
                m_problemsSince.remove(share);
                return Management::Problem{};
            }
            if (!m_problemsSince.contains(share)) // of a scan, which tells nobody by itself
                m_problemsSince.insert(share, QDateTime::currentMSecsSinceEpoch());
            return Management::Problem{.words = words, .since = m_problemsSince.value(share)};
        });
    m_management->add(u"scan"_s, [this](const QJsonObject &request) { return scan(request); });
    m_management->add(u"bandwidth"_s,
                      [this](const QJsonObject &request) { return m_bandwidths.answer(request); });
    for (const auto &[name, store] : m_stores)
        m_management->add(name, store.get());
    for (const auto &[name, mirror] : m_mirrors)
        m_management->add(*mirror);
    for (const auto &[name, joined] : m_shares)
        m_management->add(*joined);
    for (const auto &[word, work] : m_options.work)
        m_management->add(word, work);
    m_management->add(u"restore"_s, [this](const QJsonObject &request) { return restore(request); });
}

Result<QJsonObject> Daemon::restore(const QJsonObject &request)
{
    const auto found = m_shares.find(request[u"share"].toString());
    if (found == m_shares.end() || found->second->repository() == nullptr)
        return Error{.code = ErrorCode::NotFound,
                     .message = u"cloudvfsd has no share %1 in the modes backup and tier."_s.arg(
                         request[u"share"].toString())};
    JoinedShare &joined = *found->second;
    if (!joined.beginRestore())
        return Error{.code = ErrorCode::Busy,
                     .message = u"Files of %1 are being restored already."_s.arg(found->first),
                     .retryable = true};
    const auto over = qScopeGuard([&joined] { joined.endRestore(); });
    Repository &repository = *joined.repository();
    if (auto opened = repository.open(false); !opened)
        return opened.error();
    // On a new machine what the store has is being read just now.
    constexpr auto look = std::chrono::seconds(1);
    auto ready = joined.share().layout->ready(look);
    while (!ready && ready.error().code == ErrorCode::Busy && !m_ending)
        ready = joined.share().layout->ready(look);
    if (!ready)
        return ready.error();
    const QJsonValue at = request[u"at"];
    const auto snapshot =
        Snapshot::read(repository, at.isDouble() ? std::optional<qint64>(at.toInteger()) : std::nullopt,
                       request[u"path"].toString().toUtf8());
    if (!snapshot)
        return snapshot.error();
    if (snapshot->entries().empty())
        return Error{.code = ErrorCode::NotFound,
                     .message = u"There was nothing at \"%1\" then."_s.arg(request[u"path"].toString())};
    const auto restored = restoreInPlace(*m_journal, *m_recaller, joined.share(), *snapshot,
                                         joined.options().mode == Mode::Backup, m_ending);
    joined.wake();
    if (!restored)
        return restored.error();
    // Who asked may have left meanwhile.
    qInfo("cloudvfs: share %s: %lld files restored, %lld were there, %lld failed",
          qUtf8Printable(found->first), qlonglong(restored->files), qlonglong(restored->same),
          qlonglong(restored->failed));
    QJsonArray problems;
    for (const Error &problem : restored->problems)
        problems.append(problem.toString());
    return QJsonObject{{u"files"_s, restored->files},   {u"folders"_s, restored->folders},
                       {u"bytes"_s, restored->bytes},   {u"same"_s, restored->same},
                       {u"failed"_s, restored->failed}, {u"problems"_s, problems}};
}

Result<QByteArray> Daemon::answer(const Question &question)
{
    if (question.kind == CLOUDVFS_STATUS)
        return status();
    if (question.kind == CLOUDVFS_MANAGE)
        return m_management->answer(question.text);
    const auto found = m_shares.find(question.share);
    if (found == m_shares.end())
        return Error{.code = ErrorCode::NotFound,
                     .message = u"cloudvfsd has no share %1."_s.arg(question.share),
                     .hint = u"It stands in its configuration as [share %1]."_s.arg(question.share)};
    const Share &share = found->second->share();
    quint64 device = question.device;
    quint64 inode = question.inode;
    if (question.kind == CLOUDVFS_RECALL && inode == 0) { // by an administrator, who knows names
        const auto file = share.tree.file(question.path, false);
        if (!file)
            return file.error();
        std::tie(device, inode) = file->identity();
    }
    Result<void> done;
    switch (question.kind) {
    case CLOUDVFS_RECALL:
        done = m_recaller->bring(share, device, inode, question.path, question.offset, question.length);
        break;
    case CLOUDVFS_FORGET:
        done = m_recaller->forget(share, device, inode, question.path);
        break;
    default:
        done = m_recaller->evict(share, question.path);
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
    const std::shared_lock lock(m_asked, std::try_to_lock);
    if (!lock)
        return Error{.code = ErrorCode::Busy, .message = u"cloudvfsd ends."_s, .retryable = true};
    // First what is not taken over: what is meanwhile is counted.
    qint64 behind = 0;
    for (const auto &[name, joined] : m_shares)
        behind += joined->behind();
    const auto counts = m_journal->call([](Index &index) { return index.counts(); });
    if (!counts)
        return counts.error();
    QJsonObject files;
    for (auto it = counts->cbegin(); it != counts->cend(); ++it)
        files.insert(it.key(), it.value());
    QJsonObject problems;
    QJsonObject scans;
    for (const auto &[name, joined] : m_shares) {
        const auto scan = joined->scanner()->status();
        if (!scan)
            return scan.error();
        QJsonObject all = *scan;
        if (joined->importer())
            all.insert(u"bucket"_s, joined->importer()->status());
        scans.insert(name, all);
        const QString ofShare = problemOf(name);
        if (const QString problem = ofShare.isEmpty() ? mirrorProblem(name) : ofShare; !problem.isEmpty())
            problems.insert(name, problem);
    }
    return QJsonDocument(QJsonObject{{u"files"_s, files},
                                     {u"behind"_s, behind},
                                     {u"problems"_s, problems},
                                     {u"scans"_s, scans}})
        .toJson(QJsonDocument::Compact);
}

} // namespace smc::cloudvfs
