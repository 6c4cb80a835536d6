// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/folder_store.h"

#include "service/cloudvfs/backends/digester.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QUuid>

#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 filePiece = 256 * 1024;
constexpr qint64 billion = 1'000'000'000;
constexpr qint64 leftOver = 24 * 3600; ///< seconds after which a temporary file is nobody's any more

const QByteArray temporary = "%cloudvfs/new"_ba; // in ownFolder
const QByteArray etags = "%cloudvfs/etags"_ba;

Error fileFailure(const QString &doing, int code = errno)
{
    Error error{.code = ErrorCode::Refused,
                .message = u"%1: %2."_s.arg(doing, QString::fromLocal8Bit(std::strerror(code))),
                .native = u"errno %1"_s.arg(code),
                .retryable = true};
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        error.code = ErrorCode::NotFound;
        error.retryable = false;
        break;
    case EACCES:
    case EPERM:
    case EROFS:
        error.code = ErrorCode::Denied;
        break;
    case EIO:
    case ESTALE:
    case ETIMEDOUT:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ENOTCONN:
    case ECONNRESET:
        error.code = ErrorCode::Unreachable;
        break;
    case ELOOP:
    case EXDEV:
        error.hint = u"Symbolic links are not followed there."_s;
        break;
    default:
        break;
    }
    return error;
}

class OpenedFile
{
public:
    explicit OpenedFile(int fd = -1)
        : m_fd(fd)
    {}
    OpenedFile(OpenedFile &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {}
    OpenedFile &operator=(OpenedFile &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~OpenedFile()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] explicit operator bool() const { return m_fd >= 0; }

private:
    int m_fd;
};

qint64 nanoseconds(const timespec &time)
{
    return qint64(time.tv_sec) * billion + time.tv_nsec;
}

/// By which the ETag that was kept is known to be that of a file.
QByteArray stampOf(const struct stat &st)
{
    return QByteArray::number(qint64(st.st_size)) + ' ' + QByteArray::number(quint64(st.st_ino)) + ' ' +
           QByteArray::number(nanoseconds(st.st_mtim)) + ' ' + QByteArray::number(nanoseconds(st.st_ctim));
}

std::pair<QByteArray, QByteArray> folderAndName(const QByteArray &path)
{
    const qsizetype slash = path.lastIndexOf('/');
    return {slash < 0 ? QByteArray() : path.left(slash), path.mid(slash + 1)};
}

bool writeAll(int fd, const char *bytes, qint64 size)
{
    while (size > 0) {
        const auto wrote = ::write(fd, bytes, std::size_t(size));
        if (wrote < 0 && errno != EINTR)
            return false;
        if (wrote > 0) {
            bytes += wrote;
            size -= wrote;
        }
    }
    return true;
}

} // namespace

/// The folder while something is done in it; paths are relative to it and do not leave it.
class FolderStore::Root
{
public:
    explicit Root(OpenedFile handle)
        : m_root(std::move(handle))
    {}

    [[nodiscard]] OpenedFile open(const QByteArray &path, quint64 flags, quint64 mode = 0) const
    {
        open_how how = {};
        how.flags = flags | O_CLOEXEC;
        how.mode = mode;
        how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
        const QByteArray there = path.isEmpty() ? QByteArray(".") : path;
        return OpenedFile(int(::syscall(SYS_openat2, m_root.fd(), there.constData(), &how, sizeof(how))));
    }
    [[nodiscard]] OpenedFile folder(const QByteArray &path) const
    {
        return open(path, O_RDONLY | O_DIRECTORY);
    }

