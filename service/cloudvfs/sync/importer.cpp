// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/importer.h"

#include <QDateTime>

#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto again = 10s;               ///< after a failure
constexpr auto soon = 1s;                 ///< when the folder has not been looked at yet
constexpr int mostAgain = 60;             ///< tries of a name that is taken
constexpr qsizetype mostTaken = 1000;     ///< more come with the next list
constexpr std::size_t mostNameless = 256; ///< files that are open: the disk is written once for all
constexpr qint64 fewObjects = 100;
constexpr qint64 mostOfThem = 2; ///< one of so many may be gone
constexpr qsizetype longestName = 255;
constexpr qint64 million = 1'000'000;

bool canBePath(const QByteArray &key)
{
    if (key.contains('\0') || key.size() > qsizetype(CLOUDVFS_PATH_MAX))
        return false;
    for (const QByteArray &name : key.split('/')) {
        if (name.isEmpty() || name == "." || name == ".." || name.size() > longestName)
            return false;
    }
    return true;
}

} // namespace

Importer::Importer(Journal &journal, Recaller &recaller, const Share &share, Store &store,
                   ImportOptions options, std::function<void(const Error &)> told)
    : m_journal(journal)
    , m_recaller(recaller)
    , m_share(share)
    , m_store(store)
    , m_options(options)
    , m_told(std::move(told))
{}

Importer::~Importer()
{
    stop();
}

void Importer::start()
{
    m_begun = QDateTime::currentMSecsSinceEpoch();
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

void Importer::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Importer::want(bool acceptRemovals)
{
    const std::lock_guard lock(m_mutex);
    m_wanted = true;
    m_acceptRemovals |= acceptRemovals;
    m_changed.notify_all();
}

QJsonObject Importer::status() const
{
    const std::lock_guard lock(m_mutex);
    return {{u"running"_s, m_running},       {u"listed"_s, m_count.listed},   {u"made"_s, m_count.made},
            {u"changed"_s, m_count.changed}, {u"removed"_s, m_count.removed}, {u"leftOut"_s, m_count.leftOut},
            {u"held"_s, m_count.held},       {u"finished"_s, m_finished}};
}

void Importer::run(const std::stop_token &stop)
{
    (void)m_store.keepsConditions(); // tried out by now
    bool troubled = false;
    bool waits = false;
    while (!stop.stop_requested()) {
        bool accept = false;
        {
            std::unique_lock lock(m_mutex);
            const auto wanted = [this] { return m_wanted; };
            if (troubled)
                m_changed.wait_for(lock, stop, waits ? soon : again, wanted);
            else if (m_options.interval.count() > 0)
                m_changed.wait_for(lock, stop, m_options.interval, wanted);
            else
                m_changed.wait(lock, stop, wanted);
            if (stop.stop_requested())
                return;
            accept = m_acceptRemovals;
            m_wanted = false;
            m_running = true;
            m_count = {};
        }
        const auto imported = import(stop, accept);
        if (stop.stop_requested())
            return;
        if (!imported || troubled)
            m_told(imported ? Error() : imported.error());
        troubled = !imported;
        waits = troubled && imported.error().code == ErrorCode::Busy;
        const std::lock_guard lock(m_mutex);
        m_running = false;
        if (!troubled) {
            m_finished = QDateTime::currentMSecsSinceEpoch();
            m_acceptRemovals = false;
        }
    }
}

Result<void> Importer::import(const std::stop_token &stop, bool acceptRemovals)
{
    const auto state = m_journal.call([this](Index &index) { return index.scans().state(m_share.name); });
    if (!state)
        return state.error();
    if (state->stopped || state->done == 0) // what the share has itself is known first
        return Error{.code = ErrorCode::Busy,
                     .message = u"The bucket is looked at when the folder of the share has been."_s,
                     .retryable = true};
    m_taken.clear(); // of a list that failed
    m_made.clear();
    QList<KnownFile> lost;
    qint64 known = 0;
    QByteArray after;
    for (bool more = true; more;) {
        if (stop.stop_requested())
            return Error{.code = ErrorCode::Cancelled, .message = u"cloudvfsd is ending."_s};
        const auto listing = m_store.list({}, after);
        if (!listing)
            return listing.error();
        more = listing->more && !listing->objects.isEmpty();
        const QByteArray last = more ? listing->objects.last().key : QByteArray();
        const auto rows =
            m_journal.call([&](Index &index) { return index.scans().byKeys(m_share.name, after, last); });
        if (!rows)
            return rows.error();
        QHash<QByteArray, KnownFile> unseen;
        for (const KnownFile &row : *rows) {
            known += row.state != FileState::Dirty ? 1 : 0;
            if (row.path == row.key || !unseen.contains(row.key)) // and not a stub that was copied from it
                unseen.insert(row.key, row);
        }
        for (const ListedObject &object : listing->objects) {
            const auto row = unseen.constFind(object.key);
            const auto seen =
                row == unseen.constEnd() ? std::optional<KnownFile>() : std::optional<KnownFile>(*row);
            unseen.remove(object.key);
            // One that cannot be made now is tried with the next list.
            if (const auto done = see(object, seen, state->imported == 0); !done) {
                qWarning("cloudvfs: share %s: %s: %s", qUtf8Printable(m_share.name), object.key.constData(),
                         qUtf8Printable(done.error().toString()));
                if (done.error().code == ErrorCode::Internal || done.error().native == "errno 28"_L1)
                    return done;
            }
            if (stop.stop_requested())
                return Error{.code = ErrorCode::Cancelled, .message = u"cloudvfsd is ending."_s};
        }
        if (auto named = nameThem(); !named)
            return named;
        for (const KnownFile &row : std::as_const(unseen)) {
            if ((row.state == FileState::Clean || row.state == FileState::Stub) && !row.announced)
                lost.append(row);
        }
        after = last;
    }
    // A bucket without any object is one that was made anew, or another one.
    const bool improbable = lost.size() == known || (known > fewObjects && lost.size() * mostOfThem > known);
    if (!acceptRemovals && !lost.isEmpty() && improbable) {
        qWarning(
            "cloudvfs: share %s: %lld of %lld objects are gone; their files stay until \"cloudvfsd scan %s "
            "--accept-removals\"",
            qUtf8Printable(m_share.name), qlonglong(lost.size()), qlonglong(known),
            qUtf8Printable(m_share.name));
        const std::lock_guard lock(m_mutex);
        m_count.held = lost.size();
    } else if (auto removed = remove(lost, stop); !removed) {
        return removed;
    }
    if (auto seen = seeTaken(stop); !seen)
        return seen;
    return m_journal.call([this](Index &index) { return index.scans().imported(m_share.name); });
}

/// An intent of long ago has a name until it is looked at what has become of that file: nothing, say.
Result<void> Importer::seeTaken(const std::stop_token &stop)
{
    for (int attempt = 0; !m_taken.isEmpty() && attempt < mostAgain && !stop.stop_requested(); ++attempt) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, stop, soon, [] { return false; });
        }
        for (const ListedObject &object : std::exchange(m_taken, {})) {
            const auto free =
                m_journal.call([&](Index &index) { return index.scans().isFree(m_share.name, object.key); });
            if (!free)
                return free.error();
            if (!*free) {
                m_taken.append(object);
                continue;
            }
            if (auto done = see(object, {}, false); !done)
                return done;
        }
        if (auto named = nameThem(); !named)
            return named;
    }
    m_taken.clear();
    return {};
}

