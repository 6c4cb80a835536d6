// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/tree.h"

#include "service/cloudvfs/formats/seal.h"
#include "service/cloudvfs/protocol/frames.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/evp.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <memory>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utility>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 largestBlock = 1 << 20; ///< of a file system
constexpr qint64 billion = 1'000'000'000;
constexpr qsizetype largestRead = 256 * 1024;
constexpr qsizetype largestAttribute = 65536; ///< the kernel has no larger ones

Error failed(const QString &doing)
{
    const int code = errno;
    const bool gone = code == ENOENT || code == ENOTDIR || code == ELOOP;
    return {.code = gone ? ErrorCode::NotFound : ErrorCode::Refused,
            .message = u"%1: %2."_s.arg(doing, QString::fromLocal8Bit(std::strerror(code))),
            .native = u"errno %1"_s.arg(code),
            .retryable = !gone};
}

/// Marks of the daemon's, which say what a file is here and nothing of its version.
bool isOwn(const QByteArray &attribute)
{
    return attribute.startsWith("security.cloudvfs.");
}

Result<void> done(bool good, const QString &doing)
{
    return good ? Result<void>() : failed(doing);
}

} // namespace

Stamp stampOf(const struct ::stat &st)
{
    return {.size = st.st_size,
            .mtime = qint64(st.st_mtim.tv_sec) * billion + st.st_mtim.tv_nsec,
            .ctime = qint64(st.st_ctim.tv_sec) * billion + st.st_ctim.tv_nsec};
}

