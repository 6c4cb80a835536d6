// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/api/api.h"
#include "service/api/sections.h"
#include "service/http/message.h"
#include "service/state/store.h"

namespace smc::api {

/// Who changes configurations, and why.
struct Author
{
    enum class Way { Request, Repair }; ///< by parameters of a request, or to repair a group's drift
    Way way = Way::Request;
    QString person; ///< account name
    QString realm;
    QString reason;
};
/// With the reason that `reason=` gives, on one line, of at most 1,000 characters. Errors: Invalid.
[[nodiscard]] Result<Author> authorOf(const http::Request &request, Author::Way way);

/// What is kept of an outcome: an entry for each parameter, or one without for a section that has none; of a
/// return from what was tried to what was there before; of what was refused nothing. A value that holds a
/// secret, as some options of modules do, is "•••".
[[nodiscard]] QList<state::ConfigChange> entriesOf(const Outcome &outcome, const Author &author);

/// Keeps what becomes of sections for servers/changes, in the place of what it kept of the same change when
/// that began, and forgets what the server told before. Where the state refuses it, the log says so: what was
/// changed on a server stays changed. `place` stands before the section's name.
[[nodiscard]] Sections::Witness journal(const Api &api, Author author, const QString &place = {});

} // namespace smc::api
