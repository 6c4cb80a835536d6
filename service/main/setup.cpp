// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/main/setup.h"

#include "service/setup/checks.h"
#include "service/setup/probe.h"
#include "service/setup/run.h"

#include <QCommandLineParser>
#include <QFile>

#include <csignal>
#include <cstdio>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace smc::service {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int exitWrongCommand = 2;
constexpr qint64 longestPassword = 1024;

int fail(const Error &error, int code = 1)
{
    (void)std::fprintf(stderr, "smcd: %s\n", qUtf8Printable(error.toString()));
    return code;
}

void say(const QString &line)
{
    (void)std::printf("%s\n", qUtf8Printable(line));
    (void)std::fflush(stdout); // somebody waits for it
}

/// Nothing of what is typed is shown.
class Hidden
{
public:
    Hidden()
        : m_terminal(::tcgetattr(STDIN_FILENO, &m_shown) == 0)
    {
        termios hidden = m_shown;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (m_terminal)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~Hidden()
    {
        if (!m_terminal)
            return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_shown);
        (void)std::fputs("\n", stderr);
    }
    Hidden(const Hidden &) = delete;
    Hidden &operator=(const Hidden &) = delete;

private:
    termios m_shown{};
    bool m_terminal;
};

QByteArray readLine(QFile &file)
{
    QByteArray line = file.readLine(longestPassword);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return line;
}

Result<QByteArray> askPassword(const QString &prompt)
{
    QFile input;
    if (!input.open(STDIN_FILENO, QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error{.code = ErrorCode::Invalid, .message = u"Standard input cannot be read."_s};
    if (::isatty(STDIN_FILENO) == 0)
        return readLine(input);
    (void)std::fputs(qUtf8Printable(prompt), stderr);
    const Hidden hidden;
    return readLine(input);
}

Result<QByteArray> passwordFrom(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The password cannot be read."_s,
                     .place = path,
                     .native = file.errorString()};
    }
    struct stat status{};
    if (::fstat(file.handle(), &status) != 0 || (S_ISREG(status.st_mode) && (status.st_mode & 077) != 0)) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"Others may read %1, which holds a password."_s.arg(path),
                     .hint = u"chmod 600 %1."_s.arg(path)};
    }
    return readLine(file);
}

Result<Secret> passwordFor(const setup::Request &request, const QString &path)
{
    const bool made = request.kind == setup::Kind::Provision;
    const QString account = made ? u"Administrator"_s : request.user;
    auto password = path.isEmpty() ? askPassword(u"Password of %1 in %2: "_s.arg(account, request.realm))
                                   : passwordFrom(path);
    if (!password)
        return password.error();
    if (password->isEmpty()) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"It takes the password of %1."_s.arg(account),
                     .hint = u"Type it, or name a file that holds it: --password-file."_s};
    }
    if (!made)
        return Secret(std::move(*password));
    if (const QString fault = setup::passwordFault(QString::fromUtf8(*password)); !fault.isEmpty())
        return Error{.code = ErrorCode::Refused, .message = fault, .hint = u"Choose another one."_s};
    if (path.isEmpty() && ::isatty(STDIN_FILENO) != 0) {
        const auto again = askPassword(u"Once more: "_s);
        if (!again || *again != *password)
            return Error{.code = ErrorCode::Invalid, .message = u"The two passwords differ."_s};
    }
    return Secret(std::move(*password));
}

void print(const QList<setup::Check> &checks)
{
    for (const setup::Check &check : checks) {
        const QString word = check.verdict == setup::Verdict::Ok        ? u"ok"_s
                             : check.verdict == setup::Verdict::Warning ? u"warning"_s
                                                                        : u"FAILED"_s;
        say(u"%1  %2"_s.arg(word, -7).arg(check.message));
        if (!check.hint.isEmpty())
            say(u"         → "_s + check.hint);
    }
}

/// Whether somebody has asked us to end: main() lets those signals wait.
bool isInterrupted()
{
    sigset_t waiting;
    sigemptyset(&waiting);
    ::sigpending(&waiting);
    return sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1;
}

/// From then on they wait until a step is done; before, they end us at once.
void letSignalsWait(bool wait)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    ::pthread_sigmask(wait ? SIG_BLOCK : SIG_UNBLOCK, &set, nullptr);
}

int carryOut(const setup::Request &request, const setup::Facts &facts, const Secret &password, bool verbose)
{
    const setup::Progress progress{.step = [](const QString &words) { say(words); },
                                   .detail =
                                       [verbose](const QString &words) {
                                           if (verbose)
                                               say(u"    "_s + words);
                                       },
                                   .cancelled = isInterrupted};
    const auto outcome = setup::run(request, facts, password, progress);
    if (!outcome)
        return fail(outcome.error());
    say(setup::makesController(request.kind)
            ? u"This machine is a domain controller of %1 now."_s.arg(request.realm)
            : u"This machine is a member of %1 now."_s.arg(request.realm));
    if (!outcome->copies.isEmpty())
        say(u"What was here before is kept in %1."_s.arg(outcome->copies.join(u" and "_s)));
    for (const QString &sentence : outcome->remaining)
        say(u"Left for you: "_s + sentence);
    return 0;
}

} // namespace

