// SPDX-License-Identifier: GPL-3.0-or-later
// What smcd collects from servers by itself, and shows at /metrics. The witnesses are smbclient, and a server
// that loses its cable.
#include "tests/integration/rest_client.h"
#include "tests/lab/open_file.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

const QMap<QString, QString> everySecond{
    {u"enabled"_s, u"yes"_s},    {u"servers"_s, u"1s"_s}, {u"sessions"_s, u"1s"_s}, {u"files"_s, u"1s"_s},
    {u"connections"_s, u"1s"_s}, {u"cpu"_s, u"1s"_s},     {u"disks"_s, u"1s"_s},    {u"back_off"_s, u"4s"_s}};

/// The value of a line of /metrics, "smc_server_up{server=\"fs1\"}"; NaN when there is none.
double valueOf(const QByteArray &metrics, const QByteArray &series)
{
    for (const QByteArray &line : metrics.split('\n')) {
        if (line.startsWith(QByteArray(series + ' ')))
            return line.mid(series.size() + 1).toDouble();
    }
    return qQNaN();
}

} // namespace

class TestRestCollection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sessionsFilesAndConnections();
    void loadAndDisks();
    void howItFares();
    void usageOverTime();
    void dashboardNamesWhatThereIs();
    void aSilentServerBacksOff();

private:
    [[nodiscard]] static double value(RestClient &rest, const QByteArray &series)
    {
        return valueOf(rest.get("/metrics").body, series);
    }
    [[nodiscard]] static QJsonObject state(RestClient &rest, const QByteArray &server, const QString &source)
    {
        for (const QJsonValue item : rest.get("/rest/status/collection?filter=server:" + server).items()) {
            if (item[u"source"][0].toString() == source)
                return item.toObject();
        }
        return {};
    }

    Lab m_lab = Lab::domain();
    /// On the file server itself, so that it sees all of it.
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}, {u"collect"_s, everySecond}},
                 .node = u"fs1"_s}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestCollection::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
}

