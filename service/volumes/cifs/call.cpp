// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/cifs/call.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <optional>

namespace smc::volumes {

namespace {

using rapidjson::Value;

constexpr std::string_view secretPrefix = "kubernetes.io/secret/";

const Value *member(const Value &object, const char *name)
{
    const auto found = object.FindMember(name);
    return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string_view textOf(const Value *value)
{
    return value != nullptr && value->IsString()
               ? std::string_view(value->GetString(), value->GetStringLength())
               : std::string_view();
}

tl::unexpected<Failure> lacks(const char *key, const char *hint)
{
    return fail(FailureKind::Invalid, std::string("The call lacks ") + key + '.', hint);
}

/// A text of the secret that is no secret.
std::optional<std::string> nameFrom(std::string_view base64)
{
    const auto bytes = SecretBytes::fromBase64(base64);
    return bytes ? std::optional(std::string(bytes->view())) : std::nullopt;
}

} // namespace

Outcome<MountCall> readMountCall(std::string &text, CallWords &words)
{
    rapidjson::Document call;
    call.ParseInsitu<rapidjson::kParseIterativeFlag>(text.data());
    if (call.HasParseError())
        return fail(FailureKind::Invalid, std::string("The options are no JSON: ") +
                                              rapidjson::GetParseError_En(call.GetParseError()) +
                                              " At byte " + std::to_string(call.GetErrorOffset()) + '.');
    if (!call.IsObject())
        return fail(FailureKind::Invalid, "The options are no JSON object.");

    words.networkPath = textOf(member(call, "networkPath"));
    words.options = textOf(member(call, "mountOptions"));
    words.volume = textOf(member(call, "kubernetes.io/pvOrVolumeName"));
    words.pod = std::string(textOf(member(call, "kubernetes.io/pod.namespace"))) + '/' +
                std::string(textOf(member(call, "kubernetes.io/pod.name")));
    const std::string_view user64 = textOf(member(call, "kubernetes.io/secret/username"));
    const auto user = nameFrom(user64);
    words.user = user.value_or("");

    if (words.networkPath.empty())
        return lacks("networkPath",
                     "The volume's options say where the share is: networkPath: //server/share.");
    if (textOf(member(call, "mountOptions")).data() == nullptr)
        return lacks("mountOptions", "The volume's options have to have it, also where it is empty.");
    if (user64.empty())
        return lacks("kubernetes.io/secret/username",
                     "Does the volume name its secret (secretRef), is it in the pod's namespace, and is its "
                     "type the driver's name?");
    const Value *password64 = member(call, "kubernetes.io/secret/password");
    if (password64 == nullptr || !password64->IsString())
        return lacks("kubernetes.io/secret/password", "The secret needs the key \"password\".");
    if (!user)
        return fail(FailureKind::Invalid, "The user name of the secret is no Base64.");
    auto password = SecretBytes::fromBase64(textOf(password64));
    if (!password)
        return fail(FailureKind::Invalid, "The password of the secret is no Base64.");
    const auto domain = nameFrom(textOf(member(call, "kubernetes.io/secret/domain")));
    if (!domain)
        return fail(FailureKind::Invalid, "The domain of the secret is no Base64.");

    const std::string_view readWrite = textOf(member(call, "kubernetes.io/readwrite"));
    if (!readWrite.empty() && readWrite != "rw" && readWrite != "ro")
        return fail(FailureKind::Invalid, "kubernetes.io/readwrite is neither rw nor ro.");
    auto path = parseNetworkPath(words.networkPath);
    if (!path)
        return tl::unexpected(std::move(path.error()));
    auto options = parseMountOptions(words.options);
    if (!options)
        return tl::unexpected(std::move(options.error()));
    auto credentials = makeCredentials(*user, *domain, *std::move(password));
    if (!credentials)
        return tl::unexpected(std::move(credentials.error()));
    return MountCall{.path = *std::move(path),
                     .options = *std::move(options),
                     .credentials = *std::move(credentials),
                     .readOnly = readWrite == "ro"};
}

std::string redactedCall(std::string_view text)
{
    rapidjson::Document call;
    call.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
    if (call.HasParseError() || !call.IsObject())
        return "{\"note\":\"The call was no JSON object, and is not shown: it may hold a password.\"}\n";
    for (auto &one : call.GetObject()) {
        const std::string_view key(one.name.GetString(), one.name.GetStringLength());
        if (key.starts_with(secretPrefix)) {
            const std::string_view name = key.substr(secretPrefix.size());
            const bool open = name == "username" || name == "domain";
            const std::string plain =
                open ? nameFrom(textOf(&one.value)).value_or("(no Base64)") : "(redacted)";
            one.value.SetString(plain.data(), rapidjson::SizeType(plain.size()), call.GetAllocator());
        } else if (key == "mountOptions") {
            const std::string plain = redactedOptions(textOf(&one.value));
            one.value.SetString(plain.data(), rapidjson::SizeType(plain.size()), call.GetAllocator());
        }
    }
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::UTF8<>, rapidjson::CrtAllocator,
                      rapidjson::kWriteValidateEncodingFlag>
        writer(buffer);
    if (!call.Accept(writer))
        return "{\"note\":\"The call has text that is no UTF-8, and is not shown.\"}\n";
    return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

} // namespace smc::volumes
