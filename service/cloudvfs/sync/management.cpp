// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/management.h"

#include "service/cloudvfs/repository/snapshot.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <mutex>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostWaiting = 10'000;       ///< of one answer
constexpr qint64 longUnasked = 30 * 1000; ///< milliseconds after which a store is asked whether it is there

template<typename T>
QJsonArray arrayOf(const QList<T> &list)
{
    QJsonArray array;
    for (const T &one : list)
        array.append(toJson(one));
    return array;
}

QString nameOf(FileState state)
{
    return fileStateNames().value(int(state));
}

} // namespace

Management::Management(Journal &journal, Recaller &recaller, Questions::Answer ask,
                       std::function<Problem(const QString &)> problem)
    : m_journal(journal)
    , m_recaller(recaller)
    , m_ask(std::move(ask))
    , m_problem(std::move(problem))
{
    m_looks.setMaxThreadCount(4);
    add(u"shares"_s, [this](const QJsonObject &) { return shares(); });
    add(u"queue"_s, [this](const QJsonObject &request) { return queue(request); });
    add(u"files"_s, [this](const QJsonObject &request) { return files(request); });
    add(u"stores"_s, [this](const QJsonObject &) { return stores(); });
    add(u"pause"_s, [this](const QJsonObject &request) { return pause(request, true); });
    add(u"resume"_s, [this](const QJsonObject &request) { return pause(request, false); });
    add(u"pin"_s, [this](const QJsonObject &request) { return pin(request, true); });
    add(u"unpin"_s, [this](const QJsonObject &request) { return pin(request, false); });
    add(u"scrub"_s, [this](const QJsonObject &request) { return scrub(request); });
    add(u"scrub-report"_s, [this](const QJsonObject &request) -> Result<QJsonObject> {
        const auto share = shareOf(request);
        return share ? (*share)->scrubber()->report() : share.error();
    });
    add(u"versions"_s, [this](const QJsonObject &request) { return versions(request); });
    add(u"evict"_s, [this](const QJsonObject &request) { return pass(CLOUDVFS_EVICT, request); });
    add(u"recall"_s, [this](const QJsonObject &request) { return pass(CLOUDVFS_RECALL, request); });
}

void Management::add(JoinedShare &share)
{
    m_shares.insert_or_assign(share.options().name, &share);
}

void Management::add(const QString &store, WatchedStore *watched)
{
    m_stores.insert_or_assign(store, watched);
}

void Management::add(MirrorStore &mirror)
{
    m_mirrors.insert_or_assign(mirror.name(), &mirror);
}

void Management::add(const QString &word, Work work)
{
    m_work.insert_or_assign(word, std::move(work));
}

Result<QByteArray> Management::answer(const QByteArray &request)
{
    const QJsonObject asked = QJsonDocument::fromJson(request).object();
    const auto work = m_work.find(asked[u"do"].toString());
    if (work == m_work.end())
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"This cloudvfsd does not know what is asked: \"%1\"."_s.arg(
                         asked[u"do"].toString().left(100))};
    const std::shared_lock lock(m_mutex);
    if (m_ended)
        return Error{.code = ErrorCode::Busy, .message = u"cloudvfsd ends."_s, .retryable = true};
    const auto answered = work->second(asked);
    if (!answered)
        return answered.error();
    QByteArray text = QJsonDocument(*answered).toJson(QJsonDocument::Compact);
    if (text.size() > qsizetype(CLOUDVFS_ANSWER_MAX))
        return Error{.code = ErrorCode::TooLarge, .message = u"The answer would be too long."_s};
    return text;
}

void Management::end()
{
    {
        const std::unique_lock lock(m_mutex);
        m_ended = true;
    }
    m_looks.waitForDone();
}

Result<JoinedShare *> Management::shareOf(const QJsonObject &request) const
{
    const QString name = request[u"share"].toString();
    const auto found = m_shares.find(name);
    if (found != m_shares.end())
        return found->second;
    return Error{.code = ErrorCode::NotFound,
                 .message = u"cloudvfsd has no share %1."_s.arg(name),
                 .hint = u"It stands in its configuration as [share %1]."_s.arg(name)};
}

