// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/trust.h"
#include "tests/gui/client_fixture.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

/// Signing in, as a person sees it, at a real service of a real domain.
class TestSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { m_settings.clear(); }
    void opensTheMainWindow();
    void whatIsWrongStandsInTheWindow_data();
    void whatIsWrongStandsInTheWindow();
    void realmsAreOffered();
    void unknownCertificateIsShownAndTrustedOnce();
    void trustOnceIsAskedAgainNextTime();
    void noTrustMeansNoSignIn();
    void trustAlwaysIsRemembered();
    void changedCertificateIsRefused();
    void aServiceThatIsReplacedIsRefused();
    void anUnreachableServiceIsSaid();
    void theLastServiceIsOfferedAgain();
    void signingOutLeadsBack();
    void aLostSessionAsksAgainAndKeepsTheWindow();

private:
    [[nodiscard]] bool waitForError(const QString &part) const
    {
        return QTest::qWaitFor(
            [&] {
                auto *label = shown<QLabel>(u"signInError"_s);
                return label && label->text().contains(part, Qt::CaseInsensitive);
            },
            15000);
    }

    /// As openssl prints it: the witness is not our own code.
    static QString fingerprintOf(const QString &certificateFile)
    {
        const auto printed = runCommand(u"openssl"_s, {u"x509"_s, u"-noout"_s, u"-fingerprint"_s,
                                                       u"-sha256"_s, u"-in"_s, certificateFile});
        return QString::fromLatin1(printed.output).trimmed().section(u'=', 1);
    }
    static QString shownFingerprint(const QString &label)
    {
        return QString(shown<QLabel>(label)->text()).replace(u'\n', u':');
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd;
    OwnSettings m_settings;
};

void TestSignIn::initTestCase()
{
    shell::initTheme();
    QVERIFY(m_smcd.start());
}

void TestSignIn::opensTheMainWindow()
{
    session::Options options = optionsFor(m_smcd, m_lab, m_lab.admin());
    options.signIn = false;
    options.password.clear();
    RunningClient running(options);
    QTest::keyClicks(shown<QLineEdit>(u"password"_s), m_lab.password());
    QTest::mouseClick(shown<QPushButton>(u"signIn"_s), Qt::LeftButton);
    QVERIFY(running.ready());
    QVERIFY(!shown(u"signInWindow"_s));
    QVERIFY(running.child<QLabel>(u"statusPrincipal"_s)->text().contains(u"alice@LAB.EXAMPLE"_s));
    QVERIFY(running.window().windowTitle().contains(u"lab.example"_s));
}

void TestSignIn::whatIsWrongStandsInTheWindow_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("words");
    QTest::newRow("wrong password") << u"alice"_s << u"not-this-one"_s << u"password"_s;
    QTest::newRow("disabled") << u"dieter"_s << m_lab.password() << u"disabled"_s;
    QTest::newRow("locked") << u"lukas"_s << m_lab.password() << u"locked"_s;
    QTest::newRow("expired") << u"erika"_s << m_lab.password() << u"expired"_s;
}

void TestSignIn::whatIsWrongStandsInTheWindow()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, words);
    session::Options options = optionsFor(m_smcd, m_lab, user);
    options.password = password;
    RunningClient running(options);
    QVERIFY2(waitForError(words), qPrintable(shown<QLabel>(u"signInError"_s)->text()));
    QVERIFY(!running.client().mainWindow());
    // And the person can go on typing at once.
    QTRY_VERIFY(shown<QLineEdit>(u"password"_s)->isEnabled());
}

void TestSignIn::realmsAreOffered()
{
    session::Options options = optionsFor(m_smcd, m_lab, m_lab.admin());
    options.signIn = false;
    options.realm.clear();
    RunningClient running(options);
    QTRY_COMPARE(shown<QComboBox>(u"realm"_s)->currentText(), m_lab.realm());
}

