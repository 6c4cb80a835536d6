// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/mounting/program.h"

namespace smc::volumes {

/// Keeps other calls away from a directory, or from something else that has a name, while one works on it,
/// across processes. The kernel lets go of it when the process ends, however it ends.
class DirectoryLock
{
public:
    /// Waits for whoever has it. `folder` is where the locks lie, made when it is not there (0700); one file
    /// for each directory, which stays.
    [[nodiscard]] static Outcome<DirectoryLock> take(const std::string &folder, const std::string &directory,
                                                     Milliseconds deadline);

    DirectoryLock(const DirectoryLock &) = delete;
    DirectoryLock &operator=(const DirectoryLock &) = delete;
    DirectoryLock(DirectoryLock &&other) noexcept
        : m_fd(other.m_fd)
    {
        other.m_fd = -1;
    }
    DirectoryLock &operator=(DirectoryLock &&other) = delete;
    ~DirectoryLock();

private:
    explicit DirectoryLock(int fd)
        : m_fd(fd)
    {}

    int m_fd;
};

} // namespace smc::volumes
