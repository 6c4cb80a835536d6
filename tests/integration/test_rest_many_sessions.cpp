// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand sessions at once, seen by RPC and by smcd on the file server itself, and one of them ended.
#include "tests/integration/rest_client.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr int count = 1000;

} // namespace

class TestRestManySessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void seenBy_data();
    void seenBy();
    void theyAreGone();

private:
    [[nodiscard]] static int sessionsOfBob(RestClient &rest, const QByteArray &query = {})
    {
        return rest.get("/rest/status/sessions?server=fs1&limit=1&filter=user:*bob" + query)
            .json()[u"total"]
            .toInt(-1);
    }

    Lab m_lab = Lab::domain();
    const QMap<QString, QMap<QString, QString>> m_settings{
        {u"servers"_s, {{u"servers"_s, u"fs1"_s}}}, {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}};
    Smcd m_collector{{.settings = m_settings}};
    Smcd m_local{{.settings = m_settings, .node = u"fs1"_s}};
    QTemporaryDir m_tickets;
    QProcess m_clients;
};

void TestRestManySessions::initTestCase()
{
    QVERIFY(m_collector.start());
    QVERIFY(m_local.start());
    m_clients.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const QString ticket = m_lab.ticketOf(u"bob"_s, m_tickets.path());
    // For the file server too, or the domain is asked for each of them.
    QVERIFY(runCommand(u"kvno"_s, {u"-c"_s, ticket, u"cifs/fs1.lab.example"_s}).ok());
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"KRB5CCNAME"_s, ticket);
    m_clients.setProcessEnvironment(environment);
    m_clients.start(u"/usr/bin/python3"_s, {QStringLiteral(SMC_SOURCE_DIR "/tests/lab/many_sessions.py"),
                                            u"fs1.lab.example"_s, u"data"_s, QString::number(count)});
    QVERIFY(QTest::qWaitFor(
        [&] { return m_clients.canReadLine() || m_clients.state() == QProcess::NotRunning; }, 280'000));
    QCOMPARE(m_clients.readAll(), "ready\n");
}

void TestRestManySessions::cleanupTestCase()
{
    m_clients.closeWriteChannel();
    QVERIFY(m_clients.state() == QProcess::NotRunning || m_clients.waitForFinished());
}

void TestRestManySessions::seenBy_data()
{
    QTest::addColumn<bool>("local");
    QTest::newRow("rpc") << false;
    QTest::newRow("local") << true;
}

void TestRestManySessions::seenBy()
{
    QFETCH(bool, local);
    RestClient rest(local ? m_local : m_collector);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    const RestAnswer page = rest.get("/rest/status/sessions?server=fs1&limit=1000&filter=user:*bob");
    QVERIFY2(page.status == 200, page.body.constData());
    QCOMPARE(page.items().size(), count);
    for (const QJsonValue session : page.items()) {
        QCOMPARE(session[u"user"][0].toString(), u"LAB\\bob"_s);
        QCOMPARE(session[u"client"][0].toString(), m_lab.ip(u"host"_s));
        QCOMPARE(session[u"road"][0].toString(), local ? u"local"_s : u"rpc"_s);
    }
    // Page by page they are the same.
    int seen = 0;
    QString cursor;
    do {
        const RestAnswer part = rest.get("/rest/status/sessions?server=fs1&limit=300&filter=user:*bob" +
                                         (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor.toUtf8()));
        QCOMPARE(part.status, 200);
        seen += static_cast<int>(part.items().size());
        cursor = part.json()[u"next"].toString();
    } while (!cursor.isEmpty());
    QCOMPARE(seen, count);
    if (local) { // which counts them by process, too
        for (const QJsonValue process : rest.get("/rest/servers/processes?filter=id:fs1:smbd").items())
            QVERIFY(process[u"sessions"][0].toString().toInt() >= count);
    }
}

void TestRestManySessions::theyAreGone()
{
    RestClient rest(m_collector);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    m_clients.closeWriteChannel();
    QVERIFY(m_clients.waitForFinished(120'000)); // of hundreds, on a machine that does other things, too
    QTRY_COMPARE_WITH_TIMEOUT(sessionsOfBob(rest), 0, 200'000);
}

QTEST_GUILESS_MAIN(TestRestManySessions)
#include "test_rest_many_sessions.moc"
