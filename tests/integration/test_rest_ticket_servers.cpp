// SPDX-License-Identifier: GPL-3.0-or-later
// People who sign in by their Kerberos ticket, at file servers: those whose ticket the service got by
// S4U2Proxy, and those who delegated theirs. The server itself says as whom it was asked.
#include "tests/integration/rest_client.h"

#include <QScopeGuard>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestTicketServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void actsAsThePerson_data();
    void actsAsThePerson();
    void theServerDecidesWhoMay();
    void whereTheDomainForbidsIt();

private:
    /// A session that was opened with a ticket.
    struct Person
    {
        QString account;
        QString jar; ///< of cookies
        QByteArray csrf;
    };
    [[nodiscard]] QByteArray curl(const QString &account, const QString &jar,
                                  const QStringList &arguments) const
    {
        const QString port = QString::number(m_smcd.port());
        const CommandResult done = runCommand(
            u"env"_s,
            QStringList{u"KRB5CCNAME=FILE:"_s + m_directory.filePath(u"ccache-"_s + account), u"curl"_s,
                        u"-s"_s, u"-b"_s, jar, u"-c"_s, jar, u"--cacert"_s, m_smcd.caFile(),
                        u"--connect-to"_s, u"smc.lab.example:%1:127.0.0.1:%1"_s.arg(port)} +
                arguments);
        return done.output + done.errors;
    }
    [[nodiscard]] Person signIn(const QString &account, const QStringList &how = {})
    {
        [[maybe_unused]] const QString ccache = m_lab.ticketOf(account, m_directory.path());
        Person person{
            .account = account, .jar = m_directory.filePath(u"jar%1"_s.arg(++m_sessions)), .csrf = {}};
        const QByteArray session = curl(account, person.jar,
                                        QStringList{u"--negotiate"_s, u"-u"_s, u":"_s} + how +
                                            QStringList{root() + u"/auth/session"_s});
        person.csrf = QJsonDocument::fromJson(session).object()[u"csrf"].toString().toLatin1();
        return person;
    }
    [[nodiscard]] QJsonObject get(const Person &person, const QString &path) const
    {
        return QJsonDocument::fromJson(curl(person.account, person.jar, {root() + path})).object();
    }
    /// The HTTP status behind the body.
    [[nodiscard]] QByteArray send(const Person &person, const QString &method, const QString &path,
                                  const QString &body = {}) const
    {
        QStringList arguments{
            u"-w"_s,      u"%{http_code}"_s, u"-X"_s, method,
            u"-H"_s,      u"If-Match: *"_s,  u"-H"_s, u"X-SMC-CSRF: "_s + QString::fromLatin1(person.csrf),
            root() + path};
        if (!body.isEmpty())
            arguments << u"-H"_s << u"Content-Type: application/json"_s << u"-d"_s << body;
        return curl(person.account, person.jar, arguments);
    }
    [[nodiscard]] QString root() const { return u"https://smc.lab.example:%1"_s.arg(m_smcd.port()); }

    Lab m_lab = Lab::domain();
    QTemporaryDir m_directory;
    int m_sessions = 0;
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}}};
};

void TestRestTicketServers::initTestCase()
{
    QVERIFY(m_smcd.start());
}

void TestRestTicketServers::actsAsThePerson_data()
{
    QTest::addColumn<QStringList>("how");
    QTest::newRow("S4U2Proxy") << QStringList();
    QTest::newRow("delegated") << QStringList{u"--delegation"_s, u"always"_s};
}

