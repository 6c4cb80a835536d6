// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker_process.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ; // NOLINT(readability-redundant-declaration): POSIX wants it declared by the program

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int workerDescriptor = 3; ///< where smcd-rpc looks for its socket

Error notStarted(const QString &program, int failure)
{
    return Error{.code = ErrorCode::Internal,
                 .message = u"The RPC worker cannot be started: %1."_s.arg(
                     QString::fromLocal8Bit(std::strerror(failure))),
                 .hint = u"Is smcd installed completely?"_s,
                 .place = program};
}

} // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const QString &program)
{
    std::array<int, 2> sockets{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
        return notStarted(program, errno);
    if (sockets[1] == workerDescriptor) { // dup2 onto itself would leave close-on-exec set
        sockets[1] = ::fcntl(sockets[1], F_DUPFD_CLOEXEC, workerDescriptor + 1);
        ::close(workerDescriptor);
    }
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, sockets[1], workerDescriptor);
    // Asio's sockets would be handed on: a worker in a hanging call kept the port from the next smcd.
    posix_spawn_file_actions_addclosefrom_np(&actions, workerDescriptor + 1);
    posix_spawnattr_t attributes{};
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none); // smcd blocks the signals it waits for
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    QByteArray path = QFile::encodeName(program);
    const std::array<char *, 2> arguments{path.data(), nullptr};
    pid_t pid = -1;
    const int failure =
        ::posix_spawn(&pid, path.constData(), &actions, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    ::close(sockets[1]);
    if (failure != 0) {
        ::close(sockets[0]);
        return notStarted(program, failure);
    }
    return std::unique_ptr<WorkerProcess>(new WorkerProcess(pid, sockets[0]));
}

WorkerProcess::~WorkerProcess()
{
    ::close(m_socket);
    ::kill(m_pid, SIGKILL); // it may hang in a call; there is nothing in it that needs a clean end
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
}

FrameStatus WorkerProcess::exchange(const Frame &request, Frame &answer,
                                    std::chrono::steady_clock::time_point deadline)
{
    const FrameStatus sent = writeFrame(m_socket, request, deadline);
    return sent == FrameStatus::Good ? readFrame(m_socket, answer, deadline) : sent;
}

} // namespace smc::rpc
