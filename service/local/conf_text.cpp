// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/conf_text.h"

#include "service/local/command.h"
#include "service/local/descriptor.h"
#include "service/local/machine.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 largest = 1024 * 1024;
/// Longer than its rule lets sudo run it (TIMEOUT): who gives up may say that nothing was replaced.
constexpr auto replacePatience = std::chrono::seconds(40);
constexpr auto accessList = "system.posix_acl_access";

Error fault(const QString &doing, const QString &path, int failure = errno)
{
    const bool denied = failure == EACCES || failure == EPERM || failure == EROFS;
    return Error{
        .code = denied ? ErrorCode::Denied : ErrorCode::Internal,
        .message = u"%1 cannot be %2: %3."_s.arg(path, doing, QString::fromLocal8Bit(std::strerror(failure))),
        .hint = denied ? u"smcd(8) says what it needs: [local] sudo, its rules, its unit's drop-in."_s
                       : QString()};
}

/// "   CONFIGFILE: /etc/samba/smb.conf"
Result<QString> confPath(const QString &smbDir)
{
    auto built = run({}, smbDir + u"/sbin/smbd"_s, {u"-b"_s});
    if (!built)
        return built.error();
    for (const QByteArray &line : built->output.split('\n')) {
        if (const QByteArray text = line.trimmed(); text.startsWith("CONFIGFILE:")) {
            const QString path = QFile::decodeName(text.mid(text.indexOf(':') + 1).trimmed());
            // A link stays one: what it leads to is replaced.
            const QString real = QFileInfo(path).canonicalFilePath();
            return real.isEmpty() ? path : real;
        }
    }
    return Error{.code = ErrorCode::Internal,
                 .message = u"smbd does not say where its configuration is."_s,
                 .native = u"status %1"_s.arg(built->status)};
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Error{.code = ErrorCode::NotFound, .message = u"There is no %1."_s.arg(path)};
    if (!file.open(QIODevice::ReadOnly)) {
        const bool denied =
            file.error() == QFileDevice::PermissionsError || file.error() == QFileDevice::OpenError;
        return Error{.code = denied ? ErrorCode::Denied : ErrorCode::Internal,
                     .message = u"%1 cannot be read: %2."_s.arg(path, file.errorString())};
    }
    QByteArray text = file.read(largest + 1);
    if (text.size() > largest)
        return Error{.code = ErrorCode::TooLarge, .message = u"%1 is larger than 1 MB."_s.arg(path)};
    return text;
}

Result<void> mustBe(const QString &path, const QByteArray &former)
{
    auto now = readFile(path);
    if (!now)
        return now.error();
    if (hashOf(*now) == former)
        return {};
    return Error{.code = ErrorCode::Stale,
                 .message = u"%1 was changed in the meantime."_s.arg(path),
                 .hint = u"Read it again, and repeat what you want to change."_s};
}

/// What testparm has against a file.
Result<void> accepted(const QString &smbDir, const QString &path)
{
    auto done = run({}, smbDir + u"/bin/testparm"_s, {u"--suppress-prompt"_s, path});
    if (!done)
        return done.error();
    if (done->status == 0)
        return {};
    const QStringList said = QString::fromUtf8(done->errors).split(u'\n', Qt::SkipEmptyParts);
    const QStringList faults = said.filter(u"ERROR"_s);
    return Error{.code = ErrorCode::Invalid,
                 .message = u"Samba's testparm does not take this configuration."_s,
                 .hint = faults.isEmpty() ? QString() : faults.constFirst().simplified(),
                 .native =
                     u"status %1: %2"_s.arg(done->status).arg(said.value(said.size() - 1).simplified())};
}

/// Mode, access list and owner, in this order: who has given a file away may not set the others any more.
bool copyRights(const QByteArray &from, int file)
{
    struct stat like{};
    if (::stat(from.constData(), &like) != 0 || ::fchmod(file, like.st_mode & 07777) != 0)
        return false;
    std::array<char, 4096> list{};
    const ssize_t size = ::getxattr(from.constData(), accessList, list.data(), list.size());
    if (size < 0 && errno != ENODATA && errno != ENOTSUP)
        return false;
    return (size <= 0 ||
            ::fsetxattr(file, accessList, list.data(), static_cast<std::size_t>(size), 0) == 0) &&
           ::fchown(file, like.st_uid, like.st_gid) == 0;
}

