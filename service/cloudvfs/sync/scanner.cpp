// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/scanner.h"

#include <QDateTime>
#include <QUuid>

#include <algorithm>
#include <map>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype batch = 500; ///< files that are compared at once
constexpr auto look = 10s;       ///< how often it is looked whether a scan is due
constexpr qint64 fewFiles = 100; ///< of which all may be gone
constexpr qint64 improbable = 2; ///< one of so many
constexpr qint64 thousand = 1000;

} // namespace

Scanner::Scanner(Journal &journal, Recaller &recaller, const Share &share, ScanOptions options,
                 std::function<void()> news)
    : m_journal(journal)
    , m_recaller(recaller)
    , m_share(share)
    , m_options(std::move(options))
    , m_news(std::move(news))
{}

Scanner::~Scanner()
{
    stop();
}

void Scanner::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> Scanner::prepare(qint64 intents)
{
    if (auto begun = m_journal.call([&](Index &index) { return index.scans().begin(m_share.name, intents); });
        !begun)
        return begun;
    if (auto counted = beginCount(); !counted)
        return counted;
    if (const auto good = checkRoot(false); !good && good.error().code == ErrorCode::Internal)
        return good;
    return {};
}

void Scanner::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Result<void> Scanner::want(const Accepted &accepted)
{
    if (auto wanted = m_journal.call([this](Index &index) { return index.scans().want(m_share.name); });
        !wanted)
        return wanted;
    const std::lock_guard lock(m_mutex);
    m_wanted = true;
    m_notBefore = {};
    m_accepted.removals |= accepted.removals;
    m_accepted.root |= accepted.root;
    m_changed.notify_all();
    return {};
}

Result<bool> Scanner::isDue()
{
    const auto state = m_journal.call([this](Index &index) { return index.scans().state(m_share.name); });
    if (!state)
        return state.error();
    const qint64 age = (QDateTime::currentMSecsSinceEpoch() - state->finished) / thousand;
    const qint64 interval = m_options.interval.count();
    // A clock that was set back is no reason to wait.
    return state->stopped || state->wanted > state->done || (interval > 0 && (age >= interval || age < 0));
}

void Scanner::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        bool may = false;
        {
            const std::lock_guard lock(m_mutex);
            may = m_notBefore <= Clock::now();
            m_wanted = false;
        }
        const auto due = may ? isDue() : Result<bool>(false);
        if (due && *due) {
            {
                const std::lock_guard lock(m_mutex);
                m_running = true;
                m_seen = 0;
                m_found = 0;
            }
            const auto scanned = scan(stop);
            const std::lock_guard lock(m_mutex);
            m_running = false;
            if (!scanned)
                m_notBefore = Clock::now() + look;
            else
                m_accepted = {};
            const QString words = scanned ? QString() : scanned.error().toString();
            if (m_problem != words && !words.isEmpty() && !stop.stop_requested())
                qWarning("cloudvfs: share %s: %s", qUtf8Printable(m_share.name), qUtf8Printable(words));
            m_problem = words;
        }
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, look, [this] { return m_wanted; });
    }
}

Result<void> Scanner::checkRoot(bool accepted)
{
    const auto check = [&]() -> Result<void> {
        const auto now = Tree::open(m_options.path);
        if (!now)
            return now.error();
        auto mark = now->mark();
        if (!mark)
            return mark.error();
        const auto state = m_journal.call([this](Index &index) { return index.scans().state(m_share.name); });
        if (!state)
            return state.error();
        const bool first = state->root.isEmpty();
        if (!first && !accepted && *mark != state->root)
            return Error{.code = ErrorCode::Refused,
                         .message =
                             u"The folder of share %1 is another one than before: is its disk mounted?"_s.arg(
                                 m_share.name),
                         .hint = u"When it is right: cloudvfsd scan %1 --accept-root."_s.arg(m_share.name),
                         .retryable = true};
        if (mark->isEmpty()) {
            mark = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
            // It must not be lost with the power: the journal will ask for it.
            auto marked = now->setMark(*mark);
            if (marked)
                marked = now->sync();
            if (!marked)
                return marked;
        }
        const quint64 device = now->identity().first;
        if (*mark != state->root || device != state->device) {
            auto kept = m_journal.call(
                [&](Index &index) { return index.scans().setRoot(m_share.name, *mark, device); });
            if (!kept)
                return kept;
        }
        return now->identity() == m_share.tree.identity() ? Result<void>() : m_share.tree.become(*now);
    };
    auto checked = check();
    auto kept = m_journal.call([&](Index &index) { return index.scans().stop(m_share.name, !checked); });
    if (!kept)
        return kept;
    if (checked)
        m_news(); // it may have been stopped
    return checked;
}

