// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/sync/recaller.h"
#include "service/state/group_commit.h"

#include <QSemaphore>

#include <atomic>

namespace smc::cloudvfs {

/// Brings one file that is due into the store: its object's key is its path. What the store has is compared
/// with what was read, and what was read with what lies there afterwards. Of any thread; of files that have
/// had one name one after the other.
class Copier
{
public:
    /// `uploads`: into the store at the same time, whichever threads copy.
    Copier(Journal &journal, Recaller &recaller, Store &store, int uploads);

    /// What has not begun to be written is not any more: it is Later. Of any thread.
    void end() { m_ending = true; }
    /// `problem`: of an outcome Later, why; without a message, when the file has changed meanwhile, or
    /// after end().
    [[nodiscard]] Outcome copy(const Share &share, const FileRow &row, Error &problem);

private:
    [[nodiscard]] Result<void> bringOthers(const Share &share, const FileRow &row,
                                           const QList<FileRow> &ofKey) const;
    [[nodiscard]] Result<ObjectInfo> put(const Share &share, const FileRow &row, const QByteArray &key,
                                         const Digest &digest, const OpenFile &file);
    [[nodiscard]] Result<bool> isSame(const QByteArray &key, const ObjectInfo &object,
                                      const Digest &digest) const;
    [[nodiscard]] Result<void> keepBoth(const Share &share, const QByteArray &path, const ObjectInfo &object,
                                        const OpenFile &file) const;
    [[nodiscard]] Result<void> bind(const Share &share, const FileRow &row, const OpenFile &file,
                                    const StubMark &mark) const;

    Journal &m_journal;
    Recaller &m_recaller;
    Store &m_store;
    state::GroupCommit<WrittenObject> m_writing; ///< before their PUTs
    QSemaphore m_uploads;
    std::atomic_bool m_ending = false;
};

} // namespace smc::cloudvfs
