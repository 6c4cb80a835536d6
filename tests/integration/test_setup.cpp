// SPDX-License-Identifier: GPL-3.0-or-later
// First set-up by the real smcd, on machines that have nothing but Samba's programs: a domain is made, a
// member joins it and becomes a domain controller, another machine becomes one at once. Each test goes on
// where the one before it ended. The witnesses are Samba's own clients.
#include "tests/lab/lab.h"
#include "tests/lab/smcd.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

const QString password = u"Passw0rd!new"_s;
constexpr int patience = 900'000; ///< a provision on a machine that has other things to do

/// Everything that Samba keeps, with its mode, its owner and what is in it.
const QString keptFiles = u"cd /; find etc/samba var/lib/samba -printf '/%p %m %u\\n' | sort; "
                          "find etc/samba var/lib/samba -type f -exec md5sum {} + | sort"_s;

} // namespace

class TestSetup : public QObject
{
    Q_OBJECT

    const Lab m_lab = Lab::domain();

    CommandResult shell(const QString &node, const QString &script, const QByteArray &input = {}) const
    {
        return m_lab.exec(node, {u"/bin/bash"_s, u"-c"_s, script}, input, patience);
    }
    QByteArray output(const QString &node, const QString &script) const
    {
        const auto done = shell(node, script);
        if (!done.ok())
            qWarning("%s: %s", qPrintable(script), said(done).constData());
        return done.output;
    }
    CommandResult setUp(const QString &node, const QStringList &arguments, const QByteArray &input = {}) const
    {
        return m_lab.exec(node, QStringList{Smcd::program(), u"setup"_s} + arguments, input, patience);
    }
    static QByteArray said(const CommandResult &done)
    {
        return "status " + QByteArray::number(done.exitCode) + '\n' + done.output + done.errors;
    }
    QByteArray files(const QString &node) const { return output(node, keptFiles); }

private Q_SLOTS:
    void initTestCase()
    {
        m_lab.startBareNode(u"new1"_s, u"new.example"_s);
        m_lab.startBareNode(u"new2"_s, u"new.example"_s, u"new1"_s);
        m_lab.startBareNode(u"new3"_s, u"new.example"_s, u"new1"_s);
    }
    void cleanupTestCase()
    {
        for (const auto &node : {u"new3"_s, u"new2"_s, u"new1"_s})
            m_lab.removeBareNode(node);
    }

    void aChecklistTouchesNothing()
    {
        const QByteArray before = files(u"new1"_s);
        QVERIFY(before.contains("/var/lib/samba/private 700 root"));
        const auto done = setUp(u"new1"_s, {u"provision"_s, u"--realm"_s, u"new.example"_s, u"--check"_s});
        QVERIFY2(done.ok(), said(done).constData());
        QVERIFY2(done.output.contains("ok       The machine is called new1.new.example.\n"),
                 said(done).constData());
        QVERIFY2(done.output.contains("ok       The ports of a domain controller are free.\n"),
                 said(done).constData());
        QVERIFY2(
            done.output.contains("ok       The file systems keep extended attributes and access lists.\n"),
            said(done).constData());
        QCOMPARE(files(u"new1"_s), before);
    }

