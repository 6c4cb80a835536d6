// SPDX-License-Identifier: GPL-3.0-or-later
// links: smc_volumes_cifs
// Any text as the call of a kubelet, as a path, as options, as the driver's settings, as a server's answer:
// nothing that is taken can be more than it seems to mount.cifs and the kernel.
#include "service/volumes/cifs/call_log.h"
#include "service/volumes/cifs/smb_probe.h"
#include "service/volumes/mounting/mount_table.h"

#include <cstdlib>

using namespace smc::volumes;

namespace {

void demand(bool good)
{
    if (!good)
        std::abort();
}

/// What goes to the kernel between commas.
void isOne(std::string_view value)
{
    for (const char c : value)
        demand(c != ',' && static_cast<unsigned char>(c) >= 0x20);
}

void lookAtPath(std::string_view text)
{
    static_cast<void>(redactedNetworkPath(text));
    const auto path = parseNetworkPath(text);
    if (!path)
        return demand(!path.error().message.empty());
    for (const std::string &part : {path->host, path->share, path->folder})
        isOne(part);
    const auto again = parseNetworkPath(path->unc());
    demand(again && again->host == path->host && again->share == path->share &&
           again->folder == path->folder);
}

void lookAtOptions(std::string_view text)
{
    static_cast<void>(redactedOptions(text));
    const auto options = parseMountOptions(text);
    if (!options)
        return;
    for (const MountOption &option : options->items) {
        isOne(option.name);
        isOne(option.value);
        demand(option.name != "user" && option.name != "suid" && option.name != "dev");
    }
    const auto again = parseMountOptions(options->text());
    demand(again && again->items == options->items);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    lookAtPath(text);
    lookAtOptions(text);
    static_cast<void>(parseSettings(text));
    static_cast<void>(parseMountTable(text));
    static_cast<void>(cleanDirectory(text));
    static_cast<void>(negotiatedDialect({data, size}));
    demand(logNameOf(text).find('/') == std::string::npos);

    std::string copy(text);
    CallWords words;
    const auto call = readMountCall(copy, words);
    static_cast<void>(redactedCall(text));
    if (call) {
        isOne(call->credentials.user);
        isOne(call->credentials.domain);
        lookAtPath(call->path.unc());
        lookAtOptions(call->options.text());
    }
    return 0;
}
