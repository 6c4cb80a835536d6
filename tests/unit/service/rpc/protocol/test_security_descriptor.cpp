// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/rpc/protocol/security_descriptor.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::rpc;

class TestSecurityDescriptor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textAndBack_data();
    void textAndBack();
    void shortNames();
    void genericRights();
    void noListIsNotAnEmptyOne();
    void nonsense_data();
    void nonsense();
    void tooManyEntries();
};

void TestSecurityDescriptor::textAndBack_data()
{
    QTest::addColumn<QString>("sddl");

    QTest::newRow("share") << u"D:(A;;0x001f01ff;;;S-1-1-0)"_s;
    QTest::newRow("folder")
        << u"O:S-1-5-21-1-2-3-1115G:S-1-22-2-0D:PARAI(D;OICI;0x001301bf;;;S-1-5-21-1-2-3-513)"
           u"(A;OICINPIOID;0x001200a9;;;S-1-3-0)"_s;
    QTest::newRow("nobody") << u"D:"_s;
    QTest::newRow("everybody") << u"O:S-1-5-18D:NO_ACCESS_CONTROL"_s;
}

void TestSecurityDescriptor::textAndBack()
{
    QFETCH(const QString, sddl);
    const auto descriptor = fromSddl(sddl);
    QVERIFY2(descriptor, descriptor ? "" : qPrintable(descriptor.error().message));
    QCOMPARE(toSddl(*descriptor), sddl);
}

void TestSecurityDescriptor::shortNames()
{
    const auto descriptor =
        fromSddl(u" O:BA G:SY D:PAI(A;OICI;FA;;;WD)(D;;SDRC;;;BU)(A;CIIO;0x1200a9;;;CO) ");
    QVERIFY(descriptor);
    QCOMPARE(descriptor->owner, u"S-1-5-32-544"_s);
    QCOMPARE(descriptor->group, u"S-1-5-18"_s);
    QVERIFY(descriptor->blocked && descriptor->automatic);
    QCOMPARE(descriptor->entries->size(), 3);
    QCOMPARE(descriptor->entries->at(0).mask, 0x001F01FFU);
    QCOMPARE(descriptor->entries->at(0).flags,
             quint8(AccessEntry::FilesInherit | AccessEntry::FoldersInherit));
    QVERIFY(descriptor->entries->at(1).deny);
    QCOMPARE(descriptor->entries->at(1).mask, 0x00030000U);
    QCOMPARE(descriptor->entries->at(2).sid, u"S-1-3-0"_s);
}

void TestSecurityDescriptor::genericRights()
{
    QCOMPARE(fromSddl(u"D:(A;;GA;;;WD)")->entries->first().mask, 0x001F01FFU);
    QCOMPARE(fromSddl(u"D:(A;;GRGX;;;WD)")->entries->first().mask, 0x001200A9U);
    QCOMPARE(mapGeneric(0x40000001), 0x00120117U);
}

void TestSecurityDescriptor::noListIsNotAnEmptyOne()
{
    QVERIFY(!fromSddl(u"D:NO_ACCESS_CONTROL")->entries);
    QVERIFY(fromSddl(u"D:")->entries && fromSddl(u"D:")->entries->isEmpty());
}

void TestSecurityDescriptor::nonsense_data()
{
    QTest::addColumn<QString>("sddl");

    for (const QString &sddl :
         {u""_s, u"O:BA"_s, u"D"_s, u"X:"_s, u"D:(A;;FA;;;WD"_s, u"D:A;;FA;;;WD)"_s, u"D:(A;;FA;;WD)"_s,
          u"D:(A;;FA;;;DA)"_s, u"D:(AU;;FA;;;WD)"_s, u"D:(OA;;FA;1-2;;WD)"_s, u"D:(A;XX;FA;;;WD)"_s,
          u"D:(A;;ZZ;;;WD)"_s, u"D:(A;;0x1ffffffff;;;WD)"_s, u"D:Q(A;;FA;;;WD)"_s, u"D:(A;;FA;;;S-1-)"_s,
          u"D:(A;;FA;;;S-2-1-0)"_s, u"D:D:"_s, u"S:(AU;SA;FA;;;WD)D:"_s, u"O:(A;;FA;;;WD)D:"_s})
        QTest::newRow(sddl.isEmpty() ? "nothing" : qPrintable(sddl)) << sddl;
}

void TestSecurityDescriptor::nonsense()
{
    QFETCH(const QString, sddl);
    const auto descriptor = fromSddl(sddl);
    QVERIFY(!descriptor);
    QCOMPARE(descriptor.error().code, ErrorCode::Invalid);
}

void TestSecurityDescriptor::tooManyEntries()
{
    const QString one = u"(A;;FA;;;WD)"_s;
    QVERIFY(fromSddl(QString(u"D:" + one.repeated(1000))));
    QVERIFY(!fromSddl(QString(u"D:" + one.repeated(1001))));
}

QTEST_GUILESS_MAIN(TestSecurityDescriptor)
#include "test_security_descriptor.moc"
