// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/mounter.h"

#include "service/volumes/mounting/directory_lock.h"
#include "service/volumes/mounting/folders.h"
#include "service/volumes/mounting/kerberos_ticket.h"
#include "service/volumes/mounting/mount_errors.h"
#include "service/volumes/mounting/mount_table.h"
#include "service/volumes/mounting/users_of.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <dirent.h>
#include <memory>
#include <optional>
#include <strings.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <thread>
#include <unistd.h>

namespace smc::volumes {

namespace {

bool sameText(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

/// By us: from the same place as the same user. Servers, shares and users are the same in any case (MS-SMB2),
/// folders on servers that are not Windows may not be.
bool isRequested(const Mount &mount, const MountRequest &request)
{
    const auto there = parseNetworkPath(mount.source);
    if (!mount.isCifs() || !there || !sameText(there->host, request.path.host) ||
        !sameText(there->share, request.path.share) || there->folder != request.path.folder)
        return false;
    const std::string_view user = mount.option("username");
    return user.empty() || sameText(user, request.credentials.user);
}

/// statfs is a question to the server. Its answer, errno or 0, or Timeout.
Outcome<int> ask(const std::string &directory, Milliseconds deadline)
{
    const char *path = directory.c_str();
    return runApart(
        [path] {
            struct statfs info{};
            return statfs(path, &info) == 0 ? 0 : errno;
        },
        deadline);
}

bool isDead(const std::string &directory, Milliseconds deadline)
{
    const auto answer = ask(directory, deadline);
    return answer ? *answer != 0 : answer.error().kind == FailureKind::Timeout;
}

bool isReadOnly(const MountRequest &request)
{
    const auto last =
        std::ranges::find_if(request.options.items.rbegin(), request.options.items.rend(),
                             [](const MountOption &one) { return one.name == "ro" || one.name == "rw"; });
    return request.readOnly || (last != request.options.items.rend() && last->name == "ro");
}

/// As the table of mounts has it: what stands above may be a link (/var/lib/kubelet often is). The directory
/// itself is not looked at, where a server that is gone would hold us. One whose parent is not there yet is
/// as it is written.
Outcome<std::string> resolved(const std::string &directory)
{
    const std::size_t slash = directory.rfind('/');
    const std::string above = slash == 0 ? "/" : directory.substr(0, slash);
    const std::unique_ptr<char, decltype(&std::free)> real(realpath(above.c_str(), nullptr), &std::free);
    if (!real && errno == ENOENT)
        return directory;
    if (!real)
        return fail(FailureKind::Internal, above + " cannot be looked at: " + systemText(errno) + '.');
    const std::string parent = real.get();
    return (parent == "/" ? "" : parent) + directory.substr(slash);
}

Outcome<int> unmountOnce(const std::string &directory, int flags, Milliseconds deadline)
{
    const char *path = directory.c_str();
    return runApart([path, flags] { return umount2(path, flags | UMOUNT_NOFOLLOW) == 0 ? 0 : errno; },
                    deadline);
}

/// Out of the tree at once, whatever the server does; requests that wait for it fail.
Outcome<Unmounted> detach(const std::string &directory, Milliseconds deadline)
{
    unmountOnce(directory, MNT_FORCE,
                deadline); // lets go who waits; that it may fail is why there is the next line
    const auto error = unmountOnce(directory, MNT_DETACH, deadline);
    if (!error)
        return tl::unexpected(error.error());
    if (*error != 0 && *error != EINVAL) // EINVAL: the first one did it
        return fail(FailureKind::Internal, directory + " cannot be taken away: " + systemText(*error) + '.');
    return Unmounted::Detached;
}

Outcome<bool> isEmpty(const std::string &directory)
{
    DIR *entries = opendir(directory.c_str());
    if (entries == nullptr)
        return fail(FailureKind::Internal, directory + " cannot be read: " + systemText(errno) + '.');
    bool empty = true;
    while (const dirent *entry = readdir(entries)) {
        const std::string_view name = entry->d_name;
        empty = empty && (name == "." || name == "..");
    }
    closedir(entries);
    return empty;
}

std::string optionsOf(const MountRequest &request, const std::optional<KerberosTicket> &ticket)
{
    MountOptions options = request.options;
    if (request.path.port != 0 && options.find("port") == nullptr)
        options.items.push_back({.name = "port", .value = std::to_string(request.path.port)});
    if (request.readOnly)
        options.items.push_back({.name = "ro", .value = {}});
    for (const char *always : {"nosuid", "nodev"})
        options.items.push_back({.name = always, .value = {}});
    if (ticket)
        options.items.push_back({.name = "cruid", .value = std::to_string(ticket->account)});
    options.items.push_back({.name = "user", .value = request.credentials.user});
    if (!request.credentials.domain.empty())
        options.items.push_back({.name = "domain", .value = request.credentials.domain});
    return options.text();
}

} // namespace

Outcome<std::string> cleanDirectory(std::string_view path)
{
    std::string clean;
    if (!path.starts_with('/'))
        return fail(FailureKind::Invalid,
                    "The directory \"" + std::string(path.substr(0, 200)) + "\" is not an absolute path.");
    if (std::ranges::any_of(path, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
        return fail(FailureKind::Invalid, "The directory has a control character.");
    for (std::size_t at = 1; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        if (part == "." || part == "..")
            return fail(FailureKind::Invalid, "The directory goes by \"" + std::string(part) + "\".");
        if (!part.empty())
            clean.append("/").append(part);
        at = end + 1;
    }
    if (clean.empty())
        return fail(FailureKind::Invalid, "Nothing is mounted at /.");
    return clean;
}

Outcome<Mounted> Mounter::mount(const MountRequest &wanted) const
{
    if (auto made = makeFolders(
            wanted.directory.substr(0, std::max<std::size_t>(1, wanted.directory.rfind('/'))), 0755);
        !made)
        return tl::unexpected(made.error());
    auto directory = resolved(wanted.directory);
    if (!directory)
        return tl::unexpected(std::move(directory.error()));
    MountRequest request = wanted;
    request.directory = *std::move(directory);
    const auto lock =
        DirectoryLock::take(m_settings.runFolder + "/locks", request.directory, m_settings.deadline);
    if (!lock)
        return tl::unexpected(lock.error());
    auto table = readMountTable();
    if (!table)
        return tl::unexpected(table.error());
    Mounted result = Mounted::Now;
    if (const Mount *there = mountAt(*table, request.directory)) {
        if (!isRequested(*there, request))
            return fail(FailureKind::Busy,
                        "Something else is mounted at " + request.directory + ": " + there->source + '.',
                        "Unmount it first.");
        if (isReadOnly(request) != there->isReadOnly())
            return fail(FailureKind::Busy,
                        request.directory + (there->isReadOnly() ? " is mounted read-only."
                                                                 : " is mounted so that it can be written."),
                        "Unmount it first.");
        if (!isDead(request.directory, m_settings.probe))
            return Mounted::Already;
        if (auto gone = detach(request.directory, m_settings.probe); !gone)
            return tl::unexpected(gone.error());
        result = Mounted::Again;
    }
    if (auto made = makeFolders(request.directory, 0750); !made)
        return tl::unexpected(made.error());
    const auto empty = isEmpty(request.directory);
    if (!empty)
        return tl::unexpected(empty.error());
    if (!*empty)
        return fail(FailureKind::Busy, "The directory " + request.directory + " is not empty.",
                    "What is in it would be hidden: move it away.");

    std::optional<KerberosTicket> ticket;
    if (request.options.isKerberos()) {
        auto got = getTicket(request.credentials, request.options, request.path.host, m_settings.runFolder,
                             m_settings.deadline);
        if (!got) {
            rmdir(request.directory.c_str());
            return tl::unexpected(std::move(got.error()));
        }
        ticket.emplace(*std::move(got));
    }
    Program helper{.path = m_settings.helper,
                   .arguments = {request.path.unc(), request.directory, "-o", optionsOf(request, ticket)},
                   .environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"}};
    if (ticket) {
        helper.environment.push_back("KRB5CCNAME=" + ticket->cache);
    } else {
        helper.environment.push_back("PASSWD_FD=" + std::to_string(secretFile));
        helper.secret = request.credentials.password.view();
    }
    constexpr int tries = 3;
    constexpr Milliseconds pause{2000};
    auto ended = run(helper, m_settings.deadline);
    for (int i = 1; i < tries && ended && ended->status != 0 && isWorthAnotherTry(*ended); ++i) {
        std::this_thread::sleep_for(pause);
        ended = run(helper, m_settings.deadline);
    }
    if (ended && ended->status == 0)
        return result;
    Failure failure = ended ? mountFailure(*ended, request.path, request.credentials.user) : ended.error();
    if (failure.kind == FailureKind::Timeout)
        failure = {.kind = FailureKind::Timeout,
                   .message = request.path.host + " did not let it be mounted in " +
                              std::to_string(m_settings.deadline.count() / 1000) + " seconds.",
                   .hint = "Is it switched on, and does no firewall close port 445?",
                   .native = failure.message};
    // It may have been mounted in the moment in which the helper was killed.
    if (table = readMountTable(); table && mountAt(*table, request.directory) != nullptr)
        detach(request.directory, m_settings.probe);
    rmdir(request.directory.c_str());
    if (ticket) {
        const std::string account = std::to_string(ticket->account);
        ticket.reset(); // and with it its lock
        forgetTicket(account, m_settings.runFolder, m_settings.deadline);
    }
    return tl::unexpected(std::move(failure));
}

namespace {

Outcome<Unmounted> takeAway(const std::string &directory, const MounterSettings &settings)
{
    if (isDead(directory, settings.probe))
        return detach(directory, settings.probe);
    Milliseconds pause{100};
    for (int left = settings.unmountTries;; --left) {
        const auto error = unmountOnce(directory, 0, settings.deadline);
        if (!error) // its server went away just now
            return detach(directory, settings.probe);
        if (*error == 0)
            return Unmounted::Now;
        if (*error == EINVAL)
            return Unmounted::NotMounted; // somebody else was quicker
        if (*error != EBUSY)
            return fail(FailureKind::Internal,
                        directory + " cannot be unmounted: " + systemText(*error) + '.');
        if (left <= 1)
            break;
        std::this_thread::sleep_for(pause);
        pause *= 2;
    }
    const std::string who = usersOf(directory);
    return fail(FailureKind::Busy, directory + " is in use" + (who.empty() ? "." : " by " + who + '.'),
                "It can be unmounted when nobody has a file open there or works in it.");
}

} // namespace

Outcome<Unmounted> Mounter::unmount(const std::string &wanted) const
{
    const auto directory = resolved(wanted);
    if (!directory)
        return tl::unexpected(directory.error());
    const auto lock = DirectoryLock::take(m_settings.runFolder + "/locks", *directory, m_settings.deadline);
    if (!lock)
        return tl::unexpected(lock.error());
    const auto table = readMountTable();
    if (!table)
        return tl::unexpected(table.error());
    const Mount *there = mountAt(*table, *directory);
    if (there == nullptr)
        return Unmounted::NotMounted;
    if (!there->isCifs())
        return fail(FailureKind::Invalid,
                    "What is mounted at " + *directory + " is no CIFS, but " + there->type + '.',
                    "Whoever mounted it takes it away.");
    auto gone = takeAway(*directory, m_settings);
    if (gone)
        forgetTicket(there->option("cruid"), m_settings.runFolder, m_settings.deadline);
    return gone;
}

} // namespace smc::volumes
