// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/state/database.h"

#include "service/state/files.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUuid>
#include <QtEndian>

#include <sys/stat.h>

namespace smc::state {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(lcState, "smc.state")

namespace {

constexpr auto reconnectPause = std::chrono::milliseconds(900);

/// First half of the key of an advisory lock of PostgreSQL ("smc" and what it is about), so that somebody
/// who looks into pg_locks knows ours.
constexpr qint32 lockSpace = 0x736d6300;

/// Text that is not there is empty: Qt would bind a null string as NULL. What is NULL is an invalid variant.
QVariant bound(const QVariant &value)
{
    return value.typeId() == QMetaType::QString && value.toString().isNull() ? QVariant(u""_s) : value;
}

/// A layout of SQLite's own: the rows lie in the key's order, which halves the file.
QString forServer(QString statement)
{
    return statement.remove(u" WITHOUT ROWID"_s);
}

/// libpq's words come in lines.
QString words(const QSqlError &error)
{
    return (error.databaseText().isEmpty() ? error.text() : error.databaseText()).simplified();
}

} // namespace

Database::Database(Location location)
    : m_location(std::move(location))
    , m_connection(u"state-"_s + QUuid::createUuid().toString(QUuid::Id128))
{}

Database::~Database()
{
    m_statements.clear();
    QSqlDatabase::removeDatabase(m_connection);
}

QSqlDatabase Database::connection() const
{
    return QSqlDatabase::database(m_connection, false);
}

Error Database::failed(const QSqlError &error, const QString &doing) const
{
    if (!isShared() || connection().isOpen()) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The state database failed: %1."_s.arg(words(error)),
                     .hint = isShared()
                                 ? u"Look into the log of the database server."_s
                                 : u"Look at the space and the rights of the service's state folder."_s,
                     .place = doing,
                     .native = error.nativeErrorCode()};
    }
    m_connected = false;
    m_nextTry = Clock::now();
    m_problem = Error{.code = ErrorCode::Unreachable,
                      .message = u"The connection to the state database was lost: %1"_s.arg(words(error)),
                      .hint = u"smcd connects again by itself; try it once more."_s,
                      .place = doing,
                      .retryable = true};
    return m_problem;
}

Result<void> Database::open(const QStringList &schema)
{
    m_schema = schema;
    m_opened = true;
    return ready();
}

/// Connected, if that is possible now.
Result<void> Database::ready() const
{
    if (m_connected)
        return {};
    if (!m_opened)
        return Error{.code = ErrorCode::Internal, .message = u"The state database is not open yet."_s};
    if (!isShared()) {
        auto opened = openFile();
        m_connected = bool(opened);
        return opened;
    }
    // What was begun on a connection has gone with it.
    if (m_inTransaction || Clock::now() < m_nextTry)
        return m_problem;
    auto connected = connectToServer();
    if (connected)
        connected = prepareServer();
    if (connected) {
        ++m_connects;
        m_connectedAt = Clock::now();
        if (std::exchange(m_told, false))
            qCInfo(lcState, "the state database answers again");
        takeLocksAgain();
        return connected;
    }
    m_connected = false;
    m_nextTry = Clock::now() + reconnectPause;
    m_problem = connected.error();
    if (!std::exchange(m_told, true))
        qCWarning(lcState).noquote() << m_problem.toString() << "It is tried again each second.";
    return m_problem;
}

Result<void> Database::openFile() const
{
    const QString &path = m_location.file;
    const QString folder = QFileInfo(path).path();
    if (auto made = makeFolder(folder); !made) {
        Error error = made.error();
        error.hint = u"Make it and give it to the service, or set state_dir= in [global]."_s;
        return error;
    }
    ::chmod(QFile::encodeName(folder).constData(), 0700); // also one that was there before
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    // SQLite would make it 0644 and then keep it so.
    if (QFile made(path); !made.exists() && made.open(QIODevice::WriteOnly))
        made.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    database.setDatabaseName(path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!database.open()) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The state database %1 cannot be opened: %2."_s.arg(
                         path, words(database.lastError())),
                     .hint = u"Look at the rights of the folder."_s};
    }
    const QStringList settings{
        u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s, u"PRAGMA foreign_keys = ON"_s,
        u"PRAGMA secure_delete = ON"_s}; // what is deleted, a sealed password say, leaves no bytes behind
    m_connected = true;
    for (const QString &statement : settings + m_schema) {
        if (auto done = execute(statement); !done)
            return done;
    }
    return {};
}

