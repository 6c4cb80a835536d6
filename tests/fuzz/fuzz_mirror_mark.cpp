// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_mirror
// What a store says of the mirror that it belongs to, which whoever may write into it can have written.
#include "service/cloudvfs/mirror/mirror_internal.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace smc::cloudvfs;
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const MirrorMark mark = readMirrorMark(text);
    if (readMirrorMark(writeMirrorMark(mark)) != mark)
        std::abort();
    return 0;
}