    void whatStandsInTheWay_data()
    {
        QTest::addColumn<QString>("prepare"); ///< "$@" is the command
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("sentence");
        const QStringList provision{u"provision"_s, u"--realm"_s, u"other.example"_s};
        QTest::newRow("no such realm")
            << u"\"$@\""_s << QStringList{u"member"_s, u"--realm"_s, u"nowhere.example"_s}
            << QByteArray("FAILED   The DNS ");
        QTest::newRow("name server")
            << u"exec python3 -c 'import socket, subprocess, sys\n"
               "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind((\"127.0.0.53\", 53))\n"
               "sys.exit(subprocess.call(sys.argv[1:]))' \"$@\""_s
            << provision
            << QByteArray("FAILED   Ports that a domain controller needs are taken: 53 by python3.\n");
        QTest::newRow("smb.conf")
            << u"printf '[global]\\n[data]\\npath=/srv\\n' > /etc/samba/smb.conf; \"$@\"; s=$?; "
               "rm /etc/samba/smb.conf; exit $s"_s
            << provision << QByteArray("FAILED   /etc/samba/smb.conf has the shares data.\n");
        QTest::newRow("database") << u"touch /var/lib/samba/private/sam.ldb; \"$@\"; s=$?; "
                                     "rm /var/lib/samba/private/sam.ldb; exit $s"_s
                                  << provision
                                  << QByteArray("FAILED   There is a directory database already: "
                                                "/var/lib/samba/private/sam.ldb.\n");
        QTest::newRow("loopback")
            << u"cp /etc/hosts /tmp/hosts; echo 127.0.1.1 new2.other.example new2 > /etc/hosts; "
               "\"$@\"; s=$?; cat /tmp/hosts > /etc/hosts; exit $s"_s
            << provision
            << QByteArray("FAILED   The name new2.other.example leads to 127.0.1.1, which others "
                          "cannot reach.\n");
        QTest::newRow("not root") << u"setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\""_s
                                  << provision << QByteArray("FAILED   Only root may set a server up");
    }
    void whatStandsInTheWay()
    {
        QFETCH(QString, prepare);
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, sentence);
        const QByteArray before = files(u"new2"_s);
        // A file for the password, which nobody gets to: it is wanted only when all is well.
        const auto done = m_lab.exec(
            u"new2"_s,
            QStringList{u"/bin/bash"_s, u"-c"_s, prepare, u"sh"_s, Smcd::program(), u"setup"_s} + arguments,
            password.toUtf8(), patience);
        QCOMPARE(done.exitCode, 1);
        QVERIFY2(done.output.contains(sentence), said(done).constData());
        QVERIFY2(done.errors.contains("smcd: Something stands in the way. Nothing was touched.\n"),
                 said(done).constData());
        QVERIFY2(!done.output.contains("Keeping"), said(done).constData());
        QCOMPARE(files(u"new2"_s), before);
    }

    void aCommandThatIsWrong()
    {
        QCOMPARE(setUp(u"new1"_s, {u"forest"_s}).exitCode, 2);
        const auto inArgv = setUp(
            u"new1"_s, {u"member"_s, u"--realm"_s, u"new.example"_s, u"--user"_s, u"Administrator%x"_s});
        QCOMPARE(inArgv.exitCode, 2);
        QVERIFY2(inArgv.errors.contains("is no account name. Its password is asked for"),
                 said(inArgv).constData());
        const auto weak = setUp(u"new1"_s, {u"provision"_s, u"--realm"_s, u"new.example"_s}, "secret\n");
        QCOMPARE(weak.exitCode, 1);
        QVERIFY2(weak.errors.contains("The password has less than 7 characters."), said(weak).constData());
        QVERIFY(output(u"new1"_s, u"ls -A /var/lib/samba/private"_s).isEmpty());
    }

    void aNewDomain()
    {
        // What Debian's package puts there.
        QVERIFY(shell(u"new1"_s, u"cp /usr/share/samba/smb.conf /etc/samba/smb.conf"_s).ok());
        QVERIFY(shell(u"new1"_s, u"umask 077; cat > /tmp/password"_s, password.toUtf8() + '\n').ok());
        // Meanwhile somebody looks for the password in the command lines and environments of all processes.
        const auto done = shell(
            u"new1"_s, u"%1 setup provision --realm new.example --dns-forwarder 192.0.2.53 "
                       "--password-file /tmp/password & pid=$!\n"
                       "while kill -0 $pid 2>/dev/null; do\n"
                       "  grep -l '[P]assw0rd!new' /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null\n"
                       "  looked=yes; sleep .1\ndone\n"
                       "wait $pid; s=$?; echo looked: $looked; exit $s"_s.arg(Smcd::program()));
        QVERIFY2(done.ok(), said(done).constData());
        QVERIFY2(!done.output.contains("/cmdline") && !done.output.contains("/environ"),
                 said(done).constData());
        QVERIFY(done.output.contains("looked: yes"));
        QVERIFY2(done.output.contains("\nMaking the domain new.example (NEW).\n"), said(done).constData());
        QVERIFY2(done.output.contains("This machine is a domain controller of NEW.EXAMPLE now.\n"),
                 said(done).constData());
        QVERIFY2(done.output.contains("What was here before is kept in /etc/samba/smb.conf.before-setup-"),
                 said(done).constData());
        QVERIFY2(done.output.contains("Left for you: Let this machine ask itself for names"),
                 said(done).constData());
        QVERIFY(shell(u"new1"_s, u"cmp /usr/share/samba/smb.conf /etc/samba/smb.conf.before-setup-*"_s).ok());
        QCOMPARE(output(u"new1"_s, u"stat -c %a /etc/samba/smb.conf"_s), QByteArray("644\n"));
        QVERIFY(output(u"new1"_s, u"testparm -s --parameter-name='dns forwarder' 2>/dev/null"_s)
                    .contains("192.0.2.53"));
        // It serves: Administrator has that password and no other.
        QVERIFY(
            output(u"new1"_s, u"smbclient -L new1 -U 'Administrator%%1' 2>&1"_s.replace(u"%1"_s, password))
                .contains("sysvol"));
        QVERIFY(!shell(u"new1"_s, u"smbclient -L new1 -U 'Administrator%wrong'"_s).ok());
        // And it is no machine to set up any more.
        const auto again = setUp(u"new1"_s, {u"provision"_s, u"--realm"_s, u"new.example"_s, u"--check"_s});
        QCOMPARE(again.exitCode, 1);
        QVERIFY2(again.output.contains("FAILED   There is a directory database already"),
                 said(again).constData());
        QVERIFY2(again.output.contains("FAILED   There is a domain new.example already"),
                 said(again).constData());
        QVERIFY2(again.output.contains("makes this machine a domain controller of NEW.EXAMPLE"),
                 said(again).constData());
    }

    void aWrongPasswordTouchesNothing()
    {
        const QByteArray before = files(u"new2"_s);
        const auto done = setUp(u"new2"_s, {u"member"_s, u"--realm"_s, u"new.example"_s}, "wrong\n");
        QCOMPARE(done.exitCode, 1);
        QVERIFY2(done.output.contains(
                     "ok       The DNS names domain controllers of new.example: new1.new.example.\n"),
                 said(done).constData());
        QVERIFY2(done.output.contains(
                     "ok       new1.new.example answers for the domain NEW at all ports that it takes.\n"),
                 said(done).constData());
        QVERIFY2(done.errors.contains("smcd: The password of Administrator is wrong."),
                 said(done).constData());
        QVERIFY2(done.errors.contains("Nothing was touched."), said(done).constData());
        QCOMPARE(files(u"new2"_s), before);
        const auto nobody = setUp(
            u"new2"_s, {u"member"_s, u"--realm"_s, u"new.example"_s, u"--user"_s, u"nobody"_s}, "wrong\n");
        QVERIFY2(nobody.errors.contains("smcd: The domain knows no account nobody."),
                 said(nobody).constData());
    }

    void aMember()
    {
        QVERIFY(shell(u"new2"_s,
                      u"printf '[global]\\n\\tserver role = standalone server\\n[data]\\n\\tpath = /srv\\n' "
                      "> /etc/samba/smb.conf; echo hello > /srv/hello; chmod 755 /srv"_s)
                    .ok());
        const auto done = setUp(u"new2"_s, {u"member"_s, u"--realm"_s, u"new.example"_s, u"--replace"_s},
                                password.toUtf8() + '\n');
        QVERIFY2(done.ok(), said(done).constData());
        QVERIFY2(done.output.contains("Joining the domain new.example by new1.new.example.\n"),
                 said(done).constData());
        QVERIFY2(done.output.contains("This machine is a member of NEW.EXAMPLE now.\n"),
                 said(done).constData());
        QVERIFY(shell(u"new2"_s, u"net ads testjoin && wbinfo -t"_s).ok());
        QVERIFY(output(u"new1"_s, u"samba-tool computer list"_s).contains("NEW2$"));
        // Somebody of the domain gets at the share that was there before.
        QVERIFY(output(u"new1"_s, u"smbclient //%1/data -U 'NEW\\Administrator%%2' -c ls 2>&1"_s
                                      .replace(u"%1"_s, m_lab.ip(u"new2"_s))
                                      .replace(u"%2"_s, password))
                    .contains("hello"));
    }

    void whatFailsIsTakenBack()
    {
        QVERIFY(shell(u"new1"_s, u"samba-tool user create bob '%1'"_s.arg(password)).ok());
        const QByteArray before = files(u"new3"_s);
        const auto done = setUp(u"new3"_s, {u"dc"_s, u"--realm"_s, u"new.example"_s, u"--user"_s, u"bob"_s},
                                password.toUtf8() + '\n');
        QCOMPARE(done.exitCode, 1);
        QVERIFY2(done.output.contains("Joining new.example as a domain controller"), said(done).constData());
        QVERIFY2(done.errors.contains("smcd: bob may not do this in the domain."), said(done).constData());
        QVERIFY2(done.errors.contains("What was done on this machine has been taken back."),
                 said(done).constData());
        QCOMPARE(files(u"new3"_s), before);
        QVERIFY(!output(u"new1"_s, u"samba-tool computer list"_s).contains("NEW3$"));
    }

    void aFurtherController()
    {
        const auto done =
            setUp(u"new3"_s, {u"dc"_s, u"--realm"_s, u"new.example"_s}, password.toUtf8() + '\n');
        QVERIFY2(done.ok(), said(done).constData());
        QVERIFY2(done.output.contains("This machine is a domain controller of NEW.EXAMPLE now.\n"),
                 said(done).constData());
        QVERIFY2(done.output.contains("Left for you: Samba copies no sysvol"), said(done).constData());
        QVERIFY(output(u"new1"_s, u"samba-tool group listmembers 'Domain Controllers'"_s).contains("NEW3$"));
        // Its directory is the domain's.
        QVERIFY(output(u"new3"_s, u"samba-tool user list -H ldap://new3.new.example -U 'bob%%1'"_s.replace(
                                      u"%1"_s, password))
                    .contains("bob"));
        // It is no member to promote.
        const auto wrong = setUp(u"new3"_s, {u"promote"_s, u"--realm"_s, u"new.example"_s, u"--check"_s});
        QCOMPARE(wrong.exitCode, 1);
        QVERIFY2(wrong.output.contains("makes this machine a domain controller of NEW.EXAMPLE"),
                 said(wrong).constData());
    }

    void aMemberBecomesAController()
    {
        const auto done = setUp(
            u"new2"_s, {u"promote"_s, u"--realm"_s, u"new.example"_s, u"--server"_s, u"new1.new.example"_s},
            password.toUtf8() + '\n');
        QVERIFY2(done.ok(), said(done).constData());
        QVERIFY2(done.output.contains(
                     "warning  A domain controller numbers people otherwise than a member, so files in data"),
                 said(done).constData());
        QVERIFY2(done.output.contains("\nStopping smbd.\n"), said(done).constData());
        QVERIFY(output(u"new1"_s, u"samba-tool group listmembers 'Domain Controllers'"_s).contains("NEW2$"));
        QVERIFY(output(u"new2"_s,
                       u"samba-tool user list -H ldap://new2.new.example -U 'Administrator%%1'"_s.replace(
                           u"%1"_s, password))
                    .contains("Administrator"));
        const QByteArray shares =
            output(u"new2"_s, u"smbclient -L new2 -U 'Administrator%%1' 2>&1"_s.replace(u"%1"_s, password));
        QVERIFY2(shares.contains("sysvol") && shares.contains("data"), shares.constData());
    }
};

QTEST_GUILESS_MAIN(TestSetup)
#include "test_setup.moc"
