// SPDX-License-Identifier: GPL-3.0-or-later
// smcd on the file server itself: what it tells of its machine that RPC cannot, and what it does there. The
// witnesses are Samba's own tools, run inside the node.
#include "tests/integration/rest_client.h"
#include "tests/lab/open_file.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

CommandResult inNode(const QStringList &command)
{
    return runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"), QStringList{u"exec"_s, u"fs1"_s} + command);
}

} // namespace

class TestRestLocal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sessionsWithDialect();
    void filesAndConnections();
    void fileIdIsThatOfRpc();
    void processes();
    void aDaemonIsStoppedAndStarted();
    void logs();
    void cpuAndDisks();
    void effectiveConfiguration();
    void aShareAndAClientAreDisconnected();
    void aSessionIsEndedByWhoOperates();
    void withoutSambasToolsByRpc();
    void onlyForThoseWhoMay();

private:
    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                              {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}},
                 .node = u"fs1"_s}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestLocal::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    const RestAnswer signedIn = m_rest->signIn(m_lab.admin(), m_lab.password());
    QVERIFY2(signedIn.status == 200, signedIn.body.constData());
}

void TestRestLocal::sessionsWithDialect()
{
    OpenFile work(m_lab, u"bob"_s, u"local.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const QJsonObject session = m_rest->find("/rest/status/sessions?server=fs1", u"user"_s, u"LAB\\bob"_s);
    QCOMPARE(session[u"road"][0].toString(), u"local"_s);
    QCOMPARE(session[u"age"][0].toString(), u"0"_s);
    QCOMPARE(session[u"server"][0].toString(), u"fs1"_s);
    QCOMPARE(session[u"dialect"][0].toString(), u"SMB3_11"_s);
    QCOMPARE(session[u"encryption"][0].toString(), u"none"_s);
    QVERIFY(session[u"signature"][0].toString().startsWith(u"AES"));
    QCOMPARE(session[u"opens"][0].toString(), u"1"_s);
    QCOMPARE(session[u"id"][0].toString(), u"fs1:LAB\\bob@"_s + m_lab.ip(u"host"_s));
}

void TestRestLocal::filesAndConnections()
{
    OpenFile work(m_lab, u"bob"_s, u"local.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const QJsonObject file =
        m_rest->find("/rest/status/files?server=fs1", u"path"_s, u"/srv/data/local.txt"_s);
    QCOMPARE(file[u"road"][0].toString(), u"local"_s);
    QCOMPARE(file[u"user"][0].toString(), u"LAB\\bob"_s);
    QCOMPARE(file[u"client"][0].toString(), m_lab.ip(u"host"_s));
    QCOMPARE(file[u"access"], QJsonArray({u"read"_s, u"write"_s}));
    QCOMPARE(file[u"oplock"][0].toString(), u"none"_s);
    const QJsonObject connection = m_rest->find("/rest/status/connections", u"share"_s, u"data"_s);
    QCOMPARE(connection[u"user"][0].toString(), u"LAB\\bob"_s);
    QCOMPARE(connection[u"client"][0].toString(), m_lab.ip(u"host"_s));
    QCOMPARE(connection[u"pid"][0], file[u"pid"][0]);
    QVERIFY(inNode({u"smbstatus"_s, u"-S"_s}).output.contains(connection[u"pid"][0].toString().toUtf8()));
}

void TestRestLocal::fileIdIsThatOfRpc()
{
    OpenFile work(m_lab, u"bob"_s, u"number.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const QJsonObject file =
        m_rest->find("/rest/status/files?server=fs1", u"path"_s, u"/srv/data/number.txt"_s);
    QCOMPARE(file[u"road"][0].toString(), u"local"_s);
    // It is closed by RPC, as the person.
    const RestAnswer closed =
        m_rest->send("DELETE", "/rest/status/files/" + encoded(file[u"id"][0].toString()));
    QVERIFY2(closed.status == 204, closed.body.constData());
    QTRY_VERIFY(!inNode({u"smbstatus"_s, u"-L"_s}).output.contains("number.txt"));
}

void TestRestLocal::processes()
{
    const QString pid = QString::fromLatin1(inNode({u"cat"_s, u"/run/samba/smbd.pid"_s}).output.trimmed());
    OpenFile work(m_lab, u"bob"_s, u"process.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const QJsonObject smbd = m_rest->find("/rest/servers/processes", u"id"_s, u"fs1:smbd"_s);
    QCOMPARE(smbd[u"pid"][0].toString(), pid);
    QCOMPARE(smbd[u"state"][0].toString(), u"running"_s);
    QCOMPARE(smbd[u"sessions"][0].toString().toInt(),
             m_rest->get("/rest/status/sessions?server=fs1").json()[u"total"].toInt());
    QVERIFY(smbd[u"memory"][0].toString().toLongLong() > 1'000'000);
    const QString client =
        m_rest->find("/rest/status/sessions?server=fs1", u"user"_s, u"LAB\\bob"_s)[u"pid"][0].toString();
    const QJsonObject child = m_rest->find("/rest/servers/processes", u"pid"_s, client);
    QCOMPARE(child[u"program"][0].toString(), u"smbd"_s);
    QCOMPARE(child[u"parent"][0].toString(), pid);
    QCOMPARE(child[u"sessions"][0].toString(), u"1"_s);
    QVERIFY(!m_rest->find("/rest/servers/processes", u"id"_s, u"fs1:winbindd"_s).isEmpty());
    QCOMPARE(m_rest->find("/rest/servers/processes", u"id"_s, u"fs1:nmbd"_s)[u"state"][0].toString(),
             u"stopped"_s);
    QCOMPARE(m_rest->find("/rest/servers/processes", u"id"_s, u"fs1:smcd"_s)[u"pid"][0].toString(),
             QString::number(m_smcd.pid()));
}

void TestRestLocal::aDaemonIsStoppedAndStarted()
{
    const QByteArray nmbd = "/rest/servers/processes/fs1:nmbd";
    QCOMPARE(m_rest->send("PUT", nmbd + "/stop").status, 404); // it does not run
    const RestAnswer started = m_rest->send("PUT", nmbd + "/start");
    QVERIFY2(started.status == 204, started.body.constData());
    QTRY_COMPARE(m_rest->find("/rest/servers/processes", u"id"_s, u"fs1:nmbd"_s)[u"state"][0].toString(),
                 u"running"_s);
    QCOMPARE(m_rest->send("PUT", nmbd + "/start").status, 409);
    // It listens to smbcontrol a moment later than it runs.
    QTRY_COMPARE(m_rest->send("PUT", nmbd + "/reload").status, 204);
    const RestAnswer level = m_rest->send("PUT", nmbd + "/log-level", R"({"level":"3 auth:5"})");
    QVERIFY2(level.status == 204, level.body.constData());
    QTRY_VERIFY(inNode({u"smbcontrol"_s, u"nmbd"_s, u"debuglevel"_s}).output.contains("auth:5"));
    QCOMPARE(m_rest->send("PUT", nmbd + "/log-level", R"({"level":"3@/etc/passwd"})").status, 400);
    const RestAnswer dry = m_rest->send("PUT", nmbd + "/stop?dry-run=1");
    QCOMPARE(dry.json()[u"changes"][0][u"operation"].toString(), u"stop"_s);
    const RestAnswer stopped = m_rest->send("PUT", nmbd + "/stop");
    QVERIFY2(stopped.status == 204, stopped.body.constData());
    QVERIFY(!inNode({u"pgrep"_s, u"-x"_s, u"nmbd"_s}).ok());
    QCOMPARE(m_rest->send("PUT", "/rest/servers/processes/fs1:1/stop").status, 404); // none of Samba's
    QCOMPARE(m_rest->send("PUT", "/rest/servers/processes/fs1:smcd/stop").status, 415);
}

void TestRestLocal::logs()
{
    QVERIFY(inNode({u"smbcontrol"_s, u"smbd"_s, u"ping"_s}).ok());
    const QByteArray path = "/rest/servers/logs?server=fs1&limit=1&filter=";
    QTRY_VERIFY(m_rest->get(path + "file:log.smbd%20text:*PING*").json()[u"total"].toInt() > 0);
    const QJsonValue entry = m_rest->get(path + "file:log.smbd%20text:*PING*").items()[0];
    QCOMPARE(entry[u"level"][0].toString(), u"1"_s);
    QVERIFY(entry[u"origin"][0].toString().endsWith(u"(ping_message)"));
    const QDateTime time = QDateTime::fromString(entry[u"time"][0].toString(), Qt::ISODateWithMs);
    QVERIFY(qAbs(time.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    const RestAnswer severe = m_rest->get("/rest/servers/logs?filter=" + encoded(u"(level<=0)"_s));
    QVERIFY(severe.json()[u"total"].toInt() > 0);
    for (const QJsonValue one : severe.items())
        QCOMPARE(one[u"level"][0].toString(), u"0"_s);
}

void TestRestLocal::cpuAndDisks()
{
    const RestAnswer cpu = m_rest->get("/rest/status/cpu/fs1");
    QVERIFY2(cpu.status == 200, cpu.body.constData());
    QVERIFY(cpu.first(u"cpus"_s).toInt() > 0);
    QVERIFY(cpu.first(u"cpu"_s).toDouble() >= 0 && cpu.first(u"cpu"_s).toDouble() <= 100);
    QVERIFY(cpu.first(u"available"_s).toLongLong() < cpu.first(u"memory"_s).toLongLong());
    const QJsonObject disk = m_rest->find("/rest/status/disks", u"share"_s, u"data"_s);
    QCOMPARE(disk[u"path"][0].toString(), u"/srv/data"_s);
    const QByteArrayList df =
        inNode({u"df"_s, u"-B1"_s, u"--output=size"_s, u"/srv/data"_s}).output.simplified().split(' ');
    QCOMPARE(disk[u"total"][0].toString().toLatin1(), df.last());
}

void TestRestLocal::effectiveConfiguration()
{
    // Of smb.conf, not of the registry, which alone RPC sees.
    const RestAnswer effective = m_rest->get("/rest/servers/effective-config/fs1");
    QVERIFY2(effective.status == 200, effective.body.constData());
    QCOMPARE(effective.first(u"workgroup"_s), u"LAB"_s);
    QCOMPARE(effective.first(u"security"_s), u"ADS"_s);
}

void TestRestLocal::aShareAndAClientAreDisconnected()
{
    OpenFile work(m_lab, u"bob"_s, u"kill.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    QCOMPARE(m_rest->send("PUT", "/rest/shares/shares/fs1:nosuch/disconnect").status, 404);
    const RestAnswer closed = m_rest->send("PUT", "/rest/shares/shares/fs1:data/disconnect");
    QVERIFY2(closed.status == 204, closed.body.constData());
    QTRY_VERIFY(m_rest->find("/rest/status/connections", u"share"_s, u"data"_s).isEmpty());
    const QString id =
        m_rest->find("/rest/status/sessions?server=fs1", u"user"_s, u"LAB\\bob"_s)[u"id"][0].toString();
    QVERIFY(!id.isEmpty());
    const RestAnswer killed =
        m_rest->send("PUT", "/rest/status/sessions/" + encoded(id) + "/disconnect-client");
    QVERIFY2(killed.status == 204, killed.body.constData());
    QTRY_VERIFY(!inNode({u"smbstatus"_s, u"-p"_s}).output.contains("bob"));
}

void TestRestLocal::aSessionIsEndedByWhoOperates()
{
    // helen is no administrator of the server; she may use the rights that the service has there.
    Smcd smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                            {u"roles"_s, {{u"servers"_s, u"Helpdesk"_s}}}},
               .node = u"fs1"_s}};
    QVERIFY(smcd.start());
    RestClient operating(smcd);
    QCOMPARE(operating.signIn(u"helen"_s, m_lab.password()).status, 200);
    RestClient helen(m_smcd);
    QCOMPARE(helen.signIn(u"helen"_s, m_lab.password()).status, 200);

    OpenFile work(m_lab, u"bob"_s, u"ended.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const QString id = u"fs1:LAB\\bob@"_s + m_lab.ip(u"host"_s);
    const QByteArray path = "/rest/status/sessions/" + encoded(id);
    const RestAnswer dry = operating.send("DELETE", path + "?dry-run=1");
    QVERIFY2(dry.status == 200, dry.body.constData());
    QCOMPARE(dry.json()[u"changes"][0][u"writing"].toArray(), QJsonArray{u"/srv/data/ended.txt"_s});
    QCOMPARE(helen.send("DELETE", path).status, 403);
    QVERIFY(inNode({u"smbstatus"_s, u"-p"_s}).output.contains("bob"));
    const RestAnswer ended = operating.send("DELETE", path);
    QVERIFY2(ended.status == 204, ended.body.constData());
    QVERIFY(!inNode({u"smbstatus"_s, u"-p"_s}).output.contains("bob"));
    work.ask("ls");
    QVERIFY2(work.said("NT_STATUS_CONNECTION_DISCONNECTED"), work.output().constData());
    QCOMPARE(operating.send("DELETE", path).status, 404); // it is not there any more
}

void TestRestLocal::withoutSambasToolsByRpc()
{
    OpenFile work(m_lab, u"bob"_s, u"fallback.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    Smcd smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                            {u"global"_s, {{u"smb_dir"_s, u"/nowhere"_s}}}},
               .node = u"fs1"_s}};
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    const QJsonObject session = rest.find("/rest/status/sessions?server=fs1", u"user"_s, u"LAB\\bob"_s);
    QCOMPARE(session[u"road"][0].toString(), u"rpc"_s);
    const RestAnswer connections = rest.get("/rest/status/connections?server=fs1");
    QCOMPARE(connections.status, 404);
    QVERIFY2(connections.json()[u"detail"].toString().contains(u"/nowhere/bin/smbstatus"),
             connections.body.constData());
}

void TestRestLocal::onlyForThoseWhoMay()
{
    // helen is an administrator to smcd, and none to the servers.
    RestClient helen(m_smcd);
    const RestAnswer signedIn = helen.signIn(u"helen"_s, m_lab.password());
    QCOMPARE(signedIn.json()[u"role"].toString(), u"administrator"_s);
    const RestAnswer sessions = helen.get("/rest/status/sessions?server=fs1");
    QVERIFY2(sessions.status == 403, sessions.body.constData());
    const RestAnswer logs = helen.get("/rest/servers/logs?server=fs1");
    QCOMPARE(logs.status, 403);
    QVERIFY(logs.json()[u"hint"].toString().contains(u"[roles] servers"));
    QCOMPARE(helen.send("PUT", "/rest/servers/processes/fs1:smbd/reload").status, 403);
    // A domain controller on which no smcd runs has no such road.
    const RestAnswer dc = m_rest->get("/rest/servers/processes?server=dc1");
    QCOMPARE(dc.status, 415);
    QVERIFY(dc.json()[u"hint"].toString().contains(u"smcd"));
}

QTEST_GUILESS_MAIN(TestRestLocal)
#include "test_rest_local.moc"
