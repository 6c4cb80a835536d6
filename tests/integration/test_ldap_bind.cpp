// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/ldap_proxy.h"
#include "tests/integration/ldap_realm.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::ldap;
using smc::testlab::Lab;

/// Signing in to a real domain in every way that a realm may be configured for, and being refused.
class TestLdapBind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMethodSignsIn_data();
    void everyMethodSignsIn();
    void keytabSignsIn();
    void namesOfManyForms_data();
    void namesOfManyForms();
    void refusalSaysWhatIsWrong_data();
    void refusalSaysWhatIsWrong();
    void kerberosRefusalSaysWhatIsWrong_data();
    void kerberosRefusalSaysWhatIsWrong();
    void untrustedServersAreRefused_data();
    void untrustedServersAreRefused();
    void certificateOfAnotherNameIsRefused();
    void machineConfigurationDoesNotWeaken();
    void passwordNeverTravelsInClear();
    void silentServerDoesNotHoldUs();
    void wrongPasswordIsNotShownAgainAndAgain();
    void nobodyGetsAnothersConnection();
    void serversAreFoundInDns();

private:
    RealmConfig config(const QStringList &uris) const { return testlab::realmOf(m_lab, uris); }
    access::Credentials password(const QString &name, const QByteArray &word = {}) const
    {
        return access::PasswordCredentials{
            name, Secret(word.isEmpty() ? m_lab.password().toUtf8() : QByteArray(word))};
    }

    Lab m_lab = Lab::domain();
};

void TestLdapBind::everyMethodSignsIn_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<int>("tls");
    QTest::addColumn<int>("method");
    QTest::newRow("LDAPS") << u"ldaps://dc1.lab.example"_s << int(Tls::Ldaps) << int(BindMethod::Simple);
    QTest::newRow("LDAPS by address")
        << m_lab.ipUris().constFirst() << int(Tls::Ldaps) << int(BindMethod::Simple);
    QTest::newRow("StartTLS") << u"ldap://dc1.lab.example"_s << int(Tls::StartTls) << int(BindMethod::Simple);
    QTest::newRow("GSSAPI") << u"ldap://dc1.lab.example"_s << int(Tls::None) << int(BindMethod::Gssapi);
    QTest::newRow("GSSAPI for an LDAPS server")
        << u"ldaps://dc1.lab.example"_s << int(Tls::Ldaps) << int(BindMethod::Gssapi);
    QTest::newRow("GSS-SPNEGO") << u"ldap://dc1.lab.example"_s << int(Tls::None)
                                << int(BindMethod::GssSpnego);
}

void TestLdapBind::everyMethodSignsIn()
{
    QFETCH(QString, uri);
    QFETCH(int, tls);
    QFETCH(int, method);
    RealmConfig realm = config({uri});
    realm.tls = Tls(tls);
    realm.bind = BindMethod(method);
    Directory directory(realm);
    const auto bob = password(u"bob@lab.example"_s);
    const auto done = directory.signIn(bob);
    QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
    const auto root = directory.rootDse(bob);
    QVERIFY(root);
    QCOMPARE(root->dnsHostName, u"dc1.lab.example"_s);
    QCOMPARE(root->defaultNamingContext, m_lab.base());
    QVERIFY(root->highestCommittedUsn > 0);
    // As bob, not as anybody: his own password's time he may read, others' objects he may not change.
    const auto found = directory.search(bob, {.base = m_lab.base(), .filter = "(sAMAccountName=bob)"});
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    const auto refused =
        directory.modify(bob, m_lab.ldapSearch(u"(sAMAccountName=alice)"_s, {u"cn"_s}).first().dn,
                         {{Modification::Kind::Replace, "description", {"x"}}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Denied);
}

void TestLdapBind::keytabSignsIn()
{
    Directory directory(config(m_lab.uris()));
    const access::Credentials service = access::KeytabCredentials{m_lab.servicePrincipal(), m_lab.keytab()};
    const auto done = directory.signIn(service);
    QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
    QVERIFY(directory.search(service, {.base = m_lab.base(), .filter = "(sAMAccountName=bob)"})->size() == 1);

    const auto none = directory.signIn(access::KeytabCredentials{u"nobody@LAB.EXAMPLE"_s, m_lab.keytab()});
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::Unauthenticated);
    const auto missing =
        directory.signIn(access::KeytabCredentials{m_lab.servicePrincipal(), u"/nonexistent"_s});
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::Invalid);
}

