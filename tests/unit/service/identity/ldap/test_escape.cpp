// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/escape.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::ldap;

/// Text becomes part of a filter or a DN without changing its meaning.
class TestEscape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filterValuesCarryNoSyntax_data();
    void filterValuesCarryNoSyntax();
    void everyCharacterSurvivesInADn_data();
    void everyCharacterSurvivesInADn();
    void dnsOfOtherWritersAreRead_data();
    void dnsOfOtherWritersAreRead();
    void brokenDnsAreRefused_data();
    void brokenDnsAreRefused();
    void parentAndLeafKeepTheirSpelling();
    void spellingsOfOneNameHaveOneKey_data();
    void spellingsOfOneNameHaveOneKey();
    void differentNamesHaveDifferentKeys_data();
    void differentNamesHaveDifferentKeys();
    void withinIsAboutNamesNotText_data();
    void withinIsAboutNamesNotText();
};

void TestEscape::filterValuesCarryNoSyntax_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("escaped");
    QTest::newRow("plain") << "jo"_ba << "jo"_ba;
    QTest::newRow("injection") << "*)(uid=*"_ba << R"(\2a\29\28uid=\2a)"_ba;
    QTest::newRow("backslash") << R"(LAB\jo)"_ba << R"(LAB\5cjo)"_ba;
    QTest::newRow("zero") << QByteArray("a\0b", 3) << R"(a\00b)"_ba;
    QTest::newRow("umlaut") << "Wei\xc3\x9f"_ba << R"(Wei\c3\9f)"_ba;
    QTest::newRow("binary") << "\xff\x80\x7f"_ba << "\\ff\\80\x7f"_ba;
}

void TestEscape::filterValuesCarryNoSyntax()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, escaped);
    QCOMPARE(escapeFilter(value), escaped);
    const QByteArray filter = equals("cn", value);
    QCOMPARE(filter, "(cn=" + escaped + ')');
}

void TestEscape::everyCharacterSurvivesInADn_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << u"Jo"_s;
    QTest::newRow("comma") << u"Weiß, Jörg"_s;
    QTest::newRow("all specials") << uR"(a,b+c"d\e<f>g;h=i#j)"_s;
    QTest::newRow("leading blank") << u" Jo"_s;
    QTest::newRow("trailing blank") << u"Jo "_s;
    QTest::newRow("blanks only") << u"   "_s;
    QTest::newRow("one blank") << u" "_s;
    QTest::newRow("leading hash") << u"#5"_s;
    QTest::newRow("ends in a backslash") << uR"(Jo\)"_s;
    QTest::newRow("ends in backslash and blank") << uR"(Jo\ )"_s;
    QTest::newRow("deleted object") << u"Jo\nDEL:0f9e2a1c-6b1d-4b36-9a55-0d5c3c1be1f7"_s;
    QTest::newRow("zero") << QString(u"a"_s + QChar(0) + u"b"_s);
    QTest::newRow("many scripts") << u"Иванов 山田 שלום 😀"_s;
    QTest::newRow("looks escaped") << uR"(\2C)"_s;
    QTest::newRow("looks like a DN") << u"CN=Jo,DC=com"_s;
    QTest::newRow("empty") << QString();
}

void TestEscape::everyCharacterSurvivesInADn()
{
    QFETCH(QString, value);
    const QString dn = u"CN="_s + escapeRdn(value) + u",OU=Sales,DC=example"_s;
    const auto rdns = parseDn(dn);
    QVERIFY2(rdns, qPrintable(dn));
    QCOMPARE(rdns->size(), 3);
    QCOMPARE(rdns->at(0).value, value);
    QCOMPARE(rdns->at(1).value, u"Sales"_s);
    QCOMPARE(joinDn(*rdns), dn);
    QCOMPARE(parentDn(dn), u"OU=Sales,DC=example"_s);
    QVERIFY(isWithin(dn, u"ou=sales,dc=example"_s));
}

