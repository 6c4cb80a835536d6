// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/fleet/readings.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace smc;
using namespace smc::fleet;

namespace {

const Readings::Key sessionsOfFs1{.host = u"fs1.lab.example"_s, .resource = "status/sessions", .reader = {}};

Reading sessions(qsizetype count, std::chrono::milliseconds age = 0ms)
{
    QList<wire::Record> records;
    for (qsizetype i = 0; i < count; ++i) {
        wire::Record record;
        record.set("user", QByteArray("LAB\\bob"));
        record.set("pid", QByteArray::number(i));
        records.append(record);
    }
    return {.records = records, .road = Road::Node, .age = age};
}

} // namespace

class TestReadings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isKeptWithItsAge();
    void onlyForWhoeverReadIt();
    void nothingIsShownAsItWasBeforeAChange();
    void theOldestGoFirst();
};

void TestReadings::isKeptWithItsAge()
{
    Readings readings;
    QVERIFY(!readings.find(sessionsOfFs1, 600s));
    readings.keep(sessionsOfFs1, sessions(3, 20s), readings.changes());
    const auto found = readings.find(sessionsOfFs1, 60s);
    QVERIFY(found);
    QCOMPARE(found->records.records(), sessions(3).records.records());
    QCOMPARE(found->road, Road::Node);
    QVERIFY(found->age >= 20s);
    QVERIFY2(!readings.find(sessionsOfFs1, 19s), "older than what is good enough");
    QVERIFY(!readings.find(sessionsOfFs1, 0s));
    readings.keep(sessionsOfFs1, sessions(2), readings.changes());
    QVERIFY2(!readings.find(sessionsOfFs1, 0s), "who wants to know how it is now is told nothing older");
    QCOMPARE(readings.find(sessionsOfFs1, 60s)->records.size(), 2);
}

void TestReadings::onlyForWhoeverReadIt()
{
    Readings readings;
    Readings::Key alices = sessionsOfFs1;
    alices.reader = u"alice@LAB.EXAMPLE"_s;
    readings.keep(alices, sessions(3), readings.changes());
    QVERIFY(readings.find(alices, 60s));
    QVERIFY(!readings.find(sessionsOfFs1, 60s));
    alices.reader = u"bob@LAB.EXAMPLE"_s;
    QVERIFY(!readings.find(alices, 60s));
}

void TestReadings::nothingIsShownAsItWasBeforeAChange()
{
    Readings readings;
    Readings::Key other = sessionsOfFs1;
    other.host = u"fs2.lab.example"_s;
    readings.keep(sessionsOfFs1, sessions(3), readings.changes());
    readings.keep(other, sessions(3), readings.changes());
    const quint64 before = readings.changes();
    readings.forget(u"FS1.lab.example"_s);
    QVERIFY(!readings.find(sessionsOfFs1, 60s));
    QVERIFY(readings.find(other, 60s));
    readings.keep(sessionsOfFs1, sessions(3), before); // was on its way when the change came
    QVERIFY(!readings.find(sessionsOfFs1, 60s));
    readings.keep(sessionsOfFs1, sessions(2), readings.changes());
    QVERIFY(readings.find(sessionsOfFs1, 60s));
}

void TestReadings::theOldestGoFirst()
{
    Readings readings;
    const auto keyOf = [](int n) {
        return Readings::Key{.host = u"fs%1"_s.arg(n), .resource = "status/files", .reader = {}};
    };
    for (int n = 0; n < 5; ++n)
        readings.keep(keyOf(n), sessions(50'000), readings.changes());
    QVERIFY2(!readings.find(keyOf(0), 600s), "250,000 records are more than are kept");
    for (int n = 1; n < 5; ++n)
        QVERIFY(readings.find(keyOf(n), 600s));
    readings.forget(u"fs4"_s); // makes room
    readings.keep(keyOf(0), sessions(50'000), readings.changes());
    QVERIFY(readings.find(keyOf(1), 600s));
}

QTEST_APPLESS_MAIN(TestReadings)
#include "test_readings.moc"
