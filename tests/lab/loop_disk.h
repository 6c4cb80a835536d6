// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/lab/lab.h"

#include <QFile>
#include <QTest>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace smc::testlab {

using namespace Qt::Literals::StringLiterals;

/// A disk of its own for a folder: a file with ext4 in it, which can be filled and whose power can go. In the
/// mount namespace of the test, with which it ends.
class LoopDisk
{
public:
    /// None of it is kept for root. Without a journal there is more room on a small one, but its power must
    /// not go.
    LoopDisk(QString folder, QString image, QString size, bool journal = true)
        : m_folder(std::move(folder))
        , m_image(std::move(image))
        , m_size(std::move(size))
        , m_journal(journal)
    {}

    /// An empty one, for everybody.
    [[nodiscard]] bool make() const
    {
        QFile::remove(m_image);
        return did(u"truncate"_s, {u"-s"_s, m_size, m_image}) &&
               did(u"mkfs.ext4"_s, {u"-q"_s, u"-m"_s, u"0"_s, u"-O"_s,
                                    m_journal ? u"has_journal"_s : u"^has_journal"_s, m_image}) &&
               mount() && did(u"chmod"_s, {u"777"_s, m_folder});
    }
    /// What nobody synchronises stays in memory for long.
    [[nodiscard]] bool mount() const
    {
        return did(u"mount"_s, {u"-o"_s, m_journal ? u"loop,commit=300"_s : u"loop"_s, m_image, m_folder});
    }
    /// When whoever had files there has ended.
    [[nodiscard]] bool unmount() const
    {
        return QTest::qWaitFor([this] { return runCommand(u"umount"_s, {m_folder}).ok(); }, 10'000);
    }
    /// What has not come to the disk by now never will. All that is done there fails until it is mounted
    /// anew.
    [[nodiscard]] bool cutPower() const
    {
        constexpr auto shutdown = _IOR('X', 125, quint32); // of ext4 and others, in no header of all of them
        quint32 withoutFlush = 2;
        const int folder = ::open(QFile::encodeName(m_folder).constData(), O_RDONLY | O_DIRECTORY);
        const bool gone = folder >= 0 && ::ioctl(folder, shutdown, &withoutFlush) == 0;
        ::close(folder);
        return gone;
    }
    [[nodiscard]] QString ballast() const { return m_folder + u"/ballast"_s; }
    /// Takes all that is left by a file, ballast().
    [[nodiscard]] bool fill() const
    {
        const QByteArray name = QFile::encodeName(ballast());
        const int fd = ::open(name.constData(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        for (const qsizetype piece : {1 << 20, 4096, 1}) {
            const QByteArray bytes(piece, 'x');
            while (::write(fd, bytes.constData(), size_t(piece)) > 0) {
            }
        }
        ::close(fd);
        struct statvfs left = {};
        return ::statvfs(name.constData(), &left) == 0 && left.f_bavail == 0;
    }

private:
    [[nodiscard]] static bool did(const QString &program, const QStringList &arguments)
    {
        const CommandResult result = runCommand(program, arguments);
        if (!result.ok())
            qWarning("%s: %s", qPrintable(program), result.errors.constData());
        return result.ok();
    }
    const QString m_folder;
    const QString m_image;
    const QString m_size;
    const bool m_journal;
};

} // namespace smc::testlab
