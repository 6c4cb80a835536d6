// SPDX-License-Identifier: GPL-3.0-or-later
// Event logs by RPC, of the lab's file server. What is in them was put there by Samba's own eventlogadm.
#include "tests/integration/rest_client.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void theNewestFirst();
    void whatAnEventTells();
    void moreThanOneAnswerHolds();
    void onlyWhoMay();
    void withoutLogsThereAreNone();

private:
    RestAnswer configure(const QByteArray &logs)
    {
        const RestAnswer answer = m_rest->send("PUT", "/rest/servers/config?server=fs1",
                                               R"({"eventlog-list":)" + logs + '}', {{"If-Match", "*"}});
        // Samba's helper knows the logs that there were when it began.
        m_lab.exec(u"fs1"_s, {u"pkill"_s, u"rpcd_classic"_s});
        return answer;
    }
    void write(const QString &log, const QByteArray &events)
    {
        const CommandResult result =
            runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"),
                       {u"exec"_s, u"fs1"_s, u"eventlogadm"_s, u"-o"_s, u"write"_s, log}, events);
        QVERIFY2(result.ok(), QByteArray(result.output + result.errors).constData());
    }
    static QByteArray event(int id, const QByteArray &type, const QByteArray &text, qint64 time)
    {
        const QByteArray seconds = QByteArray::number(time);
        return "LEN: 0\nRS1: 1699505740\nRCN: 0\nTMG: " + seconds + "\nTMW: " + seconds +
               "\nEID: " + QByteArray::number(id) + "\nETP: " + type +
               "\nECT: 3\nRS2: 0\nCRN: 0\nUSL: 0\nSRC: backup\nSRN: fs1\nSTR: " + text + "\nDAT:\n\n";
    }

    /// Samba forgets what is older than a week.
    const qint64 m_day = QDateTime::currentSecsSinceEpoch() - 3600 * 24;
    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestEvents::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(u"Administrator"_s, m_lab.password()).status, 200);
    m_lab.exec(u"fs1"_s, {u"sh"_s, u"-c"_s, u"rm -f /var/lib/samba/eventlog/*"_s});
    const RestAnswer set = configure(R"("System Application")");
    QVERIFY2(set.status == 200, set.body.constData());
    write(u"System"_s,
          event(7, "INFO", "The disk is fine", m_day) + event(1001, "ERROR", "The disk is full", m_day + 60));
    write(u"Application"_s, event(5, "WARNING", "Zu spät", m_day + 30));
    // Until its new helper has read the configuration, Samba keeps no logs.
    QTRY_COMPARE_WITH_TIMEOUT(m_rest->get("/rest/servers/events?server=fs1").items().size(), 3, 60'000);
}

void TestRestEvents::cleanupTestCase()
{
    configure("[]");
}

void TestRestEvents::theNewestFirst()
{
    const RestAnswer all = m_rest->get("/rest/servers/events?server=fs1");
    QVERIFY2(all.status == 200, all.body.constData());
    QStringList texts;
    for (const QJsonValue item : all.items())
        texts << item[u"text"][0].toString();
    QCOMPARE(texts, (QStringList{u"The disk is full"_s, u"Zu spät"_s, u"The disk is fine"_s}));
    const RestAnswer some = m_rest->get("/rest/servers/events?server=fs1&filter=type:error%20log:system");
    QCOMPARE(some.items().size(), 1);
}

void TestRestEvents::whatAnEventTells()
{
    const RestAnswer one = m_rest->get("/rest/servers/events/fs1%3ASystem%2F2");
    QVERIFY2(one.status == 200, one.body.constData());
    QCOMPARE(one.first(u"time"_s), QDateTime::fromSecsSinceEpoch(m_day + 60, Qt::UTC).toString(Qt::ISODate));
    QCOMPARE(one.first(u"type"_s), u"error"_s);
    QCOMPARE(one.first(u"event"_s), u"1001"_s);
    QCOMPARE(one.first(u"source"_s), u"backup"_s);
    QCOMPARE(one.first(u"computer"_s), u"fs1"_s);
    QCOMPARE(one.first(u"road"_s), u"rpc"_s);
    QCOMPARE(m_rest->get("/rest/servers/events/fs1%3ASystem%2F99").status, 404);
}

void TestRestEvents::moreThanOneAnswerHolds()
{
    QByteArray many;
    for (int i = 0; i < 1200; ++i)
        many += event(i, "INFO", "Event number " + QByteArray::number(i), m_day + i);
    write(u"Application"_s, many);
    const RestAnswer list =
        m_rest->get("/rest/servers/events?server=fs1&filter=log:application&limit=5000&sort=record");
    QCOMPARE(list.items().size(), 1000); // the newest
    QCOMPARE(list.items().last()[u"text"][0].toString(), u"Event number 1199"_s);
    QCOMPARE(list.items().first()[u"text"][0].toString(), u"Event number 200"_s);
}

void TestRestEvents::onlyWhoMay()
{
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QCOMPARE(bob.get("/rest/servers/events?server=fs1").status, 403);
}

void TestRestEvents::withoutLogsThereAreNone()
{
    QCOMPARE(configure("[]").status, 200);
    RestAnswer list;
    const auto isEmpty = [&] {
        list = m_rest->get("/rest/servers/events?server=fs1");
        return list.items().isEmpty();
    };
    QTRY_VERIFY2_WITH_TIMEOUT(isEmpty(), list.body.constData(), 60'000);
    QVERIFY2(list.status == 200, list.body.constData());
}

QTEST_GUILESS_MAIN(TestRestEvents)
#include "test_rest_events.moc"
