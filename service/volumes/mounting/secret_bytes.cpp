// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/secret_bytes.h"

#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace smc::volumes {

std::optional<SecretBytes> SecretBytes::fromBase64(std::string_view text)
{
    SecretBytes decoded;
    decoded.m_bytes.resize(text.size()); // never reallocated: what was moved away from would stay behind
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char *>(decoded.m_bytes.data()), decoded.m_bytes.size(),
                          text.data(), text.size(), "\r\n", &size, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0)
        return std::nullopt;
    decoded.m_bytes.resize(size);
    return decoded;
}

void SecretBytes::wipe()
{
    sodium_memzero(m_bytes.data(), m_bytes.capacity());
}

void hardenProcess()
{
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

} // namespace smc::volumes