int setUp(const QStringList &arguments)
{
    QCommandLineParser options;
    options.setApplicationDescription(u"Makes this machine a server of a domain by Samba's own programs, "
                                      u"after a checklist that touches nothing.\n"
                                      "  provision  the first domain controller of a new domain\n"
                                      "  member     a file server in a domain\n"
                                      "  dc         a further domain controller of a domain\n"
                                      "  promote    a member becomes a domain controller"_s);
    options.addHelpOption();
    const QCommandLineOption check(u"check"_s, u"Only the checklist: 0 when nothing has failed, else 1."_s);
    const QCommandLineOption realm(u"realm"_s, u"The domain's DNS name."_s, u"realm"_s);
    const QCommandLineOption domain(u"domain"_s, u"Its NetBIOS name."_s, u"name"_s);
    const QCommandLineOption server(u"server"_s, u"Join by this domain controller."_s, u"host"_s);
    const QCommandLineOption site(u"site"_s, u"The site of the new domain controller."_s, u"name"_s);
    const QCommandLineOption unit(u"unit"_s, u"The unit for the member's account."_s, u"dn"_s);
    const QCommandLineOption user(u"user"_s, u"The account that joins; Administrator without it."_s,
                                  u"name"_s, u"Administrator"_s);
    const QCommandLineOption passwordFile(u"password-file"_s, u"Where its password is, or a new domain's."_s,
                                          u"file"_s);
    const QCommandLineOption backend(u"dns-backend"_s, u"SAMBA_INTERNAL, BIND9_DLZ or NONE."_s, u"word"_s,
                                     u"SAMBA_INTERNAL"_s);
    const QCommandLineOption forwarder(u"dns-forwarder"_s, u"Name server for all other names."_s,
                                       u"address"_s);
    const QCommandLineOption folder(u"folder"_s, u"Where shares will lie; may be given again."_s, u"path"_s);
    const QCommandLineOption replace(u"replace"_s, u"Set a configuration aside that is in the way."_s);
    const QCommandLineOption smbDir(u"smb-dir"_s, u"Where Samba's bin and sbin are."_s, u"folder"_s,
                                    u"/usr"_s);
    const QCommandLineOption verbose(u"verbose"_s, u"Tell what Samba's programs say."_s);
    options.addOptions({check, realm, domain, server, site, unit, user, passwordFile, backend, forwarder,
                        folder, replace, smbDir, verbose});
    options.addPositionalArgument(u"setup"_s, {}, u"setup"_s);
    options.addPositionalArgument(u"kind"_s, u"provision, member, dc or promote."_s);
    options.process(arguments);
    const QStringList words = options.positionalArguments();
    const auto kind = setup::kindNamed(words.value(1));
    if (!kind || words.size() != 2) {
        (void)std::fputs(
            "smcd: setup takes one of provision, member, dc and promote; see smcd setup --help\n", stderr);
        return exitWrongCommand;
    }
    const auto request = setup::checked({.kind = *kind,
                                         .realm = options.value(realm),
                                         .domain = options.value(domain),
                                         .server = options.value(server),
                                         .site = options.value(site),
                                         .unit = options.value(unit),
                                         .user = options.value(user),
                                         .dnsBackend = options.value(backend),
                                         .forwarder = options.value(forwarder),
                                         .folders = options.values(folder),
                                         .replace = options.isSet(replace),
                                         .smbDir = options.value(smbDir)});
    if (!request)
        return fail(request.error(), exitWrongCommand);

    letSignalsWait(false);
    const setup::Facts facts = setup::probe(*request);
    const QList<setup::Check> checks = setup::checklist(*request, facts);
    print(checks);
    if (!setup::passed(checks)) {
        (void)std::fputs("smcd: Something stands in the way. Nothing was touched.\n", stderr);
        return 1;
    }
    if (options.isSet(check))
        return 0;
    letSignalsWait(true); // nor does the terminal stay without its echo
    const auto password = passwordFor(*request, options.value(passwordFile));
    if (!password)
        return fail(password.error());
    if (setup::joins(*kind)) {
        if (const auto known = setup::signIn(*request, facts, *password); !known) {
            Error error = known.error();
            error.hint += u" Nothing was touched."_s;
            return fail(error);
        }
    }
    ::umask(022); // smb.conf and sysvol are for everybody to read; Samba guards its secrets itself
    return carryOut(*request, facts, *password, options.isSet(verbose));
}

} // namespace smc::service
