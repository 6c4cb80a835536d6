// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/state/database.h"

#include <QSet>
#include <QStringList>

namespace smc::state {

/// Divides servers among the processes that share a database, by its locks: one for each process that takes
/// part, and one for each server, which its reader holds. A process that ends, or whose machine goes, loses
/// its locks with its session, and the others take what has become free.
///
/// Nobody takes more than his part, the servers by the processes, rounded up; who comes later gets his as the
/// others give theirs back. Only what stays free, since not all know the same servers, goes to anybody.
///
/// Of the database's thread.
class Division
{
public:
    explicit Division(const Database &database);

    /// Call it each second with all that this process could read; none: it takes no part. Returns which of
    /// them are its own now. Errors: those of Database; until then it is as it was.
    [[nodiscard]] Result<QSet<QString>> divide(const QStringList &names);

private:
    const Database &m_database;
    const QString m_process; ///< an id of this one
    int m_processes = 0;     ///< when it was looked at last
    int m_calm = 0;          ///< how often it was the same since
    int m_connects = 0;
    int m_patience = 0; ///< looks until those who lost their connection with us had time to come back
    qsizetype m_part = 0;
};

} // namespace smc::state
