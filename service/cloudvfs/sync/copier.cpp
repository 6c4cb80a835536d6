// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/copier.h"

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

Copier::Copier(Journal &journal, Recaller &recaller, Store &store)
    : m_journal(journal)
    , m_recaller(recaller)
    , m_store(store)
{}

/// Before an object is written under a key that is not this file's yet.
Result<void> Copier::prepare(const Share &share, const FileRow &row, const QByteArray &key) const
{
    // A stub that had the name before still has its content there.
    const auto others = m_journal.call([&](Index &index) { return index.byKey(share.name, key); });
    if (!others)
        return others.error();
    for (const FileRow &other : *others) {
        if (other.id == row.id)
            continue;
        auto brought = m_recaller.bring(share, other.device, other.inode, other.path, 0, 0);
        if (!brought && brought.error().code != ErrorCode::NotFound)
            return brought;
    }
    return m_journal.call([&](Index &index) { return index.willWrite(share.name, key); });
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

Outcome Copier::copy(const Share &share, const FileRow &row, Error &problem) const
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
    const auto mark = m_recaller.examine(file);
    if (!mark)
        return later(mark.error());
    if (*mark) { // its content is not here: zeros are no version of it
        if ((*mark)->key.isEmpty())
            return later({.code = ErrorCode::NotFound,
                          .message = u"%1 says that its content is in the cloud, and not where."_s.arg(
                              QString::fromUtf8(outcome.path))});
        if (**mark != StubMark{.key = row.key, .etag = row.etag, .size = row.copied.size}) {
            if (auto bound = bind(share, row, file, **mark); !bound)
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
    if (row.key != outcome.key) {
        if (auto prepared = prepare(share, row, outcome.key); !prepared)
            return later(prepared.error());
    }
    const auto stored = m_store.put(outcome.key, *digest, [&file](char *buffer, qint64 size, qint64 offset) {
        return file.read(buffer, size, offset);
    });
    if (!stored)
        return later(stored.error());
    outcome.etag = stored->etag;
    const auto after = file.stamp();
    if (!after)
        return later(after.error());
    // Changed meanwhile: the store has what was read, but that is no version any more.
    outcome.kind =
        *after == *before && digest->size == before->size ? Outcome::Kind::Copied : Outcome::Kind::Later;
    return outcome;
}

} // namespace smc::cloudvfs
