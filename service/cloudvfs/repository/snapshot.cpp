// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/repository/snapshot.h"

#include <QSet>

namespace smc::cloudvfs {

namespace {

bool isBelow(const QByteArray &path, const QByteArray &folder)
{
    return folder.isEmpty() || folder == "." || path == folder || path.startsWith(QByteArray(folder + '/'));
}

} // namespace

Result<Snapshot> Snapshot::read(Repository &repository, std::optional<qint64> at, const QByteArray &below)
{
    QHash<QByteArray, std::pair<qint64, Entry>> all; // with its place in the log
    qint64 number = 0;
    Snapshot snapshot;
    snapshot.m_places = std::make_shared<QHash<QByteArray, ChunkPlace>>();
    const auto last = repository.readState(at, [&](const Segment &segment) -> Result<void> {
        for (const Pack &pack : segment.packs) {
            for (const PackedChunk &chunk : pack.chunks)
                snapshot.m_places->insert(chunk.id, {.pack = pack.name, .chunk = chunk});
        }
        for (const Entry &entry : segment.entries) {
            if (entry.kind == Entry::Kind::Gone)
                all.remove(entry.id);
            else
                all.insert(entry.id, {++number, entry});
        }
        return {};
    });
    if (!last)
        return last.error();
    QHash<QByteArray, qint64> latest; // by path
    for (auto &[place, entry] : all) {
        if (!isBelow(entry.path, below) || latest.value(entry.path) > place)
            continue;
        latest.insert(entry.path, place);
        snapshot.m_entries.insert_or_assign(entry.path, std::move(entry));
    }
    return snapshot;
}

ChunkReader::Places Snapshot::places() const
{
    return [places = m_places](const QList<ChunkRef> &chunks) -> Result<QHash<QByteArray, ChunkPlace>> {
        QHash<QByteArray, ChunkPlace> found;
        for (const ChunkRef &chunk : chunks) {
            const auto place = places->constFind(chunk.id);
            if (place != places->cend())
                found.insert(chunk.id, *place);
        }
        return found;
    };
}

Result<QList<Entry>> versionsOf(Repository &repository, const QByteArray &path)
{
    QList<Entry> versions;
    QSet<QByteArray> there; // identifiers of what has the path
    const auto last = repository.read(0, [&](const Segment &segment) -> Result<void> {
        for (const Entry &entry : segment.entries) {
            const bool here = entry.kind != Entry::Kind::Gone && entry.path == path;
            if (here) {
                there.insert(entry.id);
                versions.append(entry);
            } else if (there.remove(entry.id)) {
                versions.append({.id = entry.id, .kind = Entry::Kind::Gone, .path = path});
            } else {
                continue;
            }
            versions.last().at = segment.at; // that of the entry is earlier: when its copying began
        }
        return {};
    });
    return last ? Result<QList<Entry>>(std::move(versions)) : last.error();
}

} // namespace smc::cloudvfs
