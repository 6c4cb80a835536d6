// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/backends/traffic.h"

#include <QTest>

using namespace smc::cloudvfs;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 noon = qint64(29'000'000) * minute;

} // namespace

class TestTraffic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anHourHasSixtyMinutes()
    {
        const auto hour = Traffic().lastHour(noon + 1);
        QCOMPARE(hour.size(), 60);
        QCOMPARE(hour.first().start, noon - 59 * minute);
        QCOMPARE(hour.last().start, noon);
        for (const Traffic::Minute &one : hour)
            QVERIFY(one.sent == 0 && one.received == 0);
    }
    void bytesAreOfTheirMinute()
    {
        Traffic traffic;
        traffic.add(noon, 5, 0);
        traffic.add(noon + minute - 1, 6, 1);
        traffic.add(noon + minute, 0, 7);
        const auto hour = traffic.lastHour(noon + minute);
        QCOMPARE(hour[58].start, noon);
        QCOMPARE(hour[58].sent, 11);
        QCOMPARE(hour[58].received, 1);
        QCOMPARE(hour[59].sent, 0);
        QCOMPARE(hour[59].received, 7);
    }
    void afterAnHourTheyAreGone()
    {
        Traffic traffic;
        traffic.add(noon, 5, 5);
        QCOMPARE(traffic.lastHour(noon + 59 * minute).first().sent, 5);
        QCOMPARE(traffic.lastHour(noon + 60 * minute).last().sent, 0); // the same place of the ring
        traffic.add(noon + 60 * minute, 1, 0);
        QCOMPARE(traffic.lastHour(noon + 60 * minute).last().sent, 1);
        QCOMPARE(traffic.lastHour(noon + 60 * minute).last().received, 0);
    }
};

QTEST_APPLESS_MAIN(TestTraffic)
#include "test_traffic.moc"
