// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/client_fixture.h"

#include <QCheckBox>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>

using namespace smc;
using namespace smc::testgui;
using namespace smc::testlab;

namespace {

/// A session bus and the real gnome-keyring on it, for this test alone: in a home of their own, on a bus that
/// starts nothing by itself, ended with this object.
class KeyChain
{
public:
    KeyChain()
    {
        for (const QString &name : {u"home"_s, u"run"_s})
            QDir(m_directory.path()).mkdir(name, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QFile config(m_directory.filePath(u"bus.conf"_s));
        if (!config.open(QIODevice::WriteOnly))
            qFatal("bus.conf cannot be written");
        config.write(QString(u"<busconfig><type>session</type><listen>unix:path=%1</listen>"
                             "<auth>EXTERNAL</auth><policy context='default'><allow send_destination='*'/>"
                             "<allow receive_sender='*'/><allow own='*'/></policy></busconfig>"_s)
                         .arg(m_directory.filePath(u"bus"_s))
                         .toUtf8());
        config.close();
        m_bus.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_bus.start(u"dbus-daemon"_s, {u"--config-file="_s + config.fileName(), u"--nofork"_s,
                                       u"--nopidfile"_s, u"--print-address"_s});
        if (!m_bus.waitForReadyRead())
            qFatal("dbus-daemon says nothing: %s", qPrintable(m_bus.errorString()));
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    }
    ~KeyChain()
    {
        stop();
        m_bus.terminate();
        m_bus.waitForFinished();
    }

    [[nodiscard]] bool isRunning() const { return m_daemon.state() != QProcess::NotRunning; }
    bool start()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_directory.filePath(u"home"_s));
        environment.insert(u"XDG_DATA_HOME"_s, m_directory.filePath(u"home"_s));
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_directory.filePath(u"run"_s));
        m_daemon.setProcessEnvironment(environment);
        m_daemon.setStandardErrorFile(QProcess::nullDevice()); // it complains of what a container lacks
        m_daemon.start(u"gnome-keyring-daemon"_s,
                       {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s,
                        u"--control-directory="_s + m_directory.filePath(u"run"_s)});
        m_daemon.write("of this test");
        m_daemon.closeWriteChannel();
        return QTest::qWaitFor([] { return answers(); }, 15000);
    }
    void stop()
    {
        if (!isRunning())
            return;
        m_daemon.terminate();
        m_daemon.waitForFinished();
        if (!QTest::qWaitFor([] { return !answers(); }, 15000))
            qFatal("gnome-keyring does not end");
    }

    /// How many passwords it holds for this user at the service, asked without our own code.
    static int passwords(const QString &user)
    {
        int count = 0;
        for (const QString &path : items()) {
            const auto attributes =
                busCall(u"org.freedesktop.secrets"_s, path,
                        {u"org.freedesktop.DBus.Properties.Get"_s, u"string:org.freedesktop.Secret.Item"_s,
                         u"string:Attributes"_s});
            count += attributes.output.contains(u"/%1\""_s.arg(user).toUtf8()) ? 1 : 0;
        }
        return count;
    }
    static void forgetAll()
    {
        for (const QString &path : items())
            static_cast<void>(
                busCall(u"org.freedesktop.secrets"_s, path, {u"org.freedesktop.Secret.Item.Delete"_s}));
    }
    /// What it wrote to disk.
    [[nodiscard]] QByteArray files() const
    {
        QByteArray all;
        QDirIterator it(m_directory.filePath(u"home"_s), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }

private:
    static CommandResult busCall(const QString &destination, const QString &path, const QStringList &call)
    {
        return runCommand(u"dbus-send"_s,
                          QStringList{u"--session"_s, u"--print-reply"_s, u"--dest="_s + destination, path} +
                              call);
    }
    static QStringList items()
    {
        const auto found = busCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                                   {u"org.freedesktop.Secret.Service.SearchItems"_s,
                                    u"dict:string:string:server,Samba Management Console"_s});
        QStringList paths;
        for (const QByteArray &line : found.output.split('\n')) {
            if (line.contains("object path"))
                paths << QString::fromUtf8(line).section(u'"', 1, 1);
        }
        return paths;
    }
    static bool answers()
    {
        return busCall(u"org.freedesktop.DBus"_s, u"/"_s,
                       {u"org.freedesktop.DBus.NameHasOwner"_s, u"string:org.freedesktop.secrets"_s})
            .output.contains("boolean true");
    }

    QTemporaryDir m_directory;
    QProcess m_bus;
    QProcess m_daemon;
};

} // namespace

/// Passwords in a real key chain, when the person wishes it and not otherwise.
class TestSignInKeychain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    // A process that met a key chain does not find its successor (libsecret 0.20): it starts and stops once.
    void withoutAKeyChainOneHearsSo();
    void keptPasswordIsThereAfterARestart();
    void withoutTheWishNothingIsKept();
    void aWrongPasswordIsNotKept();
    void takingTheWishBackRemovesIt();
    void afterALostSessionItIsThere();
    void aKeyChainThatLeavesIsSaid();

