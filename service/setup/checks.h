// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/setup/facts.h"

#include <QByteArray>
#include <QList>

namespace smc::setup {

enum class Verdict {
    Ok,
    Warning, ///< it can be done, and somebody should know
    Failed,  ///< nothing is begun
};

/// One line of the checklist.
struct Check
{
    QByteArray id; ///< "root", "programs", "version", "name", "address", "dns", "controller", "time",
                   ///< "ports", "configuration", "databases", "membership", "daemons", "files", "ids"
    Verdict verdict = Verdict::Ok;
    QString message; ///< one sentence: what was found
    QString hint;    ///< the way out; empty when all is well
};

/// What stands in the way of a request, and what does not. Pure: asks nobody, touches nothing; each id once
/// at most, in the order above.
[[nodiscard]] QList<Check> checklist(const Request &request, const Facts &facts);

/// Whether none has failed.
[[nodiscard]] bool passed(const QList<Check> &checks);

/// What keeps a password from being that of the new domain's Administrator, under the rules that a new domain
/// has; empty: nothing.
[[nodiscard]] QString passwordFault(const QString &password);

} // namespace smc::setup
