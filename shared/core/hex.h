// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace smc {

/// What a hexadecimal digit counts, capitals or not; -1 for any other character.
[[nodiscard]] constexpr int hexValue(char16_t c)
{
    if (c >= u'0' && c <= u'9')
        return c - u'0';
    if (c >= u'a' && c <= u'f')
        return c - u'a' + 10;
    if (c >= u'A' && c <= u'F')
        return c - u'A' + 10;
    return -1;
}

} // namespace smc