Result<void> Scanner::scan(const std::stop_token &stop)
{
    Accepted accepted;
    {
        const std::lock_guard lock(m_mutex);
        accepted = m_accepted;
    }
    if (auto good = checkRoot(accepted.root); !good)
        return good;
    const auto state = m_journal.call([this](Index &index) { return index.scans().state(m_share.name); });
    if (!state)
        return state.error();
    const auto last = m_journal.call([this](Index &index) { return index.scans().last(m_share.name); });
    if (!last)
        return last.error();
    if (auto counted = beginCount(); !counted)
        return counted;
    std::vector<bool> seen(std::size_t(*last) + 1);
    QList<FoundFile> files;
    Result<void> compared;
    const Walked walked = walk(
        m_share.tree, walking(),
        [&](const FoundFile &file) {
            files.append(file);
            if (files.size() < batch || !compared)
                return;
            compared = compare(files, seen);
            files.clear();
        },
        stop);
    if (compared)
        compared = compare(files, seen);
    if (!compared)
        return compared;
    if (walked.stopped)
        return Error{.code = ErrorCode::Cancelled, .message = u"The scan was ended."_s};
    if (!walked.problem.message.isEmpty())
        return walked.problem;
    qint64 known = 0;
    const auto lost = missing(seen, walked, known);
    if (!lost)
        return lost.error();
    const bool held = !accepted.removals && known > fewFiles && lost->size() * improbable > known;
    {
        const std::lock_guard lock(m_mutex);
        m_held = held ? lost->size() : 0;
    }
    if (held) {
        qWarning(
            "cloudvfs: share %s: %lld of %lld files are gone; they stay in the store until \"cloudvfsd scan "
            "%s --accept-removals\"",
            qUtf8Printable(m_share.name), qlonglong(lost->size()), qlonglong(known),
            qUtf8Printable(m_share.name));
    } else if (!lost->isEmpty()) {
        if (auto removed = remove(*lost, stop); !removed)
            return removed;
    }
    return m_journal.call([&](Index &index) { return index.scans().finished(m_share.name, state->wanted); });
}

/// Progress is counted from when there was nothing left, or the daemon began.
Result<void> Scanner::beginCount()
{
    const auto left = m_journal.call([this](Index &index) { return index.scans().backlog(m_share.name); });
    if (!left)
        return left.error();
    const std::lock_guard lock(m_mutex);
    if (left->files > 0 && m_total.files > 0)
        return {};
    m_total = *left;
    m_since = Clock::now();
    return {};
}

/// Keeps what is new or changed of some files, and which rows they have.
Result<void> Scanner::compare(const QList<FoundFile> &files, std::vector<bool> &seen)
{
    std::map<quint64, QList<quint64>> inodes; // by device
    for (const FoundFile &file : files)
        inodes[file.device].append(file.inode);
    std::map<quint64, QHash<quint64, KnownFile>> known;
    for (const auto &[device, list] : inodes) {
        auto rows =
            m_journal.call([&](Index &index) { return index.scans().known(m_share.name, device, list); });
        if (!rows)
            return rows.error();
        known.emplace(device, std::move(*rows));
    }
    QList<FoundFile> findings;
    for (FoundFile file : files) {
        const auto &rows = known[file.device];
        const auto row = rows.find(file.inode);
        if (row != rows.end()) {
            if (std::size_t(row->id) < seen.size())
                seen[std::size_t(row->id)] = true;
            const bool kept = row->state == FileState::Clean || row->state == FileState::Stub;
            if (!row->canBe(file) || (row->path == file.path && (row->state == FileState::Dirty ||
                                                                 (kept && row->copied == file.stamp))))
                continue;
        }
        const auto open = m_share.tree.file(file.path, false);
        if (!open || !open->is(file.device, file.inode))
            continue; // it has gone, or somebody makes a stub of it just now
        if (row != rows.end() && row->state == FileState::Local && row->path == file.path &&
            m_share.keepsOut(*open, file.path))
            continue;
        const auto examined = m_recaller.examine(*open, row != rows.end() && row->state == FileState::Stub
                                                            ? std::optional(row->copied.mtime)
                                                            : std::nullopt);
        if (!examined)
            return examined.error();
        const std::optional<StubMark> &mark = *examined;
        if (mark && !mark->key.isEmpty()) // the copier tells of one that cannot be understood
            file.mark = *mark;
        if (file.mark && m_options.folders) { // of a repository's versions they change with attributes, too
            file.mark->etag.clear();
            file.touched = row != rows.end() && row->copied.ctime != file.stamp.ctime;
        }
        findings.append(file);
    }
    const auto taken = findings.isEmpty() ? Result<Backlog>(Backlog()) : m_journal.call([&](Index &index) {
        return index.scans().take(m_share.name, findings);
    });
    if (!taken)
        return taken.error();
    const std::lock_guard lock(m_mutex);
    m_seen += files.size();
    m_found += taken->files;
    m_total.files += taken->files;
    m_total.bytes += taken->bytes;
    if (taken->files > 0)
        m_news();
    return {};
}

