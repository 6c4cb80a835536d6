// SPDX-License-Identifier: GPL-3.0-or-later
// Kerberos tickets at the end of their life: those that people's sessions hold, and the service's own.
// Samba's KDC takes no ticket that has less than two minutes left, so that none can be shorter; all wait
// together.
#include "tests/integration/rest_client.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr int lifetime = 130; // seconds

}

class TestRestTickets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theServicesOwnTicketIsRenewed();
    void anExpiredTicketSaysSo_data();
    void anExpiredTicketSaysSo();

private:
    /// A person's session, opened with a short ticket; afterwards her cookie alone speaks for her.
    struct Person
    {
        QString account;
        QString colleague; ///< whom she changes
        QStringList delegation;
        QByteArray csrf;
    };
    [[nodiscard]] QByteArray curl(const Person &person, const QStringList &arguments) const
    {
        return curl(*m_smcd, person.account, QStringList{u"-i"_s} + arguments);
    }
    [[nodiscard]] QByteArray curl(const Smcd &smcd, const QString &account,
                                  const QStringList &arguments) const;
    [[nodiscard]] QByteArray change(const Person &person, const QString &office) const;
    void signIn(Person &person);

    [[nodiscard]] QString root() const { return u"https://smc.lab.example:%1"_s.arg(m_smcd->port()); }

    Lab m_lab = Lab::domain();
    QTemporaryDir m_directory;
    QString m_krb5Config; ///< with next to no clock skew: expired is expired
    std::unique_ptr<Smcd> m_smcd;
    std::unique_ptr<Smcd> m_own; ///< its own tickets are short
    QDeadlineTimer m_ownEnd;     ///< when its first one is over
    Person m_proxied{u"alice"_s, u"nguyen"_s, {}, {}};
    Person m_delegated{u"Administrator"_s, u"zofia"_s, {u"--delegation"_s, u"always"_s}, {}};
};

QByteArray TestRestTickets::curl(const Smcd &smcd, const QString &account, const QStringList &arguments) const
{
    const QString port = QString::number(smcd.port());
    const QString jar = m_directory.filePath(u"jar-"_s + account);
    const CommandResult done =
        runCommand(u"env"_s, QStringList{u"KRB5CCNAME=FILE:"_s + m_directory.filePath(u"ccache-"_s + account),
                                         u"KRB5_CONFIG="_s + m_krb5Config, u"curl"_s, u"-s"_s, u"-b"_s, jar,
                                         u"-c"_s, jar, u"--cacert"_s, smcd.caFile(), u"--connect-to"_s,
                                         u"smc.lab.example:%1:127.0.0.1:%1"_s.arg(port)} +
                                 arguments);
    return done.output + done.errors;
}

QByteArray TestRestTickets::change(const Person &person, const QString &office) const
{
    return curl(person, {u"-X"_s, u"PUT"_s, u"-H"_s, u"Content-Type: application/json"_s, u"-H"_s,
                         u"If-Match: *"_s, u"-H"_s, u"X-SMC-CSRF: "_s + QString::fromLatin1(person.csrf),
                         u"-d"_s, u"{\"physicalDeliveryOfficeName\":\"%1\"}"_s.arg(office),
                         root() + u"/rest/identity/users/"_s + person.colleague});
}

void TestRestTickets::signIn(Person &person)
{
    [[maybe_unused]] const QString ccache =
        m_lab.ticketOf(person.account, m_directory.path(), u"%1s"_s.arg(lifetime));
    const QByteArray session = curl(person, QStringList{u"--negotiate"_s, u"-u"_s, u":"_s} +
                                                person.delegation + QStringList{root() + u"/auth/session"_s});
    QVERIFY2(session.contains("\"readOnlyBecause\":\"\""), session.constData());
    person.csrf =
        QJsonDocument::fromJson(session.mid(session.indexOf('{'))).object()[u"csrf"].toString().toLatin1();
    const QByteArray good = change(person, u"while it was good"_s);
    QVERIFY2(good.contains("while it was good"), good.constData());
}

