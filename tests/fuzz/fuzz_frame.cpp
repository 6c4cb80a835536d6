// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_sync
// What somebody sends to cloudvfsd's socket, and ends: it is a frame when all that its head speaks of has
// come, and no byte of what follows is part of it.
#include "service/cloudvfs/sync/questions.h"

#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace smc::cloudvfs;
    constexpr std::size_t most = 100'000; // fits into the socket at once
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        std::abort();
    const std::size_t sent = std::min(size, most);
    if (::send(ends[0], data, sent, MSG_NOSIGNAL) != ssize_t(sent))
        std::abort();
    ::shutdown(ends[0], SHUT_WR);
    cloudvfs_request head = {};
    QByteArray names;
    const bool whole = receiveFrame(ends[1], head, names);
    ::close(ends[0]);
    ::close(ends[1]);
    if (!whole)
        return 0;
    const std::size_t said = std::size_t(head.share_length) + head.path_length + head.text_length;
    if (sent < sizeof(head) + said || std::size_t(names.size()) != said ||
        std::memcmp(names.constData(), data + sizeof(head), said) != 0)
        std::abort();
    static_cast<void>(readQuestion(head, names));
    return 0;
}
