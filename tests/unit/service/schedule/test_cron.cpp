// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/schedule/cron.h"

#include <QTest>

using namespace smc::schedule;
using namespace Qt::Literals::StringLiterals;

/// Times as crontab(5) has them.
class TestCron : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void next_data();
    void next();
    void whatNeverComes();
    void clocksPutForwardAndBack();
    void faults_data();
    void faults();
};

void TestCron::next_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");
    const QString thursday = u"2026-11-26T08:30:00"_s;
    QTest::newRow("each minute") << u"* * * * *"_s << thursday << u"2026-11-26T08:31:00"_s;
    QTest::newRow("later today") << u"0 9 * * *"_s << thursday << u"2026-11-26T09:00:00"_s;
    QTest::newRow("tomorrow") << u"30 8 * * *"_s << thursday << u"2026-11-27T08:30:00"_s;
    QTest::newRow("steps") << u"*/20 * * * *"_s << thursday << u"2026-11-26T08:40:00"_s;
    QTest::newRow("steps from") << u"5/20 * * * *"_s << thursday << u"2026-11-26T08:45:00"_s;
    QTest::newRow("list") << u"0,45 6-8 * * *"_s << thursday << u"2026-11-26T08:45:00"_s;
    QTest::newRow("weekdays") << u"0 2 * * mon-fri"_s << u"2026-11-27T03:00:00"_s << u"2026-11-30T02:00:00"_s;
    QTest::newRow("sunday as 0") << u"0 2 * * 0"_s << thursday << u"2026-11-29T02:00:00"_s;
    QTest::newRow("sunday as 7") << u"0 2 * * 7"_s << thursday << u"2026-11-29T02:00:00"_s;
    QTest::newRow("month by name") << u"0 0 1 jan *"_s << thursday << u"2027-01-01T00:00:00"_s;
    QTest::newRow("either day") << u"0 0 13 * fri"_s << thursday << u"2026-11-27T00:00:00"_s;
    QTest::newRow("leap day") << u"0 0 29 2 *"_s << thursday << u"2028-02-29T00:00:00"_s;
    QTest::newRow("a word") << u"@monthly"_s << thursday << u"2026-12-01T00:00:00"_s;
    QTest::newRow("spaces and case") << u"  0  2 *  * MON "_s << thursday << u"2026-11-30T02:00:00"_s;
}

void TestCron::next()
{
    QFETCH(QString, when);
    QFETCH(QString, after);
    QFETCH(QString, expected);
    const auto cron = Cron::parse(when);
    QVERIFY2(bool(cron), qPrintable(cron ? QString() : cron.error().message));
    QDateTime from = QDateTime::fromString(after, Qt::ISODate);
    from.setTimeZone(QTimeZone::utc());
    const auto next = cron->next(from, QTimeZone::utc());
    QVERIFY(next);
    QCOMPARE(next->toString(u"yyyy-MM-ddTHH:mm:ss"_s), expected);
}

void TestCron::whatNeverComes()
{
    QVERIFY(!Cron::parse(u"0 0 30 2 *"_s)->next(QDateTime::currentDateTimeUtc()));
}

void TestCron::clocksPutForwardAndBack()
{
    const QTimeZone berlin("Europe/Berlin");
    if (!berlin.isValid())
        QFAIL("this machine knows no time zones: install tzdata");
    const auto cron = Cron::parse(u"30 2 * * *"_s);
    // On 2026-03-29 there is no 02:30.
    auto next = cron->next(QDateTime({2026, 3, 29}, {0, 0}, berlin), berlin);
    QCOMPARE(next->toUTC().toString(Qt::ISODate), u"2026-03-29T01:30:00Z"_s); // 03:30
    next = cron->next(*next, berlin);
    QCOMPARE(next->toUTC().toString(Qt::ISODate), u"2026-03-30T00:30:00Z"_s);
    // On 2026-10-25 there are two of them.
    next = cron->next(QDateTime({2026, 10, 25}, {0, 0}, berlin), berlin);
    QCOMPARE(next->date(), QDate(2026, 10, 25));
    QCOMPARE(cron->next(*next, berlin)->date(), QDate(2026, 10, 26));
}

void TestCron::faults_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing") << u""_s << u"five fields"_s;
    QTest::newRow("too few") << u"0 2 * *"_s << u"five fields"_s;
    QTest::newRow("minute 60") << u"60 2 * * *"_s << u"\"60\" is no minute"_s;
    QTest::newRow("no number") << u"0 noon * * *"_s << u"\"noon\" is no hour"_s;
    QTest::newRow("day 0") << u"0 2 0 * *"_s << u"no day of the month"_s;
    QTest::newRow("backwards") << u"0 5-3 * * *"_s << u"no hour"_s;
    QTest::newRow("step 0") << u"*/0 * * * *"_s << u"no minute"_s;
    QTest::newRow("two steps") << u"*/2/3 * * * *"_s << u"no minute"_s;
    QTest::newRow("three ends") << u"1-2-3 * * * *"_s << u"no minute"_s;
    QTest::newRow("empty part") << u"1,,2 * * * *"_s << u"no minute"_s;
}

void TestCron::faults()
{
    QFETCH(QString, when);
    QFETCH(QString, said);
    const auto cron = Cron::parse(when);
    QVERIFY(!cron);
    QVERIFY2(cron.error().message.contains(said), qPrintable(cron.error().message));
    QCOMPARE(cron.error().field, u"when"_s);
}

QTEST_GUILESS_MAIN(TestCron)
#include "test_cron.moc"
