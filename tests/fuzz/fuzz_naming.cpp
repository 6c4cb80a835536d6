// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_backends
// Any key as a path of files, as the name of a blob, and back: no two become one, and none leaves its folder.
#include "service/cloudvfs/backends/azure_store.h"
#include "service/cloudvfs/backends/naming.h"

#include <cstdlib>

using namespace smc::cloudvfs;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray key(reinterpret_cast<const char *>(data), qsizetype(size));
    if (key.contains('\0') || key.size() > 1024)
        return 0;
    for (const Naming naming : {Naming{.plain = false}, Naming{.plain = true}}) {
        const QByteArray path = naming.pathOf(key);
        if (naming.keyOf(path) != key || naming.keyOf(path + besideMark) != key)
            std::abort();
        for (const QByteArray &name : path.split('/')) {
            if (name.isEmpty() || name == "." || name == ".." || name.size() > 255 || name == ownFolder)
                std::abort();
        }
        // Whatever lies there: it is of one key or of none.
        const auto other = naming.keyOf(key);
        if (other && naming.pathOf(*other) != key && naming.pathOf(*other) + besideMark != key)
            std::abort();
    }
    if (keyOfBlob(blobNameOf(key)) != key)
        std::abort();
    static_cast<void>(keyOfBlob(key));
    return 0;
}
