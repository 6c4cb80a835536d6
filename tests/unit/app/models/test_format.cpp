// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/format.h"
#include "app/models/record_table_model.h"
#include "app/models/records.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QTest>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::models;

/// Values of the directory as a person reads them.
class TestFormat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timesOfBothKinds();
    void agoInWords_data();
    void agoInWords();
    void accountStates();
    void groupTypes();
    void kindsAndResources();
    void namesOutOfDns();
    void recordsOutOfJson();
    void iconsByRule();
    void wordsForValues();
    void warningsNameWhoIsMeant();
    void durations();
    void sizesAreTyped_data();
    void sizesAreTyped();
    void sizesAreSaidExactly();
    void barsAreFilled();
    void draggedObjectsArrive();
    void filterValuesAreNoSyntax();
};

namespace {

wire::Record recordOf(const QByteArray &json)
{
    return recordFromJson(QJsonDocument::fromJson(json).object());
}

} // namespace

void TestFormat::timesOfBothKinds()
{
    const QDateTime wanted(QDate(2026, 11, 22), QTime(10, 38, 21), Qt::UTC);
    QCOMPARE(directoryTime("20261122103821.0Z"), std::optional(wanted));
    QCOMPARE(directoryTime("134398175010000000"), std::optional(wanted));
    QCOMPARE(directoryTime("2026-11-22T10:38:21Z"), std::optional(wanted));
    QCOMPARE(directoryTime("2026-11-22T10:38:21.500Z"), std::optional(wanted.addMSecs(500)));
    QVERIFY(!directoryTime("0"));
    QVERIFY(!directoryTime("9223372036854775807")); // never
    QVERIFY(!directoryTime(""));
    QVERIFY(!directoryTime("soon"));
    QVERIFY(!directoryTime("soonT"));
    const QString local = QLocale().toString(wanted.toLocalTime().date(), QLocale::ShortFormat) +
                          wanted.toLocalTime().time().toString(u" HH:mm:ss"_s);
    QCOMPARE(formatted(u"timestamp"_s, recordOf(R"({"time":["2026-11-22T10:38:21.500Z"]})"), u"time"_s),
             local);
}

void TestFormat::agoInWords_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("words");
    QTest::newRow("now") << qint64(30) << u"now"_s;
    QTest::newRow("minutes") << qint64(300) << u"5 min ago"_s;
    QTest::newRow("hours") << qint64(2 * 3600) << u"2 h ago"_s;
    QTest::newRow("yesterday") << qint64(20 * 3600) << u"yesterday"_s;
    QTest::newRow("days") << qint64(3 * 86'400) << u"3 day(s) ago"_s;
    QTest::newRow("to come") << qint64(-2 * 86'400) << u"in 2 day(s)"_s;
}

void TestFormat::agoInWords()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, words);
    const QDateTime now(QDate(2026, 11, 22), QTime(12, 0));
    QCOMPARE(ago(now.addSecs(-seconds), now), words);
}

void TestFormat::accountStates()
{
    const QDateTime now(QDate(2026, 11, 22), QTime(12, 0), Qt::UTC);
    QVERIFY(accountState(recordOf(R"({"userAccountControl":["512"],"lockoutTime":["0"]})"), now).isPlain());
    QVERIFY(accountState(recordOf(R"({"userAccountControl":["514"]})"), now).disabled);
    QVERIFY(
        accountState(recordOf(R"({"userAccountControl":["512"],"lockoutTime":["134397743010000000"]})"), now)
            .locked);
    QVERIFY(accountState(recordOf(R"({"accountExpires":["134300000000000000"]})"), now).expired);
    QVERIFY(!accountState(recordOf(R"({"accountExpires":["9223372036854775807"]})"), now).expired);
    const AccountState both =
        accountState(recordOf(R"({"userAccountControl":["514"],"lockoutTime":["134397743010000000"]})"), now);
    QCOMPARE(both.word(), u"disabled"_s);
    QCOMPARE(both.text(), u"disabled, locked"_s);
}

void TestFormat::groupTypes()
{
    QCOMPARE(groupTypeText("-2147483646"), u"Global security group"_s);
    QCOMPARE(groupTypeText("-2147483644"), u"Domain-local security group"_s);
    QCOMPARE(groupTypeText("-2147483640"), u"Universal security group"_s);
    QCOMPARE(groupTypeText("8"), u"Universal mail list"_s);
    QCOMPARE(groupTypeText("-2147483643"), u"Built-in group"_s);
}

