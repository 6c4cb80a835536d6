// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of servers over REST: by name and by rule, what their configuration should say, and putting it right
// on the lab's file server. The witness is Samba's own `net rpc registry`.
#include "tests/integration/rest_client.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestGroups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void fromBeginningToEnd();
    void membersByRule_data();
    void membersByRule();
    void aSilentServerIsNamed();
    void driftIsSeenAndRepaired();
    void aRepairThatFailsIsTakenBack();
    void aShareWithoutAFolderIsNotMade();
    void whatOneServerSaysIsForAll();
    void wrongOnesAreExplained_data();
    void wrongOnesAreExplained();
    void thoseOfTheConfigurationStay();
    void othersAreRefused();

private:
    QByteArray net(const QStringList &what) const
    {
        const CommandResult result =
            runCommand(u"net"_s, QStringList{u"rpc"_s, u"registry"_s} + what +
                                     QStringList{u"-S"_s, u"fs1.lab.example"_s, u"-U"_s,
                                                 u"LAB\\alice%"_s + m_lab.password()});
        return result.output + result.errors;
    }
    [[nodiscard]] QByteArray registry(const QString &section) const
    {
        return net({u"enumerate"_s, u"HKLM\\SOFTWARE\\Samba\\smbconf\\"_s + section});
    }
    RestAnswer create(const QJsonObject &group)
    {
        return m_rest->send("POST", "/rest/servers/groups", QJsonDocument(group).toJson());
    }
    /// "fs1 drifted path /srv/public -": desired and actual value, "-" for none.
    [[nodiscard]] QStringList drift(const QByteArray &group)
    {
        const RestAnswer answer =
            m_rest->get("/rest/servers/groups/" + group + "/drift?sort=section,parameter");
        if (answer.status != 200)
            return {QString::fromUtf8(answer.body)};
        QStringList lines;
        for (const QJsonValue item : answer.items()) {
            QStringList words;
            for (const char *name : {"server", "section", "parameter", "desired", "actual"})
                words << item[QLatin1StringView(name)][0].toString(u"-"_s);
            lines << words.join(u' ');
        }
        return lines;
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}, {u"groups"_s, u"fixed: fs1"_s}}},
                              {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestGroups::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    cleanup();
}

void TestRestGroups::cleanup()
{
    const QJsonArray left = m_rest->get("/rest/servers/groups").items();
    for (const QJsonValue item : left)
        m_rest->send("DELETE", "/rest/servers/groups/" + item[u"id"][0].toString().toUtf8());
    m_rest->send("DELETE", "/rest/shares/shares/fs1%3Adrifted");
    m_rest->send("PUT", "/rest/servers/config?server=fs1", R"({"server-string": [], "deadtime": []})",
                 {{"If-Match", "*"}});
}

void TestRestGroups::fromBeginningToEnd()
{
    const RestAnswer made = create({{u"name"_s, u"north"_s}, {u"servers"_s, QJsonArray{u"fs1"_s, u"dc1"_s}}});
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(made.headers["location"], "/rest/servers/groups/north");
    QCOMPARE(made.all(u"members"_s), (QStringList{u"fs1"_s, u"dc1"_s}));
    QCOMPARE(create({{u"name"_s, u"North"_s}, {u"servers"_s, QJsonArray{u"fs1"_s}}}).status, 409);

    // What it was made for.
    QSet<QString> servers;
    for (const QJsonValue item : m_rest->get("/rest/shares/shares?server=group:north").items())
        servers << item[u"server"][0].toString();
    QCOMPARE(servers, (QSet<QString>{u"fs1"_s, u"dc1"_s}));

    const QByteArray etag = made.headers["etag"];
    const QByteArray body = R"({"servers": ["fs1"], "comment": "Ground floor"})";
    QCOMPARE(m_rest->send("PUT", "/rest/servers/groups/north", body).status, 428);
    const RestAnswer dry =
        m_rest->send("PUT", "/rest/servers/groups/north?dry-run=1", body, {{"If-Match", etag}});
    QCOMPARE(dry.status, 200);
    QCOMPARE(m_rest->get("/rest/servers/groups/north").headers["etag"], etag);
    const RestAnswer changed = m_rest->send("PUT", "/rest/servers/groups/north", body, {{"If-Match", etag}});
    QVERIFY2(changed.status == 200, changed.body.constData());
    QCOMPARE(m_rest->send("PUT", "/rest/servers/groups/north", body, {{"If-Match", etag}}).status, 412);

    // It outlives the service.
    QCOMPARE(m_smcd.stop(), 0);
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    const RestAnswer read = m_rest->get("/rest/servers/groups/NORTH");
    QCOMPARE(read.first(u"comment"_s), u"Ground floor"_s);
    QCOMPARE(read.all(u"members"_s), QStringList{u"fs1"_s});
    QCOMPARE(m_rest->send("DELETE", "/rest/servers/groups/north").status, 204);
    QCOMPARE(m_rest->get("/rest/servers/groups/north").status, 404);
    QCOMPARE(m_rest->get("/rest/shares/shares?server=group:north").status, 404);
}

