// SPDX-License-Identifier: GPL-3.0-or-later
// Quotas of a share over REST, against the lab's file server. The witness is what the server keeps.
#include "tests/integration/rest_client.h"
#include "tests/lab/quotas.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestQuotas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aServerWithoutQuotasSaysSo();
    void theDefaultAndPeopleAreListed();
    void limitsAreSetAndTakenAway();
    void theDefaultIsSet();
    void dryRunsAndStaleQuotas();
    void wrongRequestsAreRefused_data();
    void wrongRequestsAreRefused();
    void onlyRootSeesThem();
    void whatTheServerDoesNotKeepIsNoSuccess();

private:
    RestAnswer put(const QByteArray &account, const QByteArray &body, const QByteArray &match = "*")
    {
        return m_rest->send("PUT", m_quotas + '/' + account, body, {{"If-Match", match}});
    }
    /// Until the server has taken over what was changed in its registry.
    bool answers(int status)
    {
        return QTest::qWaitFor([this, status] { return m_rest->get(m_quotas).status == status; }, 60'000);
    }

    const QByteArray m_quotas = "/rest/shares/shares/fs1%3Adata/quotas";
    Lab m_lab = Lab::domain();
    Quotas m_server{m_lab};
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestQuotas::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    // Root on the file server, by its username map.
    QCOMPARE(m_rest->signIn(u"Administrator"_s, m_lab.password()).status, 200);
}

void TestRestQuotas::aServerWithoutQuotasSaysSo()
{
    m_server.switchOff(); // which a test that was ended may have left
    QVERIFY(answers(415));
    for (const QByteArray one : {"", "/LAB%5Cbob", "/*"}) {
        const RestAnswer answer = m_rest->get(m_quotas + one);
        QVERIFY2(answer.status == 415, answer.body.constData());
        QVERIFY2(answer.json()[u"detail"].toString().contains(u"no quotas for the file system below data"),
                 answer.body.constData());
    }
    QCOMPARE(put("LAB%5Cbob", R"({"hard":1000000})").status, 415);
    QCOMPARE(put("*", R"({"hard":1000000})").status, 415);
    QVERIFY(m_server.switchOn());
    QVERIFY(answers(200));
}

void TestRestQuotas::theDefaultAndPeopleAreListed()
{
    QCOMPARE(m_rest->get("/rest/shares/shares/fs1%3Anoshare/quotas").status, 404);
    QCOMPARE(m_rest->get(m_quotas).json()[u"total"].toInt(), 1); // nobody has a limit
    QCOMPARE(put("LAB%5Cbob", R"({"hard":2048000})").status, 200);
    QCOMPARE(put("LAB%5Chelen", R"({"hard":1024000})").status, 200);
    const QJsonArray items = m_rest->get(m_quotas).items();
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[0][u"account"][0].toString(), u"*"_s);
    QCOMPARE(items[0][u"state"][0].toString(), u"enforced"_s);
    QVERIFY(!items[0].toObject().contains(u"hard"));
    QCOMPARE(items[1][u"account"][0].toString(), u"LAB\\bob"_s);
    QCOMPARE(items[1][u"used"][0].toString(), u"5120"_s);
    QCOMPARE(items[1][u"hard"][0].toString(), u"2048000"_s);
    QVERIFY(!items[1].toObject().contains(u"soft"));
    const RestAnswer sorted = m_rest->get(m_quotas + "?filter=hard:&sort=hard&format=csv&fields=account");
    const qsizetype helen = sorted.body.indexOf("helen");
    QVERIFY2(helen > 0 && helen < sorted.body.indexOf("bob"), sorted.body.constData());
}

void TestRestQuotas::limitsAreSetAndTakenAway()
{
    // Somebody whom the list leaves out, as he has no limit yet.
    const RestAnswer before = m_rest->get(m_quotas + "/LAB%5Clukas");
    QVERIFY2(before.status == 200, before.body.constData());
    QCOMPARE(before.first(u"used"_s), u"5120"_s);
    QVERIFY(!before.json().contains(u"hard"));
    const RestAnswer set =
        put("LAB%5Clukas", R"({"soft":900000000,"hard":1000000000})", before.headers["etag"]);
    QVERIFY2(set.status == 200, set.body.constData());
    QCOMPARE(set.first(u"hard"_s), u"999999488"_s); // in whole blocks
    QCOMPARE(m_server.kept(u"lukas"_s), "878906 976562");
    // What is not named stays, and the SID names the same account.
    QCOMPARE(put(set.first(u"sid"_s).toLatin1(), R"({"soft":null})", set.headers["etag"]).status, 200);
    QCOMPARE(m_server.kept(u"lukas"_s), "0 976562");
    const RestAnswer after = m_rest->get(m_quotas + "/LAB%5Clukas");
    QVERIFY(!after.json().contains(u"soft"));
    QCOMPARE(after.first(u"hard"_s), u"999999488"_s);
}

void TestRestQuotas::theDefaultIsSet()
{
    const RestAnswer set = put("*", R"({"soft":1024000,"hard":2048000})");
    QVERIFY2(set.status == 200, set.body.constData());
    QCOMPARE(set.first(u"state"_s), u"enforced"_s);
    QCOMPARE(m_rest->get(m_quotas + "/*").first(u"hard"_s), u"2048000"_s);
    QCOMPARE(m_rest->get(m_quotas).items()[0][u"soft"][0].toString(), u"1024000"_s);
}

