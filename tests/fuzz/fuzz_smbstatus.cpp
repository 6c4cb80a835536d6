// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_local
// What smbstatus prints, with names that strangers chose: it is read, or refused in words.
#include "service/local/smbstatus.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto status = smc::local::parseSmbStatus(bytes);
    if (!status && status.error().message.isEmpty())
        std::abort();
    if (status) {
        for (const auto &records : {status->sessions, status->connections, status->files}) {
            for (const auto &record : records) {
                if (record.value("id").isEmpty() || !record.contains("pid"))
                    std::abort();
            }
        }
    }
    return 0;
}
