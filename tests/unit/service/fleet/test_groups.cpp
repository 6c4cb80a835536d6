// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/fleet/groups.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::fleet;

class TestGroups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyAreKept();
    void twoAtTheSameGroup();
    void thoseOfTheConfigurationStay();
    void wrongOnesAreRefused_data();
    void wrongOnesAreRefused();
    void aDamagedFileIsNotWrittenOver();

private:
    static Group listed(const QString &name, const QStringList &servers)
    {
        return {.name = name, .comment = {}, .servers = servers, .rule = {}, .desired = {}};
    }
    QTemporaryDir m_folder;
};

void TestGroups::theyAreKept()
{
    const QString file = m_folder.filePath(u"kept/groups.json"_s);
    {
        Groups groups(file, {});
        QVERIFY(groups.insert(listed(u"north"_s, {u"fs1"_s, u"fs2"_s})));
        Group old = listed(u"old"_s, {});
        old.rule = *Rule::parse(u"version<4.18"_s);
        old.desired = QStringList{u"[global] log level = 1"_s};
        QVERIFY(groups.insert(old));
        QCOMPARE(groups.insert(listed(u"North"_s, {u"fs1"_s})).error().code, ErrorCode::Exists);
    }
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    Groups again(file, {});
    QCOMPARE(again.all().size(), 2);
    QCOMPARE(again.find(u"NORTH"_s)->servers, (QStringList{u"fs1"_s, u"fs2"_s}));
    QCOMPARE(again.find(u"old"_s)->rule->text(), u"version<4.18"_s);
    QCOMPARE(again.find(u"old"_s)->desired, QStringList{u"[global] log level = 1"_s});
    QVERIFY(again.remove(u"old"_s));
    QCOMPARE(again.remove(u"old"_s).error().code, ErrorCode::NotFound);
    QCOMPARE(Groups(file, {}).all().size(), 1);
}

void TestGroups::twoAtTheSameGroup()
{
    Groups groups(m_folder.filePath(u"two.json"_s), {});
    QVERIFY(groups.insert(listed(u"a"_s, {u"fs1"_s})));
    QVERIFY(groups.insert(listed(u"b"_s, {u"fs2"_s})));
    const QByteArray seen = etagOf(*groups.find(u"a"_s));
    QVERIFY(groups.replace(u"a"_s, listed(u"a"_s, {u"fs1"_s, u"fs2"_s}), seen));
    QCOMPARE(groups.replace(u"a"_s, listed(u"a"_s, {u"fs3"_s}), seen).error().code, ErrorCode::Stale);
    QCOMPARE(groups.find(u"a"_s)->servers, (QStringList{u"fs1"_s, u"fs2"_s}));
    // A new name that is another's.
    QCOMPARE(groups.replace(u"a"_s, listed(u"B"_s, {u"fs1"_s}), {}).error().code, ErrorCode::Exists);
    QVERIFY(groups.replace(u"a"_s, listed(u"c"_s, {u"fs1"_s}), {}));
    QVERIFY(!groups.find(u"a"_s) && groups.find(u"c"_s));
}

void TestGroups::thoseOfTheConfigurationStay()
{
    Groups groups(m_folder.filePath(u"fixed.json"_s), {{u"branches"_s, {u"fs1"_s}}});
    QVERIFY(groups.find(u"branches"_s)->fixed);
    QCOMPARE(groups.insert(listed(u"branches"_s, {u"fs2"_s})).error().code, ErrorCode::Exists);
    QCOMPARE(groups.replace(u"branches"_s, listed(u"x"_s, {u"fs2"_s}), {}).error().code, ErrorCode::Denied);
    QCOMPARE(groups.remove(u"branches"_s).error().code, ErrorCode::Denied);
    QVERIFY(groups.insert(listed(u"own"_s, {u"fs2"_s})));
    QCOMPARE(Groups(m_folder.filePath(u"fixed.json"_s), {}).all().size(), 1); // not written down
}

void TestGroups::wrongOnesAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("servers");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("field");
    QTest::newRow("no name") << QString() << QStringList{u"fs1"_s} << QString() << u"name"_s;
    QTest::newRow("separator") << u"a,b"_s << QStringList{u"fs1"_s} << QString() << u"name"_s;
    QTest::newRow("nobody") << u"a"_s << QStringList() << QString() << u"servers"_s;
    QTest::newRow("both") << u"a"_s << QStringList{u"fs1"_s} << u"role=dc"_s << u"servers"_s;
    QTest::newRow("no host") << u"a"_s << QStringList{u"fs1 fs2"_s} << QString() << u"servers"_s;
}

void TestGroups::wrongOnesAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QStringList, servers);
    QFETCH(QString, rule);
    QFETCH(QString, field);
    Groups groups(m_folder.filePath(u"wrong.json"_s), {});
    Group group = listed(name, servers);
    if (!rule.isEmpty())
        group.rule = *Rule::parse(rule);
    const auto inserted = groups.insert(group);
    QVERIFY(!inserted);
    QCOMPARE(inserted.error().code, ErrorCode::Invalid);
    QCOMPARE(inserted.error().field, field);
    QVERIFY(!QFile::exists(m_folder.filePath(u"wrong.json"_s)));
}

void TestGroups::aDamagedFileIsNotWrittenOver()
{
    QFile file(m_folder.filePath(u"damaged.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[{\"name\": \"a\", \"rule\": \"colour=red\"}");
    file.close();
    Groups groups(file.fileName(), {{u"fixed"_s, {u"fs1"_s}}});
    QVERIFY(groups.problem());
    QVERIFY(groups.find(u"fixed"_s)); // the others are there all the same
    QVERIFY(!groups.insert(listed(u"b"_s, {u"fs1"_s})));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("colour"));
}

QTEST_GUILESS_MAIN(TestGroups)
#include "test_groups.moc"
