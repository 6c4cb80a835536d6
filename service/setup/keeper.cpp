// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/setup/keeper.h"

#include "service/local/command.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace smc::setup {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;

/// By cp, which knows of owners, attributes and holes.
Result<void> copy(const QStringList &arguments)
{
    const auto done = local::run({}, u"/bin/cp"_s, QStringList{u"--archive"_s} + arguments,
                                 {.time = std::chrono::minutes(10)});
    if (!done)
        return done.error();
    if (done->status != 0) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"Samba's files cannot be copied."_s,
                     .hint = u"Is there room on the disk?"_s,
                     .native = QString::fromLocal8Bit(done->errors).trimmed()};
    }
    return {};
}

QStringList filesOf(const QString &folder)
{
    QStringList files;
    for (QDirIterator all(folder, everything, QDirIterator::Subdirectories); all.hasNext();)
        files << all.next();
    return files;
}

bool isInside(const QString &path, const QString &folder)
{
    return !folder.isEmpty() && (path == folder || path.startsWith(folder + u'/'));
}

/// The databases that lie in the state folder itself.
QStringList databasesIn(const QString &folder)
{
    QStringList paths;
    const auto files = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo &file : files)
        paths << file.filePath();
    return paths;
}

} // namespace

Result<Keeper> Keeper::keep(const Places &places, const QString &time)
{
    Keeper keeper;
    keeper.m_places = places;
    for (const QString &folder : {places.state, places.privateDir}) {
        const QStringList files = filesOf(folder);
        keeper.m_files.unite(QSet<QString>(files.begin(), files.end()));
    }
    const QString databases = places.state + u"/before-setup-"_s + time;
    if (!QDir().mkdir(databases, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The folder %1 cannot be made."_s.arg(databases)};
    }
    keeper.m_databases = databases;
    const QStringList loose = databasesIn(places.state);
    auto copied = loose.isEmpty() ? Result<void>() : copy(loose + QStringList{databases});
    if (copied && QFileInfo(places.privateDir).isDir())
        copied = copy({u"--no-target-directory"_s, places.privateDir, databases + u"/private"_s});
    if (copied && QFileInfo::exists(places.configFile)) {
        const QString name = places.configFile + u".before-setup-"_s + time;
        copied = copy({places.configFile, name});
        keeper.m_configCopy = name;
    }
    if (!copied) {
        QDir(databases).removeRecursively();
        if (!keeper.m_configCopy.isEmpty())
            QFile::remove(keeper.m_configCopy);
        return copied.error();
    }
    return keeper;
}

Result<void> Keeper::putBack() const
{
    QStringList now = filesOf(m_places.state) + filesOf(m_places.privateDir);
    // What is in a folder before the folder.
    std::sort(now.begin(), now.end(), std::greater<>());
    for (const QString &path : std::as_const(now)) {
        if (m_files.contains(path) || isInside(path, m_databases))
            continue;
        const QFileInfo file(path);
        const bool gone = file.isDir() && !file.isSymLink() ? QDir().rmdir(path) : QFile::remove(path);
        if (!gone && QFileInfo::exists(path))
            return Error{.code = ErrorCode::Internal, .message = u"%1 cannot be removed."_s.arg(path)};
    }
    auto copied = Result<void>();
    if (const QStringList loose = databasesIn(m_databases); !loose.isEmpty())
        copied = copy(loose + QStringList{m_places.state});
    if (copied && QFileInfo(m_databases + u"/private"_s).isDir())
        copied = copy({u"--no-target-directory"_s, m_databases + u"/private"_s, m_places.privateDir});
    if (copied && !m_configCopy.isEmpty())
        copied = copy({m_configCopy, m_places.configFile});
    else if (copied)
        QFile::remove(m_places.configFile);
    if (!copied)
        return copied;
    QDir(m_databases).removeRecursively();
    QFile::remove(m_configCopy);
    return {};
}

QStringList Keeper::copies() const
{
    QStringList paths;
    if (!m_configCopy.isEmpty())
        paths << m_configCopy;
    if (!m_files.isEmpty())
        paths << m_databases;
    return paths;
}

} // namespace smc::setup
