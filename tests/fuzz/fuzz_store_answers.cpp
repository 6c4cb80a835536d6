// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_backends
// What a store answers: the first byte says which. What was read must be something that can be gone on with.
#include "service/cloudvfs/backends/azure_store.h"
#include "service/cloudvfs/backends/s3_store.h"
#include "service/cloudvfs/backends/swift_store.h"
#include "service/cloudvfs/backends/webdav_store.h"

#include <cstdlib>

using namespace smc;
using namespace smc::cloudvfs;

namespace {

void check(const Result<Listing> &listing)
{
    if (!listing)
        return;
    if (listing->more && listing->objects.isEmpty()) // whoever asks for the next page would ask for this one
        std::abort();
    for (const ListedObject &object : listing->objects) {
        if (object.key.isEmpty() || object.info.size < 0)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray text(reinterpret_cast<const char *>(data) + 1, qsizetype(size - 1));
    switch (data[0]) {
    case '3':
        check(readListing(text, {}));
        check(readListing(text, "k"));
        static_cast<void>(readElement(text, u"UploadId"));
        static_cast<void>(readElement(text, u"Code"));
        break;
    case 'p':
        if (const auto read = readParts(text)) {
            for (auto part = read->first.cbegin(); part != read->first.cend(); ++part) {
                if (part.key() < 1 || part->size < 0)
                    std::abort();
            }
        }
        break;
    case 's':
        check(readSwiftListing(text));
        break;
    case 'a':
        if (const auto read = readAzureListing(text)) {
            if (!read->first.more) // with a marker a page of Azure's may be empty
                check(read->first);
        }
        break;
    case 'w':
        if (const auto entries = readMultistatus(text)) {
            for (const FolderEntry &entry : *entries) {
                if (entry.info.size < 0)
                    std::abort();
            }
        }
        break;
    default:
        break;
    }
    return 0;
}
