// SPDX-License-Identifier: GPL-3.0-or-later
// Servers, shares and who uses them, over REST, against the lab's file server and its domain controllers. The
// witnesses are smbclient and Samba's own `net rpc`.
#include "tests/integration/rest_client.h"
#include "tests/lab/open_file.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestFleet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void serversWithTheControllers();
    void sharesOfOneServer();
    void formatsFiltersAndPages();
    void sessionsAreSeenAndDisconnected();
    void filesAreSeenAndClosed();
    void whatAServerToldBeforeIsGoodEnoughOnWish();
    void othersAreRefused();
    void groupsAndUnknownServers();
    void aSilentServerIsNamed();

private:
    [[nodiscard]] QByteArray netRpc(const QStringList &what) const
    {
        const CommandResult result =
            runCommand(u"net"_s, QStringList{u"rpc"_s} + what +
                                     QStringList{u"-S"_s, u"fs1.lab.example"_s, u"-U"_s,
                                                 u"LAB\\alice%"_s + m_lab.password()});
        return result.output + result.errors;
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{
        {.settings = {
             {u"servers"_s, {{u"servers"_s, u"fs1"_s}, {u"groups"_s, u"files: fs1; all: fs1 dc1 dc2"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestFleet::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
}

void TestRestFleet::serversWithTheControllers()
{
    const RestAnswer answer = m_rest->get("/rest/servers/servers");
    QVERIFY2(answer.status == 200, answer.body.constData());
    QStringList names;
    for (const QJsonValue item : answer.items()) {
        names << item[u"server"][0].toString();
        QCOMPARE(item[u"road"][0].toString(), u"rpc"_s);
        QVERIFY(std::abs(item[u"skew"][0].toString().toLongLong()) < 5000);
    }
    QVERIFY2(names == (QStringList{u"dc1"_s, u"dc2"_s, u"fs1"_s}), answer.body.constData());
    QCOMPARE(m_rest->find("/rest/servers/servers", u"server"_s, u"dc1"_s)[u"role"][0].toString(), u"dc"_s);
    QCOMPARE(m_rest->get("/rest/servers/servers/dc1").first(u"host"_s), u"dc1.lab.example"_s);
    QCOMPARE(m_rest->find("/rest/servers/servers", u"server"_s, u"fs1"_s)[u"role"][0].toString(),
             u"member"_s);
}

void TestRestFleet::sharesOfOneServer()
{
    const QJsonObject data = m_rest->find("/rest/shares/shares?server=fs1", u"name"_s, u"data"_s);
    QCOMPARE(data[u"comment"][0].toString(), u"Lab data"_s);
    QCOMPARE(data[u"path"][0].toString(), u"/srv/data"_s);
    QCOMPARE(data[u"kind"][0].toString(), u"folder"_s);
    QVERIFY(netRpc({u"share"_s, u"list"_s}).contains("data"));
}

void TestRestFleet::formatsFiltersAndPages()
{
    const RestAnswer csv =
        m_rest->get("/rest/shares/shares?server=fs1&format=csv&fields=name,comment&filter=kind:folder");
    QVERIFY2(csv.body.startsWith("name,comment\r\n"), csv.body.constData());
    QVERIFY(csv.body.contains("data,Lab data\r\n"));
    QVERIFY(!csv.body.contains("IPC$"));
    const RestAnswer word = m_rest->get("/rest/shares/shares?server=fs1&filter=publ");
    QCOMPARE(word.json()[u"total"].toInt(), 1);
    const RestAnswer first = m_rest->get("/rest/shares/shares?server=fs1&sort=-name&limit=1");
    QCOMPARE(first.items().size(), 1);
    const QString cursor = first.json()[u"next"].toString();
    QVERIFY(!cursor.isEmpty());
    const RestAnswer second =
        m_rest->get("/rest/shares/shares?server=fs1&sort=-name&limit=1&cursor=" + cursor.toUtf8());
    QVERIFY(second.items()[0][u"name"][0].toString() < first.items()[0][u"name"][0].toString());
    QCOMPARE(m_rest->get("/rest/shares/shares?server=fs1&srever=x").status, 400);
}

void TestRestFleet::sessionsAreSeenAndDisconnected()
{
    OpenFile work(m_lab, u"bob"_s, u"session.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const QJsonObject session = m_rest->find("/rest/status/sessions?server=fs1", u"user"_s, u"LAB\\bob"_s);
    QVERIFY(!session.isEmpty());
    const QString id = session[u"id"][0].toString();
    QCOMPARE(id, u"fs1:LAB\\bob@"_s + session[u"client"][0].toString());

    const RestAnswer dry = m_rest->send("DELETE", "/rest/status/sessions/" + encoded(id) + "?dry-run=1");
    QVERIFY2(dry.status == 200, dry.body.constData());
    QCOMPARE(dry.json()[u"changes"][0][u"operation"].toString(), u"disconnect"_s);
    QVERIFY(!m_rest->find("/rest/status/sessions?server=fs1", u"user"_s, u"LAB\\bob"_s).isEmpty());

    QCOMPARE(m_rest->send("DELETE", "/rest/status/sessions/" + encoded(id.mid(4))).status,
             404); // on which server?
    const RestAnswer ended = m_rest->send("DELETE", "/rest/status/sessions/" + encoded(id));
    QVERIFY2(ended.status == 204, ended.body.constData());
    QTRY_VERIFY(m_rest->find("/rest/status/sessions?server=fs1", u"user"_s, u"LAB\\bob"_s).isEmpty());
    work.ask("ls");
    QVERIFY2(work.said("NT_STATUS_CONNECTION_DISCONNECTED"), work.output().constData());
    const RestAnswer again = m_rest->send("DELETE", "/rest/status/sessions/" + encoded(id));
    QVERIFY2(again.status == 404, again.body.constData()); // between the list and now somebody else ended it
}

void TestRestFleet::filesAreSeenAndClosed()
{
    OpenFile work(m_lab, u"bob"_s, u"closed.txt"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const QJsonObject file =
        m_rest->find("/rest/status/files?server=fs1", u"path"_s, u"/srv/data/closed.txt"_s);
    QVERIFY(!file.isEmpty());
    QCOMPARE(file[u"user"][0].toString(), u"LAB\\bob"_s);
    QVERIFY(netRpc({u"file"_s}).contains("closed.txt"));
    const QByteArray path = "/rest/status/files/" + encoded(file[u"id"][0].toString());
    QCOMPARE(m_rest->get(path).first(u"path"_s), u"/srv/data/closed.txt"_s);
    const RestAnswer closed = m_rest->send("DELETE", path);
    QVERIFY2(closed.status == 204, closed.body.constData());
    QTRY_VERIFY(!netRpc({u"file"_s}).contains("closed.txt"));
    QVERIFY(m_rest->find("/rest/status/files?server=fs1", u"path"_s, u"/srv/data/closed.txt"_s).isEmpty());
    QCOMPARE(m_rest->send("DELETE", path).status, 404);
    QCOMPARE(m_rest->send("DELETE", "/rest/status/files/x?server=fs1").status, 404);
}

void TestRestFleet::whatAServerToldBeforeIsGoodEnoughOnWish()
{
    const QByteArray now = "/rest/status/files?server=fs1";
    const QByteArray before = now + "&max-age=600";
    OpenFile stays(m_lab, u"bob"_s, u"stays.txt"_s);
    QVERIFY2(stays.isOpen(), stays.output().constData());
    const QString gone = u"/srv/data/gone.txt"_s;
    {
        OpenFile goes(m_lab, u"bob"_s, u"gone.txt"_s);
        QVERIFY2(goes.isOpen(), goes.output().constData());
        QVERIFY(!m_rest->find(before, u"path"_s, gone).isEmpty());
    }
    QTRY_VERIFY(m_rest->find(now, u"path"_s, gone).isEmpty());
    QVERIFY2(!m_rest->find(before, u"path"_s, gone).isEmpty(), "without max-age nothing is kept over RPC");
    QTRY_VERIFY(m_rest->find(before, u"path"_s, gone)[u"age"][0].toString().toInt() >= 1);
    QVERIFY(m_rest->find(now + "&max-age=0", u"path"_s, gone).isEmpty());

    RestClient bob(m_smcd); // what alice was told is not for him
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QCOMPARE(bob.get(before).status, 403);

    const QJsonObject file = m_rest->find(before, u"path"_s, u"/srv/data/stays.txt"_s);
    const RestAnswer closed =
        m_rest->send("DELETE", "/rest/status/files/" + encoded(file[u"id"][0].toString()));
    QVERIFY2(closed.status == 204, closed.body.constData());
    QVERIFY2(m_rest->find(before, u"path"_s, gone).isEmpty(), "something was changed there through us");

    QCOMPARE(m_rest->get(now + "&max-age=601").status, 400);
    QCOMPARE(m_rest->get(now + "&max-age=soon").status, 400);
}

void TestRestFleet::othersAreRefused()
{
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QCOMPARE(bob.get("/rest/shares/shares?server=fs1").status, 200); // anybody may list shares
    const RestAnswer sessions = bob.get("/rest/status/sessions?server=fs1");
    QCOMPARE(sessions.status, 403);
    QVERIFY2(sessions.json()[u"detail"].toString().contains(u"fs1"), sessions.body.constData());
    QCOMPARE(bob.send("DELETE", "/rest/status/files/1?server=fs1").status, 403);
    RestClient nobody(m_smcd);
    QCOMPARE(nobody.get("/rest/status/sessions?server=fs1").status, 401);
}

void TestRestFleet::groupsAndUnknownServers()
{
    const RestAnswer group = m_rest->get("/rest/servers/servers?server=group:all");
    QCOMPARE(group.json()[u"total"].toInt(), 3);
    QCOMPARE(m_rest->get("/rest/servers/servers?server=group:files").json()[u"total"].toInt(), 1);
    const RestAnswer unknown = m_rest->get("/rest/servers/servers?server=fs9");
    QCOMPARE(unknown.status, 404);
    QVERIFY(unknown.json()[u"hint"].toString().contains(u"fs1"));
    QCOMPARE(m_rest->get("/rest/servers/servers?server=group:none").status, 404);
}

void TestRestFleet::aSilentServerIsNamed()
{
    Smcd smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1 nosuchhost"_s}}}}}};
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    const RestAnswer all = rest.get("/rest/servers/servers");
    QCOMPARE(all.status, 200);
    QCOMPARE(all.headers["x-smc-problems"], "1");
    QCOMPARE(all.json()[u"problems"][0][u"place"].toString(), u"nosuchhost"_s);
    QVERIFY(all.json()[u"total"].toInt() >= 3);
    const RestAnswer one = rest.get("/rest/servers/servers?server=nosuchhost");
    QCOMPARE(one.status, 502);
    QVERIFY2(one.json()[u"detail"].toString().contains(u"its name is unknown"), one.body.constData());
}

QTEST_GUILESS_MAIN(TestRestFleet)
#include "test_rest_fleet.moc"
