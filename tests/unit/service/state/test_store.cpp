// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/state/store.h"
#include "tests/postgresql.h"

#include <QTemporaryDir>
#include <QTest>

using namespace smc;
using namespace smc::state;
using namespace Qt::Literals::StringLiterals;

namespace {

Usage reading(const QString &server, const QByteArray &metric, qint64 time, double value,
              const QByteArray &share = {})
{
    return {.series = {.server = server, .metric = metric, .share = share},
            .time = time,
            .total = value,
            .least = value,
            .most = value};
}

} // namespace

/// Everything in a file of SQLite and on a PostgreSQL server.
class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("onServer");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }
    void initTestCase() { QVERIFY2(m_server.start(), m_server.log().constData()); }
    void init()
    {
        QFETCH_GLOBAL(bool, onServer);
        m_store.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_location = onServer ? Location(m_server.url(m_server.makeDatabase()), m_server.passwordFile())
                              : Location(m_folder->filePath(u"state.db"_s));
        m_store = std::make_unique<Store>(m_location);
        const auto opened = m_store->open();
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().toString()));
    }
    void readingsBecomeCoarser();
    void coarserStepsAreAddedUp();
    void oldUsageGoes();
    void tooMuchIsSaid();
    void schedulesAndTheirRuns();
    void runsOfAFormerProcessAreInterrupted();
    void silencesEnd();
    void theSameBatchCountsOnce();
    void aRunBeginsOnce();

private:
    [[nodiscard]] QList<Usage> ask(const UsageQuestion &question)
    {
        auto found = m_store->usage(question);
        if (!found)
            qWarning("%s", qPrintable(found.error().toString()));
        return found ? *found : QList<Usage>();
    }
    testing::PostgreSql m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    Location m_location{QString()};
    std::unique_ptr<Store> m_store;
};

void TestStore::readingsBecomeCoarser()
{
    // In two writes, as they come; the second one crosses a border of five minutes.
    QVERIFY(
        m_store->addUsage({reading(u"fs1"_s, "sessions", 7200, 4), reading(u"fs1"_s, "sessions", 7260, 8)}));
    QVERIFY(m_store->addUsage({reading(u"fs1"_s, "sessions", 7499, 3), reading(u"fs1"_s, "sessions", 7500, 1),
                               reading(u"fs2"_s, "sessions", 7500, 99)}));
    UsageQuestion question{.servers = {u"fs1"_s}, .metric = "sessions", .since = 0, .until = 9000};
    QCOMPARE(ask(question).size(), 4);
    question.kept = 300;
    const QList<Usage> five = ask(question);
    QCOMPARE(five.size(), 2);
    QCOMPARE(five[0].time, 7200);
    QCOMPARE(five[0].count, 3);
    QCOMPARE(five[0].total, 15.0);
    QCOMPARE(five[0].least, 3.0);
    QCOMPARE(five[0].most, 8.0);
    QCOMPARE(five[1].time, 7500);
    question.kept = 3600;
    QCOMPARE(ask(question).size(), 1);
    QCOMPARE(ask(question)[0].count, 4);
}

void TestStore::coarserStepsAreAddedUp()
{
    for (int i = 0; i < 10; ++i)
        QVERIFY(m_store->addUsage({reading(u"fs1"_s, "disk-full", 300 * i, i, "data"),
                                   reading(u"fs1"_s, "disk-full", 300 * i, 50, "public")}));
    UsageQuestion question{.servers = {u"fs1"_s},
                           .metric = {},
                           .share = "data",
                           .since = 0,
                           .until = 9000,
                           .kept = 300,
                           .step = 900};
    const QList<Usage> found = ask(question);
    QCOMPARE(found.size(), 4);
    QCOMPARE(found[1].time, 900);
    QCOMPARE(found[1].total, 3.0 + 4 + 5);
    QCOMPARE(found[1].series.share, "data");
    question.share.reset();
    QCOMPARE(ask(question).size(), 8);
}

void TestStore::oldUsageGoes()
{
    QVERIFY(
        m_store->addUsage({reading(u"fs1"_s, "sessions", 7200, 1), reading(u"fs1"_s, "sessions", 10800, 2)}));
    QVERIFY(m_store->dropUsage({10000, 7000, 0}));
    UsageQuestion question{.servers = {u"fs1"_s}, .since = 0, .until = 20000};
    QCOMPARE(ask(question).size(), 1);
    question.kept = 300;
    QCOMPARE(ask(question).size(), 2);
    QVERIFY(m_store->dropUsage({99999, 99999, 99999}));
    QCOMPARE(ask(question).size(), 0);
    // A series that was forgotten is known again when it comes back.
    QVERIFY(m_store->addUsage({reading(u"fs1"_s, "sessions", 7200, 1)}));
    QCOMPARE(ask(question).size(), 1);
}

void TestStore::tooMuchIsSaid()
{
    QVERIFY(m_store->addUsage({reading(u"fs1"_s, "sessions", 1, 1), reading(u"fs1"_s, "sessions", 2, 1)}));
    UsageQuestion question{.servers = {u"fs1"_s}, .since = 0, .until = 10, .most = 2};
    QCOMPARE(ask(question).size(), 2);
    question.most = 1;
    const auto found = m_store->usage(question);
    QVERIFY(!found && found.error().code == ErrorCode::TooLarge);
    QVERIFY(found.error().hint.contains(u"step"));
}

