// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/walker.h"

#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <memory>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

using Folder = std::unique_ptr<DIR, int (*)(DIR *)>;

Folder openFolder(const Tree &tree, const QByteArray &path)
{
    open_how how = {};
    how.flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NOATIME;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    const char *name = path.isEmpty() ? "." : path.constData();
    const auto fd = int(::syscall(SYS_openat2, tree.fd(), name, &how, sizeof(how)));
    Folder folder(fd < 0 ? nullptr : ::fdopendir(fd), ::closedir);
    if (fd >= 0 && !folder) {
        const int code = errno;
        ::close(fd);
        errno = code;
    }
    return folder;
}

Error unreadable(const QByteArray &path, int code)
{
    return {.code = ErrorCode::Refused,
            .message = u"The folder /%1 of the share cannot be read: %2."_s.arg(
                QString::fromUtf8(path), QString::fromLocal8Bit(std::strerror(code))),
            .hint = u"Nothing is taken for removed until it can."_s,
            .retryable = true};
}

} // namespace

bool Walked::covers(const QByteArray &path, quint64 device) const
{
    if (!devices.contains(device)) // its disk is not there: not mounted, perhaps
        return false;
    for (const QByteArray &folder : unread) {
        const QByteArray below = folder + '/';
        if (folder.isEmpty() || path.startsWith(below))
            return false;
    }
    return true;
}

Walked walk(const Tree &tree, const WalkOptions &options, const std::function<void(const FoundFile &)> &each,
            const std::stop_token &stop)
{
    Walked walked;
    QList<QByteArray> folders{QByteArray()};
    quint64 root = 0;
    while (!folders.isEmpty()) {
        if (stop.stop_requested()) {
            walked.stopped = true;
            break;
        }
        const QByteArray path = folders.takeLast();
        const Folder folder = openFolder(tree, path);
        struct stat st = {};
        const int fd = folder ? ::dirfd(folder.get()) : -1;
        if (fd < 0 || ::fstat(fd, &st) != 0) {
            const bool vanished = errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
            if ((!vanished || path.isEmpty()) && walked.problem.message.isEmpty())
                walked.problem = unreadable(path, errno);
            walked.unread << path;
            continue;
        }
        if (path.isEmpty())
            root = st.st_dev;
        if (st.st_dev != root && !options.spans) {
            walked.unread << path;
            continue;
        }
        walked.devices << st.st_dev;
        for (;;) {
            errno = 0;
            const dirent *entry = ::readdir(folder.get());
            if (!entry) {
                if (errno != 0) {
                    walked.unread << path;
                    if (walked.problem.message.isEmpty())
                        walked.problem = unreadable(path, errno);
                }
                break;
            }
            const QByteArray name(entry->d_name);
            if (name == "." || name == ".." || isUnfinished(name) ||
                (entry->d_type != DT_REG && entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN))
                continue;
            QByteArray here = path.isEmpty() ? name : path + '/' + name;
            if (::fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
                if (errno != ENOENT) {
                    walked.unread << path;
                    if (walked.problem.message.isEmpty())
                        walked.problem = unreadable(here, errno);
                }
            } else if (S_ISDIR(st.st_mode)) {
                folders << here;
                if (options.folders && (st.st_dev == root || options.spans))
                    each({.device = st.st_dev, .inode = st.st_ino, .path = here, .stamp = stampOf(st)});
            } else if (S_ISREG(st.st_mode)) {
                each(
                    {.device = st.st_dev, .inode = st.st_ino, .path = std::move(here), .stamp = stampOf(st)});
            }
        }
    }
    return walked;
}

} // namespace smc::cloudvfs
