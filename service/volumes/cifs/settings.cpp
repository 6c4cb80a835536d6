// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/cifs/settings.h"

#include "service/volumes/mounting/small_file.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

namespace smc::volumes {

namespace {

tl::unexpected<Failure> wrong(const std::string &what)
{
    return fail(FailureKind::Invalid, "The settings of the driver: " + what + '.',
                "They stand in /etc/smc/cifs.json.");
}

} // namespace

Outcome<Settings> parseSettings(std::string_view text)
{
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
    if (document.HasParseError())
        return wrong(std::string(rapidjson::GetParseError_En(document.GetParseError())) + " At byte " +
                     std::to_string(document.GetErrorOffset()));
    if (!document.IsObject())
        return wrong("they are no JSON object");
    Settings settings;
    for (const auto &member : document.GetObject()) {
        const std::string key(member.name.GetString(), member.name.GetStringLength());
        const rapidjson::Value &value = member.value;
        const auto number = [&](unsigned least, unsigned most) {
            return value.IsUint() && value.GetUint() >= least && value.GetUint() <= most;
        };
        if (key == "logFolder" || key == "helper" || key == "runFolder") {
            if (!value.IsString())
                return wrong(key + " is no path");
            auto path = cleanDirectory({value.GetString(), value.GetStringLength()});
            if (!path)
                return wrong(key + " is no absolute path");
            (key == "logFolder" ? settings.logFolder
             : key == "helper"  ? settings.mounter.helper
                                : settings.mounter.runFolder) = *std::move(path);
        } else if (key == "logSize") {
            if (!number(4096, 1U << 30))
                return wrong("logSize is no number from 4096 to 1073741824");
            settings.logSize = value.GetUint();
        } else if (key == "logFiles") {
            if (!number(0, 100))
                return wrong("logFiles is no number from 0 to 100");
            settings.logFiles = value.GetInt();
        } else if (key == "deadline") {
            if (!number(1, 600))
                return wrong("deadline is no number of seconds from 1 to 600");
            settings.mounter.deadline = std::chrono::seconds(value.GetUint());
        } else {
            return wrong("nobody reads \"" + key.substr(0, 60) + '"');
        }
    }
    return settings;
}

Outcome<Settings> readSettings(const std::string &file)
{
    auto text = readSmallFile(file, 64 * 1024);
    if (!text)
        return text.error().kind == FailureKind::NotFound ? Outcome<Settings>(Settings{})
                                                          : tl::unexpected(std::move(text.error()));
    return parseSettings(*text);
}

} // namespace smc::volumes
