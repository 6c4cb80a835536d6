// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/usage.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::models;

/// What was collected over time, as lines to draw.
class TestUsage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recordsBecomeSeries();
    void partsOfANumber();
    void partsOfAnotherMetric();
    void whatCountsOnGrows();
    void aGapCutsTheLine();
    void valuesInWords();

private:
    static wire::Record reading(const QByteArray &server, const QByteArray &share, const QByteArray &time,
                                const QByteArray &value)
    {
        wire::Record record;
        record.set("server", server);
        if (!share.isEmpty())
            record.set("share", share);
        record.set("time", time);
        record.set("value", value);
        return record;
    }
};

void TestUsage::recordsBecomeSeries()
{
    const QList<UsageSeries> series = usageSeries(
        {reading("fs1", {}, "1970-01-01T00:00:01Z", "2"), reading("fs1", {}, "1970-01-01T00:00:02Z", "4.5"),
         reading("fs1", "data", "1970-01-01T00:00:01Z", "7"), reading("fs2", {}, "1970-01-01T00:00:03Z", "x"),
         reading("fs2", {}, "1970-01-01T00:00:03Z", "9")});
    QCOMPARE(series.size(), 3);
    QCOMPARE(series.at(0).points, (QList<QPointF>{{1000, 2}, {2000, 4.5}}));
    QCOMPARE(series.at(1).share, u"data"_s);
    QCOMPARE(series.at(2).server, u"fs2"_s);
    QCOMPARE(series.at(2).points, (QList<QPointF>{{3000, 9}})); // what is no number is no reading
}

void TestUsage::partsOfANumber()
{
    const QList<UsageSeries> values{{.server = u"fs1"_s, .share = {}, .points = {{1, 20}, {2, 300}}}};
    QCOMPARE(inPercent(values, 200, false).at(0).points, (QList<QPointF>{{1, 10}, {2, 100}}));
    QCOMPARE(inPercent(values, 400, true).at(0).points, (QList<QPointF>{{1, 95}, {2, 25}}));
}

void TestUsage::partsOfAnotherMetric()
{
    const QList<UsageSeries> free{{.server = u"fs1"_s, .share = {}, .points = {{10, 25}, {20, 25}, {30, 60}}},
                                  {.server = u"fs2"_s, .share = {}, .points = {{10, 1}}}};
    // It was given more memory in between; of fs2 nobody knows how much it has.
    const QList<UsageSeries> all{{.server = u"fs1"_s, .share = {}, .points = {{9, 100}, {25, 240}}}};
    const QList<UsageSeries> used = inPercent(free, all, true);
    QCOMPARE(used.size(), 1);
    QCOMPARE(used.at(0).points, (QList<QPointF>{{10, 75}, {20, 75}, {30, 75}}));
}

void TestUsage::whatCountsOnGrows()
{
    const QList<UsageSeries> sent{
        {.server = u"fs1"_s, .share = u"s3"_s, .points = {{1000, 1024}, {3000, 5120}, {4000, 2048}}},
        {.server = u"fs2"_s, .share = u"s3"_s, .points = {{1000, 7}}}};
    const QList<UsageSeries> rates = perSecond(sent, 1024);
    QCOMPARE(rates.at(0).points, (QList<QPointF>{{3000, 2}, {4000, 2}})); // it began anew
    QCOMPARE(rates.at(0).share, u"s3"_s);
    QVERIFY2(rates.at(1).points.isEmpty(), "of one reading nobody knows how much it grew");
}

void TestUsage::aGapCutsTheLine()
{
    QVERIFY(segments({}).isEmpty());
    const QList<QPointF> points{{0, 1}, {10, 1}, {20, 1}, {49, 1}, {100, 1}, {110, 1}};
    const QList<QList<QPointF>> parts = segments(points);
    QCOMPARE(parts.size(), 2);
    QCOMPARE(parts.at(0).size(), 4); // one reading that was late is no gap
    QCOMPARE(parts.at(1).constFirst().x(), 100.0);
}

void TestUsage::valuesInWords()
{
    QLocale::setDefault(QLocale::c());
    QCOMPARE(usageText(3, false), u"3"_s);
    QCOMPARE(usageText(3.456, false), u"3.46"_s);
    QCOMPARE(usageText(34.56, false), u"34.6"_s);
    QCOMPARE(usageText(3.456, true), u"3.5 %"_s);
    QCOMPARE(usageText(34.56, true), u"35 %"_s);
}

QTEST_GUILESS_MAIN(TestUsage)
#include "test_usage.moc"
