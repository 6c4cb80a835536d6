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

Error cannot(const QString &message, const QString &path)
{
    return Error{.code = ErrorCode::Internal,
                 .message = message,
                 .place = path,
                 .native = QString::fromLocal8Bit(std::strerror(errno))};
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
    const bool written = fd >= 0 && ::write(fd, data, size) == static_cast<ssize_t>(size) && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    if (written && handOver(beside, folder) && ::rename(beside.constData(), final.constData()) == 0)
        return {};
    Error error = cannot(u"The file cannot be written."_s, path);
    ::unlink(beside.constData());
    return error;
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
        return cannot(u"The folder cannot be made."_s, path);
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