void TestRestQuotas::dryRunsAndStaleQuotas()
{
    QCOMPARE(put("LAB%5Chelen", R"({"hard":1024000})").status, 200);
    const RestAnswer before = m_rest->get(m_quotas + "/LAB%5Chelen");
    const RestAnswer dry = m_rest->send("PUT", m_quotas + "/LAB%5Chelen?dry-run=1", R"({"hard":3072000})",
                                        {{"If-Match", before.headers["etag"]}});
    QVERIFY2(dry.status == 200, dry.body.constData());
    const QJsonValue change = dry.json()[u"changes"][0];
    QCOMPARE(change[u"account"].toString(), u"LAB\\helen"_s);
    QCOMPARE(change[u"attributes"].toArray().size(), 1);
    QCOMPARE(change[u"attributes"][0][u"before"][0].toString(), u"1024000"_s);
    QCOMPARE(change[u"attributes"][0][u"after"][0].toString(), u"3072000"_s);
    QCOMPARE(m_server.kept(u"helen"_s), "0 1000");
    QCOMPARE(put("LAB%5Chelen", R"({"hard":2048000})", before.headers["etag"]).status, 200);
    QCOMPARE(put("LAB%5Chelen", R"({"hard":4096000})", before.headers["etag"]).status, 412);
    QCOMPARE(m_server.kept(u"helen"_s), "0 2000");
    QCOMPARE(m_rest->send("PUT", m_quotas + "/LAB%5Chelen", R"({"hard":4096000})").status, 428);
}

void TestRestQuotas::wrongRequestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("account");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");

    const QByteArray bob = "LAB%5Cbob";
    QTest::newRow("nothing") << bob << QByteArray(R"({"hard":0})") << 400;
    QTest::newRow("less") << bob << QByteArray(R"({"hard":-1})") << 400;
    QTest::newRow("more than 63 bits") << bob << QByteArray(R"({"hard":"9223372036854775808"})") << 400;
    QTest::newRow("words") << bob << QByteArray(R"({"hard":"1 GB"})") << 400;
    QTest::newRow("two") << bob << QByteArray(R"({"hard":["1024000","2048000"]})") << 400;
    QTest::newRow("soft above hard") << bob << QByteArray(R"({"soft":2048000,"hard":1024000})") << 400;
    QTest::newRow("soft above what stays") << bob << QByteArray(R"({"soft":90000000})") << 400;
    QTest::newRow("misspelt") << bob << QByteArray(R"({"hart":1024000})") << 400;
    QTest::newRow("what is used") << bob << QByteArray(R"({"used":1})") << 400;
    QTest::newRow("nobody") << QByteArray("LAB%5Cnobody9") << QByteArray(R"({"hard":1024000})") << 404;
    // For a SID that is nobody's Samba would set the quota of another account.
    QTest::newRow("nobody's SID") << QByteArray("S-1-5-21-1-2-3-4") << QByteArray(R"({"hard":1024000})")
                                  << 404;
    QTest::newRow("a group") << QByteArray("LAB%5CSales%20Team") << QByteArray(R"({"hard":1024000})") << 404;
}

void TestRestQuotas::wrongRequestsAreRefused()
{
    QFETCH(const QByteArray, account);
    QFETCH(const QByteArray, body);
    QFETCH(const int, status);
    QCOMPARE(put("LAB%5Cbob", R"({"soft":null,"hard":2048000})").status, 200);
    const RestAnswer answer = put(account, body);
    QVERIFY2(answer.status == status, answer.body.constData());
    QCOMPARE(m_server.kept(u"bob"_s), "0 2000");
    QVERIFY2(m_lab.exec(u"fs1"_s, {u"sh"_s, u"-c"_s, u"! ls /srv/quota/2.-1"_s}).ok(), "of nobody");
}

void TestRestQuotas::onlyRootSeesThem()
{
    RestClient alice(m_smcd);
    QCOMPARE(alice.signIn(m_lab.admin(), m_lab.password()).status, 200);
    for (const QByteArray one : {"", "/LAB%5Cbob"}) {
        const RestAnswer answer = alice.get(m_quotas + one);
        QVERIFY2(answer.status == 403, answer.body.constData());
        QVERIFY2(answer.json()[u"hint"].toString().contains(u"username map"), answer.body.constData());
    }
    QCOMPARE(alice.send("PUT", m_quotas + "/LAB%5Cbob", R"({"hard":1024000})", {{"If-Match", "*"}}).status,
             403);
    QCOMPARE(m_server.kept(u"bob"_s), "0 2000");
}

void TestRestQuotas::whatTheServerDoesNotKeepIsNoSuccess()
{
    QCOMPARE(put("LAB%5Cbob", R"({"soft":null,"hard":2048000})").status, 200);
    QVERIFY(m_server.goDeaf());
    for (const QByteArray body : {R"({"soft":1024000})", R"({"hard":4096000})", R"({"hard":null})"}) {
        const RestAnswer answer = put("LAB%5Cbob", body);
        QVERIFY2(answer.status == 409, answer.body.constData());
        QVERIFY2(answer.json()[u"detail"].toString().contains(u"did not keep"), answer.body.constData());
    }
}

QTEST_GUILESS_MAIN(TestRestQuotas)
#include "test_rest_quotas.moc"