void TestRestTicketServers::actsAsThePerson()
{
    QFETCH(QStringList, how);
    const Person person = signIn(u"alice"_s, how);
    QVERIFY(!person.csrf.isEmpty());

    // Over SMB: she sees herself among those who are connected.
    const QJsonObject sessions = get(person, u"/rest/status/sessions?server=fs1"_s);
    QStringList users;
    for (const QJsonValue item : sessions[u"items"].toArray())
        users << item[u"user"][0].toString();
    QVERIFY2(users.contains(u"LAB\\alice"_s, Qt::CaseInsensitive),
             QJsonDocument(sessions).toJson().constData());
    QCOMPARE(sessions[u"items"][0][u"road"][0].toString(), u"rpc"_s);

    // What lies in a share, by libsmbclient, and who may do what there, by smbcacls.
    const QJsonObject folder = get(person, u"/rest/shares/shares/fs1%3Adata/folders"_s);
    QVERIFY2(folder[u"total"].isDouble(), QJsonDocument(folder).toJson().constData());
    const QJsonObject acl = get(person, u"/rest/shares/shares/fs1%3Adata/acl?path=/"_s);
    QVERIFY2(acl[u"sddl"].toString().startsWith(u"O:"), QJsonDocument(acl).toJson().constData());

    // A domain controller, over TCP.
    const QJsonObject health = get(person, u"/rest/status/health?server=dc1"_s);
    const QJsonArray checks = health[u"items"].toArray();
    const auto replication = std::find_if(checks.begin(), checks.end(), [](const QJsonValue &check) {
        return check[u"check"][0].toString() == u"replication"_s;
    });
    QVERIFY2(replication != checks.end() && (*replication)[u"state"][0].toString() == u"ok"_s,
             QJsonDocument(health).toJson(QJsonDocument::Compact).constData());

    // And changes something.
    const QString share = u"ticket"_s;
    const QString path = u"/rest/shares/shares/fs1%3A"_s + share;
    const auto goneAgain =
        qScopeGuard([&] { [[maybe_unused]] const auto gone = send(person, u"DELETE"_s, path); });
    const QByteArray made = send(person, u"POST"_s, u"/rest/shares/shares?server=fs1"_s,
                                 u"{\"name\":\"%1\",\"path\":\"/srv\"}"_s.arg(share));
    QVERIFY2(made.endsWith("201"), made.constData());
    QCOMPARE(get(person, path)[u"path"][0].toString(), u"/srv"_s);
}

void TestRestTicketServers::theServerDecidesWhoMay()
{
    const Person bob = signIn(u"bob"_s);
    QVERIFY(!bob.csrf.isEmpty());
    QCOMPARE(get(bob, u"/rest/status/sessions?server=fs1"_s)[u"status"].toInt(), 403);
    QVERIFY(get(bob, u"/rest/shares/shares?server=fs1"_s)[u"total"].toInt() > 0);
}

void TestRestTicketServers::whereTheDomainForbidsIt()
{
    const LdifEntry account =
        m_lab.ldapSearch(u"(sAMAccountName=svc-smcd)"_s, {u"msDS-AllowedToDelegateTo"_s}).constFirst();
    QByteArray back =
        "dn: " + account.dn.toUtf8() + "\nchangetype: modify\nreplace: msDS-AllowedToDelegateTo\n";
    QByteArray fewer = back;
    for (const QByteArray &target : account.attributes.value(u"msDS-AllowedToDelegateTo"_s)) {
        const QByteArray line = "msDS-AllowedToDelegateTo: " + target + '\n';
        back += line;
        if (!target.startsWith("cifs/fs1"))
            fewer += line;
    }
    const auto allowedAgain = qScopeGuard([&] { QVERIFY(m_lab.ldapModify(back)); });
    QVERIFY(m_lab.ldapModify(fewer));
    // Whom we ask for the ticket may be the other domain controller, which hears of it a moment later.
    QJsonObject refused;
    const auto isRefused = [&] {
        refused = get(signIn(u"alice"_s), u"/rest/status/sessions?server=fs1"_s);
        return refused[u"status"].toInt() == 403;
    };
    QVERIFY2(QTest::qWaitFor(isRefused, 60'000), QJsonDocument(refused).toJson().constData());
    QCOMPARE(refused[u"detail"].toString(),
             u"The domain does not let this service act for you on fs1.lab.example."_s);
    QVERIFY2(refused[u"hint"].toString().contains(u"samba-tool delegation"),
             QJsonDocument(refused).toJson().constData());
}

QTEST_GUILESS_MAIN(TestRestTicketServers)
#include "test_rest_ticket_servers.moc"
