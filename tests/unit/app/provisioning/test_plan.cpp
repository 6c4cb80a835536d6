// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/column_guess.h"
#include "app/provisioning/plan.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::provisioning;

class TestPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readyRow();
    void takenAccountGetsANumber();
    void duplicatesInTheFile();
    void otherScripts();
    void whatCannotBe();
    void decisionsHold();
    void groupsAndTemplate();
    void refusedByTheService();

private:
    Plan plan(const QByteArray &csv);

    Rules m_rules;
    Taken m_taken;
    QHash<int, Decision> m_decisions;
    QHash<int, QString> m_passwords;
    QHash<int, Error> m_refused;
};

void TestPlan::init()
{
    m_rules = {};
    m_rules.parent = u"OU=Sales,DC=lab,DC=example"_s;
    m_rules.realm = u"LAB.EXAMPLE"_s;
    m_rules.domain = u"lab.example"_s;
    m_taken = {};
    m_taken.known = true;
    m_decisions.clear();
    m_passwords.clear();
    m_refused.clear();
}

Plan TestPlan::plan(const QByteArray &csv)
{
    const auto table = parseCsv(csv);
    return makePlan(*table, guessColumns(table->header), m_rules, m_taken, m_decisions, m_passwords,
                    m_refused);
}

void TestPlan::readyRow()
{
    const auto made = plan("Vorname,Nachname,Abteilung\nAnna,Weiß,Vertrieb\n");
    QCOMPARE(made.rows.size(), 1);
    const auto &row = made.rows.first();
    QCOMPARE(row.state(), RowState::Ready);
    QCOMPARE(row.account, u"aweiss"_s);
    QCOMPARE(row.name, u"Anna Weiß"_s);
    const auto item = itemOf(row, m_rules);
    QCOMPARE(item[u"parent"_s].toString(), m_rules.parent);
    QCOMPARE(item[u"userPrincipalName"_s].toArray().first().toString(), u"aweiss@lab.example"_s);
    QCOMPARE(item[u"department"_s].toArray().first().toString(), u"Vertrieb"_s);
    QCOMPARE(item[u"password"_s].toString(), m_passwords.value(0));
    QVERIFY(item[u"password"_s].toString().size() >= 16);
    QVERIFY(item[u"enabled"_s].toBool());
    // A plan made anew keeps the passwords that may already have been printed.
    const QString before = m_passwords.value(0);
    QCOMPARE(plan("Vorname,Nachname,Abteilung\nAnna,Weiß,Vertrieb\n").rows.first().password, before);
}

void TestPlan::takenAccountGetsANumber()
{
    m_taken.accounts = {u"aweiss"_s};
    m_taken.names = {u"anna weiß"_s};
    const auto row = plan("first,last\nAnna,Weiß\n").rows.first();
    QCOMPARE(row.account, u"aweiss2"_s);
    QCOMPARE(row.name, u"Anna Weiß (aweiss2)"_s);
    QCOMPARE(row.state(), RowState::Decide);
    QVERIFY(row.findingText().contains(u"aweiss exists"_s));
}

void TestPlan::duplicatesInTheFile()
{
    const auto made =
        plan("first,last,mail\nAnna,Weiß,a@x.example\nAnna,Weiß,a@x.example\nAndreas,Weiß,b@x.example\n");
    QCOMPARE(made.rows.at(0).state(), RowState::Ready);
    QCOMPARE(made.rows.at(1).state(), RowState::Cannot);
    QVERIFY(made.rows.at(1).findingText().contains(u"the same as line 2"_s));
    QCOMPARE(made.rows.at(2).state(), RowState::Decide);
    QCOMPARE(made.count(RowState::Decide), 1);
    QCOMPARE(made.users(), 2);
}

void TestPlan::otherScripts()
{
    const auto made = plan("first,last\nОльга,Иванова\n娜,李\nΓιώργος,Παπάς\nx,㐀\n");
    QCOMPARE(made.rows.at(0).account, u"oivanova"_s);
    QCOMPARE(made.rows.at(0).state(), RowState::Decide);
    QCOMPARE(made.rows.at(1).account, u"nli"_s);
    QCOMPARE(made.rows.at(2).account, u"gpapas"_s);
    QCOMPARE(made.rows.at(3).state(), RowState::Cannot);
    QVERIFY(made.rows.at(3).account.isEmpty());
    QVERIFY(made.rows.at(3).findingText().contains(u"㐀"_s));
}

void TestPlan::whatCannotBe()
{
    const auto made = plan("first,last,account,mail\nAnna,,,\nJo,Ha,jo+ha,\nBo,Xi,,nowhere\n");
    QVERIFY(made.rows.at(0).findingText().contains(u"no surname"_s));
    QVERIFY(made.rows.at(1).findingText().contains(u"holds +"_s));
    QVERIFY(made.rows.at(2).findingText().contains(u"no mail address"_s));
    QCOMPARE(made.count(RowState::Cannot), 3);
    QCOMPARE(made.users(), 0);
}

void TestPlan::decisionsHold()
{
    m_taken.accounts = {u"taken"_s};
    m_decisions.insert(0, {.account = u"typed"_s, .name = {}, .leaveOut = false});
    m_decisions.insert(1, {.account = u"taken"_s, .name = {}, .leaveOut = false});
    m_decisions.insert(2, {.account = {}, .name = {}, .leaveOut = true});
    const auto made = plan("first,last\nx,㐀\nBo,Xi\nCy,Yo\n");
    QCOMPARE(made.rows.at(0).account, u"typed"_s);
    QCOMPARE(made.rows.at(0).state(), RowState::Ready);
    QCOMPARE(made.rows.at(1).state(), RowState::Cannot);
    QCOMPARE(made.rows.at(2).state(), RowState::Cannot);
}

void TestPlan::groupsAndTemplate()
{
    m_rules.groups = {u"CN=Staff,DC=x"_s};
    m_taken.groups = {{u"vpn"_s, u"CN=VPN,DC=x"_s}, {u"nope"_s, QString()}};
    m_rules.templateUser.set("sAMAccountName", "tmpl");
    m_rules.templateUser.set("company", "Example");
    m_rules.templateUser.set("homeDirectory", "\\\\fs1\\home\\tmpl");
    m_rules.templateUser.set("memberOf", QByteArrayList{"CN=Staff,DC=x", "CN=All,DC=x"});
    const auto made = plan("first,last,groups\nAnna,Weiß,VPN\nBo,Xi,VPN;nope\n");
    QCOMPARE(made.rows.at(0).groups, QStringList({u"CN=Staff,DC=x"_s, u"CN=All,DC=x"_s, u"CN=VPN,DC=x"_s}));
    QCOMPARE(made.rows.at(0).record.text("company"), u"Example"_s);
    QCOMPARE(made.rows.at(0).record.text("homeDirectory"), u"\\\\fs1\\home\\aweiss"_s);
    QCOMPARE(made.memberships(), 3);
    QVERIFY(made.rows.at(1).findingText().contains(u"nope"_s));
}

void TestPlan::refusedByTheService()
{
    Error error;
    error.message = u"The directory says no."_s;
    m_refused.insert(0, error);
    const auto made = plan("first,last\nAnna,Weiß\n");
    QCOMPARE(made.rows.at(0).state(), RowState::Cannot);
    QVERIFY(made.rows.at(0).findingText().contains(u"says no"_s));
}

QTEST_GUILESS_MAIN(TestPlan)
#include "test_plan.moc"
