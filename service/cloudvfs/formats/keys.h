// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <QList>

namespace smc::cloudvfs {

/// A key of 256 bits.
struct Key
{
    quint32 id = 0; ///< of its hash: tells which key something is sealed with
    Secret bytes;   ///< 32
};

/// The keys of a repository, which never leave this machine: the first seals what is written, the others open
/// what was sealed before.
///
/// On paper and in a file a key is one line that can be typed: "cloudvfs-key-1 ABCDE-FGHIJ-…", the key and
/// its identifier in Base32 (RFC 4648), so that a slip of the pen is noticed. Lines that begin with # are
/// passed over.
class KeyRing
{
public:
    KeyRing() = default; ///< no key: nothing is encrypted

    /// Errors: Invalid, with the line.
    [[nodiscard]] static Result<KeyRing> read(const QByteArray &text);
    /// A new key, as a line.
    [[nodiscard]] static QByteArray newLine();

    [[nodiscard]] bool isEmpty() const { return m_keys.isEmpty(); }
    [[nodiscard]] const Key &first() const { return m_keys.first(); }
    [[nodiscard]] const Key *find(quint32 id) const;
    [[nodiscard]] const QList<Key> &all() const { return m_keys; }

private:
    QList<Key> m_keys;
};

/// The line of a key.
[[nodiscard]] QByteArray lineOf(const Key &key);

} // namespace smc::cloudvfs
