// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_sync
// A question on cloudvfsd's socket.
#include "service/cloudvfs/sync/questions.h"

#include <cstdlib>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    cloudvfs_request head = {};
    std::memcpy(&head, data, std::min(size, sizeof(head)));
    const QByteArray names =
        size > sizeof(head)
            ? QByteArray(reinterpret_cast<const char *>(data) + sizeof(head), qsizetype(size - sizeof(head)))
            : QByteArray();
    const auto question = smc::cloudvfs::readQuestion(head, names);
    if (question &&
        (question->offset < 0 || question->length < 0 || question->offset + question->length < 0 ||
         question->path.size() > qsizetype(CLOUDVFS_PATH_MAX)))
        std::abort();
    return 0;
}
