// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/frame.h"
#include "shared/core/result.h"

#include <QString>

#include <memory>
#include <sys/types.h>

namespace smc::rpc {

/// One running smcd-rpc and the socket to it; killed and waited for with this object. One thread at a time.
class WorkerProcess
{
public:
    /// Errors: Internal (the program cannot be started).
    [[nodiscard]] static Result<std::unique_ptr<WorkerProcess>> start(const QString &program);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess &) = delete;
    WorkerProcess &operator=(const WorkerProcess &) = delete;

    /// Sends a frame and waits for the one that answers it. After anything but Good the worker is of no use.
    [[nodiscard]] FrameStatus exchange(const Frame &request, Frame &answer,
                                       std::chrono::steady_clock::time_point deadline);
    [[nodiscard]] pid_t pid() const { return m_pid; }

private:
    WorkerProcess(pid_t pid, int socket)
        : m_pid(pid)
        , m_socket(socket)
    {}
    pid_t m_pid;
    int m_socket;
};

} // namespace smc::rpc