void TestLdapBind::namesOfManyForms_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<QString>("name");
    QTest::newRow("UPN") << int(BindMethod::Simple) << u"bob@lab.example"_s;
    QTest::newRow("down-level") << int(BindMethod::Simple) << u"LAB\\bob"_s;
    QTest::newRow("DN") << int(BindMethod::Simple)
                        << m_lab.ldapSearch(u"(sAMAccountName=bob)"_s, {u"cn"_s}).first().dn;
    QTest::newRow("Cyrillic") << int(BindMethod::Simple) << u"LAB\\иванов"_s;
    QTest::newRow("Kerberos UPN") << int(BindMethod::Gssapi) << u"bob@lab.example"_s;
    QTest::newRow("Kerberos down-level") << int(BindMethod::Gssapi) << u"LAB\\bob"_s;
    QTest::newRow("Kerberos account") << int(BindMethod::Gssapi) << u"bob"_s;
    QTest::newRow("Kerberos Cyrillic") << int(BindMethod::Gssapi) << u"иванов"_s;
}

void TestLdapBind::namesOfManyForms()
{
    QFETCH(int, method);
    QFETCH(QString, name);
    RealmConfig realm = config(m_lab.uris());
    realm.bind = BindMethod(method);
    const auto done = Directory(realm).signIn(password(name));
    QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
}

void TestLdapBind::refusalSaysWhatIsWrong_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QString>("says");
    QTest::newRow("wrong password") << u"bob"_s << "wrong"_ba << u"name or the password is wrong"_s;
    QTest::newRow("nobody") << u"nobody-here"_s << QByteArray() << u"name or the password is wrong"_s;
    QTest::newRow("no password") << u"bob"_s << QByteArray("", 0) << u"wrong"_s;
    QTest::newRow("locked") << u"lukas"_s << QByteArray() << u"locked"_s;
    QTest::newRow("disabled") << u"dieter"_s << QByteArray() << u"disabled"_s;
    QTest::newRow("account expired") << u"erika"_s << QByteArray() << u"account has expired"_s;
    QTest::newRow("must change") << u"martin"_s << QByteArray() << u"must be changed"_s;
    QTest::newRow("password expired") << u"petra"_s << QByteArray() << u"password has expired"_s;
}

void TestLdapBind::refusalSaysWhatIsWrong()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, word);
    QFETCH(QString, says);
    const QString name = user + u"@lab.example"_s;
    const access::Credentials as = QTest::currentDataTag() == "no password"_ba
                                       ? access::Credentials(access::PasswordCredentials{name, Secret()})
                                       : password(name, word);
    const auto done = Directory(config(m_lab.uris())).signIn(as);
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Unauthenticated);
    QVERIFY2(done.error().message.contains(says), qPrintable(done.error().toString()));
    QVERIFY(!done.error().toString().contains(m_lab.password()));
}

void TestLdapBind::kerberosRefusalSaysWhatIsWrong_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QString>("says");
    QTest::newRow("wrong password") << u"bob"_s << "wrong"_ba << u"name or the password is wrong"_s;
    QTest::newRow("nobody") << u"nobody-here"_s << QByteArray() << u"name or the password is wrong"_s;
    QTest::newRow("locked") << u"lukas"_s << QByteArray() << u"locked"_s;
    QTest::newRow("disabled") << u"dieter"_s << QByteArray() << u"disabled"_s;
    QTest::newRow("must change") << u"martin"_s << QByteArray() << u"must be changed"_s;
    QTest::newRow("DN") << u"CN=bob,DC=lab,DC=example"_s << QByteArray() << u"distinguished names"_s;
}

