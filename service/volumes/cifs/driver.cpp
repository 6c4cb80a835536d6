// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/cifs/driver.h"

#include "service/volumes/cifs/call_log.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <sodium.h>

namespace smc::volumes {

namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::ASCII<>>;

Reply reply(const char *status, const std::string &message, int exit, bool capabilities = false)
{
    rapidjson::StringBuffer buffer;
    Writer writer(buffer); // ASCII: whatever a server or a file system called something
    writer.StartObject();
    writer.Key("status");
    writer.String(status);
    if (!message.empty()) {
        writer.Key("message");
        if (!writer.String(message.data(), rapidjson::SizeType(message.size()))) {
            // No UTF-8. What it is about is in the log.
            std::string plain = message;
            for (char &c : plain)
                c = static_cast<unsigned char>(c) < 0x80 ? c : '?';
            return reply(status, plain, exit, capabilities);
        }
    }
    if (capabilities) {
        writer.Key("capabilities");
        writer.StartObject();
        for (const char *none : {"attach", "fsGroup", "selinuxRelabel"}) {
            writer.Key(none);
            writer.Bool(false);
        }
        writer.EndObject();
    }
    writer.EndObject();
    return {.json = std::string(buffer.GetString(), buffer.GetSize()) + '\n', .exit = exit};
}

Reply replyTo(const CallResult &result)
{
    return reply(result.success ? "Success" : "Failure", result.text, result.exit);
}

CallResult failed(const Failure &failure)
{
    return {.success = false, .exit = 1, .text = failure.text(), .native = failure.native};
}

const char *wordFor(Mounted mounted)
{
    switch (mounted) {
    case Mounted::Now:
        break;
    case Mounted::Already:
        return "It was mounted already.";
    case Mounted::Again:
        return "It was mounted, its server did not answer any more, and it is mounted anew.";
    }
    return "It is mounted.";
}

const char *wordFor(Unmounted unmounted)
{
    switch (unmounted) {
    case Unmounted::Now:
        break;
    case Unmounted::NotMounted:
        return "Nothing was mounted there.";
    case Unmounted::Detached:
        return "Its server does not answer: it is out of the way, and away when the last program lets go of "
               "it.";
    }
    return "It is unmounted.";
}

template<typename Done>
CallResult told(const Outcome<Done> &outcome)
{
    return outcome ? CallResult{.success = true, .exit = 0, .text = wordFor(*outcome), .native = {}}
                   : failed(outcome.error());
}

Reply logged(const Settings &settings, const CallWords &words, CallResult result, std::string_view json,
             std::string_view password)
{
    if (auto written = CallLog(settings).record(words, result, json, password); !written)
        result.text += " (Not all of it is logged: " + written.error().text() + ')';
    return replyTo(result);
}

Reply mount(const std::string &directory, const std::string &json, const Settings &settings)
{
    CallWords words{.command = "mount", .directory = directory};
    std::string text = json;
    auto call = readMountCall(text, words);
    sodium_memzero(text.data(), text.size());
    CallResult result;
    if (!call) {
        result = failed(call.error());
    } else if (auto clean = cleanDirectory(directory); !clean) {
        result = failed(clean.error());
    } else {
        result = told(Mounter(settings.mounter)
                          .mount({.path = call->path,
                                  .directory = *clean,
                                  .options = call->options,
                                  .credentials = call->credentials,
                                  .readOnly = call->readOnly}));
    }
    return logged(settings, words, std::move(result), redactedCall(json),
                  call ? call->credentials.password.view() : std::string_view());
}

Reply unmount(const std::string &directory, const Settings &settings)
{
    const CallWords words{.command = "unmount", .directory = directory};
    const auto clean = cleanDirectory(directory);
    return logged(settings, words,
                  clean ? told(Mounter(settings.mounter).unmount(*clean)) : failed(clean.error()), {}, {});
}

Reply usage(const char *right)
{
    return replyTo(failed({.kind = FailureKind::Invalid,
                           .message = "The call has another number of arguments.",
                           .hint = std::string("It is: ") + right,
                           .native = {}}));
}

} // namespace

Reply answerFailure(const Failure &failure)
{
    return replyTo(failed(failure));
}

Reply answer(const std::vector<std::string> &arguments, const Settings &settings)
{
    const std::string command = arguments.empty() ? "" : arguments[0];
    if (command.empty())
        return usage("cifs init | mount DIRECTORY JSON | unmount DIRECTORY");
    if (command == "init")
        return reply("Success", "SMB shares by mount.cifs, smc " SMC_VERSION, 0, true);
    if (command == "mount")
        return arguments.size() == 3 ? mount(arguments[1], arguments[2], settings)
                                     : usage("cifs mount DIRECTORY JSON");
    if (command == "unmount")
        return arguments.size() == 2 ? unmount(arguments[1], settings) : usage("cifs unmount DIRECTORY");
    return reply("Not supported", {}, 1);
}

} // namespace smc::volumes
