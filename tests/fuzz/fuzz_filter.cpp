// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_ldap
// Filters: whatever is escaped is a value and nothing else, and what passes the check is whole.
#include "service/identity/ldap/escape.h"

#include <cstdint>
#include <cstdlib>

using namespace smc;
using namespace smc::ldap;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

// The reverse of escapeFilter.
QByteArray unescape(const QByteArray &text)
{
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            out += QByteArray::fromHex(text.mid(i + 1, 2));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));

    const QByteArray escaped = escapeFilter(input);
    require(unescape(escaped) == input);
    for (const char c : escaped)
        require(c != '(' && c != ')' && c != '*' && c != '\0' && static_cast<unsigned char>(c) < 0x80);
    const QByteArray filter = equals("cn", input);
    const auto own = checkFilter(filter);
    require(bool(own) == (filter.size() <= 8192));

    const auto checked = checkFilter(input);
    if (checked) {
        require(*checked == input.trimmed());
        require(checkFilter(*checked) && *checkFilter(*checked) == *checked);
        // Two checked filters in one are one checked filter, unless that is too deep or too long.
        const auto both = checkFilter("(&" + *checked + *checked + ')');
        require(both || both.error().message.contains(QLatin1StringView("deeper")) ||
                both.error().message.contains(QLatin1StringView("longer")));
    } else {
        require(checked.error().code == ErrorCode::Invalid && !checked.error().message.isEmpty());
    }
    return 0;
}
