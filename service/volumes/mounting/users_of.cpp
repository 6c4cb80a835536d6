// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/users_of.h"

#include <filesystem>
#include <fstream>
#include <string_view>

namespace smc::volumes {

namespace {

namespace fs = std::filesystem;

/// The link itself is read and not followed: its target may be on a server that does not answer.
bool leadsInto(const fs::path &link, std::string_view directory)
{
    std::error_code failed;
    const std::string target = fs::read_symlink(link, failed).native();
    return !failed && target.starts_with(directory) &&
           (target.size() == directory.size() || target[directory.size()] == '/');
}

bool uses(const fs::path &process, std::string_view directory)
{
    for (const char *link : {"cwd", "root", "exe"}) {
        if (leadsInto(process / link, directory))
            return true;
    }
    std::error_code failed;
    for (fs::directory_iterator file(process / "fd", failed), end; !failed && file != end;
         file.increment(failed)) {
        if (leadsInto(file->path(), directory))
            return true;
    }
    return false;
}

} // namespace

std::string usersOf(const std::string &directory)
{
    constexpr int most = 5;
    std::string all;
    int count = 0;
    std::error_code failed;
    for (fs::directory_iterator process("/proc", failed), end; !failed && process != end;
         process.increment(failed)) {
        const std::string number = process->path().filename();
        if (number.find_first_not_of("0123456789") != std::string::npos || !uses(process->path(), directory))
            continue;
        if (++count > most)
            return all + " and others";
        std::string name;
        std::getline(std::ifstream(process->path() / "comm"), name);
        all += (all.empty() ? "" : ", ") + name + " (" + number + ')';
    }
    return all;
}

} // namespace smc::volumes
