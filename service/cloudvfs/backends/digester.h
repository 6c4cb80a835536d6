// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/backends/store.h"

#include <memory>

namespace smc::cloudvfs {

/// Makes a Digest of bytes as they come. Of one thread at a time.
class Digester
{
public:
    Digester();
    ~Digester();
    Digester(const Digester &) = delete;
    Digester &operator=(const Digester &) = delete;

    void add(const char *bytes, qint64 size);
    /// Of all that was added; it begins anew then.
    [[nodiscard]] Digest take();

private:
    struct Contexts;
    void begin();
    std::unique_ptr<Contexts> m_contexts;
    qint64 m_size = 0;
};

/// Of `length` bytes of `source` from `offset`, added to `whole` too where it is given. Errors: Stale (it
/// ends before), Refused (it cannot be read).
[[nodiscard]] Result<Digest> digestOf(const Source &source, qint64 offset, qint64 length,
                                      Digester *whole = nullptr);

/// Why a source has given no more: what it returned, at once after it did.
[[nodiscard]] Error sourceFailure(qint64 returned);

} // namespace smc::cloudvfs