void TestFormat::kindsAndResources()
{
    const wire::Record computer = recordOf(R"({"objectClass":["top","person","user","computer"]})");
    QCOMPARE(objectKind(computer), u"Workstation"_s); // though it is a user, too
    QCOMPARE(resourceOf(computer), u"identity/workstations"_s);
    QCOMPARE(resourceOf(recordOf(R"({"objectClass":["top","person","user"]})")), u"identity/users"_s);
    QCOMPARE(resourceOf(recordOf(R"({"objectClass":["top","group"]})")), u"identity/groups"_s);
    QCOMPARE(resourceOf(recordOf(R"({"objectClass":["top","ORGANIZATIONALUNIT"]})")), u"identity/ous"_s);
    QCOMPARE(resourceOf(recordOf(R"({"objectClass":["top","printQueue"]})")), u"identity/objects"_s);
}

void TestFormat::namesOutOfDns()
{
    const QString dn = u"CN=Weiß\\, Jo,OU=Berlin,OU=Sales,DC=lab,DC=example"_s;
    QCOMPARE(nameOfDn(dn), u"Weiß, Jo"_s);
    QCOMPARE(parentOfDn(dn), u"OU=Berlin,OU=Sales,DC=lab,DC=example"_s);
    QCOMPARE(placeOfDn(parentOfDn(dn)), u"Sales/Berlin"_s);
    QCOMPARE(placeOfDn(u"DC=lab,DC=example"_s), u"lab.example"_s);
    QCOMPARE(nameOfDn(u"CN=a\\C3\\A4b\\2Cc,DC=x"_s), u"aäb,c"_s);
    QVERIFY(isBelow(dn, u"ou=sales,dc=lab,dc=example"_s));
    QVERIFY(!isBelow(u"OU=Sales,DC=lab"_s, u"OU=Sales,DC=lab"_s));
    QVERIFY(!isBelow(u"OU=PreSales,DC=lab"_s, u"Sales,DC=lab"_s));
}

void TestFormat::recordsOutOfJson()
{
    const wire::RecordList list = listFromJson(
        QJsonDocument::fromJson(R"({"items":[{"cn":["a","b"]},{"cn":"c"}],"total":7,"next":"x"})").object());
    QCOMPARE(list.items.size(), 2);
    QCOMPARE(list.items[0].texts("CN"), QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(list.items[1].text("cn"), u"c"_s);
    QCOMPARE(list.total, 7);
    QCOMPARE(list.next, u"x"_s);
    QCOMPARE(
        formatted(u"dn-name"_s, recordOf(R"({"memberOf":["CN=Staff,DC=x","CN=VPN,DC=x"]})"), u"memberOf"_s),
        u"Staff, VPN"_s);
    QCOMPARE(formatted(u"count"_s, recordOf(R"({"member":["a","b","c"]})"), u"member"_s), u"3"_s);
    QCOMPARE(formatted(u"ago"_s, recordOf(R"({"userAccountControl":["512"]})"), u"lastLogonTimestamp"_s),
             u"never"_s);
    QCOMPARE(formatted(u"ago"_s, recordOf(R"({"objectClass":["group"]})"), u"lastLogonTimestamp"_s),
             QString());
}

void TestFormat::iconsByRule()
{
    const QList<model::IconRule> rules{{u"is"_s, u"locked"_s, u"user+locked"_s},
                                       {u"objectClass"_s, u"group"_s, u"system-users"_s},
                                       {{}, {}, u"user"_s}};
    QCOMPARE(iconFor(rules, recordOf(R"({"lockoutTime":["134397743010000000"]})")), u"user+locked"_s);
    QCOMPARE(iconFor(rules, recordOf(R"({"objectClass":["top","Group"]})")), u"system-users"_s);
    QCOMPARE(iconFor(rules, recordOf("{}")), u"user"_s);
}

void TestFormat::wordsForValues()
{
    model::Column column;
    column.field = u"access"_s;
    column.choices = {{u"read"_s, {.source = u"reads"_s, .own = {}}},
                      {u"write"_s, {.source = u"writes"_s, .own = {}}}};
    QCOMPARE(formatted(column, recordOf(R"({"access":["read","delete","write"]})")),
             u"reads, delete, writes"_s);
    QCOMPARE(formatted(column, recordOf("{}")), QString());
}

void TestFormat::warningsNameWhoIsMeant()
{
    const QList<model::Warning> warnings{
        {u"access"_s, u"write"_s, {.source = u"{user} writes to {path}."_s, .own = {}}},
        {u"locks"_s, u"1"_s, {.source = u"{user} holds a lock."_s, .own = {}}}};
    QCOMPARE(warningFor(warnings, recordOf(R"({"access":["read","write"],"user":["bob"],"path":["/a"]})")),
             u"bob writes to /a."_s);
    QCOMPARE(warningFor(warnings, recordOf(R"({"access":["read"],"locks":["1"],"user":["bob"]})")),
             u"bob holds a lock."_s);
    QCOMPARE(warningFor(warnings, recordOf(R"({"access":["read"],"user":["bob"]})")), QString());
}

void TestFormat::durations()
{
    QCOMPARE(duration(0), u"0 s"_s);
    QCOMPARE(duration(12.34), u"12.3 s"_s);
    QCOMPARE(duration(59), u"59 s"_s);
    QCOMPARE(duration(61), u"1 min"_s);
    QCOMPARE(duration(2 * 3600 + 5 * 60), u"2 h 5 min"_s);
    QCOMPARE(duration(86'400 + 3600), u"1 d 1 h"_s);
    QCOMPARE(formatted(u"duration"_s, recordOf(R"({"idle":["61"]})"), u"idle"_s), u"1 min"_s);
    QCOMPARE(formatted(u"duration"_s, recordOf(R"({"idle":["long"]})"), u"idle"_s), u"long"_s);
}

void TestFormat::sizesAreTyped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes"); // -1: none

    QTest::newRow("bytes") << u"1234"_s << Q_INT64_C(1234);
    QTest::newRow("bytes by name") << u"1234 B"_s << Q_INT64_C(1234);
    QTest::newRow("binary") << u"10 GiB"_s << (Q_INT64_C(10) << 30);
    QTest::newRow("a letter") << u" 10g "_s << (Q_INT64_C(10) << 30);
    QTest::newRow("decimal") << u"500 MB"_s << Q_INT64_C(500'000'000);
    QTest::newRow("kilo") << u"3kB"_s << Q_INT64_C(3000);
    QTest::newRow("a part") << u"1.5 TiB"_s << (Q_INT64_C(3) << 39);
    QTest::newRow("too much") << u"8192 PiB"_s << Q_INT64_C(-1);
    QTest::newRow("less than nothing") << u"-1"_s << Q_INT64_C(-1);
    QTest::newRow("no number") << u"GiB"_s << Q_INT64_C(-1);
    QTest::newRow("another unit") << u"10 GiBs"_s << Q_INT64_C(-1);
    QTest::newRow("nothing") << QString() << Q_INT64_C(-1);
}

void TestFormat::sizesAreTyped()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, bytes);
    QLocale::setDefault(QLocale::c());
    const std::optional<quint64> parsed = parseBytes(text);
    QLocale::setDefault(QLocale::system());
    QCOMPARE(parsed ? qint64(*parsed) : qint64(-1), bytes);
}

