// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that answer late, half, never, or as somebody else: what is told of them, and that nobody else
// waits.
#include "tests/integration/other_servers.h"
#include "tests/integration/rest_client.h"
#include "tests/patience.h"

#include <QElapsedTimer>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;
using smc::testing::patience;

namespace {

constexpr qint64 deadline = 20'000; ///< of a call, milliseconds

} // namespace

class TestRestSlowServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { QVERIFY(m_proxy.tell("pass") >= 0); }
    void aLateAnswerIsWaitedFor();
    void itsDeadlineCountsAndNobodyElseWaits();
    void whatBreaksInTheMiddleIsAskedAgain();
    void aServerThatAlwaysBreaksIsNamed();
    void aNameThatIsNobodysAnyMore();
    void aNameThatLeadsToAnotherServer();

private:
    [[nodiscard]] QString problemOf(const RestAnswer &answer, const QString &server) const
    {
        for (const QJsonValue problem : answer.json()[u"problems"].toArray()) {
            if (problem[u"place"].toString() == server)
                return problem[u"detail"].toString() + u' ' + problem[u"hint"].toString();
        }
        return {};
    }

    Lab m_lab = Lab::domain();
    SmbProxy m_proxy{m_lab, m_lab.ip(u"fs1"_s)};
    Alias m_slow{m_lab, u"slow"_s, m_proxy.ip()};
    Alias m_former{m_lab, u"former"_s, m_lab.ip(u"fs1"_s), {}};
    Alias m_moved{m_lab, u"moved"_s, m_lab.ip(u"fs1"_s), u"DC2"_s};
    Smcd m_smcd{{.settings = {{u"servers"_s,
                               {{u"servers"_s, u"fs1 slow former moved"_s},
                                {u"groups"_s, u"pair: fs1 slow; names: fs1 former moved"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestSlowServers::initTestCase()
{
    QVERIFY(m_proxy.isThere());
    QVERIFY(m_slow.isThere() && m_former.isThere() && m_moved.isThere());
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
}

void TestRestSlowServers::aLateAnswerIsWaitedFor()
{
    QVERIFY(m_proxy.tell("delay 0.4") >= 0);
    QElapsedTimer time;
    time.start();
    const RestAnswer late = m_rest->get("/rest/servers/servers?server=slow");
    QVERIFY2(late.status == 200, late.body.constData());
    QCOMPARE(late.items()[0][u"name"][0].toString().toLower(), u"fs1"_s); // what it calls itself
    QVERIFY2(time.elapsed() > 2 * 400, "nothing of it went through the proxy");
}

void TestRestSlowServers::itsDeadlineCountsAndNobodyElseWaits()
{
    QVERIFY(m_proxy.tell("hold 0") >= 0);
    qint64 meanwhile = -1;
    QTimer::singleShot(2000, this, [&] {
        QElapsedTimer time;
        time.start();
        RestClient other(m_smcd);
        (void)other.signIn(m_lab.admin(), m_lab.password());
        if (other.get("/rest/servers/servers?server=fs1").status == 200)
            meanwhile = time.elapsed();
    });
    QElapsedTimer time;
    time.start();
    const RestAnswer both = m_rest->get("/rest/servers/servers?server=group:pair");
    const qint64 took = time.elapsed();
    QVERIFY2(both.status == 200, both.body.constData());
    QCOMPARE(both.json()[u"total"].toInt(), 1);
    QCOMPARE(both.items()[0][u"server"][0].toString(), u"fs1"_s);
    QVERIFY2(problemOf(both, u"slow"_s).contains(u"slow.lab.example did not answer in time."),
             both.body.constData());
    QVERIFY2(took < deadline + 3000 * patience, qPrintable(QString::number(took)));
    QVERIFY2(meanwhile >= 0 && meanwhile < deadline / 2, qPrintable(QString::number(meanwhile)));
    QVERIFY(m_proxy.tell("pass") >= 0);
    const RestAnswer again = m_rest->get("/rest/servers/servers?server=slow");
    QVERIFY2(again.status == 200, again.body.constData());
}

void TestRestSlowServers::whatBreaksInTheMiddleIsAskedAgain()
{
    QCOMPARE(m_rest->get("/rest/shares/shares?server=slow").status, 200); // there is a session now
    QVERIFY(m_proxy.tell("cut 1") >= 0);
    const RestAnswer asked = m_rest->get("/rest/shares/shares?server=slow&filter=name:data");
    QVERIFY2(asked.status == 200, asked.body.constData());
    QCOMPARE(asked.json()[u"total"].toInt(), 1);
}

void TestRestSlowServers::aServerThatAlwaysBreaksIsNamed()
{
    QVERIFY(m_proxy.tell("cut 1000") >= 0);
    const RestAnswer one = m_rest->get("/rest/shares/shares?server=slow");
    QVERIFY2(one.status == 502, one.body.constData());
    QVERIFY2(one.json()[u"detail"].toString().contains(u"slow.lab.example ended the connection."),
             one.body.constData());
    const RestAnswer both = m_rest->get("/rest/shares/shares?server=group:pair&filter=name:data");
    QCOMPARE(both.json()[u"total"].toInt(), 1);
    QVERIFY2(problemOf(both, u"slow"_s).contains(u"ended the connection"), both.body.constData());
    QVERIFY(m_proxy.tell("pass") >= 0);
    QCOMPARE(m_rest->get("/rest/shares/shares?server=slow").status, 200);
}

void TestRestSlowServers::aNameThatIsNobodysAnyMore()
{
    // The server got another name; the DNS still knows the former one.
    const RestAnswer names = m_rest->get("/rest/servers/servers?server=group:names");
    QVERIFY2(names.status == 200, names.body.constData());
    QCOMPARE(names.json()[u"total"].toInt(), 1);
    const QString problem = problemOf(names, u"former"_s);
    QVERIFY2(problem.contains(u"The domain gives no ticket for former.lab.example."), qPrintable(problem));
}

void TestRestSlowServers::aNameThatLeadsToAnotherServer()
{
    // The address of a server is another's now: what that one says is not taken for the former's.
    const RestAnswer names = m_rest->get("/rest/servers/servers?server=group:names");
    QCOMPARE(names.json()[u"total"].toInt(), 1);
    const QString problem = problemOf(names, u"moved"_s);
    QVERIFY2(problem.contains(u"moved.lab.example") &&
                 problem.contains(u"does its name in the DNS lead to it?"),
             names.body.constData());
}

QTEST_GUILESS_MAIN(TestRestSlowServers)
#include "test_rest_slow_servers.moc"