void TestEscape::dnsOfOtherWritersAreRead_data()
{
    QTest::addColumn<QString>("dn");
    QTest::addColumn<QStringList>("pieces"); // type, value, type, value …
    QTest::newRow("root") << QString() << QStringList();
    QTest::newRow("blanks between") << u"cn = Jo , dc = com"_s
                                    << QStringList{u"cn"_s, u"Jo"_s, u"dc"_s, u"com"_s};
    QTest::newRow("hex pairs") << uR"(CN=J\c3\b6rg\2C x)"_s << QStringList{u"CN"_s, u"Jörg, x"_s};
    QTest::newRow("bare equals sign") << u"CN=a=b"_s << QStringList{u"CN"_s, u"a=b"_s};
    QTest::newRow("object identifier") << u"2.5.4.3=Jo"_s << QStringList{u"2.5.4.3"_s, u"Jo"_s};
    QTest::newRow("escaped blank at the end")
        << uR"(CN=Jo\ ,DC=com)"_s << QStringList{u"CN"_s, u"Jo "_s, u"DC"_s, u"com"_s};
    QTest::newRow("Samba's escapes") << uR"(CN=q\3D\+\"\<\>\#\3B\\\,z\ ,DC=x)"_s
                                     << QStringList{u"CN"_s, uR"(q=+"<>#;\,z )"_s, u"DC"_s, u"x"_s};
}

void TestEscape::dnsOfOtherWritersAreRead()
{
    QFETCH(QString, dn);
    QFETCH(QStringList, pieces);
    const auto rdns = parseDn(dn);
    QVERIFY2(rdns, rdns ? "" : qPrintable(rdns.error().toString()));
    QStringList found;
    for (const Rdn &rdn : *rdns)
        found << rdn.attribute << rdn.value;
    QCOMPARE(found, pieces);
}

void TestEscape::brokenDnsAreRefused_data()
{
    QTest::addColumn<QString>("dn");
    QTest::addColumn<QString>("says");
    QTest::newRow("no equals sign") << u"Jo"_s << u"without \"=\""_s;
    QTest::newRow("no name") << u"=Jo"_s << u"no attribute name"_s;
    QTest::newRow("bad name") << u"c n=Jo"_s << u"no attribute name"_s;
    QTest::newRow("ends in a comma") << u"CN=Jo,"_s << u"after the comma"_s;
    QTest::newRow("two commas") << u"CN=Jo,,DC=com"_s << u"without \"=\""_s;
    QTest::newRow("lonely backslash") << uR"(CN=Jo\)"_s << u"backslash at the end"_s;
    QTest::newRow("backslash before a letter") << uR"(CN=\xy)"_s << u"escapes nothing"_s;
    QTest::newRow("quotes") << uR"(CN="Jo",DC=com)"_s << u"unescaped"_s;
    QTest::newRow("semicolon") << u"CN=Jo;DC=com"_s << u"unescaped"_s;
    QTest::newRow("several values") << u"CN=Jo+SN=Weiss"_s << u"several values"_s;
    QTest::newRow("BER") << u"CN=#04024869"_s << u"hexadecimal"_s;
    QTest::newRow("not UTF-8") << uR"(CN=\ff\fe)"_s << u"UTF-8"_s;
    QTest::newRow("half a character") << QString(u"CN="_s + QChar(0xd800)) << u"half"_s;
    QTest::newRow("GUID form") << u"<GUID=0f9e2a1c-6b1d-4b36-9a55-0d5c3c1be1f7>"_s << u"no attribute name"_s;
}

void TestEscape::brokenDnsAreRefused()
{
    QFETCH(QString, dn);
    QFETCH(QString, says);
    const auto rdns = parseDn(dn);
    QVERIFY(!rdns);
    QCOMPARE(rdns.error().code, ErrorCode::Invalid);
    QVERIFY2(rdns.error().message.contains(says), qPrintable(rdns.error().message));
}

void TestEscape::parentAndLeafKeepTheirSpelling()
{
    QCOMPARE(parentDn(uR"(CN=Weiß\, Jörg,ou=Sales, DC=Example)"_s), u"ou=Sales, DC=Example"_s);
    QCOMPARE(leafRdn(uR"(CN=Weiß\, Jörg,ou=Sales)"_s), uR"(CN=Weiß\, Jörg)"_s);
    QCOMPARE(parentDn(u"DC=com"_s), QString());
    QCOMPARE(leafRdn(u"DC=com"_s), u"DC=com"_s);
    QCOMPARE(leafRdn(QString()), QString());
}

void TestEscape::spellingsOfOneNameHaveOneKey_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("case") << u"CN=Jo,DC=com"_s << u"cn=JO,dc=COM"_s;
    QTest::newRow("case beyond ASCII") << u"CN=ÄRGER"_s << u"CN=ärger"_s;
    QTest::newRow("blanks") << u"CN=Jo  Weiss , DC=com"_s << u"CN= Jo Weiss,DC=com"_s;
    QTest::newRow("escaping") << uR"(CN=Weiss\, Jo)"_s << uR"(CN=Weiss\2C Jo)"_s;
    QTest::newRow("composition") << u"CN=Jo\u0308rg"_s << u"CN=Jörg"_s;
    QTest::newRow("no DN at all") << u"<GUID=ABC>"_s << u"<guid=abc>"_s;
}

void TestEscape::spellingsOfOneNameHaveOneKey()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QCOMPARE(dnKey(one), dnKey(other));
}

void TestEscape::differentNamesHaveDifferentKeys_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("sharp s") << u"CN=Weiß"_s << u"CN=WEISS"_s;
    QTest::newRow("accent") << u"CN=Jorg"_s << u"CN=Jörg"_s;
    QTest::newRow("comma in the value") << uR"(CN=a\,OU=b,DC=c)"_s << u"CN=a,OU=b,DC=c"_s;
    QTest::newRow("type") << u"CN=Sales"_s << u"OU=Sales"_s;
}

void TestEscape::differentNamesHaveDifferentKeys()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QVERIFY(dnKey(one) != dnKey(other));
}

void TestEscape::withinIsAboutNamesNotText_data()
{
    QTest::addColumn<QString>("dn");
    QTest::addColumn<QString>("base");
    QTest::addColumn<bool>("within");
    QTest::newRow("below") << u"CN=Jo,OU=Sales,DC=com"_s << u"ou=sales,dc=com"_s << true;
    QTest::newRow("itself") << u"OU=Sales,DC=com"_s << u"OU=Sales,DC=com"_s << true;
    QTest::newRow("above") << u"DC=com"_s << u"OU=Sales,DC=com"_s << false;
    QTest::newRow("beside") << u"OU=Marketing,DC=com"_s << u"OU=Sales,DC=com"_s << false;
    QTest::newRow("same ending") << u"CN=Jo,OU=PreSales,DC=com"_s << u"OU=Sales,DC=com"_s << false;
    QTest::newRow("comma is part of the name")
        << uR"(CN=Jo\,OU=Sales,DC=com)"_s << u"OU=Sales,DC=com"_s << false;
    QTest::newRow("backslash before a real comma") << uR"(CN=Jo\\,OU=Sales)"_s << u"OU=Sales"_s << true;
    QTest::newRow("root") << u"CN=Jo"_s << QString() << true;
}

void TestEscape::withinIsAboutNamesNotText()
{
    QFETCH(QString, dn);
    QFETCH(QString, base);
    QFETCH(bool, within);
    QCOMPARE(isWithin(dn, base), within);
}

QTEST_GUILESS_MAIN(TestEscape)
#include "test_escape.moc"