Result<void> Importer::see(const ListedObject &object, const std::optional<KnownFile> &row, bool first)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_count.listed;
    }
    if (row) {
        const bool ours = row->etag == object.info.etag || row->announced ||
                          (row->state != FileState::Clean && row->state != FileState::Stub);
        if (ours)
            return {};
        // It may have been copied since it was listed.
        const auto there = m_store.head(object.key);
        if (!there)
            return there.error().code == ErrorCode::NotFound ? Result<void>() : there.error();
        if (there->etag != object.info.etag)
            return {};
        auto changed = m_recaller.replace(
            m_share, *row, {.key = object.key, .etag = object.info.etag, .size = object.info.size},
            object.modified * million);
        if (changed) {
            const std::lock_guard lock(m_mutex);
            ++m_count.changed;
        }
        return changed;
    }
    const bool folder = object.key.endsWith('/') && object.info.size == 0;
    if (object.key.startsWith(".cloudvfs-")) { // of a daemon's own
        // A trial of the store's conditions that a kill has cut short. Whoever is at one just now takes the
        // store for one that keeps none.
        return object.key.startsWith(".cloudvfs-probe-") && object.modified < m_begun
                   ? m_store.remove(object.key)
                   : Result<void>();
    }
    if (!canBePath(folder ? object.key.chopped(1) : object.key)) {
        const std::lock_guard lock(m_mutex);
        ++m_count.leftOut;
        return {};
    }
    if (folder)
        return makeFolders(object.key);
    const auto free =
        m_journal.call([&](Index &index) { return index.scans().isFree(m_share.name, object.key); });
    if (!free)
        return free.error();
    if (!*free) { // the Copier compares, unless it finds nothing there
        if (!m_share.tree.file(object.key, false) && m_taken.size() < mostTaken)
            m_taken.append(object);
        return {};
    }
    if (!first) { // it may have been removed, by a client, since it was listed
        const auto there = m_store.head(object.key);
        if (!there)
            return there.error().code == ErrorCode::NotFound ? Result<void>() : there.error();
        if (there->etag != object.info.etag)
            return {};
    }
    auto made = make(object);
    if (!made)
        return leaveOut(made.error());
    return m_made.size() >= mostNameless ? nameThem() : Result<void>();
}

