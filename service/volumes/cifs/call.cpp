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

/// What the secret has, not looked at any further.
Outcome<Credentials> readSecret(const Value &call, bool kerberos)
{
    Failure wrong;
    const auto bytes = [&](const char *key) {
        const Value *value = member(call, (std::string(secretPrefix) + key).c_str());
        auto decoded = SecretBytes::fromBase64(textOf(value));
        if (!decoded)
            wrong = {.kind = FailureKind::Invalid,
                     .message = std::string("The secret's \"") + key + "\" is no Base64.",
                     .hint = {},
                     .native = {}};
        return decoded ? *std::move(decoded) : SecretBytes();
    };
    const auto text = [&](const char *key) { return std::string(bytes(key).view()); };
    Credentials secret;
    if (kerberos) {
        secret.principal = text("principal");
        secret.realm = text("realm");
        secret.kerberosSettings = text("krb5_conf");
        secret.keytab = bytes("keytab");
        secret.ticketCache = bytes("ccache");
        for (const std::string *name : {&secret.principal, &secret.realm}) {
            if (!name->empty() && !isPrincipal(*name))
                return fail(FailureKind::Invalid,
                            "The secret's principal or realm has a space, a comma or a control character.");
        }
        if (!secret.principal.empty())
            secret.user = secret.principal.substr(0, secret.principal.find_first_of("@/"));
    }
    const bool needsUser = secret.ticketCache.isEmpty() && secret.principal.empty();
    if (needsUser && textOf(member(call, "kubernetes.io/secret/username")).empty())
        return lacks("kubernetes.io/secret/username",
                     kerberos ? "By Kerberos the secret has \"ccache\", or \"principal\" and \"keytab\", or "
                                "\"username\" and \"password\"."
                              : "Does the volume name its secret (secretRef), is it in the pod's namespace, "
                                "and is its type "
                                "the driver's name?");
    const Value *password = member(call, "kubernetes.io/secret/password");
    if (!secret.hasTicket() && (password == nullptr || !password->IsString()))
        return lacks("kubernetes.io/secret/password", "The secret needs the key \"password\".");
    if (std::string name = text("username"); !name.empty())
        secret.user = std::move(name);
    if (secret.user.empty())
        secret.user = "ticket"; // the server asks the ticket who it is
    secret.domain = text("domain");
    secret.password = bytes("password");
    if (!wrong.message.empty())
        return tl::unexpected(std::move(wrong));
    return secret;
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
    words.pod = std::string(textOf(member(call, "kubernetes.io/pod.namespace"))) + '/' +
                std::string(textOf(member(call, "kubernetes.io/pod.name")));
    for (const char *key : {"kubernetes.io/secret/principal", "kubernetes.io/secret/username"}) {
        if (auto name = nameFrom(textOf(member(call, key))); name && !name->empty())
            words.user = *std::move(name);
    }

    if (words.networkPath.empty())
        return lacks("networkPath",
                     "The volume's options say where the share is: networkPath: //server/share.");
    if (textOf(member(call, "mountOptions")).data() == nullptr)
        return lacks("mountOptions", "The volume's options have to have it, also where it is empty.");
    // By Kerberos there may be a ticket or a keytab instead of a password. Options that are wrong come later.
    const auto options = parseMountOptions(words.options);
    const bool kerberos = options && options->isKerberos();
    auto secret = readSecret(call, kerberos);
    if (!secret)
        return tl::unexpected(std::move(secret.error()));

    const std::string_view readWrite = textOf(member(call, "kubernetes.io/readwrite"));
    if (!readWrite.empty() && readWrite != "rw" && readWrite != "ro")
        return fail(FailureKind::Invalid, "kubernetes.io/readwrite is neither rw nor ro.");
    auto path = parseNetworkPath(words.networkPath);
    if (!path)
        return tl::unexpected(std::move(path.error()));
    if (!options)
        return tl::unexpected(options.error());
    auto credentials =
        makeCredentials(std::move(secret->user), std::move(secret->domain), std::move(secret->password));
    if (!credentials)
        return tl::unexpected(std::move(credentials.error()));
    credentials->principal = std::move(secret->principal);
    credentials->realm = std::move(secret->realm);
    credentials->ticketCache = std::move(secret->ticketCache);
    credentials->keytab = std::move(secret->keytab);
    credentials->kerberosSettings = std::move(secret->kerberosSettings);
    if (kerberos && !credentials->hasTicket() && !isPrincipal(credentials->wantedPrincipal()))
        return fail(FailureKind::Invalid, "The user name cannot be that of a principal.");
    return MountCall{.path = *std::move(path),
                     .options = *options,
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
        } else if (key == "mountOptions" || key == "networkPath") {
            const std::string_view written = textOf(&one.value);
            const std::string plain =
                key == "mountOptions" ? redactedOptions(written) : redactedNetworkPath(written);
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
