// SPDX-License-Identifier: GPL-3.0-or-later
// Two smcd that share a PostgreSQL database: they divide the servers of the lab among themselves, one takes
// over what a killed one read, and both go on after a restart of the database. The witness is psql.
#include "tests/integration/rest_client.h"
#include "tests/postgresql.h"

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;
using smc::testing::PostgreSql;

namespace {

constexpr int interval = 3; ///< seconds

qint64 now()
{
    return QDateTime::currentSecsSinceEpoch();
}

} // namespace

class TestRestCollectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theyDivideTheServers();
    void silencesAreSeenByAll();
    void alertsAreSeenByAll();
    void schedulesRunOnce();
    void theDatabaseRestarts();
    void oneIsKilled();
    void whoComesBackGetsHisPart();
    void startsWithoutItsDatabase();

private:
    [[nodiscard]] std::unique_ptr<Smcd> makeSmcd(const QString &database, const QString &servers) const
    {
        return std::make_unique<Smcd>(Smcd::Options{
            .settings = {
                {u"state"_s,
                 {{u"url"_s, m_database.url(database)}, {u"password_file"_s, m_database.passwordFile()}}},
                {u"servers"_s, {{u"servers"_s, servers}}},
                {u"alerts"_s, {{u"unreachable"_s, u"1s"_s}}},
                {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}},
                {u"collect"_s,
                 {{u"enabled"_s, u"yes"_s},
                  {u"servers"_s, u"%1s"_s.arg(interval)},
                  {u"sessions"_s, u"0"_s},
                  {u"files"_s, u"0"_s}}}}});
    }
    [[nodiscard]] RestAnswer get(const Smcd &smcd, const QByteArray &path)
    {
        RestClient rest(smcd);
        (void)rest.signIn(m_lab.admin(), m_lab.password());
        return rest.get(path);
    }
    [[nodiscard]] RestAnswer post(const Smcd &smcd, const QByteArray &path, const QJsonObject &body)
    {
        RestClient rest(smcd);
        (void)rest.signIn(m_lab.admin(), m_lab.password());
        return rest.send("POST", path, QJsonDocument(body).toJson());
    }
    /// The servers that it reads, by name.
    [[nodiscard]] QStringList readBy(const Smcd &smcd)
    {
        QStringList names;
        for (const QJsonValue item : get(smcd, "/rest/status/collection?filter=source:servers").items()) {
            if (item[u"source"][0].toString() == u"servers" && item[u"state"][0].toString() != u"elsewhere")
                names << item[u"server"][0].toString();
        }
        names.sort();
        return names;
    }
    [[nodiscard]] bool bothReadAll()
    {
        const QStringList one = readBy(*m_one);
        const QStringList two = readBy(*m_two);
        QStringList all = one + two;
        all.sort();
        return !one.isEmpty() && !two.isEmpty() && all == m_servers;
    }
    /// Readings of whether a server answers, since then: the time of the first one, 0 when there is none yet.
    [[nodiscard]] qint64 firstReading(const QString &server, qint64 since) const
    {
        return m_database
            .sql(m_name, u"SELECT min(time) FROM usage JOIN series ON series.id = series WHERE step = 0 AND "
                         "metric = 'up' AND server = '%1' AND time > %2"_s.arg(server)
                             .arg(since))
            .toLongLong();
    }

    Lab m_lab = Lab::domain();
    const QStringList m_servers{u"dc1"_s, u"dc2"_s, u"fs1"_s};
    PostgreSql m_database;
    QString m_name;
    std::unique_ptr<Smcd> m_one;
    std::unique_ptr<Smcd> m_two;
};

void TestRestCollectors::initTestCase()
{
    QVERIFY2(m_database.start(), m_database.log().constData());
    m_name = m_database.makeDatabase();
    m_one = makeSmcd(m_name, u"fs1"_s);
    m_two = makeSmcd(m_name, u"fs1"_s);
    QVERIFY(m_one->start());
    QVERIFY(m_two->start());
}

