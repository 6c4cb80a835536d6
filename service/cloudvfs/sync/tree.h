// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/store.h"
#include "service/cloudvfs/formats/entry.h"
#include "service/cloudvfs/journal/index.h"

#include <sys/types.h>

struct stat;

namespace smc::cloudvfs {

/// A mark as it stands in CLOUDVFS_STUB_XATTR: JSON with the key in base64, as it is no text. What cannot be
/// understood has no key.
[[nodiscard]] QByteArray writeStubMark(const StubMark &mark);
[[nodiscard]] StubMark readStubMark(const QByteArray &value);

/// What is said of a file by its own attribute, or by that of a folder above it (CLOUDVFS_POLICY_XATTR).
enum class Policy {
    None = 0,
    Pin = 1,    ///< its content stays on the disk
    Backup = 2, ///< the same, as long as nobody evicts it by name
    Never = 4,  ///< it is not copied into the store
};
Q_DECLARE_FLAGS(Policies, Policy)
Q_DECLARE_OPERATORS_FOR_FLAGS(Policies)

/// A file or folder of a share that is open here. Errors of all calls: NotFound; Refused with the words of
/// errno.
class OpenFile
{
public:
    explicit OpenFile(int fd)
        : m_fd(fd)
    {}
    OpenFile(OpenFile &&other) noexcept;
    OpenFile &operator=(OpenFile &&) = delete;
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;
    ~OpenFile();

    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] Result<Stamp> stamp() const;
    [[nodiscard]] std::pair<quint64, quint64> identity() const; ///< device and inode
    /// Whether it is this inode.
    [[nodiscard]] bool is(quint64 device, quint64 inode) const;
    [[nodiscard]] bool isFolder() const;
    [[nodiscard]] bool isRegular() const;
    /// Kind, owner, permissions, size, time and extended attributes, the mark of a stub not among them.
    [[nodiscard]] Result<Entry> describe() const;
    /// The reverse, but for kind and size: attributes that it has and the entry has not are removed. What
    /// cannot be set keeps nothing else from it; the first error is told. Owner before permissions, the time
    /// last.
    [[nodiscard]] Result<void> become(const Entry &entry) const;
    /// Whether its content, of `size` bytes, is in the cloud, wholly or in part. A mark on a file of another
    /// size is left over from an overwriting that was cut short.
    [[nodiscard]] bool isStub(qint64 size) const;
    /// What the mark says, of a stub as it now lies here; without a key: it cannot be understood.
    [[nodiscard]] std::optional<StubMark> stubMark() const;
    [[nodiscard]] bool isMarked() const; ///< whether it counts or not
    /// Whether it has content of its own: no part of it is a hole, and not all of it is zeros, which is what
    /// a file system shows of a hole that it keeps a block for.
    [[nodiscard]] bool isFilled(qint64 size) const;
    /// When it was read or changed last, nanoseconds since 1970, as far as the file system keeps it
    /// (relatime).
    [[nodiscard]] Result<qint64> lastUse() const;
    [[nodiscard]] Result<std::pair<uid_t, gid_t>> owner() const; ///< user and group
    /// Whether it has one name only.
    [[nodiscard]] bool hasOneName() const;
    /// The marker of a stub, with what a later daemon needs to find its object; synchronised.
    [[nodiscard]] Result<void> mark(const StubMark &mark) const;
    /// The same, not synchronised yet: of a file that gets its name when the disk has been.
    [[nodiscard]] Result<void> markFirst(const StubMark &mark) const;
    /// Synchronised, too: a mark that comes back after a power loss may name an object that is no more.
    [[nodiscard]] Result<void> unmark() const;
    [[nodiscard]] Policy policy() const; ///< its own; None, too, of a word that is not known
    [[nodiscard]] bool isPinned() const { return policy() == Policy::Pin; }
    [[nodiscard]] Result<void> pin(bool pinned) const;
    [[nodiscard]] Result<void> makeEmpty() const;
    /// A hole of that size.
    [[nodiscard]] Result<void> stretch(qint64 size) const;
    [[nodiscard]] Result<void> write(const char *bytes, qint64 size, qint64 offset) const;
    [[nodiscard]] Result<void> sync() const;
    /// Gives the whole content back to the file system; the size stays.
    [[nodiscard]] Result<void> punch() const;
    [[nodiscard]] Result<void> give(quint32 owner, quint32 group, quint32 mode) const;
    /// What is changed here is not the client's doing.
    [[nodiscard]] Result<void> setMtime(qint64 nanoseconds) const;
    /// Reads it once.
    [[nodiscard]] Result<Digest> digest() const;
    [[nodiscard]] qint64 read(char *buffer, qint64 size, qint64 offset) const; ///< as pread(2)

private:
    [[nodiscard]] Result<QList<QByteArray>> attributeNames() const;