void TestRestGroups::membersByRule_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QStringList>("members");
    const QStringList all{u"dc1"_s, u"dc2"_s, u"fs1"_s};
    QTest::newRow("role") << u"role=member"_s << QStringList{u"fs1"_s};
    QTest::newRow("name") << u"name=dc*"_s << QStringList{u"dc1"_s, u"dc2"_s};
    QTest::newRow("version") << u"version>=4.10"_s << all;
    QTest::newRow("later version") << u"version>400"_s << QStringList();
    QTest::newRow("site") << u"site=branch"_s << QStringList{u"dc2"_s}; // fs1 is in no subnet of any site
    QTest::newRow("another site") << u"site=default-first-*"_s << QStringList{u"dc1"_s};
    QTest::newRow("several terms") << u"role=dc version>=4.10 name!=dc1"_s << QStringList{u"dc2"_s};
}

void TestRestGroups::membersByRule()
{
    QFETCH(QString, rule);
    QFETCH(QStringList, members);
    const RestAnswer made = create({{u"name"_s, u"ruled"_s}, {u"rule"_s, rule}});
    QVERIFY2(made.status == 201, made.body.constData());
    QStringList now = made.all(u"members"_s);
    now.sort();
    QCOMPARE(now, members);
    if (members.isEmpty())
        return;
    QSet<QString> servers;
    for (const QJsonValue item : m_rest->get("/rest/servers/servers?server=group:ruled").items())
        servers << item[u"server"][0].toString();
    QCOMPARE(servers, QSet<QString>(members.begin(), members.end()));
}

void TestRestGroups::aSilentServerIsNamed()
{
    Smcd smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1 nosuchhost"_s}}},
                            {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}}}};
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    QCOMPARE(
        rest.send("POST", "/rest/servers/groups", R"({"name":"late","rule":"role=member version>4"})").status,
        201);
    const RestAnswer list = rest.get("/rest/servers/servers?server=group:late");
    QCOMPARE(list.items().size(), 1);
    QVERIFY2(list.json()[u"problems"][0][u"place"].toString().contains(u"nosuchhost"), list.body.constData());
    // Whether it belongs to the group is not known, so that nothing is changed.
    QCOMPARE(rest.send("PUT", "/rest/servers/groups/late", R"({"desired":["[global] deadtime = 7"]})",
                       {{"If-Match", "*"}})
                 .status,
             200);
    const RestAnswer repair = rest.send("PUT", "/rest/servers/groups/late/repair");
    QVERIFY(repair.status >= 500);
    QVERIFY2(repair.json()[u"place"].toString().contains(u"nosuchhost"), repair.body.constData());
    QVERIFY(!registry(u"global"_s).contains("deadtime"));
}

