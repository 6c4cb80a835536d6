// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/state/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace smc::state {

using namespace Qt::Literals::StringLiterals;

namespace {

Error cannot(const QString &message, const QString &path, int failure)
{
    return Error{.code = ErrorCode::Internal,
                 .message = message,
                 .hint = failure == ENOSPC || failure == EDQUOT ? u"The disk is full: make room there."_s
                                                                : QString(),
                 .place = path,
                 .native = QString::fromLocal8Bit(std::strerror(failure))};
}

/// 0, or an errno.
int writeAll(int fd, const char *data, std::size_t size)
{
    while (size > 0) {
        const ssize_t written = ::write(fd, data, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written < 0 ? errno : ENOSPC;
        data += written;
        size -= static_cast<std::size_t>(written);
    }
    return ::fsync(fd) == 0 ? 0 : errno;
}

/// To the owner of the folder around it, where we are root.
bool handOver(const QByteArray &path, const QByteArray &folder)
{
    struct stat about{};
    if (::geteuid() != 0)
        return true;
    return ::stat(folder.constData(), &about) == 0 &&
           ::lchown(path.constData(), about.st_uid, about.st_gid) == 0;
}

} // namespace

Result<void> replaceFile(const QString &path, const char *data, std::size_t size)
{
    const QByteArray final = QFile::encodeName(path);
    const QByteArray beside = final + ".new";
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    ::unlink(beside.constData());
    const int fd = ::open(beside.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    int failure = fd < 0 ? errno : writeAll(fd, data, size);
    if (fd >= 0)
        ::close(fd);
    if (failure == 0 && (!handOver(beside, folder) || ::rename(beside.constData(), final.constData()) != 0))
        failure = errno;
    if (failure == 0)
        return {};
    ::unlink(beside.constData());
    return cannot(u"The file cannot be written."_s, path, failure);
}

Result<void> makeFolder(const QString &path)
{
    if (QFileInfo(path).isDir())
        return {};
    const QFileInfo folder(path);
    if (const QFileInfo parent(folder.absolutePath()); !parent.isDir()) {
        if (auto made = makeFolder(parent.filePath()); !made)
            return made;
    }
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), 0700) != 0 || !handOver(name, QFile::encodeName(folder.absolutePath())))
        return cannot(u"The folder cannot be made."_s, path, errno);
    return {};
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{.code = file.exists() ? ErrorCode::Internal : ErrorCode::NotFound,
                     .message = u"The file cannot be read."_s,
                     .place = path,
                     .native = file.errorString()};
    }
    return file.read(longestFile);
}

} // namespace smc::state
