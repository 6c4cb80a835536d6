// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/mount_options.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>

namespace smc::volumes {

namespace {

using namespace std::literals;

/// What an option takes.
enum class Takes {
    Nothing,
    Number,  ///< 0 to 4294967295
    Mode,    ///< permission bits, in octal
    Account, ///< a number, or a name of this machine
    Address, ///< IPv4 or IPv6
    Name,    ///< letters, digits, `-`, `_`, `.`
    Moment,  ///< @GMT-2026.11.28-10.00.00, or a number
    Word,    ///< one of a list
};

struct Known
{
    std::string_view name;
    Takes takes = Takes::Nothing;
    std::span<const std::string_view> choices;
};

constexpr std::array dialects{"1.0"sv,  "2.0"sv,   "2.1"sv,  "3"sv,      "3.0"sv,
                              "3.02"sv, "3.1.1"sv, "3.11"sv, "default"sv};
constexpr std::array mechanisms{"none"sv,    "krb5"sv,    "krb5i"sv,   "ntlmv2"sv,
                                "ntlmv2i"sv, "ntlmssp"sv, "ntlmsspi"sv};
constexpr std::array caches{"none"sv, "strict"sv, "loose"sv, "ro"sv, "singleclient"sv};

constexpr std::array known{
    Known{"acdirmax", Takes::Number},
    Known{"acl"},
    Known{"acregmax", Takes::Number},
    Known{"actimeo", Takes::Number},
    Known{"addr", Takes::Address},
    Known{"async"},
    Known{"atime"},
    Known{"backupgid", Takes::Account},
    Known{"backupuid", Takes::Account},
    Known{"brl"},
    Known{"bsize", Takes::Number},
    Known{"cache", Takes::Word, caches},
    Known{"cifsacl"},
    Known{"closetimeo", Takes::Number},
    Known{"compress"},
    Known{"cruid", Takes::Account},
    Known{"diratime"},
    Known{"dirm", Takes::Mode},
    Known{"dir_mode", Takes::Mode},
    Known{"dmask", Takes::Mode},
    Known{"domainauto"},
    Known{"dynperm"},
    Known{"echo_interval", Takes::Number},
    Known{"esize", Takes::Number},
    Known{"exec"},
    Known{"file_mode", Takes::Mode},
    Known{"fmask", Takes::Mode},
    Known{"forcegid"},
    Known{"forcemandatorylock"},
    Known{"forceuid"},
    Known{"fsc"},
    Known{"gid", Takes::Account},
    Known{"handlecache"},
    Known{"handletimeout", Takes::Number},
    Known{"hard"},
    Known{"idsfromsid"},
    Known{"ignorecase"},
    Known{"intr"},
    Known{"iocharset", Takes::Name},
    Known{"ip", Takes::Address},
    Known{"linux"},
    Known{"locallease"},
    Known{"mand"},
    Known{"mapchars"},
    Known{"mapposix"},
    Known{"max_channels", Takes::Number},
    Known{"max_credits", Takes::Number},
    Known{"mfsymlinks"},
    Known{"min_enc_offload", Takes::Number},
    Known{"modefromsid"},
    Known{"multichannel"},
    Known{"multiuser"},
    Known{"netbiosname", Takes::Name},
    Known{"noac"},
    Known{"noacl"},
    Known{"noatime"},
    Known{"noautotune"},
    Known{"noblocksend"},
    Known{"nobrl"},
    Known{"nocase"},
    Known{"nocifsacl"},
    Known{"nodelete"},
    Known{"nodev"},
    Known{"nodfs"},
    Known{"nodiratime"},
    Known{"nodynperm"},
    Known{"noexec"},
    Known{"noforcegid"},
    Known{"noforceuid"},
    Known{"nohandlecache"},
    Known{"nohard"},
    Known{"nointr"},
    Known{"nolease"},
    Known{"nolinux"},
    Known{"nolock"},
    Known{"nomand"},
    Known{"nomapchars"},
    Known{"nomapposix"},
    Known{"nomultichannel"},
    Known{"noperm"},
    Known{"nopersistenthandles"},
    Known{"noposix"},
    Known{"noposixpaths"},
    Known{"norelatime"},
    Known{"noresilienthandles"},
    Known{"noserverino"},
    Known{"nosetuids"},
    Known{"nosfu"},
    Known{"nosharesock"},
    Known{"nosoft"},
    Known{"nosparse"},
    Known{"nostrictatime"},
    Known{"nostrictsync"},
    Known{"nosuid"},
    Known{"nounix"},
    Known{"nouser_xattr"},
    Known{"perm"},
    Known{"persistenthandles"},
    Known{"port", Takes::Number},
    Known{"posix"},
    Known{"posixpaths"},
    Known{"rasize", Takes::Number},
    Known{"rdma"},
    Known{"relatime"},
    Known{"resilienthandles"},
    Known{"ro"},
    Known{"rsize", Takes::Number},
    Known{"rw"},
    Known{"rwpidforward"},
    Known{"seal"},
    Known{"sec", Takes::Word, mechanisms},
    Known{"serverino"},
    Known{"servern", Takes::Name},
    Known{"setuids"},
    Known{"sfu"},
    Known{"sign"},
    Known{"snapshot", Takes::Moment},
    Known{"soft"},
    Known{"srcaddr", Takes::Address},
    Known{"strictatime"},
    Known{"strictsync"},
    Known{"sync"},
    Known{"tcpnodelay"},
    Known{"uid", Takes::Account},
    Known{"unix"},
    Known{"user_xattr"},
    Known{"vers", Takes::Word, dialects},
    Known{"witness"},
    Known{"wsize", Takes::Number},
};

struct Refused
{
    std::string_view name;
    std::string_view why;
};

constexpr auto fromSecret = "Name, password and domain come from the secret alone."sv;
constexpr auto fromPath = "The share is what the network path says."sv;
constexpr auto ofRoot = "Files of a server must not become programs or devices of this machine."sv;
constexpr auto ofFstab = "It means something in /etc/fstab alone."sv;
constexpr auto ofKubelet = "Mounts of a pod are made and taken away by the kubelet."sv;

constexpr std::array refused{
    Refused{"username", fromSecret},
    Refused{"user", fromSecret},
    Refused{"password", fromSecret},
    Refused{"pass", fromSecret},
    Refused{"password2", fromSecret},
    Refused{"pass2", fromSecret},
    Refused{"credentials", fromSecret},
    Refused{"cred", fromSecret},
    Refused{"domain", fromSecret},
    Refused{"dom", fromSecret},
    Refused{"workgroup", fromSecret},
    Refused{"guest", fromSecret},
    Refused{"unc", fromPath},
    Refused{"target", fromPath},
    Refused{"path", fromPath},
    Refused{"source", fromPath},
    Refused{"prefixpath", fromPath},
    Refused{"sep", "Options stand between commas."},
    Refused{"suid", ofRoot},
    Refused{"dev", ofRoot},
    Refused{"users", ofFstab},
    Refused{"auto", ofFstab},
    Refused{"noauto", ofFstab},
    Refused{"nofail", ofFstab},
    Refused{"_netdev", ofFstab},
    Refused{"remount", ofKubelet},
    Refused{"bind", ofKubelet},
    Refused{"rbind", ofKubelet},
    Refused{"move", ofKubelet},
    Refused{"sloppy", "It would hide that an option is not understood."},
};

tl::unexpected<Failure> wrong(std::string message, std::string_view hint)
{
    return fail(FailureKind::Invalid, std::move(message), std::string(hint));
}

template<typename Integer>
bool isNumber(std::string_view text, int base)
{
    Integer value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

bool isName(std::string_view text)
{
    return !text.empty() && text.size() <= 255 && text.front() != '-' &&
           std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '-' || c == '_' || c == '.';
           });
}

bool isAddress(const std::string &text)
{
    std::array<char, sizeof(in6_addr)> parsed{};
    return inet_pton(AF_INET, text.c_str(), parsed.data()) == 1 ||
           inet_pton(AF_INET6, text.substr(0, text.find('%')).c_str(), parsed.data()) == 1;
}

/// @GMT-2026.11.28-10.00.00
bool isMoment(std::string_view text)
{
    constexpr auto form = "@GMT-0000.00.00-00.00.00"sv;
    return isNumber<std::uint64_t>(text, 10) ||
           (text.size() == form.size() &&
            std::equal(text.begin(), text.end(), form.begin(),
                       [](char c, char f) { return f == '0' ? c >= '0' && c <= '9' : c == f; }));
}

std::string listed(std::span<const std::string_view> choices)
{
    std::string text;
    for (const std::string_view word : choices)
        text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

/// Why the value is none of that option; empty when it is one.
std::string complaint(const Known &option, const std::string &value)
{
    switch (option.takes) {
    case Takes::Nothing:
        return {};
    case Takes::Number:
        return isNumber<std::uint32_t>(value, 10) ? "" : "It takes a number.";
    case Takes::Mode:
        return value.size() <= 5 && isNumber<std::uint32_t>(value, 8)
                   ? ""
                   : "It takes permissions in octal: 0750.";
    case Takes::Account:
        return isNumber<std::uint32_t>(value, 10) || (isName(value) && (value[0] < '0' || value[0] > '9'))
                   ? ""
                   : "It takes the number of an account, or its name.";
    case Takes::Address:
        return isAddress(value) ? "" : "It takes an IP address.";
    case Takes::Name:
        return isName(value) ? "" : "It takes letters, digits, '-', '_' and '.'.";
    case Takes::Moment:
        return isMoment(value) ? "" : "It takes a time like @GMT-2026.11.28-10.00.00.";
    case Takes::Word:
        break;
    }
    if (std::ranges::find(option.choices, value) != option.choices.end())
        return {};
    if (option.name == "sec" && (value == "ntlm" || value == "ntlmi" || value == "lanman"))
        return "Linux has not spoken it since 5.15: ntlmssp is what servers take.";
    return "It takes one of " + listed(option.choices) + '.';
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t from = text.find_first_not_of(' ');
    return from == std::string_view::npos ? std::string_view()
                                          : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

/// What a message can show of something that is not known to be good.
std::string quoted(std::string_view text)
{
    std::string shown(text.substr(0, 60));
    std::ranges::replace_if(
        shown, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
    return shown;
}

template<typename Call>
void forEach(std::string_view text, const Call &call)
{
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        call(trimmed(text.substr(at, end - at)));
        at = end + 1;
    }
}

Outcome<MountOption> readOption(std::string_view text)
{
    const std::size_t equals = text.find('=');
    MountOption option{.name = std::string(text.substr(0, equals)), .value = {}};
    if (equals != std::string_view::npos)
        option.value = text.substr(equals + 1);
    if (const auto *row = std::ranges::find(refused, option.name, &Refused::name); row != refused.end())
        return wrong("The mount option " + option.name + " is not taken from here.", row->why);
    const auto *row = std::ranges::find(known, option.name, &Known::name);
    if (row == known.end())
        return wrong("There is no mount option \"" + quoted(option.name) + "\".",
                     "mount.cifs(8) lists them, with commas between them.");
    if (row->takes == Takes::Nothing && equals != std::string_view::npos)
        return wrong("The mount option " + option.name + " takes no value.", {});
    if (row->takes != Takes::Nothing && option.value.empty())
        return wrong("The mount option " + option.name + " lacks its value.", complaint(*row, {}));
    if (const std::string why = complaint(*row, option.value); !why.empty())
        return wrong("The mount option " + option.name + "=" + quoted(option.value) + " is not right.", why);
    return option;
}

} // namespace

const std::string *MountOptions::find(std::string_view name) const
{
    const auto found =
        std::find_if(items.rbegin(), items.rend(), [&](const auto &one) { return one.name == name; });
    return found == items.rend() ? nullptr : &found->value;
}

bool MountOptions::isKerberos() const
{
    const std::string *mechanism = find("sec");
    return mechanism != nullptr && mechanism->starts_with("krb5");
}

std::string MountOptions::text() const
{
    std::string all;
    for (const MountOption &option : items) {
        if (!all.empty())
            all += ',';
        all += option.name;
        if (!option.value.empty())
            all += '=' + option.value;
    }
    return all;
}

Outcome<MountOptions> parseMountOptions(std::string_view text)
{
    MountOptions options;
    Outcome<MountOptions> failed;
    forEach(text, [&](std::string_view one) {
        if (one.empty() || !failed)
            return; // "a,,b" and a comma at the end are written often, and mean nothing
        if (auto option = readOption(one))
            options.items.push_back(*std::move(option));
        else
            failed = tl::unexpected(std::move(option.error()));
    });
    return failed ? options : failed;
}

std::string redactedOptions(std::string_view text)
{
    std::string all;
    forEach(text, [&](std::string_view one) {
        const std::string_view name = one.substr(0, one.find('='));
        // What is none of ours may be a password under a name that was misspelt.
        const bool shown =
            name.size() == one.size() || std::ranges::find(known, name, &Known::name) != known.end();
        all += (all.empty() ? "" : ",") + (shown ? quoted(one) : quoted(name) + "=…");
    });
    return all;
}

} // namespace smc::volumes
