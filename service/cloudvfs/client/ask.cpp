// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/client/ask.h"

#include <QJsonDocument>

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

bool receive(int fd, char *bytes, std::size_t size)
{
    while (size > 0) {
        const ssize_t got = ::recv(fd, bytes, size, MSG_WAITALL);
        if (got < 0 && errno == EINTR)
            continue;
        if (got == 0)
            errno = ECONNRESET;
        if (got <= 0)
            return false;
        bytes += got;
        size -= std::size_t(got);
    }
    return true;
}

ErrorCode codeOf(int number)
{
    switch (number) {
    case ENOENT:
        return ErrorCode::NotFound;
    case EACCES:
        return ErrorCode::Denied;
    case EINVAL:
        return ErrorCode::Invalid;
    default:
        return ErrorCode::Refused;
    }
}

} // namespace

Result<QByteArray> ask(const QByteArray &socket, const Question &question, std::chrono::seconds patience)
{
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto gone = [&](const QString &hint) {
        const int code = errno;
        if (fd >= 0)
            ::close(fd);
        if (code == EAGAIN)
            return Error{.code = ErrorCode::Timeout,
                         .message = u"cloudvfsd has not answered within %1 seconds."_s.arg(patience.count()),
                         .hint = u"What was asked for may still be going on."_s,
                         .retryable = true};
        return Error{.code = code == EACCES ? ErrorCode::Denied : ErrorCode::Unreachable,
                     .message = u"cloudvfsd does not answer at %1: %2."_s.arg(
                         QString::fromUtf8(socket), QString::fromLocal8Bit(std::strerror(code))),
                     .hint = hint,
                     .retryable = code != EACCES};
    };
    const QString whether = u"Does it run?"_s;
    if (fd < 0)
        return gone({});
    const QString whom = u"Root may ask it, and its management user (cloudvfs.conf)."_s;
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    errno = ENAMETOOLONG;
    if (std::size_t(socket.size()) >= sizeof(address.sun_path))
        return gone(whether);
    std::memcpy(address.sun_path, socket.constData(), std::size_t(socket.size()));
    if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0)
        return gone(errno == EACCES ? whom : whether);
    if (patience.count() > 0) {
        const timeval most{.tv_sec = patience.count(), .tv_usec = 0};
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most));
        ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
    }
    const QByteArray share = question.share.toUtf8();
    cloudvfs_request head = {};
    head.magic = CLOUDVFS_FRAME_MAGIC;
    head.version = CLOUDVFS_FRAME_VERSION;
    head.kind = question.kind;
    head.share_length = quint16(share.size());
    head.path_length = quint16(question.path.size());
    head.text_length = quint32(question.text.size());
    head.device = question.device;
    head.inode = question.inode;
    head.offset = quint64(question.offset);
    head.length = quint64(question.length);
    const QByteArray frame = QByteArray(reinterpret_cast<const char *>(&head), sizeof(head)) + share +
                             question.path + question.text;
    cloudvfs_reply reply;
    if (::send(fd, frame.constData(), std::size_t(frame.size()), MSG_NOSIGNAL) != frame.size() ||
        !receive(fd, reinterpret_cast<char *>(&reply), sizeof(reply)) || reply.size > CLOUDVFS_ANSWER_MAX)
        return gone(whom);
    QByteArray text(qsizetype(reply.size), Qt::Uninitialized);
    if (!receive(fd, text.data(), std::size_t(text.size())))
        return gone(whether);
    ::close(fd);
    if (reply.error == 0)
        return text;
    if (question.kind == CLOUDVFS_MANAGE)
        return errorOf(text);
    return Error{.code = codeOf(reply.error), .message = QString::fromUtf8(text)};
}

Result<QJsonObject> manage(const QByteArray &socket, const QJsonObject &request,
                           std::chrono::seconds patience)
{
    const auto answer = ask(socket,
                            {.kind = CLOUDVFS_MANAGE,
                             .share = {},
                             .path = {},
                             .text = QJsonDocument(request).toJson(QJsonDocument::Compact)},
                            patience);
    if (!answer)
        return answer.error();
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson(*answer, &wrong);
    if (!document.isObject())
        return Error{.code = ErrorCode::Internal,
                     .message = u"cloudvfsd's answer is no JSON: %1."_s.arg(wrong.errorString())};
    return document.object();
}

QByteArray toText(const Error &error)
{
    return QJsonDocument(QJsonObject{{u"code"_s, errorCodeName(error.code)},
                                     {u"message"_s, error.message},
                                     {u"hint"_s, error.hint},
                                     {u"place"_s, error.place},
                                     {u"native"_s, error.native},
                                     {u"retryable"_s, error.retryable}})
        .toJson(QJsonDocument::Compact);
}

Error errorOf(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    return {.code = errorCodeFromName(object[u"code"].toString()),
            .message = object.isEmpty() ? QString::fromUtf8(text) : object[u"message"].toString(),
            .hint = object[u"hint"].toString(),
            .place = object[u"place"].toString(),
            .native = object[u"native"].toString(),
            .retryable = object[u"retryable"].toBool()};
}

} // namespace smc::cloudvfs
