// SPDX-License-Identifier: GPL-3.0-or-later
// Shares and Samba's configuration, changed over REST in the registry of the lab's file server. The witnesses
// are smbclient, which uses the shares, and Samba's own `net rpc registry`.
#include "tests/integration/rest_client.h"
#include "tests/lab/open_file.h"

#include <QScopeGuard>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestSmbConf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aShareFromBeginningToEnd();
    void dryRunsChangeNothing();
    void wrongSharesAreRefused_data();
    void wrongSharesAreRefused();
    void allFaultsAtOnce();
    void twoAdministratorsAtTheSameShare();
    void aShareGetsAnotherName();
    void onlyAdministrators();
    void globalParameters();
    void whatSambaKnows();
    void severalServersOrNone();

private:
    [[nodiscard]] QByteArray registry(const QString &section) const
    {
        return runCommand(u"net"_s, {u"rpc"_s, u"registry"_s, u"enumerate"_s,
                                     u"HKLM\\SOFTWARE\\Samba\\smbconf\\"_s + section, u"-S"_s,
                                     u"fs1.lab.example"_s, u"-U"_s, u"LAB\\alice%"_s + m_lab.password()})
            .output;
    }
    [[nodiscard]] CommandResult use(const QString &share, const QString &command,
                                    const QString &user = u"bob"_s) const
    {
        return runCommand(u"smbclient"_s, {u"//fs1.lab.example/"_s + share, u"-U"_s,
                                           u"LAB\\"_s + user + u'%' + m_lab.password(), u"-c"_s, command});
    }
    RestAnswer create(const QByteArray &body, const QByteArray &query = "?server=fs1")
    {
        return m_rest->send("POST", "/rest/shares/shares" + query, body);
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{
        {.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}, {u"groups"_s, u"mixed: fs1 dc1"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestSmbConf::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    m_rest->send("DELETE", "/rest/shares/shares/fs1%3Aprojects"); // that an earlier run may have left
}

void TestRestSmbConf::aShareFromBeginningToEnd()
{
    const RestAnswer made =
        create(R"({"name":"projects","path":"/srv/public","comment":"Für alle","read-only":"no"})");
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(made.headers["location"], "/rest/shares/shares/fs1%3Aprojects");
    QVERIFY(registry(u"projects"_s).contains("/srv/public"));
    QVERIFY(use(u"projects"_s, u"put /etc/hostname made.txt; ls"_s).output.contains("made.txt"));

    const RestAnswer read = m_rest->get(made.headers["location"]);
    QCOMPARE(read.first(u"comment"_s), u"Für alle"_s);
    QCOMPARE(read.first(u"read-only"_s), u"no"_s);
    const RestAnswer changed =
        m_rest->send("PUT", "/rest/shares/shares/projects?server=fs1",
                     R"({"writeable":[],"read only":null,"valid-users":"LAB\\alice","comment":null,
                         "parametric":["recycle:keeptree = yes"]})",
                     {{"If-Match", read.headers["etag"]}});
    QCOMPARE(changed.status, 400); // "read only" is no name of an attribute
    const RestAnswer again =
        m_rest->send("PUT", "/rest/shares/shares/projects?server=fs1",
                     R"({"valid-users":"LAB\\alice","comment":null,"parametric":["recycle:keeptree = yes"]})",
                     {{"If-Match", read.headers["etag"]}});
    QVERIFY2(again.status == 200, again.body.constData());
    QVERIFY(again.first(u"comment"_s).isEmpty());
    QCOMPARE(again.first(u"parametric"_s), u"recycle:keeptree = yes"_s);
    QVERIFY(registry(u"projects"_s).contains("recycle:keeptree"));
    QTRY_VERIFY(use(u"projects"_s, u"ls"_s).output.contains("NT_STATUS_ACCESS_DENIED"));
    QVERIFY(use(u"projects"_s, u"ls"_s, u"alice"_s).output.contains("made.txt"));

    QCOMPARE(m_rest
                 ->send("DELETE", "/rest/shares/shares/projects?server=fs1", {},
                        {{"If-Match", read.headers["etag"]}})
                 .status,
             412);
    QCOMPARE(create(R"({"server":"fs1","name":"projects","path":"/srv"})", {}).status,
             409); // in the body, too
    QCOMPARE(create(R"({"name":"other","path":"/srv"})", {}).status, 400);
    QCOMPARE(m_rest->send("DELETE", "/rest/shares/shares/projects?server=fs1").status, 204);
    QTRY_VERIFY(use(u"projects"_s, u"ls"_s).output.contains("NT_STATUS_BAD_NETWORK_NAME"));
    QCOMPARE(m_rest->get("/rest/shares/shares/projects?server=fs1").status, 404);
    QVERIFY(use(u"public"_s, u"ls"_s).output.contains("made.txt")); // the folder stays
}