void TestRestCollectors::theyDivideTheServers()
{
    QTRY_VERIFY_WITH_TIMEOUT(bothReadAll(), 30'000);
    for (const QString &server : m_servers) {
        // The numbers stand at the one that reads it, and nowhere else.
        const QByteArray up = "smc_server_up{server=\"" + server.toLatin1() + "\"} 1";
        QTRY_VERIFY_WITH_TIMEOUT(
            get(*m_one, "/metrics").body.contains(up) != get(*m_two, "/metrics").body.contains(up), 20'000);
    }
    // What was read is there for both.
    for (const QString &server : m_servers) {
        QTRY_VERIFY_WITH_TIMEOUT(firstReading(server, 0) > 0, 30'000);
        const QByteArray usage = "/rest/status/usage?metric=up&since=1h&server=" + server.toLatin1();
        QVERIFY(!get(*m_one, usage).items().isEmpty());
        QVERIFY(!get(*m_two, usage).items().isEmpty());
    }
    QVERIFY(!m_one->log().contains(PostgreSql::password()));
}

void TestRestCollectors::silencesAreSeenByAll()
{
    const QString until = QDateTime::currentDateTimeUtc().addSecs(3600).toString(Qt::ISODate);
    const RestAnswer made =
        post(*m_one, "/rest/status/silences",
             {{u"server"_s, u"fs1"_s}, {u"reason"_s, u"a new cable"_s}, {u"until"_s, until}});
    QVERIFY2(made.status == 201, made.body.constData());
    const QJsonArray seen = get(*m_two, "/rest/status/silences").items();
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen[0][u"reason"][0].toString(), u"a new cable"_s);
}

void TestRestCollectors::alertsAreSeenByAll()
{
    const QString name = m_database.makeDatabase();
    const QStringList missing{u"gone1"_s, u"gone2"_s, u"gone3"_s,
                              u"gone4"_s}; // the name server knows none of them
    std::unique_ptr<Smcd> one = makeSmcd(name, missing.join(u' '));
    std::unique_ptr<Smcd> two = makeSmcd(name, missing.join(u' '));
    QVERIFY(one->start());
    QVERIFY(two->start());
    /// By server: since when it has not answered.
    const auto alerts = [this](const Smcd &smcd) {
        QMap<QString, QString> since;
        for (const QJsonValue item : get(smcd, "/rest/status/alerts?filter=rule:unreachable").items())
            since.insert(item[u"server"][0].toString(), item[u"since"][0].toString());
        return since;
    };
    const auto ownAlerts = [this](const Smcd &smcd) {
        return get(smcd, "/metrics").body.count("smc_alert{");
    };
    QTRY_COMPARE_WITH_TIMEOUT(alerts(*one).keys(), missing, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(alerts(*two).keys(), missing, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(ownAlerts(*one) + ownAlerts(*two), missing.size(),
                              20'000); // each at one of them
    const QMap<QString, QString> before = alerts(*one);
    QCOMPARE(alerts(*two), before);
    // Who takes over what a killed one has read goes on with its alerts.
    two->signal(SIGKILL);
    QTRY_VERIFY(!two->isRunning());
    QTRY_COMPARE_WITH_TIMEOUT(ownAlerts(*one), missing.size(), 30'000);
    QCOMPARE(alerts(*one), before);
    QVERIFY(!one->log().contains("is over"));
}

void TestRestCollectors::schedulesRunOnce()
{
    for (int i = 0; i < 6; ++i) {
        const RestAnswer made =
            post(i % 2 == 0 ? *m_one : *m_two, "/rest/servers/schedules",
                 {{u"name"_s, u"cleanup %1"_s.arg(i)}, {u"kind"_s, u"cleanup"_s}, {u"when"_s, u"@yearly"_s}});
        QVERIFY2(made.status == 201, made.body.constData());
    }
    // Now, for both at once.
    (void)m_database.sql(m_name, u"UPDATE schedule SET due = %1"_s.arg(now() - 1));
    QTRY_COMPARE_WITH_TIMEOUT(m_database.sql(m_name, u"SELECT count(*) FROM run WHERE state = 'ok'"_s), "6",
                              60'000);
    QCOMPARE(m_database.sql(m_name, u"SELECT count(*) FROM run"_s), "6");
    QCOMPARE(m_database.sql(m_name, u"SELECT count(DISTINCT schedule) FROM run"_s), "6");
}

void TestRestCollectors::theDatabaseRestarts()
{
    QVERIFY(!get(*m_one, "/readyz").body.contains("database"));
    m_database.stop();
    const qint64 stopped = now();
    QTRY_VERIFY_WITH_TIMEOUT(get(*m_one, "/readyz").body.contains("\"database\""), 20'000);
    const RestAnswer ready = get(*m_one, "/readyz");
    QCOMPARE(ready.status, 200); // people can be served
    QVERIFY2(ready.json()[u"waiting"][0][u"reason"].toString().contains(u"does not answer"),
             ready.body.constData());
    QVERIFY(get(*m_one, "/metrics").body.contains("smc_state_database_up 0"));
    QVERIFY2(m_one->log().contains("does not answer") && m_one->log().contains("tried again each second"),
             m_one->log().constData());
    const RestAnswer refused = get(*m_one, "/rest/status/silences");
    QVERIFY2(refused.status == 502 && refused.json()[u"retryable"].toBool(), refused.body.constData());
    QCOMPARE(get(*m_one, "/rest/identity/users?limit=1").status, 200);
    // They go on reading meanwhile, each what it had.
    QTRY_VERIFY_WITH_TIMEOUT(now() >= stopped + 2 * interval, 20'000);
    const qint64 started = now();
    QVERIFY2(m_database.start(), m_database.log().constData());
    for (const Smcd *smcd : {m_one.get(), m_two.get()}) {
        QTRY_VERIFY_WITH_TIMEOUT(!get(*smcd, "/readyz").body.contains("database"), 20'000);
        QVERIFY(smcd->log().contains("the state database answers again"));
        QCOMPARE(get(*smcd, "/rest/status/silences").items().size(), 1);
    }
    QTRY_VERIFY_WITH_TIMEOUT(bothReadAll(), 20'000);
    for (const QString &server : m_servers) {
        // What was read while it was away is there,
        QTRY_VERIFY_WITH_TIMEOUT(firstReading(server, stopped) > 0, 30'000);
        QVERIFY(firstReading(server, stopped) <= started);
    }
    // and in the longer steps just as often, so nothing was lost or added twice on the way.
    QCOMPARE(m_database.sql(m_name,
                            u"SELECT count(*) FROM (SELECT series, sum(count) FILTER (WHERE step = 0) a, "
                            "sum(count) FILTER (WHERE step = 3600) b, "
                            "max(count) FILTER (WHERE step = 0) c FROM usage GROUP BY series) x "
                            "WHERE a <> b OR c > 1"_s),
             "0");
}

void TestRestCollectors::oneIsKilled()
{
    const QStringList left = readBy(*m_two);
    QVERIFY(!left.isEmpty());
    m_two->signal(SIGKILL);
    QTRY_VERIFY(!m_two->isRunning());
    const qint64 killed = now();
    for (const QString &server : left) {
        QTRY_VERIFY_WITH_TIMEOUT(firstReading(server, killed) > 0,
                                 30'000); // they are written every ten seconds
        QVERIFY2(firstReading(server, killed) <= killed + 2 * interval,
                 qPrintable(u"%1 after %2 s"_s.arg(server).arg(firstReading(server, killed) - killed)));
    }
    QCOMPARE(readBy(*m_one), m_servers);
    const QByteArray metrics = get(*m_one, "/metrics").body;
    for (const QString &server : m_servers)
        QVERIFY(metrics.contains(QByteArray("smc_server_up{server=\"" + server.toLatin1() + "\"} 1")));
}

void TestRestCollectors::whoComesBackGetsHisPart()
{
    QVERIFY(m_two->start());
    QTRY_VERIFY_WITH_TIMEOUT(bothReadAll(), 30'000);
    QVERIFY(!m_one->log().contains("is over")); // nobody was told that all is well, or wrong, for that
}

void TestRestCollectors::startsWithoutItsDatabase()
{
    QCOMPARE(m_two->stop(), 0);
    m_database.stop();
    QVERIFY(m_two->start());
    QVERIFY(get(*m_two, "/readyz").body.contains("\"database\""));
    QVERIFY2(m_database.start(), m_database.log().constData());
    QTRY_VERIFY_WITH_TIMEOUT(bothReadAll(), 30'000);
    QCOMPARE(get(*m_two, "/rest/status/silences").items().size(), 1);
}

QTEST_GUILESS_MAIN(TestRestCollectors)
#include "test_rest_collectors.moc"