void TestSignIn::unknownCertificateIsShownAndTrustedOnce()
{
    session::Options options = optionsFor(m_smcd, m_lab, m_lab.admin());
    options.caFile.clear();
    RunningClient running(options);
    QTRY_VERIFY(shown(u"certificateDialog"_s));
    QCOMPARE(shownFingerprint(u"certificateFingerprint"_s), fingerprintOf(m_lab.certificateFile()));
    QVERIFY(!running.client().mainWindow());
    QTest::mouseClick(shown<QPushButton>(u"trustOnce"_s), Qt::LeftButton);
    QVERIFY(running.ready());
    QVERIFY(session::trustedCertificate(m_smcd.url()).isNull());
}

void TestSignIn::trustOnceIsAskedAgainNextTime()
{
    session::Options options = optionsFor(m_smcd, m_lab, m_lab.admin());
    options.caFile.clear();
    {
        RunningClient running(options);
        QTRY_VERIFY(shown(u"certificateDialog"_s));
        QTest::mouseClick(shown<QPushButton>(u"trustOnce"_s), Qt::LeftButton);
        QVERIFY(running.ready());
    }
    RunningClient again(options);
    QTRY_VERIFY(shown(u"certificateDialog"_s));
    QVERIFY(!again.client().source().isSignedIn());
}

void TestSignIn::noTrustMeansNoSignIn()
{
    session::Options options = optionsFor(m_smcd, m_lab, m_lab.admin());
    options.caFile.clear();
    RunningClient running(options);
    QTRY_VERIFY(shown(u"certificateDialog"_s));
    QTest::keyClick(shown(u"certificateDialog"_s), Qt::Key_Return); // without thinking
    QTRY_VERIFY(!shown(u"certificateDialog"_s));
    QVERIFY(waitForError(u"not trusted"_s));
    QVERIFY(!running.client().source().isSignedIn());
    QVERIFY(session::trustedCertificate(m_smcd.url()).isNull());
    // It was no for this time, not for ever.
    QTRY_VERIFY(shown<QPushButton>(u"signIn"_s)->isEnabled());
    QTest::mouseClick(shown<QPushButton>(u"signIn"_s), Qt::LeftButton);
    QTRY_VERIFY(shown(u"certificateDialog"_s));
}

void TestSignIn::trustAlwaysIsRemembered()
{
    session::Options options = optionsFor(m_smcd, m_lab, m_lab.admin());
    options.caFile.clear();
    {
        RunningClient running(options);
        QTRY_VERIFY(shown(u"certificateDialog"_s));
        QTest::mouseClick(shown<QPushButton>(u"trustAlways"_s), Qt::LeftButton);
        QVERIFY(running.ready());
    }
    RunningClient again(options);
    QVERIFY(again.ready());
    QVERIFY(!shown(u"certificateDialog"_s));
}

