// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/errors.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One row: the code, what kind it is, what it means ("%1" is the host), and the way out.
template<typename Code>
struct Row
{
    Code code;
    ErrorCode kind;
    QStringView message;
    QStringView hint;
};

constexpr QStringView registryFails = u"%1 cannot read or write its registry.";
constexpr QStringView registryHint = u"Is its disk full, or registry.tdb damaged? Samba's log says more.";

constexpr std::array statuses{
    Row<quint32>{0xC0000022, ErrorCode::Denied, u"%1 denies it.",
                 u"Only administrators of that server may do this."},
    Row<quint32>{
        0xC000006D, ErrorCode::Unauthenticated, u"%1 accepts neither this name nor this password.",
        u"Sign in again. Is the server a member of your domain, is its clock right, and does its name in "
        u"the DNS lead to it?"},
    Row<quint32>{0xC000006E, ErrorCode::Unauthenticated, u"%1 does not let this account sign in.",
                 u"Look for logon hours, workstations allowed, or an expired password."},
    Row<quint32>{0xC0000071, ErrorCode::Unauthenticated, u"The password has expired.",
                 u"Change it, then sign in again."},
    Row<quint32>{0xC0000072, ErrorCode::Unauthenticated, u"The account is disabled.", u""},
    Row<quint32>{0xC0000234, ErrorCode::Unauthenticated, u"The account is locked.", u"Unlock it, or wait."},
    Row<quint32>{0xC0000133, ErrorCode::Unauthenticated,
                 u"The clocks of %1 and of the domain are too far apart.",
                 u"Set the time of that server; Kerberos allows five minutes."},
    Row<quint32>{0xC000005E, ErrorCode::Unreachable,
                 u"No domain controller answers that could sign you in at %1.", u""},
    Row<quint32>{0xC000018B, ErrorCode::Unauthenticated, u"The domain has no account for %1.",
                 u"Join the server to the domain, or name it as the domain knows it."},
    Row<quint32>{0xC000000E, ErrorCode::Refused, u"%1 cannot serve this.",
                 u"Samba's log says why. Its registry cannot be read, say: registry.tdb damaged."},
    Row<quint32>{0xC00000BB, ErrorCode::Unsupported, u"%1 does not offer this.", u""},
    Row<quint32>{0xC0000002, ErrorCode::Unsupported, u"%1 does not offer this.", u""},
    Row<quint32>{0xC0000034, ErrorCode::NotFound, u"%1 has no such thing.", u""},
    Row<quint32>{0xC000003A, ErrorCode::NotFound, u"%1 has no such folder.", u""},
    Row<quint32>{0xC000000F, ErrorCode::NotFound, u"%1 has no such file.", u""},
    Row<quint32>{0xC0000033, ErrorCode::Invalid, u"%1 takes no such name.", u""},
    Row<quint32>{0xC00000CC, ErrorCode::NotFound, u"%1 has no such share, or its folder is not there.", u""},
    Row<quint32>{0xC0000103, ErrorCode::Invalid, u"This is no folder.", u""},
    Row<quint32>{0xC00000B5, ErrorCode::Timeout, u"%1 did not answer in time.", u""},
    Row<quint32>{0x00000102, ErrorCode::Timeout, u"%1 did not answer in time.", u""},
    Row<quint32>{0xC000020C, ErrorCode::Unreachable, u"%1 ended the connection.", u"Try again."},
    Row<quint32>{0xC000020D, ErrorCode::Unreachable, u"%1 ended the connection.", u"Try again."},
    Row<quint32>{0xC0000241, ErrorCode::Unreachable, u"%1 ended the connection.", u"Try again."},
    Row<quint32>{0xC0000037, ErrorCode::Unreachable, u"%1 ended the connection.", u"Try again."},
    Row<quint32>{0xC000014B, ErrorCode::Unreachable, u"%1 ended the connection.", u"Try again."},
    Row<quint32>{0xC00000AB, ErrorCode::Busy, u"%1 has no free instance of this interface.", u"Try again."},
    Row<quint32>{0xC0000236, ErrorCode::Unreachable, u"%1 refuses connections.", u"Is smbd running there?"},
    Row<quint32>{0xC000007F, ErrorCode::Refused, u"The disk of %1 is full.", u"Make room there."},
    Row<quint32>{0xC000014D, ErrorCode::Refused, registryFails, registryHint},
    Row<quint32>{0xC0020030, ErrorCode::Unsupported, u"%1 does not know this operation.", u""},
};

constexpr std::array results{
    Row<quint32>{2, ErrorCode::NotFound, u"%1 has no such thing.", u""},
    Row<quint32>{5, ErrorCode::Denied, u"%1 denies it.", u"Only administrators of that server may do this."},
    Row<quint32>{50, ErrorCode::Unsupported, u"%1 does not offer this.", u""},
    Row<quint32>{87, ErrorCode::Invalid, u"%1 takes a value of this for wrong.", u""},
    Row<quint32>{112, ErrorCode::Refused, u"The disk of %1 is full.", u"Make room there."},
    Row<quint32>{124, ErrorCode::Unsupported, u"%1 does not offer this level of detail.", u""},
    Row<quint32>{1016, ErrorCode::Refused, registryFails, registryHint},
    Row<quint32>{1060, ErrorCode::NotFound, u"%1 has no such service.", u""},
    Row<quint32>{1062, ErrorCode::Refused, u"The service does not run on %1.", u""},
    Row<quint32>{1801, ErrorCode::NotFound, u"%1 has no such printer.", u""},
    Row<quint32>{2118, ErrorCode::Exists, u"%1 has a share of this name already.", u"Choose another name."},
    Row<quint32>{2310, ErrorCode::NotFound, u"%1 has no such share.", u""},
    Row<quint32>{2312, ErrorCode::NotFound, u"There is no such session on %1 any more.", u""},
    Row<quint32>{2314, ErrorCode::NotFound, u"No such file is open on %1 any more.", u""},
    Row<quint32>{2221, ErrorCode::NotFound, u"%1 knows no such user.", u""},
    Row<quint32>{2351, ErrorCode::NotFound, u"There is no session of this machine on %1.", u""},
};

