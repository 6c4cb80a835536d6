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
    void manyAtATime();
    void coarserStepsAreAddedUp();
    void oldUsageGoes();
    void tooMuchIsSaid();
    void schedulesAndTheirRuns();
    void runsOfAFormerProcessAreInterrupted();
    void silencesEnd();
    void alertsAreReplacedAndRemoved();
    void theSameBatchCountsOnce();
    void aRunBeginsOnce();
    void changesAreFoundByWhatIsAsked();
    void anEntryIsThereAsAWholeOrNot();

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

void TestStore::manyAtATime()
{
    QList<Usage> many;
    for (int i = 0; i < 1234; ++i)
        many.append(reading(u"fs%1"_s.arg(i % 50), "sessions", 7200 + i, i));
    QVERIFY(m_store->addUsage(many));
    UsageQuestion question{.servers = {u"fs7"_s}, .since = 0, .until = 90000};
    QCOMPARE(ask(question).size(), 25);
    QCOMPARE(ask(question)[24].total, 1207.0);
    question.kept = 3600;
    QCOMPARE(ask(question).size(), 1);
    QCOMPARE(ask(question)[0].count, 25);
}

void TestStore::coarserStepsAreAddedUp()
{
    for (int i = 0; i < 10; ++i)
        QVERIFY(m_store->addUsage({reading(u"fs1"_s, "disk-full", 300LL * i, i, "data"),
                                   reading(u"fs1"_s, "disk-full", 300LL * i, 50, "public")}));
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

void TestStore::alertsAreReplacedAndRemoved()
{
    const LastingAlert disk{.id = u"disk-full:fs1:data"_s,
                            .rule = u"disk-full"_s,
                            .server = u"fs1"_s,
                            .share = u"data"_s,
                            .message = u"95 %"_s,
                            .since = 100};
    LastingAlert later = disk;
    later.message = u"97 %"_s;
    later.notified = 120;
    const LastingAlert down{.id = u"unreachable:fs2"_s,
                            .rule = u"unreachable"_s,
                            .server = u"fs2"_s,
                            .share = u""_s,
                            .since = 90};
    QVERIFY(m_store->changeAlerts({disk, down}, {}));
    QCOMPARE(m_store->alerts()->size(), 2);
    QVERIFY(m_store->changeAlerts({later}, {down.id}));
    QVERIFY(*m_store->alerts() == QList{later});
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

void TestStore::changesAreFoundByWhatIsAsked()
{
    const auto change = [](const QString &id, int line, qint64 time, const QString &server,
                           const QString &section, const QString &person) {
        return ConfigChange{.id = id,
                            .line = line,
                            .time = time,
                            .server = server,
                            .section = section,
                            .operation = u"modify"_s,
                            .parameter = u"comment"_s,
                            .before = std::nullopt,
                            .after = u""_s,
                            .way = u"request"_s,
                            .person = person,
                            .realm = u"LAB.EXAMPLE"_s};
    };
    QVERIFY(m_store->keep(u"a"_s, {change(u"a"_s, 0, 1000, u"fs1"_s, u"data"_s, u"alice"_s),
                                   change(u"a"_s, 1, 1000, u"fs1"_s, u"data"_s, u"alice"_s)}));
    QVERIFY(m_store->keep(u"b"_s, {change(u"b"_s, 0, 2000, u"fs2"_s, u"global"_s, u"Helen"_s)}));
    const auto found = [this](ConfigChangeQuestion question) {
        if (question.until == 0)
            question.until = 9000;
        QStringList lines;
        const auto changes = m_store->configChanges(question);
        if (!changes)
            return QStringList{changes.error().message};
        for (const ConfigChange &one : *changes)
            lines << one.id + QString::number(one.line);
        return lines;
    };
    const QStringList all{u"b0"_s, u"a0"_s, u"a1"_s}; // the newest first
    QCOMPARE(found({}), all);
    QCOMPARE(found({.servers = {u"fs1"_s}}), (QStringList{u"a0"_s, u"a1"_s}));
    QCOMPARE(found({.servers = {u"fs1"_s, u"fs2"_s}}), all);
    QCOMPARE(found({.section = u"Data"_s}), (QStringList{u"a0"_s, u"a1"_s}));
    QCOMPARE(found({.person = u"helen"_s}), QStringList{u"b0"_s});
    QCOMPARE(found({.id = u"b"_s}), QStringList{u"b0"_s});
    QCOMPARE(found({.since = 1001}), QStringList{u"b0"_s});
    QCOMPARE(found({.until = 1999}), (QStringList{u"a0"_s, u"a1"_s}));
    QVERIFY(found({.most = 2}).constFirst().contains(u"more than 2"));
    // What was not set is something else than what is empty.
    const auto one = m_store->configChanges({.id = u"b"_s, .until = 9000});
    QVERIFY(one && !one->constFirst().before && one->constFirst().after);
    QVERIFY(m_store->dropConfigChanges(2000));
    QCOMPARE(found({}), QStringList{u"b0"_s});
}

void TestStore::anEntryIsThereAsAWholeOrNot()
{
    const ConfigChange change{.id = u"a"_s};
    QVERIFY(!m_store->keep(u"a"_s, {change, change}));
    auto found = m_store->configChanges({.until = 9000});
    QVERIFY(found && found->isEmpty());
    // What is known later takes the place of what was known before; where it cannot be kept that stays.
    QVERIFY(m_store->keep(u"a"_s, {{.id = u"a"_s, .message = u"begun"_s}, {.id = u"a"_s, .line = 1}}));
    QVERIFY(!m_store->keep(u"a"_s, {change, change}));
    QCOMPARE(m_store->configChanges({.until = 9000})->size(), 2);
    QVERIFY(m_store->keep(u"a"_s, {{.id = u"a"_s, .message = u"done"_s}}));
    found = m_store->configChanges({.until = 9000});
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->constFirst().message, u"done"_s);
    QVERIFY(m_store->keep(u"a"_s, {}));
    QVERIFY(m_store->configChanges({.until = 9000})->isEmpty());
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