void TestRestGroups::driftIsSeenAndRepaired()
{
    const QJsonArray desired{u"[global] server string = Of the group"_s, u"[drifted] path = /srv/public"_s,
                             u"[drifted] Read-Only = no"_s, u"[drifted] guest ok ="_s};
    const RestAnswer made =
        create({{u"name"_s, u"files"_s}, {u"rule"_s, u"role=member"_s}, {u"desired"_s, desired}});
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(drift("files"),
             (QStringList{u"fs1 drifted path /srv/public -"_s, u"fs1 drifted read only no -"_s,
                          u"fs1 global server string Of the group -"_s}));

    const RestAnswer dry = m_rest->send("PUT", "/rest/servers/groups/files/repair?dry-run=1");
    QVERIFY2(dry.status == 200, dry.body.constData());
    QCOMPARE(dry.json()[u"changes"].toArray().size(), 2);
    QVERIFY(!registry(u"global"_s).contains("Of the group"));

    const RestAnswer repaired = m_rest->send("PUT", "/rest/servers/groups/files/repair");
    QVERIFY2(repaired.status == 200, repaired.body.constData());
    QVERIFY(registry(u"global"_s).contains("Of the group"));
    QVERIFY(registry(u"drifted"_s).contains("/srv/public"));
    QCOMPARE(drift("files"), QStringList());
    QCOMPARE(m_rest->send("PUT", "/rest/servers/groups/files/repair").json()[u"changes"].toArray().size(), 0);

    // Somebody works past us, in other words and in another sense.
    const QString key = u"HKLM\\SOFTWARE\\Samba\\smbconf\\drifted"_s;
    net({u"setvalue"_s, key, u"guest ok"_s, u"sz"_s, u"yes"_s});
    net({u"setvalue"_s, key, u"read only"_s, u"sz"_s, u"False"_s});
    net({u"setvalue"_s, key, u"path"_s, u"sz"_s, u"/srv/data"_s});
    QCOMPARE(drift("files"),
             (QStringList{u"fs1 drifted guest ok - yes"_s, u"fs1 drifted path /srv/public /srv/data"_s}));
    QCOMPARE(m_rest->send("PUT", "/rest/servers/groups/files/repair").status, 200);
    QVERIFY(!registry(u"drifted"_s).contains("guest ok"));
    QCOMPARE(drift("files"), QStringList());
}

void TestRestGroups::aRepairThatFailsIsTakenBack()
{
    // dc1 has no configuration in its registry.
    QCOMPARE(
        create({{u"name"_s, u"mixed"_s},
                {u"servers"_s, QJsonArray{u"fs1"_s, u"dc1"_s}},
                {u"desired"_s, QJsonArray{u"[global] deadtime = 9"_s, u"[drifted] path = /srv/public"_s}}})
            .status,
        201);
    const RestAnswer repair = m_rest->send("PUT", "/rest/servers/groups/mixed/repair");
    QVERIFY(repair.status >= 400);
    QVERIFY2(repair.json()[u"place"].toString().contains(u"dc1"), repair.body.constData());
    QVERIFY(!registry(u"global"_s).contains("deadtime"));
    QVERIFY(!registry(u"drifted"_s).contains("/srv/public"));
}

void TestRestGroups::aShareWithoutAFolderIsNotMade()
{
    QCOMPARE(
        create({{u"name"_s, u"files"_s},
                {u"servers"_s, QJsonArray{u"fs1"_s}},
                {u"desired"_s, QJsonArray{u"[global] deadtime = 9"_s, u"[drifted] path = /srv/nowhere"_s}}})
            .status,
        201);
    const RestAnswer missing = m_rest->send("PUT", "/rest/servers/groups/files/repair");
    QVERIFY2(missing.status >= 400, missing.body.constData());
    QVERIFY2(missing.json()[u"hint"].toString().contains(u"[global] of fs1"), missing.body.constData());
    QVERIFY(!registry(u"global"_s).contains("deadtime")); // it was there for a moment
    QVERIFY(!registry(u"drifted"_s).contains("nowhere"));
    QCOMPARE(m_rest
                 ->send("PUT", "/rest/servers/groups/files", R"({"desired":["[drifted] read only = no"]})",
                        {{"If-Match", "*"}})
                 .status,
             200);
    const RestAnswer unsaid = m_rest->send("PUT", "/rest/servers/groups/files/repair");
    QCOMPARE(unsaid.status, 400);
    QVERIFY(unsaid.json()[u"hint"].toString().contains(u"[drifted] path ="));
}

