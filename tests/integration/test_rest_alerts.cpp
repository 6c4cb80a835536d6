// SPDX-License-Identifier: GPL-3.0-or-later
// Alerts as people get them: a file server loses its cable, and a real SMTP server, a web hook and a syslog
// daemon hear of it, unless somebody has silenced it.
#include "tests/integration/rest_client.h"

#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

/// aiosmtpd with STARTTLS and AUTH, on this machine.
class MailServer
{
public:
    explicit MailServer(const Lab &lab)
    {
        QTcpServer probe;
        if (probe.listen(QHostAddress::LocalHost))
            m_port = probe.serverPort();
        probe.close();
        // Debian's own, which has aiosmtpd.
        m_process.start(u"/usr/bin/python3"_s,
                        {QStringLiteral(SMC_SOURCE_DIR "/tests/lab/mail_server.py"), QString::number(m_port),
                         lab.certificateFile(), lab.privateKeyFile(), u"smcd"_s, u"Mail!secret"_s,
                         m_folder.filePath(u"box"_s)});
    }
    MailServer(const MailServer &) = delete;
    MailServer &operator=(const MailServer &) = delete;
    ~MailServer()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }
    [[nodiscard]] bool isReady()
    {
        const bool ready = QTest::qWaitFor(
            [this] { return (m_said += m_process.readAllStandardOutput()).contains("ready"); }, 20'000);
        if (!ready)
            qWarning("%s", m_process.readAllStandardError().constData());
        return ready;
    }
    /// All mails, by their arrival.
    [[nodiscard]] QByteArrayList mails() const
    {
        const QDir box(m_folder.filePath(u"box/new"_s));
        QByteArrayList all;
        for (const QString &name : box.entryList(QDir::Files, QDir::Time | QDir::Reversed)) {
            QFile file(box.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                all << file.readAll();
        }
        return all;
    }
    /// Those whose subject says this.
    [[nodiscard]] qsizetype count(const QByteArray &subject) const
    {
        const QByteArrayList all = mails();
        return std::count_if(all.begin(), all.end(), [&](const QByteArray &mail) {
            return mail.contains(QByteArray("Subject: " + subject));
        });
    }
    [[nodiscard]] QString url() const { return u"smtp://localhost:%1"_s.arg(m_port); }

private:
    QTemporaryDir m_folder;
    quint16 m_port = 0;
    QProcess m_process;
    QByteArray m_said;
};

/// What a web hook is: it takes a request and says 204, or 500 for as long as it does not feel well.
class HookServer
{
public:
    HookServer()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no free port");
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this, socket] { read(socket); });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
    [[nodiscard]] QString url() const { return u"http://127.0.0.1:%1/alerts"_s.arg(m_server.serverPort()); }
    [[nodiscard]] QList<QJsonObject> alerts(const QString &rule, const QString &state) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject &post : m_posts) {
            for (const QJsonValue alert : post[u"alerts"].toArray()) {
                if (alert[u"rule"].toString() == rule && alert[u"state"].toString() == state)
                    found.append(alert.toObject());
            }
        }
        return found;
    }
    int refuse = 0; ///< so many requests
    int refused = 0;

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &got = m_got[socket];
        got += socket->readAll();
        const qsizetype end = got.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const qsizetype at = got.toLower().indexOf("content-length: ") + 16;
        const qsizetype length = got.mid(at, got.indexOf('\r', at) - at).toLongLong();
        if (got.size() < end + 4 + length)
            return;
        if (refuse > 0) {
            --refuse;
            ++refused;
            socket->write("HTTP/1.1 500 Not well\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        } else {
            m_posts.append(QJsonDocument::fromJson(got.mid(end + 4)).object());
            socket->write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        }
        m_got.remove(socket);
        socket->disconnectFromHost();
    }
    QTcpServer m_server;
    QMap<QTcpSocket *, QByteArray> m_got;
    QList<QJsonObject> m_posts;
};

} // namespace

class TestRestAlerts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_lab.plug(u"fs1"_s); }
    void aServerThatIsSilentAndComesBack();
    void silenced();
    void faults();
    void wrongPasswordIsSaidInTheLog();
    void syslogOnTheMachine();

private:
    [[nodiscard]] QJsonObject alert(const QByteArray &id)
    {
        for (const QJsonValue item : m_rest->get("/rest/status/alerts").items()) {
            if (item[u"id"][0].toString().toUtf8() == id)
                return item.toObject();
        }
        return {};
    }
    [[nodiscard]] QMap<QString, QString> rules() const
    {
        return {{u"unreachable"_s, u"1s"_s},
                {u"mail_to"_s, u"admin@lab.example ops@lab.example"_s},
                {u"mail_from"_s, u"smcd@lab.example"_s},
                {u"smtp"_s, m_mail.url()},
                {u"smtp_ca"_s, m_lab.caFile()},
                {u"smtp_user"_s, u"smcd"_s},
                {u"smtp_password_file"_s, m_secrets.filePath(u"mail"_s)},
                {u"webhook"_s, m_hook.url()}};
    }
    void writeSecret(const QString &name, const QByteArray &secret) const
    {
        QFile file(m_secrets.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
        QCOMPARE(file.write(secret), secret.size());
    }

    Lab m_lab = Lab::domain();
    QTemporaryDir m_secrets;
    MailServer m_mail{m_lab};
    HookServer m_hook;
    std::unique_ptr<Smcd> m_smcd;
    std::unique_ptr<RestClient> m_rest;
};