Result<QJsonObject> Management::shares()
{
    QList<ShareStatus> all;
    for (const auto &[name, share] : m_shares) {
        const auto totals = m_journal.call([&](Index &index) { return index.totals(name); });
        if (!totals)
            return totals.error();
        const ShareOptions &options = share->options();
        ShareStatus status{.name = name,
                           .mode = nameOf(options.mode),
                           .store = options.store,
                           .path = QString::fromUtf8(options.path)};
        for (int state = 0; state < fileStateNames().size(); ++state) {
            const QString word = fileStateNames().at(state);
            status.files.insert(word, totals->files.value(FileState(state)));
            status.bytes.insert(word, totals->bytes.value(FileState(state)));
        }
        if (const auto mirror = m_mirrors.find(options.store); mirror != m_mirrors.end()) {
            const auto members = mirror->second->members();
            for (const MirrorStore::MemberStatus &member : members)
                status.healing += member.backlog.objects;
        }
        status.removals = totals->removals;
        status.oldest = totals->oldest;
        status.paused = totals->paused;
        status.behind = share->behind();
        const Problem problem = m_problem(name);
        status.problem = problem.words;
        status.problemSince = problem.since;
        status.restoring = share->isRestoring();
        status.checking = share->scrubber()->isChecking(); // before what the last one found
        const auto scrubbed = share->scrubber()->last();
        if (!scrubbed)
            return scrubbed.error();
        status.checked = (*scrubbed)[u"finished"].toInteger();
        status.faults = (*scrubbed)[u"faults"].toInteger();
        status.lost = (*scrubbed)[u"lost"].toInteger();
        status.run = (*scrubbed)[u"run"].toInteger();
        status.checkProblem = (*scrubbed)[u"problem"].toString();
        all.append(status);
    }
    return QJsonObject{{u"shares"_s, arrayOf(all)}};
}

Result<QJsonObject> Management::queue(const QJsonObject &request)
{
    const auto share = shareOf(request);
    if (!share)
        return share.error();
    const QString &name = (*share)->options().name;
    const int most = std::clamp(request[u"most"].toInt(1000), 1, mostWaiting);
    const auto totals = m_journal.call([&](Index &index) { return index.totals(name); });
    if (!totals)
        return totals.error();
    const auto rows = m_journal.call([&](Index &index) { return index.waiting(name, most); });
    if (!rows)
        return rows.error();
    const auto attempts = (*share)->attempts();
    const auto sending = (*share)->store().health().sending;
    const auto copying = (*share)->copying();
    QList<WaitingFile> files;
    for (const auto &[row, since] : *rows) {
        WaitingFile file{.path = QString::fromUtf8(row.path), .since = since, .state = u"waiting"_s};
        if (const auto found = (*share)->share().tree.find(row, false)) {
            if (const auto stamp = found->first.stamp())
                file.size = stamp->size;
        }
        if (const auto sent = sending.find(row.path); sent != sending.end()) {
            file.state = u"copying"_s;
            file.sent = *sent;
        } else if (const auto read = copying.find(row.id); read != copying.end()) {
            file.state = u"copying"_s;
            file.sent = *read;
        } else if (row.opens > 0) {
            file.state = u"open"_s;
        }
        if (const auto failed = attempts.find(row.id); failed != attempts.end()) {
            file.attempts = failed->failed;
            file.why = failed->why;
        }
        files.append(file);
    }
    return QJsonObject{{u"files"_s, arrayOf(files)}, {u"total"_s, totals->files.value(FileState::Dirty)}};
}

Result<QJsonObject> Management::files(const QJsonObject &request)
{
    const auto share = shareOf(request);
    if (!share)
        return share.error();
    const auto listed = (*share)->share().tree.list(request[u"path"].toString().toUtf8());
    if (!listed)
        return listed.error();
    const auto states = m_journal.call([&](Index &index) -> Result<QHash<quint64, FileState>> {
        QHash<quint64, FileState> known;
        for (const FolderItem &entry : listed->items) {
            if (entry.folder)
                continue;
            const auto found = index.byInode((*share)->options().name, entry.device, entry.inode);
            if (!found)
                return found.error();
            if (const std::optional<FileRow> &row = *found)
                known.insert(entry.inode, row->state);
        }
        return known;
    });
    if (!states)
        return states.error();
    QList<FileStatus> files;
    for (const FolderItem &entry : listed->items) {
        const auto state = states->find(entry.inode);
        files.append({.name = QString::fromUtf8(entry.name),
                      .folder = entry.folder,
                      .size = entry.stamp.size,
                      .modified = entry.stamp.mtime / 1'000'000,
                      .state = state == states->end() ? QString() : nameOf(*state),
                      .pinned = entry.pinned});
    }
    return QJsonObject{{u"files"_s, arrayOf(files)}, {u"more"_s, listed->more}};
}

