// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/hash_name.h"

#include <array>
#include <sodium.h>

namespace smc::volumes {

std::string hashName(std::string_view text)
{
    std::array<unsigned char, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char *>(text.data()),
                       text.size(), nullptr, 0);
    std::array<char, hash.size() * 2 + 1> digits{};
    sodium_bin2hex(digits.data(), digits.size(), hash.data(), hash.size());
    return digits.data();
}

} // namespace smc::volumes
