// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_local
// Samba's logs hold what anybody sent to it: whatever they hold is split into messages that are bounded and
// lie inside of what was read.
#include "service/local/logs.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const qint64 offset : {0, 1000}) {
        qint64 last = offset - 1;
        for (const auto &entry : smc::local::parseLog(QStringLiteral("log.smbd"), bytes, offset)) {
            if (entry.offset <= last || entry.offset >= offset + bytes.size() || entry.text.size() > 4096)
                std::abort();
            last = entry.offset;
        }
    }
    return 0;
}
