// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/copier.h"

#include <QCryptographicHash>
#include <QDateTime>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

Copier::Copier(Journal &journal, Recaller &recaller, Store &store, int uploads)
    : m_journal(journal)
    , m_recaller(recaller)
    , m_store(store)
    , m_writing([&journal](const QList<WrittenObject> &objects) {
        return journal.call([&](Index &index) { return index.scans().writing(objects); });
    })
    , m_uploads(uploads)
{}

/// Before an object is written under a key: a stub that had the name before still has its content there.
Result<void> Copier::bringOthers(const Share &share, const FileRow &row, const QList<FileRow> &ofKey) const
{
    for (const FileRow &other : ofKey) {
        if (other.id == row.id)
            continue;
        auto brought = m_recaller.bring(share, other.device, other.inode, other.path, 0, 0);
        if (!brought && brought.error().code != ErrorCode::NotFound)
            return brought;
    }
    return {};
}

/// Writes an object over what is known of it, and nothing else. What somebody else has put there stays:
/// beside the file, under another name.
Result<ObjectInfo> Copier::put(const Share &share, const FileRow &row, const QByteArray &key,
                               const Digest &digest, const OpenFile &file)
{
    const auto [ofKey, own] = m_journal.call([&](Index &index) {
        return std::pair(index.byKey(share.name, key), index.scans().ownEtags(share.name, key));
    });
    if (!ofKey || !own)
        return ofKey ? own.error() : ofKey.error();
    if (auto brought = bringOthers(share, row, *ofKey); !brought)
        return brought.error();
    Condition condition = own->isEmpty() ? Condition::absent() : Condition::unchanged(own->last());
    auto kept = m_writing.keep({.share = share.name, .key = key, .etag = digest.md5.toHex()});
    if (!kept)
        return kept.error();
    const Source source = [&file](char *buffer, qint64 size, qint64 offset) {
        return file.read(buffer, size, offset);
    };
    constexpr int attempts = 3;
    for (int attempt = 1;; ++attempt) {
        m_uploads.acquire();
        auto stored = m_ending ? Result<ObjectInfo>(Error{.code = ErrorCode::Cancelled})
                               : m_store.put(key, digest, source, condition);
        m_uploads.release();
        if (stored || attempt == attempts ||
            (stored.error().code != ErrorCode::Stale && stored.error().code != ErrorCode::NotFound))
            return stored;
        const auto there = m_store.head(key);
        if (!there && there.error().code != ErrorCode::NotFound)
            return there.error();
        if (!there) {
            condition = Condition::absent();
            continue;
        }
        const auto same = isSame(key, *there, digest);
        if (!same)
            return same.error();
        if (*same) // written by an attempt whose answer was lost, or by somebody else
            return *there;
        condition = Condition::unchanged(there->etag);
        if (own->contains(there->etag))
            continue;
        if (auto both = keepBoth(share, key, *there, file); !both)
            return both.error();
        kept = m_writing.keep({.share = share.name, .key = key, .etag = there->etag});
        if (!kept)
            return kept.error();
    }
}

Result<bool> Copier::isSame(const QByteArray &key, const ObjectInfo &object, const Digest &digest) const
{
    if (object.size != digest.size || object.etag == digest.md5.toHex())
        return object.size == digest.size;
    if (object.etag.size() == 2 * digest.md5.size()) // the MD5 of another content
        return false;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    auto got = m_store.get(key, object.etag, 0, object.size, [&](const char *bytes, qint64 size, qint64) {
        hash.addData(QByteArrayView(bytes, size));
        return true;
    });
    return got ? Result<bool>(hash.result() == digest.sha256) : got.error();
}

