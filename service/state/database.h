// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QList>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <functional>

namespace smc::state {

/// A database of the service: a file of SQLite with a write-ahead log and FULL synchronisation, so that what
/// was answered survives a power loss.
///
/// Of one thread, that which calls open(): Qt binds a connection to its thread. See OwningThread.
/// Errors of all calls: Internal.
class Database
{
public:
    explicit Database(QString file);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Opens or makes the file, 0600, in a folder that is made 0700, and runs `schema`.
    [[nodiscard]] Result<void> open(const QStringList &schema);

    /// A statement with the values of its question marks, where a null string is an empty one and an invalid
    /// variant is NULL; `doing` is for the error: "reading a job".
    [[nodiscard]] Result<QSqlQuery> run(const QString &sql, const QVariantList &values,
                                        const QString &doing) const;
    /// The same statement for each row of values.
    [[nodiscard]] Result<void> runEach(const QString &sql, const QList<QVariantList> &rows,
                                       const QString &doing) const;
    /// All of `work` or, when it fails, nothing of it.
    [[nodiscard]] Result<void> atOnce(const QString &doing, const std::function<Result<void>()> &work) const;

private:
    const QString m_file;
    const QString m_connection;
};

} // namespace smc::state
