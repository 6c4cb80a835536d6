// SPDX-License-Identifier: GPL-3.0-or-later
// smb.conf of the lab's file server, read and changed by the smcd on it and by a collector of which that is a
// node. The witnesses are the file's own bytes, testparm inside the node, and smbclient.
#include "tests/integration/rest_client.h"
#include "tests/integration/smcctl.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr quint16 nodePort = 18082; ///< in the node's own network

CommandResult inNode(const QStringList &command, const QByteArray &input = {})
{
    return runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"), QStringList{u"exec"_s, u"fs1"_s} + command,
                      input);
}

QByteArray confText()
{
    return inNode({u"cat"_s, u"/etc/samba/smb.conf"_s}).output;
}

/// The way an administrator does it, with an editor: in the place of the file, not beside it.
void write(const QByteArray &text)
{
    QVERIFY(inNode({u"sh"_s, u"-c"_s, u"cat > /etc/samba/smb.conf && smbcontrol smbd reload-config"_s}, text)
                .ok());
}

} // namespace

class TestRestFileConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("road");
        QTest::newRow("on the machine") << u"local"_s;
        QTest::newRow("by its node") << u"node"_s;
    }
    void initTestCase();
    void init();
    void cleanup();
    void whatStandsInTheFile();
    void onlyWhatChangesChanges();
    void aDryRunShowsTheDifference();
    void wrongParametersAreRefused_data();
    void wrongParametersAreRefused();
    void somebodyElseWithAnEditor();
    void whatShutsEverybodyOutComesBack();
    void whichPlaceCounts();
    void aShareOfTheFile();
    void fromAShell();
    void onlyForThoseWhoMay();

private:
    RestAnswer put(const QByteArray &body, const QByteArray &id = "fs1", const QByteArray &query = {})
    {
        return m_rest->send("PUT", "/rest/servers/file-config/" + id + query, body, {{"If-Match", "*"}});
    }
    [[nodiscard]] bool answersPeople() const
    {
        return runCommand(u"smbclient"_s, {u"//fs1.lab.example/data"_s, u"-U"_s,
                                           u"LAB\\bob%"_s + m_lab.password(), u"-c"_s, u"ls"_s})
            .ok();
    }

    Lab m_lab = Lab::domain();
    Smcd m_collector{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                                   {u"global"_s, {{u"address"_s, u"127.0.0.1 "_s + m_lab.ip(u"host"_s)}}},
                                   {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}}}};
    Smcd m_machine{{.settings = {{u"node"_s, {{u"port"_s, QString::number(nodePort)}}},
                                 {u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                                 {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}},
                    .node = u"fs1"_s}};
    std::unique_ptr<RestClient> m_byNode;
    std::unique_ptr<RestClient> m_onMachine;
    RestClient *m_rest = nullptr;
    QByteArray m_before;
};

void TestRestFileConfig::initTestCase()
{
    m_before = confText();
    QVERIFY(m_before.contains("include = registry"));
    QVERIFY(m_collector.start());
    m_byNode = std::make_unique<RestClient>(m_collector);
    QCOMPARE(m_byNode->signIn(m_lab.admin(), m_lab.password()).status, 200);
    const RestAnswer made = m_byNode->send("POST", "/rest/servers/nodes", R"({"name":"fs1"})");
    QVERIFY2(made.status == 201, made.body.constData());
    QUrl url = m_collector.url();
    url.setHost(m_lab.ip(u"host"_s));
    const CommandResult enrolled =
        inNode({Smcd::program(), u"enrol"_s, u"-f"_s, m_machine.configFile(), url.toString()},
               made.first(u"token"_s).toLatin1() + '\n');
    QVERIFY2(enrolled.ok(), enrolled.errors.constData());
    QVERIFY(m_machine.start());
    m_onMachine = std::make_unique<RestClient>(m_machine);
    QCOMPARE(m_onMachine->signIn(m_lab.admin(), m_lab.password()).status, 200);
}

void TestRestFileConfig::init()
{
    QFETCH_GLOBAL(const QString, road);
    m_rest = (road == "node"_L1 ? m_byNode : m_onMachine).get();
}

void TestRestFileConfig::cleanup()
{
    if (confText() != m_before)
        write(m_before);
    inNode({u"net"_s, u"conf"_s, u"delparm"_s, u"global"_s, u"log level"_s});
}

