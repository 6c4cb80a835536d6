// SPDX-License-Identifier: GPL-3.0-or-later
// Who may do what with shares and folders, over REST, against the lab's file server. The witnesses are people
// with smbclient, and Samba's own smbcacls.
#include "tests/integration/rest_client.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestAcl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void onlyRootSeesShareLists();
    void shareListHasNames();
    void shareListKeepsPeopleOut();
    void folderListKeepsPeopleOut();
    void inheritanceIsShownAndBlocked();
    void backupAndRestore();
    void dryRunsAndStaleLists();
    void wrongListsAreRefused_data();
    void wrongListsAreRefused();
    void effectiveAccessIsWhatOneGets();
    void onlyWhoMay();

private:
    [[nodiscard]] CommandResult use(const QString &user, const QString &command) const
    {
        return runCommand(u"smbclient"_s, {u"//fs1.lab.example/guarded"_s, u"-U"_s,
                                           u"LAB\\"_s + user + u'%' + m_lab.password(), u"-c"_s, command});
    }
    [[nodiscard]] bool may(const QString &user, const QString &command) const
    {
        const CommandResult result = use(user, command);
        return !result.output.contains("NT_STATUS") && !result.errors.contains("NT_STATUS");
    }
    /// What Samba's own tool says of a folder.
    [[nodiscard]] QByteArray smbcacls(const QString &path) const
    {
        return runCommand(u"smbcacls"_s, {u"//fs1.lab.example/guarded"_s, path, u"-U"_s,
                                          u"LAB\\alice%"_s + m_lab.password()})
            .output;
    }
    RestAnswer put(const QByteArray &query, const QByteArray &body, const QByteArray &match = "*")
    {
        return m_rest->send("PUT", m_acl + query, body, {{"If-Match", match}});
    }
    /// The entry about an account.
    static QJsonObject entry(const RestAnswer &answer, const QString &name)
    {
        for (const QJsonValue one : answer.json()[u"entries"].toArray()) {
            if (one[u"name"].toString() == name)
                return one.toObject();
        }
        return {};
    }

    const QByteArray m_acl = "/rest/shares/shares/fs1%3Aguarded/acl";
    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestAcl::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(u"Administrator"_s, m_lab.password()).status, 200);
    cleanupTestCase();
    QVERIFY(m_lab.exec(u"fs1"_s, {u"mkdir"_s, u"-m"_s, u"0777"_s, u"/srv/guarded"_s}).ok());
    const RestAnswer made = m_rest->send("POST", "/rest/shares/shares?server=fs1",
                                         R"({"name":"guarded","path":"/srv/guarded","read-only":"no"})");
    QVERIFY2(made.status == 201, made.body.constData());
    QVERIFY(may(u"alice"_s, u"mkdir a; mkdir a/b; mkdir a/b/c"_s));
}

void TestRestAcl::cleanupTestCase()
{
    m_rest->send("DELETE", "/rest/shares/shares/fs1%3Aguarded");
    m_lab.exec(u"fs1"_s, {u"rm"_s, u"-rf"_s, u"/srv/guarded"_s});
}

void TestRestAcl::onlyRootSeesShareLists()
{
    // Samba's helper opens the file once, as who comes first; what nobody else has opened yet, alice cannot.
    m_lab.exec(u"fs1"_s, {u"pkill"_s, u"rpcd_classic"_s});
    RestClient alice(m_smcd);
    QCOMPARE(alice.signIn(m_lab.admin(), m_lab.password()).status, 200);
    const RestAnswer answer = alice.get(m_acl);
    QCOMPARE(answer.status, 415);
    QVERIFY2(answer.json()[u"hint"].toString().contains(u"username map"), answer.body.constData());
    m_lab.exec(u"fs1"_s, {u"pkill"_s, u"rpcd_classic"_s});
}

void TestRestAcl::shareListHasNames()
{
    const RestAnswer answer = m_rest->get(m_acl);
    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(answer.json()[u"entries"].toArray().size(), 1); // what Samba takes for granted
    QCOMPARE(entry(answer, u"Everyone"_s)[u"access"].toString(), u"full"_s);
    QCOMPARE(entry(answer, u"Everyone"_s)[u"sid"].toString(), u"S-1-1-0"_s);
    QVERIFY(!answer.headers["etag"].isEmpty());
}

