// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/status/health.h"

#include <QTest>

using namespace smc;
using namespace smc::status;
using namespace Qt::Literals::StringLiterals;
using State = Health::State;

namespace {

constexpr qint64 now = 1'790'000'000;

rpc::ReplicationLink link(const QString &context, const QString &source, qint64 ago, quint32 failures = 0,
                          const QString &result = {})
{
    return {.context = context,
            .source =
                u"CN=NTDS Settings,CN=%1,CN=Servers,CN=Branch,CN=Sites,CN=Configuration,DC=lab"_s.arg(source),
            .lastSuccess = ago < 0 ? 0 : now - ago,
            .failures = failures,
            .lastResult = result};
}

} // namespace

/// What is said of a server's health.
class TestHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clocks_data()
    {
        QTest::addColumn<qint64>("skew");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("words");
        QTest::newRow("right") << 12LL << int(State::Ok) << u"12 ms ahead of"_s;
        QTest::newRow("behind") << -59'999LL << int(State::Ok) << u"59 s behind"_s;
        QTest::newRow("wrong") << -60'000LL << int(State::Warning) << u"60 s behind"_s;
        QTest::newRow("too wrong") << 300'000LL << int(State::Critical) << u"nobody can sign in"_s;
    }
    void clocks()
    {
        QFETCH(qint64, skew);
        QFETCH(int, state);
        QFETCH(QString, words);
        const Health health = clockHealth(skew);
        QCOMPARE(int(health.state), state);
        QVERIFY2(health.message.contains(words), qPrintable(health.message));
    }
    void sharesOfAController()
    {
        QCOMPARE(sysvolHealth(u"dc1"_s, {{.name = u"SysVol"_s}, {.name = u"netlogon"_s}}).state, State::Ok);
        const Health one = sysvolHealth(u"dc1"_s, {{.name = u"sysvol"_s}});
        QCOMPARE(one.state, State::Critical);
        QVERIFY(one.message.contains(u"does not share netlogon:"));
        QVERIFY(sysvolHealth(u"dc1"_s, {}).message.contains(u"sysvol and netlogon"));
    }
    void eachPartnerIsOne()
    {
        const auto all =
            replicationHealth(u"dc1"_s,
                              {link(u"DC=lab"_s, u"DC2"_s, 100), link(u"CN=Schema"_s, u"DC2"_s, 90),
                               link(u"DC=lab"_s, u"DC3"_s, 5)},
                              now);
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0].partner, u"dc2"_s);
        QCOMPARE(all[0].state, State::Ok);
        QVERIFY2(all[0].message.contains(u"dc1 takes over what dc2 has"), qPrintable(all[0].message));
        QCOMPARE(toRecord(all[1]).text("id"), u"replication/dc3"_s);
        QVERIFY(replicationHealth(u"dc1"_s, {}, now)[0].message.contains(u"no other controller"));
    }
    void aBrokenLinkIsToldInWords()
    {
        const auto failing = replicationHealth(
            u"dc1"_s,
            {link(u"DC=lab"_s, u"DC2"_s, 600, 3, u"The RPC server is away."_s),
             link(u"CN=Schema"_s, u"DC2"_s, 900, 4), link(u"CN=Configuration"_s, u"DC2"_s, 10)},
            now);
        QCOMPARE(failing.size(), 1);
        QCOMPARE(failing[0].state, State::Warning);
        QCOMPARE(failing[0].since, now - 900);
        QCOMPARE(failing[0].message,
                 u"dc1 gets no changes of DC=lab and 1 more from dc2, the last time at 2026-09-21T13:58:20Z; "
                 "4 attempts failed in a row: The RPC server is away."_s);
        QCOMPARE(replicationHealth(u"dc1"_s, {link(u"DC=lab"_s, u"DC2"_s, 3601, 1)}, now)[0].state,
                 State::Critical);
        const Health never = replicationHealth(u"dc1"_s, {link(u"DC=lab"_s, u"DC2"_s, -1, 1)}, now)[0];
        QCOMPARE(never.state, State::Critical);
        QVERIFY(never.message.contains(u"never did"));
        QVERIFY(!toRecord(never).contains("since"));
    }
    void aMemberKnowsItsDomain()
    {
        const HealthQuestion question{.server = u"fs1"_s, .realm = u"LAB"_s};
        const rpc::Account known{.sid = u"S-1-5-21-1"_s, .name = u"a"_s};
        const rpc::Account unknown{.name = u"b"_s};
        QCOMPARE(channelHealth(question, {known, known}).state, State::Ok);
        QCOMPARE(channelHealth(question, {known, unknown}).state, State::Warning);
        const Health none = channelHealth(question, {unknown, unknown});
        QCOMPARE(none.state, State::Critical);
        QVERIFY2(none.message.contains(u"fs1 knows none of 2 accounts of LAB"), qPrintable(none.message));
        QCOMPARE(channelHealth(question, {}).state, State::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestHealth)
#include "test_health.moc"
