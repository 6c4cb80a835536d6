// SPDX-License-Identifier: GPL-3.0-or-later
// cifs: the Flexvolume driver. The kubelet calls it for each volume, as root, and takes both of its outputs
// for JSON.
#include "service/volumes/cifs/doctor.h"
#include "service/volumes/cifs/driver.h"
#include "service/volumes/mounting/secret_bytes.h"

#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace smc::volumes;

namespace {

/// Arguments stand in /proc/PID/cmdline, for everybody on the node to read: what is in them is taken away at
/// once.
std::vector<std::string> takeArguments(int count, char **values)
{
    std::vector<std::string> arguments;
    for (int i = 1; i < count; ++i) {
        arguments.emplace_back(values[i]);
        if (i > 2)
            explicit_bzero(values[i], std::strlen(values[i]));
    }
    return arguments;
}

void say(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t size = write(STDOUT_FILENO, text.data(), text.size());
        if (size < 0)
            return; // nobody is there to be told
        text.remove_prefix(std::size_t(size));
    }
}

} // namespace

int main(int argc, char **argv)
{
    const std::vector<std::string> arguments = takeArguments(argc, argv);
    hardenProcess();
    const char *file = std::getenv("SMC_CIFS_SETTINGS");
    const auto settings = readSettings(file != nullptr ? file : "/etc/smc/cifs.json");
    if (!arguments.empty() && arguments[0] == "doctor")
        return runDoctor(arguments, settings);

    // Whatever a library had to say there, the kubelet would read it as a part of the answer.
    if (const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC); nothing >= 0) {
        dup2(nothing, STDERR_FILENO);
        dup2(nothing, STDIN_FILENO);
    }
    const Reply reply = settings ? answer(arguments, *settings) : answerFailure(settings.error());
    say(reply.json);
    return reply.exit;
}
