// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_repository
// What a store gives for a segment, a pack's table or a list of chunks, sealed or not.
#include "service/cloudvfs/repository/pack_builder.h"

#include <cstdlib>

using namespace smc::cloudvfs;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto segment = decodeSegment(bytes)) {
        const auto again = decodeSegment(encodeSegment(*segment));
        if (!again || again->entries.size() != segment->entries.size() ||
            again->packs.size() != segment->packs.size())
            std::abort();
    }
    if (const auto chunks = decodeChunks(bytes);
        chunks && encodeChunks(*chunks) != bytes.left(encodeChunks(*chunks).size()))
        std::abort();
    static const Sealer sealer;
    if (const auto opened = sealer.open(bytes, "fuzz", 1 << 20); opened && opened->size() > 1 << 20)
        std::abort();
    (void)decodeEntry(bytes);
    (void)readPackTable(sealer, bytes);
    (void)KeyRing::read(bytes);
    return 0;
}
