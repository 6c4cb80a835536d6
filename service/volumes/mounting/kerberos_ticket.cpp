// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/kerberos_ticket.h"

#include "service/volumes/mounting/folders.h"
#include "service/volumes/mounting/hash_name.h"
#include "service/volumes/mounting/mount_table.h"
#include "service/volumes/mounting/small_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace smc::volumes {

namespace {

namespace fs = std::filesystem;

// Of the numbers that systemd and distributions leave free (systemd.io/UIDS-GIDS).
constexpr std::uint32_t firstAccount = 0x60000000;
constexpr std::uint32_t accountMask = 0x0fffffff;

std::string cacheOf(std::uint32_t account)
{
    return "/tmp/krb5cc_" + std::to_string(account);
}

/// A folder with what one call needs, gone with it.
class WorkFolder
{
public:
    explicit WorkFolder(std::string path)
        : m_path(std::move(path))
    {}
    WorkFolder(const WorkFolder &) = delete;
    WorkFolder &operator=(const WorkFolder &) = delete;
    ~WorkFolder()
    {
        for (const char *name : {"krb5.conf", "keytab", "ccache"})
            unlink(file(name).c_str());
        rmdir(m_path.c_str());
    }
    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] std::string file(const std::string &name) const { return m_path + '/' + name; }

private:
    std::string m_path;
};

struct TicketWords
{
    std::string_view said;
    FailureKind kind;
    const char *message;
    const char *hint;
};

constexpr std::array ticketWords{
    TicketWords{"Password incorrect", FailureKind::Denied, "The domain refused the password of ",
                "Check it with: kinit"},
    TicketWords{"Preauthentication failed", FailureKind::Denied,
                "The domain refused the password or the keytab of ",
                "Was the password changed after the keytab was made?"},
    TicketWords{"not found in Kerberos database while getting initial", FailureKind::Denied,
                "The domain does not know ", "Is the realm right?"},
    TicketWords{"no suitable keys", FailureKind::Denied, "The keytab has no key of ",
                "What it has is told by: klist -k"},
    TicketWords{"credentials have been revoked", FailureKind::Denied,
                "The account is locked or disabled: ", "Unlock it in the directory."},
    TicketWords{"Password has expired", FailureKind::Denied, "The password has expired of ",
                "He has to change it."},
    TicketWords{"Ticket expired", FailureKind::Denied,
                "The ticket of the secret has expired: ", "Put a new one into it."},
    TicketWords{"Clock skew too great", FailureKind::Internal,
                "The clock of this node is wrong, says the domain, asked for ", "Let it be set by NTP."},
    TicketWords{"Cannot contact any KDC", FailureKind::Unreachable, "No domain controller answers for ",
                "Does this node reach port 88, and is it named in krb5.conf or DNS?"},
    TicketWords{"Cannot find KDC", FailureKind::NotFound, "No domain controller is known for ",
                "Does this node ask the DNS server of the domain, or does the secret have a krb5_conf?"},
    TicketWords{"Server not found in Kerberos database", FailureKind::NotFound,
                "The domain knows no file server of that name for ",
                "By Kerberos a server has to be called by its own name, not by its address."},
    TicketWords{"not found in Kerberos database", FailureKind::NotFound,
                "The domain knows no file server of that name for ",
                "By Kerberos a server has to be called by its own name, not by its address."},
};

Failure ticketFailure(const Ended &ended, const std::string &about)
{
    std::string native = ended.output.substr(0, 1000);
    std::ranges::replace(native, '\n', ' ');
    const auto *row = std::ranges::find_if(
        ticketWords, [&](const TicketWords &one) { return native.find(one.said) != std::string::npos; });
    if (row == ticketWords.end())
        return {.kind = FailureKind::Internal,
                .message = "There is no Kerberos ticket for " + about + '.',
                .hint = "kinit or kvno said: " + native,
                .native = native};
    return {.kind = row->kind, .message = row->message + about + '.', .hint = row->hint, .native = native};
}

/// Runs it and is content with the exit status 0 alone.
Outcome<std::string> succeed(const Program &program, const std::string &about, Milliseconds deadline)
{
    auto ended = run(program, deadline);
    if (!ended) {
        if (ended.error().kind == FailureKind::Unsupported)
            return fail(FailureKind::Unsupported, program.path + " is not installed.",
                        "apt-get install krb5-user");
        return tl::unexpected(std::move(ended.error()));
    }
    if (ended->status != 0)
        return tl::unexpected(ticketFailure(*ended, about));
    return std::move(ended->output);
}

