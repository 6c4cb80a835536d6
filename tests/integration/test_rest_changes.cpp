// SPDX-License-Identifier: GPL-3.0-or-later
// Who changed what in the configuration of the lab's file server, as servers/changes tells it.
#include "tests/integration/rest_client.h"

#include <QSqlDatabase>
#include <QSqlQuery>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void aParameterThatWasChanged();
    void aShareComesAndGoes();
    void whatIsTakenBackIsTold();
    void aRepairAndItsWayBack();
    void whatIsAskedForIsFound();
    void dryRunsAndRefusalsLeaveNothing();
    void itIsForThoseWhoMayUseTheServers();
    void itOutlivesARestart();
    void aChangeCountsThoughItCannotBeKept();

private:
    /// "request modify data comment: Lab data -> First (alice, Ticket 1)", in the order in which they were
    /// made.
    [[nodiscard]] QStringList changes(const QByteArray &query)
    {
        const RestAnswer answer = m_rest->get("/rest/servers/changes?sort=time,parameter&" + query);
        if (answer.status != 200)
            return {QString::fromUtf8(answer.body)};
        QStringList lines;
        for (const QJsonValue item : answer.items()) {
            const auto text = [&item](const char *name) {
                return item[QLatin1StringView(name)][0].toString(u"-"_s);
            };
            lines << u"%1 %2 %3 %4: %5 -> %6 (%7, %8)"_s.arg(text("way"), text("operation"), text("section"),
                                                             text("parameter"), text("before"), text("after"),
                                                             text("person"), text("reason"));
        }
        return lines;
    }
    RestAnswer setComment(const QByteArray &comment, const QByteArray &query = {})
    {
        return m_rest->send("PUT", "/rest/shares/shares/data?server=fs1" + query,
                            R"({"comment":")" + comment + R"("})", {{"If-Match", "*"}});
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                              {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestChanges::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    cleanup(); // what an earlier run may have left
}

void TestRestChanges::cleanup()
{
    QVERIFY(setComment("Lab data").status == 200);
    m_rest->send("DELETE", "/rest/shares/shares/fs1%3Ahistory");
    m_rest->send("DELETE", "/rest/servers/groups/files");
    m_rest->send("PUT", "/rest/servers/config?server=fs1", R"({"deadtime":null,"server-string":null})",
                 {{"If-Match", "*"}});
}

void TestRestChanges::aParameterThatWasChanged()
{
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    QCOMPARE(setComment("First", "&reason=Ticket%201%0Aand%20more").status, 200);
    const RestAnswer all = m_rest->get("/rest/servers/changes?limit=1");
    QVERIFY2(all.status == 200, all.body.constData());
    const QJsonObject newest = all.items()[0].toObject();
    QCOMPARE(newest[u"server"][0].toString(), u"fs1"_s);
    QCOMPARE(newest[u"section"][0].toString(), u"data"_s);
    QCOMPARE(newest[u"operation"][0].toString(), u"modify"_s);
    QCOMPARE(newest[u"parameter"][0].toString(), u"comment"_s);
    QCOMPARE(newest[u"before"][0].toString(), u"Lab data"_s);
    QCOMPARE(newest[u"after"][0].toString(), u"First"_s);
    QCOMPARE(newest[u"way"][0].toString(), u"request"_s);
    QCOMPARE(newest[u"person"][0].toString(), u"alice"_s);
    QCOMPARE(newest[u"realm"][0].toString(), m_lab.realm());
    QCOMPARE(newest[u"reason"][0].toString(), u"Ticket 1 and more"_s);
    const qint64 time =
        QDateTime::fromString(newest[u"time"][0].toString(), Qt::ISODateWithMs).toMSecsSinceEpoch();
    QVERIFY(time >= before && time <= QDateTime::currentMSecsSinceEpoch());
    const QByteArray id = newest[u"id"][0].toString().toUtf8();
    QCOMPARE(m_rest->get("/rest/servers/changes/" + id).first(u"after"_s), u"First"_s);
    QCOMPARE(m_rest->get("/rest/servers/changes/" + id + "1").status, 404);
    QCOMPARE(m_rest->get("/rest/servers/changes/:0").status, 404);

    // The same value again changes nothing; a parameter of [global] is told as a share's is.
    QCOMPARE(setComment("First").status, 200);
    QCOMPARE(m_rest
                 ->send("PUT", "/rest/servers/config?server=fs1&reason=Idle", R"({"deadtime":"9"})",
                        {{"If-Match", "*"}})
                 .status,
             200);
    QCOMPARE(changes("since=1m&limit=100").mid(changes("since=1m").size() - 2),
             (QStringList{u"request modify data comment: Lab data -> First (alice, Ticket 1 and more)"_s,
                          u"request modify global deadtime: - -> 9 (alice, Idle)"_s}));
}

void TestRestChanges::aShareComesAndGoes()
{
    QCOMPARE(m_rest
                 ->send("POST", "/rest/shares/shares?server=fs1&reason=New",
                        R"({"name":"history","path":"/srv/public","comment":"A share"})")
                 .status,
             201);
    QCOMPARE(m_rest->send("DELETE", "/rest/shares/shares/fs1%3Ahistory?reason=Not%20needed").status, 204);
    QCOMPARE(changes("section=HISTORY"),
             (QStringList{u"request create history comment: - -> A share (alice, New)"_s,
                          u"request create history path: - -> /srv/public (alice, New)"_s,
                          u"request delete history comment: A share -> - (alice, Not needed)"_s,
                          u"request delete history path: /srv/public -> - (alice, Not needed)"_s}));
}

void TestRestChanges::whatIsTakenBackIsTold()
{
    // No share has this folder in it, so the new share itself is looked into, and taken back.
    const qsizetype before = changes("section=history").size();
    const RestAnswer made = m_rest->send("POST", "/rest/shares/shares?server=fs1&reason=A%20try",
                                         R"({"name":"history","path":"/opt/nowhere"})");
    QVERIFY2(made.status == 404, made.body.constData());
    QCOMPARE(changes("section=history").mid(before),
             QStringList{u"return delete history path: /opt/nowhere -> - (alice, A try)"_s});
    const RestAnswer told = m_rest->get("/rest/servers/changes?section=history&filter=way:return");
    QCOMPARE(told.items()[0][u"message"][0].toString(), u"fs1 has no folder /opt/nowhere."_s);
}

void TestRestChanges::aRepairAndItsWayBack()
{
    const QByteArray group =
        R"({"name":"files","servers":["fs1"],"desired":["[global] deadtime = 8","[history] path = /srv/nowhere"]})";
    QCOMPARE(m_rest->send("POST", "/rest/servers/groups", group).status, 201);
    const QByteArray repair = "/rest/servers/groups/files/repair?reason=Drift";
    const RestAnswer failed = m_rest->send("PUT", repair);
    QVERIFY2(failed.status >= 400, failed.body.constData());
    QCOMPARE(changes("filter=reason:Drift"),
             (QStringList{u"repair modify global deadtime: - -> 8 (alice, Drift)"_s,
                          u"return delete history path: /srv/nowhere -> - (alice, Drift)"_s,
                          u"return modify global deadtime: 8 -> - (alice, Drift)"_s}));
    QCOMPARE(m_rest->get("/rest/servers/config?server=fs1").first(u"deadtime"_s), QString()); // it is so
}

void TestRestChanges::whatIsAskedForIsFound()
{
    const auto count = [this](const QByteArray &query) {
        return m_rest->get("/rest/servers/changes?limit=1&" + query).json()[u"total"].toInt(-1);
    };
    QCOMPARE(setComment("Third").status, 200);
    const int all = count("");
    QVERIFY(all > 3);
    QCOMPARE(count("server=fs1"), all);
    QCOMPARE(count("server=dc1"), 0);
    QCOMPARE(count("person=ALICE"), all);
    QCOMPARE(count("person=bob"), 0);
    QCOMPARE(count("since=1h"), all);
    QCOMPARE(count("until=1h"), 0);
    QVERIFY(count("section=data") > 0 && count("section=data") < all);
    QCOMPARE(count("filter=after:Third"), 1);
    const RestAnswer csv = m_rest->get(
        "/rest/servers/changes?format=csv&fields=section,parameter,before,after&filter=after:Third");
    QCOMPARE(csv.body.trimmed().split('\n').last().trimmed(), "data,comment,Lab data,Third");
    for (const char *wrong : {"since=yesterday", "until=x", "persn=alice", "server=nosuchhost"})
        QVERIFY2(m_rest->get(QByteArray("/rest/servers/changes?") + wrong).status / 100 == 4, wrong);
}

void TestRestChanges::dryRunsAndRefusalsLeaveNothing()
{
    const QStringList before = changes("");
    QCOMPARE(setComment("Dry", "&dry-run=1&reason=x").status, 200);
    QCOMPARE(setComment("Long", "&reason=" + QByteArray(1001, 'x')).status, 400);
    QCOMPARE(m_rest
                 ->send("PUT", "/rest/servers/config?server=fs1", R"({"no-such-parameter":"1"})",
                        {{"If-Match", "*"}})
                 .status,
             400);
    QCOMPARE(m_rest->get("/rest/shares/shares/data?server=fs1&reason=x").status, 400); // nothing to explain
    QCOMPARE(changes(""), before);
}

void TestRestChanges::itIsForThoseWhoMayUseTheServers()
{
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QCOMPARE(bob.get("/rest/servers/changes").status, 403);
    QCOMPARE(bob.get("/rest/servers/changes/x:0").status, 403);
}

void TestRestChanges::itOutlivesARestart()
{
    QCOMPARE(setComment("Kept").status, 200);
    const QStringList before = changes("filter=after:Kept");
    QCOMPARE(before.size(), 1);
    QCOMPARE(m_smcd.stop(), 0);
    QVERIFY(m_smcd.start());
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QCOMPARE(changes("filter=after:Kept"), before);
}

void TestRestChanges::aChangeCountsThoughItCannotBeKept()
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"holder"_s);
        database.setDatabaseName(m_smcd.stateDirectory() + u"/state.db"_s);
        QVERIFY(database.open());
        QSqlQuery hold(database);
        QVERIFY(hold.exec(u"BEGIN EXCLUSIVE"_s)); // for longer than smcd waits
        QCOMPARE(setComment("Unkept").status, 200);
        QVERIFY(hold.exec(u"ROLLBACK"_s));
    }
    QSqlDatabase::removeDatabase(u"holder"_s);
    QCOMPARE(m_rest->get("/rest/shares/shares/data?server=fs1").first(u"comment"_s), u"Unkept"_s);
    QCOMPARE(changes("filter=after:Unkept"), QStringList());
    QVERIFY2(m_smcd.log().contains("[data] of fs1 was changed by alice, which is missing in the history"),
             m_smcd.log().constData());
}

QTEST_GUILESS_MAIN(TestRestChanges)
#include "test_rest_changes.moc"
