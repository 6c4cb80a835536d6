// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/record_query.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::api;

namespace {

const RecordTraits traits{.words = {"server", "path", "user"},
                          .numbers = {"id", "age"},
                          .name = "path",
                          .identity = {"server", "id"}};

Part filesOf(const QByteArray &server, int count, const QByteArray &age)
{
    QList<wire::Record> records;
    for (int i = 1; i <= count; ++i) {
        wire::Record record;
        record.set("id", QByteArray::number(i));
        record.set("path", "file " + QByteArray::number(i));
        record.set("user", i % 2 ? QByteArray("LAB\\bob") : QByteArray("LAB\\alice"));
        records.append(record);
    }
    return {.records = records,
            .front = {{"server", {server}}, {"road", {"node"}}, {"age", {age}}},
            .id = Part::Id{.server = server, .key = "id"}};
}

QByteArrayList ids(const wire::RecordList &list)
{
    QByteArrayList all;
    for (const wire::Record &record : list.items)
        all << record.value("id");
    return all;
}

using Query = QList<std::pair<QByteArray, QByteArray>>;

http::Request request(const Query &query)
{
    http::Request request;
    request.query = query;
    return request;
}

} // namespace

class TestRecordQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void severalServersAsOneList();
    void whatAllOfAServerHaveInCommonCounts();
    void pagesRepeatAndSkipNothing_data();
    void pagesRepeatAndSkipNothing();
};

void TestRecordQuery::severalServersAsOneList()
{
    const auto list =
        select(request({{"limit", "3"}}), {filesOf("fs1", 11, "3"), filesOf("fs2", 2, "5")}, traits, {});
    QVERIFY(list);
    QCOMPARE(list->total, 13);
    QCOMPARE(ids(*list), (QByteArrayList{"fs1:1", "fs2:1", "fs1:2"}));
    QCOMPARE(list->items.at(1).value("server"), QByteArray("fs2"));
    QCOMPARE(list->items.at(1).value("age"), QByteArray("5"));
    QCOMPARE(list->items.first().attributes.first().name, QByteArray("server"));
    const auto few = select(request({{"limit", "1"}}), {filesOf("fs1", 1, "3")}, traits, {"path", "server"});
    QVERIFY(few);
    QCOMPARE(few->items.first().attributes,
             (QList<wire::Attribute>{{"path", {"file 1"}}, {"server", {"fs1"}}}));

    // Something that a server has but one of is called as the server is.
    const Part one{.records = QList{wire::Record{}}, .front = {}, .id = Part::Id{.server = "fs1", .key = ""}};
    QCOMPARE(ids(*select(request({}), {one}, traits, {})), QByteArrayList{"fs1"});
}

void TestRecordQuery::whatAllOfAServerHaveInCommonCounts()
{
    std::vector<Part> parts{filesOf("fs1", 2, "30"), filesOf("fs2", 12, "4")};
    QCOMPARE(ids(*select(request({{"filter", "server:fs1"}}), parts, traits, {})),
             (QByteArrayList{"fs1:1", "fs1:2"}));
    QCOMPARE(select(request({{"filter", "(age<=4)"}}), parts, traits, {})->total, 12);
    QCOMPARE(select(request({{"filter", "id:fs2:1"}}), parts, traits, {})->total, 1);
    QCOMPARE(ids(*select(request({{"sort", "-age,-id"}, {"limit", "3"}}), parts, traits, {})),
             (QByteArrayList{"fs1:2", "fs1:1", "fs2:12"}));
    // What a record says of itself counts more.
    wire::Record direct;
    direct.set("id", QByteArray("1"));
    direct.set("road", QByteArray("rpc"));
    parts[1].records = QList{direct};
    QCOMPARE(ids(*select(request({{"filter", "road:rpc"}}), parts, traits, {})), QByteArrayList{"fs2:1"});
    QCOMPARE(select(request({{"filter", "road:rpc"}}), parts, traits, {})->items.first().values("road"),
             QByteArrayList{"rpc"});
}

void TestRecordQuery::pagesRepeatAndSkipNothing_data()
{
    QTest::addColumn<QByteArray>("sort");
    for (const char *sort :
         {"path", "-path", "user", "id", "-id", "age", "user,-path", "nothing", "server,id"})
        QTest::newRow(sort) << QByteArray(sort);
}

void TestRecordQuery::pagesRepeatAndSkipNothing()
{
    QFETCH(QByteArray, sort);
    const std::vector<Part> parts{filesOf("fs1", 11, "3"), filesOf("fs2", 11, "3"), filesOf("fs3", 1, "9")};
    const auto whole = select(request({{"sort", sort}}), parts, traits, {});
    QVERIFY(whole);
    QByteArrayList paged;
    QByteArray cursor;
    do {
        const auto page =
            select(request({{"limit", "4"}, {"sort", sort}, {"cursor", cursor}}), parts, traits, {});
        QVERIFY(page);
        paged += ids(*page);
        cursor = page->next.toUtf8();
    } while (!cursor.isEmpty());
    QCOMPARE(paged, ids(*whole));
    QCOMPARE(QSet<QByteArray>(paged.begin(), paged.end()).size(), 23);
}

QTEST_APPLESS_MAIN(TestRecordQuery)
#include "test_record_query.moc"
