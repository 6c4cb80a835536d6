// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/password.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::model;

class TestPassword : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kindsAreCounted_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<int>("kinds");
        QTest::newRow("nothing") << QString() << 0;
        QTest::newRow("one word") << u"secret"_s << 1;
        QTest::newRow("two") << u"secret1"_s << 2;
        QTest::newRow("three") << u"Secret1"_s << 3;
        QTest::newRow("a blank is a sign") << u"Secret 1"_s << 4;
        QTest::newRow("letters without case are a kind of their own") << u"密码"_s << 1;
        QTest::newRow("all five") << u"aB1!密"_s << 5;
        QTest::newRow("case of other scripts") << u"Жж"_s << 2;
    }
    void kindsAreCounted()
    {
        QFETCH(QString, password);
        QFETCH(int, kinds);
        QCOMPARE(passwordCategories(password), kinds);
    }

    void namesAreFound()
    {
        QVERIFY(passwordHoldsAccount(u"xxJDoe1!"_s, u"jdoe"_s));
        QVERIFY(!passwordHoldsAccount(u"xxJo1!"_s, u"jo"_s)); // too short to count
        QVERIFY(!passwordHoldsAccount(u"anything"_s, {}));
        QVERIFY(passwordHoldsName(u"1!weiss9"_s, u"Anna Weiss"_s));
        QVERIFY(passwordHoldsName(u"1!Meier9"_s, u"Müller-Meier, Jo"_s));
        QVERIFY(!passwordHoldsName(u"Jo1!abcd"_s, u"Müller-Meier, Jo"_s));
        QVERIFY(!passwordHoldsName(u"Weis1!ab"_s, u"Anna Weiss"_s));
    }
};

QTEST_GUILESS_MAIN(TestPassword)
#include "test_password.moc"