void TestRestGroups::whatOneServerSaysIsForAll()
{
    QCOMPARE(m_rest
                 ->send("POST", "/rest/shares/shares?server=fs1",
                        R"({"name":"drifted","path":"/srv/public","comment":"As it is"})")
                 .status,
             201);
    QCOMPARE(create({{u"name"_s, u"files"_s}, {u"servers"_s, QJsonArray{u"fs1"_s}}}).status, 201);
    const RestAnswer adopted =
        m_rest->send("PUT", "/rest/servers/groups/files/adopt",
                     R"({"server":["fs1"],"sections":["drifted"]})", {{"If-Match", "*"}});
    QVERIFY2(adopted.status == 200, adopted.body.constData());
    QVERIFY(adopted.all(u"desired"_s).contains(u"[drifted] comment = As it is"_s));
    QCOMPARE(drift("files"), QStringList());
    QCOMPARE(m_rest->send("DELETE", "/rest/shares/shares/fs1%3Adrifted").status, 204);
    QCOMPARE(m_rest->send("PUT", "/rest/servers/groups/files/repair").status, 200);
    QVERIFY(registry(u"drifted"_s).contains("As it is"));
    QCOMPARE(m_rest->send("PUT", "/rest/servers/groups/files/adopt", "{}", {{"If-Match", "*"}}).status, 400);
}

void TestRestGroups::wrongOnesAreExplained_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("word");
    QTest::newRow("rule") << QByteArray(R"({"name":"x","rule":"colour=red"})") << u"rule"_s << u"colour"_s;
    QTest::newRow("both") << QByteArray(R"({"name":"x","rule":"role=dc","servers":["fs1"]})") << u"servers"_s
                          << u"either"_s;
    QTest::newRow("parameter") << QByteArray(
                                      R"({"name":"x","servers":["fs1"],"desired":["[data] readonley = no"]})")
                               << u"desired"_s << u"readonley"_s;
    QTest::newRow("place") << QByteArray(
                                  R"({"name":"x","servers":["fs1"],"desired":["[data] log level = 3"]})")
                           << u"desired"_s << u"[global] only"_s;
    QTest::newRow("form") << QByteArray(R"({"name":"x","servers":["fs1"],"desired":["read only = no"]})")
                          << u"desired"_s << u"no line"_s;
    QTest::newRow("attribute") << QByteArray(R"({"name":"x","server":["fs1"]})") << u"server"_s
                               << u"server"_s;
}

void TestRestGroups::wrongOnesAreExplained()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    QFETCH(QString, word);
    const RestAnswer answer = m_rest->send("POST", "/rest/servers/groups", body);
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.body.contains(field.toUtf8()), answer.body.constData());
    QVERIFY2(answer.json()[u"title"].toString().contains(word) ||
                 answer.json()[u"detail"].toString().contains(word),
             answer.body.constData());
    QCOMPARE(m_rest->get("/rest/servers/groups/x").status, 404);
}

void TestRestGroups::thoseOfTheConfigurationStay()
{
    const RestAnswer fixed = m_rest->get("/rest/servers/groups/fixed");
    QCOMPARE(fixed.first(u"origin"_s), u"configuration"_s);
    const RestAnswer changed =
        m_rest->send("PUT", "/rest/servers/groups/fixed", R"({"comment":"x"})", {{"If-Match", "*"}});
    QCOMPARE(changed.status, 403);
    QVERIFY(changed.json()[u"hint"].toString().contains(u"smcd.conf"));
}

void TestRestGroups::othersAreRefused()
{
    QCOMPARE(create({{u"name"_s, u"files"_s}, {u"servers"_s, QJsonArray{u"fs1"_s}}}).status, 201);
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QCOMPARE(bob.get("/rest/servers/groups").status, 200);
    QCOMPARE(bob.send("POST", "/rest/servers/groups", R"({"name":"y","servers":["fs1"]})").status, 403);
    QCOMPARE(bob.send("DELETE", "/rest/servers/groups/files").status, 403);
    QCOMPARE(bob.send("PUT", "/rest/servers/groups/files/repair").status, 403);
    RestClient nobody(m_smcd);
    QCOMPARE(nobody.get("/rest/servers/groups").status, 401);
}

QTEST_GUILESS_MAIN(TestRestGroups)
#include "test_rest_groups.moc"