    int m_fd;
};

/// What a folder holds: files and folders, nothing else.
struct FolderItem
{
    QByteArray name;
    bool folder = false;
    quint64 device = 0;
    quint64 inode = 0;
    Stamp stamp;
    bool pinned = false;
};
struct FolderItems
{
    QList<FolderItem> items;
    bool more = false; ///< there are more than are told
};

[[nodiscard]] Stamp stampOf(const struct ::stat &st);

/// The folder of a share. Nothing outside it is opened, whatever links lie in it. Of any thread.
class Tree
{
public:
    /// Errors: NotFound; Refused.
    [[nodiscard]] static Result<Tree> open(const QByteArray &root);
    Tree(Tree &&other) noexcept;
    Tree &operator=(Tree &&) = delete;
    Tree(const Tree &) = delete;
    Tree &operator=(const Tree &) = delete;
    ~Tree();

    /// `writable`: for reading and writing; a folder is opened for reading only.
    [[nodiscard]] Result<OpenFile> file(const QByteArray &path, bool writable) const;
    /// What is in a folder; "": in that of the share. By the bytes of names, at most 10,000.
    [[nodiscard]] Result<FolderItems> list(const QByteArray &path) const;
    /// Bytes of its file system that are free for everybody, and all.
    [[nodiscard]] Result<std::pair<qint64, qint64>> space() const;
    /// A new file for root alone; its folder must be there. Errors: Exists.
    [[nodiscard]] Result<OpenFile> create(const QByteArray &path) const;
    /// A new file for root alone in the folder of `path`, without a name; and a name for it. Errors: Exists.
    [[nodiscard]] Result<OpenFile> temporary(const QByteArray &path) const;
    [[nodiscard]] Result<void> link(const OpenFile &file, const QByteArray &path) const;
    /// Success, too, when it is there.
    [[nodiscard]] Result<void> makeFolder(const QByteArray &path) const;
    /// Not over what is there. Errors: Exists.
    [[nodiscard]] Result<void> rename(const QByteArray &from, const QByteArray &to) const;
    [[nodiscard]] Result<void> remove(const QByteArray &path) const;
    /// All of its file system, names too.
    [[nodiscard]] Result<void> sync() const;
    /// The first of these policies that is said of a file or of a folder above it. A folder that cannot be
    /// opened says nothing.
    [[nodiscard]] Policy policyOf(const OpenFile &file, const QByteArray &path, Policies of) const;
    /// The file of a row, where it is or where it was before a rename that did not take place; and where that
    /// is.
    [[nodiscard]] Result<std::pair<OpenFile, QByteArray>> find(const FileRow &row, bool writable) const;

    /// The folder itself, as O_PATH.
    [[nodiscard]] int fd() const { return m_root; }
    [[nodiscard]] std::pair<quint64, quint64> identity() const; ///< device and inode
    /// What now lies at the path of the folder takes its place, for everybody who has the tree.
    [[nodiscard]] Result<void> become(const Tree &other) const;
    /// An identifier that the folder carries (CLOUDVFS_SHARE_XATTR), so that it is known again wherever it is
    /// mounted; empty: it has none. Errors: Refused.
    [[nodiscard]] Result<QByteArray> mark() const;
    [[nodiscard]] Result<void> setMark(const QByteArray &mark) const;

private:
    explicit Tree(int root)
        : m_root(root)
    {}
    [[nodiscard]] Result<OpenFile> folderOf(const QByteArray &path) const;
    int m_root;
};

/// A name that nobody else makes, beside `path`, for what is not whole yet. Scans pass over it.
[[nodiscard]] QByteArray unfinishedName(const QByteArray &path);
[[nodiscard]] bool isUnfinished(const QByteArray &name);

} // namespace smc::cloudvfs