template<typename Rows>
Error fromTable(const Rows &rows, quint32 code, const QString &host, const char *name, const char *words)
{
    Error error{.code = ErrorCode::Refused,
                .message = u"%1 refuses it: %2"_s.arg(host, QString::fromUtf8(words)),
                .native = u"%1, 0x%2"_s.arg(QString::fromLatin1(name)).arg(code, 8, 16, QChar(u'0'))};
    const auto row = std::find_if(rows.begin(), rows.end(), [code](const auto &r) { return r.code == code; });
    if (row != rows.end()) {
        error.code = row->kind;
        error.message = row->message.toString();
        error.hint = row->hint.toString();
        if (error.message.contains(u"%1"))
            error.message = error.message.arg(host);
    }
    error.retryable = error.code == ErrorCode::Unreachable || error.code == ErrorCode::Timeout ||
                      error.code == ErrorCode::Busy;
    return error;
}

Error unreachable(const QString &host, const QString &why, const QString &hint)
{
    return Error{.code = ErrorCode::Unreachable,
                 .message = u"%1 cannot be reached: %2"_s.arg(host, why),
                 .hint = hint,
                 .retryable = true};
}

/// One address of the host. 0, or an errno.
int probeAddress(const addrinfo &address, int milliseconds)
{
    const int fd = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return errno;
    int failure = ::connect(fd, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
    if (failure == EINPROGRESS) {
        pollfd one{.fd = fd, .events = POLLOUT, .revents = 0};
        if (::poll(&one, 1, milliseconds) > 0) {
            socklen_t size = sizeof failure;
            ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &failure, &size);
        } else {
            failure = ETIMEDOUT;
        }
    }
    ::close(fd);
    return failure;
}

} // namespace

Error errorOf(NTSTATUS status, const QString &host)
{
    return fromTable(statuses, NT_STATUS_V(status), host, nt_errstr(status),
                     get_friendly_nt_error_msg(status));
}

Error errorOf(WERROR error, const QString &host)
{
    return fromTable(results, W_ERROR_V(error), host, win_errstr(error), get_friendly_werror_msg(error));
}

Error signInErrorOf(NTSTATUS status, const QString &host)
{
    constexpr quint32 invalidParameter = 0xC000000D;
    if (NT_STATUS_V(status) != invalidParameter)
        return errorOf(status, host);
    return Error{.code = ErrorCode::Unreachable,
                 .message = u"The domain gives no ticket for %1."_s.arg(host),
                 .hint = u"Is that still the name under which the server is joined to it?"_s,
                 .native = QString::fromLatin1(nt_errstr(status))};
}

bool isDisconnected(NTSTATUS status)
{
    constexpr std::array gone{0xC000020CU, 0xC000020DU, 0xC0000241U, 0xC0000037U, 0xC000014BU,
                              0xC0000128U, 0xC0000008U, 0xC00000B0U, 0xC0000203U};
    return std::find(gone.begin(), gone.end(), NT_STATUS_V(status)) != gone.end();
}

Result<void> check(NTSTATUS status, WERROR result, const QString &host)
{
    if (!NT_STATUS_IS_OK(status))
        return errorOf(status, host);
    if (!W_ERROR_IS_OK(result))
        return errorOf(result, host);
    return {};
}

Result<void> check(NTSTATUS status, NTSTATUS result, const QString &host)
{
    if (!NT_STATUS_IS_OK(status))
        return errorOf(status, host);
    if (!NT_STATUS_IS_OK(result))
        return errorOf(result, host);
    return {};
}

Result<void> probe(const QString &host, int seconds)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (const int failed = ::getaddrinfo(host.toUtf8().constData(), "445", &hints, &found); failed != 0) {
        return unreachable(host,
                           u"its name is unknown (%1)."_s.arg(QString::fromUtf8(::gai_strerror(failed))),
                           u"Look for a DNS record, or write the server's address into the configuration."_s);
    }
    int failure = EHOSTUNREACH;
    for (const addrinfo *one = found; one && failure != 0; one = one->ai_next)
        failure = probeAddress(*one, seconds * 1000);
    ::freeaddrinfo(found);
    switch (failure) {
    case 0:
        return {};
    case ECONNREFUSED:
        return unreachable(host, u"it refuses connections on port 445."_s, u"Is smbd running there?"_s);
    case ETIMEDOUT:
        return Error{.code = ErrorCode::Timeout,
                     .message = u"%1 does not answer on port 445."_s.arg(host),
                     .hint = u"Is it switched on, and does a firewall stand between?"_s,
                     .retryable = true};
    default:
        return unreachable(host, QString::fromLocal8Bit(std::strerror(failure)) + u'.', {});
    }
}

} // namespace smc::rpc
