// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/cifs/settings.h"

#include <vector>

namespace smc::volumes {

/// `cifs doctor [//server/share]`: looks at what a node needs, prints a line for each and below it what to do
/// where something is missing. 0: all is well, warnings or not; 1: mounts will fail; 2: wrong arguments.
///
/// Of the node: that it runs as root, the kubelet's folder of drivers and this one's place in it, the
/// kernel's cifs and the modules of its ciphers, mount.cifs and cifs.upcall, the folders of logs and
/// locks. Of the server: that its name has an address, that port 445 takes a connection, and which dialect of
/// SMB it speaks (MS-SMB2 2.2.3: NEGOTIATE, before anybody signs in).
int runDoctor(const std::vector<std::string> &arguments, const Outcome<Settings> &settings);

} // namespace smc::volumes
