// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/program.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace smc::volumes {

namespace {

constexpr std::size_t longestOutput = 16 * 1024;
constexpr std::size_t longestSecret = 4096;
constexpr Milliseconds graceOfTheKilled{1000};
constexpr int cannotStart = 127; // as of a shell

class Handle
{
public:
    explicit Handle(int fd = -1)
        : m_fd(fd)
    {}
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle() { reset(); }
    [[nodiscard]] int get() const { return m_fd; }
    void reset(int fd = -1)
    {
        if (m_fd >= 0)
            close(m_fd);
        m_fd = fd;
    }

private:
    int m_fd;
};

struct Pipe
{
    Handle read;
    Handle write;

    bool make()
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            return false;
        read.reset(ends[0]);
        write.reset(ends[1]);
        return true;
    }
};

tl::unexpected<Failure> cannot(const char *what, int error)
{
    return fail(FailureKind::Internal,
                std::string("This machine cannot ") + what + ": " + systemText(error) + '.');
}

using Clock = std::chrono::steady_clock;

int left(Clock::time_point end)
{
    const auto rest = std::chrono::duration_cast<Milliseconds>(end - Clock::now()).count();
    return rest > 0 ? int(rest) : 0;
}

/// Its whole group: mount.cifs has a child of its own.
void killGroup(pid_t pid)
{
    kill(-pid, SIGKILL);
    kill(pid, SIGKILL);
}

/// The header of glibc 2.36 declares it for C alone.
int openPidfd(pid_t pid)
{
    return int(syscall(SYS_pidfd_open, pid, 0));
}

bool hasEnded(int pidfd, int milliseconds)
{
    pollfd one{.fd = pidfd, .events = POLLIN, .revents = 0};
    int ready = 0;
    do
        ready = poll(&one, 1, milliseconds);
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

int statusOf(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Who hangs in the kernel is not waited for: another end of him is not to be had.
tl::unexpected<Failure> ended(pid_t pid, int pidfd, Milliseconds deadline)
{
    killGroup(pid);
    if (hasEnded(pidfd, int(graceOfTheKilled.count())))
        statusOf(pid);
    return fail(FailureKind::Timeout,
                "It took longer than " + std::to_string(deadline.count() / 1000) + " seconds.");
}

std::vector<char *> pointers(const std::vector<std::string> &texts, const std::string *first = nullptr)
{
    std::vector<char *> all;
    if (first != nullptr)
        all.push_back(const_cast<char *>(first->c_str()));
    for (const std::string &text : texts)
        all.push_back(const_cast<char *>(text.c_str()));
    all.push_back(nullptr);
    return all;
}

void inChild(pid_t parent)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(cannotStart); // it died before that counted
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

} // namespace

Outcome<Ended> run(const Program &program, Milliseconds deadline)
{
    if (program.secret.size() > longestSecret)
        return fail(FailureKind::Invalid, "A secret of more than 4 KiB goes through no pipe.");
    Pipe output;
    Pipe secret;
    Handle nothing(open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!output.make() || !secret.make() || nothing.get() < 0)
        return cannot("open a pipe", errno);
    // Fits into the pipe, so that nobody has to read it while it is written.
    if (!program.secret.empty() && write(secret.write.get(), program.secret.data(), program.secret.size()) !=
                                       ssize_t(program.secret.size()))
        return cannot("fill a pipe", errno);
    secret.write.reset();

    const std::vector<char *> arguments = pointers(program.arguments, &program.path);
    const std::vector<char *> environment = pointers(program.environment);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0)
        return cannot("start another process", errno);
    if (child == 0) {
        inChild(parent);
        // Behind the numbers that they are to have, before these are taken.
        const int in = fcntl(secret.read.get(), F_DUPFD_CLOEXEC, 10);
        const int out = fcntl(output.write.get(), F_DUPFD_CLOEXEC, 10);
        const int null = fcntl(nothing.get(), F_DUPFD_CLOEXEC, 10);
        if (in < 0 || out < 0 || null < 0 || dup2(program.secretFrom == 0 ? in : null, 0) < 0 ||
            dup2(out, 1) < 0 || dup2(out, 2) < 0 || dup2(in, secretFile) < 0)
            _exit(cannotStart);
        close_range(secretFile + 1, ~0U, 0);
        execve(program.path.c_str(), arguments.data(), environment.data());
        _exit(cannotStart);
    }
    setpgid(child, child);
    output.write.reset();
    secret.read.reset();
    const Handle pidfd(openPidfd(child));
    if (pidfd.get() < 0) {
        const int error = errno;
        killGroup(child);
        statusOf(child);
        return cannot("watch another process", error);
    }

    Ended result;
    const auto end = Clock::now() + deadline;
    bool reading = true;
    while (true) {
        std::array<pollfd, 2> ready{
            pollfd{.fd = pidfd.get(), .events = POLLIN, .revents = 0},
            pollfd{.fd = reading ? output.read.get() : -1, .events = POLLIN, .revents = 0}};
        const int count = poll(ready.data(), ready.size(), left(end));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return ended(child, pidfd.get(), deadline);
        if (ready[1].revents != 0) {
            std::array<char, 4096> buffer{};
            const ssize_t size = read(output.read.get(), buffer.data(), buffer.size());
            if (size > 0 && result.output.size() < longestOutput)
                result.output.append(buffer.data(),
                                     std::min(std::size_t(size), longestOutput - result.output.size()));
            reading = size > 0 || (size < 0 && errno == EINTR);
            continue;
        }
        if (ready[0].revents != 0)
            break;
    }
    result.status = statusOf(child);
    if (result.status == cannotStart && result.output.empty())
        return fail(FailureKind::Unsupported, "The program " + program.path + " cannot be started.",
                    "Is it installed?");
    return result;
}

Outcome<int> runApart(const std::function<int()> &work, Milliseconds deadline)
{
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0)
        return cannot("start another process", errno);
    if (child == 0) {
        inChild(parent);
        _exit(work());
    }
    const Handle pidfd(openPidfd(child));
    if (pidfd.get() < 0 || !hasEnded(pidfd.get(), int(deadline.count())))
        return ended(child, pidfd.get(), deadline);
    return statusOf(child);
}

} // namespace smc::volumes
