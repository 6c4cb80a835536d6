// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace smc::volumes {

/// A password or a key in memory: wiped at its end, not to be copied, and without a conversion that a log
/// line could call. What a program does for all of its memory (no core dump) is hardenProcess().
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(std::string_view bytes)
        : m_bytes(bytes.begin(), bytes.end())
    {}
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;
    SecretBytes(SecretBytes &&other) noexcept
        : m_bytes(std::move(other.m_bytes))
    {}
    SecretBytes &operator=(SecretBytes &&other) noexcept
    {
        wipe();
        m_bytes = std::move(other.m_bytes);
        return *this;
    }
    ~SecretBytes() { wipe(); }

    /// RFC 4648 section 4, with its padding, and line breaks between; nothing where it is no Base64.
    [[nodiscard]] static std::optional<SecretBytes> fromBase64(std::string_view text);

    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    /// Not zero-terminated.
    [[nodiscard]] std::string_view view() const { return {m_bytes.data(), m_bytes.size()}; }

private:
    void wipe();

    std::vector<char> m_bytes;
};

/// No core dump of this process, and nobody but root may look into it.
void hardenProcess();

} // namespace smc::volumes