    /// The file of an object, its own or the one beside a folder; errno when there is none.
    [[nodiscard]] OpenedFile object(const QByteArray &path, struct stat &st) const
    {
        for (const QByteArray &name : {path, QByteArray(path + besideMark)}) {
            OpenedFile file = open(name, O_RDONLY | O_NONBLOCK);
            if (file && ::fstat(file.fd(), &st) == 0 && S_ISREG(st.st_mode))
                return file;
            if (!file && errno != ENOENT && errno != ENOTDIR)
                return file;
        }
        errno = ENOENT;
        return OpenedFile();
    }
    /// Makes a folder and those above it. What is an object of that name moves aside.
    [[nodiscard]] bool make(const QByteArray &path) const
    {
        if (path.isEmpty() || folder(path))
            return true;
        const auto [above, name] = folderAndName(path);
        if (!make(above))
            return false;
        const OpenedFile parent = folder(above);
        struct stat st = {};
        if (parent && ::fstatat(parent.fd(), name.constData(), &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(st.st_mode) &&
            ::renameat(parent.fd(), name.constData(), parent.fd(),
                       QByteArray(name + besideMark).constData()) != 0)
            return false;
        return parent && (::mkdirat(parent.fd(), name.constData(), 0700) == 0 || errno == EEXIST) &&
               ::fsync(parent.fd()) == 0;
    }
    [[nodiscard]] bool rename(const QByteArray &from, const QByteArray &to) const
    {
        const auto [fromFolder, fromName] = folderAndName(from);
        const auto [toFolder, toName] = folderAndName(to);
        const OpenedFile source = folder(fromFolder);
        const OpenedFile target = folder(toFolder);
        return source && target &&
               ::renameat(source.fd(), fromName.constData(), target.fd(), toName.constData()) == 0;
    }
    [[nodiscard]] bool unlink(const QByteArray &path, int flags = 0) const
    {
        const auto [above, name] = folderAndName(path);
        const OpenedFile parent = folder(above);
        return parent && ::unlinkat(parent.fd(), name.constData(), flags) == 0;
    }
    [[nodiscard]] bool sync(const QByteArray &path) const
    {
        const OpenedFile handle = folder(path);
        return handle && ::fsync(handle.fd()) == 0;
    }
    /// Until it is closed, nobody else changes what there is.
    [[nodiscard]] OpenedFile lock() const
    {
        OpenedFile file = open(ownFolder + "/lock", O_RDWR | O_CREAT, 0600);
        while (file && ::flock(file.fd(), LOCK_EX) != 0) {
            if (errno != EINTR)
                return OpenedFile();
        }
        return file;
    }
    [[nodiscard]] Result<ObjectInfo> info(const QByteArray &key, int file) const
    {
        struct stat st = {};
        if (::fstat(file, &st) != 0)
            return fileFailure(u"An object cannot be looked at"_s);
        const QByteArray kept = keptFor(key);
        if (const OpenedFile handle = open(kept, O_RDONLY)) {
            QByteArray line(256, '\0');
            line.truncate(std::max(::read(handle.fd(), line.data(), std::size_t(line.size())), ssize_t(0)));
            const qsizetype cut = line.indexOf(' ');
            if (cut == 64 && line.mid(cut + 1) == stampOf(st) + '\n')
                return ObjectInfo{.size = st.st_size, .etag = line.left(cut)};
        }
        const auto digest = digestOf(
            [file](char *buffer, qint64 size, qint64 offset) {
                return qint64(::pread(file, buffer, std::size_t(size), offset));
            },
            0, st.st_size);
        if (!digest)
            return digest.error();
        struct stat after = {};
        if (::fstat(file, &after) != 0 || stampOf(after) != stampOf(st))
            return Error{.code = ErrorCode::Busy,
                         .message = u"An object is being written by somebody else."_s,
                         .place = QString::fromUtf8(key),
                         .retryable = true};
        keep(key, digest->sha256.toHex(), st);
        return ObjectInfo{.size = st.st_size, .etag = digest->sha256.toHex()};
    }
    /// A copy of what can be made anew: that it cannot be written is no fault.
    void keep(const QByteArray &key, const QByteArray &etag, const struct stat &st) const
    {
        const QByteArray path = keptFor(key);
        const QByteArray made = temporaryName();
        const QByteArray line = etag + ' ' + stampOf(st) + '\n';
        if (!make(temporary) || !make(folderAndName(path).first))
            return;
        const OpenedFile file = open(made, O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (file && (!writeAll(file.fd(), line.constData(), line.size()) || !rename(made, path)))
            static_cast<void>(unlink(made));
    }
    [[nodiscard]] static QByteArray keptFor(const QByteArray &key)
    {
        const QByteArray hash = QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex();
        return etags + '/' + hash.left(2) + '/' + hash;
    }
    [[nodiscard]] static QByteArray temporaryName()
    {
        return temporary + '/' + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    }
    [[nodiscard]] Result<QList<FolderEntry>> read(const QByteArray &path) const
    {
        QList<FolderEntry> entries;
        OpenedFile handle = folder(path);
        if (!handle)
            return errno == ENOENT || errno == ENOTDIR || errno == ELOOP
                       ? Result<QList<FolderEntry>>(entries)
                       : fileFailure(u"A folder cannot be read"_s);
        const int own = ::dup(handle.fd());
        DIR *listing = own >= 0 ? ::fdopendir(own) : nullptr;
        if (!listing)
            return fileFailure(u"A folder cannot be read"_s);
        errno = 0;
        while (const dirent *entry = ::readdir(listing)) {
            const QByteArray name(entry->d_name);
            struct stat st = {};
            if (name == "." || name == ".." ||
                ::fstatat(handle.fd(), name.constData(), &st, AT_SYMLINK_NOFOLLOW) != 0)
                continue;
            if (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
                entries.append({.name = name,
                                .folder = S_ISDIR(st.st_mode),
                                .info = {.size = st.st_size},
                                .modified = nanoseconds(st.st_mtim) / 1'000'000});
            errno = 0;
        }
        const int code = errno;
        ::closedir(listing);
        return code == 0 ? Result<QList<FolderEntry>>(std::move(entries))
                         : fileFailure(u"A folder cannot be read"_s, code);
    }
    /// How keys are named there: found out once, when the folder is new, and kept.
    [[nodiscard]] Result<Naming> naming() const
    {
        if (const OpenedFile handle = open(ownFolder + "/format", O_RDONLY)) {
            QByteArray text(64, '\0');
            text.truncate(std::max(::read(handle.fd(), text.data(), std::size_t(text.size())), ssize_t(0)));
            if (text == "1 plain\n" || text == "1\n")
                return Naming{.plain = text != "1\n"};
            return Error{.message = u"%cloudvfs/format is of another version of this program, or damaged."_s};
        }
        if (errno != ENOENT || !make(temporary) || !make(etags))
            return fileFailure(u"The folder cannot be written to"_s);
        const OpenedFile lock = this->lock();
        const QByteArray made = temporaryName();
        const bool plain = !tellsApart(made);
        const QByteArray text = plain ? "1 plain\n" : "1\n";
        const OpenedFile file = open(made, O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (!lock || !file || !writeAll(file.fd(), text.constData(), text.size()) ||
            ::fsync(file.fd()) != 0 || !rename(made, ownFolder + "/format") || !sync(ownFolder.toByteArray()))
            return fileFailure(u"The folder cannot be written to"_s);
        return Naming{.plain = plain};
    }
    /// Temporary files that somebody's end has left.
    void clean() const
    {
        const auto entries = read(temporary);
        for (const FolderEntry &entry : entries ? *entries : QList<FolderEntry>()) {
            if (entry.modified / 1000 < QDateTime::currentSecsSinceEpoch() - leftOver)
                static_cast<void>(unlink(temporary + '/' + entry.name));
        }
    }

private:
    [[nodiscard]] bool tellsApart(const QByteArray &base) const
    {
        bool good = true;
        for (const auto &[one, other] : {std::pair("-case", "-CASE"), std::pair("-\xc3\xbc", "-u\xcc\x88"),
                                         std::pair("-a:*?\\ .", "-none")}) {
            const bool made(open(base + one, O_WRONLY | O_CREAT | O_EXCL, 0600));
            good = good && made && !open(base + other, O_RDONLY);
            static_cast<void>(unlink(base + one));
        }
        return good;
    }
    OpenedFile m_root;
};

FolderStore::FolderStore(FolderOptions options)
    : m_options(std::move(options))
{}

Result<FolderStore::Root> FolderStore::open() const
{
    if (!m_options.mount.isEmpty()) {
        const QByteArray mount = m_options.mount.toUtf8();
        struct stat here = {};
        struct stat above = {};
        if (::stat(mount.constData(), &here) != 0 ||
            ::stat(QByteArray(mount + "/..").constData(), &above) != 0 ||
            (here.st_dev == above.st_dev && here.st_ino != above.st_ino))
            return Error{.code = ErrorCode::Unreachable,
                         .message = u"%1 is not mounted."_s.arg(m_options.mount),
                         .retryable = true};
    }
    OpenedFile handle(::open(m_options.path.toUtf8().constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!handle)
        return fileFailure(u"The folder %1 cannot be opened"_s.arg(m_options.path));
    return Root(std::move(handle));
}

Result<ObjectInfo> FolderStore::put(const QByteArray &key, const Digest &content, const Source &source,
                                    const Condition &condition)
{
    const auto root = open();
    if (!root)
        return root.error();
    const auto naming = root->naming();
    if (!naming)
        return naming.error();
    root->clean();
    const QByteArray made = Root::temporaryName();
    const OpenedFile file = root->open(made, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (!file)
        return fileFailure(u"Nothing can be written to %1"_s.arg(m_options.path));
    auto done = [&]() -> Result<ObjectInfo> {
        Digester digester;
        std::vector<char> piece(filePiece);
        for (qint64 offset = 0; offset < content.size;) {
            const qint64 got = source.send(piece.data(), std::min(filePiece, content.size - offset), offset);
            if (got <= 0)
                return sourceFailure(got);
            digester.add(piece.data(), got);
            if (!writeAll(file.fd(), piece.data(), got))
                return fileFailure(u"%1 cannot be written"_s.arg(m_options.path));
            offset += got;
        }
        if (digester.take().sha256 != content.sha256)
            return Error{.code = ErrorCode::Stale,
                         .message = u"What was sent is not what its digest says."_s,
                         .retryable = true};
        if (::fsync(file.fd()) != 0)
            return fileFailure(u"%1 cannot be written"_s.arg(m_options.path));
        const OpenedFile lock = root->lock();
        if (!lock)
            return fileFailure(u"%1 cannot be locked"_s.arg(m_options.path));
        if (auto asked = askFirst(*this, key, condition); !asked)
            return asked.error();
        const QByteArray path = naming->pathOf(key);
        const auto folder = folderAndName(path).first;
        if (!root->make(folder))
            return fileFailure(u"A folder cannot be made"_s);
        const bool beside(root->folder(path));
        if (!root->rename(made, beside ? path + besideMark : path))
            return fileFailure(u"An object cannot be given its name"_s);
        struct stat st = {};
        if (!root->sync(folder) || ::fstat(file.fd(), &st) != 0)
            return fileFailure(u"A folder cannot be written"_s);
        root->keep(key, content.sha256.toHex(), st);
        return ObjectInfo{.size = content.size, .etag = content.sha256.toHex()};
    }();
    if (!done) {
        static_cast<void>(root->unlink(made));
        return done.error().at(u"writing"_s, QString::fromUtf8(key));
    }
    return done;
}

Result<ObjectInfo> FolderStore::head(const QByteArray &key)
{
    const auto root = open();
    if (!root)
        return root.error();
    const auto naming = root->naming();
    if (!naming)
        return naming.error();
    struct stat st = {};
    const OpenedFile file = root->object(naming->pathOf(key), st);
    if (!file)
        return fileFailure(u"There is no %1 in %2"_s.arg(QString::fromUtf8(key), m_options.path));
    return root->info(key, file.fd());
}

Result<void> FolderStore::get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                              const Sink &sink)
{
    const auto root = open();
    if (!root)
        return root.error();
    const auto naming = root->naming();
    if (!naming)
        return naming.error();
    struct stat st = {};
    const OpenedFile file = root->object(naming->pathOf(key), st);
    if (!file)
        return fileFailure(u"There is no %1 in %2"_s.arg(QString::fromUtf8(key), m_options.path));
    if (!etag.isEmpty()) {
        const auto info = root->info(key, file.fd());
        if (!info)
            return info.error();
        if (info->etag != etag)
            return Error{.code = ErrorCode::Stale,
                         .message = u"The store has another version by now."_s,
                         .place = QString::fromUtf8(key),
                         .retryable = true};
    }
    std::vector<char> piece(std::size_t(std::min(filePiece, std::max(length, qint64(1)))));
    for (qint64 done = 0; done < length;) {
        const qint64 got =
            st.st_size < offset + length
                ? 0
                : ::pread(file.fd(), piece.data(), std::size_t(std::min(qint64(piece.size()), length - done)),
                          offset + done);
        if (got < 0)
            return fileFailure(u"%1 cannot be read"_s.arg(QString::fromUtf8(key)));
        if (got == 0)
            return Error{.code = ErrorCode::Refused,
                         .message = u"It has no %1 bytes at %2."_s.arg(length).arg(offset),
                         .place = QString::fromUtf8(key)};
        if (!sink(piece.data(), got, offset + done))
            return Error{.code = ErrorCode::Refused, .message = u"What came could not be written."_s};
        done += got;
    }
    return {};
}

Result<void> FolderStore::remove(const QByteArray &key)
{
    const auto root = open();
    if (!root)
        return root.error();
    const auto naming = root->naming();
    if (!naming)
        return naming.error();
    const OpenedFile lock = root->lock();
    if (!lock)
        return fileFailure(u"%1 cannot be locked"_s.arg(m_options.path));
    const QByteArray path = naming->pathOf(key);
    for (const QByteArray &name : {QByteArray(path + besideMark), path}) {
        if (!root->unlink(name) && errno != ENOENT && errno != ENOTDIR && errno != EISDIR)
            return fileFailure(u"An object cannot be removed"_s).at(u"removing"_s, QString::fromUtf8(key));
    }
    static_cast<void>(root->unlink(Root::keptFor(key)));
    QByteArray folder = folderAndName(path).first;
    errno = 0;
    while (!folder.isEmpty() && (root->unlink(folder, AT_REMOVEDIR) || errno == ENOENT))
        folder = folderAndName(folder).first;
    return root->sync(folder) || errno == ENOENT || errno == ENOTDIR
               ? Result<void>()
               : fileFailure(u"A folder cannot be written"_s);
}

Result<Listing> FolderStore::list(const QByteArray &prefix, const QByteArray &after)
{
    const auto root = open();
    if (!root)
        return root.error();
    const auto naming = root->naming();
    if (!naming)
        return naming.error();
    auto listing = listTree([&](const QByteArray &path) { return root->read(path); }, *naming, prefix, after);
    if (!listing)
        return listing;
    QList<ListedObject> there;
    for (ListedObject &object : listing->objects) {
        auto info = head(object.key);
        if (!info && info.error().code == ErrorCode::NotFound)
            continue; // removed meanwhile
        if (!info)
            return info.error();
        object.info = *info;
        there << object;
    }
    if (there.isEmpty() && listing->more) // a page says where the next one begins
        return list(prefix, listing->objects.last().key);
    listing->objects = there;
    return listing;
}

} // namespace smc::cloudvfs
