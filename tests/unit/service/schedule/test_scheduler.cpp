// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/schedule/scheduler.h"
#include "tests/postgresql.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace smc;
using namespace smc::schedule;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using state::Run;
using state::Schedule;

/// Jobs at times: what runs, when, and what is remembered of it.
class TestScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        openStore();
        m_ran = 0;
        m_begun = false;
        m_hold = false;
    }
    void cleanup() { m_store.reset(); }
    void faultsAtOnce();
    void runsWhatIsDue();
    void whatIsSwitchedOffDoesNotRun();
    void missedRunsOnceOrNotAtAll_data();
    void missedRunsOnceOrNotAtAll();
    void runsNowAndNeverTwiceAtOnce();
    void theNewestRunIsFirst();
    void failuresAreRemembered();
    void aDryRunDoesNothing();
    void onSeveralCollectorsEachTimeIsOnesOnly();
    void whatCameOfItIsKeptLater();

private:
    void openStore()
    {
        m_store.reset();
        m_store = std::make_unique<state::OwningThread<state::Store>>(m_folder->filePath(u"state.db"_s));
        QVERIFY(m_store->call([](state::Store &s) { return s.open(); }));
    }
    [[nodiscard]] std::vector<Kind> kinds()
    {
        return {{.name = u"count"_s,
                 .check = [](const QJsonObject &details) -> Result<QJsonObject> {
                     if (details.contains(u"bad"_s))
                         return Error{.code = ErrorCode::Invalid, .message = u"bad"_s, .field = u"bad"_s};
                     return details;
                 },
                 .run = [this](const Schedule &, bool dryRun) -> Result<QString> {
                     if (dryRun)
                         return u"would count"_s;
                     m_begun = true;
                     m_hold.wait(true);
                     return u"counted %1"_s.arg(++m_ran);
                 }},
                {.name = u"fail"_s,
                 .check = [](const QJsonObject &details) -> Result<QJsonObject> { return details; },
                 .run = [](const Schedule &, bool) -> Result<QString> {
                     return Error{.code = ErrorCode::Unreachable, .message = u"Nobody answers."_s};
                 }}};
    }
    [[nodiscard]] static Schedule hourly(const QString &kind = u"count"_s)
    {
        return {
            .name = u"Hourly"_s, .kind = kind, .when = u"@hourly"_s, .details = u"{}"_s, .owner = u"alice"_s};
    }
    /// As a former smcd left it.
    [[nodiscard]] Schedule kept(Schedule schedule, qint64 dueIn)
    {
        schedule.id = u"kept"_s;
        schedule.due = QDateTime::currentSecsSinceEpoch() + dueIn;
        if (!m_store->call([&](state::Store &s) { return s.put(schedule); }))
            qFatal("the store refuses");
        return schedule;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<state::OwningThread<state::Store>> m_store;
    std::atomic<int> m_ran = 0;
    std::atomic<bool> m_begun = false;
    std::atomic<bool> m_hold = false;
};

void TestScheduler::faultsAtOnce()
{
    const Scheduler scheduler(*m_store, kinds());
    const auto wrong =
        scheduler.checked({.name = u" "_s, .kind = u"dance"_s, .when = u"soon"_s, .missed = u"maybe"_s});
    QVERIFY(!wrong);
    QStringList fields{wrong.error().field};
    for (const Error &one : wrong.error().more)
        fields << one.field;
    QCOMPARE(fields, (QStringList{u"name"_s, u"missed"_s, u"when"_s, u"kind"_s}));
    QVERIFY(wrong.error().more.back().hint.contains(u"count, fail"));
    Schedule bad = hourly();
    bad.details = u"{\"bad\":\"1\"}"_s;
    QCOMPARE(scheduler.checked(bad).error().field, u"bad"_s);
    const auto good = scheduler.checked(hourly());
    QVERIFY(good);
    QCOMPARE(good->missed, u"run"_s);
    QVERIFY(good->due > QDateTime::currentSecsSinceEpoch());
    QCOMPARE(good->due % 3600, 0);
}

