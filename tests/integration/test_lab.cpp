// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/lab/lab.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using smc::testlab::Lab;

/// The witness itself: who is in the domain, and that the accounts are in the states that other tests rely
/// on.
class TestLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seededPeopleAreThere();
    void statesAreAsDescribed_data();
    void statesAreAsDescribed();
    void wrongPasswordsLockAnAccount();
    void stoppedNodeComesBack();
};

void TestLab::seededPeopleAreThere()
{
    const auto lab = Lab::domain();
    QCOMPARE(lab.ldapSearch(u"(&(objectCategory=person)(company=Lab Example))"_s, {u"cn"_s}).size(), 60);
    QCOMPARE(lab.ldapSearch(u"(&(objectClass=computer)(location=*))"_s, {u"cn"_s}).size(), 5);
    const auto john = lab.ldapSearch(u"(sAMAccountName=oconnor)"_s, {u"cn"_s});
    QCOMPARE(john.size(), 1);
    QCOMPARE(john.first().first(u"cn"_s), uR"(O'Connor, Sinéad "Sin" + Co)"_s);
}

void TestLab::statesAreAsDescribed_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<bool>("comesIn");
    QTest::newRow("administrator") << u"alice"_s << true;
    QTest::newRow("ordinary") << u"bob"_s << true;
    QTest::newRow("helpdesk") << u"helen"_s << true;
    QTest::newRow("Cyrillic account") << u"иванов"_s << true;
    QTest::newRow("locked") << u"lukas"_s << false;
    QTest::newRow("disabled") << u"dieter"_s << false;
    QTest::newRow("account expired") << u"erika"_s << false;
    QTest::newRow("must change the password") << u"martin"_s << false;
    QTest::newRow("password expired") << u"petra"_s << false;
}

void TestLab::statesAreAsDescribed()
{
    QFETCH(QString, user);
    QFETCH(bool, comesIn);
    QCOMPARE(Lab::domain().canLogIn(user), comesIn);
}

void TestLab::wrongPasswordsLockAnAccount()
{
    const auto lab = Lab::domain();
    const auto unit = lab.freshUnit(u"Lab test"_s);
    lab.createUser(u"lockme"_s, unit);
    QVERIFY(lab.canLogIn(u"lockme"_s));
    lab.failLogins(u"lockme"_s, 4);
    QVERIFY(lab.canLogIn(u"lockme"_s)); // and the counter is back at 0
    lab.failLogins(u"lockme"_s, 5);
    QVERIFY(!lab.canLogIn(u"lockme"_s));
}

void TestLab::stoppedNodeComesBack()
{
    const auto lab = Lab::domain();
    QVERIFY(lab.uris().size() >= 2);
    lab.stopNode(u"dc2"_s);
    QVERIFY(!lab.ldapModify("dn: CN=Nobody\nchangetype: delete\n", u"dc2"_s));
    lab.startNode(u"dc2"_s);
    QCOMPARE(lab.ldapSearch(u"(sAMAccountName=bob)"_s, {u"cn"_s}, {}, u"dc2"_s).size(), 1);
}

QTEST_GUILESS_MAIN(TestLab)
#include "test_lab.moc"
