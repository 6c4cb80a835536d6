// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/bandwidth.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

constexpr qint64 mega = 1 << 20;

const QTimeZone &berlin()
{
    static const QTimeZone zone("Europe/Berlin");
    return zone;
}

/// "2026-03-29T01:59:00+01:00", as milliseconds since 1970.
qint64 timeOf(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    return time.isValid() ? time.toMSecsSinceEpoch() : -1;
}

QString wordOf(const std::optional<qint64> &rate)
{
    return !rate               ? u"-"_s
           : *rate % mega == 0 ? QString(QString::number(*rate / mega) + u'M')
                               : QString(QString::number(*rate / 1024) + u'K');
}

QString wordsOf(const Rates &rates)
{
    return wordOf(rates.up) + u' ' + wordOf(rates.down);
}

BandwidthSchedule scheduleOf(const QString &text)
{
    auto schedule = BandwidthSchedule::parse(text);
    if (!schedule)
        qWarning("%s", qUtf8Printable(schedule.error().toString()));
    return schedule ? *std::move(schedule) : BandwidthSchedule();
}

} // namespace

/// Limits that depend on the time.
class TestBandwidth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!berlin().isValid())
            QFAIL("this machine knows no time zones: install tzdata");
    }
    void whatHoldsWhen_data();
    void whatHoldsWhen();
    void nextChange_data();
    void nextChange();
    void faults_data();
    void faults();
    void rates_data();
    void rates();
    void periods();
};

void TestBandwidth::whatHoldsWhen_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("expected");
    // 2026-11-27 is a Friday.
    const QString office = u"mon-fri 08:00-18:00 up 2M down 10M; sat,sun up 0"_s;
    QTest::newRow("before") << office << u"2026-11-27T07:59:59+01:00"_s << u"- -"_s;
    QTest::newRow("at its minute") << office << u"2026-11-27T08:00:00+01:00"_s << u"2M 10M"_s;
    QTest::newRow("its last second") << office << u"2026-11-27T17:59:59+01:00"_s << u"2M 10M"_s;
    QTest::newRow("behind it") << office << u"2026-11-27T18:00:00+01:00"_s << u"- -"_s;
    QTest::newRow("weekend") << office << u"2026-11-28T12:00:00+01:00"_s << u"0M -"_s;
    QTest::newRow("elsewhere it is Friday") << office << u"2026-11-27T23:30:00Z"_s << u"0M -"_s;
    const QString night = u"mon,fri 22:00-06:00 up 20M"_s;
    QTest::newRow("evening") << night << u"2026-11-27T23:59:59+01:00"_s << u"20M -"_s;
    QTest::newRow("past midnight") << night << u"2026-11-28T05:59:59+01:00"_s << u"20M -"_s;
    QTest::newRow("in the morning") << night << u"2026-11-28T06:00:00+01:00"_s << u"- -"_s;
    QTest::newRow("not that evening") << night << u"2026-11-28T23:00:00+01:00"_s << u"- -"_s;
    QTest::newRow("not that morning") << night << u"2026-11-27T05:00:00+01:00"_s << u"- -"_s;
    QTest::newRow("from Sunday") << u"sun 22:00-06:00 up 64K"_s << u"2026-11-30T01:00:00+01:00"_s
                                 << u"64K -"_s;
    QTest::newRow("until midnight") << u"20:00-24:00 up 1M"_s << u"2026-11-27T23:59:00+01:00"_s << u"1M -"_s;
    QTest::newRow("no longer") << u"20:00-24:00 up 1M"_s << u"2026-11-28T00:00:00+01:00"_s << u"- -"_s;
    QTest::newRow("until 00:00") << u"20:00-00:00 up 1M"_s << u"2026-11-27T23:59:00+01:00"_s << u"1M -"_s;
    QTest::newRow("always") << u"up 1M down 1G"_s << u"2026-11-27T03:00:00+01:00"_s << u"1M 1024M"_s;
    QTest::newRow("over the weekend") << u"fri-mon up 1M"_s << u"2026-11-30T03:00:00+01:00"_s << u"1M -"_s;
    QTest::newRow("not in the week") << u"fri-mon up 1M"_s << u"2026-12-01T03:00:00+01:00"_s << u"- -"_s;
    QTest::newRow("the first one counts")
        << u"fri up 1M; up 2M down 3M"_s << u"2026-11-27T03:00:00+01:00"_s << u"1M 3M"_s;
    QTest::newRow("case and spaces") << u"  MON-Fri   08:00-18:00  Up 2m ; down 128k"_s
                                     << u"2026-11-27T09:00:00+01:00"_s << u"2M 128K"_s;
    // On 2026-03-29 (a Sunday) 02:00 becomes 03:00, and on 2026-10-25 03:00 becomes 02:00.
    const QString early = u"02:30-04:00 up 1M"_s;
    QTest::newRow("before the lost hour") << early << u"2026-03-29T01:59:59+01:00"_s << u"- -"_s;
    QTest::newRow("begun in the lost hour") << early << u"2026-03-29T03:00:00+02:00"_s << u"1M -"_s;
    QTest::newRow("all in the lost hour")
        << u"02:10-02:50 up 1M"_s << u"2026-03-29T03:00:00+02:00"_s << u"- -"_s;
    QTest::newRow("the first 02:30") << early << u"2026-10-25T02:30:00+02:00"_s << u"1M -"_s;
    QTest::newRow("the second 02:00") << early << u"2026-10-25T02:00:00+01:00"_s << u"- -"_s;
    QTest::newRow("the second 02:30") << early << u"2026-10-25T02:30:00+01:00"_s << u"1M -"_s;
    QTest::newRow("the day after the long night")
        << u"sat 22:00-06:00 up 1M"_s << u"2026-10-25T05:59:00+01:00"_s << u"1M -"_s;
}

