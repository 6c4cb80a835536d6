// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/jobs/store.h"

#include "shared/wire/problem.h"

#include <QDateTime>
#include <QJsonDocument>

namespace smc::jobs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int keepDays = 30;

constexpr auto jobColumns =
    "SELECT id, state, resource, realm, owner, owner_name, created, finished, "
    "(SELECT count(*) FROM item WHERE job = job.id), "
    "(SELECT count(*) FROM item WHERE job = job.id AND state <> 0), "
    "(SELECT count(*) FROM item WHERE job = job.id AND state = 2), ordered FROM job "_L1;

Job readJob(const QSqlQuery &query)
{
    Job job{.id = query.value(0).toLongLong(),
            .state = static_cast<State>(query.value(1).toInt()),
            .resource = query.value(2).toString(),
            .realm = query.value(3).toString(),
            .owner = query.value(4).toString(),
            .ownerName = query.value(5).toString(),
            .total = query.value(8).toInt(),
            .done = query.value(9).toInt(),
            .failed = query.value(10).toInt(),
            .created = QDateTime::fromMSecsSinceEpoch(query.value(6).toLongLong(), Qt::UTC),
            .ordered = query.value(11).toBool()};
    if (!query.value(7).isNull())
        job.finished = QDateTime::fromMSecsSinceEpoch(query.value(7).toLongLong(), Qt::UTC);
    return job;
}

} // namespace

Store::Store(const QString &stateDir)
    : m_stateDir(stateDir)
    , m_database(QString(stateDir + u"/jobs.db"_s))
{}

Result<void> Store::openDatabase()
{
    const QString doing = u"preparing the job store"_s;
    const QStringList schema{
        u"CREATE TABLE IF NOT EXISTS job (id INTEGER PRIMARY KEY AUTOINCREMENT, state INTEGER NOT NULL, "
        u"resource TEXT NOT NULL, "
        "realm TEXT NOT NULL, owner TEXT NOT NULL, owner_name TEXT NOT NULL, created INTEGER NOT NULL, finished INTEGER, ordered INTEGER NOT NULL DEFAULT 0)"_s,
        u"CREATE TABLE IF NOT EXISTS item (job INTEGER NOT NULL REFERENCES job(id) ON DELETE CASCADE, idx "
        u"INTEGER NOT NULL, "
        "state INTEGER NOT NULL DEFAULT 0, payload BLOB, result TEXT, problem TEXT, PRIMARY KEY (job, idx)) WITHOUT ROWID"_s,
        u"UPDATE job SET state = 3 WHERE state = 0"_s,
    };
    if (auto opened = m_database.open(schema); !opened)
        return opened;
    if (auto loaded = m_seal.load(m_stateDir + u"/jobs.key"_s); !loaded)
        return loaded;
    // A database of a version that did not keep the order.
    auto known =
        m_database.run(u"SELECT 1 FROM pragma_table_info('job') WHERE name = 'ordered'"_s, {}, doing);
    if (known && !known->next())
        known = m_database.run(u"ALTER TABLE job ADD COLUMN ordered INTEGER NOT NULL DEFAULT 0"_s, {}, doing);
    if (!known)
        return known.error();
    const auto removed = removeClosed(QDateTime::currentDateTimeUtc().addDays(-keepDays));
    return removed ? Result<void>() : removed.error();
}

Result<int> Store::removeClosed(const QDateTime &before)
{
    auto query = m_database.run(u"DELETE FROM job WHERE created < ? AND state <> 0"_s,
                                {before.toMSecsSinceEpoch()}, u"dropping old jobs"_s);
    return query ? Result<int>(query->numRowsAffected()) : query.error();
}

Result<Job> Store::insert(Job job, const QList<QByteArray> &items)
{
    const QString doing = u"keeping a new job"_s;
    const auto done = m_database.atOnce(doing, [&]() -> Result<void> {
        auto inserted =
            m_database.run(u"INSERT INTO job (state, resource, realm, owner, owner_name, created, ordered) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                           {static_cast<int>(job.state), job.resource, job.realm, job.owner, job.ownerName,
                            job.created.toMSecsSinceEpoch(), job.ordered},
                           doing);
        if (!inserted)
            return inserted.error();
        job.id = inserted->lastInsertId().toLongLong();
        QList<QVariantList> rows;
        for (qsizetype i = 0; i < items.size(); ++i) {
            auto sealed = m_seal.close(items.at(i));
            if (!sealed)
                return sealed.error();
            rows.append({job.id, i, *sealed});
        }
        return m_database.runEach(u"INSERT INTO item (job, idx, payload) VALUES (?, ?, ?)"_s, rows, doing);
    });
    if (!done)
        return done.error();
    job.total = static_cast<int>(items.size());
    return job;
}

