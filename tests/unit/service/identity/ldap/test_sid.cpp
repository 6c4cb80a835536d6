// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/sid.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::ldap;

/// SIDs and GUIDs read as Windows shows them.
class TestSid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sidsAreReadAndWritten_data();
    void sidsAreReadAndWritten();
    void brokenSidsAreRefused_data();
    void brokenSidsAreRefused();
    void bytesThatAreNoSidGiveNothing();
    void guidsAreReadAndWritten();
    void brokenGuidsAreRefused_data();
    void brokenGuidsAreRefused();
};

void TestSid::sidsAreReadAndWritten_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const auto hex = [](const char *digits) { return QByteArray::fromHex(digits); };
    QTest::newRow("everyone") << hex("010100000000000100000000") << u"S-1-1-0"_s;
    QTest::newRow("administrators") << hex("01020000000000052000000020020000") << u"S-1-5-32-544"_s;
    QTest::newRow("domain admins") << hex("0105000000000005150000003cb4dc3b733d2b466aa4a62800020000")
                                   << u"S-1-5-21-1004319804-1177238899-682009706-512"_s;
    QTest::newRow("largest number") << hex("0101000000000005ffffffff") << u"S-1-5-4294967295"_s;
    QTest::newRow("no sub-authority") << hex("0100000000000005") << u"S-1-5"_s;
    QTest::newRow("wide authority") << hex("0101ffeeddccbbaa01000000") << u"S-1-0xffeeddccbbaa-1"_s;
    QTest::newRow("fifteen") << QByteArray(hex("010f000000000005") + hex("07000000").repeated(15))
                             << QString(u"S-1-5"_s + u"-7"_s.repeated(15));
}

void TestSid::sidsAreReadAndWritten()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(sidToText(bytes), text);
    const auto back = sidFromText(text);
    QVERIFY(back);
    QCOMPARE(back->toHex(), bytes.toHex());
}

void TestSid::brokenSidsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char16_t *text :
         {u"", u"S", u"S-1", u"S-2-5-32", u"S-1-5-", u"S-1-5-+1", u"S-1-5- 1", u"S-1-5-1x",
          u"S-1-5-4294967296", u"S-1-5-01", u"S-1-5--1", u"X-1-5-1", u"S-1-4294967296-1", u"S-1-0x5-1",
          u"S-1-0x000000000005-1", u"S-1-5-99999999999999999999", u"S-1-5-٣",
          u"S-1-5-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1"})
        QTest::newRow(qPrintable(QString::fromUtf16(text))) << QString::fromUtf16(text);
}

void TestSid::brokenSidsAreRefused()
{
    QFETCH(QString, text);
    const auto bytes = sidFromText(text);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().code, ErrorCode::Invalid);
}

void TestSid::bytesThatAreNoSidGiveNothing()
{
    QCOMPARE(sidToText({}), QString());
    QCOMPARE(sidToText(QByteArray::fromHex("0201000000000001"
                                           "00000000")),
             QString()); // revision
    QCOMPARE(sidToText(QByteArray::fromHex("0102000000000001"
                                           "00000000")),
             QString()); // too short
    QCOMPARE(sidToText(QByteArray::fromHex("0101000000000001"
                                           "0000000000")),
             QString()); // too long
    QCOMPARE(sidToText(QByteArray::fromHex("0110000000000005") + QByteArray(64, '\0')), QString()); // 16
}

void TestSid::guidsAreReadAndWritten()
{
    const QByteArray bytes = QByteArray::fromHex("1c2a9e0f1d6b364b9a550d5c3c1be1f7");
    const QString text = u"0f9e2a1c-6b1d-4b36-9a55-0d5c3c1be1f7"_s;
    QCOMPARE(guidToText(bytes), text);
    for (const QString &spelling : {text, text.toUpper(), QString(u'{' + text + u'}')}) {
        const auto back = guidFromText(spelling);
        QVERIFY(back);
        QCOMPARE(*back, bytes);
    }
    QCOMPARE(guidToText(bytes.left(15)), QString());
}

void TestSid::brokenGuidsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "{}", "0f9e2a1c6b1d4b369a550d5c3c1be1f7",
                             "0f9e2a1c-6b1d-4b36-9a55-0d5c3c1be1f", "0f9e2a1c-6b1d-4b36-9a55-0d5c3c1be1f7f",
                             "0f9e2a1c-6b1d-4b36-9a55-0d5c3c1be1fg", "{0f9e2a1c-6b1d-4b36-9a55-0d5c3c1be1f7",
                             "0f9e2a1c+6b1d-4b36-9a55-0d5c3c1be1f7", "0f9e2a1-c6b1d-4b36-9a55-0d5c3c1be1f7"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestSid::brokenGuidsAreRefused()
{
    QFETCH(QString, text);
    QVERIFY(!guidFromText(text));
}

QTEST_GUILESS_MAIN(TestSid)
#include "test_sid.moc"
