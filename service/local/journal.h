// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/local/logs.h"

namespace smc::local {

/// What Samba's services last wrote into the journal of systemd (`logging = systemd`, and whatever they
/// print), oldest first: at most `most` messages. `file` is "journal", `offset` the microseconds since 1970
/// at which journald took the message. Who may read it is a member of systemd-journal or adm; others see
/// nothing. Errors: Internal (the journal cannot be read). Where there is no journal there are no messages.
[[nodiscard]] Result<QList<LogEntry>> readJournal(int most = 2000);

} // namespace smc::local
