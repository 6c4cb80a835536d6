// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_identity
// Filters: whatever is escaped is a value and nothing else, and what is sent to the directory is understood
// as it was meant.
#include "service/identity/filter.h"
#include "service/identity/ldap/escape.h"

#include <cstdint>
#include <cstdlib>

using namespace smc;
using namespace smc::identity;

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

    const QByteArray escaped = ldap::escapeFilter(input);
    require(unescape(escaped) == input);
    for (const char c : escaped)
        require(c != '(' && c != ')' && c != '*' && c != '\0' && static_cast<unsigned char>(c) < 0x80);

    const auto parsed = parseFilter(QString::fromUtf8(input), {.now = 1});
    if (!parsed) {
        require(parsed.error().code == ErrorCode::Invalid && !parsed.error().message.isEmpty());
        return 0;
    }
    // Both forms become an LDAP filter, which reads back as the same one unless it has grown too long.
    const QByteArray wire = toLdap(*parsed);
    const auto again = parseFilter(QString::fromUtf8(wire), {});
    require(again ? toLdap(*again) == wire : wire.size() > 8192);
    return 0;
}
