// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/worker/server.h"

namespace smc::rpc {

/// A pipe, and memory that an answer lives in.
struct Conversation
{
    Conversation(Server &serverGiven, const ndr_interface_table &table, int seconds)
        : server(serverGiven)
        , pipe(serverGiven.pipe(table, seconds))
    {}
    Server &server;
    Scratch memory = makeScratch();
    Result<dcerpc_binding_handle *> pipe;
    WERROR result = WERR_OK;

    [[nodiscard]] Result<void> check(NTSTATUS status) const
    {
        return rpc::check(status, result, server.host());
    }
};

/// A handle that the server keeps for us, given back at the end of its scope.
class Handle
{
public:
    using Close = void (*)(dcerpc_binding_handle *pipe, TALLOC_CTX *memory, policy_handle *handle);
    Handle(dcerpc_binding_handle *pipe, Close close)
        : m_pipe(pipe)
        , m_close(close)
    {}
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle()
    {
        if (m_open)
            m_close(m_pipe, makeScratch().get(),
                    &m_handle); // one that cannot be closed ends with the session
    }
    /// Where the call that opens it puts it.
    [[nodiscard]] policy_handle *get() { return &m_handle; }
    void opened() { m_open = true; }

private:
    dcerpc_binding_handle *m_pipe;
    Close m_close;
    policy_handle m_handle{};
    bool m_open = false;
};

} // namespace smc::rpc