void TestScheduler::runsWhatIsDue()
{
    (void)kept(hourly(), -2);
    Scheduler scheduler(*m_store, kinds());
    scheduler.start();
    QTRY_COMPARE(m_ran.load(), 1);
    QTRY_COMPARE(scheduler.runs(u"kept"_s)->first().state, u"ok"_s);
    const Run run = scheduler.runs(u"kept"_s)->first();
    QCOMPARE(run.message, u"counted 1"_s);
    QCOMPARE(run.trigger, u"time"_s);
    QVERIFY(run.finished >= run.started);
    QVERIFY(scheduler.find(u"kept"_s)->due > QDateTime::currentSecsSinceEpoch());
    QVERIFY(scheduler.stop(5s));
}

void TestScheduler::whatIsSwitchedOffDoesNotRun()
{
    Schedule off = hourly();
    off.enabled = false;
    (void)kept(off, -2);
    Scheduler scheduler(*m_store, kinds());
    scheduler.start();
    auto other = scheduler.put(hourly());
    QVERIFY(other);
    QVERIFY(scheduler.runNow(other->id, u"alice"_s)); // something has run meanwhile
    QTRY_COMPARE(m_ran.load(), 1);
    QCOMPARE(scheduler.runs(u"kept"_s)->size(), 0);
}

void TestScheduler::missedRunsOnceOrNotAtAll_data()
{
    QTest::addColumn<QString>("missed");
    QTest::addColumn<int>("times");
    QTest::addColumn<QString>("state");
    QTest::newRow("run") << u"run"_s << 1 << u"ok"_s;
    QTest::newRow("skip") << u"skip"_s << 0 << u"missed"_s;
}

void TestScheduler::missedRunsOnceOrNotAtAll()
{
    QFETCH(QString, missed);
    QFETCH(int, times);
    QFETCH(QString, state);
    Schedule schedule = hourly();
    schedule.missed = missed;
    (void)kept(schedule, -3 * 24 * 3600); // seventy-two times
    Scheduler scheduler(*m_store, kinds());
    scheduler.start();
    QTRY_VERIFY(scheduler.runs(u"kept"_s)->size() == 1 && scheduler.runs(u"kept"_s)->first().state == state);
    QVERIFY(scheduler.stop(5s));
    QCOMPARE(m_ran.load(), times);
    QCOMPARE(scheduler.runs(u"kept"_s)->size(), 1);
    if (times == 1)
        QVERIFY(scheduler.runs(u"kept"_s)->first().trigger.startsWith(u"missed at "));
}

void TestScheduler::runsNowAndNeverTwiceAtOnce()
{
    Scheduler scheduler(*m_store, kinds());
    scheduler.start();
    const auto schedule = scheduler.put(hourly());
    QVERIFY(schedule);
    m_hold = true;
    const auto run = scheduler.runNow(schedule->id, u"helen"_s);
    QVERIFY(run);
    QCOMPARE(run->state, u"running"_s);
    const auto again = scheduler.runNow(schedule->id, u"helen"_s);
    QVERIFY(!again && again.error().code == ErrorCode::Refused);
    QTRY_VERIFY(m_begun);
    QVERIFY(!scheduler.stop(10ms));
    m_hold = false;
    m_hold.notify_all();
    QTRY_COMPARE(scheduler.runs(schedule->id)->first().state, u"ok"_s);
    QCOMPARE(scheduler.runs(schedule->id)->first().trigger, u"helen"_s);
    QCOMPARE(scheduler.runNow(u"none"_s, u"helen"_s).error().code, ErrorCode::NotFound);
    QVERIFY(scheduler.remove(schedule->id));
    QCOMPARE(scheduler.find(schedule->id).error().code, ErrorCode::NotFound);
}

void TestScheduler::theNewestRunIsFirst()
{
    Scheduler scheduler(*m_store, kinds());
    scheduler.start();
    const auto schedule = scheduler.put(hourly());
    for (int i = 0; i < 10; ++i) { // within a second or two
        const auto run = scheduler.runNow(schedule->id, u"helen"_s);
        QVERIFY(run);
        QTRY_COMPARE(scheduler.runs(schedule->id)->first().state, u"ok"_s);
        QCOMPARE(scheduler.runs(schedule->id)->first().id, run->id);
    }
}