void TestRestTickets::initTestCase()
{
    const auto config = [this](const QString &name, const QByteArray &settings) -> QString {
        QFile lab(qEnvironmentVariable("KRB5_CONFIG"));
        QFile file(m_directory.filePath(name));
        if (!lab.open(QIODevice::ReadOnly) || !file.open(QIODevice::WriteOnly))
            qFatal("the lab's krb5.conf cannot be copied");
        const QByteArray section = "[libdefaults]\n";
        const QByteArray longer = section + settings;
        file.write(lab.readAll().replace(section, longer));
        return file.fileName();
    };
    m_krb5Config = config(u"krb5.conf"_s, "  clockskew = 3\n");
    m_smcd = std::make_unique<Smcd>(Smcd::Options{.environment = {{u"KRB5_CONFIG"_s, m_krb5Config}}});
    QVERIFY(m_smcd->start());
    m_own = std::make_unique<Smcd>(
        Smcd::Options{.settings = {{u"realm "_s + m_lab.realm(), {{u"delegation"_s, u"no"_s}}}},
                      .environment = {{u"KRB5_CONFIG"_s,
                                       config(u"short.conf"_s, "  clockskew = 3\n  ticket_lifetime = " +
                                                                   QByteArray::number(lifetime) + "s\n")}}});
    m_ownEnd.setRemainingTime(lifetime * 1000 + 5000);
    QVERIFY(m_own->start());
    signIn(m_proxied);
    signIn(m_delegated);
}

void TestRestTickets::theServicesOwnTicketIsRenewed()
{
    // No connection is lent in the last minute of its ticket: a new ticket is got in good time. What others
    // change in the directory shows up in the cache all the while, and after the first ticket's end.
    const QString service = u"https://smc.lab.example:%1"_s.arg(m_own->port());
    [[maybe_unused]] const QString ccache = m_lab.ticketOf(u"bob"_s, m_directory.path());
    const QByteArray session =
        curl(*m_own, u"bob"_s, {u"--negotiate"_s, u"-u"_s, u":"_s, service + u"/auth/session"_s});
    QVERIFY2(session.contains("\"account\":\"bob\""), session.constData());
    RestClient rest(*m_own);
    QCOMPARE(rest.signIn(u"alice"_s, m_lab.password()).status, 200);
    const QString bob = m_lab.ldapSearch(u"(sAMAccountName=bob)"_s).constFirst().dn;
    int round = 0;
    for (bool over = false; !over;) {
        over = m_ownEnd.hasExpired(); // once more after that
        const QByteArray value = "round " + QByteArray::number(++round);
        QVERIFY(m_lab.ldapModify("dn: " + bob.toUtf8() +
                                 "\nchangetype: modify\nreplace: carLicense\ncarLicense: " + value + '\n'));
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         const RestAnswer answer = rest.get("/rest/identity/users/bob");
                         return !answer.headers["x-smc-server"].isEmpty() && // the cache's answer
                                answer.first(u"carLicense"_s).toUtf8() == value;
                     },
                     20'000),
                 m_own->log().constData());
    }
    // Who only reads does so by the service's account: many at once need new connections, with the ticket of
    // now.
    constexpr int count = 8;
    QStringList reads{u"--no-progress-meter"_s, u"--parallel"_s, u"--parallel-immediate"_s, u"-w"_s,
                      u"%{http_code}\\n"_s};
    for (int i = 0; i < count; ++i)
        reads << u"-o"_s << u"/dev/null"_s << QString(service + u"/rest/identity/users?fresh=1"_s);
    const QByteArray statuses = curl(*m_own, u"bob"_s, reads);
    QVERIFY2(statuses.count("200\n") == count, QByteArray(statuses + m_own->log().right(2000)).constData());
    QVERIFY2(!m_own->log().contains("is not followed"), m_own->log().constData());
}

void TestRestTickets::anExpiredTicketSaysSo_data()
{
    QTest::addColumn<bool>("delegated");
    QTest::newRow("S4U2Proxy") << false;
    QTest::newRow("delegated") << true;
}

void TestRestTickets::anExpiredTicketSaysSo()
{
    QFETCH(bool, delegated);
    const Person &person = delegated ? m_delegated : m_proxied;
    QByteArray read;
    const auto isOver = [&] {
        read = curl(person, {root() + u"/rest/identity/users/"_s + person.colleague + u"?fresh=1"_s});
        return read.contains(" 401 ");
    };
    QVERIFY2(QTest::qWaitFor(isOver, 60'000), read.constData());
    const QByteArray refused = change(person, u"too late"_s);
    QVERIFY2(refused.contains(" 401 "), refused.constData());
    QVERIFY2(refused.contains("expired") && refused.contains("Sign in again."), refused.constData());
    QVERIFY2(refused.contains("WWW-Authenticate: "), refused.constData());
    QCOMPARE(m_lab.ldapSearch(u"(sAMAccountName=%1)"_s.arg(person.colleague))
                 .constFirst()
                 .first(u"physicalDeliveryOfficeName"_s),
             u"while it was good"_s);
    QVERIFY(m_smcd->isRunning());
}

QTEST_GUILESS_MAIN(TestRestTickets)
#include "test_rest_tickets.moc"
