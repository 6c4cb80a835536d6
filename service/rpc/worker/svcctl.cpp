// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/calls.h"
#include "service/rpc/worker/conversation.h"

#include <QStringDecoder>
#include <QtEndian>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr uint32_t mostBytes = 0x40000; // as much as the interface allows
constexpr uint32_t win32 = 0x30;        // SERVICE_TYPE_WIN32
constexpr qsizetype rowSize = 9 * 4;    // ENUM_SERVICE_STATUSW ([MS-SCMR] 2.2.11)
constexpr uint32_t connectAndEnumerate = 0x0005;
constexpr uint32_t startService = 0x0010;
constexpr uint32_t stopService = 0x0020;

void close(dcerpc_binding_handle *pipe, TALLOC_CTX *memory, policy_handle *handle)
{
    WERROR ignored = WERR_OK;
    dcerpc_svcctl_CloseServiceHandle(pipe, memory, handle, &ignored);
}

Result<void> openManager(Conversation &with, Handle &manager)
{
    auto opened =
        with.check(dcerpc_svcctl_OpenSCManagerW(*with.pipe, with.memory.get(), with.server.unc(), nullptr,
                                                connectAndEnumerate, manager.get(), &with.result));
    if (opened)
        manager.opened();
    return opened;
}

quint32 number(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

/// The zero-terminated UTF-16 text at an offset; empty when it does not lie in the buffer.
QString textAt(const QByteArray &bytes, qsizetype offset)
{
    qsizetype end = offset;
    while (end + 1 < bytes.size() && (bytes[end] != 0 || bytes[end + 1] != 0))
        end += 2;
    if (offset < 0 || offset >= bytes.size())
        return {};
    QStringDecoder decode(QStringDecoder::Utf16LE);
    return decode(QByteArrayView(bytes).sliced(offset, end - offset));
}

} // namespace

Result<QList<ServiceInfo>> carryOut(Server &server, const ServiceEnum & /*call*/, int seconds)
{
    Conversation with(server, ndr_table_svcctl, seconds);
    if (!with.pipe)
        return with.pipe.error();
    Handle manager(*with.pipe, close);
    if (auto opened = openManager(with, manager); !opened)
        return opened.error();
    QByteArray bytes(mostBytes, '\0');
    uint32_t needed = 0;
    uint32_t count = 0;
    uint32_t resume = 0;
    auto answered = with.check(dcerpc_svcctl_EnumServicesStatusW(
        *with.pipe, with.memory.get(), manager.get(), win32, SERVICE_STATE_ALL,
        reinterpret_cast<uint8_t *>(bytes.data()), mostBytes, &needed, &count, &resume, &with.result));
    if (!answered)
        return answered.error();
    QList<ServiceInfo> services;
    for (qsizetype at = 0; count > 0 && at + rowSize <= bytes.size(); --count, at += rowSize) {
        services.append({.name = textAt(bytes, number(bytes, at)),
                         .display = textAt(bytes, number(bytes, at + 4)),
                         .type = number(bytes, at + 8),
                         .state = number(bytes, at + 12),
                         .controls = number(bytes, at + 16),
                         .exitCode = number(bytes, at + 20)});
    }
    return services;
}

Result<Done> carryOut(Server &server, const ServiceControl &call, int seconds)
{
    Conversation with(server, ndr_table_svcctl, seconds);
    if (!with.pipe)
        return with.pipe.error();
    Handle manager(*with.pipe, close);
    if (auto opened = openManager(with, manager); !opened)
        return opened.error();
    Handle service(*with.pipe, close);
    const QByteArray name = call.service.toUtf8();
    auto done = with.check(
        dcerpc_svcctl_OpenServiceW(*with.pipe, with.memory.get(), manager.get(), name.constData(),
                                   call.start ? startService : stopService, service.get(), &with.result));
    if (!done)
        return done.error();
    service.opened();
    SERVICE_STATUS status{};
    done = with.check(call.start ? dcerpc_svcctl_StartServiceW(*with.pipe, with.memory.get(), service.get(),
                                                               0, nullptr, &with.result)
                                 : dcerpc_svcctl_ControlService(*with.pipe, with.memory.get(), service.get(),
                                                                SVCCTL_CONTROL_STOP, &status, &with.result));
    if (call.start && W_ERROR_EQUAL(with.result, WERR_SERVICE_ALREADY_RUNNING))
        return Done{};
    if (!done)
        return done.error();
    return Done{};
}

} // namespace smc::rpc
