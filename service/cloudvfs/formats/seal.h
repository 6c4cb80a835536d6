// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/formats/keys.h"

#include <QByteArray>

namespace smc::cloudvfs {

/// Compresses (zstd) and, where there is a key, encrypts (XChaCha20-Poly1305, draft-irtf-cfrg-xchacha-03)
/// what goes to a store:
///
///     byte     flags: 1 compressed, 2 encrypted
///     4 bytes  identifier of the key, big-endian; 0 without one
///     24 bytes nonce, random; of what is encrypted only
///     …        the content
///     16 bytes tag of Poly1305, or without a key the first half of BLAKE2b-256 over all before it
///
/// The tag covers the flags, the identifier and `context`, which says what it is and where it belongs: a
/// store that gives one object for another is noticed. Of any thread.
class Sealer
{
public:
    explicit Sealer(KeyRing keys = {});

    [[nodiscard]] QByteArray seal(QByteArrayView plain, QByteArrayView context) const;
    /// Errors: Stale when it is damaged or not what `context` says; Denied when its key is not among ours;
    /// TooLarge above `most` bytes.
    [[nodiscard]] Result<QByteArray> open(QByteArrayView sealed, QByteArrayView context, qint64 most) const;
    [[nodiscard]] const KeyRing &keys() const { return m_keys; }

private:
    KeyRing m_keys;
};

/// That nobody can guess.
[[nodiscard]] QByteArray randomBytes(qsizetype size);
/// BLAKE2b-256, keyed with 32 bytes or not at all.
[[nodiscard]] QByteArray blake2b(QByteArrayView bytes, QByteArrayView key = {});

} // namespace smc::cloudvfs
