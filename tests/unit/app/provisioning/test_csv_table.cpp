// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/column_guess.h"
#include "app/provisioning/csv_table.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::provisioning;

class TestCsvTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void delimiterAndEncodingAreFound();
    void windowsFileIsRead();
    void quotesHoldLineEnds();
    void badFilesAreRefused();
    void formulasDoNotGetOut();
    void headingsAreUnderstood_data();
    void headingsAreUnderstood();
    void noTargetTwice();
};

void TestCsvTable::delimiterAndEncodingAreFound()
{
    const auto table =
        parseCsv("\xEF\xBB\xBFVorname;Nachname;Ort\r\nJ\xC3\xB6rg;Wei\xC3\x9F;Berlin, Mitte\r\n");
    QVERIFY(table);
    QCOMPARE(table->delimiter, QChar(u';'));
    QCOMPARE(table->encoding, u"UTF-8"_s);
    QCOMPARE(table->header, QStringList({u"Vorname"_s, u"Nachname"_s, u"Ort"_s}));
    QCOMPARE(table->rows.size(), 1);
    QCOMPARE(table->rows.first(), QStringList({u"Jörg"_s, u"Weiß"_s, u"Berlin, Mitte"_s}));
    QCOMPARE(table->lines.first(), 2);
}

void TestCsvTable::windowsFileIsRead()
{
    const auto table = parseCsv("first\tlast\nJ\xF6rg\tMa\x9Ei\xE6\n");
    QVERIFY(table);
    QCOMPARE(table->encoding, u"Windows-1252"_s);
    QCOMPARE(table->delimiter, QChar(u'\t'));
    QCOMPARE(table->rows.first(), QStringList({u"Jörg"_s, u"Mažiæ"_s}));
}

void TestCsvTable::quotesHoldLineEnds()
{
    const auto table = parseCsv("a,b\n\"line 1\nline \"\"2\"\"\",x\n\nlast\n");
    QVERIFY(table);
    QCOMPARE(table->rows.size(), 2);
    QCOMPARE(table->rows.at(0), QStringList({u"line 1\nline \"2\""_s, u"x"_s}));
    QCOMPARE(table->rows.at(1), QStringList({u"last"_s, QString()}));
    QCOMPARE(table->lines, QList<int>({2, 5}));
}

void TestCsvTable::badFilesAreRefused()
{
    QVERIFY(!parseCsv(""));
    QVERIFY(!parseCsv("a,b\n\"never ends,x\n"));
    QVERIFY(!readCsv(u"/nonexistent/people.csv"_s));
    QVERIFY(!parseCsv(QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16)));
    QVERIFY(parseCsv(QByteArray(255, ',')));
    QVERIFY(!parseCsv(QByteArray(256, ',')));
}

void TestCsvTable::formulasDoNotGetOut()
{
    QCOMPARE(csvRow({u"=1+1"_s, u"a,b"_s, u"say \"hi\""_s}),
             QByteArray("'=1+1,\"a,b\",\"say \"\"hi\"\"\"\r\n"));
    const auto table = parseCsv("phone\n'+49 30 1\n");
    QVERIFY(table);
    QCOMPARE(table->rows.first().first(), u"+49 30 1"_s);
}

void TestCsvTable::headingsAreUnderstood_data()
{
    QTest::addColumn<QString>("heading");
    QTest::addColumn<QString>("target");
    const auto row = [](const QString &heading, const QString &target) {
        QTest::newRow(heading.toUtf8().constData()) << heading << target;
    };
    row(u"First Name"_s, u"givenName"_s);
    row(u"Vorname"_s, u"givenName"_s);
    row(u"E-Mail-Adresse"_s, u"mail"_s);
    row(u"Straße"_s, u"streetAddress"_s);
    row(u"Büro"_s, u"physicalDeliveryOfficeName"_s);
    row(u"sAMAccountName"_s, u"sAMAccountName"_s);
    row(u"Prénom"_s, u"givenName"_s);
    row(u"Gruppen"_s, u"memberOf"_s);
    row(u"Shoe size"_s, QString());
}

void TestCsvTable::headingsAreUnderstood()
{
    QFETCH(QString, heading);
    QFETCH(QString, target);
    QCOMPARE(guessColumn(heading), target);
}

void TestCsvTable::noTargetTwice()
{
    QCOMPARE(guessColumns({u"Mail"_s, u"E-Mail"_s, u"Nachname"_s}),
             QStringList({u"mail"_s, QString(), u"sn"_s}));
}

QTEST_GUILESS_MAIN(TestCsvTable)
#include "test_csv_table.moc"