void TestRestCollection::sessionsFilesAndConnections()
{
    const QByteArray share = R"(smc_share_connections{server="fs1",share="data"})";
    {
        OpenFile work(m_lab, u"bob"_s, u"counted.txt"_s);
        QVERIFY2(work.isOpen(), work.output().constData());
        QTRY_VERIFY_WITH_TIMEOUT(value(*m_rest, share) == 1, 20'000);
        QTRY_COMPARE(value(*m_rest, R"(smc_server_open_files{server="fs1"})"), 1.0);
        QTRY_VERIFY(value(*m_rest, R"(smc_server_sessions{server="fs1"})") >= 1);
        QVERIFY(value(*m_rest, R"(smc_server_users{server="fs1"})") >= 1);
    }
    QTRY_COMPARE(value(*m_rest, R"(smc_server_open_files{server="fs1"})"), 0.0);
    QTRY_VERIFY(qIsNaN(value(*m_rest, share)));
    QCOMPARE(value(*m_rest, R"(smc_server_up{server="fs1"})"), 1.0);
    QTRY_COMPARE(value(*m_rest, R"(smc_server_up{server="dc1"})"), 1.0); // the directory lists it
}

void TestRestCollection::loadAndDisks()
{
    QTRY_VERIFY(value(*m_rest, R"(smc_server_memory_bytes{server="fs1"})") > 100e6);
    QVERIFY(value(*m_rest, R"(smc_server_cpus{server="fs1"})") >= 1);
    const double cpu = value(*m_rest, R"(smc_server_cpu_ratio{server="fs1"})");
    QVERIFY(cpu >= 0 && cpu <= 1);
    QTRY_VERIFY(value(*m_rest, R"(smc_share_disk_bytes{server="fs1",share="data"})") > 1e6);
    const double full = value(*m_rest, R"(smc_share_disk_used_ratio{server="fs1",share="data"})");
    QVERIFY(full > 0 && full <= 1);
    QVERIFY(std::abs(value(*m_rest, R"(smc_server_clock_skew_seconds{server="fs1"})")) < 5);
}

void TestRestCollection::howItFares()
{
    const QJsonObject sessions = state(*m_rest, "fs1", u"sessions"_s);
    QCOMPARE(sessions[u"state"][0].toString(), u"ok"_s);
    QCOMPARE(sessions[u"road"][0].toString(), u"local"_s);
    QVERIFY(sessions[u"attempts"][0].toString().toInt() > 1);
    // A domain controller without smcd tells its sessions to administrators only, and its load to nobody.
    QTRY_COMPARE(state(*m_rest, "dc1", u"sessions"_s)[u"state"][0].toString(), u"failing"_s);
    QVERIFY(!state(*m_rest, "dc1", u"sessions"_s)[u"error"][0].toString().isEmpty());
    QTRY_COMPARE(state(*m_rest, "dc1", u"cpu"_s)[u"state"][0].toString(), u"not-offered"_s);
    QVERIFY(value(*m_rest, R"(smc_collection_failures_total{server="dc1",source="sessions"})") >= 1);
    QVERIFY(qIsNaN(value(*m_rest, R"(smc_collection_failures_total{server="dc1",source="cpu"})")));
    QVERIFY(qIsNaN(value(*m_rest, R"(smc_server_sessions{server="dc1"})")));
    QVERIFY(value(*m_rest, R"(smc_collection_age_seconds{server="fs1",source="sessions"})") < 5);
    QVERIFY(value(*m_rest, "smc_rpc_call_seconds_count") >= 1);
    RestClient helen(m_smcd); // an administrator, who may not use the service's rights
    QCOMPARE(helen.signIn(u"helen"_s, m_lab.password()).status, 200);
    QCOMPARE(helen.get("/rest/status/collection").status, 403);
    const RestAnswer csv = m_rest->get("/rest/status/collection?format=csv&fields=server,source");
    QVERIFY2(csv.body.contains("fs1,disks\r\n"), csv.body.constData());
}

void TestRestCollection::usageOverTime()
{
    const auto sessions = [this](const QByteArray &more) {
        return m_rest->get("/rest/status/usage?server=fs1&metric=sessions" + more).items();
    };
    QTRY_VERIFY_WITH_TIMEOUT(sessions("&since=1h").size() > 3, 20'000);
    const QJsonObject one = sessions("&since=1h")[0].toObject();
    QCOMPARE(one[u"server"][0].toString(), u"fs1"_s);
    QCOMPARE(one[u"metric"][0].toString(), u"sessions"_s);
    QCOMPARE(one[u"count"][0].toString(), u"1"_s);
    const QDateTime time = QDateTime::fromString(one[u"time"][0].toString(), Qt::ISODate);
    QVERIFY(std::abs(time.secsTo(QDateTime::currentDateTimeUtc())) < 300);
    // All of it as one: as many readings as there were.
    const QJsonArray hours = sessions("&since=1d&step=1d");
    QVERIFY(hours.size() == 1 || hours.size() == 2); // the day may have turned
    int readings = 0;
    for (const QJsonValue hour : hours)
        readings += hour[u"count"][0].toString().toInt();
    QVERIFY(readings > 3);
    QVERIFY(sessions("&since=2020-01-01T00:00:00Z&until=2020-01-02T00:00:00Z").isEmpty());

    const RestAnswer disk = m_rest->get("/rest/status/usage?server=fs1&metric=disk-full&share=data&since=1h");
    QVERIFY(!disk.items().isEmpty());
    QCOMPARE(disk.items()[0][u"share"][0].toString(), u"data"_s);
    for (const QByteArray format : {"xml", "yaml", "csv"}) {
        const RestAnswer other =
            m_rest->get("/rest/status/usage?server=fs1&metric=sessions&since=1h&format=" + format);
        QCOMPARE(other.status, 200);
        QVERIFY2(other.body.contains("sessions"), other.body.constData());
    }
    QCOMPARE(m_rest->get("/rest/status/usage?metric=nonsense").status, 400);
    QVERIFY(
        m_rest->get("/rest/status/usage?metric=nonsense").json()[u"hint"].toString().contains(u"disk-full"));
    QCOMPARE(m_rest->get("/rest/status/usage?since=yesterday").status, 400);
    QCOMPARE(m_rest->get("/rest/status/usage?step=x").status, 400);
    QCOMPARE(m_rest->get("/rest/status/usage?server=fs9").status, 404);
    RestClient helen(m_smcd);
    QCOMPARE(helen.signIn(u"helen"_s, m_lab.password()).status, 200);
    QCOMPARE(helen.get("/rest/status/usage?server=fs1").status, 403);
}

void TestRestCollection::dashboardNamesWhatThereIs()
{
    QFile file(QStringLiteral(SMC_SOURCE_DIR "/docs/monitoring/grafana.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject dashboard = QJsonDocument::fromJson(file.readAll()).object();
    const QByteArray metrics = m_rest->get("/metrics").body;
    static const QRegularExpression name(u"\\bsmcd?_[a-z0-9_]+"_s);
    int found = 0;
    for (const QJsonValue panel : dashboard[u"panels"].toArray()) {
        for (const QJsonValue target : panel[u"targets"].toArray()) {
            const QString expression = target[u"expr"].toString();
            QVERIFY2(name.match(expression).hasMatch(), qPrintable(expression));
            for (auto match = name.globalMatch(expression); match.hasNext(); ++found) {
                const QByteArray metric = match.next().captured().toLatin1();
                // Of an alert there is no number while nothing is wrong.
                QVERIFY2(metrics.contains(QByteArray("# TYPE " + metric + ' ')) ||
                             metrics.contains(QByteArray('\n' + metric + ' ')),
                         metric.constData());
            }
        }
    }
    QVERIFY(found > 20);
}

void TestRestCollection::aSilentServerBacksOff()
{
    // From here, since a node without its cable could not be asked.
    // It is found silent when a call has waited for it in vain, so there is but one kind of call.
    QMap<QString, QString> collect = everySecond;
    collect[u"sessions"_s] = u"0"_s;
    collect[u"files"_s] = u"0"_s;
    Smcd smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}, {u"collect"_s, collect}}}};
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(value(rest, R"(smc_server_up{server="fs1"})"), 1.0, 20'000);
    m_lab.unplug(u"fs1"_s);
    const auto plugged = qScopeGuard([this] { m_lab.plug(u"fs1"_s); });
    QTRY_COMPARE_WITH_TIMEOUT(value(rest, R"(smc_server_up{server="fs1"})"), 0.0, 60'000);
    QCOMPARE(value(rest, R"(smc_server_up{server="dc1"})"), 1.0);
    QVERIFY(qIsNaN(value(rest, R"(smc_server_clock_skew_seconds{server="fs1"})"))); // of before, so of no use
    QCOMPARE(state(rest, "fs1", u"sessions"_s)[u"state"][0].toString(), u"down"_s);
    const double attempts = value(rest, R"(smc_collection_attempts_total{server="fs1",source="servers"})");
    const double other = value(rest, R"(smc_collection_attempts_total{server="dc1",source="servers"})");
    // Ten readings of another server later there were at most a few of this one.
    QTRY_VERIFY_WITH_TIMEOUT(
        value(rest, R"(smc_collection_attempts_total{server="dc1",source="servers"})") >= other + 10, 40'000);
    QVERIFY(value(rest, R"(smc_collection_attempts_total{server="fs1",source="servers"})") <= attempts + 4);
    m_lab.plug(u"fs1"_s);
    QTRY_COMPARE_WITH_TIMEOUT(value(rest, R"(smc_server_up{server="fs1"})"), 1.0, 60'000);
    QVERIFY(smcd.log().contains("fs1 answers again"));
}

QTEST_GUILESS_MAIN(TestRestCollection)
#include "test_rest_collection.moc"
