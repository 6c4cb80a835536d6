// SPDX-License-Identifier: GPL-3.0-or-later
//
// The store's side of a check in the modes backup and tier: root, log and packs.

#include "service/cloudvfs/repository/chunk_reader.h"
#include "service/cloudvfs/sync/scrubber.h"

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

/// That an object is not there, or not what it was: everything else is a store that cannot be asked.
bool isDamage(const Error &error)
{
    return error.code == ErrorCode::NotFound || error.code == ErrorCode::Stale;
}

class RepositoryScrub
{
public:
    RepositoryScrub(const ScrubContext &context, ScrubReport &report, const std::stop_token &stop)
        : m_context(context)
        , m_report(report)
        , m_stop(stop)
        , m_reader(*context.repository,
                   [&context](const QList<ChunkRef> &chunks) -> Result<QHash<QByteArray, ChunkPlace>> {
                       QList<QByteArray> ids;
                       for (const ChunkRef &chunk : chunks)
                           ids.append(chunk.id);
                       return context.journal.call([&](Index &index) {
                           return index.catalog(context.share.name).places(ids, Catalog::Damaged::Even);
                       });
                   })
    {}

    Result<void> run()
    {
        for (const auto step : {&RepositoryScrub::checkRoot, &RepositoryScrub::checkLog,
                                &RepositoryScrub::checkPacks, &RepositoryScrub::judge}) {
            if (m_stop.stop_requested())
                return {};
            if (auto done = (this->*step)(); !done)
                return done;
            m_context.told(m_report);
        }
        return {};
    }

private:
    struct BadPack
    {
        QByteArray name;
        QString why;
        QSet<QByteArray> chunks; ///< of which there is no good one elsewhere
        bool news = false;
    };
    /// Something that needs what is damaged.
    struct User
    {
        ScrubFault fault;
        QSet<QByteArray> needs;
        bool local = false; ///< its content is on the disk
        qint64 row = 0;
        qint64 generation = 0;
    };

    template<typename Call>
    auto catalog(const Call &call) const
    {
        return m_context.journal.call(
            [&](Index &index) { return call(index.catalog(m_context.share.name)); });
    }
    [[nodiscard]] ScrubFault::Outcome repairing() const
    {
        return m_report.repair ? ScrubFault::Outcome::Repaired : ScrubFault::Outcome::Repairable;
    }

    Result<void> checkRoot()
    {
        if (auto opened = m_context.repository->open(false); !opened)
            return opened;
        auto there = m_context.repository->verifyRoot();
        if (there || there.error().code != ErrorCode::NotFound)
            return there;
        // A bucket that was emptied, or another one in its place: nothing is said of single files.
        return Error{.code = ErrorCode::Refused,
                     .message =
                         u"The repository is not in its store any more: %1"_s.arg(there.error().message),
                     .hint = u"Put the bucket back, or begin anew (cloudvfsd(8), REPOSITORIES)."_s};
    }

    Result<void> checkLog()
    {
        Repository &repository = *m_context.repository;
        auto tags =
            m_context.journal.call([this](Index &index) { return index.versionTags(m_context.share.name); });
        if (!tags)
            return tags.error();
        QHash<QByteArray, QByteArray> stored;
        const auto take = [&](const Segment &segment) -> Result<void> {
            ++m_report.segments;
            for (const Entry &entry : segment.entries) {
                if (tags->contains(entry.id))
                    stored.insert(entry.id,
                                  entry.kind == Entry::Kind::Gone ? QByteArray() : versionTag(entry));
            }
            return {};
        };
        const auto last = repository.readState({}, take);
        if (!last && !isDamage(last.error()))
            return last.error();
        Result<quint64> whole = quint64(0);
        if (last && m_report.sample >= 1) {
            whole = repository.read(0, [&](const Segment &) -> Result<void> {
                ++m_report.segments;
                return {};
            });
            if (!whole && !isDamage(whole.error()))
                return whole.error();
        }
        if (!last || !whole)
            return damagedLog(last ? whole.error() : last.error(), bool(last));
        // What came since is in the segments that came since.
        if (const auto later = repository.read(*last, take); !later)
            return later.error();
        for (auto it = tags->cbegin(); it != tags->cend(); ++it) {
            if (stored.value(it.key()) == it.value())
                continue;
            const auto known = m_context.journal.call(
                [&](Index &index) { return index.byUid(m_context.share.name, it.key()); });
            if (!known)
                return known.error();
            const std::optional<FileRow> &row = *known;
            if (!row || row->etag != it.value() || row->key != it.key() ||
                (row->state != FileState::Clean && row->state != FileState::Stub))
                continue; // it is being worked on
            ScrubFault fault{.what = ScrubFault::What::Log,
                             .path = row->path,
                             .why = u"The log of the repository does not have its last version."_s,
                             .outcome = repairing()};
            if (m_report.repair) {
                const auto again = m_context.journal.call(
                    [&](Index &index) { return index.copyOne(row->id, row->generation, false); });
                if (!again)
                    return again.error();
                m_context.news();
            }
            m_report.add(fault);
        }
        return {};
    }

