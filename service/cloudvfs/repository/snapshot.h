// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/repository/chunk_reader.h"

#include <map>

namespace smc::cloudvfs {

/// What a repository held at a time, in memory.
class Snapshot
{
public:
    /// `at`: milliseconds since 1970; the newest without. `below`: that file or folder and what is in it, or
    /// all. Errors: those of Repository.
    [[nodiscard]] static Result<Snapshot> read(Repository &repository, std::optional<qint64> at,
                                               const QByteArray &below);

    /// By path, folders before what is in them. Of two of one path it is the later one.
    [[nodiscard]] const std::map<QByteArray, Entry> &entries() const { return m_entries; }
    [[nodiscard]] ChunkReader::Places places() const;

private:
    std::map<QByteArray, Entry> m_entries;
    std::shared_ptr<QHash<QByteArray, ChunkPlace>> m_places;
};

/// The versions that there were of a path, oldest first: changed, moved there, gone. `at` is from when on:
/// what Snapshot::read() takes to find it.
[[nodiscard]] Result<QList<Entry>> versionsOf(Repository &repository, const QByteArray &path);

} // namespace smc::cloudvfs
