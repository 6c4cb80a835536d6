// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/table.h"

#include <QTest>

using namespace smc::wire;

namespace {

Record file(const QByteArray &path, const QByteArrayList &locks = {})
{
    Record record;
    record.set("path", path);
    record.set("user", QByteArray("LAB\\bob"));
    if (!locks.isEmpty())
        record.set("locks", locks);
    return record;
}

const QList<Record> files{file("b.txt", {"10", "9"}), file("a 10.txt"), file("A 9.txt", {"2"})};

} // namespace

class TestTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatItWasMadeOf();
    void columns();
    void sortValues();
};

void TestTable::givesBackWhatItWasMadeOf()
{
    QCOMPARE(Table().size(), 0);
    QVERIFY(Table().records().isEmpty());
    const Table table(files);
    QCOMPARE(table.size(), 3);
    QCOMPARE(table.records(), files);

    QList<Record> odd(4);
    odd[0].attributes = {{"empty", {}}, {"blank", {""}}};
    odd[2].attributes = {{"other", {"\xC3\xA4", QByteArray("\0x", 2)}}, {"blank", {"", ""}}};
    odd[3].attributes = {{"Empty", {"now not"}}};
    const QList<Record> back = Table(odd).records();
    QCOMPARE(back.at(0), odd.at(0));
    QVERIFY(back.at(1).attributes.isEmpty());
    QCOMPARE(back.at(2).values("other"), odd.at(2).values("other"));
    QCOMPARE(back.at(2).values("blank"), odd.at(2).values("blank"));
    QCOMPARE(back.at(3).value("empty"), QByteArray("now not"));
}

void TestTable::columns()
{
    const Table table(files);
    const Table::Column locks = table.column("LOCKS");
    QVERIFY(locks.contains(0));
    QVERIFY(!locks.contains(1));
    QCOMPARE(locks.value(0), QByteArray("10"));
    QCOMPARE(locks.value(1), QByteArray());
    QByteArrayList seen;
    QVERIFY(!locks.anyValue(0, [&seen](QByteArrayView value) {
        seen << value.toByteArray();
        return false;
    }));
    QCOMPARE(seen, (QByteArrayList{"10", "9"}));
    QVERIFY(locks.anyValue(0, [](QByteArrayView value) { return value == "9"; }));
    QVERIFY(!table.column("nothing").contains(0));
    QVERIFY(!Table().column("path").contains(0));
}

void TestTable::sortValues()
{
    const Table table(files);
    const Table::SortColumn path = table.sortColumn("path", false);
    QVERIFY(path.at(2).compare(path.at(1)) < 0); // without case, numbers by value
    QVERIFY(path.at(1).compare(path.at(0)) < 0);
    const Table::SortColumn locks = table.sortColumn("locks", true);
    QVERIFY(locks.at(2).compare(locks.at(0)) < 0);
    QVERIFY(locks.at(1).isMissing());
    QVERIFY(table.sortColumn("nothing", false).at(0).isMissing());
    const Table::SortColumn again = table.sortColumn("path", false);
    QCOMPARE(&again.at(0), &path.at(0)); // made once
    (void)table.sortColumn("user", false);
    (void)table.sortColumn("user", true);
    QVERIFY(path.at(2).compare(path.at(1)) < 0); // forgotten by the table, and still held here
}

QTEST_APPLESS_MAIN(TestTable)
#include "test_table.moc"