Result<QList<KnownFile>> Scanner::missing(const std::vector<bool> &seen, const Walked &walked, qint64 &known)
{
    QList<KnownFile> lost;
    for (qint64 after = 0;;) {
        const auto page =
            m_journal.call([&](Index &index) { return index.scans().page(m_share.name, after, int(batch)); });
        if (!page)
            return page.error();
        for (const KnownFile &file : *page) {
            after = file.id;
            if (std::size_t(file.id) >= seen.size() || file.path == ".") // made meanwhile; the share's own
                continue;
            ++known;
            if (!seen[std::size_t(file.id)] && walked.covers(file.path, file.device))
                lost.append(file);
        }
        if (page->size() < batch)
            return lost;
    }
}

/// What was not met once may have been moved from where the walk had not been yet to where it had.
Result<void> Scanner::remove(const QList<KnownFile> &files, const std::stop_token &stop)
{
    std::map<std::pair<quint64, quint64>, KnownFile> lost;
    for (const KnownFile &file : files)
        lost.emplace(std::pair(file.device, file.inode), file);
    const Walked again = walk(
        m_share.tree, walking(),
        [&](const FoundFile &file) { lost.erase(std::pair(file.device, file.inode)); }, stop);
    if (again.stopped)
        return Error{.code = ErrorCode::Cancelled, .message = u"The scan was ended."_s};
    if (!again.problem.message.isEmpty())
        return again.problem;
    if (auto good = checkRoot(false); !good)
        return good;
    QList<KnownFile> gone;
    for (const auto &[inode, file] : lost) {
        if (again.covers(file.path, file.device))
            gone.append(file);
    }
    if (gone.isEmpty())
        return {};
    qInfo("cloudvfs: share %s: %lld files were removed past smbd", qUtf8Printable(m_share.name),
          qlonglong(gone.size()));
    auto removed = m_journal.call([&](Index &index) { return index.scans().gone(m_share.name, gone); });
    m_news();
    return removed;
}

QString Scanner::problem() const
{
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

Result<QJsonObject> Scanner::status()
{
    const auto state = m_journal.call([this](Index &index) { return index.scans().state(m_share.name); });
    if (!state)
        return state.error();
    const auto left = m_journal.call([this](Index &index) { return index.scans().backlog(m_share.name); });
    if (!left)
        return left.error();
    const std::lock_guard lock(m_mutex);
    const Backlog copied{.files = std::max<qint64>(0, m_total.files - left->files),
                         .bytes = std::max<qint64>(0, m_total.bytes - left->bytes)};
    const double seconds = std::chrono::duration<double>(Clock::now() - m_since).count();
    // Small files take as long as there are many, large ones as they are large.
    double remaining = left->files == 0 ? 0 : -1;
    if (left->files > 0 && copied.files > 0) {
        remaining = seconds * double(left->files) / double(copied.files);
        if (copied.bytes > 0)
            remaining = std::max(remaining, seconds * double(left->bytes) / double(copied.bytes));
    }
    return QJsonObject{{u"running"_s, m_running},
                       {u"due"_s, state->wanted > state->done},
                       {u"seen"_s, m_seen},
                       {u"found"_s, m_found},
                       {u"held"_s, m_held},
                       {u"finished"_s, state->finished},
                       {u"problem"_s, m_problem},
                       {u"left"_s, left->files},
                       {u"leftBytes"_s, left->bytes},
                       {u"copied"_s, copied.files},
                       {u"copiedBytes"_s, copied.bytes},
                       {u"bytesPerSecond"_s, seconds > 0 ? qint64(double(copied.bytes) / seconds) : 0},
                       {u"remainingSeconds"_s, qint64(remaining)}};
}

} // namespace smc::cloudvfs
