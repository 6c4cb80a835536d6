// SPDX-License-Identifier: GPL-3.0-or-later
// Batches: many people in one request, each with a result of its own, over restarts of the service.
#include "tests/integration/rest_client.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aCsvFileOfPeople();
    void dryRunOfABatch();
    void updateDeleteAndMembers();
    void aRestartInTheMiddle();
    void retryOfTheFailed();
    void othersDoNotSeeIt();

private:
    [[nodiscard]] qsizetype countInDirectory(const QString &prefix) const
    {
        return m_lab.ldapSearch(u"(sAMAccountName=%1*)"_s.arg(prefix), {u"cn"_s}).size();
    }
    QByteArray batchOf(int count, const QByteArray &prefix, const QByteArray &more = {}) const;

    Lab m_lab = Lab::domain();
    Smcd m_smcd;
    std::unique_ptr<RestClient> m_rest;
    QString m_unit;
};

QByteArray TestRestJobs::batchOf(int count, const QByteArray &prefix, const QByteArray &more) const
{
    QByteArrayList items;
    for (int i = 0; i < count; ++i) {
        items << "{\"sAMAccountName\":\"" + prefix + QByteArray::number(i) +
                     "\",\"password\":\"Passw0rd!lab\",\"parent\":\"" + m_unit.toUtf8() + '"' + more + '}';
    }
    return '[' + items.join(',') + ']';
}

void TestRestJobs::initTestCase()
{
    m_unit = m_lab.freshUnit(u"Jobs"_s);
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
}

void TestRestJobs::aCsvFileOfPeople()
{
    const QByteArray unit = '"' + m_unit.toUtf8() + '"';
    const QByteArray csv = "sAMAccountName;givenName;sn;password;parent\r\n"
                           "csv1;Жанна;Иванова;Passw0rd!lab;" +
                           unit +
                           "\r\n"
                           "csv2;李;娜;Passw0rd!lab;" +
                           unit +
                           "\r\n"
                           "csv2;Double;Name;Passw0rd!lab;" +
                           unit +
                           "\r\n"
                           "csv3;Too;Short;x;" +
                           unit + "\r\n";
    const RestAnswer accepted =
        m_rest->send("POST", "/rest/identity/users", csv, {{"Content-Type", "text/csv"}});
    QVERIFY2(accepted.status == 202, accepted.body.constData());
    const QByteArray location = accepted.headers["location"];
    const QJsonObject job = m_rest->waitForJob(location);
    QCOMPARE(job[u"state"].toString(), u"done"_s);
    QCOMPARE(job[u"total"].toInt(), 4);
    QCOMPARE(job[u"failed"].toInt(), 2);
    const QJsonArray results = m_rest->get(location + "/results").items();
    QCOMPARE(results[0][u"state"].toString(), u"ok"_s);
    QCOMPARE(results[0][u"id"].toString(), u"csv1"_s);
    QCOMPARE(results[3][u"problem"][u"field"].toString(), u"password"_s);
    QVERIFY(m_lab.canLogIn(u"csv1"_s));
    QCOMPARE(m_lab.ldapSearch(u"(sAMAccountName=csv2)"_s).constFirst().first(u"sn"_s), u"娜"_s);
    QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=csv3)"_s).isEmpty());
}

void TestRestJobs::dryRunOfABatch()
{
    const RestAnswer answer = m_rest->send("POST", "/rest/identity/users?dry-run=1",
                                           "[{\"sAMAccountName\":\"dry1\"},{\"sAMAccountName\":\"alice\"}]");
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.items()[0][u"changes"].toArray().isEmpty());
    QCOMPARE(answer.items()[1][u"problem"][u"field"].toString(), u"sAMAccountName"_s);
    QCOMPARE(countInDirectory(u"dry1"_s), 0);
}

