// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/worker/tool.h"

#include <QRegularExpression>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int secretDescriptor = 3; ///< over the worker's own socket, which is none of the program's business
constexpr qsizetype maxOutput = 16 * 1024 * 1024; ///< the quotas of 150,000 people

/// A descriptor of its own.
class Descriptor
{
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    void close()
    {
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }

private:
    int m_fd;
};

/// With what the program signs in: a password, in memory that only it can open, so that no file and no
/// argument holds it; or the file of a ticket.
struct Proof
{
    Secret password;
    QByteArray ticket;
};

Result<ToolRun> run(const QByteArrayList &words, const Proof &proof, int seconds)
{
    const Error cannot{.code = ErrorCode::Internal,
                       .message = u"%1 cannot be started."_s.arg(QString::fromLatin1(words.constFirst())),
                       .hint = u"It comes with the package smbclient."_s};
    Descriptor secret(::memfd_create("secret", MFD_CLOEXEC));
    std::array<int, 2> ends{-1, -1};
    if (secret.get() < 0 ||
        ::write(secret.get(), proof.password.data(), proof.password.size()) !=
            static_cast<ssize_t>(proof.password.size()) ||
        ::pipe2(ends.data(), O_CLOEXEC) != 0)
        return cannot;
    Descriptor read(ends[0]);
    Descriptor write(ends[1]);
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, write.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, write.get(), STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&actions, secret.get(), secretDescriptor);
    posix_spawn_file_actions_addclosefrom_np(&actions, secretDescriptor + 1);
    posix_spawnattr_t attributes{};
    posix_spawnattr_init(&attributes);
    std::vector<char *> argv;
    QByteArrayList own = words;
    for (QByteArray &word : own)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    QByteArrayList variables;
    static const QByteArray ticketVariable = "KRB5CCNAME=";
    for (char **one = environ; *one; ++one) {
        if (!QByteArrayView(*one).startsWith(ticketVariable))
            variables << QByteArray(*one);
    }
    if (proof.ticket.isEmpty())
        variables << "PASSWD_FILE=/proc/self/fd/" +
                         QByteArray::number(secretDescriptor); // read twice: no pipe
    else
        variables << ticketVariable + "FILE:" + proof.ticket; // --use-krb5-ccache does nothing in Samba 4.17
    std::vector<char *> environment;
    for (QByteArray &one : variables)
        environment.push_back(one.data());
    environment.push_back(nullptr);
    pid_t pid = -1;
    const int failure = ::posix_spawnp(&pid, words.constFirst().constData(), &actions, &attributes,
                                       argv.data(), environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    write.close();
    if (failure != 0)
        return cannot;

    ToolRun finished;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    bool inTime = true;
    for (std::array<char, 4096> part{};;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        pollfd one{.fd = read.get(), .events = POLLIN, .revents = 0};
        inTime = left.count() > 0 && ::poll(&one, 1, static_cast<int>(left.count())) > 0;
        const ssize_t size = inTime ? ::read(read.get(), part.data(), part.size()) : 0;
        if (size <= 0 || finished.output.size() > maxOutput)
            break;
        finished.output.append(part.data(), size);
    }
    const bool tooMuch = finished.output.size() > maxOutput;
    if (!inTime || tooMuch)
        ::kill(pid, SIGKILL); // nobody reads on, and it would wait for that
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (!inTime)
        return errorOf(NT_STATUS(0xC00000B5), QString()); // NT_STATUS_IO_TIMEOUT
    if (tooMuch) {
        return Error{.code = ErrorCode::TooLarge,
                     .message = u"%1 has more to say than can be taken."_s.arg(
                         QString::fromLatin1(words.constFirst()))};
    }
    finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return finished;
}

} // namespace

Result<ToolRun> runTool(const char *program, const Server &server, const QString &share,
                        const ToolArguments &arguments, int seconds)
{
    const Order &order = server.order();
    const bool byTicket = static_cast<SignIn>(order.signIn) == SignIn::Ticket;
    TicketFile ticket;
    if (auto written = byTicket ? ticket.write(server.secret()) : Result<void>(); !written)
        return written.error();
    if (auto there = probe(server.host(), seconds); !there)
        return there.error();
    QByteArrayList words{program,
                         "--configfile=/dev/null",
                         "--option=client min protocol=SMB3_00",
                         "--option=name resolve order=host",
                         "--option=realm=" + order.domain.toUtf8(),
                         "--client-protection=encrypt",
                         order.ntlm ? "--use-kerberos=desired" : "--use-kerberos=required",
                         byTicket
                             ? QByteArray("--no-pass")
                             : QByteArray("--user=" + order.user.toUtf8() + '@' + order.domain.toUtf8())};
    words += arguments.options;
    words << "--"
          << "//" + server.host().toUtf8() + '/' + share.toUtf8();
    words += arguments.operands;
    return run(words,
               byTicket ? Proof{.password = {}, .ticket = ticket.path()}
                        : Proof{.password = server.secret(), .ticket = {}},
               seconds);
}

std::optional<NTSTATUS> statusOf(const ToolRun &run)
{
    static const QRegularExpression status(u"NT_STATUS_[A-Z0-9_]+"_s);
    const auto found = status.match(QString::fromUtf8(run.output));
    if (!found.hasMatch())
        return std::nullopt;
    return nt_status_string_to_code(found.captured().toLatin1().constData());
}

Error failureOf(const ToolRun &run, const QString &host)
{
    if (const auto status = statusOf(run))
        return errorOf(*status, host);
    return Error{.code = ErrorCode::Refused,
                 .message = u"%1 refuses it: %2"_s.arg(
                     host, QString::fromUtf8(run.output).trimmed().section(u'\n', -1))};
}

} // namespace smc::rpc