Result<void> Database::execute(const QString &sql) const
{
    QSqlQuery query(connection());
    return query.exec(sql) ? Result<void>() : failed(query.lastError(), u"preparing the state database"_s);
}

Result<void> Database::connectToServer() const
{
    const auto address = postgreSqlAddress(m_location.url);
    if (!address)
        return address.error();
    QString password;
    if (!m_location.passwordFile.isEmpty()) {
        const auto read = readFile(m_location.passwordFile);
        if (!read)
            return read.error().at(u"reading the password of the state database"_s);
        password = QString::fromUtf8(*read).section(u'\n', 0, 0);
    }
    QSqlDatabase database = QSqlDatabase::contains(m_connection)
                                ? connection()
                                : QSqlDatabase::addDatabase(u"QPSQL"_s, m_connection);
    if (!database.isValid()) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"Qt's driver for PostgreSQL is not installed."_s,
                     .hint = u"Debian's package is libqt6sql6-psql."_s};
    }
    database.setHostName(address->host);
    database.setPort(address->port);
    database.setDatabaseName(address->database);
    database.setConnectOptions(address->options);
    if (!database.open(address->user, password)) {
        return Error{.code = ErrorCode::Unreachable,
                     .message = u"The state database %1 does not answer: %2"_s.arg(
                         address->toString(), words(database.lastError())),
                     .hint = u"Look at the database server, and at url and password_file in [state]."_s,
                     .retryable = true};
    }
    m_connected = true;
    return {};
}

/// The session's settings and, once, the schema.
Result<void> Database::prepareServer() const
{
    const QStringList settings{u"SET client_min_messages = warning"_s, // libpq writes them to standard error
                                                                       // The locks of a machine that has gone
                                                                       // without a word are free soon.
                               u"SET tcp_keepalives_idle = 5"_s, u"SET tcp_keepalives_interval = 2"_s,
                               u"SET tcp_keepalives_count = 3"_s};
    for (const QString &statement : settings) {
        if (auto done = execute(statement); !done)
            return done;
    }
    if (m_prepared)
        return {};
    const QString doing = u"preparing the state database"_s;
    auto done = atOnce(doing, [&]() -> Result<void> {
        // Two that make a table at the same time would collide, "IF NOT EXISTS" or not.
        if (auto alone = run(u"SELECT pg_advisory_xact_lock(?, 0)"_s, {lockSpace}, doing); !alone)
            return alone.error();
        for (const QString &statement : m_schema) {
            if (auto made = execute(forServer(statement)); !made)
                return made;
        }
        return {};
    });
    m_prepared = bool(done);
    return done;
}

Result<QSqlQuery> Database::run(const QString &sql, const QVariantList &values, const QString &doing) const
{
    for (bool again = !m_inTransaction;; again = false) {
        if (auto usable = ready(); !usable)
            return usable.error();
        QSqlQuery query(connection());
        query.setForwardOnly(true);
        if (!query.prepare(sql)) {
            const Error error = failed(query.lastError(), doing);
            if (m_connected || !again)
                return error;
            continue; // the connection had died before, and nothing has been done on it
        }
        for (const QVariant &value : values)
            query.addBindValue(bound(value));
        if (!query.exec())
            return failed(query.lastError(), doing);
        return query;
    }
}