void TestScheduler::failuresAreRemembered()
{
    (void)kept(hourly(u"fail"_s), -1);
    Scheduler scheduler(*m_store, kinds());
    scheduler.start();
    QTRY_VERIFY(scheduler.runs(u"kept"_s)->size() == 1 &&
                scheduler.runs(u"kept"_s)->first().state == u"failed");
    QVERIFY(scheduler.runs(u"kept"_s)->first().message.contains(u"Nobody answers."));
}

void TestScheduler::aDryRunDoesNothing()
{
    Scheduler scheduler(*m_store, kinds());
    const auto schedule = scheduler.put(hourly());
    QCOMPARE(*scheduler.dryRun(schedule->id), u"would count"_s);
    QCOMPARE(m_ran.load(), 0);
    QCOMPARE(scheduler.runs(schedule->id)->size(), 0);
}

void TestScheduler::onSeveralCollectorsEachTimeIsOnesOnly()
{
    testing::PostgreSql server;
    QVERIFY2(server.start(), server.log().constData());
    const state::Location where(server.url(server.makeDatabase()), server.passwordFile());
    m_store = std::make_unique<state::OwningThread<state::Store>>(where);
    state::OwningThread<state::Store> other(where);
    QVERIFY(m_store->call([](state::Store &s) { return s.open(); }));
    QVERIFY(other.call([](state::Store &s) { return s.open(); }));
    for (int i = 0; i < 20; ++i) {
        Schedule one = hourly();
        one.id = u"s%1"_s.arg(i);
        one.missed = u"run"_s;
        one.due = QDateTime::currentSecsSinceEpoch() - 1;
        QVERIFY(m_store->call([&](state::Store &s) { return s.put(one); }));
    }
    Scheduler here(*m_store, kinds());
    Scheduler there(other, kinds());
    here.start();
    there.start();
    const auto allRan = [&] {
        for (int i = 0; i < 20; ++i) {
            const auto runs = here.runs(u"s%1"_s.arg(i));
            if (!runs || runs->isEmpty() || runs->first().state != u"ok")
                return false;
        }
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(allRan(), 20'000);
    QCOMPARE(m_ran.load(), 20);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(there.runs(u"s%1"_s.arg(i))->size(), 1);
    // What runs on one is refused by the other.
    m_hold = true;
    QVERIFY(here.runNow(u"s0"_s, u"helen"_s));
    const auto again = there.runNow(u"s0"_s, u"helen"_s);
    QVERIFY(!again && again.error().code == ErrorCode::Refused);
    m_hold = false;
    m_hold.notify_all();
    QTRY_COMPARE(there.runs(u"s0"_s)->first().state, u"ok"_s);
    QVERIFY(here.stop(5s) && there.stop(5s));
}

void TestScheduler::whatCameOfItIsKeptLater()
{
    testing::PostgreSql server;
    QVERIFY2(server.start(), server.log().constData());
    m_store = std::make_unique<state::OwningThread<state::Store>>(
        state::Location(server.url(server.makeDatabase()), server.passwordFile()));
    QVERIFY(m_store->call([](state::Store &s) { return s.open(); }));
    Scheduler scheduler(*m_store, kinds());
    scheduler.start();
    const auto schedule = scheduler.put(hourly());
    QVERIFY(schedule);
    m_hold = true;
    QVERIFY(scheduler.runNow(schedule->id, u"helen"_s));
    server.stop();
    m_hold = false;
    m_hold.notify_all();
    QTRY_COMPARE(m_ran.load(), 1);
    QVERIFY(!scheduler.runs(schedule->id)); // nobody can be asked now
    QVERIFY2(server.start(), server.log().constData());
    QTRY_VERIFY_WITH_TIMEOUT(
        scheduler.runs(schedule->id) && scheduler.runs(schedule->id)->first().state == u"ok", 20'000);
    QCOMPARE(m_ran.load(), 1);
    QVERIFY(scheduler.stop(5s));
}

QTEST_GUILESS_MAIN(TestScheduler)
#include "test_scheduler.moc"
