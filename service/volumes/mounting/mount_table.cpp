// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/mount_table.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace smc::volumes {

namespace {

/// The kernel writes a space as \040, a backslash as \134.
std::string unescaped(std::string_view text)
{
    std::string plain;
    const auto isOctal = [](char c) { return c >= '0' && c <= '7'; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size() && isOctal(text[i + 1]) && isOctal(text[i + 2]) &&
            isOctal(text[i + 3])) {
            plain += char((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

std::vector<std::string_view> split(std::string_view text, char by)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(by), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool has(std::string_view options, std::string_view word)
{
    const auto all = split(options, ',');
    return std::ranges::find(all, word) != all.end();
}

} // namespace

bool Mount::isReadOnly() const
{
    return has(options, "ro") || has(superOptions, "ro");
}

std::string_view Mount::option(std::string_view name) const
{
    for (const std::string_view one : split(superOptions, ',')) {
        if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
            return one.substr(name.size() + 1);
    }
    return {};
}

std::vector<Mount> parseMountTable(std::string_view text)
{
    std::vector<Mount> table;
    for (const std::string_view line : split(text, '\n')) {
        const auto fields = split(line, ' ');
        // "36 35 98:0 /root /mount/point rw,noatime master:1 - ext3 /dev/root rw,errors=continue", with any
        // number of fields before the dash.
        const auto dash = std::ranges::find(fields, "-");
        if (fields.size() < 10 || fields.end() - dash < 4)
            continue;
        table.push_back({.directory = unescaped(fields[4]),
                         .type = unescaped(dash[1]),
                         .source = unescaped(dash[2]),
                         .options = unescaped(fields[5]),
                         .superOptions = unescaped(dash[3])});
    }
    return table;
}

Outcome<std::vector<Mount>> readMountTable()
{
    const int file = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
    std::string text;
    std::array<char, 16384> buffer{};
    ssize_t size = file < 0 ? -1 : 0;
    while (file >= 0 &&
           ((size = read(file, buffer.data(), buffer.size())) > 0 || (size < 0 && errno == EINTR))) {
        if (size > 0)
            text.append(buffer.data(), std::size_t(size));
    }
    const int error = errno;
    if (file >= 0)
        close(file);
    if (size < 0)
        return fail(FailureKind::Internal, "The table of mounts cannot be read: " + systemText(error) + '.',
                    "Is /proc mounted?");
    return parseMountTable(text);
}

const Mount *mountAt(const std::vector<Mount> &table, std::string_view directory)
{
    const auto found = std::find_if(table.rbegin(), table.rend(),
                                    [&](const Mount &one) { return one.directory == directory; });
    return found == table.rend() ? nullptr : &*found;
}

} // namespace smc::volumes
