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

private:
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
    const auto health = std::find_if(sources().begin(), sources().end(), [](const Source &source) {
        return QByteArrayView(source.resource) == "status/health";
    });
    QVERIFY(health != sources().end());
    const QList<Sample> samples = samplesOf(
        *health, {check("answers", "ok"), check("replication", "ok"), check("replication", "critical"),
                  check("replication", "warning"), check("clock", "warning"), check("sysvol", "unknown")});
    const QList<Sample> expected{{.metric = "health", .share = "answers", .value = 100},
                                 {.metric = "health", .share = "clock", .value = 50},
                                 {.metric = "health", .share = "replication", .value = 0}};
    QCOMPARE(samples, expected);
}

QTEST_APPLESS_MAIN(TestSamples)
#include "test_samples.moc"