void TestRestAcl::shareListKeepsPeopleOut()
{
    QVERIFY(may(u"bob"_s, u"ls"_s));
    const RestAnswer changed = put({}, R"({"entries":[
        {"name":"LAB\\Domain Admins","access":"full"},{"name":"LAB\\helen","type":"allow","access":"read"}]})");
    QVERIFY2(changed.status == 200, changed.body.constData());
    QCOMPARE(entry(changed, u"LAB\\helen"_s)[u"access"].toString(), u"read"_s);
    QTRY_VERIFY(!may(u"bob"_s, u"ls"_s));
    QVERIFY(may(u"helen"_s, u"ls"_s));
    QVERIFY(!may(u"helen"_s, u"mkdir hers"_s));
    QVERIFY(may(u"alice"_s, u"mkdir hers; rmdir hers"_s));
    QCOMPARE(put({}, R"j({"sddl":"D:(A;;FA;;;WD)"})j").status, 200);
    QTRY_VERIFY(may(u"bob"_s, u"ls"_s));
}

void TestRestAcl::folderListKeepsPeopleOut()
{
    const RestAnswer before = m_rest->get(m_acl + "?path=/a");
    QVERIFY2(before.status == 200, before.body.constData());
    QCOMPARE(before.json()[u"owner"][u"name"].toString(), u"LAB\\alice"_s);
    QVERIFY(may(u"bob"_s, u"ls a/*"_s));
    const RestAnswer changed = put("?path=/a", R"({"entries":[
        {"name":"LAB\\alice","access":"full","appliesTo":["folder","subfolders","files"]},
        {"name":"LAB\\helen","access":"change","appliesTo":["folder","subfolders","files"]}]})",
                                   before.headers["etag"]);
    QVERIFY2(changed.status == 200, changed.body.constData());
    QCOMPARE(entry(changed, u"LAB\\helen"_s)[u"access"].toString(), u"change"_s);
    QVERIFY(!may(u"bob"_s, u"ls a/*"_s));
    QVERIFY(may(u"helen"_s, u"mkdir a/hers; rmdir a/hers"_s));
    QVERIFY(smbcacls(u"a"_s).contains("LAB\\helen:ALLOWED"));
}

void TestRestAcl::inheritanceIsShownAndBlocked()
{
    QVERIFY(may(u"alice"_s, u"mkdir a/new"_s)); // below a list whose entries inherit
    const RestAnswer below = m_rest->get(m_acl + "?path=/a/new");
    QVERIFY2(entry(below, u"LAB\\helen"_s)[u"inherited"].toBool(), below.body.constData());
    QVERIFY(!below.json()[u"blocked"].toBool());
    const RestAnswer blocked = put("?path=a/new", R"({"blocked":true,"entries":[
        {"name":"LAB\\alice","access":"full","appliesTo":["folder","subfolders","files"]}]})");
    QVERIFY2(blocked.status == 200, blocked.body.constData());
    QVERIFY2(blocked.json()[u"blocked"].toBool(), blocked.body.constData());
    QVERIFY(smbcacls(u"a/new"_s).contains("DP")); // SE_DACL_PROTECTED
    QVERIFY(!may(u"helen"_s, u"ls a/new/*"_s));
}

void TestRestAcl::backupAndRestore()
{
    const QString kept = m_rest->get(m_acl + "?path=/a").json()[u"sddl"].toString();
    QVERIFY(kept.contains(u"0x001301bf"));
    QCOMPARE(put("?path=/a", R"j({"sddl":"D:P(A;OICI;FA;;;WD)"})j").status, 200);
    QVERIFY(may(u"bob"_s, u"mkdir a/his; rmdir a/his"_s));
    const QJsonObject back{{u"sddl"_s, kept}};
    const RestAnswer restored = put("?path=/a", QJsonDocument(back).toJson());
    QVERIFY2(restored.status == 200, restored.body.constData());
    QCOMPARE(restored.json()[u"sddl"].toString(), kept);
    QVERIFY(!may(u"bob"_s, u"ls a/*"_s));
}

void TestRestAcl::dryRunsAndStaleLists()
{
    const RestAnswer before = m_rest->get(m_acl + "?path=/a");
    const RestAnswer dry = m_rest->send(
        "PUT", m_acl + "?path=/a&dry-run=1",
        R"({"entries":[{"name":"LAB\\alice","access":"full","appliesTo":["folder","subfolders","files"]},
                       {"name":"LAB\\bob","type":"deny","access":"change"}]})",
        {{"If-Match", before.headers["etag"]}});
    QVERIFY2(dry.status == 200, dry.body.constData());
    const QJsonValue change = dry.json()[u"changes"][0];
    QCOMPARE(change[u"added"][0][u"name"].toString(), u"LAB\\bob"_s);
    QCOMPARE(change[u"removed"][0][u"name"].toString(), u"LAB\\helen"_s);
    QCOMPARE(m_rest->get(m_acl + "?path=/a").headers["etag"], before.headers["etag"]);
    QCOMPARE(put("?path=/a", R"j({"sddl":"D:(A;;FA;;;WD)"})j", "\"0123\"").status, 412);
    QCOMPARE(m_rest->send("PUT", m_acl + "?path=/a", R"j({"sddl":"D:(A;;FA;;;WD)"})j").status, 428);
}

