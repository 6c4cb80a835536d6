// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/small_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace smc::volumes {

Outcome<std::string> readSmallFile(const std::string &path, std::size_t most)
{
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return fail(errno == ENOENT ? FailureKind::NotFound : FailureKind::Internal,
                    path + " cannot be read: " + systemText(errno) + '.');
    std::string text;
    std::array<char, 16384> buffer{};
    ssize_t size = 0;
    while (text.size() <= most &&
           ((size = read(file, buffer.data(), buffer.size())) > 0 || (size < 0 && errno == EINTR))) {
        if (size > 0)
            text.append(buffer.data(), std::size_t(size));
    }
    const int error = errno;
    close(file);
    if (size < 0)
        return fail(FailureKind::Internal, path + " cannot be read: " + systemText(error) + '.');
    if (text.size() > most)
        return fail(FailureKind::Internal, path + " is longer than " + std::to_string(most) + " bytes.");
    return text;
}

Outcome<bool> writeSmallFile(const std::string &path, std::string_view content, std::optional<uid_t> owner)
{
    const std::string part = path + "." + std::to_string(getpid()) + ".part";
    // Never into a file that somebody else has made: he may have it open, and the folder may be /tmp.
    unlink(part.c_str());
    const int file = open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool written = file >= 0 && (!owner || fchown(file, *owner, gid_t(-1)) == 0);
    while (written && !content.empty()) {
        const ssize_t size = write(file, content.data(), content.size());
        written = size > 0 || (size < 0 && errno == EINTR);
        if (size > 0)
            content.remove_prefix(std::size_t(size));
    }
    if (file >= 0)
        written = (close(file) == 0 || errno == EINTR) && written;
    if (!written || rename(part.c_str(), path.c_str()) != 0) {
        const int error = errno;
        unlink(part.c_str());
        return fail(FailureKind::Internal, path + " cannot be written: " + systemText(error) + '.');
    }
    return true;
}

} // namespace smc::volumes
