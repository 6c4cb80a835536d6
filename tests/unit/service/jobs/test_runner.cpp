// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/jobs/runner.h"
#include "tests/patience.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <latch>
#include <mutex>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::jobs;

namespace {

std::shared_ptr<access::Session> sessionOf(const QString &sid)
{
    return std::make_shared<access::Session>(
        access::Principal{.realm = u"LAB.EXAMPLE"_s, .account = u"alice"_s, .sid = sid}, std::nullopt);
}

bool waitFor(const Runner &runner, qint64 id, State state)
{
    return QTest::qWaitFor([&] { return runner.find(id)->state == state; }, 10'000 * testing::patience);
}

} // namespace

class TestRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachItemHasAResultOfItsOwn();
    void failedItemsAreRetriedAlone();
    void cancelledJobIsResumed();
    void aJobSurvivesARestart();
    void theOrderSurvivesARestart();
    void aDatabaseWithoutTheOrderIsTaken();
    void passwordsDoNotLieOnDisk();
    void aForeignKeyFileIsRefused();
};

void TestRunner::eachItemHasAResultOfItsOwn()
{
    QTemporaryDir dir;
    Runner runner(dir.path(), 4, {});
    QVERIFY(runner.open());
    runner.setExecute([](const QString &, const QByteArray &item, const auto &) -> Result<QString> {
        if (item.contains("bad"))
            return Error{.code = ErrorCode::Exists, .message = u"There is one already."_s, .field = u"cn"_s};
        return QString::fromUtf8(item);
    });
    const auto job = runner.submit(u"identity/users"_s, {"a", "bad", "c"}, sessionOf(u"S-1"_s));
    QVERIFY(job);
    QVERIFY(waitFor(runner, job->id, State::Done));
    const auto done = runner.find(job->id);
    QCOMPARE(done->total, 3);
    QCOMPARE(done->done, 3);
    QCOMPARE(done->failed, 1);
    QVERIFY(done->finished);
    const auto results = runner.results(job->id, 0, 10);
    QCOMPARE(results->at(0).id, u"a"_s);
    QCOMPARE(results->at(1).state, ItemState::Failed);
    QCOMPARE(results->at(1).error->code, ErrorCode::Exists);
    QCOMPARE(results->at(1).error->field, u"cn"_s);
    QCOMPARE(runner.results(job->id, 2, 10)->size(), 1);
}

void TestRunner::failedItemsAreRetriedAlone()
{
    QTemporaryDir dir;
    Runner runner(dir.path(), 1, {});
    QVERIFY(runner.open());
    std::mutex mutex;
    QByteArrayList calls;
    std::atomic<bool> broken = true;
    runner.setExecute([&](const QString &, const QByteArray &item, const auto &) -> Result<QString> {
        const std::lock_guard lock(mutex);
        calls << item;
        if (item == "b" && broken)
            return Error{.code = ErrorCode::Unreachable, .message = u"No server."_s};
        return QString::fromUtf8(item);
    });
    const auto job = runner.submit(u"identity/users"_s, {"a", "b"}, sessionOf(u"S-1"_s));
    QVERIFY(waitFor(runner, job->id, State::Done));
    broken = false;
    QVERIFY(runner.resume(job->id, true, sessionOf(u"S-1"_s)));
    QVERIFY(waitFor(runner, job->id, State::Done));
    QCOMPARE(calls, QByteArrayList({"a", "b", "b"}));
    QCOMPARE(runner.find(job->id)->failed, 0);
    QVERIFY(!runner.resume(job->id, true, sessionOf(u"S-1"_s))); // nothing left
}

void TestRunner::cancelledJobIsResumed()
{
    QTemporaryDir dir;
    Runner runner(dir.path(), 1, {});
    QVERIFY(runner.open());
    std::latch started(1);
    std::latch mayGo(1);
    std::atomic<int> count = 0;
    runner.setExecute([&](const QString &, const QByteArray &item, const auto &) -> Result<QString> {
        if (count++ == 0) {
            started.count_down();
            mayGo.wait();
        }
        return QString::fromUtf8(item);
    });
    const auto job = runner.submit(u"identity/users"_s, {"a", "b", "c"}, sessionOf(u"S-1"_s));
    started.wait();
    QVERIFY(runner.cancel(job->id));
    mayGo.count_down();
    QVERIFY(waitFor(runner, job->id, State::Cancelled));
    QCOMPARE(runner.find(job->id)->done, 1);
    QVERIFY(runner.resume(job->id, false, sessionOf(u"S-1"_s)));
    QVERIFY(waitFor(runner, job->id, State::Done));
    QCOMPARE(count, 3);
}

void TestRunner::aJobSurvivesARestart()
{
    QTemporaryDir dir;
    qint64 id = 0;
    {
        Runner runner(dir.path(), 1, {});
        QVERIFY(runner.open());
        std::latch started(1);
        runner.setExecute([&](const QString &, const QByteArray &item, const auto &) -> Result<QString> {
            if (item == "a")
                started.count_down();
            return QString::fromUtf8(item);
        });
        QList<QByteArray> items{"a"};
        for (int i = 0; i < 500; ++i)
            items << "more";
        id = runner.submit(u"identity/users"_s, items, sessionOf(u"S-1"_s))->id;
        started.wait();
    } // stops in the middle
    Runner runner(dir.path(), 4, {});
    QVERIFY(runner.open());
    std::atomic<int> count = 0;
    runner.setExecute([&](const QString &, const QByteArray &item, const auto &) -> Result<QString> {
        ++count;
        return QString::fromUtf8(item);
    });
    const auto before = runner.find(id);
    QVERIFY(before);
    QCOMPARE(before->state, State::Interrupted);
    const int left = before->total - before->done;
    QVERIFY(left > 0);
    QVERIFY(runner.resume(id, false, sessionOf(u"S-1"_s)));
    QVERIFY(waitFor(runner, id, State::Done));
    QCOMPARE(count, left); // each once
    QCOMPARE(runner.find(id)->done, 501);
}

