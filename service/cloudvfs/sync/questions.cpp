// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/questions.h"

#include "service/cloudvfs/sync/stop_event.h"

#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostAtOnce = 64;
constexpr int fullMilliseconds = 100; ///< until it is tried again when there can be no more connections
constexpr timeval patience{.tv_sec = 10, .tv_usec = 0}; ///< with somebody who has connected and says nothing

Error failed(ErrorCode code, const QString &doing, const QByteArray &path)
{
    return {.code = code,
            .message = u"%1 %2: %3."_s.arg(doing, QString::fromUtf8(path),
                                           QString::fromLocal8Bit(std::strerror(errno))),
            .retryable = true};
}

bool addressOf(const QByteArray &path, sockaddr_un &address)
{
    address = {};
    address.sun_family = AF_UNIX;
    if (std::size_t(path.size()) >= sizeof(address.sun_path))
        return false;
    std::memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
    return true;
}

bool receive(int fd, char *bytes, std::size_t size)
{
    return size == 0 || ::recv(fd, bytes, size, MSG_WAITALL) == ssize_t(size);
}

bool sendAll(int fd, const QByteArray &bytes)
{
    return ::send(fd, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL) == ssize_t(bytes.size());
}

/// What a client of the share sees.
int errnoOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::NotFound:
        return ENOENT;
    case ErrorCode::Denied:
        return EACCES;
    case ErrorCode::Unsupported:
    case ErrorCode::Invalid:
        return EINVAL;
    case ErrorCode::Refused:
        return error.native == "errno 28"_L1 ? ENOSPC : EBUSY;
    default:
        return EIO;
    }
}

template<typename T>
QByteArray bytesOf(const T &value)
{
    return QByteArray(reinterpret_cast<const char *>(&value), sizeof(value));
}

} // namespace

bool receiveFrame(int fd, cloudvfs_request &head, QByteArray &names)
{
    if (!receive(fd, reinterpret_cast<char *>(&head), sizeof(head)) ||
        head.share_length > CLOUDVFS_SHARE_MAX || head.path_length > CLOUDVFS_PATH_MAX ||
        head.text_length > CLOUDVFS_TEXT_MAX)
        return false;
    names.resize(head.share_length + head.path_length + qsizetype(head.text_length));
    return receive(fd, names.data(), std::size_t(names.size()));
}

Result<Question> readQuestion(const cloudvfs_request &head, const QByteArray &names)
{
    if (head.magic != CLOUDVFS_FRAME_MAGIC || head.version != CLOUDVFS_FRAME_VERSION ||
        head.share_length > CLOUDVFS_SHARE_MAX || head.path_length > CLOUDVFS_PATH_MAX ||
        head.text_length > CLOUDVFS_TEXT_MAX || (head.text_length > 0 && head.kind != CLOUDVFS_MANAGE) ||
        names.size() != head.share_length + head.path_length + qsizetype(head.text_length) ||
        head.offset > INT64_MAX || head.length > INT64_MAX - head.offset)
        return Error{.code = ErrorCode::Invalid, .message = u"This is no question of this version."_s};
    if (head.kind < CLOUDVFS_RECALL || head.kind > CLOUDVFS_MANAGE)
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"This daemon does not know what is asked."_s};
    return Question{.kind = cloudvfs_request_kind(head.kind),
                    .share = QString::fromUtf8(names.left(head.share_length)),
                    .path = names.mid(head.share_length, head.path_length),
                    .device = head.device,
                    .inode = head.inode,
                    .offset = qint64(head.offset),
                    .length = qint64(head.length),
                    .text = names.mid(head.share_length + head.path_length)};
}

Questions::Questions(QByteArray path, Answer answer, std::optional<uid_t> manager)
    : m_path(std::move(path))
    , m_answer(std::move(answer))
    , m_manager(manager)
{
    m_pool.setMaxThreadCount(mostAtOnce);
}

Questions::~Questions()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    m_pool.waitForDone();
    if (m_socket >= 0) {
        ::close(m_socket);
        ::unlink(m_path.constData());
    }
}

Result<void> Questions::start()
{
    const QByteArray folder = QFileInfo(QString::fromUtf8(m_path)).path().toUtf8();
    sockaddr_un address;
    if (!addressOf(m_path, address)) {
        errno = ENAMETOOLONG;
        return failed(ErrorCode::Refused, u"There can be no socket at"_s, m_path);
    }
    const mode_t rights = m_manager ? 0711 : 0700; // whom the socket is for must come to it
    if (::mkdir(folder.constData(), rights) == 0 ? ::chmod(folder.constData(), rights) != 0 : errno != EEXIST)
        return failed(ErrorCode::Refused, u"There can be no folder"_s, folder);
    ::unlink(m_path.constData()); // of a daemon that was killed: there is one of them only
    m_socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_socket < 0 ||
        ::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0 ||
        ::chmod(m_path.constData(), 0600) != 0 ||
        (m_manager && ::chown(m_path.constData(), *m_manager, gid_t(-1)) != 0) ||
        ::listen(m_socket, 128) != 0)
        return failed(ErrorCode::Refused, u"There can be no socket at"_s, m_path);
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    return {};
}

void Questions::run(const std::stop_token &stop) const
{
    const StopEvent stopped(stop);
    while (!stop.stop_requested()) {
        pollfd waits[] = {{.fd = m_socket, .events = POLLIN, .revents = 0},
                          {.fd = stopped.fd(), .events = POLLIN, .revents = 0}};
        ::poll(waits, 2, -1);
        if (!(waits[0].revents & POLLIN))
            continue;
        const int fd = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd >= 0)
            m_pool.start([this, fd] { serve(fd); });
        else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM)
            ::poll(&waits[1], 1, fullMilliseconds); // who asks is still there
    }
}

void Questions::serve(int fd) const
{
    ucred peer = {};
    socklen_t length = sizeof(peer);
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    cloudvfs_request head;
    QByteArray names;
    const bool ours = ::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 &&
                      (peer.uid == ::geteuid() || peer.uid == m_manager);
    if (ours && receiveFrame(fd, head, names)) {
        auto question = readQuestion(head, names);
        const bool manages = head.kind == CLOUDVFS_MANAGE;
        if (question && m_manager && !manages)
            question = Error{.code = ErrorCode::Denied, .message = u"Only management is asked for here."_s};
        const auto answered = question ? m_answer(*question) : Result<QByteArray>(question.error());
        const QByteArray text = answered  ? *answered
                                : manages ? toText(answered.error())
                                          : answered.error().toString().toUtf8().left(CLOUDVFS_TEXT_MAX);
        const cloudvfs_reply reply{.magic = CLOUDVFS_FRAME_MAGIC,
                                   .error = answered ? 0 : errnoOf(answered.error()),
                                   .size = quint32(text.size())};
        sendAll(fd, bytesOf(reply) + text);
    }
    ::close(fd);
}

} // namespace smc::cloudvfs