private:
    /// The window as it is at a start, with nothing on the command line.
    [[nodiscard]] session::Options atStart(const QString &password = {}) const
    {
        session::Options options = optionsFor(m_smcd, m_lab, m_lab.admin());
        options.signIn = false;
        options.password = password;
        return options;
    }
    static QCheckBox *wish() { return shown<QCheckBox>(u"keepPassword"_s); }
    static QString typed() { return shown<QLineEdit>(u"password"_s)->text(); }
    static void signIn() { QTest::mouseClick(shown<QPushButton>(u"signIn"_s), Qt::LeftButton); }
    /// Signs in as a person does who wants the password kept.
    bool keep()
    {
        RunningClient running(atStart(m_lab.password()));
        wish()->setChecked(true);
        signIn();
        return running.ready() && running.waitFor([&] { return KeyChain::passwords(m_lab.admin()) == 1; });
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd;
    OwnSettings m_settings;
    KeyChain m_keyChain;
};

void TestSignInKeychain::initTestCase()
{
    shell::initTheme();
    QVERIFY(m_smcd.start());
}

void TestSignInKeychain::init()
{
    m_settings.clear();
    if (qstrcmp(QTest::currentTestFunction(), "withoutAKeyChainOneHearsSo") == 0)
        return;
    QVERIFY(m_keyChain.isRunning() || m_keyChain.start());
    KeyChain::forgetAll();
}

void TestSignInKeychain::withoutTheWishNothingIsKept()
{
    RunningClient running(atStart(m_lab.password()));
    QVERIFY(!wish()->isChecked());
    signIn();
    QVERIFY(running.ready());
    QCOMPARE(KeyChain::passwords(m_lab.admin()), 0);
}

void TestSignInKeychain::aWrongPasswordIsNotKept()
{
    RunningClient running(atStart(u"not this one"_s));
    wish()->setChecked(true);
    signIn();
    QTRY_VERIFY(!shown<QLabel>(u"signInError"_s)->text().isEmpty());
    QTRY_VERIFY(shown<QPushButton>(u"signIn"_s)->isEnabled());
    QCOMPARE(KeyChain::passwords(m_lab.admin()), 0);
}

void TestSignInKeychain::keptPasswordIsThereAfterARestart()
{
    QVERIFY(keep());
    RunningClient again(session::Options{.caFile = m_smcd.caFile()});
    QTRY_COMPARE(typed(), m_lab.password());
    QVERIFY(wish()->isChecked());
    signIn();
    QVERIFY(again.ready());
    QCOMPARE(KeyChain::passwords(m_lab.admin()), 1);
    // In clear it lies nowhere: neither in the key chain's files nor in the client's own settings.
    QVERIFY(!m_keyChain.files().isEmpty());
    QVERIFY(!m_keyChain.files().contains(m_lab.password().toUtf8()));
    const QSettings settings;
    for (const QString &key : settings.allKeys())
        QVERIFY2(!settings.value(key).toString().contains(m_lab.password()), qPrintable(key));
}

void TestSignInKeychain::takingTheWishBackRemovesIt()
{
    QVERIFY(keep());
    {
        RunningClient running(session::Options{.caFile = m_smcd.caFile()});
        QTRY_COMPARE(typed(), m_lab.password());
        wish()->setChecked(false);
        signIn();
        QVERIFY(running.ready());
        QVERIFY(running.waitFor([&] { return KeyChain::passwords(m_lab.admin()) == 0; }));
    }
    RunningClient again(session::Options{.caFile = m_smcd.caFile()});
    QTRY_COMPARE(shown<QLineEdit>(u"user"_s)->text(), m_lab.admin());
    QVERIFY(typed().isEmpty());
    QVERIFY(!wish()->isChecked());
}

void TestSignInKeychain::afterALostSessionItIsThere()
{
    RunningClient running(atStart(m_lab.password()));
    wish()->setChecked(true);
    signIn();
    QVERIFY(running.ready());
    bool ended = false;
    running.client().source().send("POST", u"/auth/logout"_s, {}, {}, &running.window(),
                                   [&](const Result<data::Answer> &) { ended = true; });
    QTRY_VERIFY(ended);
    running.action(u"actionRefresh"_s)->trigger();
    QTRY_VERIFY(shown(u"signInWindow"_s));
    QTRY_COMPARE(typed(), m_lab.password());
    wish()->setChecked(false);
    signIn();
    QTRY_VERIFY(!shown(u"signInWindow"_s));
    QVERIFY(running.waitFor([&] { return KeyChain::passwords(m_lab.admin()) == 0; }));
}

void TestSignInKeychain::withoutAKeyChainOneHearsSo()
{
    RunningClient running(atStart(m_lab.password()));
    wish()->setChecked(true);
    signIn();
    QVERIFY(running.ready());
    QVERIFY2(running.waitFor([&] { return running.message().contains(u"key chain"_s); }),
             qPrintable(running.message()));
    QVERIFY(running.message().contains(u"does not answer"_s));
}

void TestSignInKeychain::aKeyChainThatLeavesIsSaid()
{
    QVERIFY(keep());
    RunningClient running(session::Options{.caFile = m_smcd.caFile()});
    QTRY_COMPARE(typed(), m_lab.password());
    m_keyChain.stop();
    wish()->setChecked(false);
    signIn();
    QVERIFY(running.ready());
    // The password still lies there, against the person's wish: that must not pass unnoticed.
    QVERIFY2(running.waitFor([&] { return running.message().contains(u"key chain"_s); }),
             qPrintable(running.message()));
}

QTEST_MAIN(TestSignInKeychain)
#include "test_sign_in_keychain.moc"
