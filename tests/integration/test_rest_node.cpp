// SPDX-License-Identifier: GPL-3.0-or-later
// A collector and a node: enrolment by a token, what the collector learns by the node, and what it does
// without.
#include "tests/integration/rest_client.h"
#include "tests/lab/open_file.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QSslKey>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

CommandResult inNode(const QStringList &command, const QByteArray &input = {})
{
    return runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"), QStringList{u"exec"_s, u"fs1"_s} + command,
                      input);
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qWarning("%s cannot be read", qPrintable(path));
    return file.readAll();
}

constexpr quint16 nodePort = 18081; ///< in the node's own network

} // namespace

class TestRestNode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qWarning("the node's log:\n%s", m_node.log().right(3000).constData());
    }
    void onlyAdministratorsMakeTokens();
    void aTokenThatIsNone();
    void aTokenOutOfDate();
    void somebodyElseAnswers();
    void aTokenIsGoodOnce();
    void theNodesRoad();
    void anAction();
    void aSessionIsEndedByWhoOperates();
    void nobodyButTheCollector();
    void withoutItsNodeByRpc();
    void aNodeThatHangs();
    void aNodeThatWasEnrolledAnew();
    void theCollectorRemembers();
    void aNodeIsRemoved();

private:
    [[nodiscard]] QUrl collector() const
    {
        QUrl url = m_collector.url();
        url.setHost(m_lab.ip(u"host"_s));
        return url;
    }
    [[nodiscard]] QByteArray token(const QByteArray &body = R"({"name":"fs1"})")
    {
        const RestAnswer made = m_rest->send("POST", "/rest/servers/nodes", body);
        if (made.status != 201)
            qWarning("%d %s", made.status, made.body.constData());
        return made.first(u"token"_s).toLatin1();
    }
    [[nodiscard]] CommandResult enrol(const QByteArray &token) const
    {
        return inNode({Smcd::program(), u"enrol"_s, u"-f"_s, m_node.configFile(), collector().toString()},
                      token + '\n');
    }
    /// By which road sessions come now; an open session is needed.
    [[nodiscard]] QString road()
    {
        return m_rest->find("/rest/status/sessions?server=fs1", u"user"_s, u"LAB\\bob"_s)[u"road"][0]
            .toString();
    }
    [[nodiscard]] QString nodeFile(const QString &name) const
    {
        return m_node.stateDirectory() + u"/node/"_s + name;
    }
    /// Whether the node answers whoever shows this certificate.
    [[nodiscard]] bool answers(const QByteArray &certificate, const QByteArray &key) const
    {
        QNetworkAccessManager network;
        QNetworkRequest request(QUrl(u"https://fs1.lab.example:%1/rest/status/cpu"_s.arg(nodePort)));
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates({QSslCertificate(contents(nodeFile(u"authority.pem"_s)))});
        if (!certificate.isEmpty()) {
            tls.setLocalCertificate(QSslCertificate(certificate));
            tls.setPrivateKey(QSslKey(key, key.contains("RSA") ? QSsl::Rsa : QSsl::Ec));
        }
        request.setSslConfiguration(tls);
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 20'000))
            return false;
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200;
    }

    Lab m_lab = Lab::domain();
    Smcd m_collector{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                                   {u"global"_s, {{u"address"_s, u"127.0.0.1 "_s + m_lab.ip(u"host"_s)}}},
                                   {u"roles"_s,
                                    {{u"administrators"_s, u"Domain Admins; Helpdesk; tesfaye"_s},
                                     {u"servers"_s, u"Domain Admins; tesfaye"_s}}}}}};
    Smcd m_node{{.settings = {{u"node"_s, {{u"port"_s, QString::number(nodePort)}}},
                              {u"log"_s, {{u"level"_s, u"debug"_s}}}},
                 .node = u"fs1"_s}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestNode::initTestCase()
{
    QVERIFY(m_collector.start());
    m_rest = std::make_unique<RestClient>(m_collector);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
}

void TestRestNode::onlyAdministratorsMakeTokens()
{
    for (const QString &who : {u"bob"_s, u"helen"_s}) { // helen is an administrator, but not of servers
        RestClient rest(m_collector);
        QCOMPARE(rest.signIn(who, m_lab.password()).status, 200);
        QCOMPARE(rest.send("POST", "/rest/servers/nodes", R"({"name":"fs1"})").status, 403);
    }
    QCOMPARE(m_rest->send("POST", "/rest/servers/nodes", R"({"name":"a b"})").status, 400);
    QCOMPARE(m_rest->send("POST", "/rest/servers/nodes", R"({"name":"fs1","lifetime":"0"})").status, 400);
}

void TestRestNode::aTokenThatIsNone()
{
    const CommandResult nonsense = enrol("nonsense");
    QCOMPARE(nonsense.exitCode, 1);
    QVERIFY2(nonsense.errors.contains("no token"), nonsense.errors.constData());
    QByteArrayList parts = token().split('.');
    std::reverse(parts[1].begin(), parts[1].end());
    const CommandResult unknown = enrol(parts.join('.'));
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY2(unknown.errors.contains("This token is not known here."), unknown.errors.constData());
    QVERIFY(!QFileInfo::exists(nodeFile(u"certificate.pem"_s)));
}

void TestRestNode::aTokenOutOfDate()
{
    const RestAnswer made = m_rest->send("POST", "/rest/servers/nodes", R"({"name":"fs1","lifetime":"1"})");
    QCOMPARE(made.status, 201);
    const QDateTime expires = QDateTime::fromString(made.first(u"expires"_s), Qt::ISODate);
    QTRY_VERIFY(QDateTime::currentDateTimeUtc() > expires.addSecs(1));
    const CommandResult late = enrol(made.first(u"token"_s).toLatin1());
    QCOMPARE(late.exitCode, 1);
    QVERIFY2(late.errors.contains("out of date since"), late.errors.constData());
}

void TestRestNode::somebodyElseAnswers()
{
    QByteArrayList parts = token().split('.');
    std::reverse(parts[2].begin(), parts[2].end() - 1); // the last digit is not whole
    const CommandResult refused = enrol(parts.join('.'));
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.errors.contains("Somebody else answers"), refused.errors.constData());
}