void TestRestSmbConf::dryRunsChangeNothing()
{
    const RestAnswer made =
        create(R"({"name":"dry","path":"/srv/data","guest-ok":"yes"})", "?server=fs1&dry-run=1");
    QCOMPARE(made.status, 200);
    const QJsonValue change = made.json()[u"changes"][0];
    QCOMPARE(change[u"operation"].toString(), u"create"_s);
    QCOMPARE(change[u"attributes"][1][u"name"].toString(), u"guest ok"_s);
    QVERIFY(registry(u"dry"_s).isEmpty());
    const RestAnswer changed = m_rest->send("PUT", "/rest/shares/shares/data?server=fs1&dry-run=1",
                                            R"({"comment":"Other"})", {{"If-Match", "*"}});
    QCOMPARE(changed.json()[u"changes"][0][u"attributes"][0][u"before"][0].toString(), u"Lab data"_s);
    QCOMPARE(changed.json()[u"changes"][0][u"attributes"][0][u"after"][0].toString(), u"Other"_s);
    QCOMPARE(m_rest->get("/rest/shares/shares/data?server=fs1").first(u"comment"_s), u"Lab data"_s);
}

void TestRestSmbConf::wrongSharesAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("field");

    QTest::newRow("no name") << QByteArray(R"({"path":"/srv"})") << 400 << u"name"_s;
    QTest::newRow("no path") << QByteArray(R"({"name":"x"})") << 400 << u"path"_s;
    QTest::newRow("relative") << QByteArray(R"({"name":"x","path":"srv"})") << 400 << u"path"_s;
    QTest::newRow("a section's end") << QByteArray(R"({"name":"x]y","path":"/srv"})") << 400 << u"name"_s;
    QTest::newRow("global") << QByteArray(R"({"name":"Global","path":"/srv"})") << 400 << u"name"_s;
    QTest::newRow("there already") << QByteArray(R"({"name":"DATA","path":"/srv"})") << 409 << u"name"_s;
    QTest::newRow("bogus parameter") << QByteArray(R"({"name":"x","path":"/srv","gest-ok":"yes"})") << 400
                                     << u"gest-ok"_s;
    QTest::newRow("line break") << QByteArray(R"({"name":"x","path":"/srv","comment":"a\nroot preexec = x"})")
                                << 400 << u"comment"_s;
}

void TestRestSmbConf::wrongSharesAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, field);
    const RestAnswer answer = create(body);
    QVERIFY2(answer.status == status, answer.body.constData());
    QCOMPARE(answer.json()[u"field"].toString(), field);
    QVERIFY(registry(u"x"_s).isEmpty());
}

void TestRestSmbConf::allFaultsAtOnce()
{
    const RestAnswer answer =
        create(R"({"name":"x","path":"/srv","guest-ok":"maybe","workgroup":"A","crate-mask":"9"})");
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json()[u"errors"].toArray().size(), 3);
    QVERIFY2(answer.body.contains("create mask"), answer.body.constData()); // did you mean
}

void TestRestSmbConf::twoAdministratorsAtTheSameShare()
{
    const QByteArray path = "/rest/shares/shares/data?server=fs1";
    const RestAnswer seen = m_rest->get(path);
    QCOMPARE(m_rest->send("PUT", path, R"({"comment":"First"})").status, 428);
    const RestAnswer first =
        m_rest->send("PUT", path, R"({"comment":"First"})", {{"If-Match", seen.headers["etag"]}});
    QCOMPARE(first.status, 200);
    const RestAnswer second =
        m_rest->send("PUT", path, R"({"comment":"Second"})", {{"If-Match", seen.headers["etag"]}});
    QCOMPARE(second.status, 412);
    QCOMPARE(m_rest->get(path).first(u"comment"_s), u"First"_s);
    QCOMPARE(
        m_rest->send("PUT", path, R"({"comment":"Lab data"})", {{"If-Match", first.headers["etag"]}}).status,
        200);
}

