// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/monitoring/history.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

using namespace smc;
using namespace smc::monitoring;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whichStepAnswers_data();
    void whichStepAnswers();
    void whatWasAddedIsThere();
    void outlivesTheProcess();
    void afterAFailureOnlyThatItIsDown();
    void aStoreThatRefusesLosesNothingYet();

private:
    [[nodiscard]] static std::pair<ServerState, SourceState> sessions(double count)
    {
        ServerState server;
        server.watched.server.name = u"fs1"_s;
        server.up = true;
        SourceState source;
        source.source = &sources()[1];
        source.samples = {{.metric = "sessions", .share = {}, .value = count}};
        return {server, source};
    }
    [[nodiscard]] static state::UsageQuestion lastHour()
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        return {.servers = {u"fs1"_s}, .since = now - 3600, .until = now + 1};
    }
};

void TestHistory::whichStepAnswers_data()
{
    QTest::addColumn<qint64>("since");
    QTest::addColumn<qint64>("until");
    QTest::addColumn<qint64>("step");
    QTest::addColumn<qint64>("kept");
    constexpr qint64 hour = 3600;
    constexpr qint64 day = 24 * hour;
    constexpr qint64 now = 1000 * day;
    QTest::newRow("the last hours") << now - 6 * hour << now << qint64(0) << qint64(0);
    QTest::newRow("the last day") << now - day << now << qint64(0) << qint64(300);
    QTest::newRow("the last month") << now - 30 * day << now << qint64(0) << hour;
    QTest::newRow("an hour of last week")
        << now - 7 * day << now - 7 * day + hour << qint64(0) << qint64(300);
    QTest::newRow("an hour of last year") << now - 365 * day << now - 364 * day << qint64(0) << hour;
    QTest::newRow("before all") << qint64(0) << now << qint64(0) << hour;
    QTest::newRow("in steps of a minute") << now - day << now << qint64(60) << qint64(0);
    QTest::newRow("in steps of a quarter of an hour") << now - day << now << qint64(900) << qint64(300);
    QTest::newRow("in steps of a day") << now - day << now << day << hour;
}

void TestHistory::whichStepAnswers()
{
    QFETCH(qint64, since);
    QFETCH(qint64, until);
    QFETCH(qint64, step);
    QFETCH(qint64, kept);
    QCOMPARE(keptStepFor({}, since, until, step, qint64(1000) * 24 * 3600), kept);
}

void TestHistory::whatWasAddedIsThere()
{
    const QTemporaryDir folder;
    state::OwningThread<state::Store> store(folder.filePath(u"state.db"_s));
    QVERIFY(store.call([](state::Store &s) { return s.open(); }));
    History history(store, {});
    const auto [server, source] = sessions(7);
    history.add(server, source);
    const auto found = history.usage(lastHour()); // without waiting for the next write
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().total, 7.0);
    QCOMPARE(found->first().series.metric, "sessions");
}

void TestHistory::outlivesTheProcess()
{
    const QTemporaryDir folder;
    for (const double count : {1.0, 2.0}) {
        state::OwningThread<state::Store> store(folder.filePath(u"state.db"_s));
        QVERIFY(store.call([](state::Store &s) { return s.open(); }));
        History history(store, {});
        const auto [server, source] = sessions(count);
        history.add(server, source); // and written at the end
    }
    state::OwningThread<state::Store> store(folder.filePath(u"state.db"_s));
    QVERIFY(store.call([](state::Store &s) { return s.open(); }));
    History history(store, {});
    auto question = lastHour();
    question.step = 3600;
    double total = 0;
    const auto found = history.usage(question);
    QVERIFY(found);
    for (const state::Usage &usage : *found)
        total += usage.total;
    QCOMPARE(total, 3.0);
}

void TestHistory::afterAFailureOnlyThatItIsDown()
{
    const QTemporaryDir folder;
    state::OwningThread<state::Store> store(folder.filePath(u"state.db"_s));
    QVERIFY(store.call([](state::Store &s) { return s.open(); }));
    History history(store, {});
    auto [server, source] = sessions(7);
    source.error = Error{.code = ErrorCode::Unreachable, .message = u"silent"_s};
    source.samples.append({.metric = "up", .share = {}, .value = 0});
    history.add(server, source);
    const auto found = history.usage(lastHour());
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().series.metric, "up");
}

void TestHistory::aStoreThatRefusesLosesNothingYet()
{
    const QTemporaryDir folder;
    state::OwningThread<state::Store> store(folder.filePath(u"state.db"_s)); // not open yet
    History history(store, {});
    const auto [server, source] = sessions(7);
    history.add(server, source);
    QVERIFY(!history.usage(lastHour()));
    QVERIFY(store.call([](state::Store &s) { return s.open(); }));
    QCOMPARE(history.usage(lastHour())->size(), 1);
    QCOMPARE(history.dropped(), quint64(0));
}

QTEST_GUILESS_MAIN(TestHistory)
#include "test_history.moc"
