// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/cifs/doctor.h"

#include "service/volumes/cifs/smb_probe.h"
#include "service/volumes/mounting/folders.h"
#include "service/volumes/mounting/network_path.h"
#include "service/volumes/mounting/small_file.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdio>
#include <filesystem>
#include <sys/utsname.h>
#include <unistd.h>

namespace smc::volumes {

namespace {

namespace fs = std::filesystem;

enum class Grade { Ok, Warning, Critical };

class Report
{
public:
    void add(Grade grade, const std::string &what, const std::string &hint = {})
    {
        constexpr std::array words{"ok      ", "warning ", "CRITICAL"};
        std::printf("%s  %s\n", words[std::size_t(grade)], what.c_str());
        if (grade != Grade::Ok && !hint.empty())
            std::printf("          → %s\n", hint.c_str());
        m_critical = m_critical || grade == Grade::Critical;
    }
    void check(bool good, Grade otherwise, const std::string &well, const std::string &ill,
               const std::string &hint)
    {
        add(good ? Grade::Ok : otherwise, good ? well : ill, hint);
    }
    [[nodiscard]] bool isCritical() const { return m_critical; }

private:
    bool m_critical = false;
};

std::string contentOf(const std::string &path)
{
    return readSmallFile(path, 16U << 20U).value_or("");
}

bool isExecutable(const std::string &path)
{
    return access(path.c_str(), X_OK) == 0;
}

/// The kubelet's --volume-plugin-dir, when one runs here and says so.
std::string pluginFolder()
{
    std::error_code failed;
    for (fs::directory_iterator process("/proc", failed), end; !failed && process != end;
         process.increment(failed)) {
        const std::string arguments = contentOf(process->path() / "cmdline");
        const std::string program = arguments.substr(0, arguments.find('\0'));
        if (fs::path(program).filename() != "kubelet")
            continue;
        constexpr std::string_view option = "--volume-plugin-dir";
        const std::size_t at = arguments.find(option);
        if (at != std::string::npos &&
            at + option.size() < arguments.size()) // "--option=value" and "--option", "value"
            return arguments.c_str() + at + option.size() + 1;
    }
    return "/usr/libexec/kubernetes/kubelet-plugins/volume/exec";
}

void checkPlace(Report &report)
{
    const std::string folder = pluginFolder();
    report.check(fs::is_directory(folder), Grade::Warning, "The kubelet's folder of drivers is " + folder,
                 "There is no " + folder + ", where the kubelet looks for drivers",
                 "Is this a node? The kubelet's option --volume-plugin-dir may name another folder.");
    std::error_code failed;
    const fs::path self = fs::read_symlink("/proc/self/exe", failed);
    const std::string vendor = self.parent_path().filename();
    const std::size_t tilde = vendor.find('~');
    const bool placed = tilde != std::string::npos && vendor.substr(tilde + 1) == self.filename() &&
                        self.parent_path().parent_path() == fs::path(folder);
    report.check(placed, Grade::Warning,
                 "It is the driver " + vendor.substr(0, tilde) + '/' + self.filename().string() +
                     ", which is also the type that its secrets have to have",
                 "The kubelet does not find it at " + self.string(),
                 "Copy it to " + folder + "/abcdesktop~cifs/cifs, for the driver abcdesktop/cifs.");
    report.check(geteuid() == 0, Grade::Critical, "It runs as root",
                 "It does not run as root, who alone may mount",
                 "Run it as the kubelet does: sudo cifs doctor");
}

void checkKernel(Report &report)
{
    utsname system{};
    uname(&system);
    const std::string folder = std::string("/lib/modules/") + system.release;
    const std::string modules = contentOf(folder + "/modules.dep") + contentOf(folder + "/modules.builtin");
    const auto hasModule = [&](const std::string &name) {
        return modules.find('/' + name + ".ko") != std::string::npos;
    };
    const bool loaded = contentOf("/proc/filesystems").find("\tcifs\n") != std::string::npos;
    report.check(loaded || hasModule("cifs"), Grade::Critical,
                 loaded ? "The kernel has CIFS" : "The kernel loads CIFS when something is mounted",
                 std::string("The kernel ") + system.release + " has no CIFS",
                 "Install the kernel's modules (Debian: linux-image-amd64; some clouds' kernels lack them), "
                 "then: modprobe cifs");
    const std::string crypto = contentOf("/proc/crypto");
    for (const auto &[cipher, module, what] :
         std::array{std::array{"cmac(aes)", "cmac", "signing"},
                    std::array{"ccm(aes)", "ccm", "encryption by SMB 3.0"},
                    std::array{"gcm(aes)", "gcm", "encryption by SMB 3.1.1"}}) {
        report.check(crypto.find(cipher) != std::string::npos || hasModule(module), Grade::Warning,
                     std::string("The kernel has ") + cipher + " for " + what,
                     std::string("The kernel lacks ") + cipher + ", needed for " + what,
                     std::string("modprobe ") + module + "; without it a mount fails with error 2.");
    }
}

void checkHelpers(Report &report, const Settings &settings)
{
    const std::string &helper = settings.mounter.helper;
    report.check(isExecutable(helper), Grade::Critical, helper + " is there", "There is no " + helper,
                 "apt-get install cifs-utils, or on Red Hat: dnf install cifs-utils");
    report.check(isExecutable("/usr/sbin/cifs.upcall") && isExecutable("/sbin/request-key"), Grade::Warning,
                 "cifs.upcall and request-key are there, for Kerberos",
                 "cifs.upcall or request-key is missing: no mount by Kerberos",
                 "apt-get install cifs-utils keyutils, where sec=krb5 is wanted.");
    for (const auto &[folder, what] :
         {std::pair(settings.logFolder, "logs"), std::pair(settings.mounter.runFolder, "locks")}) {
        const auto made = makeFolders(folder, 0700);
        report.check(made.has_value() && access(folder.c_str(), W_OK) == 0, Grade::Critical,
                     std::string("The folder of ") + what + " is " + folder,
                     made ? folder + " cannot be written" : made.error().text(),
                     "Is its disk full or read-only?");
    }
}

/// A static program does not look up names itself: it would need this machine's libraries for that.
std::vector<std::string> addressesOf(const std::string &host, Report &report)
{
    std::array<char, 16> parsed{};
    if (inet_pton(AF_INET, host.c_str(), parsed.data()) == 1 ||
        inet_pton(AF_INET6, host.c_str(), parsed.data()) == 1)
        return {host};
    const auto answer = run({.path = "/usr/bin/getent",
                             .arguments = {"ahosts", host},
                             .environment = {"PATH=/usr/bin:/bin", "LC_ALL=C"},
                             .secret = {}},
                            std::chrono::seconds(15));
    std::vector<std::string> addresses;
    if (!answer) {
        report.add(Grade::Warning, "The name " + host + " cannot be looked up: " + answer.error().text());
        return {};
    }
    for (std::size_t at = 0; at < answer->output.size();) {
        const std::size_t end = std::min(answer->output.find('\n', at), answer->output.size());
        const std::string address =
            answer->output.substr(at, std::min(answer->output.find(' ', at), end) - at);
        if (!address.empty() && std::ranges::find(addresses, address) == addresses.end())
            addresses.push_back(address);
        at = end + 1;
    }
    std::string listed;
    for (const std::string &address : addresses)
        listed += ' ' + address;
    report.check(!addresses.empty(), Grade::Critical, "The name " + host + " has the address" + listed,
                 "The name " + host + " has no address here",
                 "Does this node ask the DNS server of the domain? See /etc/resolv.conf.");
    return addresses;
}

void checkServer(Report &report, const std::string &text)
{
    const auto path = parseNetworkPath(text);
    if (!path)
        return report.add(Grade::Critical, path.error().message, path.error().hint);
    const std::uint16_t port = path->port != 0 ? path->port : 445;
    for (const std::string &address : addressesOf(path->host, report)) {
        const auto dialect = askDialect(address, port, std::chrono::seconds(5));
        report.check(
            dialect.has_value(), Grade::Critical,
            address + " port " + std::to_string(port) + " speaks SMB " +
                (dialect ? dialectName(*dialect) : ""),
            dialect ? "" : dialect.error().message,
            dialect || !dialect.error().hint.empty()
                ? (dialect ? "" : dialect.error().hint)
                : "Is the server running, and does no firewall close the port between it and this node?");
    }
}

} // namespace

int runDoctor(const std::vector<std::string> &arguments, const Outcome<Settings> &settings)
{
    if (arguments.size() > 2) {
        std::fputs("usage: cifs doctor [//server/share]\n", stderr);
        return 2;
    }
    Report report;
    if (!settings)
        report.add(Grade::Critical, settings.error().message, settings.error().hint);
    checkPlace(report);
    checkKernel(report);
    checkHelpers(report, settings.value_or(Settings{}));
    if (arguments.size() == 2)
        checkServer(report, arguments[1]);
    return report.isCritical() ? 1 : 0;
}

} // namespace smc::volumes
