// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/credentials.h"

#include <algorithm>
#include <strings.h>

namespace smc::volumes {

namespace {

constexpr std::size_t longestName = 255;
constexpr std::size_t longestPassword = 512;

std::string complaint(const std::string &name)
{
    if (name.size() > longestName)
        return "is longer than 255 bytes";
    for (const char c : name) {
        if (c == ',')
            return "has a comma, after which the kernel would read mount options";
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            return "has a control character";
        if (c == '\\' || c == '/')
            return "has a slash too many";
    }
    return {};
}

} // namespace

Outcome<Credentials> makeCredentials(std::string user, std::string domain, SecretBytes password)
{
    if (const std::size_t slash = user.find_first_of("\\/"); slash != std::string::npos) {
        const std::string before = user.substr(0, slash);
        if (!domain.empty() && strcasecmp(before.c_str(), domain.c_str()) != 0)
            return fail(FailureKind::Invalid, "The user name has another domain than the secret.",
                        "Put the domain into one of the two.");
        domain = before;
        user.erase(0, slash + 1);
    }
    if (user.empty())
        return fail(FailureKind::Invalid, "The secret has no user name.", "Its key is \"username\".");
    if (const std::string why = complaint(user); !why.empty())
        return fail(FailureKind::Invalid, "The user name " + why + '.',
                    "Correct \"username\" in the secret.");
    if (const std::string why = complaint(domain); !why.empty())
        return fail(FailureKind::Invalid, "The domain " + why + '.', "Correct \"domain\" in the secret.");
    const std::string_view bytes = password.view();
    if (bytes.size() > longestPassword)
        return fail(FailureKind::Invalid,
                    "The password is longer than 512 bytes, which mount.cifs does not take.");
    if (std::ranges::any_of(bytes, [](char c) { return c == '\n' || c == '\r' || c == '\0'; }))
        return fail(FailureKind::Invalid,
                    "The password has a line break or a NUL, which mount.cifs cannot take.",
                    "Was the file that the secret was made from written with an end of line? `printf %s` "
                    "writes none.");
    Credentials made;
    made.user = std::move(user);
    made.domain = std::move(domain);
    made.password = std::move(password);
    return made;
}

std::string Credentials::wantedPrincipal() const
{
    if (!principal.empty())
        return principal;
    if (user.find('@') != std::string::npos || (realm.empty() && domain.find('.') == std::string::npos))
        return user;
    std::string upper = realm.empty() ? domain : realm;
    std::ranges::transform(upper, upper.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return user + '@' + upper;
}

bool isPrincipal(const std::string &text)
{
    return !text.empty() && text.size() <= longestName && text.front() != '-' &&
           std::ranges::none_of(
               text, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == ','; });
}

} // namespace smc::volumes