void TestRestAlerts::initTestCase()
{
    QVERIFY(m_mail.isReady());
    writeSecret(u"mail"_s, "Mail!secret\n");
    writeSecret(u"wrong"_s, "no\n");
    m_smcd = std::make_unique<Smcd>(Smcd::Options{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                                                               {u"collect"_s,
                                                                {{u"enabled"_s, u"yes"_s},
                                                                 {u"servers"_s, u"1s"_s},
                                                                 {u"sessions"_s, u"0"_s},
                                                                 {u"files"_s, u"0"_s},
                                                                 {u"back_off"_s, u"2s"_s}}},
                                                               {u"alerts"_s, rules()}}});
    QVERIFY(m_smcd->start());
    m_rest = std::make_unique<RestClient>(*m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(m_rest->get("/metrics").body.contains("smc_server_up{server=\"fs1\"} 1"),
                             60'000);
}

void TestRestAlerts::aServerThatIsSilentAndComesBack()
{
    m_hook.refuse = 1; // it is tried again
    m_lab.unplug(u"fs1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!alert("unreachable:fs1").isEmpty(), 60'000);
    QVERIFY(
        m_rest->get("/metrics").body.contains("smc_alert{rule=\"unreachable\",server=\"fs1\",share=\"\"} 1"));
    QTRY_COMPARE_WITH_TIMEOUT(m_mail.count("[smcd] FIRING: unreachable fs1"), 1, 20'000);
    const QByteArray mail = m_mail.mails().last();
    QVERIFY2(mail.contains("X-RcptTo: admin@lab.example, ops@lab.example"), mail.constData());
    QVERIFY(mail.contains("X-MailFrom: smcd@lab.example"));
    const QByteArray text = QByteArray::fromBase64(mail.mid(mail.indexOf("\n\n")));
    QVERIFY2(text.contains("fs1 does not answer: "), text.constData());
    QTRY_COMPARE_WITH_TIMEOUT(m_hook.alerts(u"unreachable"_s, u"firing"_s).size(), 1, 40'000);
    QCOMPARE(m_hook.refused, 1);
    QCOMPARE(m_hook.alerts(u"unreachable"_s, u"firing"_s)[0][u"server"].toString(), u"fs1"_s);

    m_lab.plug(u"fs1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(alert("unreachable:fs1").isEmpty(), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_mail.count("[smcd] resolved: unreachable fs1"), 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_hook.alerts(u"unreachable"_s, u"resolved"_s).size(), 1, 20'000);
    const QByteArray metrics = m_rest->get("/metrics").body;
    QVERIFY(metrics.contains("smc_notices_sent_total{channel=\"mail\"} 2"));
    QVERIFY(metrics.contains("smc_notices_failed_total{channel=\"webhook\"} 1"));
}

void TestRestAlerts::silenced()
{
    const QString until = QDateTime::currentDateTimeUtc().addSecs(3600).toString(Qt::ISODate);
    const QByteArray body =
        QJsonDocument(
            QJsonObject{{u"server"_s, u"fs1"_s}, {u"reason"_s, u"a new cable"_s}, {u"until"_s, until}})
            .toJson();
    QCOMPARE(m_rest->send("POST", "/rest/status/silences?dry-run=1", body).status, 200);
    QCOMPARE(m_rest->get("/rest/status/silences").json()[u"total"].toInt(), 0);
    const RestAnswer made = m_rest->send("POST", "/rest/status/silences", body);
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(made.first(u"owner"_s), u"alice"_s);
    const qsizetype before = m_mail.mails().size();
    m_lab.unplug(u"fs1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!alert("unreachable:fs1").isEmpty(), 60'000);
    QCOMPARE(alert("unreachable:fs1")[u"silenced"][0].toString(), u"TRUE"_s);
    QVERIFY(!alert("unreachable:fs1").contains(u"notified"));
    QVERIFY(
        m_rest->get("/metrics").body.contains("smc_alert{rule=\"unreachable\",server=\"fs1\",share=\"\"} 0"));
    // It outlives a restart.
    QCOMPARE(m_smcd->stop(), 0);
    QVERIFY(m_smcd->start());
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(!alert("unreachable:fs1").isEmpty(), 60'000);
    QCOMPARE(alert("unreachable:fs1")[u"silenced"][0].toString(), u"TRUE"_s);
    QCOMPARE(m_mail.mails().size(), before);
    // Ended early, it is told after all.
    QCOMPARE(m_rest->send("DELETE", made.headers["location"]).status, 204);
    QTRY_COMPARE_WITH_TIMEOUT(m_mail.mails().size(), before + 1, 20'000);
    QCOMPARE(m_rest->send("DELETE", made.headers["location"]).status, 404);
    // Once: it is the same alert after another restart.
    const QJsonObject told = alert("unreachable:fs1");
    QCOMPARE(m_smcd->stop(), 0);
    QVERIFY(m_smcd->start());
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(m_rest->get("/metrics").body.contains("smc_server_up{server=\"fs1\"} 0"),
                             60'000);
    QTRY_COMPARE_WITH_TIMEOUT(alert("unreachable:fs1")[u"since"], told[u"since"], 20'000);
    QCOMPARE(alert("unreachable:fs1")[u"notified"], told[u"notified"]);
    QCOMPARE(m_mail.mails().size(), before + 1);
    m_lab.plug(u"fs1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(alert("unreachable:fs1").isEmpty(), 60'000);
}

void TestRestAlerts::faults()
{
    const auto status = [this](const QByteArray &body) {
        return m_rest->send("POST", "/rest/status/silences", body).status;
    };
    QCOMPARE(status(R"({"server":"fs1","reason":"x"})"), 400);
    QCOMPARE(status(R"({"server":"fs1","reason":"x","until":"2020-01-01T00:00:00Z"})"), 400);
    QCOMPARE(status(R"({"server":"fs1","reason":"x","until":"2999-01-01T00:00:00Z"})"), 400);
    QCOMPARE(status(R"({"sevrer":"fs1","reason":"x","until":"2999-01-01T00:00:00Z"})"), 400);
    const QByteArray until = QDateTime::currentDateTimeUtc().addSecs(60).toString(Qt::ISODate).toLatin1();
    QCOMPARE(status("{\"server\":\"fs1\",\"until\":\"" + until + "\"}"), 400); // no reason
    RestClient helen(*m_smcd); // an administrator, who may not use the service's rights
    QCOMPARE(helen.signIn(u"helen"_s, m_lab.password()).status, 200);
    QCOMPARE(helen.get("/rest/status/alerts").status, 403);
    QCOMPARE(helen.send("POST", "/rest/status/silences", "{}").status, 403);
}

void TestRestAlerts::wrongPasswordIsSaidInTheLog()
{
    const qsizetype before = m_mail.mails().size();
    m_smcd->configure({{u"alerts"_s, {{u"smtp_password_file"_s, m_secrets.filePath(u"wrong"_s)}}}});
    QVERIFY(m_smcd->reload());
    m_lab.unplug(u"fs1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_smcd->log().contains("mail of alerts:"), 60'000);
    const QByteArray log = m_smcd->log();
    QVERIFY2(log.contains("did not take it: Login denied"), log.right(600).constData());
    QVERIFY(!log.contains("Mail!secret"));
    QCOMPARE(m_mail.mails().size(), before);
    // With the right one what waits goes at once, and not ten minutes later.
    m_smcd->configure({{u"alerts"_s, {{u"smtp_password_file"_s, m_secrets.filePath(u"mail"_s)}}}});
    QVERIFY(m_smcd->reload());
    QTRY_COMPARE_WITH_TIMEOUT(m_mail.mails().size(), before + 1, 20'000);
}

void TestRestAlerts::syslogOnTheMachine()
{
    // What people know they are not told again after the restart below.
    QTRY_VERIFY_WITH_TIMEOUT(alert("unreachable:fs1").isEmpty(), 60'000);
    // In a mount namespace of its own with a /dev/log of its own, so that this machine's is not disturbed.
    QTemporaryDir folder;
    QProcess daemon;
    daemon.setProcessChannelMode(QProcess::MergedChannels);
    const QString script = uR"(
import os, socket, subprocess, sys
log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
subprocess.run(["mount", "-t", "tmpfs", "none", "/dev"], check=True)
os.mknod("/dev/null", 0o20666, os.makedev(1, 3))
os.mknod("/dev/urandom", 0o20666, os.makedev(1, 9))
log.bind("/dev/log")
smcd = subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
log.settimeout(150) # each source waits for the one before, until its call is given up
try:
    print("SYSLOG", log.recv(4096).decode(), flush=True)
finally:
    smcd.terminate()
    smcd.wait()
)"_s;
    m_smcd->configure({{u"alerts"_s, {{u"syslog"_s, u"yes"_s}, {u"mail_to"_s, u""_s}}}});
    QCOMPARE(m_smcd->stop(), 0);
    m_lab.unplug(u"fs1"_s);
    daemon.start(u"unshare"_s, {u"--mount"_s, u"/usr/bin/python3"_s, u"-c"_s, script, Smcd::program(),
                                u"-f"_s, m_smcd->configFile()});
    QByteArray said;
    QVERIFY2(QTest::qWaitFor([&] { return (said += daemon.readAll()).contains("SYSLOG <"); }, 170'000),
             said.constData());
    // Facility daemon (3), severity alert (1): 3 * 8 + 1.
    QVERIFY2(said.contains("SYSLOG <25>") && said.contains("smcd[") &&
                 said.contains("FIRING unreachable fs1: fs1 does not answer"),
             said.constData());
    QTRY_VERIFY_WITH_TIMEOUT(daemon.state() == QProcess::NotRunning, 30'000);
}

QTEST_GUILESS_MAIN(TestRestAlerts)
#include "test_rest_alerts.moc"
