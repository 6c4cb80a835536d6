// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/shares/printers.h"

#include <QDateTime>
#include <QHash>

#include <algorithm>
#include <array>

namespace smc::shares {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Bit
{
    quint32 bit;
    const char *word;
};
/// The first that is set decides.
constexpr std::array printerStates{Bit{0x2, "error"}, Bit{0x1, "paused"}};
constexpr std::array jobStates{Bit{0x2, "error"}, Bit{0x4, "deleting"}, Bit{0x1, "held"},
                               Bit{0x8, "spooling"}, Bit{0x10, "printing"}};

template<typename Bits>
QByteArray stateOf(const Bits &bits, quint32 status, const char *otherwise)
{
    for (const Bit &one : bits) {
        if (status & one.bit)
            return one.word;
    }
    return otherwise;
}

void setText(wire::Record &record, const char *name, const QString &text)
{
    if (!text.isEmpty())
        record.set(name, text.toUtf8());
}

Error noSuchJob(const QString &id)
{
    return Error{.code = ErrorCode::NotFound,
                 .message = u"There is no print job %1."_s.arg(id),
                 .hint = u"Its id is printer:number, as the list says it."_s};
}

} // namespace

Result<QList<wire::Record>> printers(rpc::Driver &driver, const rpc::Target &target)
{
    auto found = driver.call(target, rpc::PrinterEnum{});
    if (!found)
        return found.error();
    QList<wire::Record> records;
    for (const rpc::Printer &printer : std::as_const(*found)) {
        wire::Record record;
        record.set("name", printer.name.toUtf8());
        setText(record, "comment", printer.comment);
        setText(record, "location", printer.location);
        setText(record, "driver", printer.driver);
        setText(record, "port", printer.port);
        record.set("state", stateOf(printerStates, printer.status, "ready"));
        record.set("jobs", QByteArray::number(printer.jobs));
        records.append(record);
    }
    return records;
}

Result<QList<wire::Record>> printJobs(rpc::Driver &driver, const rpc::Target &target)
{
    auto found = driver.call(target, rpc::JobEnum{});
    if (!found)
        return found.error();
    QList<wire::Record> records;
    for (const rpc::PrintJob &job : std::as_const(*found)) {
        wire::Record record;
        record.set("id", (job.printer + u':' + QString::number(job.id)).toUtf8());
        record.set("printer", job.printer.toUtf8());
        record.set("job", QByteArray::number(job.id));
        record.set("user", job.user.toUtf8());
        record.set("document", job.document.toUtf8());
        record.set("state", stateOf(jobStates, job.status, "waiting"));
        setText(record, "text", job.text);
        record.set("position", QByteArray::number(job.position));
        record.set("pages", QByteArray::number(job.pages));
        record.set("size", QByteArray::number(job.size));
        if (job.submitted > 0) {
            record.set(
                "submitted",
                QDateTime::fromSecsSinceEpoch(job.submitted, Qt::UTC).toString(Qt::ISODate).toLatin1());
        }
        records.append(record);
    }
    return records;
}

QList<wire::Record> queuesOf(const QList<rpc::Printer> &printers, const QList<rpc::PrintJob> &jobs,
                             qint64 now)
{
    QList<wire::Record> records;
    for (const rpc::Printer &printer : printers) {
        QHash<QByteArray, int> counts; // by state
        qint64 all = 0;
        quint64 size = 0;
        qint64 oldest = 0;
        for (const rpc::PrintJob &job : jobs) {
            if (job.printer.compare(printer.name, Qt::CaseInsensitive) != 0)
                continue;
            const QByteArray state = stateOf(jobStates, job.status, "waiting");
            ++all;
            ++counts[state];
            size += job.size;
            // Who has been told to wait does not wait for the printer.
            if (state != "held" && job.submitted > 0 && (oldest == 0 || job.submitted < oldest))
                oldest = job.submitted;
        }
        wire::Record record;
        record.set("printer", printer.name.toUtf8());
        record.set("state", stateOf(printerStates, printer.status, "ready"));
        record.set("jobs", QByteArray::number(all));
        record.set("waiting", QByteArray::number(counts.value("waiting")));
        record.set("held", QByteArray::number(counts.value("held")));
        record.set("failed", QByteArray::number(counts.value("error")));
        record.set("size", QByteArray::number(size));
        if (oldest > 0) {
            record.set("oldest",
                       QDateTime::fromSecsSinceEpoch(oldest, Qt::UTC).toString(Qt::ISODate).toLatin1());
        }
        // An empty queue lets nobody wait.
        record.set("seconds", QByteArray::number(oldest > 0 ? std::max<qint64>(0, now - oldest) : 0));
        records.append(record);
    }
    return records;
}

Result<QList<wire::Record>> queues(rpc::Driver &driver, const rpc::Target &target)
{
    auto all = driver.call(target, rpc::PrinterEnum{});
    if (!all)
        return all.error();
    if (all->isEmpty())
        return QList<wire::Record>();
    auto jobs = driver.call(target, rpc::JobEnum{});
    if (!jobs)
        return jobs.error();
    return queuesOf(*all, *jobs, QDateTime::currentSecsSinceEpoch());
}

Result<void> order(rpc::Driver &driver, const rpc::Target &target, const QString &printer, PrinterOrder order)
{
    auto done =
        driver.call(target, rpc::PrinterControl{.printer = printer, .command = static_cast<quint32>(order)});
    if (!done)
        return done.error();
    return {};
}

Result<void> order(rpc::Driver &driver, const rpc::Target &target, const QString &id, JobOrder order)
{
    const qsizetype colon = id.lastIndexOf(u':');
    bool ok = false;
    const quint32 number = id.mid(colon + 1).toUInt(&ok);
    if (colon <= 0 || !ok)
        return noSuchJob(id);
    auto done = driver.call(
        target,
        rpc::JobControl{.printer = id.left(colon), .job = number, .command = static_cast<quint32>(order)});
    // Samba calls a job that is gone a wrong value.
    if (!done && done.error().code == ErrorCode::Invalid)
        return noSuchJob(id);
    if (!done)
        return done.error();
    return {};
}

} // namespace smc::shares
