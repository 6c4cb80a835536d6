// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/kerberos.h"
#include "tests/gui/client_fixture.h"

#include <QComboBox>
#include <QPushButton>
#include <QTemporaryDir>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// Signing in with a Kerberos ticket of the real KDC, which kinit fetched.
class TestSignInTicket : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void ticketSignsInAndChangesAsItsPerson();
    void anotherPersonsTicketHasHisRights();
    void withoutATicketItSaysHowToGetOne();
    void anExpiredTicketIsSaid();
    void aTicketThatExpiresMeanwhileIsSaid();
    void aServiceUnknownToTheRealmIsSaid();
    void aServiceWithoutKerberosOffersNone();

private:
    /// The window as somebody finds it who has named nothing but the service.
    [[nodiscard]] session::Options atService(const Smcd &smcd,
                                             const QString &host = u"smc.lab.example"_s) const
    {
        session::Options options;
        options.url = u"https://%1:%2"_s.arg(host).arg(smcd.port());
        options.caFile = smcd.caFile();
        return options;
    }
    static void useCache(const QString &name) { qputenv("KRB5CCNAME", name.toUtf8()); }
    [[nodiscard]] QString cacheOf(const QString &user) const
    {
        return u"FILE:"_s + m_directory->filePath(u"ccache-"_s + user);
    }
    static QString text(const QString &label)
    {
        const auto *found = shown<QLabel>(label);
        return found ? found->text() : QString();
    }
    static bool ticketOffered()
    {
        auto *button = shown<QPushButton>(u"useTicket"_s);
        return button && button->isEnabled();
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd;
    OwnSettings m_settings;
    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestSignInTicket::initTestCase()
{
    shell::initTheme();
    QVERIFY(m_smcd.start());
}

void TestSignInTicket::init()
{
    m_settings.clear();
    m_directory = std::make_unique<QTemporaryDir>();
}

void TestSignInTicket::ticketSignsInAndChangesAsItsPerson()
{
    const QString unit = m_lab.freshUnit(u"gui-ticket"_s);
    m_lab.createUser(u"guiticket"_s, unit);
    useCache(m_lab.ticketOf(u"alice"_s, m_directory->path()));
    RunningClient running(atService(m_smcd));
    QTRY_VERIFY(ticketOffered());
    QVERIFY(shown<QPushButton>(u"useTicket"_s)->text().contains(u"alice@LAB.EXAMPLE"_s));
    QVERIFY(!shown<QLabel>(u"ticketState"_s));
    QTest::mouseClick(shown<QPushButton>(u"useTicket"_s), Qt::LeftButton);
    QVERIFY2(running.ready(), qPrintable(text(u"signInError"_s)));
    QVERIFY(running.child<QLabel>(u"statusPrincipal"_s)->text().contains(u"alice@LAB.EXAMPLE"_s));
    QVERIFY(running.window().context().person().mayChange());
    // The service holds no right to change anything: that it works is alice's own right, lent by the realm.
    QVERIFY(running.open(unit));
    running.action(u"actionRefresh"_s)->trigger();
    QVERIFY(running.waitFor([&] { return running.settled() && running.choose(u"guiticket"_s); }));
    running.action(u"actionDisable"_s)->trigger();
    QVERIFY2(running.waitFor([&] { return running.column(u"userAccountControl"_s).contains(u"disabled"_s); }),
             qPrintable(running.message()));
    const auto found = m_lab.ldapSearch(u"(sAMAccountName=guiticket)"_s, {u"userAccountControl"_s});
    QVERIFY(found.first().first(u"userAccountControl"_s).toInt() & 2);
}

void TestSignInTicket::anotherPersonsTicketHasHisRights()
{
    const QString unit = m_lab.freshUnit(u"gui-ticket"_s);
    m_lab.createUser(u"guiticket"_s, unit);
    useCache(m_lab.ticketOf(u"helen"_s, m_directory->path())); // an administrator, but of Sales alone
    RunningClient running(atService(m_smcd));
    QTRY_VERIFY(ticketOffered());
    QTest::mouseClick(shown<QPushButton>(u"useTicket"_s), Qt::LeftButton);
    QVERIFY2(running.ready(), qPrintable(text(u"signInError"_s)));
    QVERIFY(running.child<QLabel>(u"statusPrincipal"_s)->text().contains(u"helen@LAB.EXAMPLE"_s));
    QVERIFY(running.open(unit));
    running.action(u"actionRefresh"_s)->trigger();
    QVERIFY(running.waitFor([&] { return running.settled() && running.choose(u"guiticket"_s); }));
    running.action(u"actionDisable"_s)->trigger();
    QVERIFY(running.waitFor([&] { return running.message().contains(u"guiticket"_s); }));
    const auto found = m_lab.ldapSearch(u"(sAMAccountName=guiticket)"_s, {u"userAccountControl"_s});
    QVERIFY(!(found.first().first(u"userAccountControl"_s).toInt() & 2));
}

void TestSignInTicket::withoutATicketItSaysHowToGetOne()
{
    useCache(cacheOf(u"alice"_s));
    RunningClient running(atService(m_smcd));
    QTRY_VERIFY(shown<QLabel>(u"ticketState"_s));
    QVERIFY2(text(u"ticketState"_s).contains(u"no Kerberos ticket"_s) &&
                 text(u"ticketState"_s).contains(u"kinit"_s),
             qPrintable(text(u"ticketState"_s)));
    QVERIFY(shown<QPushButton>(u"useTicket"_s));
    QVERIFY(!ticketOffered());
    // The person does as told in a terminal and comes back.
    QWidget terminal;
    terminal.show();
    terminal.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&terminal));
    QCOMPARE(m_lab.ticketOf(u"alice"_s, m_directory->path()), cacheOf(u"alice"_s));
    shown(u"signInWindow"_s)->activateWindow();
    QTRY_VERIFY(ticketOffered());
    QVERIFY(!shown<QLabel>(u"ticketState"_s));
}

