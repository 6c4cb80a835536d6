// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/state/location.h"
#include "shared/core/result.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <chrono>
#include <functional>
#include <memory>

class QSqlDatabase;
class QSqlError;

namespace smc::state {

/// What a lock is about.
enum class Lock {
    Process = 1,  ///< that a process is there
    Server = 2,   ///< who reads it
    Schedule = 3, ///< who runs it
};

/// A lock that some process holds.
struct HeldLock
{
    Lock about;
    qint32 number; ///< Database::lockNumber() of its name
    bool ours;
};

/// A database of the service. Either a file of SQLite with a write-ahead log and FULL synchronisation, so
/// that what was answered survives a power loss, and of this process alone; or one of a PostgreSQL server,
/// which other processes may share. All that differs between the two stands in this class' source.
///
///     connected ──the server goes──▶ lost ──each second, with the next call──▶ connected
///
/// While the connection is lost, calls fail with Unreachable, at once or within the time for a connect. A
/// call that finds a dead connection before it has changed anything goes on with a new one; after that it
/// fails, and whether a commit came through is not known then.
///
/// Of one thread, that which calls open(): Qt binds a connection to its thread. See OwningThread.
/// Errors of all calls: Internal; Unreachable, which is worth a retry.
class Database
{
public:
    explicit Database(Location location);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Runs `schema`, and for SQLite opens or makes the file, 0600, in a folder that is made 0700. A server
    /// that is Unreachable gets its schema later, when it answers.
    [[nodiscard]] Result<void> open(const QStringList &schema);

    /// A statement with the values of its question marks, where a null string is an empty one and an invalid
    /// variant is NULL; `doing` is for the error: "reading a job".
    [[nodiscard]] Result<QSqlQuery> run(const QString &sql, const QVariantList &values,
                                        const QString &doing) const;
    /// The same statement for each row of values; atOnce() makes it all or nothing. For what gives no rows
    /// and is done often, be it with one row: SQLite reads a statement once.
    [[nodiscard]] Result<void> runEach(const QString &sql, const QList<QVariantList> &rows,
                                       const QString &doing) const;
    /// All of `work` or, when it fails, nothing of it. Within another one it is a part of that, whose `work`
    /// must then fail, too.
    [[nodiscard]] Result<void> atOnce(const QString &doing, const std::function<Result<void>()> &work) const;

    /// Whether other processes may work in it too.
    [[nodiscard]] bool isShared() const { return m_location.isServer(); }
    /// How often it has connected, and since when it is.
    [[nodiscard]] int connects() const { return m_connects; }
    [[nodiscard]] std::chrono::steady_clock::time_point connectedAt() const { return m_connectedAt; }
    /// Takes a lock unless another process has it; it lasts until unlock() or the end of this process (on
    /// the server: of its session). After a lost connection what was held is taken again where nobody else
    /// has been faster. Of a database that is not shared all locks can be had.
    [[nodiscard]] Result<bool> tryLock(Lock about, const QString &name) const;
    void unlock(Lock about, const QString &name) const;
    /// The names of those that this process holds, as far as it knows.
    [[nodiscard]] QSet<QString> ownLocks(Lock about) const { return m_locks.value(about); }
    /// All that are held, by whomever; a shared database's only.
    [[nodiscard]] Result<QList<HeldLock>> locks() const;
    [[nodiscard]] static qint32 lockNumber(const QString &name);

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] QSqlDatabase connection() const;
    [[nodiscard]] Result<void> ready() const;
    [[nodiscard]] Result<void> openFile() const;
    [[nodiscard]] Result<void> connectToServer() const;
    [[nodiscard]] Result<void> prepareServer() const;
    /// As it stands, for what no server prepares: settings, tables.
    [[nodiscard]] Result<void> execute(const QString &sql) const;
    void takeLocksAgain() const;
    [[nodiscard]] Error failed(const QSqlError &error, const QString &doing) const;
    [[nodiscard]] Result<void> begin(const QString &doing) const;

    const Location m_location;
    const QString m_connection;
    QStringList m_schema;
    bool m_opened = false;
    // A connection comes and goes behind calls that change nothing for those who make them.
    mutable bool m_connected = false;
    mutable int m_connects = 0;
    mutable Clock::time_point m_connectedAt;
    mutable bool m_prepared = false; ///< the schema is there
    mutable bool m_inTransaction = false;
    mutable bool m_told = false; ///< the log says that it is lost
    mutable Clock::time_point m_nextTry;
    mutable Error m_problem; ///< why it is not connected
    mutable QHash<Lock, QSet<QString>> m_locks;
    mutable QHash<QString, std::shared_ptr<QSqlQuery>> m_statements; ///< of SQLite: those of runEach()
};

} // namespace smc::state
