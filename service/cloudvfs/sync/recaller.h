// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/sync/layout.h"
#include "service/cloudvfs/sync/tree.h"
#include "service/state/owning_thread.h"

#include <QBitArray>
#include <QThreadPool>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace smc::cloudvfs {

/// A share as the daemon has it: its folder, and how it lies in its store.
struct Share
{
    QString name;
    Tree tree;
    Layout *layout;         ///< not owned
    Policies policies = {}; ///< that users may set

    [[nodiscard]] Policy policyOf(const OpenFile &file, const QByteArray &path) const
    {
        return tree.policyOf(file, path, policies);
    }
    [[nodiscard]] bool keepsOut(const OpenFile &file, const QByteArray &path) const
    {
        return policies.testFlag(Policy::Never) && policyOf(file, path) == Policy::Never;
    }
};

using Journal = state::OwningThread<Index>;

/// Takes content out of the cloud and gives it back to files, block by block. Of any thread. Blocks of one
/// file come side by side; whatever else concerns it goes one after the other. Who reads a file from front to
/// back finds more and more of it there already.
class Recaller
{
public:
    explicit Recaller(Journal &journal);
    ~Recaller();
    /// Gives up what is not waited for, once nobody asks for anything any more; shares may go after it.
    void end();

    /// A part of a stub, or with length 0 all of it: when that is on the disk, the file is no stub any more.
    /// Success too of a file that is none. Errors: NotFound (of the file or the object), those of Store and
    /// Tree.
    [[nodiscard]] Result<void> bring(const Share &share, quint64 device, quint64 inode,
                                     const QByteArray &path, qint64 offset, qint64 length);
    /// The stub is overwritten: nothing is brought into it any more.
    [[nodiscard]] Result<void> forget(const Share &share, quint64 device, quint64 inode,
                                      const QByteArray &path);
    /// Makes a stub of a file that the store has, that is as it was copied and that nobody has open. Errors:
    /// Refused says which of it is not so.
    [[nodiscard]] Result<void> evict(const Share &share, const QByteArray &path);
    /// Whether the content of a file stays on the disk (CLOUDVFS_POLICY_XATTR). Its content does not come by
    /// that. Errors: Refused (the share does not let users do so); those of Tree.
    [[nodiscard]] Result<void> pin(const Share &share, const QByteArray &path, bool pinned);
    /// Whether a file is a stub as it lies here: then what it says of itself, without a key when that cannot
    /// be understood. A mark that is left over is removed: of another size, or of a stub that had `mtime` and
    /// was since filled past smbd. Errors: those of Tree.
    [[nodiscard]] Result<std::optional<StubMark>> examine(const OpenFile &file,
                                                          std::optional<qint64> mtime = {});
    /// Makes a file that is as it was copied a stub of another version, which the store has now. Success,
    /// too, when it has changed: then that is copied, and the two meet there. Errors: Refused (somebody has
    /// it open); those of Tree.
    [[nodiscard]] Result<void> replace(const Share &share, const KnownFile &row, const StubMark &mark,
                                       qint64 mtime);
    /// Removes a file that is as it was copied, and whose object is no more. Errors: as those of replace().
    [[nodiscard]] Result<void> drop(const Share &share, const KnownFile &row);

    /// The mark of a stub names from now on its own version, and not that of the file that it was copied from
    /// past smbd (Index::copies()).
    [[nodiscard]] Result<void> renameMark(const Share &share, const FileRow &copy);
    /// Makes a stub of an older version out of a file that is as it was copied: `entry` is what it becomes,
    /// with attributes and all. Errors: Refused; what of the attributes could not be set.
    [[nodiscard]] Result<void> turnInto(const Share &share, const OpenFile &file, const Entry &entry);
    /// The same of a new file that nobody knows yet, of which the journal is not told. It gets its name when
    /// the disk was synchronised: what has no mark is no stub, but zeros.
    [[nodiscard]] static Result<void> shape(const OpenFile &file, const Entry &entry);

private:
    struct Stub;
    struct Transfer;
    enum class Ahead { No, Yes };
    using Inode = std::pair<quint64, quint64>; ///< device, inode
    std::shared_ptr<Stub> stubOf(quint64 device, quint64 inode);
    [[nodiscard]] Result<void> bring(const Share &share, quint64 device, quint64 inode,
                                     const QByteArray &path, qint64 offset, qint64 length, Ahead ahead);
    /// Fetches what is not there of a part and waits for what others fetch of it: whether that is all of the
    /// file.
    [[nodiscard]] static Result<bool> fetch(const Transfer &transfer, qint64 from, qint64 to);
    [[nodiscard]] static Result<void> fetchPiece(const Transfer &transfer, qint64 from, qint64 to);
    [[nodiscard]] Result<std::optional<FileRow>> rowOf(const Share &share, quint64 device, quint64 inode);
    /// Of an inode, at the path that smbd has for it or at one that the journal has.
    [[nodiscard]] Result<OpenFile> fileOf(const Share &share, quint64 device, quint64 inode,
                                          const QByteArray &path, const std::optional<FileRow> &row);
    [[nodiscard]] Result<void> makeWhole(const FileRow &row, const OpenFile &file, qint64 mtime);
    [[nodiscard]] Result<FileRow> bound(const Share &share, const OpenFile &file, const StubMark &mark,
                                        const QByteArray &path, const std::optional<FileRow> &row);

    Journal &m_journal;
    std::mutex m_mutex;
    std::map<Inode, std::shared_ptr<Stub>> m_stubs;
    std::size_t m_sweepAt = 1024; ///< when so many are known, those that nothing is known of are forgotten
    QThreadPool m_ahead;          ///< brings what is not waited for yet
};

} // namespace smc::cloudvfs