Result<void> Importer::giveAway(const OpenFile &file, bool folder) const
{
    struct stat root = {};
    if (::fstat(m_share.tree.fd(), &root) != 0)
        return Error{.code = ErrorCode::Refused, .message = u"The folder of the share is gone."_s};
    const quint32 mode = m_options.mode.value_or(root.st_mode & 0666);
    return file.give(m_options.owner.value_or(root.st_uid), m_options.group.value_or(root.st_gid),
                     folder ? mode | ((mode & 0444) >> 2) : mode);
}

/// All that stand before the last "/".
Result<void> Importer::makeFolders(const QByteArray &path)
{
    for (qsizetype slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        const QByteArray folder = path.left(slash);
        if (const auto there = m_share.tree.file(folder, false)) {
            if (!there->isFolder())
                return Error{.code = ErrorCode::Exists,
                             .message = u"%1 is a file."_s.arg(QString::fromUtf8(folder))};
            continue;
        }
        if (auto made = m_share.tree.makeFolder(folder); !made)
            return made;
        const auto made = m_share.tree.file(folder, false);
        if (!made)
            return made.error();
        if (auto given = giveAway(*made, true); !given)
            return given;
    }
    return {};
}

Result<void> Importer::make(const ListedObject &object)
{
    if (auto made = makeFolders(object.key); !made)
        return made;
    auto file = m_share.tree.temporary(object.key);
    if (!file)
        return file.error();
    const StubMark mark{.key = object.key, .etag = object.info.etag, .size = object.info.size};
    if (auto given = giveAway(*file, false); !given)
        return given;
    if (mark.size > 0) {
        if (auto stretched = file->stretch(mark.size); !stretched)
            return stretched;
        if (auto marked = file->markFirst(mark); !marked)
            return marked;
    }
    if (auto dated = file->setMtime(object.modified * million); !dated)
        return dated;
    m_made.push_back({.file = std::move(*file), .mark = mark});
    return {};
}

/// A file where a folder should be, or the reverse.
Result<void> Importer::leaveOut(const Error &error)
{
    if (error.code != ErrorCode::Exists && error.code != ErrorCode::NotFound)
        return error;
    const std::lock_guard lock(m_mutex);
    ++m_count.leftOut;
    return {};
}

Result<void> Importer::nameThem()
{
    const std::vector<Made> made = std::exchange(m_made, {});
    if (made.empty())
        return {};
    if (auto synced = m_share.tree.sync(); !synced)
        return synced;
    QList<FoundFile> named;
    for (const auto &[file, mark] : made) {
        if (const auto linked = m_share.tree.link(file, mark.key); !linked) {
            if (auto left = leaveOut(linked.error()); !left)
                return left;
            continue;
        }
        const auto stamp = file.stamp();
        if (!stamp)
            return stamp.error();
        const auto [device, inode] = file.identity();
        named.append({.device = device, .inode = inode, .path = mark.key, .stamp = *stamp, .mark = mark});
    }
    auto kept = m_journal.call([&](Index &index) {
        return index.together([&]() -> Result<void> {
            for (const FoundFile &file : std::as_const(named)) {
                if (auto known = index.scans().keepStub(m_share.name, file); !known)
                    return known;
            }
            return {};
        });
    });
    const std::lock_guard lock(m_mutex);
    m_count.made += kept ? named.size() : 0;
    return kept;
}

Result<void> Importer::remove(const QList<KnownFile> &rows, const std::stop_token &stop)
{
    for (const KnownFile &row : rows) {
        if (stop.stop_requested())
            return {};
        const auto there = m_store.head(row.key);
        if (there)
            continue; // it came meanwhile
        if (there.error().code != ErrorCode::NotFound)
            return there.error();
        if (auto dropped = m_recaller.drop(m_share, row); !dropped) {
            if (dropped.error().code == ErrorCode::Internal)
                return dropped;
            continue; // somebody has it open: the next list
        }
        const std::lock_guard lock(m_mutex);
        ++m_count.removed;
    }
    return {};
}

} // namespace smc::cloudvfs