OpenFile::OpenFile(OpenFile &&other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
{}

OpenFile::~OpenFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Result<Stamp> OpenFile::stamp() const
{
    struct stat st = {};
    if (::fstat(m_fd, &st) != 0)
        return failed(u"A file cannot be looked at"_s);
    return stampOf(st);
}

std::pair<quint64, quint64> OpenFile::identity() const
{
    struct stat st = {};
    return ::fstat(m_fd, &st) == 0 ? std::pair<quint64, quint64>(st.st_dev, st.st_ino)
                                   : std::pair<quint64, quint64>();
}

bool OpenFile::is(quint64 device, quint64 inode) const
{
    struct stat st = {};
    return ::fstat(m_fd, &st) == 0 && st.st_dev == device && st.st_ino == inode;
}

bool OpenFile::isFolder() const
{
    struct stat st = {};
    return ::fstat(m_fd, &st) == 0 && S_ISDIR(st.st_mode);
}

bool OpenFile::isRegular() const
{
    struct stat st = {};
    return ::fstat(m_fd, &st) == 0 && S_ISREG(st.st_mode);
}

Result<QList<QByteArray>> OpenFile::attributeNames() const
{
    for (;;) {
        const ssize_t size = ::flistxattr(m_fd, nullptr, 0);
        if (size < 0)
            return errno == ENOTSUP ? Result<QList<QByteArray>>(QList<QByteArray>())
                                    : failed(u"The attributes of a file cannot be read"_s);
        QByteArray names(qsizetype(size), Qt::Uninitialized);
        const ssize_t got = ::flistxattr(m_fd, names.data(), std::size_t(names.size()));
        if (got < 0 && errno == ERANGE)
            continue; // there is one more now
        if (got < 0)
            return failed(u"The attributes of a file cannot be read"_s);
        names.truncate(qsizetype(got));
        QList<QByteArray> list = names.split('\0');
        list.removeIf([](const QByteArray &name) {
            return name.isEmpty() || isOwn(name) || name.startsWith("system.nfs4") ||
                   name == "security.selinux"; // of this machine
        });
        std::sort(list.begin(), list.end());
        return list;
    }
}

Result<Entry> OpenFile::describe() const
{
    struct stat st = {};
    if (::fstat(m_fd, &st) != 0)
        return failed(u"A file cannot be looked at"_s);
    Entry entry{.kind = S_ISDIR(st.st_mode) ? Entry::Kind::Folder : Entry::Kind::File,
                .mode = st.st_mode & 07777,
                .owner = st.st_uid,
                .group = st.st_gid,
                .size = S_ISDIR(st.st_mode) ? 0 : st.st_size,
                .mtime = qint64(st.st_mtim.tv_sec) * billion + st.st_mtim.tv_nsec};
    const auto names = attributeNames();
    if (!names)
        return names.error();
    for (const QByteArray &name : *names) {
        QByteArray value(largestAttribute, Qt::Uninitialized);
        const ssize_t got = ::fgetxattr(m_fd, name.constData(), value.data(), std::size_t(value.size()));
        if (got < 0 && errno == ENODATA)
            continue;
        if (got < 0)
            return failed(u"An attribute of a file cannot be read"_s);
        value.truncate(qsizetype(got));
        value.squeeze();
        entry.attributes.append({.name = name, .value = value});
    }
    return entry;
}

Result<void> OpenFile::become(const Entry &entry) const
{
    Result<void> first;
    const auto tried = [&first](bool good, const QString &doing) {
        if (!good && first)
            first = failed(doing);
    };
    tried(::fchown(m_fd, entry.owner, entry.group) == 0, u"The owner of a file cannot be set"_s);
    tried(::fchmod(m_fd, entry.mode) == 0, u"The permissions of a file cannot be set"_s);
    const auto names = attributeNames();
    if (!names)
        return names.error();
    for (const QByteArray &name : *names) {
        const bool wanted = std::any_of(entry.attributes.cbegin(), entry.attributes.cend(),
                                        [&](const Attribute &attribute) { return attribute.name == name; });
        tried(wanted || ::fremovexattr(m_fd, name.constData()) == 0 || errno == ENODATA,
              u"An attribute of a file cannot be removed"_s);
    }
    for (const Attribute &attribute : entry.attributes) {
        if (isOwn(attribute.name))
            continue;
        tried(::fsetxattr(m_fd, attribute.name.constData(), attribute.value.constData(),
                          std::size_t(attribute.value.size()), 0) == 0,
              u"The attribute %1 of a file cannot be set"_s.arg(QString::fromUtf8(attribute.name)));
    }
    const auto timed = setMtime(entry.mtime);
    return first ? timed : first;
}

bool OpenFile::isStub(qint64 size) const
{
    const auto now = stamp();
    return now && now->size == size && size > 0 && isMarked();
}

QByteArray writeStubMark(const StubMark &mark)
{
    return QJsonDocument(QJsonObject{{u"key"_s, QString::fromLatin1(mark.key.toBase64())},
                                     {u"etag"_s, QString::fromLatin1(mark.etag)},
                                     {u"size"_s, mark.size}})
        .toJson(QJsonDocument::Compact);
}

StubMark readStubMark(const QByteArray &value)
{
    const QJsonObject json = QJsonDocument::fromJson(value).object();
    return {.key = QByteArray::fromBase64(json[u"key"].toString().toLatin1()),
            .etag = json[u"etag"].toString().toLatin1(),
            .size = json[u"size"].toInteger(-1)};
}

std::optional<StubMark> OpenFile::stubMark() const
{
    QByteArray value(largestAttribute, Qt::Uninitialized);
    const ssize_t got = ::fgetxattr(m_fd, CLOUDVFS_STUB_XATTR, value.data(), std::size_t(value.size()));
    if (got < 0 && (errno == ENODATA || errno == ENOTSUP))
        return {};
    // One that cannot be read is there, all the same: zeros are not taken for content.
    const StubMark mark = got < 0 ? StubMark() : readStubMark(value.left(got));
    const auto now = stamp();
    if (!now || now->size == 0 || (mark.size >= 0 && mark.size != now->size))
        return {};
    return mark;
}

bool OpenFile::isMarked() const
{
    return ::fgetxattr(m_fd, CLOUDVFS_STUB_XATTR, nullptr, 0) >= 0;
}

bool OpenFile::isFilled(qint64 size) const
{
    if (::lseek(m_fd, 0, SEEK_HOLE) < size)
        return false;
    QByteArray piece(64 * 1024, Qt::Uninitialized);
    for (qint64 at = 0; at < size;) {
        const qint64 got = read(piece.data(), piece.size(), at);
        if (got <= 0)
            return false;
        if (std::any_of(piece.cbegin(), piece.cbegin() + got, [](char byte) { return byte != 0; }))
            return true;
        at += got;
    }
    return false;
}

Result<qint64> OpenFile::lastUse() const
{
    struct stat st = {};
    if (::fstat(m_fd, &st) != 0)
        return failed(u"A file cannot be looked at"_s);
    return std::max(qint64(st.st_atim.tv_sec) * billion + st.st_atim.tv_nsec,
                    qint64(st.st_mtim.tv_sec) * billion + st.st_mtim.tv_nsec);
}

Result<std::pair<uid_t, gid_t>> OpenFile::owner() const
{
    struct stat st = {};
    if (::fstat(m_fd, &st) != 0)
        return failed(u"A file cannot be looked at"_s);
    return std::pair(st.st_uid, st.st_gid);
}

bool OpenFile::hasOneName() const
{
    struct stat st = {};
    return ::fstat(m_fd, &st) == 0 && st.st_nlink == 1;
}

Result<void> OpenFile::makeEmpty() const
{
    return done(::ftruncate(m_fd, 0) == 0, u"A file cannot be emptied"_s);
}

Result<void> OpenFile::stretch(qint64 size) const
{
    return done(::ftruncate(m_fd, size) == 0, u"A file cannot be given its size"_s);
}

Result<void> OpenFile::mark(const StubMark &mark) const
{
    auto marked = markFirst(mark);
    return marked ? sync() : marked;
}

Result<void> OpenFile::markFirst(const StubMark &mark) const
{
    const QByteArray value = writeStubMark(mark);
    return done(::fsetxattr(m_fd, CLOUDVFS_STUB_XATTR, value.constData(), std::size_t(value.size()), 0) == 0,
                u"A file cannot be marked as being in the cloud"_s);
}

Result<void> OpenFile::unmark() const
{
    const bool removed = ::fremovexattr(m_fd, CLOUDVFS_STUB_XATTR) == 0;
    return done(removed ? ::fsync(m_fd) == 0 : errno == ENODATA, u"The mark of a file cannot be removed"_s);
}

Policy OpenFile::policy() const
{
    char value[8];
    const ssize_t size = ::fgetxattr(m_fd, CLOUDVFS_POLICY_XATTR, value, sizeof(value));
    const QByteArrayView word(value, std::max<qsizetype>(size, 0));
    return word == "pin"      ? Policy::Pin
           : word == "backup" ? Policy::Backup
           : word == "never"  ? Policy::Never
                              : Policy::None;
}

Result<void> OpenFile::pin(bool pinned) const
{
    if (pinned)
        return done(::fsetxattr(m_fd, CLOUDVFS_POLICY_XATTR, "pin", 3, 0) == 0, u"A file cannot be pinned"_s);
    return done(!isPinned() || ::fremovexattr(m_fd, CLOUDVFS_POLICY_XATTR) == 0 || errno == ENODATA,
                u"A file cannot be unpinned"_s);
}

Result<void> OpenFile::write(const char *bytes, qint64 size, qint64 offset) const
{
    while (size > 0) {
        const ssize_t written = ::pwrite(m_fd, bytes, std::size_t(size), offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failed(u"What comes from the cloud cannot be written"_s);
        bytes += written;
        size -= written;
        offset += written;
    }
    return {};
}

Result<void> OpenFile::sync() const
{
    return done(::fsync(m_fd) == 0, u"A file cannot be synchronised"_s);
}

Result<void> OpenFile::punch() const
{
    auto now = stamp();
    if (!now || now->size == 0)
        return now ? Result<void>() : now.error();
    // With less than its last block ext4 makes zeros of that, and keeps it.
    const qint64 length = (now->size / largestBlock + 1) * largestBlock;
    return done(::fallocate(m_fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, length) == 0,
                u"The content of a file cannot be given back"_s);
}

Result<void> OpenFile::give(quint32 owner, quint32 group, quint32 mode) const
{
    return done(::fchown(m_fd, owner, group) == 0 && ::fchmod(m_fd, mode) == 0,
                u"Owner and permissions of a file cannot be set"_s);
}

Result<void> OpenFile::setMtime(qint64 nanoseconds) const
{
    // Before 1970 the part of a second counts forwards, too.
    const qint64 seconds = nanoseconds / billion - (nanoseconds % billion < 0 ? 1 : 0);
    const timespec times[] = {{.tv_sec = 0, .tv_nsec = UTIME_OMIT},
                              {.tv_sec = seconds, .tv_nsec = nanoseconds - seconds * billion}};
    return done(::futimens(m_fd, times) == 0, u"The time of a file cannot be kept"_s);
}

Result<Digest> OpenFile::digest() const
{
    const auto context = [] {
        return std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    };
    const auto sha256 = context();
    const auto md5 = context();
    if (!sha256 || !md5 || EVP_DigestInit_ex(sha256.get(), EVP_sha256(), nullptr) != 1 ||
        EVP_DigestInit_ex(md5.get(), EVP_md5(), nullptr) != 1)
        return Error{.code = ErrorCode::Internal, .message = u"OpenSSL has no SHA-256 or no MD5."_s};
    Digest digest;
    QByteArray buffer(largestRead, Qt::Uninitialized);
    for (;;) {
        const qint64 got = read(buffer.data(), buffer.size(), digest.size);
        if (got < 0)
            return failed(u"A file cannot be read"_s);
        if (got == 0)
            break;
        EVP_DigestUpdate(sha256.get(), buffer.constData(), std::size_t(got));
        EVP_DigestUpdate(md5.get(), buffer.constData(), std::size_t(got));
        digest.size += got;
    }
    digest.sha256.resize(32);
    digest.md5.resize(16);
    EVP_DigestFinal_ex(sha256.get(), reinterpret_cast<unsigned char *>(digest.sha256.data()), nullptr);
    EVP_DigestFinal_ex(md5.get(), reinterpret_cast<unsigned char *>(digest.md5.data()), nullptr);
    return digest;
}

qint64 OpenFile::read(char *buffer, qint64 size, qint64 offset) const
{
    ssize_t got = 0;
    do {
        got = ::pread(m_fd, buffer, std::size_t(size), offset);
    } while (got < 0 && errno == EINTR);
    return got;
}

Result<Tree> Tree::open(const QByteArray &root)
{
    const int fd = ::open(root.constData(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return failed(u"The folder %1 cannot be opened"_s.arg(QString::fromUtf8(root)));
    return Tree(fd);
}

Tree::Tree(Tree &&other) noexcept
    : m_root(std::exchange(other.m_root, -1))
{}

Tree::~Tree()
{
    if (m_root >= 0)
        ::close(m_root);
}

std::pair<quint64, quint64> Tree::identity() const
{
    struct stat st = {};
    return ::fstat(m_root, &st) == 0 ? std::pair<quint64, quint64>(st.st_dev, st.st_ino)
                                     : std::pair<quint64, quint64>();
}

Result<void> Tree::become(const Tree &other) const
{
    return done(::dup3(other.m_root, m_root, O_CLOEXEC) == m_root, u"The folder cannot be opened anew"_s);
}

Result<QByteArray> Tree::mark() const
{
    // Of an O_PATH descriptor there are no attributes.
    const QByteArray here = "/proc/self/fd/" + QByteArray::number(m_root);
    QByteArray value(64, Qt::Uninitialized);
    const ssize_t got =
        ::getxattr(here.constData(), CLOUDVFS_SHARE_XATTR, value.data(), std::size_t(value.size()));
    if (got < 0 && errno == ENODATA)
        return QByteArray();
    if (got < 0)
        return failed(u"The folder cannot be looked at"_s);
    return value.left(got);
}

Result<void> Tree::setMark(const QByteArray &mark) const
{
    const QByteArray here = "/proc/self/fd/" + QByteArray::number(m_root);
    return done(::setxattr(here.constData(), CLOUDVFS_SHARE_XATTR, mark.constData(), std::size_t(mark.size()),
                           0) == 0,
                u"The folder cannot be marked"_s);
}

Result<OpenFile> Tree::file(const QByteArray &path, bool writable) const
{
    open_how how = {};
    // O_NOATIME: a time that we changed is another file to a client that reconnects to a durable handle.
    how.flags = quint64((writable ? O_RDWR : O_RDONLY) | O_NOFOLLOW | O_NONBLOCK | O_NOATIME | O_CLOEXEC);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    auto fd = int(::syscall(SYS_openat2, m_root, path.constData(), &how, sizeof(how)));
    if (fd < 0 && errno == EISDIR) {
        how.flags = quint64(O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        fd = int(::syscall(SYS_openat2, m_root, path.constData(), &how, sizeof(how)));
    }
    if (fd < 0)
        return failed(u"%1 cannot be opened"_s.arg(QString::fromUtf8(path)));
    return OpenFile(fd);
}

Policy Tree::policyOf(const OpenFile &file, const QByteArray &path, Policies of) const
{
    if (!of)
        return Policy::None;
    Policy said = file.policy();
    for (QByteArray above = path; !of.testFlag(said) || said == Policy::None;) {
        if (above == "." || above.isEmpty())
            return Policy::None;
        const qsizetype slash = above.lastIndexOf('/');
        above = slash < 0 ? QByteArray(".") : above.left(slash);
        const auto folder = this->file(above, false);
        said = folder ? folder->policy() : Policy::None;
    }
    return said;
}

Result<FolderItems> Tree::list(const QByteArray &path) const
{
    constexpr qsizetype most = 10'000;
    open_how how = {};
    how.flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    const QByteArray folder = path.isEmpty() ? "." : path;
    const auto fd = int(::syscall(SYS_openat2, m_root, folder.constData(), &how, sizeof(how)));
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(fd < 0 ? nullptr : ::fdopendir(fd), ::closedir);
    if (!stream) {
        const int code = errno;
        if (fd >= 0)
            ::close(fd);
        errno = code;
        return failed(u"The folder %1 cannot be read"_s.arg(QString::fromUtf8(path)));
    }
    QByteArrayList names;
    while (const dirent *entry = ::readdir(stream.get())) {
        const QByteArray name(entry->d_name);
        if (name != "." && name != "..")
            names << name;
    }
    std::sort(names.begin(), names.end());
    FolderItems found;
    for (const QByteArray &name : std::as_const(names)) {
        struct stat st = {};
        if (::fstatat(fd, name.constData(), &st, AT_SYMLINK_NOFOLLOW) != 0 ||
            (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)))
            continue;
        if (found.items.size() == most) {
            found.more = true;
            break;
        }
        const QByteArray here = "/proc/self/fd/" + QByteArray::number(fd) + '/' + name;
        char value[4];
        found.items.append(
            {.name = name,
             .folder = S_ISDIR(st.st_mode),
             .device = st.st_dev,
             .inode = st.st_ino,
             .stamp = stampOf(st),
             .pinned = ::lgetxattr(here.constData(), CLOUDVFS_POLICY_XATTR, value, sizeof(value)) == 3 &&
                       std::memcmp(value, "pin", 3) == 0});
    }
    return found;
}

namespace {

/// The name in its folder; empty when it is none.
QByteArray lastName(const QByteArray &path)
{
    const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
    return name == "." || name == ".." ? QByteArray() : name;
}

} // namespace

Result<OpenFile> Tree::folderOf(const QByteArray &path) const
{
    const qsizetype slash = path.lastIndexOf('/');
    if (lastName(path).isEmpty())
        return Error{.code = ErrorCode::Invalid,
                     .message = u"%1 is no name of a file."_s.arg(QString::fromUtf8(path))};
    return file(slash < 0 ? QByteArray(".") : path.left(slash), false);
}

Result<std::pair<qint64, qint64>> Tree::space() const
{
    struct statvfs now = {};
    if (::fstatvfs(m_root, &now) != 0)
        return failed(u"The free space of a share cannot be read"_s);
    return std::pair(qint64(now.f_bavail * now.f_frsize), qint64(now.f_blocks * now.f_frsize));
}

Result<OpenFile> Tree::create(const QByteArray &path) const
{
    const auto folder = folderOf(path);
    if (!folder)
        return folder.error();
    const int fd = ::openat(folder->fd(), lastName(path).constData(),
                            O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0)
        return OpenFile(fd);
    const bool there = errno == EEXIST;
    Error error = failed(u"%1 cannot be made"_s.arg(QString::fromUtf8(path)));
    if (there)
        error.code = ErrorCode::Exists;
    return error;
}

Result<OpenFile> Tree::temporary(const QByteArray &path) const
{
    const auto folder = folderOf(path);
    if (!folder)
        return folder.error();
    const int fd = ::openat(folder->fd(), ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    return fd >= 0 ? Result<OpenFile>(OpenFile(fd))
                   : failed(u"%1 cannot be made"_s.arg(QString::fromUtf8(path)));
}

Result<void> Tree::link(const OpenFile &file, const QByteArray &path) const
{
    const auto folder = folderOf(path);
    if (!folder)
        return folder.error();
    const QByteArray here = "/proc/self/fd/" + QByteArray::number(file.fd());
    if (::linkat(AT_FDCWD, here.constData(), folder->fd(), lastName(path).constData(), AT_SYMLINK_FOLLOW) ==
        0)
        return {};
    const bool exists = errno == EEXIST;
    Error error = failed(u"%1 cannot be made"_s.arg(QString::fromUtf8(path)));
    if (exists)
        error.code = ErrorCode::Exists;
    return error;
}

Result<void> Tree::makeFolder(const QByteArray &path) const
{
    const auto folder = folderOf(path);
    if (!folder)
        return folder.error();
    return done(::mkdirat(folder->fd(), lastName(path).constData(), 0700) == 0 || errno == EEXIST,
                u"The folder %1 cannot be made"_s.arg(QString::fromUtf8(path)));
}

Result<void> Tree::rename(const QByteArray &from, const QByteArray &to) const
{
    const auto source = folderOf(from);
    if (!source)
        return source.error();
    const auto target = folderOf(to);
    if (!target)
        return target.error();
    if (::renameat2(source->fd(), lastName(from).constData(), target->fd(), lastName(to).constData(),
                    RENAME_NOREPLACE) == 0)
        return {};
    const bool there = errno == EEXIST;
    Error error = failed(u"%1 cannot be made"_s.arg(QString::fromUtf8(to)));
    if (there)
        error.code = ErrorCode::Exists;
    return error;
}

Result<void> Tree::sync() const
{
    const auto root = file(".", false);
    if (!root)
        return root.error();
    return done(::syncfs(root->fd()) == 0, u"The disk of a share cannot be synchronised"_s);
}

Result<void> Tree::remove(const QByteArray &path) const
{
    const auto folder = folderOf(path);
    if (!folder)
        return folder.error();
    return done(::unlinkat(folder->fd(), lastName(path).constData(), 0) == 0 || errno == ENOENT,
                u"%1 cannot be removed"_s.arg(QString::fromUtf8(path)));
}

Result<std::pair<OpenFile, QByteArray>> Tree::find(const FileRow &row, bool writable) const
{
    for (const QByteArray &path : {row.path, row.former}) {
        if (path.isEmpty())
            continue;
        auto opened = file(path, writable);
        if (!opened && opened.error().code != ErrorCode::NotFound)
            return opened.error();
        if (opened && opened->is(row.device, row.inode))
            return std::pair(std::move(*opened), path);
    }
    return Error{.code = ErrorCode::NotFound,
                 .message = u"There is no such file at %1 any more."_s.arg(QString::fromUtf8(row.path))};
}

QByteArray unfinishedName(const QByteArray &path)
{
    return path.left(path.lastIndexOf('/') + 1) + ".cloudvfs-" + randomBytes(8).toHex() + ".unfinished";
}

bool isUnfinished(const QByteArray &name)
{
    return name.startsWith(".cloudvfs-") && name.endsWith(".unfinished");
}

} // namespace smc::cloudvfs