void TestRestSmbConf::aShareGetsAnotherName()
{
    // Samba shows the list of who may connect to root alone, and the lab's file server takes Administrator
    // for him.
    RestClient root(m_smcd);
    QCOMPARE(root.signIn(u"Administrator"_s, m_lab.password()).status, 200);
    const QByteArray shares = "/rest/shares/shares/";
    for (const char *left : {"fs1%3Aoldname", "fs1%3Anewname"}) // by an earlier run
        m_rest->send("DELETE", shares + left);
    QCOMPARE(create(R"({"name":"oldname","path":"/srv/data","comment":"Kept","read-only":"no"})").status,
             201);
    const auto gone = qScopeGuard([&] { m_rest->send("DELETE", shares + "fs1%3Anewname"); });
    const QByteArray list = R"j({"sddl":"D:(A;;FA;;;BA)(A;;FA;;;AU)"})j";
    const RestAnswer listed = root.send("PUT", shares + "fs1%3Aoldname/acl", list, {{"If-Match", "*"}});
    QVERIFY2(listed.status == 200, listed.body.constData());
    OpenFile work(m_lab, u"bob"_s, u"renamed.txt"_s, u"oldname"_s);
    QVERIFY2(work.isOpen(), work.output().constData());

    const QByteArray rename = shares + "fs1%3Aoldname/rename";
    QCOMPARE(root.send("PUT", rename, R"({"name":"newname"})").status, 428);
    QCOMPARE(root.send("PUT", rename, R"({"name":"a/b"})", {{"If-Match", "*"}}).status, 400);
    QCOMPARE(root.send("PUT", rename, R"({"name":"Data"})", {{"If-Match", "*"}}).status, 409);
    const RestAnswer dry =
        root.send("PUT", rename + "?dry-run=1", R"({"name":"newname"})", {{"If-Match", "*"}});
    QVERIFY2(dry.status == 200, dry.body.constData());
    QCOMPARE(dry.json()[u"changes"].toArray().size(), 1);
    QVERIFY(registry(u"newname"_s).isEmpty());

    // Who cannot take the list along gives no other name, and leaves nothing behind.
    const RestAnswer without = m_rest->send("PUT", rename, R"({"name":"newname"})", {{"If-Match", "*"}});
    QVERIFY2(without.status == 415, without.body.constData());
    QVERIFY(registry(u"newname"_s).isEmpty());
    QVERIFY(!registry(u"oldname"_s).isEmpty());

    const QByteArray etag = root.get(shares + "fs1%3Aoldname").headers["etag"];
    const RestAnswer renamed = root.send("PUT", rename, R"({"name":"newname"})", {{"If-Match", etag}});
    QVERIFY2(renamed.status == 200, renamed.body.constData());
    QCOMPARE(renamed.first(u"name"_s), u"newname"_s);
    QCOMPARE(renamed.first(u"comment"_s), u"Kept"_s);
    QVERIFY2(!registry(u"newname"_s).contains("hosts deny"), registry(u"newname"_s).constData());
    QVERIFY(registry(u"oldname"_s).isEmpty());
    const QString now = root.get(shares + "fs1%3Anewname/acl").json()[u"sddl"].toString();
    QVERIFY2(now.contains(u";S-1-5-32-544)"_s) && now.contains(u";S-1-5-11)"_s) && !now.contains(u";WD)"_s),
             qPrintable(now));
    // Who was there stays there, and everybody else finds it by its new name.
    work.ask("ls");
    QVERIFY2(work.said("renamed.txt  "), work.output().constData());
    OpenFile other(m_lab, u"bob"_s, u"renamed2.txt"_s, u"newname"_s);
    QVERIFY2(other.isOpen(), other.output().constData());
    const RestAnswer history = m_rest->get("/rest/servers/changes?server=fs1&filter=section:newname");
    QVERIFY2(history.json()[u"total"].toInt() > 0, history.body.constData());
}

void TestRestSmbConf::onlyAdministrators()
{
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QCOMPARE(bob.send("POST", "/rest/shares/shares?server=fs1", R"({"name":"b","path":"/srv"})").status, 403);
    QCOMPARE(bob.get("/rest/servers/config?server=fs1").status, 403); // the server's own word
}

void TestRestSmbConf::globalParameters()
{
    const QByteArray path = "/rest/servers/config?server=fs1";
    const RestAnswer seen = m_rest->get(path);
    QVERIFY2(seen.status == 200, seen.body.constData());
    const RestAnswer set = m_rest->send("PUT", path, R"({"server-string":"Set by a test"})",
                                        {{"If-Match", seen.headers["etag"]}});
    QVERIFY2(set.status == 200, set.body.constData());
    QVERIFY(registry(u"global"_s).contains("Set by a test"));
    const RestAnswer wrong =
        m_rest->send("PUT", path, R"({"server-min-protocol":"SMB9"})", {{"If-Match", "*"}});
    QCOMPARE(wrong.status, 400);
    QVERIFY(!registry(u"global"_s).contains("SMB9"));
    QCOMPARE(m_rest->send("PUT", path, R"({"server-string":null})", {{"If-Match", "*"}}).status, 200);
    QVERIFY(!registry(u"global"_s).contains("Set by a test"));
}

void TestRestSmbConf::whatSambaKnows()
{
    const RestAnswer answer = m_rest->get("/rest/servers/parameters?filter=name:\"create mask\"");
    QCOMPARE(answer.json()[u"total"].toInt(), 1);
    const QJsonValue mask = answer.items()[0];
    QCOMPARE(mask[u"default"][0].toString(), u"0744"_s);
    QVERIFY(mask[u"help"][0].toString().size() > 100);
}

void TestRestSmbConf::severalServersOrNone()
{
    // dc1 has no configuration in its registry: nothing may happen on fs1 either.
    const RestAnswer group = m_rest->send("PUT", "/rest/servers/config?server=group:mixed",
                                          R"({"server-string":"Everywhere"})", {{"If-Match", "*"}});
    QVERIFY(group.status >= 400);
    QVERIFY2(group.json()[u"place"].toString().contains(u"dc1"), group.body.constData());
    QVERIFY(!registry(u"global"_s).contains("Everywhere"));
}

QTEST_GUILESS_MAIN(TestRestSmbConf)
#include "test_rest_smbconf.moc"
