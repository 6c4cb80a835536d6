// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/smcctl.h"
#include "tests/lab/open_file.h"
#include "tests/lab/quotas.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;
using Called = Smcctl::Called;

/// smcctl and file servers: what an administrator's script and a monitoring system call.
class TestSmcctlServers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_smcd.start());
        (void)m_smcctl.call({u"shares"_s, u"delete"_s, u"fs1:ctl"_s}); // that an earlier run may have left
    }

    void serversAndTheirShares()
    {
        const Called servers = m_smcctl.call({u"servers"_s, u"list"_s, u"-s"_s, u"group:all"_s});
        QCOMPARE(servers.errors, QString());
        QCOMPARE(servers.status, 0);
        QVERIFY2(servers.output.contains(u"\nfs1 "_s) && servers.output.contains(u"\ndc1 "_s),
                 qPrintable(servers.output));
        const Called shares = m_smcctl.call({u"shares"_s, u"list"_s, u"--server=fs1"_s});
        QVERIFY2(shares.output.contains(u"fs1:data"_s) && !shares.output.contains(u"dc1:"_s),
                 qPrintable(shares.output));
        QCOMPARE(m_smcctl.call({u"shares"_s, u"list"_s, u"-s"_s, u"nowhere"_s}).status, 3);
    }

    void aShareLivesAndGoes()
    {
        const Called tried = m_smcctl.call({u"shares"_s, u"create"_s, u"ctl"_s, u"-s"_s, u"fs1"_s,
                                            u"path=/srv/public"_s, u"comment=By hand"_s, u"-n"_s});
        QCOMPARE(tried.errors, QString());
        QVERIFY2(tried.output.contains(u"comment: By hand"_s), qPrintable(tried.output));
        QCOMPARE(m_smcctl.call({u"shares"_s, u"show"_s, u"fs1:ctl"_s}).status, 3);

        const Called made = m_smcctl.call({u"shares"_s, u"create"_s, u"ctl"_s, u"-s"_s, u"fs1"_s,
                                           u"path=/srv/public"_s, u"comment=By hand"_s});
        QCOMPARE(made.errors, QString());
        QCOMPARE(made.status, 0);
        QCOMPARE(m_smcctl
                     .call({u"shares"_s, u"set"_s, u"fs1:ctl"_s, u"comment=By script"_s, u"--reason"_s,
                            u"For a test"_s})
                     .status,
                 0);
        const Called changes = m_smcctl.call({u"changes"_s, u"list"_s, u"--since"_s, u"1h"_s, u"--filter"_s,
                                              u"section:ctl after:\"By script\""_s, u"-o"_s, u"csv"_s,
                                              u"--fields"_s, u"before,after,person,reason"_s});
        QVERIFY2(changes.output.contains(u"By hand,By script,alice,For a test"_s),
                 qPrintable(changes.output + changes.errors));
        QVERIFY(m_smcctl.call({u"shares"_s, u"show"_s, u"fs1:ctl"_s}).output.contains(u"By script"_s));
        const Called wrong = m_smcctl.call({u"shares"_s, u"set"_s, u"fs1:ctl"_s, u"read-onyl=yes"_s});
        QCOMPARE(wrong.status, 1);
        QVERIFY2(wrong.errors.contains(u"read only"_s), qPrintable(wrong.errors)); // did you mean
        // The lab's administrator is not root on the file server.
        const Called renamed = m_smcctl.call({u"shares"_s, u"rename"_s, u"fs1:ctl"_s, u"--to"_s, u"ctl2"_s});
        QVERIFY2(renamed.status != 0 && renamed.errors.contains(u"shows nobody but root"),
                 qPrintable(renamed.errors));
        QCOMPARE(m_smcctl.call({u"shares"_s, u"show"_s, u"fs1:ctl2"_s}).status, 3);
        QCOMPARE(m_smcctl.call({u"shares"_s, u"delete"_s, u"fs1:ctl"_s}).status, 0);
        QCOMPARE(m_smcctl.call({u"shares"_s, u"show"_s, u"fs1:ctl"_s}).status, 3);
    }

    void quotasOfAShare()
    {
        const Quotas server(m_lab);
        QVERIFY(server.switchOn());
        const auto call = [this](const QStringList &words) {
            return m_smcctl.call(QStringList{u"shares"_s} + words, {},
                                 {{u"SMC_USER"_s, u"Administrator"_s}}); // root on the file server
        };
        const auto isThere = [&] { return call({u"quotas"_s, u"fs1:data"_s}).status == 0; };
        QVERIFY(QTest::qWaitFor(isThere, 60'000));
        const QStringList bob{u"quota"_s, u"fs1:data"_s, u"LAB\\bob"_s};
        const Called tried = call(bob + QStringList{u"hard=2048000"_s, u"-n"_s});
        QVERIFY2(tried.output.contains(u"2048000"), qPrintable(tried.output + tried.errors));
        QVERIFY(server.kept(u"bob"_s).isEmpty());
        QCOMPARE(call(bob + QStringList{u"hard=2048000"_s}).status, 0);
        QCOMPARE(server.kept(u"bob"_s), "0 2000");
        QVERIFY(call(bob).output.contains(u"2048000"));
        const Called list = call({u"quotas"_s, u"fs1:data"_s});
        QVERIFY2(list.output.contains(u"LAB\\bob"), qPrintable(list.output + list.errors));
        QCOMPARE(call(bob + QStringList{u"hard="_s}).status, 0);
        QCOMPARE(server.kept(u"bob"_s), "0 0");
        QCOMPARE(call({u"quota"_s, u"fs1:data"_s}).status, 2); // whose?
        const Called refused = m_smcctl.call({u"shares"_s, u"quotas"_s, u"fs1:data"_s});
        QVERIFY2(refused.status == 4 && refused.errors.contains(u"username map"), qPrintable(refused.errors));
    }

    void theConfigurationIsReadAndChanged()
    {
        QCOMPARE(m_smcctl.call({u"config"_s, u"show"_s}).status, 2); // of which server?
        const Called before = m_smcctl.call({u"config"_s, u"show"_s, u"-s"_s, u"fs1"_s});
        QCOMPARE(before.errors, QString());
        const Called tried =
            m_smcctl.call({u"config"_s, u"set"_s, u"-s"_s, u"fs1"_s, u"server-string=A box"_s, u"-n"_s});
        QCOMPARE(tried.errors, QString());
        QVERIFY2(tried.output.contains(u"A box"_s), qPrintable(tried.output));
        QCOMPARE(m_smcctl.call({u"config"_s, u"show"_s, u"-s"_s, u"fs1"_s}).output, before.output);
    }

    void groupsOfServersAndTheirDrift()
    {
        const Called made = m_smcctl.call({u"server-groups"_s, u"create"_s, u"files"_s, u"servers=fs1"_s,
                                           u"desired=[global] server string = By smcctl"_s});
        QCOMPARE(made.errors, QString());
        QCOMPARE(made.status, 0);
        QVERIFY(m_smcctl.call({u"server-groups"_s, u"list"_s}).output.contains(u"\nfiles "_s));
        const Called drift = m_smcctl.call({u"server-groups"_s, u"drift"_s, u"files"_s});
        QVERIFY2(drift.output.contains(u"By smcctl"_s), qPrintable(drift.output + drift.errors));
        const Called tried = m_smcctl.call({u"server-groups"_s, u"repair"_s, u"files"_s, u"-n"_s});
        QVERIFY2(tried.output.contains(u"server string: By smcctl"_s),
                 qPrintable(tried.output + tried.errors));
        QVERIFY(m_smcctl.call({u"server-groups"_s, u"drift"_s, u"files"_s}).output.contains(u"By smcctl"_s));
        QCOMPARE(m_smcctl.call({u"server-groups"_s, u"repair"_s, u"files"_s}).status, 0);
        QVERIFY(!m_smcctl.call({u"server-groups"_s, u"drift"_s, u"files"_s}).output.contains(u"By smcctl"_s));
        QVERIFY(m_smcctl.call({u"config"_s, u"show"_s, u"-s"_s, u"fs1"_s}).output.contains(u"By smcctl"_s));

        const Called wrong =
            m_smcctl.call({u"server-groups"_s, u"set"_s, u"files"_s, u"desired+=[data] rite list = x"_s});
        QCOMPARE(wrong.status, 1);
        QVERIFY2(wrong.errors.contains(u"write list"_s), qPrintable(wrong.errors));
        QCOMPARE(
            m_smcctl.call({u"server-groups"_s, u"set"_s, u"files"_s, u"desired=[global] server string ="_s})
                .status,
            0);
        QCOMPARE(m_smcctl.call({u"server-groups"_s, u"repair"_s, u"files"_s}).status, 0);
        QVERIFY(!m_smcctl.call({u"config"_s, u"show"_s, u"-s"_s, u"fs1"_s}).output.contains(u"By smcctl"_s));
        QCOMPARE(m_smcctl.call({u"server-groups"_s, u"delete"_s, u"files"_s}).status, 0);
        QCOMPARE(m_smcctl.call({u"server-groups"_s, u"drift"_s, u"files"_s}).status, 3);
    }

    void servicesAndPrinters()
    {
        const Called services = m_smcctl.call({u"services"_s, u"list"_s, u"-s"_s, u"fs1"_s});
        QVERIFY2(services.output.contains(u"fs1:Spooler"_s), qPrintable(services.output + services.errors));
        const Called tried = m_smcctl.call({u"printers"_s, u"pause"_s, u"fs1:office"_s, u"-n"_s});
        QVERIFY2(tried.status == 0 && tried.output.contains(u"pause"_s),
                 qPrintable(tried.output + tried.errors));
        QCOMPARE(m_smcctl.call({u"printers"_s, u"burn"_s, u"fs1:office"_s}).status, 2);
    }

    void aFileIsSeenAndClosed()
    {
        OpenFile file(m_lab, u"bob"_s, u"ctl.txt"_s);
        QVERIFY(file.isOpen());
        const QStringList ofBob{u"--filter"_s, u"path:*ctl.txt"_s, u"-s"_s, u"fs1"_s, u"-o"_s, u"json"_s};
        const auto files = [&] {
            return QJsonDocument::fromJson(
                       m_smcctl.call(QStringList{u"files"_s, u"list"_s} + ofBob).output.toUtf8())["items"_L1]
                .toArray();
        };
        QCOMPARE(files().size(), 1);
        const QString id = files().first()["id"_L1][0].toString();
        QVERIFY2(m_smcctl.call({u"files"_s, u"close"_s, id, u"-n"_s}).output.contains(u"ctl.txt"_s),
                 qPrintable(id));
        QCOMPARE(files().size(), 1);
        QCOMPARE(m_smcctl.call({u"files"_s, u"close"_s, id}).status, 0);
        QCOMPARE(files().size(), 0);
    }

    void aSessionIsSeenAndDisconnected()
    {
        OpenFile file(m_lab, u"bob"_s, u"ctl-session.txt"_s);
        QVERIFY(file.isOpen());
        const Called sessions = m_smcctl.call({u"sessions"_s, u"list"_s, u"-s"_s, u"fs1"_s, u"--filter"_s,
                                               u"user:*bob*"_s, u"-o"_s, u"json"_s});
        const QJsonValue found = QJsonDocument::fromJson(sessions.output.toUtf8())["items"_L1][0];
        const QString session = found["id"_L1][0].toString();
        QVERIFY2(session.startsWith(u"fs1:LAB\\bob@"_s), qPrintable(sessions.output));
        const Called tried = m_smcctl.call({u"sessions"_s, u"disconnect"_s, session, u"-n"_s});
        QVERIFY2(tried.output.contains(u"  writing: /srv/data/ctl-session.txt\n"_s),
                 qPrintable(tried.output));
        const Called ended = m_smcctl.call({u"sessions"_s, u"disconnect"_s, session});
        QVERIFY2(ended.status == 0, qPrintable(ended.errors));
        QCOMPARE(m_smcctl.call({u"sessions"_s, u"disconnect"_s, session}).status, 3);
    }

    void aMonitoringSystemChecks()
    {
        const auto check = [&](const QStringList &more) {
            return m_smcctl.call(QStringList{u"check"_s} + more);
        };
        const Called fine =
            check({u"shares"_s, u"-s"_s, u"fs1"_s, u"--warn"_s, u"50"_s, u"--crit"_s, u"99"_s});
        QCOMPARE(fine.status, 0);
        QVERIFY2(fine.output.startsWith(u"SMC OK - "_s) && fine.output.contains(u";50;99;0\n"_s),
                 qPrintable(fine.output));
        const QStringList shares{u"shares"_s, u"-s"_s, u"fs1"_s, u"--filter"_s, u"name:data"_s};
        QCOMPARE(check(shares + QStringList{u"--warn"_s, u"1"_s}).status, 0); // more than that warns
        QCOMPARE(check(shares + QStringList{u"--warn"_s, u"0"_s}).status, 1);
        const Called critical = check(shares + QStringList{u"--warn"_s, u"0"_s, u"--crit"_s, u"0"_s});
        QCOMPARE(critical.status, 2);
        QVERIFY(critical.output.startsWith(u"SMC CRITICAL - 1 shares | shares=1;0;0;0"_s));
        // A server that is off is an alarm, whatever the others say; nobody at home here is not known.
        const Called silent = check({u"servers"_s, u"-s"_s, u"fs1,nosuchhost"_s});
        QCOMPARE(silent.status, 2);
        QVERIFY2(silent.output.contains(u"nosuchhost"_s), qPrintable(silent.output));
        const Called nobody =
            m_smcctl.call({u"check"_s, u"servers"_s}, {}, {{u"SMC_URL"_s, u"https://127.0.0.1:9"_s}});
        QCOMPARE(nobody.status, 3);
        QVERIFY(nobody.output.startsWith(u"SMC UNKNOWN - "_s));
        QCOMPARE(check({u"shares"_s, u"--warn"_s, u"many"_s}).status, 3);
    }

    void aMonitoringSystemAsksHowServersAre()
    {
        const Called well = m_smcctl.call({u"check"_s, u"health"_s, u"-s"_s, u"fs1"_s});
        QCOMPARE(well.status, 0);
        QCOMPARE(well.output,
                 u"SMC OK - 3 checks | checks=3;;;0 warning=0;;;0 critical=0;;;0 unknown=0;;;0\n"_s);
        const Called silent = m_smcctl.call({u"check"_s, u"health"_s, u"-s"_s, u"fs1,nosuchhost"_s});
        QCOMPARE(silent.status, 2);
        QVERIFY2(silent.output.startsWith(
                     u"SMC CRITICAL - nosuchhost: nosuchhost.lab.example cannot be reached"_s),
                 qPrintable(silent.output));
        const Called nobody =
            m_smcctl.call({u"check"_s, u"health"_s, u"-s"_s, u"fs1"_s, u"--filter"_s, u"check:ctdb"_s});
        QCOMPARE(nobody.status, 3); // there is nothing to be looked at
    }

    void whoDoesNotAnswerIsNamed()
    {
        const Called list = m_smcctl.call({u"servers"_s, u"list"_s, u"-s"_s, u"fs1,nosuchhost"_s});
        QCOMPARE(list.status, 1);
        QVERIFY(list.output.contains(u"fs1"_s));
        QVERIFY2(list.errors.contains(u"nosuchhost"_s), qPrintable(list.errors));
    }

private:
    Lab m_lab = Lab::domain();
    Smcd m_smcd{Smcd::Options{
        .settings = {
            {u"servers"_s, {{u"servers"_s, u"fs1 nosuchhost"_s}, {u"groups"_s, u"all: fs1 dc1 dc2"_s}}},
            {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}}}};
    Smcctl m_smcctl{m_lab, m_smcd};
};

QTEST_GUILESS_MAIN(TestSmcctlServers)
#include "test_smcctl_servers.moc"
