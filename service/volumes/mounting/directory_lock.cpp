// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/directory_lock.h"

#include "service/volumes/mounting/folders.h"
#include "service/volumes/mounting/hash_name.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace smc::volumes {

Outcome<DirectoryLock> DirectoryLock::take(const std::string &folder, const std::string &directory,
                                           Milliseconds deadline)
{
    if (auto made = makeFolders(folder, 0700); !made)
        return tl::unexpected(made.error());
    const std::string path = folder + '/' + hashName(directory);
    const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return fail(FailureKind::Internal, path + " cannot be opened: " + systemText(errno) + '.');
    DirectoryLock lock(fd);
    // flock has no deadline of its own, and a signal to end the wait would be the whole process's.
    constexpr Milliseconds pause{20};
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return fail(FailureKind::Internal, path + " cannot be locked: " + systemText(errno) + '.');
        if (std::chrono::steady_clock::now() >= end)
            return fail(FailureKind::Busy, "Another call has been working on " + directory + " all the time.",
                        "Try again; if it stays so, a server does not answer: cifs doctor.");
        std::this_thread::sleep_for(pause);
    }
    return lock;
}

DirectoryLock::~DirectoryLock()
{
    if (m_fd >= 0)
        close(m_fd);
}

} // namespace smc::volumes
