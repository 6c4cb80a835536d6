// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/network_path.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <net/if.h>
#include <optional>
#include <vector>

namespace smc::volumes {

namespace {

constexpr std::size_t longest = 1000;
constexpr std::size_t longestHost = 255;
constexpr std::size_t longestShare = 80;
constexpr std::string_view literalSuffix = ".ipv6-literal.net";

tl::unexpected<Failure> wrong(std::string_view what)
{
    return fail(FailureKind::Invalid, "The network path " + std::string(what) + '.',
                "Write it as //server/share or //server/share/folder.");
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

bool startsWith(std::string_view text, std::string_view word)
{
    return text.size() >= word.size() &&
           std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

bool endsWith(std::string_view text, std::string_view word)
{
    return text.size() >= word.size() && startsWith(text.substr(text.size() - word.size()), word);
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Of a URL, RFC 3986 2.1. Nothing where a `%` is not followed by two hexadecimal digits.
std::optional<std::string> percentDecoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        unsigned value = 0;
        const char *end = text.data() + std::min(i + 3, text.size());
        const auto read = std::from_chars(text.data() + i + 1, end, value, 16);
        if (read.ec != std::errc() || read.ptr != text.data() + i + 3)
            return std::nullopt;
        decoded += char(value);
        i += 2;
    }
    return decoded;
}

bool isIpv6(std::string_view text)
{
    const std::string address(text.substr(0, text.find('%')));
    const std::size_t zone = text.find('%');
    if (zone != std::string_view::npos) {
        const std::string_view name = text.substr(zone + 1);
        if (name.empty() || name.size() >= IF_NAMESIZE || !std::ranges::all_of(name, [](char c) {
                return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '.' ||
                       c == '-' || c == '_';
            }))
            return false;
    }
    in6_addr parsed{};
    return inet_pton(AF_INET6, address.c_str(), &parsed) == 1;
}

/// `2001-db8--1.ipv6-literal.net`: how Windows writes an address where a colon cannot stand.
std::string fromLiteral(std::string_view host)
{
    std::string address(host.substr(0, host.size() - literalSuffix.size()));
    std::ranges::replace(address, '-', ':');
    if (const std::size_t zone = address.find_first_of("sS"); zone != std::string::npos)
        address[zone] = '%';
    return address;
}

bool isHostName(std::string_view host)
{
    return !host.empty() && host.size() <= longestHost && host.front() != '-' && host.front() != '.' &&
           std::ranges::all_of(host, [](char c) {
               return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' ||
                      c == '.' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
           });
}

/// Host and port of what stands between the slashes.
Outcome<NetworkPath> readHost(std::string_view text, bool url)
{
    NetworkPath path;
    if (text.find('@') != std::string_view::npos)
        return fail(FailureKind::Invalid, "The network path names a user.",
                    "Name and password come from the secret alone: leave out all up to the @.");
    std::string_view port;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos)
            return wrong("opens a bracket and does not close it");
        path.host = text.substr(1, end - 1);
        if (url) { // RFC 6874: the zone's % is written %25
            if (const std::size_t zone = path.host.find("%25"); zone != std::string::npos)
                path.host.erase(zone + 1, 2);
        }
        if (!isIpv6(path.host))
            return wrong("has something else than an IPv6 address in its brackets");
        port = text.substr(end + 1);
        if (!port.empty() && !port.starts_with(':'))
            return wrong("goes on after its bracket");
    } else if (std::ranges::count(text, ':') > 1) {
        path.host = text;
        if (!isIpv6(path.host))
            return wrong("has something else than a host where the server stands");
    } else {
        const std::size_t colon = text.find(':');
        path.host = text.substr(0, colon);
        if (colon != std::string_view::npos)
            port = text.substr(colon);
        if (endsWith(path.host, literalSuffix)) {
            path.host = fromLiteral(path.host);
            if (!isIpv6(path.host))
                return wrong("has something else than an IPv6 address before .ipv6-literal.net");
        } else if (!isHostName(path.host)) {
            return wrong(path.host.empty() ? "names no server"
                                           : "has something else than a host where the server stands");
        }
    }
    if (!port.empty()) {
        if (!url)
            return fail(FailureKind::Invalid, "The network path has a port.",
                        "Write smb://server:1445/share, or the option port=1445.");
        port.remove_prefix(1);
        const auto read = std::from_chars(port.data(), port.data() + port.size(), path.port);
        if (read.ec != std::errc() || read.ptr != port.data() + port.size() || path.port == 0)
            return wrong("has a port that is no number from 1 to 65535");
    }
    return path;
}

} // namespace

std::string NetworkPath::unc() const
{
    return "//" + host + '/' + share + (folder.empty() ? "" : '/' + folder);
}

Outcome<NetworkPath> parseNetworkPath(std::string_view text)
{
    if (text.size() > longest)
        return wrong("is longer than 1,000 bytes");
    if (std::ranges::any_of(text, isControl))
        return wrong("has a control character");
    const bool url = startsWith(text, "smb:") || startsWith(text, "cifs:");
    if (url)
        text.remove_prefix(text.find(':') + 1);
    const auto isSlash = [](char c) { return c == '/' || c == '\\'; };
    if (text.size() < 2 || !isSlash(text[0]) || !isSlash(text[1]))
        return wrong("does not begin with two slashes");

    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && !isSlash(text[end]))
            ++end;
        if (end > at)
            parts.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    if (parts.size() < 2)
        return wrong(parts.empty() ? "names no server" : "names no share");
    auto path = readHost(parts[0], url);
    if (!path)
        return path;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (url) {
            auto decoded = percentDecoded(parts[i]);
            if (!decoded)
                return wrong("has a % that two hexadecimal digits do not follow");
            parts[i] = *std::move(decoded);
        }
        const std::string &part = parts[i];
        // MS-FSCC 2.1.5 and 2.1.6, and the comma, which the kernel would take for the end of the path.
        const char *const never = i == 1 ? "\"/\\[]:|<>+=;,*?" : "\"/\\:|<>*?,";
        if (part.empty() || std::ranges::any_of(part, isControl))
            return wrong("has a control character");
        if (const std::size_t at = part.find_first_of(never); at != std::string::npos)
            return wrong(std::string("has a ") + part[at] + " in the name of a " +
                         (i == 1 ? "share" : "folder"));
        if (part == "." || part == "..")
            return wrong("goes by \"" + part + "\", which is no folder's name");
    }
    if (parts[1].size() > longestShare)
        return wrong("names a share by more than 80 bytes");
    path->share = parts[1];
    for (std::size_t i = 2; i < parts.size(); ++i)
        path->folder += (i > 2 ? "/" : "") + parts[i];
    return path;
}

std::string redactedNetworkPath(std::string_view text)
{
    std::string shown(text.substr(0, longest));
    const std::size_t host = shown.find_first_not_of(
        "/\\", shown.starts_with("//") || shown.starts_with("\\\\") ? 0 : shown.find(':') + 1);
    if (const std::size_t at = shown.rfind('@'); at != std::string::npos && host < at)
        shown.replace(host, at - host, "(redacted)");
    std::ranges::replace_if(shown, isControl, '?');
    return shown;
}

} // namespace smc::volumes
