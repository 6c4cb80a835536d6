// SPDX-License-Identifier: GPL-3.0-or-later
// A cluster of CTDB: one server to those who ask, two machines in what each has of its own. smcd runs on the
// first of them.
#include "tests/integration/other_servers.h"
#include "tests/integration/rest_client.h"
#include "tests/lab/open_file.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestCluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneServerInTheList();
    void sessionsOfAllMachines();
    void aSessionOfTheOtherMachineIsEnded();
    void whatAMachineHasOfItsOwn();
    void aNumberOfTwoFilesClosesNone();
    void aMachineThatDiesIsTold();

private:
    [[nodiscard]] QStringList all(const QByteArray &path, const char *attribute)
    {
        QStringList values;
        for (const QJsonValue item : m_rest->get(path).items())
            values << item[QLatin1StringView(attribute)][0].toString();
        values.sort();
        return values;
    }
    [[nodiscard]] std::unique_ptr<OpenFile> open(int member, const QString &user, const QString &file)
    {
        return std::make_unique<OpenFile>(m_lab, user, file, u"data"_s, m_cluster.ip(member));
    }

    Lab m_lab = Lab::domain();
    Cluster m_cluster{m_lab};
    std::unique_ptr<Smcd> m_smcd;
    std::unique_ptr<RestClient> m_rest;
};

void TestRestCluster::initTestCase()
{
    QVERIFY(m_cluster.isThere());
    m_smcd = std::make_unique<Smcd>(Smcd::Options{
        .settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}, {u"clusters"_s, u"files: files0 files1"_s}}},
                     {u"local"_s, {{u"server"_s, u"files0"_s}}},
                     {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}},
        .node = u"fs1"_s,
        .inside = m_cluster.inside(0)});
    QVERIFY(m_smcd->start());
    m_rest = std::make_unique<RestClient>(*m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
}

void TestRestCluster::oneServerInTheList()
{
    const QStringList servers = all("/rest/servers/servers", "server");
    QVERIFY2(servers.count(u"files"_s) == 1, m_rest->get("/rest/servers/servers").body.constData());
    QVERIFY2(!servers.contains(u"files0"_s) && !servers.contains(u"files1"_s),
             qPrintable(servers.join(u' ')));
    QCOMPARE(all("/rest/shares/shares?server=files&filter=name:data", "comment"),
             QStringList{u"Data of the cluster"_s});
}

void TestRestCluster::sessionsOfAllMachines()
{
    const auto here = open(0, u"bob"_s, u"here.txt"_s);
    const auto there = open(1, u"helen"_s, u"there.txt"_s);
    QVERIFY(here->isOpen() && there->isOpen());
    QStringList told;
    for (const QJsonValue item : m_rest->get("/rest/status/sessions?server=files&filter=client:*").items()) {
        if (item[u"opens"][0].toString() != u"0")
            told << item[u"user"][0].toString() + u' ' + item[u"node"][0].toString() + u' ' +
                        item[u"road"][0].toString();
    }
    told.sort();
    QCOMPARE(told, (QStringList{u"LAB\\bob 0 local"_s, u"LAB\\helen 1 local"_s}));
    QCOMPARE(all("/rest/status/files?server=files", "path"),
             (QStringList{u"/srv/data/here.txt"_s, u"/srv/data/there.txt"_s}));
}

void TestRestCluster::aSessionOfTheOtherMachineIsEnded()
{
    RestClient operating(*m_smcd); // and is no administrator of the server, which so refuses it by RPC
    m_smcd->configure({{u"roles"_s,
                        {{u"administrators"_s, u"Domain Admins; tesfaye"_s},
                         {u"servers"_s, u"Domain Admins; tesfaye"_s}}}});
    QVERIFY(m_smcd->reload());
    QCOMPARE(operating.signIn(u"tesfaye"_s, m_lab.password()).status, 200);
    const auto there = open(1, u"helen"_s, u"ended.txt"_s);
    QVERIFY(there->isOpen());
    const QString id = u"files:LAB\\helen@"_s + m_lab.ip(u"host"_s);
    const RestAnswer ended = operating.send("DELETE", "/rest/status/sessions/" + QUrl::toPercentEncoding(id));
    QVERIFY2(ended.status == 204, ended.body.constData());
    QVERIFY(!m_cluster.exec(1, {u"smbstatus"_s, u"-p"_s}).output.contains("helen"));
}