void TestFormat::sizesAreSaidExactly()
{
    QCOMPARE(exactBytes(0), u"0 B"_s);
    QCOMPARE(exactBytes(1001), u"1001 B"_s);
    QCOMPARE(exactBytes(999'999'488), u"976562 KiB"_s);
    QCOMPARE(exactBytes(quint64(10) << 30), u"10 GiB"_s);
    for (const quint64 bytes : {quint64(1), quint64(1025), quint64(5) << 50})
        QCOMPARE(parseBytes(exactBytes(bytes)), std::optional(bytes));
}

void TestFormat::barsAreFilled()
{
    model::Column column;
    column.field = u"free"_s;
    column.format = u"bar"_s;
    column.of = u"total"_s;
    const wire::Record disk = recordOf(R"({"free":["25"],"total":["100"]})");
    QCOMPARE(filled(column, disk), std::optional(0.25));
    column.left = true;
    QCOMPARE(filled(column, disk), std::optional(0.75));
    QCOMPARE(formatted(column, disk), u"75 %"_s);
    column.of = u"50"_s; // a number
    QCOMPARE(filled(column, disk), std::optional(0.5));
    column.of = u"none"_s;
    QVERIFY(!filled(column, disk));
    QCOMPARE(formatted(column, recordOf(R"({"free":["1"],"none":["0"]})")), QString()); // no swap, say
}

void TestFormat::draggedObjectsArrive()
{
    const std::unique_ptr<QMimeData> mime(mimeOf({recordOf(
        R"({"objectGUID":["g-1"],"distinguishedName":["CN=Jo,DC=x"],"name":["Jo"],"objectClass":["user"]})")}));
    const QList<DraggedObject> objects = draggedObjects(mime.get());
    QCOMPARE(objects.size(), 1);
    QCOMPARE(objects[0].resource, u"identity/users"_s);
    QCOMPARE(objects[0].id, u"g-1"_s);
    QCOMPARE(objects[0].dn, u"CN=Jo,DC=x"_s);
    QCOMPARE(mime->text(), u"Jo"_s);
}

void TestFormat::filterValuesAreNoSyntax()
{
    QCOMPARE(filterValue(u"Zoë Weiß-Ö'Brien"_s), u"Zoë Weiß-Ö'Brien"_s);
    QCOMPARE(filterValue(u"x)(cn=*"_s), u"x\\29\\28cn=\\2a"_s);
    QCOMPARE(filterValue(u"\\2a"_s), u"\\5c2a"_s);
    QCOMPARE(filterValue(QString(QChar(u'\0'))), u"\\00"_s);
}

QTEST_GUILESS_MAIN(TestFormat)
#include "test_format.moc"
