// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/setup/machine_probe.h"

#include "service/local/descriptor.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/timex.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <vector>

namespace smc::setup {

using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;
using local::Descriptor;

namespace {

constexpr auto connectPatience = std::chrono::seconds(5);
constexpr std::array controllerPorts{53, 88, 135, 139, 389, 445, 464, 636, 3268, 3269};
constexpr QByteArrayView listening = "0A";   ///< of /proc/net/tcp: TCP_LISTEN
constexpr QByteArrayView unconnected = "07"; ///< of /proc/net/udp: nobody at the other end

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Port → inode of its socket, of one of /proc/net's tables.
QHash<int, QByteArray> sockets(const QString &table, QByteArrayView state)
{
    QHash<int, QByteArray> found;
    const QByteArrayList lines = contents(table).split('\n');
    for (const QByteArray &line : lines.mid(1)) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() < 10 || words.at(3) != state)
            continue;
        const QByteArray port = words.at(1).mid(words.at(1).indexOf(':') + 1);
        found.insert(port.toInt(nullptr, 16), words.at(9));
    }
    return found;
}

/// Inodes of sockets → the program that has each open.
QHash<QByteArray, QString> programs(const QString &proc, const QSet<QByteArray> &inodes)
{
    QHash<QByteArray, QString> found;
    const QStringList pids = QDir(proc).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &pid : pids) {
        if (!pid.at(0).isDigit() || found.size() == inodes.size())
            continue;
        const QString folder = proc + u'/' + pid;
        const QStringList files =
            QDir(folder + u"/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System);
        for (const QString &file : files) {
            std::array<char, 64> target{};
            const ssize_t size = ::readlink(QFile::encodeName(folder + u"/fd/"_s + file).constData(),
                                            target.data(), target.size());
            const QByteArray link(target.data(), std::max<ssize_t>(size, 0));
            if (!link.startsWith("socket:["))
                continue;
            const QByteArray inode = link.mid(8).chopped(1);
            if (inodes.contains(inode) && !found.contains(inode))
                found.insert(inode, QString::fromUtf8(contents(folder + u"/comm"_s).trimmed()));
        }
    }
    return found;
}

/// A file without a name in that folder.
Descriptor unnamedFile(const QString &folder)
{
    const QByteArray path = QFile::encodeName(folder);
    const int file = ::open(path.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT))
        return Descriptor(file);
    // A file system that knows no such thing: one with a name, for a moment.
    QByteArray name = path + "/.smcd-setup-XXXXXX";
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0)
        ::unlink(name.constData());
    return Descriptor(named);
}

/// user::rw-, group::r--, other::r--, mask::rwx and one more user: what has no place in the mode alone
/// (posix_acl_xattr.h: version 2, then tag, permissions, id).
QByteArray accessList()
{
    const auto entry = [](char tag, char permissions, quint32 id) {
        QByteArray bytes{QByteArrayLiteral("\0\0\0\0\0\0\0\0")};
        bytes[0] = tag;
        bytes[2] = permissions;
        for (int i = 0; i < 4; ++i)
            bytes[4 + i] = static_cast<char>(id >> (8 * i) & 0xff);
        return bytes;
    };
    constexpr quint32 nobody = 0xffffffff;
    return QByteArray("\2\0\0\0", 4) + entry(0x01, 6, nobody) + entry(0x02, 4, 65534) +
           entry(0x04, 4, nobody) + entry(0x10, 7, nobody) + entry(0x20, 4, nobody);
}

} // namespace