void TestRestCluster::whatAMachineHasOfItsOwn()
{
    QVERIFY(all("/rest/servers/processes?filter=program:smbd", "server").contains(u"files0"_s));
    const RestAnswer cluster = m_rest->get("/rest/servers/processes/files:smbd");
    QVERIFY2(cluster.status == 415, cluster.body.constData());
    QVERIFY2(cluster.json()[u"hint"].toString().contains(u"files0, files1"), cluster.body.constData());
    QCOMPARE(m_rest->get("/rest/servers/processes/files0:smbd").status, 200);
    const RestAnswer silent = m_rest->get("/rest/servers/processes/files1:smbd"); // no smcd runs there
    QVERIFY2(silent.status == 415, silent.body.constData());
    const RestAnswer conf = m_rest->get("/rest/servers/file-config/files");
    QVERIFY2(conf.status == 415 && conf.body.contains("files0, files1"), conf.body.constData());
    QCOMPARE(m_rest->get("/rest/servers/file-config/files0").first(u"clustering"_s), u"yes"_s);
    // What they have in common is changed at one of them.
    QCOMPARE(
        m_rest
            ->send("PUT", "/rest/shares/shares/files:data", R"({"comment":"In common"})", {{"If-Match", "*"}})
            .status,
        200);
    QVERIFY(m_cluster.exec(1, {u"net"_s, u"conf"_s, u"showshare"_s, u"data"_s}).output.contains("In common"));
}

void TestRestCluster::aNumberOfTwoFilesClosesNone()
{
    // Processes of the same number, one on each machine, number their files alike.
    for (int attempt = 0; attempt < 20; ++attempt) {
        const QString last = QString::number(20'000 + attempt * 100);
        for (const int member : {0, 1})
            QVERIFY(
                m_cluster
                    .exec(member, {u"sh"_s, u"-c"_s, u"echo "_s + last + u" >/proc/sys/kernel/ns_last_pid"_s})
                    .ok());
        const auto one = open(0, u"bob"_s, u"one.txt"_s);
        const auto two = open(1, u"helen"_s, u"two.txt"_s);
        QVERIFY(one->isOpen() && two->isOpen());
        const QStringList ids = all("/rest/status/files?server=files", "id");
        QCOMPARE(ids.size(), 2);
        if (ids.at(0) != ids.at(1))
            continue;
        const RestAnswer closed =
            m_rest->send("DELETE", "/rest/status/files/" + QUrl::toPercentEncoding(ids.at(0)));
        QVERIFY2(closed.status == 409, closed.body.constData());
        QVERIFY2(closed.body.contains("one.txt") && closed.body.contains("two.txt"), closed.body.constData());
        QCOMPARE(all("/rest/status/files?server=files", "path").size(), 2);
        return;
    }
    QFAIL("no two processes of one number");
}

void TestRestCluster::aMachineThatDiesIsTold()
{
    const auto state = [this](const QByteArray &id) {
        return m_rest->get("/rest/status/health?server=files&filter=id:" + id)
            .items()[0][u"state"][0]
            .toString();
    };
    QCOMPARE(state("files:ctdb/1"), u"ok"_s);
    QVERIFY(m_cluster.exec(1, {u"pkill"_s, u"-KILL"_s, u"-x"_s, u"ctdbd"_s}).ok());
    QTRY_COMPARE_WITH_TIMEOUT(state("files:ctdb/1"), u"critical"_s, 60'000);
    QCOMPARE(state("files:ctdb/0"), u"ok"_s);
    QCOMPARE(m_rest->get("/rest/status/sessions?server=files").status, 200);
}

QTEST_GUILESS_MAIN(TestRestCluster)
#include "test_rest_cluster.moc"
