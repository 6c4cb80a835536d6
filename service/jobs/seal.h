// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <QByteArray>
#include <QString>

namespace smc::jobs {

/// Seals what lies on disk with AES-256-GCM (NIST SP 800-38D): nonce (12 bytes) + ciphertext + tag (16
/// bytes). Thread-safe after load().
class Seal
{
public:
    /// Reads the key file, or makes one of 32 random bytes, 0600. Errors: Internal (cannot be read or
    /// written, or others may read it).
    [[nodiscard]] Result<void> load(const QString &keyFile);
    [[nodiscard]] Result<QByteArray> close(const QByteArray &plain) const;
    /// Errors: Internal (sealed under another key, or damaged).
    [[nodiscard]] Result<QByteArray> open(const QByteArray &sealed) const;

private:
    Secret m_key;
};

} // namespace smc::jobs
