// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/name_template.h"

#include <QMap>
#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::model;

class TestNameTemplate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fills();
    void accounts();
    void numbersAreAppended();
};

void TestNameTemplate::fills()
{
    const QMap<QString, QString> person{
        {u"givenName"_s, u"Jörg"_s}, {u"sn"_s, u"O'Weiß"_s}, {u"realm"_s, u"LAB.EXAMPLE"_s}};
    const auto valueOf = [&](const QString &name) { return person.value(name); };
    QCOMPARE(fillTemplate(u"{givenName} {sn}"_s, valueOf), u"Jörg O'Weiß"_s);
    QCOMPARE(fillTemplate(u"{nothing} {sn}"_s, valueOf), u"O'Weiß"_s);
    QCOMPARE(fillTemplate(u"{givenName:account:1}{sn:account}"_s, valueOf), u"joweiss"_s);
    QCOMPARE(fillTemplate(u"{givenName:account}@{realm:lower}"_s, valueOf, {.germanUmlauts = true}),
             u"joerg@lab.example"_s);
    QCOMPARE(templateNames(u"{givenName:1}{sn}{sn:account}"_s), QStringList({u"givenName"_s, u"sn"_s}));
}

void TestNameTemplate::accounts()
{
    QCOMPARE(accountName(u"Anna-Maria d'Arc"_s), u"anna-mariadarc"_s);
    QCOMPARE(accountName(u"Bartholomäus Hohenzollern"_s), u"bartholomaushohenzol"_s);
    QCOMPARE(accountName(u"J. R."_s), u"j.r"_s);
    QCOMPARE(illegalInAccount(u"a+b[c]+"_s), u"+[]"_s);
    QCOMPARE(illegalInAccount(u"fine.name"_s), QString());
    QCOMPARE(illegalInAccount(u"dot."_s), u"."_s);
}

void TestNameTemplate::numbersAreAppended()
{
    const QSet<QString> taken{u"aweiss"_s, u"aweiss2"_s, u"abcdefghijklmnopqrst"_s};
    const auto isTaken = [&](const QString &name) { return taken.contains(name); };
    QCOMPARE(freeAccount(u"aweiss"_s, isTaken), u"aweiss3"_s);
    QCOMPARE(freeAccount(u"bweiss"_s, isTaken), u"bweiss"_s);
    QCOMPARE(freeAccount(u"abcdefghijklmnopqrst"_s, isTaken), u"abcdefghijklmnopqrs2"_s);
}

QTEST_GUILESS_MAIN(TestNameTemplate)
#include "test_name_template.moc"