Result<void> Database::runEach(const QString &sql, const QList<QVariantList> &rows,
                               const QString &doing) const
{
    if (rows.isEmpty())
        return {};
    if (auto usable = ready(); !usable)
        return usable;
    constexpr qsizetype mostKept = 256;
    std::shared_ptr<QSqlQuery> query = m_statements.value(sql);
    if (!query) {
        query = std::make_shared<QSqlQuery>(connection());
        if (!query->prepare(sql))
            return failed(query->lastError(), doing);
        if (!isShared() && m_statements.size() < mostKept)
            m_statements.insert(sql, query);
    }
    const auto over = qScopeGuard([&query] { query->finish(); }); // it may be kept: nothing of it stays open
    for (const QVariantList &row : rows) {
        for (int i = 0; i < row.size(); ++i)
            query->bindValue(i, bound(row.at(i)));
        if (!query->exec())
            return failed(query->lastError(), doing);
    }
    return {};
}

Result<void> Database::begin(const QString &doing) const
{
    for (bool again = true;; again = false) {
        if (auto usable = ready(); !usable)
            return usable;
        QSqlDatabase database = connection();
        if (database.transaction())
            return {};
        const Error error = failed(database.lastError(), doing);
        if (m_connected || !again)
            return error;
    }
}

Result<void> Database::atOnce(const QString &doing, const std::function<Result<void>()> &work) const
{
    if (m_inTransaction)
        return work();
    if (auto begun = begin(doing); !begun)
        return begun;
    m_inTransaction = true;
    const auto ended = qScopeGuard([this] { m_inTransaction = false; });
    QSqlDatabase database = connection();
    if (auto done = work(); !done) {
        if (m_connected)
            database.rollback();
        return done;
    }
    if (!database.commit()) {
        const Error error = failed(database.lastError(), doing);
        if (m_connected)
            database.rollback();
        return error;
    }
    return {};
}

// ---- locks ----------------------------------------------------------------------------------------------

qint32 Database::lockNumber(const QString &name)
{
    return qFromBigEndian<qint32>(
        QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).constData());
}

Result<bool> Database::tryLock(Lock about, const QString &name) const
{
    if (isShared() && !m_locks[about].contains(name)) { // a session may take its own lock twice
        auto query = run(u"SELECT pg_try_advisory_lock(?, ?)"_s,
                         {lockSpace + static_cast<qint32>(about), lockNumber(name)}, u"taking a lock"_s);
        if (!query)
            return query.error();
        if (!query->next() || !query->value(0).toBool())
            return false;
    }
    m_locks[about].insert(name);
    return true;
}

void Database::unlock(Lock about, const QString &name) const
{
    if (!m_locks[about].remove(name) || !isShared() || !m_connected)
        return;
    // When that fails the session is gone, and the lock with it.
    (void)run(u"SELECT pg_advisory_unlock(?, ?)"_s,
              {lockSpace + static_cast<qint32>(about), lockNumber(name)}, u"giving a lock back"_s);
}

void Database::takeLocksAgain() const
{
    const auto former = std::exchange(m_locks, {});
    for (auto kind = former.begin(); kind != former.end(); ++kind) {
        for (const QString &name : kind.value()) {
            if (!tryLock(kind.key(), name)) {
                m_locks = former; // lost again
                return;
            }
        }
    }
}

Result<QList<HeldLock>> Database::locks() const
{
    auto query = run(u"SELECT classid::bigint, objid::bigint, pid = pg_backend_pid() FROM pg_locks "
                     "WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND "
                     "database = (SELECT oid FROM pg_database WHERE datname = current_database())"_s,
                     {}, u"looking at the locks"_s);
    if (!query)
        return query.error();
    QList<HeldLock> held;
    while (query->next()) {
        const qint64 about = query->value(0).toLongLong() - lockSpace;
        if (about < static_cast<qint64>(Lock::Process) || about > static_cast<qint64>(Lock::Schedule))
            continue;
        held.append({.about = static_cast<Lock>(about),
                     .number = static_cast<qint32>(query->value(1).toLongLong()),
                     .ours = query->value(2).toBool()});
    }
    return held;
}

} // namespace smc::state
