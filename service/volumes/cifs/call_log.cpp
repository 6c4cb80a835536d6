// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/cifs/call_log.h"

#include "service/volumes/mounting/directory_lock.h"
#include "service/volumes/mounting/folders.h"
#include "service/volumes/mounting/hash_name.h"
#include "service/volumes/mounting/network_path.h"
#include "service/volumes/mounting/small_file.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace smc::volumes {

namespace {

std::string moment()
{
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d+%H:%M:%S", &local)};
}

void rotate(const std::string &path, const Settings &settings)
{
    struct stat info{};
    if (stat(path.c_str(), &info) != 0 || std::uint64_t(info.st_size) < settings.logSize)
        return;
    const auto numbered = [&](int number) {
        return number == 0 ? path : path + '.' + std::to_string(number);
    };
    for (int number = settings.logFiles; number > 0; --number)
        std::rename(numbered(number - 1).c_str(), numbered(number).c_str());
    if (settings.logFiles == 0)
        unlink(path.c_str());
}

/// In one write, so that lines of several processes do not mix.
Outcome<bool> append(const std::string &path, const std::string &line, const Settings &settings)
{
    rotate(path, settings);
    const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    const bool written = file >= 0 && write(file, line.data(), line.size()) == ssize_t(line.size());
    const int error = errno;
    if (file >= 0)
        close(file);
    if (!written)
        return fail(FailureKind::Internal, path + " cannot be written: " + systemText(error) + '.');
    return true;
}

Outcome<bool> count(const std::string &path)
{
    const auto text = readSmallFile(path, 64);
    std::uint64_t number = 0;
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), number);
    return writeSmallFile(path, std::to_string(number + 1) + '\n');
}

/// Wherever it should have come from. A shorter one would be found in any text, and is none that keeps
/// anybody out.
std::string without(std::string text, std::string_view password)
{
    constexpr std::size_t shortest = 4;
    if (password.size() < shortest)
        return text;
    for (std::size_t at = text.find(password); at != std::string::npos; at = text.find(password, at))
        text.replace(at, password.size(), "*");
    return text;
}

std::string lineOf(const CallWords &words, const CallResult &result)
{
    rapidjson::StringBuffer buffer;
    rapidjson::Writer writer(buffer);
    const auto text = [&](const char *key, const std::string &value) {
        writer.Key(key);
        writer.String(value.data(), rapidjson::SizeType(value.size()));
    };
    writer.StartObject();
    text("command", words.command);
    text("networkPath", redactedNetworkPath(words.networkPath));
    text("mountPoint", words.directory);
    text("options", redactedOptions(words.options));
    writer.Key("exit");
    writer.Int(result.exit);
    text("result", result.text);
    if (!words.user.empty())
        text("user", words.user);
    if (words.pod.size() > 1)
        text("pod", words.pod);
    writer.EndObject();
    return moment() + (result.success ? " SUCCESS: " : " FAILURE: ") +
           std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

} // namespace

CallLog::CallLog(const Settings &settings)
    : m_settings(settings)
{}

Outcome<bool> CallLog::record(const CallWords &words, const CallResult &result, std::string_view redactedJson,
                              std::string_view password) const
{
    const std::string &folder = m_settings.logFolder;
    if (auto made = makeFolders(folder, 0700); !made)
        return made;
    // From rotation to the last line.
    const auto lock =
        DirectoryLock::take(m_settings.mounter.runFolder + "/locks", folder, m_settings.mounter.deadline);
    if (!lock)
        return tl::unexpected(lock.error());
    const std::string user = logNameOf(words.user);
    const std::string line = without(lineOf(words, result), password);
    Outcome<bool> all = true;
    const auto also = [&](Outcome<bool> one) {
        if (!one)
            all = std::move(one);
    };
    also(append(folder + "/cifs.log", line, m_settings));
    if (!words.user.empty())
        also(append(folder + '/' + user + ".log", line, m_settings));
    if (result.success) {
        also(count(folder + (words.command == "mount" ? "/mount.counter" : "/umount.counter")));
        return all;
    }
    if (words.command == "mount")
        also(writeSmallFile(folder + "/error." + user + ".json",
                            without(std::string(redactedJson), password)));
    const std::string said = result.native.empty() ? "" : "mount.cifs: " + result.native + '\n';
    also(writeSmallFile(folder + "/error." + user + ".log",
                        without(line + result.text + '\n' + said, password)));
    return all;
}

std::string logNameOf(std::string_view user)
{
    if (user.empty())
        return "%unknown";
    std::string name;
    for (std::size_t i = 0; i < user.size(); ++i) {
        const char c = user[i];
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           c == '-' || c == '_' || c == '@' || (c == '.' && i > 0) ||
                           static_cast<unsigned char>(c) >= 0x80;
        std::array<char, 4> hex{};
        if (!plain)
            std::snprintf(hex.data(), hex.size(), "%%%02X", unsigned(static_cast<unsigned char>(c)));
        name += plain ? std::string(1, c) : std::string(hex.data());
    }
    // What the driver's own files are called.
    if (name == "cifs" || name.starts_with("error."))
        name = (name[0] == 'c' ? "%63" : "%65") + name.substr(1);
    constexpr std::size_t longest = 200; // NAME_MAX is 255
    if (name.size() > longest) {
        name = name.substr(0, longest - 40) + '%' + hashName(user);
    }
    return name;
}

} // namespace smc::volumes
