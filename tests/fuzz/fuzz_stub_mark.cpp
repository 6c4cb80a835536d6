// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_sync
// What a stub says of itself, which whoever has the disk can have written.
#include "service/cloudvfs/sync/tree.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace smc::cloudvfs;
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const StubMark mark = readStubMark(bytes);
    if (readStubMark(writeStubMark(mark)) != mark)
        std::abort();
    return 0;
}