QList<TakenPort> takenPorts(const QString &proc)
{
    QHash<int, QByteArray> taken;
    for (const auto *table : {"/net/tcp", "/net/tcp6", "/net/udp", "/net/udp6"}) {
        const QString path = proc + QString::fromLatin1(table);
        taken.insert(sockets(path, path.contains(u"tcp") ? listening : unconnected));
    }
    QSet<QByteArray> inodes;
    for (const int port : controllerPorts) {
        if (taken.contains(port))
            inodes.insert(taken.value(port));
    }
    const auto owners = inodes.isEmpty() ? QHash<QByteArray, QString>() : programs(proc, inodes);
    QList<TakenPort> ports;
    for (const int port : controllerPorts) {
        if (taken.contains(port))
            ports.append({.port = port, .program = owners.value(taken.value(port))});
    }
    return ports;
}

FileSystem fileSystemAt(const QString &path)
{
    QString folder = QDir::cleanPath(path);
    while (!QFileInfo(folder).isDir() && folder.size() > 1)
        folder = QFileInfo(folder).path();
    FileSystem system{.path = path};
    const Descriptor file = unnamedFile(folder);
    if (file.number() < 0) {
        system.fault = QString::fromLocal8Bit(std::strerror(errno));
        return system;
    }
    const auto keeps = [&file](const char *name, const QByteArray &value) {
        return ::fsetxattr(file.number(), name, value.constData(), static_cast<std::size_t>(value.size()),
                           0) == 0;
    };
    if (!keeps("user.smcd", "1"))
        system.missing << u"user attributes"_s;
    if (!keeps("security.smcd", "1"))
        system.missing << u"security attributes"_s;
    if (!keeps("system.posix_acl_access", accessList()))
        system.missing << u"POSIX access lists"_s;
    return system;
}

QList<int> unreachablePorts(const QString &host, const QList<int> &ports)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *list = nullptr;
    if (::getaddrinfo(host.toLatin1().constData(), nullptr, &hints, &list) != 0)
        return ports;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(list, &::freeaddrinfo);
    std::vector<Descriptor> opened;
    std::vector<pollfd> waiting; // fd -1: refused at once
    for (const int port : ports) {
        opened.emplace_back(::socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        sockaddr_storage address{};
        std::memcpy(&address, list->ai_addr, list->ai_addrlen);
        // The port lies at the same place in both kinds.
        reinterpret_cast<sockaddr_in *>(&address)->sin_port = htons(static_cast<uint16_t>(port));
        const int socket = opened.back().number();
        const bool isOnItsWay =
            ::connect(socket, reinterpret_cast<sockaddr *>(&address), list->ai_addrlen) == 0 ||
            errno == EINPROGRESS;
        waiting.push_back({isOnItsWay ? socket : -1, POLLOUT, 0});
    }
    QList<int> refused;
    const auto deadline = Clock::now() + connectPatience;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        const bool answered = waiting[i].fd >= 0 &&
                              ::poll(&waiting[i], 1, static_cast<int>(std::max<qint64>(left.count(), 0))) > 0;
        int failure = 0;
        socklen_t size = sizeof failure;
        if (!answered || ::getsockopt(waiting[i].fd, SOL_SOCKET, SO_ERROR, &failure, &size) != 0 ||
            failure != 0)
            refused << ports.at(static_cast<qsizetype>(i));
    }
    return refused;
}

void nameMachine(Facts &facts)
{
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    const QString called = QString::fromLocal8Bit(name.data());
    facts.host = called.section(u'.', 0, 0);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_CANONNAME;
    addrinfo *list = nullptr;
    if (::getaddrinfo(name.data(), nullptr, &hints, &list) != 0)
        return;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(list, &::freeaddrinfo);
    facts.fullName = list->ai_canonname ? QString::fromLocal8Bit(list->ai_canonname) : called;
    for (const addrinfo *found = list; found; found = found->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (::getnameinfo(found->ai_addr, found->ai_addrlen, text.data(), text.size(), nullptr, 0,
                          NI_NUMERICHOST) == 0)
            facts.addresses << QString::fromLatin1(text.data());
    }
}

bool clockIsSynchronised()
{
    timex clock{};
    return ::adjtimex(&clock) != TIME_ERROR && (clock.status & STA_UNSYNC) == 0;
}

} // namespace smc::setup
