// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/setup/facts.h"
#include "shared/core/secret.h"

#include <functional>

namespace smc::setup {

/// What hears of a run; each may be empty. Called in the thread of run().
struct Progress
{
    std::function<void(const QString &words)> step;   ///< what is begun now: "Joining the domain LAB."
    std::function<void(const QString &words)> detail; ///< what Samba's program says meanwhile
    std::function<bool()> cancelled;                  ///< asked before each step: whether to stop and go back
};

struct Outcome
{
    QStringList copies;    ///< where what was there before is kept
    QStringList remaining; ///< what is left for the administrator, a sentence each
};

/// Makes the machine what is asked. To be called when the checklist has passed. `password`: that of the
/// account that joins, of a new domain the one that its Administrator gets.
///
/// Samba's daemons are stopped, what they keep is copied (Keeper), and Samba's own programs do the rest: they
/// take the password from their standard input. When a step fails, or is cancelled, all is taken back and the
/// daemons are started again; the error says so in its hint, or what could not be taken back. Once the
/// machine belongs to the domain nothing is taken back any more: when a daemon does not start then, the error
/// says that the rest stands.
///
/// Blocks for a minute or more. Errors: those of explain() in tools.h; Cancelled, Timeout, Internal.
[[nodiscard]] Result<Outcome> run(const Request &request, const Facts &facts, const Secret &password,
                                  const Progress &progress);

} // namespace smc::setup
