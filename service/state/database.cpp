// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/state/database.h"

#include "service/state/files.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUuid>

#include <sys/stat.h>

namespace smc::state {

using namespace Qt::Literals::StringLiterals;

namespace {

Error failed(const QSqlError &error, const QString &doing)
{
    return Error{.code = ErrorCode::Internal,
                 .message = u"The state database failed: %1."_s.arg(error.text()),
                 .hint = u"Look at the space and the rights of the service's state folder."_s,
                 .place = doing,
                 .native = error.nativeErrorCode()};
}

/// Text that is not there is empty: Qt would bind a null string as NULL. What is NULL is an invalid variant.
QVariant bound(const QVariant &value)
{
    return value.typeId() == QMetaType::QString && value.toString().isNull() ? QVariant(u""_s) : value;
}

} // namespace

Database::Database(QString file)
    : m_file(std::move(file))
    , m_connection(u"state-"_s + QUuid::createUuid().toString(QUuid::Id128))
{}

Database::~Database()
{
    QSqlDatabase::removeDatabase(m_connection);
}

Result<void> Database::open(const QStringList &schema)
{
    const QString folder = QFileInfo(m_file).path();
    if (auto made = makeFolder(folder); !made) {
        Error error = made.error();
        error.hint = u"Make it and give it to the service, or set state_dir= in [global]."_s;
        return error;
    }
    ::chmod(QFile::encodeName(folder).constData(), 0700); // also one that was there before
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    // SQLite would make it 0644 and then keep it so.
    if (QFile made(m_file); !made.exists() && made.open(QIODevice::WriteOnly))
        made.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    database.setDatabaseName(m_file);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!database.open()) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The state database %1 cannot be opened: %2."_s.arg(
                         m_file, database.lastError().text()),
                     .hint = u"Look at the rights of the folder."_s};
    }
    const QStringList settings{
        u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s, u"PRAGMA foreign_keys = ON"_s,
        u"PRAGMA secure_delete = ON"_s}; // what is deleted, a sealed password say, leaves no bytes behind
    for (const QString &statement : settings + schema) {
        if (auto done = run(statement, {}, u"preparing the state database"_s); !done)
            return done.error();
    }
    return {};
}

Result<QSqlQuery> Database::run(const QString &sql, const QVariantList &values, const QString &doing) const
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return failed(query.lastError(), doing);
    for (const QVariant &value : values)
        query.addBindValue(bound(value));
    if (!query.exec())
        return failed(query.lastError(), doing);
    return query;
}

Result<void> Database::runEach(const QString &sql, const QList<QVariantList> &rows,
                               const QString &doing) const
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.prepare(sql))
        return failed(query.lastError(), doing);
    for (const QVariantList &row : rows) {
        for (int i = 0; i < row.size(); ++i)
            query.bindValue(i, bound(row.at(i)));
        if (!query.exec())
            return failed(query.lastError(), doing);
    }
    return {};
}

Result<void> Database::atOnce(const QString &doing, const std::function<Result<void>()> &work) const
{
    QSqlDatabase database = QSqlDatabase::database(m_connection);
    if (!database.transaction())
        return failed(database.lastError(), doing);
    if (auto done = work(); !done) {
        database.rollback();
        return done;
    }
    if (!database.commit()) {
        const Error error = failed(database.lastError(), doing);
        database.rollback();
        return error;
    }
    return {};
}

} // namespace smc::state