void TestStore::schedulesAndTheirRuns()
{
    Schedule schedule{.id = u"a"_s,
                      .name = u"Report"_s,
                      .kind = u"report"_s,
                      .when = u"0 2 * * *"_s,
                      .missed = u"run"_s,
                      .details = u"{}"_s,
                      .owner = u"alice"_s,
                      .due = 5};
    QVERIFY(m_store->put(schedule));
    schedule.enabled = false;
    schedule.due = 7;
    QVERIFY(m_store->put(schedule));
    QCOMPARE(m_store->schedules()->size(), 1);
    QCOMPARE(m_store->schedule(u"a"_s)->due, 7);
    QVERIFY(!m_store->schedule(u"a"_s)->enabled);
    QVERIFY(m_store->put(
        Run{.id = u"r"_s, .schedule = u"a"_s, .state = u"running"_s, .trigger = u"time"_s, .started = 3}));
    QVERIFY(m_store->put(Run{.id = u"r"_s,
                             .schedule = u"a"_s,
                             .state = u"ok"_s,
                             .trigger = u"time"_s,
                             .message = u"7 rows"_s,
                             .started = 3,
                             .finished = 4}));
    QVERIFY(m_store->put(
        Run{.id = u"s"_s, .schedule = u"gone"_s, .state = u"ok"_s, .trigger = u"time"_s, .started = 3}));
    const auto runs = m_store->runs(u"a"_s);
    QCOMPARE(runs->size(), 1);
    QCOMPARE(runs->first().state, u"ok"_s);
    QCOMPARE(runs->first().message, u"7 rows"_s);
    QVERIFY(m_store->removeSchedule(u"a"_s));
    QCOMPARE(m_store->runs(u"a"_s)->size(), 0);
    QVERIFY(m_store->removeSchedule(u"a"_s).error().code == ErrorCode::NotFound);
    QVERIFY(m_store->schedule(u"a"_s).error().code == ErrorCode::NotFound);
}

void TestStore::runsOfAFormerProcessAreInterrupted()
{
    QVERIFY(m_store->put(Schedule{.id = u"a"_s,
                                  .name = u"n"_s,
                                  .kind = u"k"_s,
                                  .when = u"w"_s,
                                  .missed = u"run"_s,
                                  .details = u"{}"_s,
                                  .owner = u"o"_s}));
    QVERIFY(m_store->put(
        Run{.id = u"r"_s, .schedule = u"a"_s, .state = u"running"_s, .trigger = u"time"_s, .started = 3}));
    m_store = std::make_unique<Store>(m_location);
    QVERIFY(m_store->open());
    QCOMPARE(m_store->runs(u"a"_s)->first().state, u"interrupted"_s);
}

void TestStore::silencesEnd()
{
    QVERIFY(
        m_store->put(Silence{.id = u"x"_s, .server = u"fs1"_s, .reason = u"maintenance"_s, .until = 100}));
    QCOMPARE(m_store->silences(99)->size(), 1);
    QCOMPARE(m_store->silences(100)->size(), 0);
    QVERIFY(m_store->removeSilence(u"x"_s));
    QVERIFY(m_store->removeSilence(u"x"_s).error().code == ErrorCode::NotFound);
}

void TestStore::theSameBatchCountsOnce()
{
    const QList<Usage> readings{reading(u"fs1"_s, "sessions", 7200, 4)};
    QVERIFY(m_store->addUsage(readings, u"one"_s));
    QVERIFY(m_store->addUsage(readings, u"one"_s)); // as after a commit of which the answer was lost
    QVERIFY(m_store->addUsage({reading(u"fs1"_s, "sessions", 7201, 4)}, u"two"_s));
    const QList<Usage> hour =
        ask({.servers = {u"fs1"_s}, .metric = "sessions", .since = 0, .until = 9000, .kept = 3600});
    QCOMPARE(hour.size(), 1);
    QCOMPARE(hour.first().count, 2);
    QCOMPARE(hour.first().total, 8.0);
}

void TestStore::aRunBeginsOnce()
{
    QVERIFY(m_store->put(Schedule{.id = u"a"_s,
                                  .name = u"n"_s,
                                  .kind = u"k"_s,
                                  .when = u"w"_s,
                                  .missed = u"run"_s,
                                  .details = u"{}"_s,
                                  .owner = u"o"_s,
                                  .due = 5}));
    Run run{.id = u"r"_s, .schedule = u"a"_s, .state = u"running"_s, .trigger = u"time"_s, .started = 6};
    QVERIFY(*m_store->begin(run, DueChange{.from = 5, .to = 65}));
    QCOMPARE(m_store->schedule(u"a"_s)->due, 65);
    QVERIFY(*m_store->begin(run, DueChange{.from = 5, .to = 65})); // as after a commit whose answer was lost
    QCOMPARE(m_store->runs(u"a"_s)->size(), 1);
    QVERIFY(m_store->interruptAbandoned());
    QCOMPARE(m_store->runs(u"a"_s)->first().state, u"running"_s);
    run.state = u"ok"_s;
    run.finished = 7;
    QVERIFY(m_store->end(run));
    QCOMPARE(m_store->runs(u"a"_s)->first().state, u"ok"_s);
    run.id = u"s"_s;
    run.state = u"running"_s;
    QVERIFY(!*m_store->begin(run, DueChange{.from = 5, .to = 65})); // somebody has moved it on
    QVERIFY(*m_store->begin(run));                                  // whenever it is due
    QCOMPARE(m_store->runs(u"a"_s)->size(), 2);
}

QTEST_GUILESS_MAIN(TestStore)
#include "test_store.moc"