Result<Job> Store::find(qint64 id) const
{
    auto query = m_database.run(jobColumns + u"WHERE id = ?"_s, {id}, u"reading a job"_s);
    if (!query)
        return query.error();
    if (!query->next())
        return Error{.code = ErrorCode::NotFound,
                     .message = u"There is no job %1."_s.arg(id),
                     .hint = u"Jobs are kept for 30 days."_s};
    return readJob(*query);
}

Result<QList<Job>> Store::list() const
{
    auto query = m_database.run(jobColumns + u"ORDER BY id DESC LIMIT 1000"_s, {}, u"listing the jobs"_s);
    if (!query)
        return query.error();
    QList<Job> jobs;
    while (query->next())
        jobs.append(readJob(*query));
    return jobs;
}

Result<QList<ItemResult>> Store::results(qint64 id, int from, int limit) const
{
    auto query = m_database.run(
        u"SELECT idx, state, result, problem FROM item WHERE job = ? AND idx >= ? ORDER BY idx LIMIT ?"_s,
        {id, from, limit}, u"reading the results of a job"_s);
    if (!query)
        return query.error();
    QList<ItemResult> results;
    while (query->next()) {
        ItemResult result{.index = query->value(0).toInt(),
                          .state = static_cast<ItemState>(query->value(1).toInt()),
                          .id = query->value(2).toString()};
        if (result.state == ItemState::Failed)
            result.error =
                wire::fromProblem(QJsonDocument::fromJson(query->value(3).toString().toUtf8()).object(), 500);
        results.append(result);
    }
    return results;
}

Result<QList<int>> Store::open(qint64 id, bool failedToo) const
{
    const QString states = failedToo ? u"(0, 2)"_s : u"(0)"_s;
    auto query =
        m_database.run(u"SELECT idx FROM item WHERE job = ? AND payload IS NOT NULL AND state IN "_s +
                           states + u" ORDER BY idx"_s,
                       {id}, u"reading a job"_s);
    if (!query)
        return query.error();
    QList<int> indices;
    while (query->next())
        indices.append(query->value(0).toInt());
    return indices;
}

Result<QByteArray> Store::payload(qint64 id, int index) const
{
    auto query = m_database.run(u"SELECT payload FROM item WHERE job = ? AND idx = ?"_s, {id, index},
                                u"reading an item"_s);
    if (!query)
        return query.error();
    if (!query->next() || query->value(0).isNull())
        return Error{.code = ErrorCode::NotFound, .message = u"The item is done already."_s};
    return m_seal.open(query->value(0).toByteArray());
}

Result<void> Store::setState(qint64 id, State state)
{
    const QVariant finished = state == State::Running || state == State::Interrupted
                                  ? QVariant()
                                  : QVariant(QDateTime::currentDateTimeUtc().toMSecsSinceEpoch());
    auto query = m_database.run(u"UPDATE job SET state = ?, finished = ? WHERE id = ?"_s,
                                {static_cast<int>(state), finished, id}, u"ending a job"_s);
    return query ? Result<void>() : query.error();
}

Result<void> Store::reopenFailed(qint64 id)
{
    auto query = m_database.run(
        u"UPDATE item SET state = 0, problem = NULL WHERE job = ? AND state = 2 AND payload IS NOT NULL"_s,
        {id}, u"opening failed items again"_s);
    return query ? Result<void>() : query.error();
}

Result<void> Store::finish(qint64 id, const ItemResult &result)
{
    // A failed item keeps its payload for a retry; one that succeeded has nothing to keep.
    const QString payload = result.state == ItemState::Ok ? u", payload = NULL"_s : QString();
    const QVariant problem =
        result.error ? QVariant(QString::fromUtf8(
                           QJsonDocument(wire::toProblem(*result.error)).toJson(QJsonDocument::Compact)))
                     : QVariant();
    auto query = m_database.run(
        u"UPDATE item SET state = ?, result = ?, problem = ?"_s + payload + u" WHERE job = ? AND idx = ?"_s,
        {static_cast<int>(result.state), result.id, problem, id, result.index}, u"keeping a result"_s);
    return query ? Result<void>() : query.error();
}

} // namespace smc::jobs