    /// A checkpoint has all that there is now; what there was between the last one and what is damaged is
    /// known to nobody any more.
    Result<void> damagedLog(const Error &error, bool now)
    {
        m_report.add({.what = ScrubFault::What::Log,
                      .path = {},
                      .why = error.toString() +
                             (now ? u" What there is now can be restored; of what was before, not all."_s
                                  : u" As it is in the store, not all can be restored."_s),
                      .outcome = now ? ScrubFault::Outcome::Lost : repairing()});
        if (now || !m_report.repair)
            return {};
        auto wanted = catalog([](const Catalog &known) { return known.wantCheckpoint(); });
        if (wanted)
            m_context.news();
        return wanted;
    }

    Result<void> checkPacks()
    {
        // In this order: each pack that the catalogue has was in the store before.
        const auto needed = catalog([](const Catalog &known) { return known.packSizes(); });
        if (!needed)
            return needed.error();
        const auto listed = m_context.repository->listPacks();
        if (!listed)
            return listed.error();
        for (auto it = needed->cbegin(); it != needed->cend() && !m_stop.stop_requested(); ++it) {
            ++m_report.objects;
            const auto size = listed->constFind(it.key());
            const bool whole = size != listed->cend() && *size >= it.value();
            if (whole && !isSampled(m_report, it.key()))
                continue;
            if (auto read = readPack(it.key(), size == listed->cend() ? -1 : *size, whole); !read)
                return read;
            m_context.told(m_report);
        }
        const auto now = catalog([](const Catalog &known) { return known.packSizes(); });
        if (!now)
            return now.error();
        for (auto it = listed->cbegin(); it != listed->cend(); ++it) {
            if (now->contains(it.key()) || needed->contains(it.key()))
                continue;
            ++m_report.unneeded;
            m_report.unneededBytes += it.value();
        }
        return {};
    }

    Result<void> readPack(const QByteArray &name, qint64 size, bool whole)
    {
        const auto pack = catalog([&](const Catalog &known) { return known.pack(name); });
        if (!pack)
            return pack.error().code == ErrorCode::NotFound ? Result<void>() : pack.error();
        qint64 least = 0;
        for (const PackedChunk &chunk : pack->chunks)
            least = std::max(least, chunk.offset + chunk.length);
        // Of one that the list does not have it is asked, and what is left of a short one is read.
        const auto damaged =
            m_context.repository->damagedChunks(*pack, size < 0 ? least : std::min(size, least));
        if (!damaged)
            return damaged.error();
        ++m_report.read;
        m_report.bytes += std::max<qint64>(0, std::min(size, least));
        const auto news = catalog([&](const Catalog &known) { return known.setDamaged(name, *damaged); });
        if (!news)
            return news.error();
        if (damaged->isEmpty())
            return {};
        const auto elsewhere = catalog([&](const Catalog &known) { return known.places(*damaged); });
        if (!elsewhere)
            return elsewhere.error();
        BadPack bad{.name = name, .news = *news};
        bad.why = size < 0 ? u"It is not in the store any more."_s
                  : !whole
                      ? u"It is shorter than it was."_s
                      : u"%1 of its %2 chunks are damaged."_s.arg(damaged->size()).arg(pack->chunks.size());
        for (const QByteArray &chunk : *damaged) {
            if (!elsewhere->contains(chunk))
                bad.chunks.insert(chunk);
        }
        m_lost.unite(bad.chunks);
        if (bad.news || !bad.chunks.isEmpty())
            m_packs.append(bad);
        return {};
    }

    /// What of a version is damaged.
    QSet<QByteArray> needs(const Entry &entry) const
    {
        QSet<QByteArray> chunks;
        const auto add = [&](const QList<ChunkRef> &list) {
            for (const ChunkRef &chunk : list) {
                if (m_lost.contains(chunk.id))
                    chunks.insert(chunk.id);
            }
        };
        add(entry.chunks);
        if (entry.indirect && chunks.isEmpty()) {
            if (const auto list = m_reader.chunksOf(entry))
                add(*list);
        }
        return chunks;
    }

