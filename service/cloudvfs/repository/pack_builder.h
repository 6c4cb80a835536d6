// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/cloudvfs/formats/seal.h"
#include "service/cloudvfs/formats/segment.h"

namespace smc::cloudvfs {

/// Puts chunks into a pack (segment.h). Of one thread.
class PackBuilder
{
public:
    /// What a pack has before it is full; the last chunk may lead beyond.
    static constexpr qint64 full = 12 * 1024 * 1024;

    explicit PackBuilder(const Sealer &sealer);

    void add(const ChunkRef &chunk, QByteArrayView plain);
    [[nodiscard]] qint64 size() const { return m_content.size(); }
    [[nodiscard]] bool isEmpty() const { return m_chunks.isEmpty(); }
    [[nodiscard]] bool isFull() const { return size() >= full; }

    struct Made
    {
        Pack pack;
        QByteArray content;
    };
    /// Ends it and begins another one.
    [[nodiscard]] Made finish();

private:
    void begin();

    const Sealer &m_sealer;
    QByteArray m_content;
    QList<PackedChunk> m_chunks;
};

/// The table at the end of a pack. Errors: Stale; those of Sealer.
[[nodiscard]] Result<QList<PackedChunk>> readPackTable(const Sealer &sealer, const QByteArray &content);

} // namespace smc::cloudvfs