void TestLdapBind::kerberosRefusalSaysWhatIsWrong()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, word);
    QFETCH(QString, says);
    RealmConfig realm = config(m_lab.uris());
    realm.bind = BindMethod::Gssapi;
    const auto done = Directory(realm).signIn(password(user, word));
    QVERIFY(!done);
    QVERIFY2(done.error().message.contains(says), qPrintable(done.error().toString()));
}

void TestLdapBind::untrustedServersAreRefused_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("says");
    const QString untrusted = u"certificate of"_s;
    QTest::newRow("another authority") << u"ldaps://dc1.lab.example"_s << m_lab.otherCaFile() << untrusted;
    QTest::newRow("another authority, StartTLS")
        << u"ldap://dc1.lab.example"_s << m_lab.otherCaFile() << untrusted;
    QTest::newRow("the system's authorities") << u"ldaps://dc1.lab.example"_s << QString() << untrusted;
    QTest::newRow("no file") << u"ldaps://dc1.lab.example"_s << u"/nonexistent"_s << u"can not be read"_s;
    QTest::newRow("no certificate in it")
        << u"ldaps://dc1.lab.example"_s << u"/etc/hostname"_s << u"holds no certificate"_s;
}

void TestLdapBind::untrustedServersAreRefused()
{
    QFETCH(QString, uri);
    QFETCH(QString, ca);
    QFETCH(QString, says);
    RealmConfig realm = config({uri});
    realm.caFile = ca;
    realm.tls = Tls::StartTls;
    const auto done = Directory(realm).signIn(password(u"bob@lab.example"_s));
    QVERIFY(!done);
    QVERIFY2(done.error().message.contains(says), qPrintable(done.error().toString()));
    QVERIFY(!done.error().retryable);
}

void TestLdapBind::certificateOfAnotherNameIsRefused()
{
    // A certificate of the realm's own authority, for smc.lab.example and 127.0.0.1, shown at 127.0.0.2.
    testlab::LdapProxy impostor(m_lab.certificateFile(), m_lab.privateKeyFile(), u"dc1.lab.example"_s,
                                QHostAddress(u"127.0.0.2"_s));
    const auto refused = Directory(config({u"ldaps://127.0.0.2:%1"_s.arg(impostor.port())}))
                             .signIn(password(u"bob@lab.example"_s));
    QVERIFY(!refused);
    QVERIFY2(refused.error().toString().contains(u"name 127.0.0.2"_s),
             qPrintable(refused.error().toString()));

    testlab::LdapProxy honest(m_lab.certificateFile(), m_lab.privateKeyFile(), u"dc1.lab.example"_s);
    QVERIFY(Directory(config({u"ldaps://127.0.0.1:%1"_s.arg(honest.port())}))
                .signIn(password(u"bob@lab.example"_s)));
    QVERIFY(Directory(config({honest.uri()})).signIn(password(u"bob@lab.example"_s)));
}

void TestLdapBind::machineConfigurationDoesNotWeaken()
{
    // libldap reads the environment once in a process, so another one is asked.
    if (qEnvironmentVariableIsSet("SMC_TEST_INNER")) {
        RealmConfig realm = config({u"ldaps://dc1.lab.example"_s});
        realm.caFile = m_lab.otherCaFile();
        QVERIFY(!Directory(realm).signIn(password(u"bob@lab.example"_s)));
        realm.caFile = m_lab.caFile();
        QVERIFY(Directory(realm).signIn(password(u"bob@lab.example"_s)));
        return;
    }
    qputenv("SMC_TEST_INNER", "1");
    qputenv("LDAPTLS_REQCERT", "never");
    qputenv("LDAPTLS_CACERT", m_lab.caFile().toLocal8Bit());
    qputenv("LDAPREFERRALS", "on");
    qputenv("LDAPSASL_SECPROPS", "maxssf=0");
    const auto inner = testlab::runCommand(QCoreApplication::applicationFilePath(),
                                           {u"machineConfigurationDoesNotWeaken"_s});
    for (const char *name :
         {"SMC_TEST_INNER", "LDAPTLS_REQCERT", "LDAPTLS_CACERT", "LDAPREFERRALS", "LDAPSASL_SECPROPS"})
        qunsetenv(name);
    QVERIFY2(inner.ok(), inner.output.constData());
}

