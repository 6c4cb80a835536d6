// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/folders.h"

#include <cerrno>
#include <sys/stat.h>

namespace smc::volumes {

Outcome<bool> makeFolders(const std::string &path, mode_t mode)
{
    bool made = false;
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const bool last = end == std::string::npos;
        const std::string part = path.substr(0, end);
        made = mkdir(part.c_str(), last ? mode : 0755) == 0;
        if (!made && errno != EEXIST)
            return fail(FailureKind::Internal,
                        "The folder " + part + " cannot be made: " + systemText(errno) + '.');
        if (last)
            break;
    }
    struct stat info{};
    if (lstat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
        return fail(FailureKind::Invalid, path + " is no folder.");
    return made;
}

} // namespace smc::volumes
