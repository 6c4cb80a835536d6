// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_protocol
// The intent file of a share, as a power loss or a full disk may leave it.
#include "service/cloudvfs/protocol/intent_reader.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto batch = smc::cloudvfs::readIntents(bytes);
    if (batch.read < 0 || batch.read > bytes.size() || batch.damaged > batch.read)
        std::abort();
    // Read in two pieces, the same comes of it.
    const auto rest = smc::cloudvfs::readIntents(bytes.mid(batch.read));
    if (rest.read != 0 || !rest.intents.isEmpty())
        std::abort();
    return 0;
}