void TestRestJobs::updateDeleteAndMembers()
{
    const QByteArray made =
        m_rest->send("POST", "/rest/identity/users", batchOf(2, "ops")).headers["location"];
    QCOMPARE(m_rest->waitForJob(made)[u"failed"].toInt(), 0);
    const RestAnswer changed = m_rest->send(
        "POST", "/rest/identity/users",
        "[{\"op\":\"update\",\"id\":\"ops0\",\"title\":\"Changed\"},{\"op\":\"delete\",\"id\":\"ops1\"},"
        "{\"op\":\"update\",\"id\":\"ops-none\",\"title\":\"x\"}]");
    QCOMPARE(m_rest->waitForJob(changed.headers["location"])[u"failed"].toInt(), 1);
    QCOMPARE(m_lab.ldapSearch(u"(sAMAccountName=ops0)"_s).constFirst().first(u"title"_s), u"Changed"_s);
    QCOMPARE(countInDirectory(u"ops1"_s), 0);
    const RestAnswer added = m_rest->send(
        "POST", "/rest/identity/groups", "[{\"op\":\"add-member\",\"id\":\"Managers\",\"member\":\"ops0\"}]");
    QCOMPARE(m_rest->waitForJob(added.headers["location"])[u"failed"].toInt(), 0);
    QVERIFY(m_lab.ldapSearch(u"(sAMAccountName=ops0)"_s)
                .constFirst()
                .first(u"memberOf"_s)
                .startsWith(u"CN=Managers"_s));
    const RestAnswer removed =
        m_rest->send("POST", "/rest/identity/groups",
                     "[{\"op\":\"remove-member\",\"id\":\"Managers\",\"member\":\"ops0\"},"
                     "{\"op\":\"remove-member\",\"id\":\"Managers\",\"member\":\"ops-none\"}]");
    QCOMPARE(m_rest->waitForJob(removed.headers["location"])[u"failed"].toInt(), 1); // there is no ops-none
    QVERIFY(m_lab.ldapSearch(u"(&(sAMAccountName=ops0)(memberOf=*))"_s).isEmpty());
}

void TestRestJobs::aRestartInTheMiddle()
{
    constexpr int count = 60;
    const QByteArray location =
        m_rest->send("POST", "/rest/identity/users", batchOf(count, "big")).headers["location"];
    QVERIFY(QTest::qWaitFor([&] { return m_rest->get(location).json()[u"done"].toInt() >= 3; }, 60'000));
    QCOMPARE(m_smcd.stop(), 0);
    const qsizetype before = countInDirectory(u"big"_s);
    QVERIFY(before >= 3 && before < count);
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    const QJsonObject interrupted = m_rest->get(location).json();
    QCOMPARE(interrupted[u"state"].toString(), u"interrupted"_s);
    QCOMPARE(interrupted[u"done"].toInt(), before); // what was done is known to be done
    QCOMPARE(m_rest->send("PUT", location + "/resume").status, 200);
    const QJsonObject job = m_rest->waitForJob(location);
    QCOMPARE(job[u"state"].toString(), u"done"_s);
    QCOMPARE(job[u"failed"].toInt(), 0); // none was tried twice
    QCOMPARE(countInDirectory(u"big"_s), count);
    QCOMPARE(m_rest->send("PUT", location + "/resume").status, 409);
}

void TestRestJobs::retryOfTheFailed()
{
    const QByteArray location =
        m_rest->send("POST", "/rest/identity/users", batchOf(2, "again", ",\"memberOf\":[\"LaterGroup\"]"))
            .headers["location"];
    QCOMPARE(m_rest->waitForJob(location)[u"failed"].toInt(), 2);
    QCOMPARE(countInDirectory(u"again"_s), 0);
    QCOMPARE(m_rest
                 ->send("POST", "/rest/identity/groups",
                        "{\"sAMAccountName\":\"LaterGroup\",\"parent\":\"" + m_unit.toUtf8() + "\"}")
                 .status,
             201);
    QCOMPARE(m_rest->send("PUT", location + "/retry").status, 200);
    QCOMPARE(m_rest->waitForJob(location)[u"failed"].toInt(), 0);
    QCOMPARE(countInDirectory(u"again"_s), 2);
}

void TestRestJobs::othersDoNotSeeIt()
{
    const QByteArray location =
        m_rest->send("POST", "/rest/identity/users", batchOf(1, "mine")).headers["location"];
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QCOMPARE(bob.get(location).status, 404);
    QVERIFY(bob.get("/rest/jobs").items().isEmpty());
    QVERIFY(!m_rest->get("/rest/jobs").items().isEmpty());
}

QTEST_GUILESS_MAIN(TestRestJobs)
#include "test_rest_jobs.moc"
