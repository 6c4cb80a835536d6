// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/servers/servers.h"

#include <QDateTime>
#include <QRegularExpression>

namespace smc::servers {

using namespace Qt::Literals::StringLiterals;

QString sambaVersion(const QString &comment)
{
    static const QRegularExpression samba(u"^Samba (\\d+\\.[^\\s-]+(?:-[A-Za-z]+)?)"_s);
    return samba.match(comment).captured(1);
}

Result<wire::Record> about(rpc::Driver &driver, const rpc::Target &target)
{
    auto info = driver.call(target, rpc::NetServerGetInfo{});
    if (!info)
        return info.error();
    wire::Record record;
    record.set("name", info->name.toUtf8());
    record.set("host", target.host.toUtf8());
    record.set("comment", info->comment.toUtf8());
    const QString version = sambaVersion(info->comment);
    record.set("version", version.isEmpty() ? "Windows " + QByteArray::number(info->major) + '.' +
                                                  QByteArray::number(info->minor)
                                            : version.toUtf8());
    record.set("time", QDateTime::fromSecsSinceEpoch(info->time, Qt::UTC).toString(Qt::ISODate).toLatin1());
    record.set("skew", QByteArray::number(info->skew));
    return record;
}

} // namespace smc::servers
