// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/command.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr qsizetype keptErrors = 4096;

/// A pipe, of which the child gets the end to write into.
struct Pipe
{
    std::array<int, 2> ends{-1, -1};

    Pipe() = default;
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;
    ~Pipe()
    {
        closeEnd(0);
        closeEnd(1);
    }
    [[nodiscard]] bool open() { return ::pipe2(ends.data(), O_CLOEXEC) == 0; }
    void closeEnd(std::size_t which)
    {
        if (ends.at(which) >= 0)
            ::close(std::exchange(ends.at(which), -1));
    }
};

/// A file of what stands on standard input, at its beginning; -1 with errno.
int inputFile(const Secret &input)
{
    const int file = ::memfd_create("input", MFD_CLOEXEC);
    for (std::size_t written = 0; file >= 0 && written < input.size();) {
        const ssize_t size = ::write(file, input.data() + written, input.size() - written);
        if (size < 0 && errno != EINTR) {
            const int failure = errno;
            ::close(file);
            errno = failure;
            return -1;
        }
        written += size > 0 ? static_cast<std::size_t>(size) : 0;
    }
    if (file >= 0)
        ::lseek(file, 0, SEEK_SET);
    return file;
}

Error notStarted(const QString &program, int failure)
{
    const bool missing = failure == ENOENT;
    const bool denied = failure == EACCES || failure == EPERM;
    return Error{.code = missing  ? ErrorCode::NotFound
                         : denied ? ErrorCode::Denied
                                  : ErrorCode::Internal,
                 .message =
                     u"%1 cannot be run: %2."_s.arg(program, QString::fromLocal8Bit(std::strerror(failure))),
                 .hint = missing ? u"Is Samba installed here? [global] smb_dir says where."_s : QString()};
}

/// The child's process id, or errno with a minus. `input`: what it reads; below 0: nothing.
pid_t spawn(const QStringList &line, const QByteArrayList &more, int input, const Pipe &output,
            const Pipe &errors)
{
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    if (input < 0)
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    else
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output.ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors.ends[1], STDERR_FILENO);
    posix_spawnattr_t attributes{};
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none); // smcd blocks the signals it waits for
    posix_spawnattr_setpgroup(&attributes, 0);      // so that what it starts itself ends with it
    // A session of its own, which is a group too, has no terminal.
    const int apart = input < 0 ? POSIX_SPAWN_SETPGROUP : POSIX_SPAWN_SETSID;
    posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGMASK | apart));
    QByteArrayList words;
    for (const QString &word : line)
        words << QFile::encodeName(word);
    std::vector<char *> arguments;
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    QByteArrayList settings = QByteArrayList{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"} + more;
    std::vector<char *> environment;
    for (QByteArray &setting : settings)
        environment.push_back(setting.data());
    environment.push_back(nullptr);
    pid_t pid = -1;
    const int failure = ::posix_spawn(&pid, words.constFirst().constData(), &actions, &attributes,
                                      arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failure == 0 ? pid : -failure;
}

enum class Ending { Closed, Timeout, TooLarge };

/// Standard error as it comes: its beginning is kept, its lines are passed on.
class Errors
{
public:
    Errors(QByteArray &kept, const Command &command)
        : m_kept(kept)
        , m_said(command.said)
    {}
    void add(QByteArrayView text)
    {
        m_kept.append(text.first(std::min(text.size(), keptErrors - m_kept.size())));
        if (!m_said)
            return;
        m_line.append(text);
        for (qsizetype end = m_line.indexOf('\n'); end >= 0; end = m_line.indexOf('\n')) {
            m_said(m_line.first(end));
            m_line.remove(0, end + 1);
        }
        if (m_line.size() > keptErrors)
            m_line.clear();
    }
    void end()
    {
        if (m_said && !m_line.isEmpty())
            m_said(m_line);
    }

private:
    QByteArray &m_kept;
    const std::function<void(const QByteArray &)> &m_said;
    QByteArray m_line;
};

/// Reads both pipes until the child has closed them.
Ending readAll(Pipe &output, Pipe &errors, CommandResult &result, const Command &command)
{
    const CommandLimits &limits = command.limits;
    const auto deadline = Clock::now() + limits.time;
    Errors said(result.errors, command);
    std::array<char, 65536> buffer{};
    for (;;) {
        std::array<pollfd, 2> waiting{pollfd{output.ends[0], POLLIN, 0}, pollfd{errors.ends[0], POLLIN, 0}};
        if (waiting[0].fd < 0 && waiting[1].fd < 0) {
            said.end();
            return Ending::Closed;
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0)
            return Ending::Timeout;
        if (::poll(waiting.data(), waiting.size(), static_cast<int>(left.count())) <= 0)
            continue;
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (waiting.at(i).revents == 0)
                continue;
            const ssize_t size = ::read(waiting.at(i).fd, buffer.data(), buffer.size());
            if (size < 0 && errno == EINTR)
                continue; // poll() says again that there is something
            if (size <= 0) {
                (i == 0 ? output : errors).closeEnd(0);
            } else if (i == 0) {
                if (result.output.size() + size > limits.output)
                    return Ending::TooLarge;
                result.output.append(buffer.data(), size);
            } else {
                said.add({buffer.data(), size});
            }
        }
    }
}

int waitFor(pid_t pid)
{
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

} // namespace

Result<CommandResult> run(const QString &sudo, const QString &program, const QStringList &arguments,
                          const CommandLimits &limits)
{
    return run(Command{.sudo = sudo, .program = program, .arguments = arguments, .limits = limits});
}

Result<CommandResult> run(const Command &command)
{
    const QString &program = command.program;
    const CommandLimits &limits = command.limits;
    QStringList line;
    if (!command.sudo.isEmpty())
        line << command.sudo << u"-n"_s << u"--"_s;
    line << program << command.arguments;
    Pipe output;
    Pipe errors;
    if (!output.open() || !errors.open())
        return notStarted(program, errno);
    const int input = command.input.isEmpty() ? -1 : inputFile(command.input);
    if (input < 0 && !command.input.isEmpty())
        return notStarted(program, errno);
    const pid_t pid = spawn(line, command.environment, input, output, errors);
    if (input >= 0)
        ::close(input);
    if (pid < 0)
        return notStarted(line.constFirst(), -pid);
    output.closeEnd(1);
    errors.closeEnd(1);
    CommandResult result;
    const Ending ending = readAll(output, errors, result, command);
    int status = 0;
    if (ending == Ending::Closed || ::kill(-pid, SIGKILL) == 0)
        status = waitFor(pid);
    else // root's, by sudo, and beyond our reach: it ends when its pipes are closed or its own time is over
        std::thread(waitFor, pid).detach();
    if (ending == Ending::Timeout) {
        return Error{.code = ErrorCode::Timeout,
                     .message = u"%1 did not end in time."_s.arg(program),
                     .retryable = true};
    }
    if (ending == Ending::TooLarge) {
        return Error{.code = ErrorCode::TooLarge,
                     .message = u"%1 has more to say than %2 MB."_s.arg(program).arg(limits.output >> 20)};
    }
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

} // namespace smc::local