/// What the bucket has becomes a file of its own, with the rights of the one whose name it has.
Result<void> Copier::keepBoth(const Share &share, const QByteArray &path, const ObjectInfo &object,
                              const OpenFile &file) const
{
    const auto entry = file.describe();
    if (!entry)
        return entry.error();
    const auto other = share.tree.temporary(path);
    if (!other)
        return other.error();
    Result<void> written;
    auto got = m_store.get(path, object.etag, 0, object.size, [&](const char *bytes, qint64 size, qint64 at) {
        written = other->write(bytes, size, at);
        return bool(written);
    });
    for (const auto &done : {written, got}) {
        if (!done)
            return done;
    }
    Entry rights = *entry;
    rights.mtime = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
    if (auto shaped = other->become(rights); !shaped)
        return shaped;
    if (auto synced = other->sync(); !synced)
        return synced;
    const QByteArray date = QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH.mm.ss"_s).toLatin1();
    const qsizetype slash = path.lastIndexOf('/') + 1;
    const qsizetype dot = path.lastIndexOf('.');
    QByteArray stem = path.mid(slash, dot > slash ? dot - slash : -1);
    const QByteArray extension = dot > slash ? path.mid(dot) : QByteArray();
    constexpr qsizetype longestName = 255;
    for (int number = 1;; ++number) {
        const QByteArray count = number > 1 ? QByteArray(' ' + QByteArray::number(number)) : QByteArray();
        const QByteArray words = " (conflict of " + date + count + ')';
        while (stem.size() + words.size() + extension.size() > longestName && !stem.isEmpty()) {
            stem.chop(1);
            while (!stem.isEmpty() && (quint8(stem.back()) & 0xc0) == 0x80) // no half of a character
                stem.chop(1);
        }
        const QByteArray name = path.left(slash) + stem + words + extension;
        auto linked = share.tree.link(*other, name);
        if (!linked && linked.error().code == ErrorCode::Exists && number < 100)
            continue;
        if (!linked)
            return linked;
        qWarning("cloudvfs: share %s: %s was changed in the bucket and here: what the bucket had is %s",
                 qUtf8Printable(share.name), path.constData(), name.constData());
        const auto stamp = other->stamp();
        if (!stamp)
            return stamp.error();
        const auto [device, inode] = other->identity();
        const FoundFile found{.device = device, .inode = inode, .path = name, .stamp = *stamp};
        auto taken = m_journal.call([&](Index &index) { return index.scans().take(share.name, {found}); });
        return taken ? Result<void>() : taken.error();
    }
}

/// A stub that came past smbd, or whose row is lost.
Result<void> Copier::bind(const Share &share, const FileRow &row, const OpenFile &file,
                          const StubMark &mark) const
{
    const auto stamp = file.stamp();
    if (!stamp)
        return stamp.error();
    const FoundFile found{
        .device = row.device, .inode = row.inode, .path = row.path, .stamp = *stamp, .mark = mark};
    auto taken = m_journal.call([&](Index &index) { return index.scans().take(share.name, {found}); });
    return taken ? Result<void>() : taken.error();
}

Outcome Copier::copy(const Share &share, const FileRow &row, Error &problem)
{
    Outcome outcome{.id = row.id, .generation = row.generation, .path = row.path};
    const auto later = [&](const Error &error) {
        problem = error;
        outcome.kind = Outcome::Kind::Later;
        return outcome;
    };
    auto found = share.tree.find(row, false);
    if (!found) {
        if (found.error().code != ErrorCode::NotFound)
            return later(found.error());
        outcome.kind = Outcome::Kind::Gone;
        return outcome;
    }
    const OpenFile &file = found->first;
    if (!file.isRegular()) {
        outcome.kind = Outcome::Kind::Gone;
        return outcome;
    }
    outcome.path = found->second;
    const auto examined = m_recaller.examine(file);
    if (!examined)
        return later(examined.error());
    if (const std::optional<StubMark> &mark =
            *examined) { // its content is not here: zeros are no version of it
        if (mark->key.isEmpty())
            return later({.code = ErrorCode::NotFound,
                          .message = u"%1 says that its content is in the cloud, and not where."_s.arg(
                              QString::fromUtf8(outcome.path))});
        if (*mark != StubMark{.key = row.key, .etag = row.etag, .size = row.copied.size}) {
            if (auto bound = bind(share, row, file, *mark); !bound)
                return later(bound.error());
            return outcome; // it is due with what the mark says
        }
        outcome.state = FileState::Stub;
        if (row.key == outcome.path) {
            outcome.kind = Outcome::Kind::Unchanged;
            return outcome;
        }
        outcome.state = FileState::Clean;
        if (auto brought = m_recaller.bring(share, row.device, row.inode, outcome.path, 0, 0); !brought)
            return later(brought.error());
    }
    if (share.keepsOut(file, outcome.path)) {
        outcome.kind = Outcome::Kind::Kept;
        return outcome;
    }
    const auto before = file.stamp();
    if (!before)
        return later(before.error());
    outcome.copied = *before;
    outcome.key = outcome.path;
    if (*before == row.copied && row.key == outcome.key) {
        outcome.kind = Outcome::Kind::Unchanged;
        return outcome;
    }
    const auto digest = file.digest();
    if (!digest)
        return later(digest.error());
    const auto stored = put(share, row, outcome.key, *digest, file);
    if (!stored)
        return later(stored.error());
    outcome.etag = stored->etag;
    const auto after = file.stamp();
    if (!after)
        return later(after.error());
    // Changed meanwhile: the store has what was read, but that is no version any more.
    if (*after == *before && digest->size == before->size) {
        outcome.kind = Outcome::Kind::Copied;
        return outcome;
    }
    auto kept = // our own, all the same
        m_writing.keep({.share = share.name, .key = outcome.key, .etag = stored->etag});
    return kept ? outcome : later(kept.error());
}

} // namespace smc::cloudvfs