void TestBandwidth::whatHoldsWhen()
{
    QFETCH(QString, schedule);
    QFETCH(QString, time);
    QFETCH(QString, expected);
    QVERIFY(timeOf(time) > 0);
    QCOMPARE(wordsOf(scheduleOf(schedule).at(timeOf(time), berlin())), expected);
}

void TestBandwidth::nextChange_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("expected"); // "": never
    const QString office = u"mon-fri 08:00-18:00 up 2M; sat,sun up 0"_s;
    QTest::newRow("its begin") << office << u"2026-11-27T07:12:13+01:00"_s << u"2026-11-27T08:00:00+01:00"_s;
    QTest::newRow("its end") << office << u"2026-11-27T08:00:00+01:00"_s << u"2026-11-27T18:00:00+01:00"_s;
    QTest::newRow("the next day") << office << u"2026-11-27T18:00:00+01:00"_s
                                  << u"2026-11-28T00:00:00+01:00"_s;
    QTest::newRow("the days of one entry")
        << office << u"2026-11-28T12:00:00+01:00"_s << u"2026-11-30T00:00:00+01:00"_s;
    QTest::newRow("past midnight") << u"fri 22:00-06:00 up 1M"_s << u"2026-11-27T23:00:00+01:00"_s
                                   << u"2026-11-28T06:00:00+01:00"_s;
    QTest::newRow("in a week") << u"fri 22:00-06:00 up 1M"_s << u"2026-11-28T06:00:00+01:00"_s
                               << u"2026-12-04T22:00:00+01:00"_s;
    QTest::newRow("the same goes on") << u"08:00-12:00 up 1M; 12:00-18:00 up 1M"_s
                                      << u"2026-11-27T09:00:00+01:00"_s << u"2026-11-27T18:00:00+01:00"_s;
    QTest::newRow("never") << u"up 1M"_s << u"2026-11-27T09:00:00+01:00"_s << QString();
    QTest::newRow("begun in the lost hour")
        << u"02:30-04:00 up 1M"_s << u"2026-03-29T01:00:00+01:00"_s << u"2026-03-29T03:00:00+02:00"_s;
    QTest::newRow("left out") << u"sun 02:10-02:50 up 1M"_s << u"2026-03-29T01:00:00+01:00"_s
                              << u"2026-04-05T02:10:00+02:00"_s;
    QTest::newRow("put back") << u"02:30-04:00 up 1M"_s << u"2026-10-25T02:30:00+02:00"_s
                              << u"2026-10-25T02:00:00+01:00"_s;
    QTest::newRow("and again") << u"02:30-04:00 up 1M"_s << u"2026-10-25T02:00:00+01:00"_s
                               << u"2026-10-25T02:30:00+01:00"_s;
}

