// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/servers/events.h"

#include "service/rpc/protocol/event_calls.h"

#include <QDateTime>

namespace smc::servers {

using namespace Qt::Literals::StringLiterals;

namespace {

/// By number ([MS-EVEN] 2.2.9).
QByteArray typeName(quint32 type)
{
    switch (type) {
    case 0:
        return "success";
    case 1:
        return "error";
    case 2:
        return "warning";
    case 4:
        return "information";
    case 8:
        return "audit-success";
    case 16:
        return "audit-failure";
    default:
        return QByteArray::number(type);
    }
}

} // namespace

Result<QList<wire::Record>> events(rpc::Driver &driver, const rpc::Target &target)
{
    auto found = driver.call(target, rpc::EventRead{});
    if (!found)
        return found.error();
    QList<wire::Record> records;
    for (const rpc::EventInfo &event : std::as_const(*found)) {
        wire::Record record;
        record.set("number", (event.log + u'/' + QString::number(event.record)).toUtf8());
        record.set("log", event.log.toUtf8());
        record.set("record", QByteArray::number(event.record));
        record.set("time",
                   QDateTime::fromSecsSinceEpoch(event.time, Qt::UTC).toString(Qt::ISODate).toLatin1());
        record.set("type", typeName(event.type));
        record.set("event", QByteArray::number(event.event & 0xFFFFU));
        record.set("source", event.source.toUtf8());
        record.set("computer", event.computer.toUtf8());
        if (event.category != 0)
            record.set("category", QByteArray::number(event.category));
        if (!event.user.isEmpty())
            record.set("user", event.user.toUtf8());
        record.set("text", event.strings.join(u'\n').toUtf8());
        records.append(record);
    }
    return records;
}

} // namespace smc::servers
