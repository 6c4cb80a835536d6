// SPDX-License-Identifier: GPL-3.0-or-later
// How well servers are, in the lab's domain, and what is said when something breaks: a controller loses its
// cable, winbindd ends, a controller's shares go. The witness of replication is samba-tool.
#include "tests/integration/rest_client.h"

#include <QScopeGuard>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

/// The file server without its winbindd, which comes back with the end of this.
class WithoutWinbind
{
public:
    explicit WithoutWinbind(const Lab &lab)
        : m_lab(lab)
    {
        m_lab.exec(u"fs1"_s, {u"pkill"_s, u"-x"_s, u"winbindd"_s});
    }
    WithoutWinbind(const WithoutWinbind &) = delete;
    WithoutWinbind &operator=(const WithoutWinbind &) = delete;
    ~WithoutWinbind()
    {
        m_lab.exec(u"fs1"_s, {u"winbindd"_s, u"-D"_s});
        if (!QTest::qWaitFor([this] { return m_lab.exec(u"fs1"_s, {u"wbinfo"_s, u"-t"_s}).ok(); }, 60'000))
            qWarning("winbindd does not come back");
    }
    [[nodiscard]] bool isGone() const
    {
        return QTest::qWaitFor([this] { return !m_lab.exec(u"fs1"_s, {u"wbinfo"_s, u"-p"_s}).ok(); }, 20'000);
    }

private:
    const Lab &m_lab;
};

} // namespace

class TestRestHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void allIsWell();
    void aControllerLosesItsCable();
    void winbindEnds();
    void whoMayNotIsToldSo();
    void theMachineKnowsMore();
    void whatWentBadAndCameBackIsKept();

private:
    /// "ok fs1 answers.", what is said of one check; the whole answer when there is none.
    [[nodiscard]] static QString said(const RestAnswer &answer, const QString &id)
    {
        for (const QJsonValue item : answer.items()) {
            if (item[u"id"][0].toString() == id)
                return item[u"state"][0].toString() + u' ' + item[u"message"][0].toString();
        }
        return QString::fromUtf8(answer.body);
    }
    [[nodiscard]] QString said(const QString &id)
    {
        return said(m_rest->get("/rest/status/health?server=" + id.section(u':', 0, 0).toUtf8()), id);
    }
    /// On the first machine that is named.
    [[nodiscard]] CommandResult drs(const QString &action, const QStringList &what) const
    {
        return runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"),
                          QStringList{u"exec"_s, what.first(), u"samba-tool"_s, u"drs"_s, action} + what +
                              QStringList{u"-U"_s, u"LAB\\Administrator%"_s + m_lab.password()},
                          {}, 120'000);
    }
    [[nodiscard]] CommandResult replicate(const QString &to, const QString &from) const
    {
        return drs(u"replicate"_s, {to, from, m_lab.base()});
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                              {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestHealth::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    // In a domain that has just begun, dc1 takes dc2 as a partner when its consistency checker has looked.
    const auto isPartner = [this] {
        (void)drs(u"kcc"_s, {u"dc1"_s});
        (void)replicate(u"dc1"_s, u"dc2"_s);
        return said(u"dc1:replication/dc2"_s).startsWith(u"ok dc1 takes over what dc2 has");
    };
    QVERIFY2(QTest::qWaitFor(isPartner, 120'000), qPrintable(said(u"dc1:replication/dc2"_s)));
}

void TestRestHealth::allIsWell()
{
    const RestAnswer all = m_rest->get("/rest/status/health");
    QVERIFY2(all.status == 200, all.body.constData());
    QCOMPARE(said(all, u"dc1:answers"_s), u"ok dc1 answers."_s);
    QVERIFY(said(all, u"fs1:clock"_s).startsWith(u"ok Its clock is "));
    QCOMPARE(said(all, u"dc2:sysvol"_s), u"ok dc2 shares sysvol and netlogon."_s);
    QVERIFY2(said(all, u"dc1:replication/dc2"_s).startsWith(u"ok dc1 takes over what dc2 has"),
             all.body.constData());
    QCOMPARE(said(all, u"fs1:secure-channel"_s),
             u"ok fs1 knows all of 8 accounts of LAB.EXAMPLE that it was asked for."_s);
    QCOMPARE(m_rest->get("/rest/status/health/dc1%3Asysvol").first(u"state"_s), u"ok"_s);
    QCOMPARE(m_rest->get("/rest/status/health/dc1%3Areplication%2Fdc2").first(u"partner"_s), u"dc2"_s);
    QCOMPARE(m_rest->get("/rest/status/health/dc1%3Ahumour").status, 404);
    QCOMPARE(m_rest->get("/rest/status/health?filter=state:critical").items().size(), 0);
}

void TestRestHealth::aControllerLosesItsCable()
{
    const auto back = qScopeGuard([this] { m_lab.plug(u"dc2"_s); });
    const auto partnerFails = [this] {
        m_lab.unplug(u"dc2"_s);
        QVERIFY(!replicate(u"dc1"_s, u"dc2"_s).ok()); // it is tried once, for all to see
    };
    partnerFails();
    QString broken = said(u"dc1:replication/dc2"_s);
    // Every five minutes Samba's consistency checker drops partners that it did not choose itself.
    if (broken.contains(u"from no other controller")) {
        m_lab.plug(u"dc2"_s);
        QVERIFY(QTest::qWaitFor([this] { return replicate(u"dc1"_s, u"dc2"_s).ok(); }, 120'000));
        partnerFails();
        broken = said(u"dc1:replication/dc2"_s);
    }
    QVERIFY2(broken.startsWith(u"warning dc1 gets no changes of DC=lab,DC=example"), qPrintable(broken));
    QVERIFY2(broken.contains(u"from dc2, the last time at "), qPrintable(broken));
    const RestAnswer silent = m_rest->get("/rest/status/health?server=dc2");
    QCOMPARE(silent.status, 200);
    QCOMPARE(silent.items().size(), 1); // nothing else is known of it
    // In time, where a session is kept from before; otherwise on its port.
    QVERIFY2(said(silent, u"dc2:answers"_s).startsWith(u"critical dc2.lab.example d") &&
                 said(silent, u"dc2:answers"_s).contains(u" not answer "),
             silent.body.constData());
    m_lab.plug(u"dc2"_s);
    QVERIFY(QTest::qWaitFor([this] { return replicate(u"dc1"_s, u"dc2"_s).ok(); }, 120'000));
    QVERIFY(said(u"dc1:replication/dc2"_s).startsWith(u"ok "));
}

void TestRestHealth::winbindEnds()
{
    const WithoutWinbind gone(m_lab);
    QVERIFY(gone.isGone());
    const RestAnswer answer = m_rest->get("/rest/status/health?server=fs1&filter=state:critical");
    QCOMPARE(answer.items().size(), 1);
    // A session that is there already is asked on; a new one is not let in.
    const QString message = answer.items()[0][u"message"][0].toString();
    QVERIFY2(message.contains(u"fs1 knows none of 8 accounts of LAB.EXAMPLE") ||
                 message.contains(u"No domain controller answers that could sign you in at fs1"),
             qPrintable(message));
}

void TestRestHealth::whoMayNotIsToldSo()
{
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    const RestAnswer answer = bob.get("/rest/status/health?server=dc1");
    QCOMPARE(said(answer, u"dc1:answers"_s), u"ok dc1 answers."_s);
    QVERIFY2(said(answer, u"dc1:replication"_s).startsWith(u"unknown "), answer.body.constData());
}

void TestRestHealth::theMachineKnowsMore()
{
    Smcd smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                            {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}},
               .node = u"fs1"_s}};
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    const RestAnswer answer = rest.get("/rest/status/health?server=fs1");
    const QString channel = said(answer, u"fs1:secure-channel"_s);
    QVERIFY2(channel.startsWith(u"ok winbindd reaches its domain LAB by dc"), answer.body.constData());
    for (const QJsonValue item : answer.items())
        QCOMPARE(item[u"road"][0].toString(),
                 item[u"check"][0].toString() == u"secure-channel" ? u"local"_s : u"rpc"_s);
    const WithoutWinbind gone(m_lab);
    QVERIFY(gone.isGone());
    QCOMPARE(said(rest.get("/rest/status/health?server=fs1"), u"fs1:secure-channel"_s),
             u"critical winbindd does not run, so nobody of the domain gets in."_s);
}

void TestRestHealth::whatWentBadAndCameBackIsKept()
{
    Smcd smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                            {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}},
                            // Whether it answers is asked at the start only: it need not by RPC meanwhile.
                            {u"collect"_s,
                             {{u"enabled"_s, u"yes"_s}, {u"servers"_s, u"1h"_s}, {u"health"_s, u"1s"_s}}}},
               .node = u"fs1"_s}};
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    const auto isNow = [&rest](const QByteArray &ratio) {
        const QByteArray line =
            R"(smc_share_health_ratio{server="fs1",share="secure-channel"} )" + ratio + '\n';
        return QTest::qWaitFor([&] { return rest.get("/metrics").body.contains(line); }, 60'000);
    };
    QVERIFY(isNow("1"));
    {
        const WithoutWinbind gone(m_lab);
        QVERIFY(gone.isGone());
        QVERIFY(isNow("0"));
    }
    QVERIFY(isNow("1"));
    // Both are still to be seen, in per cent.
    const RestAnswer kept = rest.get("/rest/status/usage?server=fs1&metric=health&share=secure-channel");
    QSet<QString> seen;
    for (const QJsonValue item : kept.items()) {
        seen << item[u"least"][0].toString();
        seen << item[u"most"][0].toString();
    }
    QVERIFY2(seen.contains(u"0"_s) && seen.contains(u"100"_s), kept.body.constData());
}

QTEST_GUILESS_MAIN(TestRestHealth)
#include "test_rest_health.moc"
