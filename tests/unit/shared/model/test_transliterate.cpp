// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/transliterate.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::model;

class TestTransliterate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names_data();
    void names();
    void germanCustom();
    void unknownIsNeverGuessed();
};

void TestTransliterate::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("latin");
    QTest::addColumn<int>("certainty");
    const auto row = [](const char *tag, const char16_t *name, const char16_t *latin, Certainty certainty) {
        QTest::newRow(tag) << QString::fromUtf16(name) << QString::fromUtf16(latin) << int(certainty);
    };
    row("plain", u"Anna Weber", u"Anna Weber", Certainty::Exact);
    row("swedish", u"Jo Ångström", u"Jo Angstrom", Certainty::Exact);
    row("sharp s", u"Jörg Weiß", u"Jorg Weiss", Certainty::Exact);
    row("polish", u"Łukasz Żółć", u"Lukasz Zolc", Certainty::Exact);
    row("vietnamese", u"Nguyễn Thị Ánh Đặng", u"Nguyen Thi Anh Dang", Certainty::Exact);
    row("turkish", u"Işıl Çağlar", u"Isil Caglar", Certainty::Exact);
    row("danish", u"Søren Ærø", u"Soren Aero", Certainty::Exact);
    row("decomposed", u"Jose\u0301 Pe\u0301rez", u"Jose Perez", Certainty::Exact);
    row("irish", u"Sinéad O’Connor", u"Sinead O'Connor", Certainty::Exact);
    row("russian", u"Фёдор Щукин", u"Fedor Shchukin", Certainty::Converted);
    row("ukrainian", u"Олег Їжакевич", u"Oleg Izhakevich", Certainty::Converted);
    row("greek", u"Γιώργος Παπαδόπουλος", u"Giorgos Papadopoulos", Certainty::Converted);
    row("armenian", u"Արամ", u"Aram", Certainty::Converted);
    row("georgian", u"ნინო", u"Nino", Certainty::Converted);
    row("korean", u"김민수", u"Gimminsu", Certainty::Converted);
    row("japanese", u"さくら", u"Sakura", Certainty::Converted);
    row("katakana", u"サッポロ", u"Sapporo", Certainty::Converted);
    row("chinese", u"李 娜", u"Li Na", Certainty::Converted);
    row("hindi", u"राम कुमार", u"Ram Kumar", Certainty::Converted);
    row("hebrew", u"דוד", u"Dvd", Certainty::Converted);
    row("arabic", u"محمد", u"Mhmd", Certainty::Converted);
    row("full width", u"Ｔｏｍ", u"Tom", Certainty::Exact);
}

void TestTransliterate::names()
{
    QFETCH(QString, name);
    QFETCH(QString, latin);
    QFETCH(int, certainty);
    const auto result = transliterate(name);
    QCOMPARE(result.latin, latin);
    QCOMPARE(int(result.certainty), certainty);
    QVERIFY(result.unknown.isEmpty());
}

void TestTransliterate::germanCustom()
{
    QCOMPARE(transliterate(u"Jürgen Öhler"_s, {.germanUmlauts = true}).latin, u"Juergen Oehler"_s);
    QCOMPARE(transliterate(u"Jürgen Öhler"_s).latin, u"Jurgen Ohler"_s);
}

void TestTransliterate::unknownIsNeverGuessed()
{
    const auto result = transliterate(u"李 㐀"_s);
    QCOMPARE(result.certainty, Certainty::Unknown);
    QCOMPARE(result.unknown, u"㐀"_s);
    QCOMPARE(result.latin, u"Li"_s);
}

QTEST_GUILESS_MAIN(TestTransliterate)
#include "test_transliterate.moc"