/// What calls left that were killed: their folders are named after their processes.
void sweep(const std::string &folder)
{
    std::error_code failed;
    for (fs::directory_iterator one(folder, failed), end; !failed && one != end; one.increment(failed)) {
        pid_t process = 0;
        const std::string name = one->path().filename();
        const auto read = std::from_chars(name.data(), name.data() + name.size(), process);
        if (read.ec == std::errc() && kill(process, 0) != 0 && errno == ESRCH)
            WorkFolder(one->path());
    }
}

/// Of `klist -c`: "Default principal: alex@AD.EXAMPLE.COM".
std::string principalIn(const std::string &cache, const std::vector<std::string> &environment,
                        Milliseconds deadline)
{
    const auto listed =
        run({.path = "/usr/bin/klist", .arguments = {"-c", cache}, .environment = environment}, deadline);
    constexpr std::string_view mark = "principal: ";
    const std::size_t at = listed ? listed->output.find(mark) : std::string::npos;
    if (at == std::string::npos)
        return {};
    const std::size_t from = at + mark.size();
    return listed->output.substr(from, listed->output.find('\n', from) - from);
}

Outcome<std::uint32_t> accountFrom(const MountOptions &options, const std::string &principal)
{
    const std::string *named = options.find("cruid");
    if (named == nullptr)
        return accountOf(principal);
    std::uint32_t account = 0;
    const auto read = std::from_chars(named->data(), named->data() + named->size(), account);
    if (read.ec == std::errc() && read.ptr == named->data() + named->size())
        return account;
    return fail(FailureKind::Invalid, "The mount option cruid=" + *named + " is a name.",
                "Use its number here.");
}

bool isOurs(std::uint32_t account)
{
    return (account & ~accountMask) == firstAccount;
}

std::string nameOf(std::uint32_t account)
{
    return "smc-cifs-" + std::to_string(account);
}

/// cifs.upcall looks the account up before it looks for its ticket.
Outcome<bool> provideAccount(std::uint32_t account, Milliseconds deadline)
{
    const std::string number = std::to_string(account);
    const std::vector<std::string> environment{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"};
    const auto found = run(
        {.path = "/usr/bin/getent", .arguments = {"passwd", number}, .environment = environment}, deadline);
    if (found && found->status == 0)
        return false;
    if (!isOurs(account))
        return fail(FailureKind::Invalid, "This node has no account " + number + ", which cruid= names.",
                    "Leave it out, and one is made; or name one that the node has.");
    const auto made =
        run({.path = "/usr/sbin/useradd",
             .arguments = {"--system", "--no-user-group", "--gid", "65534", "--no-create-home", "--home-dir",
                           "/nonexistent", "--shell", "/usr/sbin/nologin", "--uid", number, nameOf(account)},
             .environment = environment},
            deadline);
    if (made && made->status == 0)
        return true;
    return fail(FailureKind::Unsupported,
                "This node's kernel needs an account for the ticket, and none could be made.",
                "Name one of the node's accounts that nobody else's volume names: cruid=NUMBER.",
                made ? made->output.substr(0, 300) : made.error().message);
}

/// From where it was made to where the kernel's helper looks, as a whole.
Outcome<bool> place(const std::string &from, std::uint32_t account)
{
    const auto bytes = readSmallFile(from, 1U << 20U);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const std::string to = cacheOf(account);
    struct stat info{};
    if (lstat(to.c_str(), &info) == 0 &&
        (!S_ISREG(info.st_mode) || (info.st_uid != account && info.st_uid != 0)))
        return fail(FailureKind::Busy, to + " is not what it should be.",
                    "Somebody else made it: remove it.");
    return writeSmallFile(to, *bytes, account);
}

} // namespace

std::uint32_t accountOf(const std::string &principal)
{
    constexpr std::size_t digits = 8;
    std::uint32_t number = 0;
    const std::string hash = hashName(principal);
    std::from_chars(hash.data(), hash.data() + digits, number, 16);
    return firstAccount | (number & accountMask);
}

