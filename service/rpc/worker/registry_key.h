// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/worker/server.h"

#include <utility>

namespace smc::rpc {

/// An open key of a server's registry ([MS-RRP]); closed at the end of its scope. Values are text, also
/// numbers: those of a REG_MULTI_SZ come as several of one name, of any other type "binary (… bytes)". Errors
/// of all calls: those of errorOf().
class RegistryKey
{
public:
    RegistryKey(Server &server, dcerpc_binding_handle *pipe)
        : m_server(&server)
        , m_pipe(pipe)
    {}
    RegistryKey(RegistryKey &&other) noexcept
        : m_server(other.m_server)
        , m_pipe(other.m_pipe)
        , m_handle(other.m_handle)
        , m_open(std::exchange(other.m_open, false))
    {}
    RegistryKey &operator=(RegistryKey &&) = delete;
    RegistryKey(const RegistryKey &) = delete;
    RegistryKey &operator=(const RegistryKey &) = delete;
    ~RegistryKey()
    {
        WERROR ignored = WERR_OK; // a handle that cannot be closed ends with the session
        if (m_open)
            dcerpc_winreg_CloseKey(m_pipe, makeScratch().get(), &m_handle, &ignored);
    }

    /// HKEY_LOCAL_MACHINE.
    [[nodiscard]] static Result<RegistryKey> machine(Server &server, uint32_t access, int seconds);
    [[nodiscard]] Result<RegistryKey> child(const QByteArray &name, uint32_t access);
    [[nodiscard]] Result<RegistryKey> create(const QByteArray &name, uint32_t access);
    [[nodiscard]] Result<QList<QByteArray>> children();
    [[nodiscard]] Result<QList<QStringList>> values();
    [[nodiscard]] Result<void> set(const QString &name, const QString &value);
    [[nodiscard]] Result<void> removeValue(const QString &name);
    [[nodiscard]] Result<void> removeChild(const QByteArray &name);

private:
    [[nodiscard]] Result<void> check(NTSTATUS status) const
    {
        return rpc::check(status, m_result, m_server->host());
    }
    static winreg_String name(const QByteArray &text)
    {
        return {.name_len = 0, .name_size = 0, .name = text.constData()};
    }

    Server *m_server;
    dcerpc_binding_handle *m_pipe;
    policy_handle m_handle{};
    bool m_open = false;
    WERROR m_result = WERR_OK;
    Scratch m_memory = makeScratch();
};

} // namespace smc::rpc