/// A store that nothing was asked of for some time is asked for an object that there is not, and the next
/// answer tells what came of it: nobody waits for a store here.
void Management::look(WatchedStore &store)
{
    const WatchedStore::Health health = store.health();
    const qint64 last = std::max(health.lastSuccess, health.lastFailure);
    if (QDateTime::currentMSecsSinceEpoch() - last < longUnasked || m_looks.activeThreadCount() >= 4)
        return;
    m_looks.start([&store] { (void)store.head(".cloudvfs-is-it-there"); });
}

StoreStatus Management::statusOf(const QString &name, WatchedStore &store)
{
    const WatchedStore::Health health = store.health();
    const bool good = health.problem.message.isEmpty();
    look(store);
    return {.name = name,
            .health = !health.asked ? u"unknown"_s
                      : good        ? u"up"_s
                                    : u"down"_s,
            .problem = good ? QString() : health.problem.toString(),
            .lastSuccess = health.lastSuccess,
            .lastFailure = health.lastFailure,
            .requests = health.requests,
            .failures = health.failures,
            .sent = health.sent,
            .received = health.received};
}

Result<QJsonObject> Management::stores()
{
    QList<StoreStatus> all;
    for (const auto &[name, store] : m_stores)
        all.append(statusOf(name, *store));
    for (const auto &[name, mirror] : m_mirrors) {
        const auto members = mirror->members();
        for (const MirrorStore::MemberStatus &member : members) {
            StoreStatus status = statusOf(member.name, *member.store);
            status.mirror = name;
            status.healing = member.backlog.objects;
            status.healingSince = member.backlog.since;
            if (!member.problem.isEmpty()) {
                status.health = u"down"_s;
                status.problem = member.problem;
            } else if (!member.complete && status.problem.isEmpty()) {
                status.problem = u"What it has is yet to be compared with the other stores."_s;
            }
            all.append(status);
        }
    }
    return QJsonObject{{u"stores"_s, arrayOf(all)}};
}

Result<QJsonObject> Management::scrub(const QJsonObject &request)
{
    const auto share = shareOf(request);
    if (!share)
        return share.error();
    const auto run = (*share)->scrubber()->want(request[u"sample"].toDouble(-1), request[u"repair"].toBool());
    return run ? Result<QJsonObject>(QJsonObject{{u"run"_s, *run}}) : run.error();
}

Result<QJsonObject> Management::versions(const QJsonObject &request)
{
    const auto share = shareOf(request);
    if (!share)
        return share.error();
    Repository *repository = (*share)->repository();
    if (!repository)
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"%1 is in the mode link: its bucket has its files as they are, and no "
                                "versions."_s.arg((*share)->options().name)};
    if (auto opened = repository->open(false); !opened)
        return opened.error();
    const QString path = request[u"path"].toString();
    const auto found = versionsOf(*repository, path.toUtf8());
    if (!found)
        return found.error();
    if (found->isEmpty())
        return Error{.code = ErrorCode::NotFound,
                     .message = u"There has never been anything at \"%1\"."_s.arg(path)};
    QList<Version> versions;
    for (const Entry &entry : *found) {
        const bool gone = entry.kind == Entry::Kind::Gone;
        versions.append({.at = entry.at,
                         .kind = gone                                ? u"gone"_s
                                 : entry.kind == Entry::Kind::Folder ? u"folder"_s
                                                                     : u"file"_s,
                         .size = entry.size,
                         .modified = gone ? 0 : entry.mtime / 1'000'000});
    }
    return QJsonObject{{u"versions"_s, arrayOf(versions)}};
}

Result<QJsonObject> Management::pause(const QJsonObject &request, bool paused)
{
    const auto share = shareOf(request);
    if (!share)
        return share.error();
    auto kept = m_journal.call([&](Index &index) { return index.pause((*share)->options().name, paused); });
    if (!kept)
        return kept.error();
    (*share)->wake();
    return QJsonObject();
}

Result<QJsonObject> Management::pin(const QJsonObject &request, bool pinned)
{
    const auto share = shareOf(request);
    if (!share)
        return share.error();
    auto done = m_recaller.pin((*share)->share(), request[u"path"].toString().toUtf8(), pinned);
    return done ? Result<QJsonObject>(QJsonObject()) : done.error();
}

Result<QJsonObject> Management::pass(cloudvfs_request_kind kind, const QJsonObject &request)
{
    const auto answered = m_ask(
        {.kind = kind, .share = request[u"share"].toString(), .path = request[u"path"].toString().toUtf8()});
    return answered ? Result<QJsonObject>(QJsonObject()) : answered.error();
}

} // namespace smc::cloudvfs