void TestRestAcl::wrongListsAreRefused_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");

    const QByteArray good = R"j({"sddl":"D:(A;;FA;;;WD)"})j";
    QTest::newRow("unknown account") << QByteArray()
                                     << QByteArray(R"({"entries":[{"name":"LAB\\nobody9","access":"full"}]})")
                                     << 400;
    QTest::newRow("unknown right") << QByteArray()
                                   << QByteArray(R"({"entries":[{"name":"Everyone","access":"most"}]})")
                                   << 400;
    QTest::newRow("no account") << QByteArray() << QByteArray(R"({"entries":[{"access":"full"}]})") << 400;
    QTest::newRow("bad text") << QByteArray() << QByteArray(R"j({"sddl":"D:(A;;FA;;;XX)"})j") << 400;
    QTest::newRow("no list") << QByteArray() << QByteArray(R"j({"sddl":"O:S-1-1-0"})j") << 400;
    QTest::newRow("misspelt") << QByteArray() << QByteArray(R"({"entrys":[]})") << 400;
    QTest::newRow("out of the share") << QByteArray("?path=/a/../..") << good << 400;
    QTest::newRow("no such folder") << QByteArray("?path=/nowhere") << good << 404;
    QTest::newRow("no body") << QByteArray() << QByteArray() << 415;
}

void TestRestAcl::wrongListsAreRefused()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, body);
    QFETCH(const int, status);
    const RestAnswer answer = put(query, body);
    QVERIFY2(answer.status == status, answer.body.constData());
}

void TestRestAcl::effectiveAccessIsWhatOneGets()
{
    const QByteArray access = "/rest/shares/shares/fs1%3Aguarded/access?user=";
    const RestAnswer helen = m_rest->get(access + "helen&path=/a");
    QVERIFY2(helen.status == 200, helen.body.constData());
    QCOMPARE(helen.json()[u"effective"][u"access"].toString(), u"change"_s);
    QCOMPARE(helen.json()[u"byShare"][u"access"].toString(), u"full"_s);
    QCOMPARE(helen.json()[u"byFolder"][u"entries"][0][u"name"].toString(), u"LAB\\helen"_s);
    QCOMPARE(m_rest->get(access + "bob&path=/a").json()[u"effective"][u"access"].toString(), u"none"_s);
    // By a local group of the server, which another group is in.
    QCOMPARE(
        put("?path=/a/b/c", R"({"entries":[{"name":"BUILTIN\\Administrators","access":"change"}]})").status,
        200);
    QCOMPARE(m_rest->get(access + "Administrator&path=/a/b/c").json()[u"byFolder"][u"access"].toString(),
             u"change"_s);
    QCOMPARE(m_rest->get(access + "nobody9").status, 404);
    QCOMPARE(m_rest->get("/rest/shares/shares/fs1%3Aguarded/access").status, 400);
    const RestAnswer etag = m_rest->get("/rest/shares/shares/fs1%3Aguarded");
    QCOMPARE(m_rest
                 ->send("PUT", "/rest/shares/shares/fs1%3Aguarded", R"({"read-only":"yes"})",
                        {{"If-Match", etag.headers["etag"]}})
                 .status,
             200);
    const RestAnswer readOnly = m_rest->get(access + "alice&path=/a");
    QVERIFY(readOnly.json()[u"readOnly"].toBool());
    const QStringList rights = readOnly.json()[u"effective"][u"rights"].toVariant().toStringList();
    QVERIFY2(rights.contains(u"read"_s) && !rights.contains(u"write"_s), readOnly.body.constData());
}

void TestRestAcl::onlyWhoMay()
{
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QCOMPARE(bob.send("PUT", m_acl, R"j({"sddl":"D:(A;;FA;;;WD)"})j", {{"If-Match", "*"}}).status, 403);
    QCOMPARE(bob.get(m_acl + "?path=/a").status, 403);
    QCOMPARE(m_rest->get(m_acl + "?format=csv").status, 406);
    QCOMPARE(m_rest->get("/rest/shares/shares/fs1%3Anosuch/acl").status, 404);
    QCOMPARE(m_rest->get("/rest/shares/shares/fs1%3Anosuch/acl?path=/").status, 404);
}

QTEST_GUILESS_MAIN(TestRestAcl)
#include "test_rest_acl.moc"