Result<void> fill(int file, const QString &path, const QByteArray &text, const QByteArray &from)
{
    for (qsizetype written = 0; written < text.size();) {
        const ssize_t size =
            ::write(file, text.constData() + written, static_cast<std::size_t>(text.size() - written));
        if (size < 0 && errno != EINTR)
            return fault(u"written"_s, path);
        written += std::max<ssize_t>(size, 0);
    }
    if (!copyRights(from, file))
        return fault(u"given its rights"_s, path);
    return ::fsync(file) == 0 ? Result<void>() : fault(u"written to disk"_s, path);
}

} // namespace

QByteArray hashOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

Result<ConfText> readConfText(const QString &smbDir)
{
    auto path = confPath(smbDir);
    if (!path)
        return path.error();
    auto text = readFile(*path);
    if (!text)
        return text.error();
    return ConfText{.path = *std::move(path), .text = *std::move(text)};
}

Result<void> replaceConfText(const QString &smbDir, const QByteArray &text, const QByteArray &former)
{
    auto path = confPath(smbDir);
    if (!path)
        return path.error();
    if (text.size() > largest)
        return Error{.code = ErrorCode::TooLarge, .message = u"A configuration has at most 1 MB."_s};
    if (auto unchanged = mustBe(*path, former); !unchanged)
        return unchanged;
    const QByteArray name = QFile::encodeName(*path);
    const QString folder = QFileInfo(*path).path();
    QByteArray beside = QFile::encodeName(folder + u"/.smb.conf.XXXXXX"_s);
    const Descriptor file(::mkostemp(beside.data(), O_CLOEXEC));
    if (!file.isOpen())
        return fault(u"written to"_s, folder);
    const auto replace = [&]() -> Result<void> {
        if (auto filled = fill(file.number(), QFile::decodeName(beside), text, name); !filled)
            return filled;
        if (auto taken = accepted(smbDir, QFile::decodeName(beside)); !taken)
            return taken;
        if (auto unchanged = mustBe(*path, former); !unchanged) // testparm takes its time
            return unchanged;
        return std::rename(beside.constData(), name.constData()) == 0 ? Result<void>()
                                                                      : fault(u"replaced"_s, *path);
    };
    if (auto done = replace(); !done) {
        ::unlink(beside.constData());
        return done;
    }
    const Descriptor directory(
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return directory.isOpen() && ::fsync(directory.number()) == 0 ? Result<void>()
                                                                  : fault(u"written to disk"_s, folder);
}

// ---- as a machine has it ------------------------------------------------------------------------------

Result<ConfText> Machine::confText() const
{
    return readConfText(m_options.smbDir);
}

Result<void> Machine::replaceConf(const QByteArray &text, const QByteArray &former) const
{
    if (m_options.sudo.isEmpty()) {
        if (auto done = replaceConfText(m_options.smbDir, text, former); !done)
            return done;
        return reloadAll();
    }
    auto done = run(Command{.sudo = m_options.sudo,
                            .program = m_options.smcd,
                            .arguments = {u"replace-config"_s, QString::fromLatin1(former)},
                            // A copy that nobody shares.
                            .input = Secret(QByteArray(text.constData(), text.size())),
                            .environment = {},
                            .said = {},
                            .limits = {.time = replacePatience}});
    if (!done)
        return done.error();
    if (done->status == 0)
        return reloadAll();
    // The program says it as one line: kind, message, hint and native, with tabs between them.
    const QStringList lines = QString::fromUtf8(done->errors).split(u'\n', Qt::SkipEmptyParts);
    const QStringList said = lines.isEmpty() ? QStringList{QString()} : lines.constLast().split(u'\t');
    if (said.size() == 4) {
        return Error{.code = errorCodeFromName(said.at(0)),
                     .message = said.at(1),
                     .hint = said.at(2),
                     .native = said.at(3)};
    }
    return Error{.code = ErrorCode::Denied,
                 .message = u"The service's account may not replace smb.conf as root."_s,
                 .hint = u"Set [local] sudo in smcd.conf, install smcd's rules for sudo, and switch on "
                         "SMCD_CONFIG there, see smcd(8)."_s,
                 .native = u"status %1: %2"_s.arg(done->status).arg(said.constLast())};
}

} // namespace smc::local
