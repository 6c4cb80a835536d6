// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/fleet/rule.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::fleet;

class TestRule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void whatIsMissingIsUnknown();
    void wrongRulesAreExplained_data();
    void wrongRulesAreExplained();
    void versions();

private:
    static wire::Record facts()
    {
        wire::Record record;
        record.set("name", "fs1");
        record.set("host", "fs1.lab.example");
        record.set("role", "member");
        record.set("site", "Branch North");
        record.set("version", "4.17.12-Debian");
        record.set("comment", "[archive] (old)");
        return record;
    }
};

void TestRule::answers_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char *rule, bool holds) {
        QTest::newRow(rule) << QString::fromUtf8(rule) << holds;
    };
    row("role=member", true);
    row("ROLE=Member", true);
    row("role!=member", false);
    row("role=member site=\"branch north\" version<4.18", true);
    row("role=member site=\"branch south\" version<4.18", false);
    row("name=fs*", true);
    row("name=*1", true);
    row("name=f", false);
    row("name!=dc*", true);
    row("comment=[archive]*", true); // no wildcard but *
    row("comment=*(old)", true);
    row("version<4.17.12", false);
    row("version<=4.17.12", true);
    row("version>=4.9", true);
    row("version>4.17", true);
    row("version=4.17.*", true);
}

void TestRule::answers()
{
    QFETCH(QString, rule);
    QFETCH(bool, holds);
    const auto parsed = Rule::parse(rule);
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().message));
    QCOMPARE(parsed->matches(facts()), holds ? Rule::Answer::Yes : Rule::Answer::No);
}

void TestRule::whatIsMissingIsUnknown()
{
    wire::Record silent = facts();
    silent.take("version");
    QCOMPARE(Rule::parse(u"role=member version<4.18"_s)->matches(silent), Rule::Answer::Unknown);
    // One term that fails decides.
    QCOMPARE(Rule::parse(u"version<4.18 role=dc"_s)->matches(silent), Rule::Answer::No);
    QVERIFY(Rule::parse(u"role=dc version<4.18"_s)->asksFor({"version", "comment"}));
    QVERIFY(!Rule::parse(u"role=dc name=*"_s)->asksFor({"version", "comment"}));
}

void TestRule::wrongRulesAreExplained_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *rule, const char *word) {
        QTest::newRow(rule) << QString::fromUtf8(rule) << QString::fromLatin1(word);
    };
    row("", "empty");
    row("  ", "empty");
    row("member", "\"member\"");
    row("role=", "\"role=\"");
    row("rolle=member", "\"rolle\"");
    row("role<member", "no order");
    row("version<new", "no order");
    row("site=\"Branch", "quotation mark");
    QTest::newRow("long") << QString(u"name="_s + QString(1000, u'x')) << u"1000"_s;
}

void TestRule::wrongRulesAreExplained()
{
    QFETCH(QString, rule);
    QFETCH(QString, word);
    const auto parsed = Rule::parse(rule);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::Invalid);
    QCOMPARE(parsed.error().field, u"rule"_s);
    QVERIFY2(parsed.error().message.contains(word), qPrintable(parsed.error().message));
}

void TestRule::versions()
{
    QVERIFY(compareVersions(u"4.9"_s, u"4.17.12-Debian"_s) < 0);
    QVERIFY(compareVersions(u"4.17.12-Debian"_s, u"4.17.12"_s) == 0);
    QVERIFY(compareVersions(u"4.17"_s, u"4.17.0"_s) == 0);
    QVERIFY(compareVersions(u"10"_s, u"9.9.9"_s) > 0);
}

QTEST_GUILESS_MAIN(TestRule)
#include "test_rule.moc"
