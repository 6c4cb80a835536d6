// SPDX-License-Identifier: GPL-3.0-or-later
// Printers, their queues, and services, over REST, against the lab's file server, whose queue is a folder
// (tests/lab/lpq.sh). The witnesses are that folder, and who prints with smbclient.
#include "tests/integration/rest_client.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

/// Samba looks at a queue when it likes; milliseconds. A question for news that its queue daemon takes for
/// too early (lpq cache time) is held for pending, and for a minute nobody asks again.
constexpr int queueSettles = 90'000;

} // namespace

class TestRestPrinting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void printersAsReported();
    void jobsAreHeldReleasedAndDeleted();
    void aPrinterIsPausedAndPurged();
    void onlyWhoMay();
    void whatIsNotThere();
    void services();
    void servicesAreStoppedAndStarted();

private:
    void print(const QString &user = u"bob"_s)
    {
        m_lab.exec(u"fs1"_s, {u"/etc/samba/lpq"_s, u"quiet"_s, u"office"_s});
        const CommandResult result = runCommand(u"smbclient"_s, {u"//fs1.lab.example/office"_s, u"-U"_s,
                                                                 u"LAB\\"_s + user + u'%' + m_lab.password(),
                                                                 u"-c"_s, u"print /etc/services"_s});
        QVERIFY2(result.ok(), result.errors.constData());
    }
    /// Tells when it was not, and mends it.
    void queueIsWatched() const
    {
        const CommandResult watched = m_lab.exec(u"fs1"_s, {u"/etc/samba/lpq"_s, u"watched"_s, u"office"_s});
        if (!watched.errors.isEmpty())
            qWarning("%s", watched.errors.trimmed().constData());
    }
    /// What lies in the queue, by the names of its files.
    [[nodiscard]] QByteArray queue() const
    {
        return m_lab.exec(u"fs1"_s, {u"ls"_s, u"/srv/queues/office"_s}).output;
    }
    [[nodiscard]] QJsonArray jobs()
    {
        queueIsWatched();
        const RestAnswer answer = m_rest->get("/rest/shares/jobs?server=fs1");
        if (answer.status != 200)
            qWarning("%d %s", answer.status, answer.body.constData());
        return answer.items();
    }
    [[nodiscard]] QString printerState()
    {
        queueIsWatched();
        return m_rest->get("/rest/shares/printers/fs1%3Aoffice").first(u"state"_s);
    }
    /// "2 jobs, 1 waiting, 1 held", as the queue of the printer tells it.
    [[nodiscard]] QString queueStatus()
    {
        const RestAnswer answer = m_rest->get("/rest/status/queues/fs1%3Aoffice");
        return u"%1 jobs, %2 waiting, %3 held"_s.arg(answer.first(u"jobs"_s), answer.first(u"waiting"_s),
                                                     answer.first(u"held"_s));
    }
    [[nodiscard]] bool metricsSay(const QByteArray &line)
    {
        return m_rest->get("/metrics").body.split('\n').contains(line);
    }
    RestAnswer order(const QByteArray &path) { return m_rest->send("PUT", "/rest/" + path); }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                              {u"collect"_s, {{u"enabled"_s, u"yes"_s}, {u"queues"_s, u"1s"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestPrinting::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    cleanupTestCase();
}

void TestRestPrinting::cleanupTestCase()
{
    m_lab.exec(u"fs1"_s, {u"/etc/samba/lpq"_s, u"clear"_s, u"office"_s});
}

void TestRestPrinting::printersAsReported()
{
    const RestAnswer answer = m_rest->get("/rest/shares/printers?server=fs1");
    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(answer.items().size(), 1);
    const QJsonValue office = answer.items()[0];
    QCOMPARE(office[u"id"][0].toString(), u"fs1:office"_s);
    QCOMPARE(office[u"comment"][0].toString(), u"Office printer"_s);
    QCOMPARE(office[u"port"][0].toString(), u"Samba Printer Port"_s);
    QCOMPARE(office[u"state"][0].toString(), u"ready"_s);
}

void TestRestPrinting::jobsAreHeldReleasedAndDeleted()
{
    print();
    QTRY_COMPARE_WITH_TIMEOUT(jobs().size(), 1, queueSettles);
    const QJsonValue job = jobs()[0];
    QVERIFY2(job[u"user"][0].toString().contains(u"bob"), qPrintable(job[u"user"][0].toString()));
    QCOMPARE(job[u"state"][0].toString(), u"waiting"_s);
    QCOMPARE(job[u"size"][0].toString(), QString::number(QFileInfo(u"/etc/services"_s).size()));
    const QDateTime submitted = QDateTime::fromString(job[u"submitted"][0].toString(), Qt::ISODate);
    QVERIFY2(std::abs(submitted.secsTo(QDateTime::currentDateTimeUtc())) < 600,
             qPrintable(submitted.toString()));
    const QByteArray path = "shares/jobs/" + QUrl::toPercentEncoding(job[u"id"][0].toString());

    const RestAnswer dry = order(path + "/hold?dry-run=1");
    QCOMPARE(dry.json()[u"changes"][0][u"operation"].toString(), u"hold"_s);
    QVERIFY(!queue().contains(".held"));
    const RestAnswer held = order(path + "/hold");
    QVERIFY2(held.status == 204, held.body.constData());
    QTRY_VERIFY_WITH_TIMEOUT(queue().contains(".held"), queueSettles);
    QTRY_COMPARE_WITH_TIMEOUT(jobs()[0][u"state"][0].toString(), u"held"_s, queueSettles);
    QCOMPARE(queueStatus(), u"1 jobs, 0 waiting, 1 held"_s);
    QCOMPARE(order(path + "/release").status, 204);
    QTRY_VERIFY_WITH_TIMEOUT(!queue().contains(".held"), queueSettles);
    QTRY_COMPARE_WITH_TIMEOUT(jobs()[0][u"state"][0].toString(), u"waiting"_s, queueSettles);
    const RestAnswer gone = m_rest->send("DELETE", "/rest/" + path);
    QVERIFY2(gone.status == 204, gone.body.constData());
    QTRY_VERIFY_WITH_TIMEOUT(!queue().contains(".user"), queueSettles);
    QTRY_COMPARE_WITH_TIMEOUT(jobs().size(), 0, queueSettles);
    QCOMPARE(m_rest->send("DELETE", "/rest/" + path).status, 404);
}

void TestRestPrinting::aPrinterIsPausedAndPurged()
{
    print();
    print(u"helen"_s);
    QTRY_COMPARE_WITH_TIMEOUT(jobs().size(), 2, queueSettles);
    QCOMPARE(queueStatus(), u"2 jobs, 2 waiting, 0 held"_s);
    const RestAnswer status = m_rest->get("/rest/status/queues");
    QVERIFY2(status.items().size() == 1 && !status.json().contains(u"problems"_s), status.body.constData());
    const QJsonValue both = status.items()[0];
    QCOMPARE(both[u"size"][0].toString(), QString::number(2 * QFileInfo(u"/etc/services"_s).size()));
    QVERIFY2(both[u"seconds"][0].toString().toInt() < 600, status.body.constData());
    QVERIFY(both[u"oldest"][0].isString());
    QTRY_VERIFY_WITH_TIMEOUT(metricsSay(R"(smc_share_print_jobs{server="fs1",share="office"} 2)"),
                             queueSettles);
    const RestAnswer paused = order("shares/printers/fs1%3Aoffice/pause");
    QVERIFY2(paused.status == 204, paused.body.constData());
    QTRY_VERIFY_WITH_TIMEOUT(queue().contains("stopped"), queueSettles);
    QTRY_COMPARE_WITH_TIMEOUT(printerState(), u"paused"_s, queueSettles);
    QCOMPARE(m_rest->get("/rest/status/queues/fs1%3Aoffice").first(u"state"_s), u"paused"_s);
    QCOMPARE(order("shares/printers/fs1%3Aoffice/resume").status, 204);
    QTRY_VERIFY_WITH_TIMEOUT(!queue().contains("stopped"), queueSettles);
    QTRY_COMPARE_WITH_TIMEOUT(printerState(), u"ready"_s, queueSettles);
    const RestAnswer purged = order("shares/printers/fs1%3Aoffice/purge");
    QVERIFY2(purged.status == 204, purged.body.constData());
    QTRY_COMPARE_WITH_TIMEOUT(jobs().size(), 0, queueSettles);
    QVERIFY(!queue().contains(".user"));
}

void TestRestPrinting::onlyWhoMay()
{
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QCOMPARE(bob.get("/rest/shares/printers?server=fs1").status, 200); // anybody may list printers
    QCOMPARE(bob.send("PUT", "/rest/shares/printers/fs1%3Aoffice/pause").status, 403);
    QCOMPARE(bob.send("DELETE", "/rest/shares/jobs/fs1%3Aoffice%3A1").status, 403);
    QCOMPARE(bob.get("/rest/servers/services?server=fs1").status, 200); // and services, too
    QCOMPARE(bob.send("PUT", "/rest/servers/services/fs1%3ASpooler/stop").status, 403);
}

void TestRestPrinting::whatIsNotThere()
{
    QCOMPARE(order("shares/printers/fs1%3Anosuch/pause").status, 404);
    QCOMPARE(order("shares/jobs/fs1%3Aoffice%3A999999/hold").status, 404);
    QCOMPARE(order("shares/jobs/fs1%3Aoffice/hold").status, 404);
    QCOMPARE(order("servers/services/fs1%3ANoSuch/stop").status, 404);
    QCOMPARE(m_rest->get("/rest/shares/jobs/fs1%3Aoffice%3A999999").status, 404);
}

void TestRestPrinting::services()
{
    const RestAnswer answer = m_rest->get("/rest/servers/services?server=fs1");
    QVERIFY2(answer.status == 200, answer.body.constData());
    QStringList names;
    for (const QJsonValue service : answer.items())
        names << service[u"name"][0].toString();
    QVERIFY2(names.contains(u"Spooler"_s) && names.contains(u"NETLOGON"_s), qPrintable(names.join(u' ')));
    const RestAnswer spooler = m_rest->get("/rest/servers/services/fs1%3ASpooler");
    QCOMPARE(spooler.first(u"display"_s), u"Print Spooler"_s);
    QCOMPARE(spooler.first(u"state"_s), u"running"_s);
}

void TestRestPrinting::servicesAreStoppedAndStarted()
{
    const QByteArray spooler = "/rest/servers/services/fs1%3ASpooler";
    const RestAnswer dry = m_rest->send("PUT", spooler + "/stop?dry-run=1");
    QCOMPARE(dry.json()[u"changes"][0][u"operation"].toString(), u"stop"_s);
    QCOMPARE(m_rest->get(spooler).first(u"state"_s), u"running"_s);
    const RestAnswer stopped = m_rest->send("PUT", spooler + "/stop");
    QVERIFY2(stopped.status == 204, stopped.body.constData());
    QCOMPARE(m_rest->get(spooler).first(u"state"_s), u"stopped"_s);
    QCOMPARE(m_rest->send("PUT", spooler + "/start").status, 204);
    QCOMPARE(m_rest->get(spooler).first(u"state"_s), u"running"_s);
    const RestAnswer refused = m_rest->send("PUT", "/rest/servers/services/fs1%3ANETLOGON/stop");
    QVERIFY2(refused.status == 403, refused.body.constData()); // Samba's own rule
}

QTEST_GUILESS_MAIN(TestRestPrinting)
#include "test_rest_printing.moc"
