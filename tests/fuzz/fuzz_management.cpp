// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_cloudvfs_client
// What cloudvfsd answers to a management question: an error reads as it was written, and so does each record
// of every list.
#include "service/cloudvfs/client/ask.h"
#include "service/cloudvfs/client/management.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdlib>

using namespace smc::cloudvfs;

namespace {

template<typename T>
void check(const QJsonObject &answer, QStringView name)
{
    const QList<T> list = listOf<T>(answer, name);
    if (list.size() != answer[name].toArray().size())
        std::abort();
    for (const T &one : list) {
        const QJsonObject written = toJson(one);
        T again;
        fromJson(written, again);
        if (toJson(again) != written)
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const smc::Error error = errorOf(text);
    const smc::Error again = errorOf(toText(error));
    if (again.code != error.code || again.message != error.message || again.hint != error.hint ||
        again.place != error.place || again.native != error.native || again.retryable != error.retryable)
        std::abort();
    const QJsonObject answer = QJsonDocument::fromJson(text).object();
    check<Check>(answer, u"checks");
    check<ShareStatus>(answer, u"shares");
    check<WaitingFile>(answer, u"files");
    check<FileStatus>(answer, u"files");
    check<StoreBandwidth>(answer, u"stores");
    check<StoreStatus>(answer, u"stores");
    check<Version>(answer, u"versions");
    static_cast<void>(listOf<CheckFault>(answer, u"listed"));
    return 0;
}
