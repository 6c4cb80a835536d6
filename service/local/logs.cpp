// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/logs.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostFiles = 200;
constexpr qsizetype longestMessage = 4096;
constexpr qsizetype longestLine = 16 * 1024;

/// "[2026/11/26 00:14:34.325695,  0, pid=30, class=auth] ../../source3/smbd/server.c:1741(main)"
const QRegularExpression &header()
{
    static const QRegularExpression form(
        u"^\\[(\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{3})\\d*)?, *(\\d+)(?:, *([^\\]]*))?\\] ?(.*)$"_s);
    return form;
}

/// The path of Samba's source as from the folder of its programs.
QString originOf(const QString &text)
{
    static const QRegularExpression up(u"^(?:\\.\\./)+(?:source[34]/)?"_s);
    return QString(text).remove(up).trimmed();
}

void append(QString &text, const QString &line)
{
    if (text.size() >= longestMessage)
        return;
    if (!text.isEmpty())
        text += u'\n';
    text += line.trimmed();
    text.truncate(longestMessage);
}

/// The end of a file, and where it begins. A fifo or a device under the name of a log holds nobody up.
bool readEnd(const QString &path, qint64 most, QByteArray &bytes, qint64 &offset, int &failure)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (descriptor < 0) {
        failure = errno;
        return false;
    }
    struct stat about{};
    QFile file;
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode) ||
        !file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return false;
    }
    offset = std::max<qint64>(0, about.st_size - most);
    file.seek(offset);
    bytes = file.read(most);
    return true;
}

} // namespace

QList<LogEntry> parseLog(const QString &file, const QByteArray &bytes, qint64 offset)
{
    QList<LogEntry> entries;
    bool plain = true; // no header yet
    qsizetype begin = 0;
    if (offset > 0) // in the middle of a line
        begin = bytes.indexOf('\n') + 1;
    while (begin < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', begin);
        const qsizetype next = end < 0 ? bytes.size() : end + 1;
        const QString line =
            QString::fromUtf8(bytes.mid(begin, std::min(next - begin, longestLine))).trimmed();
        if (const auto found = header().match(line); found.hasMatch()) {
            if (plain && offset > 0)
                entries.clear(); // the rest of a message whose header we have not read
            plain = false;
            QDateTime time = QDateTime::fromString(found.captured(1), u"yyyy/MM/dd HH:mm:ss"_s);
            entries.append({.file = file,
                            .offset = offset + begin,
                            .time = time.addMSecs(found.captured(2).toInt()).toUTC(),
                            .level = found.captured(3).toInt(),
                            .origin = originOf(found.captured(5)),
                            .text = {},
                            .extra = found.captured(4).trimmed()});
        } else if (!line.isEmpty()) {
            if (plain)
                entries.append({.file = file, .offset = offset + begin, .text = line.left(longestMessage)});
            else
                append(entries.last().text, line);
        }
        begin = next;
    }
    return entries;
}

Result<QList<LogEntry>> readLogs(const QString &folder, qint64 each)
{
    const QDir dir(folder);
    if (!dir.exists()) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"There is no folder of logs."_s,
                     .hint = u"[local] logs in smcd.conf says where it is."_s,
                     .place = folder};
    }
    if (!dir.isReadable()) {
        return Error{.code = ErrorCode::Denied,
                     .message = u"The service's account may not read Samba's logs."_s,
                     .hint = u"Make it a member of the group that may (adm), see smcd(8)."_s,
                     .place = folder};
    }
    QList<LogEntry> all;
    QStringList names = dir.entryList(QDir::Files | QDir::NoSymLinks, QDir::Time);
    names.removeIf([](const QString &name) {
        return name.endsWith(".gz"_L1) || name.endsWith(".old"_L1) || name.endsWith(".xz"_L1);
    });
    if (names.size() > mostFiles)
        names.resize(mostFiles);
    bool denied = false;
    bool any = false;
    for (const QString &name : std::as_const(names)) {
        QByteArray bytes;
        qint64 offset = 0;
        int failure = 0;
        if (!readEnd(dir.filePath(name), each, bytes, offset, failure)) {
            denied = denied || failure == EACCES;
            continue; // rotated away meanwhile
        }
        any = true;
        all += parseLog(name, bytes, offset);
    }
    if (denied && !any) {
        return Error{.code = ErrorCode::Denied,
                     .message = u"The service's account may not read Samba's logs."_s,
                     .hint = u"Make it a member of the group that may (adm), see smcd(8)."_s,
                     .place = folder};
    }
    return all;
}

} // namespace smc::local
