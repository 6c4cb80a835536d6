// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/shares/shares.h"

#include "service/rpc/paths.h"

#include <array>

namespace smc::shares {

using namespace Qt::Literals::StringLiterals;

Result<QList<wire::Record>> shares(rpc::Driver &driver, const rpc::Target &target)
{
    auto found = driver.call(target, rpc::NetShareEnum{});
    if (!found)
        return found.error();
    constexpr std::array kinds{"folder", "printer", "device", "ipc"};
    constexpr quint32 special = 0x80000000; // STYPE_SPECIAL, [MS-SRVS] 2.2.2.4
    QList<wire::Record> records;
    for (const rpc::ShareInfo &share : std::as_const(*found)) {
        wire::Record record;
        record.set("name", share.name.toUtf8());
        record.set("comment", share.comment.toUtf8());
        record.set("kind", kinds.at(share.type & 3));
        record.set("hidden", (share.type & special) != 0 || share.name.endsWith(u'$') ? "TRUE" : "FALSE");
        if (!share.path.isEmpty())
            record.set("path", rpc::unixPath(share.path).toUtf8());
        record.set("users", QByteArray::number(share.users));
        records.append(record);
    }
    return records;
}

} // namespace smc::shares