void TestRestFileConfig::whatStandsInTheFile()
{
    const RestAnswer read = m_rest->get("/rest/servers/file-config/fs1");
    QVERIFY2(read.status == 200, read.body.constData());
    QCOMPARE(read.first(u"id"_s), u"fs1:global"_s);
    QCOMPARE(read.first(u"workgroup"_s), u"LAB"_s);
    QCOMPARE(read.first(u"load-printers"_s), u"no"_s);
    QVERIFY(read.all(u"parametric"_s).contains(u"idmap config LAB : backend = rid"_s));
    QVERIFY(!read.json().contains(u"include"));
    QVERIFY(!read.headers["etag"].isEmpty());
    QCOMPARE(m_rest->get("/rest/servers/file-config?server=fs1").body, read.body);
    QCOMPARE(m_rest->get("/rest/servers/file-config/fs1:nosuch").status, 404);
}

void TestRestFileConfig::onlyWhatChangesChanges()
{
    const QByteArray hand =
        "# by hand, and kept\n" +
        QByteArray(m_before).replace("  log level = 1\n", "\tLog Level =1\n  crate mask = 1\n");
    write(hand);
    QVERIFY(inNode({u"sh"_s, u"-c"_s,
                    u"chown daemon:adm /etc/samba/smb.conf && chmod 0640 /etc/samba/smb.conf"_s})
                .ok());
    // And nobody may read it by an access list: a tag, what it lets do and an id each (acl(5)).
    const auto accessList = [](const char *what) {
        return inNode({u"python3"_s, u"-c"_s,
                       u"import os, struct; conf = '/etc/samba/smb.conf'; name = 'system.posix_acl_access'; "
                       "entries = [(1, 6, -1), (2, 4, 65534), (4, 4, -1), (16, 4, -1), (32, 0, -1)]; "_s +
                           QLatin1StringView(what)})
            .output;
    };
    accessList("os.setxattr(conf, name, struct.pack('<I', 2) + "
               "b''.join(struct.pack('<HHi', *one) for one in entries))");
    const QByteArray listed = accessList("print(os.getxattr(conf, name))");
    QVERIFY(!listed.isEmpty());
    const QByteArray etag = m_rest->get("/rest/servers/file-config/fs1").headers["etag"];
    const RestAnswer set =
        m_rest->send("PUT", "/rest/servers/file-config/fs1?reason=Ticket%207",
                     R"({"log-level":"1 auth:2","server-string":"Set by a test","max-log-size":null})",
                     {{"If-Match", etag}});
    QVERIFY2(set.status == 200, set.body.constData());
    QCOMPARE(set.first(u"server-string"_s), u"Set by a test"_s);
    QVERIFY(set.headers["etag"] != etag);
    QByteArray wanted = hand;
    wanted.replace("\tLog Level =1\n", "\tLog Level = 1 auth:2\n").replace("  max log size = 5000\n", "");
    const qsizetype end = wanted.indexOf("\n\n[office]") + 1;
    wanted.insert(end, "  server string = Set by a test\n");
    QCOMPARE(confText(), wanted);
    QCOMPARE(inNode({u"stat"_s, u"-c"_s, u"%U:%G %a"_s, u"/etc/samba/smb.conf"_s}).output.trimmed(),
             QByteArray("daemon:adm 640"));
    QCOMPARE(accessList("print(os.getxattr(conf, name))"), listed);
    accessList("os.removexattr(conf, name)");
    QVERIFY(inNode({u"chown"_s, u"root:root"_s, u"/etc/samba/smb.conf"_s}).ok());
    QVERIFY(inNode({u"chmod"_s, u"0644"_s, u"/etc/samba/smb.conf"_s}).ok());
    QVERIFY(inNode({u"sh"_s, u"-c"_s, u"ls -A /etc/samba | grep -c '^\\.smb'"_s}).output.trimmed() == "0");
    // Samba has it in effect.
    QVERIFY(inNode({u"testparm"_s, u"-s"_s}).output.contains("Set by a test"));
    QTRY_VERIFY(inNode({u"smbcontrol"_s, u"smbd"_s, u"debuglevel"_s}).output.contains("auth:2"));
    // And it is in the history: who, where, why.
    const RestAnswer history =
        m_rest->get("/rest/servers/changes?server=fs1&limit=1&filter=parameter:%22server%20string%22");
    const QJsonValue entry = history.items()[0];
    QCOMPARE(entry[u"section"][0].toString(), u"smb.conf: global"_s);
    QCOMPARE(entry[u"person"][0].toString(), u"alice"_s);
    QCOMPARE(entry[u"reason"][0].toString(), u"Ticket 7"_s);
    QCOMPARE(entry[u"after"][0].toString(), u"Set by a test"_s);
}

void TestRestFileConfig::aDryRunShowsTheDifference()
{
    const RestAnswer dry = put(R"({"log-level":"5","workgroup":"LAB"})", "fs1", "?dry-run=1");
    QVERIFY2(dry.status == 200, dry.body.constData());
    const QJsonValue change = dry.json()[u"changes"][0];
    QCOMPARE(change[u"section"].toString(), u"global"_s);
    QCOMPARE(change[u"attributes"].toArray().size(), 1); // workgroup is as it is
    QCOMPARE(change[u"attributes"][0][u"before"][0].toString(), u"1"_s);
    QCOMPARE(change[u"attributes"][0][u"after"][0].toString(), u"5"_s);
    QCOMPARE(confText(), m_before);
}