void TestSignIn::changedCertificateIsRefused()
{
    QFile file(m_lab.otherCertificateFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    session::trustAlways(m_smcd.url(), QSslCertificate(file.readAll()));
    session::Options options = optionsFor(m_smcd, m_lab, m_lab.admin());
    options.caFile.clear();
    RunningClient running(options);
    QTRY_VERIFY(shown(u"changedCertificateDialog"_s));
    QVERIFY(!shown(u"certificateDialog"_s));
    QVERIFY(!shown<QPushButton>(u"trustAlways"_s));
    QVERIFY(waitForError(u"another certificate"_s));
    QVERIFY(!running.client().mainWindow());
    QVERIFY(!running.client().source().isSignedIn());
    // The way out is a decision of its own, and leads to the question with the new fingerprint.
    QTest::mouseClick(shown<QPushButton>(u"forgetTrust"_s), Qt::LeftButton);
    QTest::mouseClick(shown<QPushButton>(u"signIn"_s), Qt::LeftButton);
    QTRY_VERIFY(shown(u"certificateDialog"_s));
}

void TestSignIn::aServiceThatIsReplacedIsRefused()
{
    Smcd smcd;
    QVERIFY(smcd.start());
    session::Options options = optionsFor(smcd, m_lab, m_lab.admin());
    options.caFile.clear();
    RunningClient running(options);
    QTRY_VERIFY(shown(u"certificateDialog"_s));
    QTest::mouseClick(shown<QPushButton>(u"trustAlways"_s), Qt::LeftButton);
    QVERIFY(running.ready());
    // Something else answers at the same address, as somebody in between would.
    QCOMPARE(smcd.stop(), 0);
    smcd.configure(
        {{u"tls"_s,
          {{u"certificate"_s, m_lab.otherCertificateFile()}, {u"key"_s, m_lab.otherPrivateKeyFile()}}}});
    QVERIFY(smcd.start());
    running.action(u"actionRefresh"_s)->trigger();
    QVERIFY(waitForError(u"trusted"_s));
    QVERIFY(!shown(u"certificateDialog"_s));
    // Loudly, with both fingerprints to tell apart: at once where the window asked for more, else at the next
    // attempt to sign in.
    if (!shown(u"changedCertificateDialog"_s)) {
        QTest::keyClicks(shown<QLineEdit>(u"password"_s), m_lab.password());
        QTest::mouseClick(shown<QPushButton>(u"signIn"_s), Qt::LeftButton);
    }
    QTRY_VERIFY(shown(u"changedCertificateDialog"_s));
    QCOMPARE(shownFingerprint(u"knownFingerprint"_s), fingerprintOf(m_lab.certificateFile()));
    QCOMPARE(shownFingerprint(u"shownFingerprint"_s), fingerprintOf(m_lab.otherCertificateFile()));
    QTest::keyClick(shown(u"changedCertificateDialog"_s), Qt::Key_Return);
    QTRY_VERIFY(!shown(u"changedCertificateDialog"_s));
    QVERIFY(waitForError(u"another certificate"_s));
    QVERIFY(!running.client().source().isSignedIn());
    QVERIFY(!session::trustedCertificate(smcd.url()).isNull());
}

void TestSignIn::anUnreachableServiceIsSaid()
{
    session::Options options = optionsFor(m_smcd, m_lab, m_lab.admin());
    options.url = u"https://127.0.0.1:1"_s;
    RunningClient running(options);
    QTRY_VERIFY_WITH_TIMEOUT(!shown<QLabel>(u"signInError"_s)->text().isEmpty(), 15000);
    QTRY_VERIFY(shown<QPushButton>(u"signIn"_s)->isEnabled());
    QVERIFY(!running.client().mainWindow());
}

void TestSignIn::theLastServiceIsOfferedAgain()
{
    {
        RunningClient running(optionsFor(m_smcd, m_lab, m_lab.admin()));
        QVERIFY(running.ready());
    }
    RunningClient again(session::Options{});
    QCOMPARE(shown<QComboBox>(u"service"_s)->currentText(), m_smcd.url().toString());
    QCOMPARE(shown<QLineEdit>(u"user"_s)->text(), m_lab.admin());
    QVERIFY(shown<QLineEdit>(u"password"_s)->text().isEmpty());
}

void TestSignIn::signingOutLeadsBack()
{
    RunningClient running(optionsFor(m_smcd, m_lab, m_lab.admin()));
    QVERIFY(running.ready());
    running.action(u"actionSignOut"_s)->trigger();
    QTRY_VERIFY(shown(u"signInWindow"_s));
    QVERIFY(!running.client().mainWindow());
    QVERIFY(!running.client().source().isSignedIn());
    QVERIFY(shown<QLineEdit>(u"password"_s)->text().isEmpty());
}

void TestSignIn::aLostSessionAsksAgainAndKeepsTheWindow()
{
    RunningClient running(optionsFor(m_smcd, m_lab, m_lab.admin()));
    QVERIFY(running.ready());
    const shell::MainWindow *before = &running.window();
    bool ended = false;
    running.client().source().send("POST", u"/auth/logout"_s, {}, {}, &running.window(),
                                   [&](const Result<data::Answer> &) { ended = true; });
    QTRY_VERIFY(ended);
    running.action(u"actionRefresh"_s)->trigger();
    QTRY_VERIFY(shown(u"signInWindow"_s));
    QVERIFY(running.window().isVisible());
    QTest::keyClicks(shown<QLineEdit>(u"password"_s), m_lab.password());
    QTest::mouseClick(shown<QPushButton>(u"signIn"_s), Qt::LeftButton);
    QTRY_VERIFY(!shown(u"signInWindow"_s));
    QCOMPARE(&running.window(), before);
    QVERIFY(running.waitFor([&] { return running.settled() && running.table().rowCount() > 0; }));
}

QTEST_MAIN(TestSignIn)
#include "test_sign_in.moc"