    Result<void> findUsers(QSet<QByteArray> &current)
    {
        constexpr int pageSize = 500;
        for (QByteArray after; !m_stop.stop_requested();) {
            const auto entries =
                catalog([&](const Catalog &known) { return known.entries(after, pageSize); });
            if (!entries)
                return entries.error();
            for (const Entry &entry : *entries) {
                after = entry.id;
                const QSet<QByteArray> chunks = needs(entry);
                if (chunks.isEmpty())
                    continue;
                current.insert(entry.id + versionTag(entry));
                if (auto found = findRows(entry, chunks); !found)
                    return found;
            }
            if (entries->size() < pageSize)
                break;
        }
        return {};
    }

    Result<void> findRows(const Entry &entry, const QSet<QByteArray> &chunks)
    {
        const auto rows =
            m_context.journal.call([&](Index &index) { return index.byKey(m_context.share.name, entry.id); });
        if (!rows)
            return rows.error();
        if (rows->isEmpty())
            m_users.append({.fault = {.what = ScrubFault::What::Version, .path = entry.path, .at = entry.at},
                            .needs = chunks});
        for (const FileRow &row : *rows) {
            User user{.fault = {.what = ScrubFault::What::File, .path = row.path},
                      .needs = chunks,
                      .row = row.id,
                      .generation = row.generation};
            if (row.state == FileState::Dirty && row.copied.size < 0)
                continue; // it is being copied anew
            if (row.state == FileState::Clean) {
                const auto file = m_context.share.tree.find(row, false);
                const auto stamp = file ? file->first.stamp() : Result<Stamp>(file.error());
                user.local = stamp && *stamp == row.copied && !file->first.stubMark();
            }
            m_users.append(user);
        }
        return {};
    }

    Result<void> findVersions(const QSet<QByteArray> &current)
    {
        const auto read = m_context.repository->read(0, [&](const Segment &segment) -> Result<void> {
            for (const Entry &entry : segment.entries) {
                const QSet<QByteArray> chunks = needs(entry);
                if (!chunks.isEmpty() && !current.contains(entry.id + versionTag(entry)))
                    m_users.append(
                        {.fault = {.what = ScrubFault::What::Version, .path = entry.path, .at = entry.at},
                         .needs = chunks});
            }
            return {};
        });
        return read || isDamage(read.error()) ? Result<void>() : read.error(); // said of the log already
    }

    /// Whom it concerns, and what of it lies on the disk: chunks that are copied from there are good for
    /// everybody who needs them.
    Result<void> judge()
    {
        QSet<QByteArray> current;
        if (!m_lost.isEmpty()) {
            if (auto found = findUsers(current); !found)
                return found;
            if (auto found = findVersions(current); !found)
                return found;
        }
        QSet<QByteArray> good;
        for (const User &user : std::as_const(m_users)) {
            if (!user.local)
                continue;
            if (m_report.repair) {
                const auto again = m_context.journal.call(
                    [&](Index &index) { return index.copyOne(user.row, user.generation, true); });
                if (!again)
                    return again.error();
                if (!*again)
                    continue; // it has changed just now: there will be another version
            }
            good.unite(user.needs);
        }
        if (!good.isEmpty() && m_report.repair)
            m_context.news();
        QSet<QByteArray> needed;
        for (User &user : m_users) {
            needed.unite(user.needs);
            user.fault.outcome = good.contains(user.needs) ? repairing() : ScrubFault::Outcome::Lost;
            user.fault.why = user.fault.outcome != ScrubFault::Outcome::Lost
                                 ? u"What the store has of it is damaged."_s
                                 : u"What the store has of it is damaged, and its content is not on the "
                                   "disk."_s;
        }
        for (const BadPack &pack : std::as_const(m_packs)) {
            const QSet<QByteArray> wanted = QSet<QByteArray>(pack.chunks).intersect(needed);
            if (!pack.news && wanted.isEmpty())
                continue;
            m_report.add({.what = ScrubFault::What::Pack,
                          .path = pack.name.toHex(),
                          .why = pack.why,
                          .outcome = good.contains(wanted) ? repairing() : ScrubFault::Outcome::Lost});
        }
        for (const User &user : std::as_const(m_users))
            m_report.add(user.fault);
        return {};
    }

    const ScrubContext &m_context;
    ScrubReport &m_report;
    const std::stop_token &m_stop;
    const ChunkReader m_reader;
    QSet<QByteArray> m_lost; ///< chunks that are good nowhere
    QList<BadPack> m_packs;
    QList<User> m_users;
};

} // namespace

Result<void> scrubRepository(const ScrubContext &context, ScrubReport &report, const std::stop_token &stop)
{
    return RepositoryScrub(context, report, stop).run();
}

} // namespace smc::cloudvfs