void TestRestFileConfig::wrongParametersAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");

    QTest::newRow("unknown") << QByteArray(R"({"log-levl":"1"})") << 400 << QByteArray("log level");
    QTest::newRow("no such choice") << QByteArray(R"({"server-min-protocol":"SMB9"})") << 400
                                    << QByteArray("is one of");
    QTest::newRow("a line goes on") << QByteArray(R"({"server-string":"C:\\"})") << 400
                                    << QByteArray("backslash");
    QTest::newRow("testparm") << QByteArray(R"({"wins-support":"yes","wins-server":"192.0.2.1"})") << 400
                              << QByteArray("both 'wins support = true' and 'wins server");
    QTest::newRow("by hand") << QByteArray(R"({"include":"/etc/passwd"})") << 415 << QByteArray("by hand");
}

void TestRestFileConfig::wrongParametersAreRefused()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, status);
    QFETCH(const QByteArray, words);
    const auto total = [this] {
        return m_rest->get("/rest/servers/changes?limit=1").json()[u"total"].toInt();
    };
    const int entries = total();
    const RestAnswer answer = put(body);
    QVERIFY2(answer.status == status, answer.body.constData());
    QVERIFY2(answer.body.contains(words), answer.body.constData());
    QCOMPARE(confText(), m_before);
    QCOMPARE(total(), entries); // nothing was done, and nothing taken back
}

void TestRestFileConfig::somebodyElseWithAnEditor()
{
    const QByteArray path = "/rest/servers/file-config/fs1";
    QCOMPARE(m_rest->send("PUT", path, R"({"log-level":"2"})").status, 428);
    const QByteArray etag = m_rest->get(path).headers["etag"];
    // A comment and another section are no reason to read it again.
    write(m_before + "# later\n");
    const RestAnswer beside = m_rest->send("PUT", path, R"({"log-level":"2"})", {{"If-Match", etag}});
    QVERIFY2(beside.status == 200, beside.body.constData());
    QVERIFY(confText().endsWith("# later\n"));
    QCOMPARE(m_rest->send("PUT", path, R"({"log-level":"3"})", {{"If-Match", etag}}).status, 412);
    QVERIFY(confText().contains("log level = 2\n"));
}

void TestRestFileConfig::whatShutsEverybodyOutComesBack()
{
    QVERIFY(answersPeople());
    const RestAnswer out = put(R"({"hosts-deny":"ALL"})", "fs1", "?reason=A%20mistake");
    QVERIFY2(out.status >= 400, out.body.constData());
    QVERIFY2(out.body.contains("With this fs1 would let nobody in any more"), out.body.constData());
    QCOMPARE(confText(), m_before);
    QVERIFY(answersPeople());
    const RestAnswer history =
        m_rest->get("/rest/servers/changes?server=fs1&limit=1&filter=parameter:%22hosts%20deny%22");
    QCOMPARE(history.items()[0][u"way"][0].toString(), u"return"_s);
    QCOMPARE(history.items()[0][u"reason"][0].toString(), u"A mistake"_s);
    QVERIFY(put(R"({"hosts-deny":"ALL"})", "fs1:glob%20al").status >= 400); // as Samba reads it
    QCOMPARE(confText(), m_before);
    // And so from the registry, by the session that is open.
    const RestAnswer registry =
        m_rest->send("PUT", "/rest/servers/config/fs1", R"({"hosts-deny":"ALL"})", {{"If-Match", "*"}});
    QVERIFY2(registry.status >= 400, registry.body.constData());
    QVERIFY2(registry.body.contains("With this fs1 would let nobody in any more"), registry.body.constData());
    QVERIFY(!m_rest->get("/rest/servers/config/fs1").json().contains(u"hosts-deny"));
    QVERIFY(answersPeople());
}

