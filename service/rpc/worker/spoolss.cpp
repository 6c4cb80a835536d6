// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/calls.h"
#include "service/rpc/worker/conversation.h"

#include <QDateTime>
#include <QSet>

namespace smc::rpc {

namespace {

constexpr uint32_t mostJobs = 1000;
constexpr uint32_t local = 0x02;      // PRINTER_ENUM_LOCAL
constexpr uint32_t administer = 0x04; // PRINTER_ACCESS_ADMINISTER
constexpr uint32_t use = 0x08;        // PRINTER_ACCESS_USE

QString text(const char *value)
{
    return QString::fromUtf8(value);
}

void close(dcerpc_binding_handle *pipe, TALLOC_CTX *memory, policy_handle *handle)
{
    WERROR ignored = WERR_OK;
    dcerpc_spoolss_ClosePrinter(pipe, memory, handle, &ignored);
}

/// A list whose size only the server knows: with room for what is usual, then for twice of what it says it
/// needs, since a queue may grow meanwhile. `ask(buffer, offered, needed)` makes the call.
template<typename Ask>
Result<void> askWithRoom(Conversation &with, Ask ask)
{
    constexpr uint32_t usual = 64 * 1024;
    constexpr uint32_t most = 64 * 1024 * 1024;
    NTSTATUS status{};
    uint32_t needed = 0;
    for (uint32_t room = usual; room <= most; room = needed * 2) {
        DATA_BLOB buffer{.data = talloc_zero_array(with.memory.get(), uint8_t, room), .length = room};
        status = ask(&buffer, room, &needed);
        if (!NT_STATUS_IS_OK(status) || !W_ERROR_EQUAL(with.result, WERR_INSUFFICIENT_BUFFER) ||
            needed > most / 2)
            break;
    }
    return with.check(status);
}

Result<QList<Printer>> printers(Conversation &with)
{
    uint32_t count = 0;
    spoolss_PrinterInfo *found = nullptr;
    auto answered = askWithRoom(with, [&](DATA_BLOB *buffer, uint32_t offered, uint32_t *needed) {
        return dcerpc_spoolss_EnumPrinters(*with.pipe, with.memory.get(), local, with.server.unc(), 2, buffer,
                                           offered, &count, &found, needed, &with.result);
    });
    if (!answered)
        return answered.error();
    QList<Printer> printers;
    for (uint32_t i = 0; i < count; ++i) {
        const spoolss_PrinterInfo2 &one = found[i].info2;
        printers.append({.name = text(one.sharename),
                         .comment = text(one.comment),
                         .location = text(one.location),
                         .driver = text(one.drivername),
                         .port = text(one.portname),
                         .attributes = one.attributes,
                         .status = one.status,
                         .jobs = one.cjobs});
    }
    return printers;
}

Result<void> open(Conversation &with, const QString &printer, uint32_t access, Handle &handle)
{
    const QByteArray name = with.server.unc() + ("\\" + printer.toUtf8());
    spoolss_UserLevel1 who{};
    who.client = "smcd";
    who.user = "smcd";
    spoolss_UserLevelCtr level{.level = 1, .user_info = {}};
    level.user_info.level1 = &who;
    const spoolss_DevmodeContainer noMode{};
    auto opened =
        with.check(dcerpc_spoolss_OpenPrinterEx(*with.pipe, with.memory.get(), name.constData(), nullptr,
                                                noMode, access, level, handle.get(), &with.result));
    if (opened)
        handle.opened();
    return opened;
}

PrintJob toJob(const spoolss_JobInfo2 &job, const QString &printer)
{
    const spoolss_Time &at = job.submitted; // UTC ([MS-RPRN] 2.2.1.13.4)
    const QDateTime submitted(QDate(at.year, at.month, at.day), QTime(at.hour, at.minute, at.second),
                              Qt::UTC);
    return {.printer = printer,
            .id = job.job_id,
            .user = text(job.user_name),
            .document = text(job.document_name),
            .text = text(job.text_status),
            .status = job.status,
            .position = job.position,
            .pages = job.total_pages,
            .size = job.size,
            .submitted = submitted.isValid() ? submitted.toSecsSinceEpoch() : 0};
}

} // namespace

Result<QList<Printer>> carryOut(Server &server, const PrinterEnum & /*call*/, int seconds)
{
    Conversation with(server, ndr_table_spoolss, seconds);
    return with.pipe ? printers(with) : with.pipe.error();
}

Result<Done> carryOut(Server &server, const PrinterControl &call, int seconds)
{
    Conversation with(server, ndr_table_spoolss, seconds);
    if (!with.pipe)
        return with.pipe.error();
    Handle printer(*with.pipe, close);
    if (auto opened = open(with, call.printer, administer, printer); !opened)
        return opened.error();
    spoolss_SetPrinterInfoCtr nothing{};
    spoolss_DevmodeContainer noMode{};
    sec_desc_buf noList{};
    auto done = with.check(
        dcerpc_spoolss_SetPrinter(*with.pipe, with.memory.get(), printer.get(), &nothing, &noMode, &noList,
                                  static_cast<spoolss_PrinterControl>(call.command), &with.result));
    if (!done)
        return done.error();
    return Done{};
}

Result<QList<PrintJob>> carryOut(Server &server, const JobEnum & /*call*/, int seconds)
{
    Conversation with(server, ndr_table_spoolss, seconds);
    if (!with.pipe)
        return with.pipe.error();
    auto all = printers(with);
    if (!all)
        return all.error();
    QList<PrintJob> jobs;
    for (const Printer &one : std::as_const(*all)) {
        Handle printer(*with.pipe, close);
        if (auto opened = open(with, one.name, use, printer); !opened)
            return opened.error();
        uint32_t count = 0;
        spoolss_JobInfo *found = nullptr;
        auto answered = askWithRoom(with, [&](DATA_BLOB *buffer, uint32_t offered, uint32_t *needed) {
            return dcerpc_spoolss_EnumJobs(*with.pipe, with.memory.get(), printer.get(), 0, mostJobs, 2,
                                           buffer, offered, &count, &found, needed, &with.result);
        });
        if (!answered)
            return answered.error();
        // Samba may list a job a second time among those that it took for new ones; the first is what the
        // queue says.
        QSet<quint32> known;
        for (uint32_t i = 0; i < count; ++i) {
            const PrintJob job = toJob(found[i].info2, one.name);
            if (known.contains(job.id))
                continue;
            known.insert(job.id);
            jobs.append(job);
        }
    }
    return jobs;
}

Result<Done> carryOut(Server &server, const JobControl &call, int seconds)
{
    Conversation with(server, ndr_table_spoolss, seconds);
    if (!with.pipe)
        return with.pipe.error();
    Handle printer(*with.pipe, close);
    if (auto opened = open(with, call.printer, use, printer); !opened)
        return opened.error();
    auto done =
        with.check(dcerpc_spoolss_SetJob(*with.pipe, with.memory.get(), printer.get(), call.job, nullptr,
                                         static_cast<spoolss_JobControl>(call.command), &with.result));
    if (!done)
        return done.error();
    return Done{};
}

} // namespace smc::rpc
