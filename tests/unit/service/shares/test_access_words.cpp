// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/shares/access_words.h"
#include "service/shares/acl.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::shares;

class TestAccessWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAndMasks();
    void inheriting();
    void orderOfEntries();
    void effective_data();
    void effective();
    void paths();
};

void TestAccessWords::wordsAndMasks()
{
    for (const QString &word : {u"full"_s, u"change"_s, u"read"_s})
        QCOMPARE(accessWord(*accessMask(word)), word);
    QCOMPARE(accessWord(0x2), u"special"_s);
    QCOMPARE(accessWord(0), u"none"_s);
    QVERIFY(!accessMask(u"most"_s));
    QCOMPARE(*rightsMask(rightWords(0x001F01FF)), 0x001F01FFU);
    QCOMPARE(rightWords(0x6), (QStringList{u"write"_s, u"append"_s}));
    QVERIFY(!rightsMask({u"read"_s, u"fly"_s}));
    QCOMPARE(rightWords(withoutWriting(0x001F01FF)).contains(u"delete"_s), false);
}

void TestAccessWords::inheriting()
{
    for (const QStringList &words :
         {QStringList{u"folder"_s}, QStringList{u"folder"_s, u"subfolders"_s, u"files"_s},
          QStringList{u"files"_s}})
        QCOMPARE(appliesTo(*inheritFlags(words)), words);
    QVERIFY(!inheritFlags({}));
    QVERIFY(!inheritFlags({u"folder"_s, u"cellar"_s}));
    QVERIFY(!inheritFlags({u"cellar"_s, u"folder"_s}));
}

void TestAccessWords::orderOfEntries()
{
    const auto descriptor =
        rpc::fromSddl(u"D:(A;ID;FA;;;S-1-1-1)(A;;FA;;;S-1-1-2)(D;ID;FA;;;S-1-1-3)(D;;FA;;;S-1-1-4)");
    QStringList sids;
    for (const rpc::AccessEntry &entry : inOrder(*descriptor->entries))
        sids << entry.sid;
    QCOMPARE(sids, (QStringList{u"S-1-1-4"_s, u"S-1-1-2"_s, u"S-1-1-1"_s, u"S-1-1-3"_s}));
}

void TestAccessWords::effective_data()
{
    QTest::addColumn<QString>("sddl");
    QTest::addColumn<quint32>("mask");

    QTest::newRow("no list") << u"D:NO_ACCESS_CONTROL"_s << 0x001F01FFU;
    QTest::newRow("empty list") << u"D:"_s << 0U;
    QTest::newRow("by group") << u"D:(A;;0x1200a9;;;S-1-5-21-9)"_s << 0x001200A9U;
    QTest::newRow("of others") << u"D:(A;;FA;;;S-1-5-21-7)"_s << 0U;
    QTest::newRow("denied first") << u"D:(D;;0x2;;;S-1-5-21-9)(A;;0x3;;;S-1-5-21-8)"_s << 0x1U;
    QTest::newRow("denied too late") << u"D:(A;;0x3;;;S-1-5-21-8)(D;;0x2;;;S-1-5-21-9)"_s << 0x3U;
    QTest::newRow("for heirs only") << u"D:(A;OICIIO;FA;;;S-1-5-21-8)"_s << 0U;
    QTest::newRow("owner") << u"O:S-1-5-21-8D:"_s << 0x00060000U;
    QTest::newRow("owner limited") << u"O:S-1-5-21-8D:(A;;0x1;;;OW)"_s << 0x1U;
}

void TestAccessWords::effective()
{
    QFETCH(const QString, sddl);
    QFETCH(const quint32, mask);
    QCOMPARE(effectiveMask(*rpc::fromSddl(sddl), {u"S-1-5-21-8"_s, u"S-1-5-21-9"_s}), mask);
}

void TestAccessWords::paths()
{
    QCOMPARE(*cleanPath(u"a\\b/"_s), u"/a/b"_s);
    QCOMPARE(*cleanPath({}), u"/"_s);
    for (const QString &bad : {u"../x"_s, u"a/./b"_s, u"a*"_s, u"a:b"_s, u"a\nb"_s})
        QVERIFY(!cleanPath(bad));
}

QTEST_GUILESS_MAIN(TestAccessWords)
#include "test_access_words.moc"