void TestRestNode::aTokenIsGoodOnce()
{
    // Made by another process, as at the collector's console.
    const CommandResult printed =
        runCommand(Smcd::program(), {u"enrol"_s, u"--token"_s, u"fs1"_s, u"-f"_s, m_collector.configFile()});
    QVERIFY2(printed.ok(), printed.errors.constData());
    const QByteArray once = printed.output.trimmed();
    QVERIFY(!contents(m_collector.stateDirectory() + u"/nodes/nodes.json"_s).contains(once.split('.').at(1)));
    const CommandResult enrolled = enrol(once);
    QVERIFY2(enrolled.ok(), enrolled.errors.constData());
    QVERIFY(enrolled.output.contains("the node fs1"));
    QCOMPARE(QFileInfo(nodeFile(u"key.pem"_s)).permissions() & ~QFile::ReadUser & ~QFile::WriteUser,
             QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray certificate = contents(nodeFile(u"certificate.pem"_s));
    const CommandResult again = enrol(once);
    QCOMPARE(again.exitCode, 1);
    QVERIFY2(again.errors.contains("was used already"), again.errors.constData());
    QCOMPARE(contents(nodeFile(u"certificate.pem"_s)), certificate);

    const QJsonObject node = m_rest->find("/rest/servers/nodes", u"name"_s, u"fs1"_s);
    QCOMPARE(node[u"host"][0].toString(), u"fs1.lab.example"_s);
    QCOMPARE(node[u"port"][0].toString(), QString::number(nodePort));
    QVERIFY(m_node.start());
}

void TestRestNode::theNodesRoad()
{
    OpenFile work(m_lab, u"bob"_s, u"node.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const QJsonObject session = m_rest->find("/rest/status/sessions?server=fs1", u"user"_s, u"LAB\\bob"_s);
    QCOMPARE(session[u"road"][0].toString(), u"node"_s);
    QCOMPARE(session[u"age"][0].toString(), u"0"_s);
    QCOMPARE(session[u"server"][0].toString(), u"fs1"_s);
    QCOMPARE(session[u"dialect"][0].toString(), u"SMB3_11"_s);
    QCOMPARE(session[u"id"][0].toString(), u"fs1:LAB\\bob@"_s + m_lab.ip(u"host"_s));
    const QString pid = QString::fromLatin1(inNode({u"cat"_s, u"/run/samba/smbd.pid"_s}).output.trimmed());
    QCOMPARE(m_rest->find("/rest/servers/processes", u"id"_s, u"fs1:smbd"_s)[u"pid"][0].toString(), pid);
    QVERIFY(m_rest->get("/rest/servers/logs?filter=file:log.smbd&limit=1").json()[u"total"].toInt() > 0);
    // Names with letters of every kind come through.
    OpenFile other(m_lab, u"søren"_s, u"ünïcode-файл.txt"_s);
    QVERIFY2(other.isOpen(), other.output().constData());
    QCOMPARE(
        m_rest->find("/rest/status/files?server=fs1", u"path"_s, u"/srv/data/ünïcode-файл.txt"_s)[u"user"][0]
            .toString(),
        u"LAB\\søren"_s);
}

void TestRestNode::anAction()
{
    const RestAnswer done =
        m_rest->send("PUT", "/rest/servers/processes/fs1:winbindd/log-level", R"({"level":"1 idmap:4"})");
    QVERIFY2(done.status == 204, done.body.constData());
    QTRY_VERIFY(inNode({u"smbcontrol"_s, u"winbindd"_s, u"debuglevel"_s}).output.contains("idmap:4"));
    const RestAnswer bad =
        m_rest->send("PUT", "/rest/servers/processes/fs1:winbindd/log-level", R"({"level":"loud"})");
    QCOMPARE(bad.status, 400); // in the node's own words
    QCOMPARE(bad.json()[u"field"].toString(), u"level"_s);
    QTRY_VERIFY(m_node.log().contains("alice@LAB.EXAMPLE")); // who had it done
    QVERIFY(
        m_rest->send("PUT", "/rest/servers/processes/fs1:winbindd/log-level", R"({"level":"1"})").status ==
        204);
}

void TestRestNode::aSessionIsEndedByWhoOperates()
{
    // No administrator of the server, which so refuses it by RPC.
    RestClient operating(m_collector);
    QCOMPARE(operating.signIn(u"tesfaye"_s, m_lab.password()).status, 200);
    OpenFile work(m_lab, u"bob"_s, u"ended.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const QString id = u"fs1:LAB\\bob@"_s + m_lab.ip(u"host"_s);
    const QByteArray path = "/rest/status/sessions/" + QUrl::toPercentEncoding(id);
    const RestAnswer dry = operating.send("DELETE", path + "?dry-run=1");
    QCOMPARE(dry.json()[u"changes"][0][u"writing"].toArray(), QJsonArray{u"/srv/data/ended.txt"_s});
    const RestAnswer ended = operating.send("DELETE", path);
    QVERIFY2(ended.status == 204, ended.body.constData());
    QVERIFY(!inNode({u"smbstatus"_s, u"-p"_s}).output.contains("bob"));
    QTRY_VERIFY(m_node.log().contains("tesfaye@LAB.EXAMPLE")); // who had it done
    QCOMPARE(operating.send("DELETE", path).status, 404);
}

void TestRestNode::nobodyButTheCollector()
{
    const QString folder = m_collector.stateDirectory() + u"/nodes/"_s;
    QVERIFY(answers(contents(folder + u"collector.pem"_s), contents(folder + u"collector.key"_s)));
    QVERIFY(!answers({}, {}));
    // A node's own certificate is of the same authority, and is none to ask with.
    QVERIFY(!answers(contents(nodeFile(u"certificate.pem"_s)), contents(nodeFile(u"key.pem"_s))));
    QVERIFY(!answers(contents(m_lab.certificateFile()), contents(m_lab.privateKeyFile())));
}

void TestRestNode::withoutItsNodeByRpc()
{
    OpenFile work(m_lab, u"bob"_s, u"fallback.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    QCOMPARE(road(), u"node"_s);
    m_node.stop();
    QCOMPARE(road(), u"rpc"_s);
    const RestAnswer processes = m_rest->get("/rest/servers/processes?server=fs1");
    QCOMPARE(processes.status, 502);
    QVERIFY2(processes.json()[u"detail"].toString().contains(u"smcd on fs1 does not answer"),
             processes.body.constData());
    QVERIFY(m_node.start());
    // What no other road has asks it in any case, and so finds out that it is there again.
    QCOMPARE(m_rest->get("/rest/servers/processes?server=fs1").status, 200);
    QCOMPARE(road(), u"node"_s);
}

void TestRestNode::aNodeThatHangs()
{
    OpenFile work(m_lab, u"bob"_s, u"hangs.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    QCOMPARE(road(), u"node"_s);
    m_node.signal(SIGSTOP);
    const auto goesOn = qScopeGuard([this] { m_node.signal(SIGCONT); });
    QElapsedTimer time;
    time.start();
    QCOMPARE(road(), u"rpc"_s);
    QVERIFY2(time.elapsed() < 15'000, "it has ten seconds");
    time.restart();
    QCOMPARE(road(), u"rpc"_s);
    QVERIFY2(time.elapsed() < 5'000, "it is known to be silent");
    const RestAnswer processes = m_rest->get("/rest/servers/processes?server=fs1");
    QCOMPARE(processes.status, 502);
    QVERIFY2(processes.json()[u"detail"].toString().contains(
                 u"smcd on fs1 does not answer: nothing came for 10 seconds."),
             processes.body.constData());
    m_node.signal(SIGCONT);
    QCOMPARE(m_rest->get("/rest/servers/processes?server=fs1").status, 200);
    QCOMPARE(road(), u"node"_s);
}

void TestRestNode::aNodeThatWasEnrolledAnew()
{
    OpenFile work(m_lab, u"bob"_s, u"anew.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const CommandResult enrolled = enrol(token());
    QVERIFY2(enrolled.ok(), enrolled.errors.constData());
    QCOMPARE(m_rest->find("/rest/servers/nodes", u"name"_s, u"fs1"_s)[u"port"][0].toString(),
             QString::number(nodePort));
    // The node that still runs shows the former certificate: on the next connection it is found out.
    QCOMPARE(m_collector.stop(), 0);
    QVERIFY(m_collector.start());
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QCOMPARE(road(), u"rpc"_s);
    const RestAnswer processes = m_rest->get("/rest/servers/processes?server=fs1");
    QCOMPARE(processes.status, 502);
    QVERIFY2(processes.json()[u"detail"].toString().contains(u"another certificate"),
             processes.body.constData());
    QCOMPARE(m_node.stop(), 0);
    QVERIFY(m_node.start());
    QCOMPARE(m_rest->get("/rest/servers/processes?server=fs1").status, 200);
    QCOMPARE(road(), u"node"_s);
}

void TestRestNode::theCollectorRemembers()
{
    QCOMPARE(m_collector.stop(), 0);
    QVERIFY(m_collector.start());
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QCOMPARE(m_rest->get("/rest/servers/nodes/fs1").first(u"host"_s), u"fs1.lab.example"_s);
    QCOMPARE(m_rest->get("/rest/servers/processes?server=fs1").status, 200);
}

void TestRestNode::aNodeIsRemoved()
{
    QCOMPARE(m_rest->send("DELETE", "/rest/servers/nodes/fs1?dry-run=1").status, 200);
    QCOMPARE(m_rest->send("DELETE", "/rest/servers/nodes/fs1").status, 204);
    QCOMPARE(m_rest->send("DELETE", "/rest/servers/nodes/fs1").status, 404);
    QCOMPARE(m_rest->get("/rest/servers/processes?server=fs1").status, 415);
}

QTEST_GUILESS_MAIN(TestRestNode)
#include "test_rest_node.moc"