void TestRunner::theOrderSurvivesARestart()
{
    constexpr int count = 300;
    QTemporaryDir dir;
    qint64 id = 0;
    {
        Runner runner(dir.path(), 8, {});
        QVERIFY(runner.open());
        std::latch started(1);
        runner.setExecute([&](const QString &, const QByteArray &item, const auto &) -> Result<QString> {
            if (item == "0")
                started.count_down();
            return QString::fromUtf8(item);
        });
        QList<QByteArray> items;
        for (int i = 0; i < count; ++i)
            items << QByteArray::number(i);
        id = runner.submit(u"identity/users"_s, items, sessionOf(u"S-1"_s), true)->id;
        started.wait();
    } // stops in the middle
    Runner runner(dir.path(), 8, {});
    QVERIFY(runner.open());
    std::mutex mutex;
    int atOnce = 0;
    int mostAtOnce = 0;
    QList<int> order;
    runner.setExecute([&](const QString &, const QByteArray &item, const auto &) -> Result<QString> {
        {
            const std::lock_guard lock(mutex);
            mostAtOnce = std::max(mostAtOnce, ++atOnce);
            order << item.toInt();
        }
        std::this_thread::yield(); // room for another one, were there any
        const std::lock_guard lock(mutex);
        --atOnce;
        return QString::fromUtf8(item);
    });
    const int before = runner.find(id)->done;
    QVERIFY(before < count);
    QVERIFY(runner.find(id)->ordered);
    QVERIFY(runner.resume(id, false, sessionOf(u"S-1"_s)));
    QVERIFY(waitFor(runner, id, State::Done));
    QCOMPARE(order.size(), count - before);
    QVERIFY(std::is_sorted(order.cbegin(), order.cend()));
    QCOMPARE(order.constFirst(), before); // what was done was the list's beginning
    QCOMPARE(mostAtOnce, 1);
}

void TestRunner::aDatabaseWithoutTheOrderIsTaken()
{
    QTemporaryDir dir;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"old"_s);
        database.setDatabaseName(dir.filePath(u"jobs.db"_s));
        QVERIFY(database.open());
        QVERIFY(!QSqlQuery(u"CREATE TABLE job (id INTEGER PRIMARY KEY AUTOINCREMENT, state INTEGER NOT NULL, "
                           "resource TEXT NOT NULL, realm TEXT NOT NULL, owner TEXT NOT NULL, "
                           "owner_name TEXT NOT NULL, created INTEGER NOT NULL, finished INTEGER)"_s,
                           database)
                     .lastError()
                     .isValid());
        QVERIFY(!QSqlQuery(u"INSERT INTO job (state, resource, realm, owner, owner_name, created) "
                           "VALUES (1, 'identity/users', 'LAB.EXAMPLE', 'S-1', 'alice', %1)"_s.arg(
                               QDateTime::currentMSecsSinceEpoch()),
                           database)
                     .lastError()
                     .isValid());
    }
    QSqlDatabase::removeDatabase(u"old"_s);
    Runner runner(dir.path(), 1, {});
    const auto opened = runner.open();
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().toString()));
    QCOMPARE(runner.find(1)->ownerName, u"alice"_s);
    QVERIFY(!runner.find(1)->ordered);
}

void TestRunner::passwordsDoNotLieOnDisk()
{
    QTemporaryDir dir;
    std::latch mayGo(1);
    Runner runner(dir.path(), 1, {});
    QVERIFY(runner.open());
    runner.setExecute([&](const QString &, const QByteArray &, const auto &) -> Result<QString> {
        mayGo.wait();
        return u"x"_s;
    });
    const auto job =
        runner.submit(u"identity/users"_s, {R"({"password":["Secr3t-Marker!"]})"}, sessionOf(u"S-1"_s));
    const QStringList files = QDir(dir.path()).entryList(QDir::Files | QDir::Hidden);
    QVERIFY(files.size() >= 2);
    for (const QString &name : files) {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("Secr3t-Marker"), qPrintable(name));
        QVERIFY2(!(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)), qPrintable(name));
    }
    mayGo.count_down();
    QVERIFY(waitFor(runner, job->id, State::Done));
}

void TestRunner::aForeignKeyFileIsRefused()
{
    QTemporaryDir dir;
    QFile key(dir.filePath(u"jobs.key"_s));
    QVERIFY(key.open(QIODevice::WriteOnly));
    key.write(QByteArray(32, 'k'));
    key.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadOther);
    key.close();
    Runner runner(dir.path(), 1, {});
    const auto opened = runner.open();
    QVERIFY(!opened);
    QVERIFY(opened.error().hint.contains(u"chmod 600"_s));
}

QTEST_GUILESS_MAIN(TestRunner)
#include "test_runner.moc"
