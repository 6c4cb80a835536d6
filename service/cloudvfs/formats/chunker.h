// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>

namespace smc::cloudvfs {

/// Cuts content where the content itself says so, so that a change moves the cuts near it only: FastCDC with
/// normalised chunking (Xia et al., USENIX ATC 2016). Chunks have 256 KiB to 4 MiB, 1 MiB as a rule; only the
/// last of a file may be smaller. Of any thread.
class Chunker
{
public:
    static constexpr qsizetype least = 256 * 1024;
    static constexpr qsizetype usual = 1024 * 1024;
    static constexpr qsizetype most = 4 * 1024 * 1024;

    /// `seed`: 32 bytes, of the repository. Another one cuts elsewhere: sizes of chunks tell nobody what a
    /// file is.
    explicit Chunker(const QByteArray &seed);

    /// The length of the chunk that `bytes` begins with: `most` bytes of what follows, or all of it.
    [[nodiscard]] qsizetype cut(QByteArrayView bytes) const;

private:
    std::array<quint64, 256> m_gear;
};

} // namespace smc::cloudvfs