void TestSignInTicket::anExpiredTicketIsSaid()
{
    useCache(m_lab.ticketOf(u"alice"_s, m_directory->path(), u"1s"_s));
    QTRY_COMPARE_WITH_TIMEOUT(platform::ticket().state, platform::Ticket::State::Expired, 20000);
    RunningClient running(atService(m_smcd));
    QTRY_VERIFY(shown<QLabel>(u"ticketState"_s));
    QVERIFY2(text(u"ticketState"_s).contains(u"expired"_s), qPrintable(text(u"ticketState"_s)));
    QVERIFY(!ticketOffered());
}

void TestSignInTicket::aTicketThatExpiresMeanwhileIsSaid()
{
    useCache(m_lab.ticketOf(u"alice"_s, m_directory->path(), u"6s"_s));
    RunningClient running(atService(m_smcd));
    QTRY_VERIFY(ticketOffered());
    QTRY_COMPARE_WITH_TIMEOUT(platform::ticket().state, platform::Ticket::State::Expired, 20000);
    QTest::mouseClick(shown<QPushButton>(u"useTicket"_s), Qt::LeftButton);
    QTRY_VERIFY(text(u"signInError"_s).contains(u"expired"_s));
    QVERIFY(text(u"signInError"_s).contains(u"kinit"_s));
    QTRY_VERIFY(text(u"ticketState"_s).contains(u"expired"_s));
    QVERIFY(!ticketOffered());
    QVERIFY(!running.client().mainWindow());
}

void TestSignInTicket::aServiceUnknownToTheRealmIsSaid()
{
    useCache(m_lab.ticketOf(u"alice"_s, m_directory->path()));
    RunningClient running(atService(m_smcd, u"127.0.0.1"_s));
    QTRY_VERIFY(ticketOffered());
    QTest::mouseClick(shown<QPushButton>(u"useTicket"_s), Qt::LeftButton);
    QTRY_VERIFY2(text(u"signInError"_s).contains(u"HTTP/127.0.0.1"_s), qPrintable(text(u"signInError"_s)));
    QVERIFY(ticketOffered());
    QVERIFY(!running.client().mainWindow());
}

void TestSignInTicket::aServiceWithoutKerberosOffersNone()
{
    Smcd smcd({.settings = {{u"realm "_s + m_lab.realm(),
                             {{u"http_keytab"_s, QString()}, {u"http_principal"_s, QString()}}}}});
    QVERIFY(smcd.start());
    useCache(m_lab.ticketOf(u"alice"_s, m_directory->path()));
    RunningClient running(atService(smcd));
    QTRY_COMPARE(shown<QComboBox>(u"realm"_s)->currentText(), m_lab.realm());
    QVERIFY(!shown<QPushButton>(u"useTicket"_s));
    QVERIFY(!shown<QLabel>(u"ticketState"_s));
}

QTEST_MAIN(TestSignInTicket)
#include "test_sign_in_ticket.moc"
