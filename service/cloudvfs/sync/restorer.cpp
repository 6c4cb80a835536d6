// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/restorer.h"

#include <QRandomGenerator>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostProblems = 100;

/// Into a file of that name when all of it is there.
Result<void> restoreFile(const ChunkReader &reader, const Entry &entry, const Tree &target,
                         Restored &restored)
{
    if (const auto there = target.file(entry.path, false)) {
        const auto now = there->describe();
        if (now && now->kind == Entry::Kind::File && now->size == entry.size && now->mtime == entry.mtime &&
            now->attributes == entry.attributes) {
            ++restored.same;
            return {};
        }
        return Error{.code = ErrorCode::Exists, .message = u"Another one is there already."_s};
    }
    const QByteArray unfinished = unfinishedName(entry.path);
    const auto file = target.create(unfinished);
    if (!file)
        return file.error();
    Result<void> done;
    if (entry.size > 0) {
        Result<void> written;
        done = reader.read(entry, 0, entry.size, [&](const char *bytes, qint64 size, qint64 offset) {
            written = file->write(bytes, size, offset);
            return bool(written);
        });
        if (!written)
            done = written;
    }
    if (done)
        done = file->become(entry);
    if (done)
        done = file->sync();
    if (done)
        done = target.rename(unfinished, entry.path);
    if (!done) {
        (void)target.remove(unfinished);
        return done;
    }
    ++restored.files;
    restored.bytes += entry.size;
    return {};
}

} // namespace

QByteArray unfinishedName(const QByteArray &path)
{
    return path.left(path.lastIndexOf('/') + 1) + ".cloudvfs-" +
           QByteArray::number(QRandomGenerator::system()->generate64(), 36) + ".unfinished";
}

Result<Restored> restoreInto(Repository &repository, const Snapshot &snapshot, const Tree &target,
                             const std::function<void(const Restored &)> &told)
{
    const ChunkReader reader(repository, snapshot.places());
    Restored restored;
    const auto problem = [&restored](const Error &error, const QByteArray &path) {
        ++restored.failed;
        if (restored.problems.size() < mostProblems)
            restored.problems.append(error.at(QString::fromUtf8(path)));
    };
    QSet<QByteArray> made;
    const std::function<Result<void>(const QByteArray &)> makeParents =
        [&](const QByteArray &path) -> Result<void> {
        const qsizetype slash = path.lastIndexOf('/');
        if (slash <= 0 || made.contains(path.left(slash)))
            return {};
        const QByteArray parent = path.left(slash);
        if (auto above = makeParents(parent); !above)
            return above;
        made.insert(parent);
        return target.makeFolder(parent);
    };
    for (const auto &[path, entry] : snapshot.entries()) {
        Result<void> done;
        if (path != "." && !(done = makeParents(path))) {
            problem(done.error(), path);
            continue;
        }
        if (entry.kind == Entry::Kind::Folder)
            done = path == "." ? Result<void>() : target.makeFolder(path);
        else
            done = restoreFile(reader, entry, target, restored);
        if (!done)
            problem(done.error(), path);
        told(restored);
    }
    // Backwards: what is made in a folder changes its time, and may not be allowed by its rights.
    for (auto it = snapshot.entries().rbegin(); it != snapshot.entries().rend(); ++it) {
        if (it->second.kind != Entry::Kind::Folder)
            continue;
        const auto folder = target.file(it->first, false);
        auto done = folder ? folder->become(it->second) : folder.error();
        if (done)
            ++restored.folders;
        else
            problem(done.error(), it->first);
    }
    return restored;
}

} // namespace smc::cloudvfs