void TestLdapBind::passwordNeverTravelsInClear()
{
    RealmConfig realm = config({u"ldap://dc1.lab.example"_s});
    realm.tls = Tls::None;
    const auto done = Directory(realm).signIn(password(u"bob@lab.example"_s));
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Invalid);
    QVERIFY(done.error().message.contains(u"never sent"_s));
}

void TestLdapBind::silentServerDoesNotHoldUs()
{
    QTcpServer silent; // the kernel accepts, nobody ever says a word
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    for (const char16_t *scheme : {u"ldaps", u"ldap"}) {
        RealmConfig realm =
            config({u"%1://127.0.0.1:%2"_s.arg(QString::fromUtf16(scheme)).arg(silent.serverPort())});
        realm.connectTimeout = std::chrono::milliseconds(500);
        QElapsedTimer clock;
        clock.start();
        const auto done = Directory(realm).signIn(password(u"bob@lab.example"_s));
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Timeout);
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
    }
}

void TestLdapBind::wrongPasswordIsNotShownAgainAndAgain()
{
    const QString unit = m_lab.freshUnit(u"Bind"_s);
    m_lab.createUser(u"bindlock"_s, unit);
    Directory directory(config(m_lab.uris()));
    const auto stale = password(u"bindlock@lab.example"_s, "an old password");
    for (int i = 0; i < 20; ++i) { // a session that outlived a change of password
        const auto root = directory.rootDse(stale);
        QVERIFY(!root);
        QCOMPARE(root.error().code, ErrorCode::Unauthenticated);
    }
    QVERIFY(m_lab.canLogIn(u"bindlock"_s)); // five wrong ones would have locked the account
    // Signing in asks the domain each time.
    QVERIFY(!directory.signIn(stale));
    QVERIFY(directory.signIn(password(u"bindlock@lab.example"_s)));
}

void TestLdapBind::nobodyGetsAnothersConnection()
{
    Directory directory(config(m_lab.uris()));
    QVERIFY(directory.signIn(password(u"bob@lab.example"_s)));
    QVERIFY(!directory.rootDse(password(u"bob@lab.example"_s, "guessed")));
    QVERIFY(directory.rootDse(password(u"bob@lab.example"_s)));
    QCOMPARE(directory.health().constFirst().openConnections, 1);
    directory.forget(password(u"bob@lab.example"_s));
    QCOMPARE(directory.health().constFirst().openConnections, 0);
}

void TestLdapBind::serversAreFoundInDns()
{
    Directory directory(config({}));
    const auto bob = password(u"bob@lab.example"_s);
    const auto root = directory.rootDse(bob);
    QVERIFY2(root, root ? "" : qPrintable(root.error().toString()));
    QVERIFY(root->dnsHostName.endsWith(u".lab.example"_s));
    QStringList uris;
    for (const ServerHealth &server : directory.health())
        uris << server.uri.toLower();
    uris.sort();
    QCOMPARE(uris, (QStringList{u"ldaps://dc1.lab.example"_s, u"ldaps://dc2.lab.example"_s}));

    RealmConfig nowhere = config({});
    nowhere.name = u"NOWHERE.LAB.EXAMPLE"_s;
    const auto none = Directory(nowhere).rootDse(bob);
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::Unreachable);
    QVERIFY(none.error().message.contains(u"DNS names no directory server"_s));
}

QTEST_GUILESS_MAIN(TestLdapBind)
#include "test_ldap_bind.moc"