void forgetTicket(std::string_view account, const std::string &folder, Milliseconds deadline)
{
    std::uint32_t number = 0;
    const auto read = std::from_chars(account.data(), account.data() + account.size(), number);
    if (read.ec != std::errc() || !isOurs(number))
        return;
    const auto lock = DirectoryLock::take(folder + "/locks", nameOf(number), deadline);
    const auto table = readMountTable();
    if (!lock || !table || std::ranges::any_of(*table, [&](const Mount &one) {
            return one.isCifs() && one.option("cruid") == account;
        }))
        return;
    unlink(cacheOf(number).c_str());
    static_cast<void>(run(
        {.path = "/usr/sbin/userdel", .arguments = {nameOf(number)}, .environment = {"LC_ALL=C"}}, deadline));
}

Outcome<KerberosTicket> getTicket(const Credentials &credentials, const MountOptions &options,
                                  const std::string &host, const std::string &folder, Milliseconds deadline)
{
    const std::string tickets = folder + "/tickets";
    const WorkFolder work(tickets + '/' + std::to_string(getpid()));
    sweep(tickets);
    if (auto made = makeFolders(work.path(), 0700); !made)
        return tl::unexpected(made.error());
    const std::string cache = "FILE:" + work.file("ccache");
    std::vector<std::string> environment{"PATH=/usr/bin:/bin", "LC_ALL=C", "KRB5CCNAME=" + cache};
    if (!credentials.kerberosSettings.empty()) {
        if (auto written = writeSmallFile(work.file("krb5.conf"), credentials.kerberosSettings); !written)
            return tl::unexpected(written.error());
        environment.push_back("KRB5_CONFIG=" + work.file("krb5.conf"));
    }

    std::string principal = credentials.wantedPrincipal();
    const std::string kinit = "/usr/bin/kinit";
    Outcome<std::string> got;
    if (!credentials.ticketCache.isEmpty()) {
        if (auto written = writeSmallFile(work.file("ccache"), credentials.ticketCache.view()); !written)
            return tl::unexpected(written.error());
        principal = principalIn(cache, environment, deadline);
        if (principal.empty())
            return fail(FailureKind::Invalid, "What the secret has as \"ccache\" is no ticket cache.",
                        "It is the file that KRB5CCNAME names after kinit.");
    } else if (!credentials.keytab.isEmpty()) {
        if (auto written = writeSmallFile(work.file("keytab"), credentials.keytab.view()); !written)
            return tl::unexpected(written.error());
        got = succeed({.path = kinit,
                       .arguments = {"-k", "-t", work.file("keytab"), principal},
                       .environment = environment},
                      principal, deadline);
    } else {
        got = succeed({.path = kinit,
                       .arguments = {principal},
                       .environment = environment,
                       .secret = credentials.password.view(),
                       .secretFrom = 0},
                      principal, deadline);
    }
    if (!got)
        return tl::unexpected(std::move(got.error()));
    // The server's ticket as well: so a mistake is told in words here, and the kernel's helper needs no
    // KDC.
    got = succeed({.path = "/usr/bin/kvno", .arguments = {"-q", "cifs/" + host}, .environment = environment},
                  principal + " at " + host, deadline);
    if (!got)
        return tl::unexpected(std::move(got.error()));
    principal = principalIn(cache, environment, deadline);

    const auto account = accountFrom(options, principal);
    if (!account)
        return tl::unexpected(account.error());
    auto lock = DirectoryLock::take(folder + "/locks", nameOf(*account), deadline);
    if (!lock)
        return tl::unexpected(std::move(lock.error()));
    const std::string there = principalIn("FILE:" + cacheOf(*account), environment, deadline);
    if (!there.empty() && there != principal)
        return fail(FailureKind::Busy,
                    "The account " + std::to_string(*account) + " has the ticket of " + there +
                        " and not of " + principal + '.',
                    "Leave out cruid=, and each person has an account of his own for that.");
    if (auto provided = provideAccount(*account, deadline); !provided)
        return tl::unexpected(std::move(provided.error()));
    if (auto placed = place(work.file("ccache"), *account); !placed)
        return tl::unexpected(std::move(placed.error()));
    return KerberosTicket{
        .account = *account, .cache = "FILE:" + cacheOf(*account), .lock = *std::move(lock)};
}

} // namespace smc::volumes
