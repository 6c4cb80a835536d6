// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/monitoring/samples.h"

#include <QTest>

#include <algorithm>

using namespace smc;
using namespace smc::monitoring;

/// The numbers in what a server told.
class TestSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthIsTheWorstOfEachCheck();
    void storesTellWhatMayGoAndWhatWent();

private:
    static const Source *sourceOf(QByteArrayView resource)
    {
        const auto found = std::find_if(sources().begin(), sources().end(), [&](const Source &source) {
            return QByteArrayView(source.resource) == resource;
        });
        return found == sources().end() ? nullptr : &*found;
    }
    static wire::Record check(const QByteArray &name, const QByteArray &state)
    {
        wire::Record record;
        record.set("check", name);
        record.set("state", state);
        return record;
    }
};

void TestSamples::healthIsTheWorstOfEachCheck()
{
    const Source *health = sourceOf("status/health");
    QVERIFY(health);
    const QList<Sample> samples = samplesOf(
        *health, {check("answers", "ok"), check("replication", "ok"), check("replication", "critical"),
                  check("replication", "warning"), check("clock", "warning"), check("sysvol", "unknown")});
    const QList<Sample> expected{{.metric = "health", .share = "answers", .value = 100},
                                 {.metric = "health", .share = "clock", .value = 50},
                                 {.metric = "health", .share = "replication", .value = 0}};
    QCOMPARE(samples, expected);
}

void TestSamples::storesTellWhatMayGoAndWhatWent()
{
    const Source *stores = sourceOf("cloudvfs/bandwidth");
    QVERIFY(stores);
    wire::Record record;
    record.set("store", "s3");
    record.set("up", "2097152");
    record.set("down", "0");
    record.set("why", "hand");
    record.set("sent", "17");
    record.set("received", "18");
    const QList<Sample> expected{{.metric = "store-upload-limit", .share = "s3", .value = 2097152},
                                 {.metric = "store-download-limit", .share = "s3", .value = 0},
                                 {.metric = "store-sent", .share = "s3", .value = 17},
                                 {.metric = "store-received", .share = "s3", .value = 18}};
    QCOMPARE(samplesOf(*stores, {record}), expected);
    for (const Sample &sample : expected)
        QVERIFY2(
            std::any_of(metrics().begin(), metrics().end(),
                        [&](const Metric &metric) { return metric.ofShare && sample.metric == metric.name; }),
            sample.metric.constData());
}

QTEST_APPLESS_MAIN(TestSamples)
#include "test_samples.moc"
