// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/shares/printers.h"

#include <QTest>

using namespace smc;
using namespace smc::shares;
using namespace Qt::Literals::StringLiterals;

/// The print queues of a server as status.
class TestQueues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsAreCounted()
    {
        const QList<rpc::Printer> printers{{.name = u"office"_s}, {.name = u"lab"_s, .status = 0x1}};
        const QList<rpc::PrintJob> jobs{
            {.printer = u"OFFICE"_s, .id = 1, .status = 0x1, .size = 10, .submitted = 1'000}, // held
            {.printer = u"office"_s, .id = 2, .size = 20, .submitted = 5'000},
            {.printer = u"office"_s, .id = 3, .size = 30, .submitted = 4'000},
            {.printer = u"office"_s, .id = 4, .status = 0x2, .size = 40, .submitted = 6'000}}; // failed
        const auto queues = queuesOf(printers, jobs, 4'600);
        QCOMPARE(queues.size(), 2);
        const wire::Record &office = queues[0];
        QCOMPARE(office.text("printer"), u"office"_s);
        QCOMPARE(office.text("state"), u"ready"_s);
        QCOMPARE(office.text("jobs"), u"4"_s);
        QCOMPARE(office.text("waiting"), u"2"_s);
        QCOMPARE(office.text("held"), u"1"_s);
        QCOMPARE(office.text("failed"), u"1"_s);
        QCOMPARE(office.text("size"), u"100"_s);
        QCOMPARE(office.text("oldest"), u"1970-01-01T01:06:40Z"_s); // not the one that is held
        QCOMPARE(office.text("seconds"), u"600"_s);
        QCOMPARE(queues[1].text("state"), u"paused"_s);
        QCOMPARE(queues[1].text("jobs"), u"0"_s);
        QCOMPARE(queues[1].text("seconds"), u"0"_s);
        QVERIFY(!queues[1].contains("oldest"));
    }
    void aClockAheadIsNoNegativeAge()
    {
        const auto queues = queuesOf({{.name = u"a"_s}}, {{.printer = u"a"_s, .submitted = 2'000}}, 1'000);
        QCOMPARE(queues[0].text("seconds"), u"0"_s);
    }
};

QTEST_GUILESS_MAIN(TestQueues)
#include "test_queues.moc"
