// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/mount_errors.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

namespace smc::volumes {

namespace {

/// The N of the last "mount error(N): …"; 0 without one.
int errorNumber(std::string_view output)
{
    constexpr std::string_view mark = "mount error(";
    const std::size_t at = output.rfind(mark);
    int number = 0;
    if (at != std::string_view::npos)
        std::from_chars(output.data() + at + mark.size(), output.data() + output.size(), number);
    return number;
}

/// Its lines that say something, as one.
std::string said(std::string_view output)
{
    std::string line;
    for (std::size_t at = 0; at < output.size();) {
        const std::size_t end = std::min(output.find('\n', at), output.size());
        const std::string_view one = output.substr(at, end - at);
        if (!one.empty() && !one.starts_with("Refer to the "))
            line += (line.empty() ? "" : " ") + std::string(one);
        at = end + 1;
    }
    std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return line;
}

struct Words
{
    int error;
    FailureKind kind;
    const char *message; ///< %1: the share as //host/share, %2: the host, %3: the user
    const char *hint;
};

constexpr auto dialect = "Remove vers= to let both agree, or allow a newer dialect on the server.";

constexpr std::array words{
    Words{EACCES, FailureKind::Denied,
          "%2 refused the user name or the password of %3, or %3 may not use %1.",
          "Check both with: smbclient %1 -U %3"},
    Words{EPERM, FailureKind::Denied, "%2 does not let %3 in, or this program may not mount.",
          "It runs as root where a kubelet starts it; does the account expire, or may it not sign in there?"},
    Words{ENOENT, FailureKind::NotFound, "There is no share %1, or no such folder in it.",
          "smbclient -L %2 -U %3 lists the shares. Where both are right, this kernel may lack modules: cifs "
          "doctor."},
    Words{ENODEV, FailureKind::Unsupported, "The kernel of this machine has no CIFS.",
          "Load it: modprobe cifs"},
    Words{EINVAL, FailureKind::Invalid, "The kernel does not take one of the mount options.",
          "It says which one: dmesg | grep CIFS"},
    Words{EOPNOTSUPP, FailureKind::Unsupported,
          "%2 does not speak that dialect of SMB, or not that security.", dialect},
    Words{EHOSTDOWN, FailureKind::Unreachable, "%2 closed the connection.", dialect},
    Words{ECONNREFUSED, FailureKind::Unreachable, "%2 answers, and no SMB server listens there.",
          "Is it running, and does no firewall close port 445?"},
    Words{EHOSTUNREACH, FailureKind::Unreachable, "No way leads to %2.",
          "Is it switched on, and in the network of this node?"},
    Words{ENETUNREACH, FailureKind::Unreachable, "No way leads to the network of %2.",
          "Has this node a route there?"},
    Words{EINPROGRESS, FailureKind::Unreachable, "%2 does not answer.",
          "Is it switched on, and does no firewall close port 445?"},
    Words{ETIMEDOUT, FailureKind::Timeout, "%2 does not answer.",
          "Is it switched on, and does no firewall close port 445?"},
    Words{EAGAIN, FailureKind::Unreachable, "%2 ended the connection while it was made.",
          "It may work again soon; the server's log says why."},
    Words{ECONNRESET, FailureKind::Unreachable, "%2 ended the connection while it was made.",
          "The server's log says why."},
    Words{EBUSY, FailureKind::Busy, "The directory is in use.",
          "Something else is mounted there, or works there."},
    Words{ENXIO, FailureKind::NotFound, "There is no share %1.", "smbclient -L %2 -U %3 lists them."},
    Words{ENOKEY, FailureKind::Denied, "There is no Kerberos ticket for %2.",
          "Is cifs.upcall installed (packages cifs-utils and keyutils), and does the keytab fit?"},
    Words{EKEYEXPIRED, FailureKind::Denied, "The password of %3 or his ticket has expired.",
          "He has to change it."},
    Words{EKEYREVOKED, FailureKind::Denied, "The account of %3 is locked or disabled.",
          "Unlock it in the directory."},
    Words{EKEYREJECTED, FailureKind::Denied, "%2 refused the user name or the password of %3.",
          "Check both with: smbclient %1 -U %3"},
    Words{ENOTUNIQ, FailureKind::NotFound, "%2 does not know itself by that name.",
          "Use the server's own name or its address."},
    Words{EIO, FailureKind::Internal, "%2 gave an answer that is not understood.",
          "dmesg | grep CIFS says more."},
};

std::string filled(std::string text, const NetworkPath &path, const std::string &user)
{
    const NetworkPath share{.host = path.host, .share = path.share, .folder = {}, .port = 0};
    const std::array<std::string, 3> values{share.unc(), path.host, user.empty() ? "this account" : user};
    std::string all;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '1' && text[i + 1] <= '3')
            all += values[std::size_t(text[++i] - '1')];
        else
            all += text[i];
    }
    return all;
}

} // namespace

bool isWorthAnotherTry(const Ended &ended)
{
    const int number = errorNumber(ended.output);
    return number == EHOSTDOWN || number == EAGAIN;
}

Failure mountFailure(const Ended &ended, const NetworkPath &path, const std::string &user)
{
    const int number = errorNumber(ended.output);
    const std::string native = said(ended.output);
    if (const auto *row = std::ranges::find(words, number, &Words::error); row != words.end())
        return {.kind = row->kind,
                .message = filled(row->message, path, user),
                .hint = filled(row->hint, path, user),
                .native = native};
    if (ended.output.find("could not resolve address") != std::string::npos)
        return {.kind = FailureKind::NotFound,
                .message = "The name " + path.host + " has no address here.",
                .hint = "Does this node ask the DNS server of the domain? Try: getent hosts " + path.host,
                .native = native};
    if (ended.output.find("not supported by the system") != std::string::npos)
        return {.kind = FailureKind::Unsupported,
                .message = "The kernel of this machine has no CIFS.",
                .hint = "Load it: modprobe cifs",
                .native = native};
    return {.kind = FailureKind::Internal,
            .message = "mount.cifs ended with " + std::to_string(ended.status) + '.',
            .hint = native.empty() ? "It said nothing." : "It said: " + native,
            .native = native};
}

} // namespace smc::volumes