void TestRestFileConfig::whichPlaceCounts()
{
    QVERIFY(inNode({u"net"_s, u"conf"_s, u"setparm"_s, u"global"_s, u"log level"_s, u"2"_s}).ok());
    const RestAnswer listed =
        m_rest->get("/rest/servers/settings?server=fs1&filter=parameter:%22log%20level%22");
    QVERIFY2(listed.status == 200, listed.body.constData());
    const QJsonValue level = listed.items()[0];
    QCOMPARE(level[u"place"][0].toString(), u"registry"_s);
    QCOMPARE(level[u"value"][0].toString(), u"2"_s);
    QCOMPARE(level[u"file"][0].toString(), u"1"_s);
    QVERIFY(level[u"line"][0].toString().toInt() > 1);
    // The registry is read behind that line, and before the one of "load printers".
    const RestAnswer inFile = put(R"({"log-level":"3"})");
    QVERIFY2(inFile.status == 409, inFile.body.constData());
    QVERIFY2(inFile.body.contains("servers/config"), inFile.body.constData());
    QCOMPARE(confText(), m_before);
    const RestAnswer inRegistry =
        m_rest->send("PUT", "/rest/servers/config/fs1", R"({"load-printers":"yes"})", {{"If-Match", "*"}});
    QVERIFY2(inRegistry.status == 409, inRegistry.body.constData());
    QVERIFY2(inRegistry.body.contains("in smb.conf, line"), inRegistry.body.constData());
    const RestAnswer right =
        m_rest->send("PUT", "/rest/servers/config/fs1", R"({"log-level":"1"})", {{"If-Match", "*"}});
    QVERIFY2(right.status == 200, right.body.constData());
    QCOMPARE(m_rest->get("/rest/servers/config/fs1%3Aglobal").first(u"log-level"_s), u"1"_s);
}

void TestRestFileConfig::aShareOfTheFile()
{
    const RestAnswer read = m_rest->get("/rest/servers/file-config/fs1:office");
    QCOMPARE(read.first(u"comment"_s), u"Office printer"_s);
    QCOMPARE(put(R"({"workgroup":"X"})", "fs1:office").status, 400); // of [global] only
    const RestAnswer set = put(R"({"comment":"Another printer"})", "fs1:office");
    QVERIFY2(set.status == 200, set.body.constData());
    QCOMPARE(confText(), QByteArray(m_before).replace("Office printer", "Another printer"));
    // Where the registry has it, too, that counts.
    QVERIFY(
        inNode({u"net"_s, u"conf"_s, u"setparm"_s, u"office"_s, u"comment"_s, u"Of the registry"_s}).ok());
    const RestAnswer nothing = put(R"({"comment":"Of the file"})", "fs1:office");
    QVERIFY(inNode({u"net"_s, u"conf"_s, u"delshare"_s, u"office"_s}).ok());
    QVERIFY2(nothing.status == 409, nothing.body.constData());
    QVERIFY2(nothing.body.contains("stands in the registry"), nothing.body.constData());
}

void TestRestFileConfig::fromAShell()
{
    QFETCH_GLOBAL(const QString, road);
    const Smcctl smcctl(m_lab, road == "node"_L1 ? m_collector : m_machine);
    QCOMPARE(smcctl.call({u"file-config"_s, u"show"_s}).status, 2); // of which server?
    const Smcctl::Called shown = smcctl.call({u"file-config"_s, u"show"_s, u"-s"_s, u"fs1"_s});
    QVERIFY2(shown.output.contains(u"idmap config LAB : backend"_s), qPrintable(shown.errors));
    const QStringList set{u"file-config"_s, u"set"_s, u"fs1:office"_s, u"comment=By script"_s};
    const Smcctl::Called tried = smcctl.call(set + QStringList{u"-n"_s});
    QVERIFY2(tried.output.contains(u"By script"_s), qPrintable(tried.errors));
    QCOMPARE(confText(), m_before);
    const Smcctl::Called done = smcctl.call(set + QStringList{u"--reason"_s, u"For a test"_s});
    QVERIFY2(done.status == 0, qPrintable(done.errors));
    QVERIFY(confText().contains("  comment = By script\n"));
    const Smcctl::Called settings = smcctl.call({u"settings"_s, u"list"_s, u"-s"_s, u"fs1"_s});
    QVERIFY2(settings.output.contains(u"workgroup"_s), qPrintable(settings.errors));
}

void TestRestFileConfig::onlyForThoseWhoMay()
{
    QFETCH_GLOBAL(const QString, road);
    RestClient helen(road == "node"_L1 ? m_collector : m_machine);
    QCOMPARE(helen.signIn(u"helen"_s, m_lab.password()).status, 200);
    for (const char *path : {"/rest/servers/file-config/fs1", "/rest/servers/settings?server=fs1"})
        QCOMPARE(helen.get(path).status, 403);
    QCOMPARE(helen.send("PUT", "/rest/servers/file-config/fs1", R"({"log-level":"9"})", {{"If-Match", "*"}})
                 .status,
             403);
    const RestAnswer dc = m_rest->get("/rest/servers/file-config/dc1");
    QCOMPARE(dc.status, 415);
    QVERIFY2(dc.body.contains("smcd enrol"), dc.body.constData());
}

QTEST_GUILESS_MAIN(TestRestFileConfig)
#include "test_rest_file_config.moc"
