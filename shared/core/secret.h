// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstddef>
#include <memory>

namespace smc {

/// A password or a token in memory: shared by its copies, wiped when the last one goes, kept out of
/// swap and core dumps where the system allows it, and without a conversion that a log line could call.
///
/// Thread-safe to copy and read.
class Secret
{
public:
    Secret() = default;
    /// Takes the bytes and wipes the array given, as far as it is not shared.
    explicit Secret(QByteArray &&bytes);

    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    [[nodiscard]] std::size_t size() const;
    /// Not zero-terminated. Valid as long as a copy of this secret lives.
    [[nodiscard]] const char *data() const;
    /// Byte by byte, in a time that depends on the length only.
    [[nodiscard]] bool operator==(const Secret &other) const;

private:
    struct Block;
    std::shared_ptr<const Block> m_block;
};

} // namespace smc
