// SPDX-License-Identifier: GPL-3.0-or-later
// A domain controller dies under the service: the next one takes over, and no change is lost or done twice.
#include "tests/integration/rest_client.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestFailover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { Lab::domain().startNode(u"dc1"_s); } // whatever failed, the next test has its domain
    void aDomainControllerDiesInABatch();
    void noDomainControllerAnswers();
};

void TestRestFailover::aDomainControllerDiesInABatch()
{
    constexpr int count = 40;
    const Lab lab = Lab::domain();
    const QString unit = lab.freshUnit(u"Failover"_s);
    // The two replicate when they see fit, and after one was down that may take minutes: they are told to.
    const auto replicate = [&lab](const QString &to, const QString &from) {
        return runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"),
                          {u"exec"_s, to, u"samba-tool"_s, u"drs"_s, u"replicate"_s, to, from, lab.base(),
                           u"-U"_s, u"LAB\\Administrator%"_s + lab.password()},
                          {}, 60'000)
            .ok();
    };
    QVERIFY(QTest::qWaitFor([&] { return replicate(u"dc2"_s, u"dc1"_s); }, 60'000));
    QVERIFY(!lab.ldapSearch(u"(ou=Failover)"_s, {}, {}, u"dc2"_s).isEmpty());
    Smcd smcd;
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    QCOMPARE(rest.signIn(lab.admin(), lab.password()).status, 200);
    // Names of this run alone: dc2 may not have heard yet that those of the last one are gone.
    const QByteArray prefix =
        "fo" + QByteArray::number(QDateTime::currentMSecsSinceEpoch() % 100'000'000) + 'x';
    QByteArrayList items;
    for (int i = 0; i < count; ++i)
        items << "{\"sAMAccountName\":\"" + prefix + QByteArray::number(i) +
                     "\",\"password\":\"Passw0rd!lab\",\"parent\":\"" + unit.toUtf8() + "\"}";
    const QByteArray location =
        rest.send("POST", "/rest/identity/users", '[' + items.join(',') + ']').headers["location"];
    QVERIFY(QTest::qWaitFor([&] { return rest.get(location).json()[u"done"].toInt() >= 5; }, 60'000));
    lab.stopNode(u"dc1"_s);
    const QJsonObject job = rest.waitForJob(location);
    QCOMPARE(job[u"state"].toString(), u"done"_s);
    // Those on the wire when it died are told as not known, not guessed; nothing else fails.
    const RestAnswer results = rest.get(location + "/results");
    int unknown = 0;
    for (const QJsonValue item : results.items()) {
        if (item[u"state"].toString() == u"ok")
            continue;
        const QString detail = item[u"problem"][u"detail"].toString();
        QVERIFY2(detail.contains(u"not known"_s), qPrintable(detail));
        ++unknown;
    }
    // Four items at a time, and each may meet the dead server on two kept connections.
    QVERIFY2(unknown <= 8, QByteArray::number(unknown).constData());
    const RestAnswer list = rest.get("/rest/identity/users?limit=5");
    QCOMPARE(list.status, 200);
    QCOMPARE(
        rest.send("PUT", "/rest/identity/users/bob", "{\"title\":\"by dc2\"}", {{"If-Match", "*"}}).status,
        200);
    QCOMPARE(
        lab.ldapSearch(u"(sAMAccountName=bob)"_s, {u"title"_s}, {}, u"dc2"_s).constFirst().first(u"title"_s),
        u"by dc2"_s);

    // dc1 returns with what it had; everybody exists once, whether it was made there or here.
    lab.startNode(u"dc1"_s);
    QVERIFY(QTest::qWaitFor(
        [&] {
            return rest.send("PUT", location + "/retry").status != 200 ||
                   rest.waitForJob(location)[u"failed"].toInt() == 0;
        },
        90'000));
    QVERIFY(QTest::qWaitFor([&] { return replicate(u"dc1"_s, u"dc2"_s) && replicate(u"dc2"_s, u"dc1"_s); },
                            60'000));
    const auto everybody = [&](const QString &node) {
        return lab.ldapSearch(u"(sAMAccountName=%1*)"_s.arg(QString::fromLatin1(prefix)),
                              {u"sAMAccountName"_s}, unit, node);
    };
    QVERIFY(QTest::qWaitFor(
        [&] { return everybody(u"dc1"_s).size() == count && everybody(u"dc2"_s).size() == count; }, 90'000));
    QCOMPARE(smcd.stop(), 0);
}

void TestRestFailover::noDomainControllerAnswers()
{
    const Lab lab = Lab::domain();
    Smcd smcd(Smcd::Options{.uris = {u"ldaps://127.0.0.1:1"_s}, .waitUntilReady = false});
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    const RestAnswer answer = rest.signIn(lab.admin(), lab.password());
    QCOMPARE(answer.status, 502);
    QCOMPARE(answer.kind(), u"unreachable"_s);
    QVERIFY(!answer.json()[u"hint"].toString().isEmpty());
    QCOMPARE(rest.get("/readyz").status, 503);
    QCOMPARE(rest.get("/healthz").status, 200);
}

QTEST_GUILESS_MAIN(TestRestFailover)
#include "test_rest_failover.moc"