void TestBandwidth::nextChange()
{
    QFETCH(QString, schedule);
    QFETCH(QString, time);
    QFETCH(QString, expected);
    const BandwidthSchedule parsed = scheduleOf(schedule);
    const qint64 from = timeOf(time);
    const qint64 next = parsed.nextChange(from, berlin());
    QCOMPARE(next, expected.isEmpty() ? 0 : timeOf(expected));
    if (next == 0)
        return;
    QVERIFY2(parsed.at(next, berlin()) != parsed.at(from, berlin()), "nothing changes then");
    for (qint64 minute = from; minute < next; minute += 60'000)
        QVERIFY2(parsed.at(minute, berlin()) == parsed.at(from, berlin()), "it changes before");
}

void TestBandwidth::faults_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    const QString empty = u"There is an empty entry; between entries stands one \";\"."_s;
    QTest::newRow("nothing") << QString() << empty;
    QTest::newRow("empty entry") << u"up 1M;; down 1M"_s << empty;
    QTest::newRow("behind the last") << u"up 1M;"_s << empty;
    QTest::newRow("no day")
        << u"up 1M; mon-fry up 1M"_s
        << u"\"mon-fry up 1m\": \"mon-fry\" is neither a day (mon, tue, wed, thu, fri, sat, sun) nor "
           "a range of them, nor a time (08:00-18:00)."_s;
    QTest::newRow("three days") << u"mon-tue-wed up 1M"_s
                                << u"\"mon-tue-wed up 1m\": \"mon-tue-wed\" is neither a day"_s;
    QTest::newRow("a comma too many") << u"mon, up 1M"_s << u"\"mon, up 1m\": \"\" is neither a day"_s;
    const QString noTime = u" is no time from one minute until another, 08:00-18:00 say."_s;
    QTest::newRow("one digit") << u"8:00-18:00 up 1M"_s << u"\"8:00-18:00 up 1m\": \"8:00-18:00\""_s + noTime;
    QTest::newRow("past 24:00") << u"08:00-24:01 up 1M"_s
                                << u"\"08:00-24:01 up 1m\": \"08:00-24:01\""_s + noTime;
    QTest::newRow("from 24:00") << u"24:00-08:00 up 1M"_s
                                << u"\"24:00-08:00 up 1m\": \"24:00-08:00\""_s + noTime;
    QTest::newRow("minute 60") << u"08:00-08:60 up 1M"_s
                               << u"\"08:00-08:60 up 1m\": \"08:00-08:60\""_s + noTime;
    QTest::newRow("no end") << u"08:00 up 1M"_s << u"\"08:00 up 1m\": \"08:00\""_s + noTime;
    QTest::newRow("no while")
        << u"08:00-08:00 up 1M"_s
        << u"\"08:00-08:00 up 1m\": \"08:00-08:00\" is no time at all; the whole day is 00:00-24:00."_s;
    QTest::newRow("time before days")
        << u"08:00-09:00 mon up 1M"_s
        << u"\"08:00-09:00 mon up 1m\": \"mon\" is neither \"up\" nor \"down\"."_s;
    QTest::newRow("neither way") << u"mon 08:00-09:00"_s
                                 << u"\"mon 08:00-09:00\": It says neither \"up\" nor \"down\"."_s;
    QTest::newRow("twice") << u"up 1M up 2M"_s << u"\"up 1m up 2m\": It says \"up\" twice."_s;
    QTest::newRow("no rate") << u"mon up"_s << u"\"mon up\": It does not say how much goes \"up\"."_s;
    QTest::newRow("a bad rate") << u"mon up 1T"_s
                                << u"\"mon up 1t\": \"1t\" is no number of bytes in a second"_s;
    QTest::newRow("too many") << u"up 1M;"_s.repeated(100) + u"up 1M"_s
                              << u"There are more than 100 entries."_s;
}

void TestBandwidth::faults()
{
    QFETCH(QString, text);
    QFETCH(QString, said);
    const auto schedule = BandwidthSchedule::parse(text);
    QVERIFY(!schedule);
    QCOMPARE(schedule.error().code, ErrorCode::Invalid);
    QVERIFY2(schedule.error().message.startsWith(said), qPrintable(schedule.error().message));
}

void TestBandwidth::rates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("expected"); // -1: none
    QTest::newRow("none") << u"0"_s << qint64(0);
    QTest::newRow("bytes") << u"65536"_s << qint64(65536);
    QTest::newRow("K") << u"64K"_s << qint64(65536);
    QTest::newRow("m") << u"2m"_s << 2 * mega;
    QTest::newRow("most") << u"1024G"_s << 1024 * 1024 * mega;
    for (const QString &text :
         {u""_s, u"K"_s, u"65535"_s, u"63K"_s, u"1025G"_s, u"-1"_s, u"+70000"_s, u"1.5M"_s, u"0x100000"_s,
          u"2MB"_s, u"2 MM"_s, u"99999999999999999999G"_s, u"٢M"_s})
        QTest::newRow(qPrintable(QString(u"no: "_s + text))) << text << qint64(-1);
}

void TestBandwidth::rates()
{
    QFETCH(QString, text);
    QFETCH(qint64, expected);
    const auto rate = readRate(text);
    QCOMPARE(rate ? *rate : -1, expected);
}

void TestBandwidth::periods()
{
    for (const auto &[text, seconds] :
         {std::pair(u"0"_s, 0), {u"30s"_s, 30}, {u"5m"_s, 300}, {u"2h"_s, 7200}, {u"7d"_s, 604800}})
        QCOMPARE(readPeriod(text) ? readPeriod(text)->count() : -1, seconds);
    for (const QString &text :
         {u""_s, u"h"_s, u"5"_s, u"-5m"_s, u"1.5h"_s, u"2w"_s, u"10001d"_s, u"5 minutes"_s})
        QVERIFY2(!readPeriod(text), qPrintable(text));
}

QTEST_APPLESS_MAIN(TestBandwidth)
#include "test_bandwidth.moc"
