// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/calls.h"
#include "service/rpc/worker/conversation.h"
#include "service/rpc/worker/registry_key.h"
#include "service/rpc/worker/sids.h"

#include <QtEndian>

#include <algorithm>
#include <optional>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto logsKey = R"(SYSTEM\CurrentControlSet\Services\Eventlog)";
constexpr uint32_t mostBytes = 0x7FFFF; // as much as the interface allows
constexpr uint32_t usualBytes = 0x10000;
constexpr qsizetype smallestRecord = 56;

void close(dcerpc_binding_handle *pipe, TALLOC_CTX *memory, policy_handle *handle)
{
    NTSTATUS ignored = NT_STATUS_OK;
    dcerpc_eventlog_CloseEventLog(pipe, memory, handle, &ignored);
}

/// One log, and what is read of it.
class Log
{
public:
    Log(Server &server, dcerpc_binding_handle *pipe, const QByteArray &name)
        : m_server(server)
        , m_pipe(pipe)
        , m_name(name)
        , m_handle(pipe, close)
    {}
    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<void> read(quint32 most, QList<EventInfo> &events);

private:
    [[nodiscard]] Result<void> check(NTSTATUS status) const
    {
        return rpc::check(status, m_result, m_server.host());
    }
    [[nodiscard]] Result<QByteArray> readAt(quint32 record);
    /// Appends the records of a buffer; returns the number of the last one.
    [[nodiscard]] std::optional<quint32> append(const QByteArray &bytes, QList<EventInfo> &events) const;

    Server &m_server;
    dcerpc_binding_handle *m_pipe;
    QByteArray m_name;
    Handle m_handle;
    Scratch m_memory = makeScratch();
    NTSTATUS m_result = NT_STATUS_OK;
};

Result<void> Log::open()
{
    eventlog_OpenUnknown0 unknown{.unknown0 = 0x005c, .unknown1 = 0x0001};
    lsa_String name{.length = 0, .size = 0, .string = m_name.constData()};
    lsa_String host{.length = 0, .size = 0, .string = nullptr};
    auto opened = check(dcerpc_eventlog_OpenEventLogW(m_pipe, m_memory.get(), &unknown, &name, &host, 1, 1,
                                                      m_handle.get(), &m_result));
    if (opened)
        m_handle.opened();
    else if (NT_STATUS_EQUAL(m_result,
                             NT_STATUS_OBJECT_PATH_INVALID)) // Samba's word for one it does not keep
        return Error{.code = ErrorCode::NotFound, .message = u"There is no such log."_s};
    return opened;
}

/// The records from that number on backwards, as many as one answer holds. Empty: there is none.
Result<QByteArray> Log::readAt(quint32 record)
{
    QByteArray bytes;
    for (uint32_t size = usualBytes;;) {
        bytes.fill('\0', size);
        uint32_t sent = 0;
        uint32_t needed = 0;
        const NTSTATUS status = dcerpc_eventlog_ReadEventLogW(
            m_pipe, m_memory.get(), m_handle.get(), EVENTLOG_SEEK_READ | EVENTLOG_BACKWARDS_READ, record,
            size, reinterpret_cast<uint8_t *>(bytes.data()), &sent, &needed, &m_result);
        if (NT_STATUS_IS_OK(status) && NT_STATUS_EQUAL(m_result, NT_STATUS_END_OF_FILE))
            return QByteArray();
        if (NT_STATUS_IS_OK(status) && NT_STATUS_EQUAL(m_result, NT_STATUS_BUFFER_TOO_SMALL) &&
            needed > size && needed <= mostBytes) {
            size = needed;
            continue;
        }
        if (auto answered = check(status); !answered)
            return answered.error();
        return bytes.left(std::min(sent, size));
    }
}

std::optional<quint32> Log::append(const QByteArray &bytes, QList<EventInfo> &events) const
{
    std::optional<quint32> last;
    for (qsizetype at = 0; at + smallestRecord <= bytes.size();) {
        const auto length = static_cast<qsizetype>(qFromLittleEndian<quint32>(bytes.constData() + at));
        if (length < smallestRecord || length > bytes.size() - at)
            break;
        const Scratch memory = makeScratch();
        DATA_BLOB blob{.data = reinterpret_cast<uint8_t *>(const_cast<char *>(bytes.constData())) + at,
                       .length = static_cast<size_t>(length)};
        EVENTLOGRECORD record{};
        at += length;
        if (!NDR_ERR_CODE_IS_SUCCESS(
                ndr_pull_struct_blob(&blob, memory.get(), &record,
                                     reinterpret_cast<ndr_pull_flags_fn_t>(ndr_pull_EVENTLOGRECORD))))
            continue;
        last = record.RecordNumber;
        EventInfo event{.log = QString::fromUtf8(m_name),
                        .record = record.RecordNumber,
                        .time = record.TimeGenerated,
                        .event = record.EventID,
                        .type = static_cast<quint32>(record.EventType),
                        .category = record.EventCategory,
                        .source = QString::fromUtf8(record.SourceName),
                        .computer = QString::fromUtf8(record.Computername)};
        if (record.UserSidLength > 0)
            event.user = sidText(record.UserSid);
        for (uint16_t i = 0; i < record.NumStrings; ++i)
            event.strings << QString::fromUtf8(record.Strings[i]);
        events.append(std::move(event));
    }
    return last;
}

Result<void> Log::read(quint32 most, QList<EventInfo> &events)
{
    uint32_t count = 0;
    uint32_t oldest = 0;
    auto answered =
        check(dcerpc_eventlog_GetNumRecords(m_pipe, m_memory.get(), m_handle.get(), &count, &m_result));
    if (answered && count > 0) {
        answered = check(
            dcerpc_eventlog_GetOldestRecord(m_pipe, m_memory.get(), m_handle.get(), &oldest, &m_result));
    }
    if (!answered || count == 0)
        return answered;
    const qsizetype limit = events.size() + most;
    for (quint32 next = oldest + count - 1; events.size() < limit;) {
        auto bytes = readAt(next);
        if (!bytes)
            return bytes.error();
        const auto last = append(*bytes, events);
        if (!last || *last <= oldest || *last > next) // nothing more, or nothing new
            break;
        next = *last - 1;
    }
    events.resize(std::min(events.size(), limit));
    return {};
}

} // namespace

Result<QList<EventInfo>> carryOut(Server &server, const EventRead &call, int seconds)
{
    constexpr uint32_t read = REG_KEY_READ;
    auto machine = RegistryKey::machine(server, read, seconds);
    auto key = machine ? machine->child(logsKey, read) : machine.error();
    auto names = key ? key->children() : key.error();
    if (!names)
        return names.error();
    auto pipe = server.pipe(ndr_table_eventlog, seconds);
    if (!pipe)
        return pipe.error();
    QList<EventInfo> events;
    std::optional<Error> refused;
    bool any = false;
    for (const QByteArray &name : std::as_const(*names)) {
        Log log(server, *pipe, name);
        auto done = log.open();
        if (done)
            done = log.read(call.most, events);
        if (done)
            any = true;
        else if (done.error().code != ErrorCode::NotFound)
            refused = done.error();
    }
    if (!any && refused)
        return *refused;
    return events;
}

} // namespace smc::rpc
