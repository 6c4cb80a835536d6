// SPDX-License-Identifier: GPL-3.0-or-later
// The Flexvolume driver by Kerberos: the kernel's own CIFS and its helper, a real domain and its file server.
#include "tests/integration/volumes/driver.h"

#include <QTemporaryDir>

using namespace smc::testlab;

class TestCifsKerberos : public QObject
{
    Q_OBJECT

    Lab m_lab = Lab::domain();
    std::unique_ptr<KernelMachine> m_machine;

    CommandResult sh(const QByteArray &script) { return m_machine->run(script); }
    DriverAnswer call(const QByteArrayList &arguments) { return answerOf(sh(driverCommand(arguments))); }
    DriverAnswer mount(const QJsonObject &secret, const QByteArray &at = podVolume,
                       const QString &options = u"sec=krb5,uid=4096,gid=4096"_s,
                       const QString &path = u"//fs1.lab.example/cifskrb"_s)
    {
        QJsonObject whole{{u"networkPath"_s, path}, {u"mountOptions"_s, options}};
        for (auto it = secret.begin(); it != secret.end(); ++it)
            whole.insert(u"kubernetes.io/secret/"_s + it.key(), it.value());
        return call({"mount", at, json(whole)});
    }
    DriverAnswer unmount(const QByteArray &at = podVolume) { return call({"unmount", at}); }
    QJsonObject person(const QByteArray &user)
    {
        return {{u"username"_s, base64(user)}, {u"password"_s, base64(m_lab.password().toUtf8())}};
    }
    QByteArray mountedAt(const QByteArray &at = podVolume)
    {
        return sh("grep -F ' " + at + " ' /proc/self/mountinfo").output;
    }
    /// Whose the file is on the server.
    QByteArray ownerOf(const QString &file)
    {
        return m_lab.exec(u"fs1"_s, {u"stat"_s, u"-c"_s, u"%U"_s, u"/srv/cifskrb/"_s + file})
            .output.trimmed();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_lab.exec(u"fs1"_s, {u"net"_s, u"conf"_s, u"delshare"_s, u"cifskrb"_s});
        QVERIFY(m_lab.exec(u"fs1"_s, {u"install"_s, u"-d"_s, u"-m"_s, u"1777"_s, u"/srv/cifskrb"_s}).ok());
        QVERIFY(m_lab
                    .exec(u"fs1"_s, {u"net"_s, u"conf"_s, u"addshare"_s, u"cifskrb"_s, u"/srv/cifskrb"_s,
                                     u"writeable=y"_s, u"guest_ok=n"_s})
                    .ok());
        m_machine = std::make_unique<KernelMachine>(QStringLiteral(SMC_BINARY_DIR "/tests/kernel/kerberos"),
                                                    KernelMachine::Network::Host);
        QVERIFY2(m_machine->start(), m_machine->console().constData());
        QFile krb5(qEnvironmentVariable("SMC_LAB_KRB5_CONFIG"));
        QVERIFY(krb5.open(QIODevice::ReadOnly));
        QVERIFY(sh("cat > /etc/krb5.conf <<'END'\n" + krb5.readAll() + "\nEND").ok());
        QVERIFY(sh("echo '" + m_lab.ip(u"fs1"_s).toUtf8() + " fs1.lab.example fs1' > /etc/hosts").ok());
    }
    void cleanup()
    {
        sh("for at in $(grep -F ' cifs ' /proc/self/mountinfo | cut -d' ' -f5); do umount -l $at; done; rm "
           "-f /tmp/krb5cc_*");
    }
    void cleanupTestCase()
    {
        m_machine.reset();
        m_lab.exec(u"fs1"_s, {u"net"_s, u"conf"_s, u"delshare"_s, u"cifskrb"_s});
        m_lab.exec(u"fs1"_s, {u"rm"_s, u"-rf"_s, u"/srv/cifskrb"_s});
    }

    void byAPassword()
    {
        QCOMPARE(mount(person("alice")).message, u"It is mounted."_s);
        const QByteArray line = mountedAt();
        QVERIFY2(line.contains("sec=krb5,") && line.contains(",username=alice,"), line.constData());
        QVERIFY(sh("echo mine > " + podVolume + "/alice").ok());
        QCOMPARE(ownerOf(u"alice"_s), QByteArray("LAB\\alice"));
        QCOMPARE(mount(person("alice")).message, u"It was mounted already."_s);
        // The ticket is its account's alone, and goes with the mount.
        const QByteArray tickets = sh("stat -c '%a %u' /tmp/krb5cc_*").output;
        QVERIFY2(tickets.startsWith("600 1") && tickets.count('\n') == 1, tickets.constData());
        QCOMPARE(unmount().message, u"It is unmounted."_s);
        QVERIFY(!sh("ls /tmp/krb5cc_*").ok());
        QCOMPARE(sh("grep smc-cifs /etc/passwd").output, QByteArray());
    }

    void byATicketCache()
    {
        QTemporaryDir folder;
        QFile cache(m_lab.ticketOf(u"alice"_s, folder.path()).section(u':', 1));
        QVERIFY(cache.open(QIODevice::ReadOnly));
        QCOMPARE(mount({{u"ccache"_s, base64(cache.readAll())}}).message, u"It is mounted."_s);
        QVERIFY(sh("echo mine > " + podVolume + "/by-cache").ok());
        QCOMPARE(ownerOf(u"by-cache"_s), QByteArray("LAB\\alice"));
        const DriverAnswer wrong = mount({{u"ccache"_s, base64("none")}}, "/mnt/other");
        QVERIFY2(wrong.message.contains(u"is no ticket cache"), qPrintable(wrong.message));
    }

    void byAKeytab()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"keytab"_s);
        QVERIFY(runCommand(u"ktutil"_s, {},
                           "addent -password -p alice@LAB.EXAMPLE -k 1 -e aes256-cts-hmac-sha1-96\n" +
                               m_lab.password().toUtf8() + "\nwkt " + file.toUtf8() + "\nquit\n")
                    .ok());
        QFile keytab(file);
        QVERIFY(keytab.open(QIODevice::ReadOnly));
        const QByteArray bytes = keytab.readAll();
        // With a krb5.conf of the secret's own, on a node that knows nothing of the realm.
        const QByteArray conf = sh("cat /etc/krb5.conf; mv /etc/krb5.conf /etc/krb5.away").output;
        const DriverAnswer answer = mount({{u"principal"_s, base64("alice@LAB.EXAMPLE")},
                                           {u"keytab"_s, base64(bytes)},
                                           {u"krb5_conf"_s, base64(conf)}});
        QVERIFY(sh("mv /etc/krb5.away /etc/krb5.conf").ok());
        QCOMPARE(answer.message, u"It is mounted."_s);
        QVERIFY(sh("echo mine > " + podVolume + "/by-keytab").ok());
        QCOMPARE(ownerOf(u"by-keytab"_s), QByteArray("LAB\\alice"));
        QCOMPARE(sh("find /run/smc-cifs/tickets -type f").output, QByteArray());
        const DriverAnswer other =
            mount({{u"principal"_s, base64("bob@LAB.EXAMPLE")}, {u"keytab"_s, base64(bytes)}}, "/mnt/other");
        QVERIFY2(other.message.contains(u"The keytab has no key of bob@LAB.EXAMPLE"),
                 qPrintable(other.message));
    }

    /// Both give their files the same uid, as desktops in pods do, and neither gets the other's ticket.
    void twoPeopleOfOneNumber()
    {
        QCOMPARE(mount(person("alice"), "/mnt/first").status, u"Success"_s);
        QCOMPARE(mount(person("bob"), "/mnt/second").status, u"Success"_s);
        QVERIFY(sh("echo x > /mnt/first/first; echo x > /mnt/second/second").ok());
        QCOMPARE(ownerOf(u"first"_s), QByteArray("LAB\\alice"));
        QCOMPARE(ownerOf(u"second"_s), QByteArray("LAB\\bob"));
        // One that names the other's account is told so.
        QCOMPARE(mount(person("alice"), "/mnt/third", u"sec=krb5,cruid=0"_s).status, u"Success"_s);
        const DriverAnswer answer = mount(person("bob"), "/mnt/fourth", u"sec=krb5,cruid=0"_s);
        QCOMPARE(answer.status, u"Failure"_s);
        QVERIFY2(answer.message.contains(u"has the ticket of alice@LAB.EXAMPLE and not of bob@LAB.EXAMPLE"),
                 qPrintable(answer.message));
        QVERIFY(!sh("test -e /mnt/fourth").ok());
        const DriverAnswer nobody = mount(person("bob"), "/mnt/fourth", u"sec=krb5,cruid=7001"_s);
        QVERIFY2(nobody.message.contains(u"This node has no account 7001"), qPrintable(nobody.message));
    }

    void aConnectionThatBreaksIsMadeAnew()
    {
        QCOMPARE(mount(person("alice")).status, u"Success"_s);
        QVERIFY(sh("echo kept > " + podVolume + "/kept").ok());
        QVERIFY(m_lab
                    .exec(u"fs1"_s, {u"sh"_s, u"-c"_s,
                                     u"kill -9 $(smbstatus -S | awk '$1 == \"cifskrb\" { print $2 }')"_s})
                    .ok());
        QCOMPARE(sh("cat " + podVolume + "/kept").output, QByteArray("kept\n"));
        QCOMPARE(unmount().message, u"It is unmounted."_s);
    }

    void whatCannotBeMountedIsSaid_data()
    {
        QTest::addColumn<QJsonObject>("secret");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("says");
        const QString share = u"//fs1.lab.example/cifskrb"_s;
        QJsonObject wrong = person("alice");
        wrong.insert(u"password"_s, base64("nope"));
        QTest::newRow("wrong password") << wrong << share << u"refused the password"_s;
        QTest::newRow("unknown") << person("nobody-there") << share
                                 << u"The domain does not know nobody-there"_s;
        QTest::newRow("an address") << person("alice") << u"//%1/cifskrb"_s.arg(m_lab.ip(u"fs1"_s))
                                    << u"called by its own name, not by its address"_s;
        QJsonObject realm = person("alice");
        realm.insert(u"realm"_s, base64("NOWHERE.EXAMPLE"));
        QTest::newRow("another realm")
            << realm << share << u"No domain controller is known for alice@NOWHERE.EXAMPLE"_s;
        QTest::newRow("an option for a name") << person("-V") << share << u"cannot be that of a principal"_s;
        QTest::newRow("nothing") << QJsonObject{} << share << u"\"principal\" and \"keytab\""_s;
        QTest::newRow("no such share")
            << person("alice") << u"//fs1.lab.example/none"_s << u"There is no share"_s;
    }
    void whatCannotBeMountedIsSaid()
    {
        QFETCH(const QJsonObject, secret);
        QFETCH(const QString, path);
        QFETCH(const QString, says);
        const DriverAnswer answer = mount(secret, podVolume, u"sec=krb5"_s, path);
        QCOMPARE(answer.status, u"Failure"_s);
        QVERIFY2(answer.message.contains(says), qPrintable(answer.message));
        QVERIFY(!sh("test -e " + podVolume).ok());
        QVERIFY(!sh("ls /tmp/krb5cc_*").ok());
    }

    /// A call that is killed while it gets its ticket leaves a keytab behind, until the next one.
    void whatAKilledCallLeftIsSweptAway()
    {
        QVERIFY(sh("sleep 0 & wait $!; mkdir -p /run/smc-cifs/tickets/$! && echo secret > "
                   "/run/smc-cifs/tickets/$!/keytab")
                    .ok());
        QCOMPARE(mount(person("alice")).status, u"Success"_s);
        QCOMPARE(sh("ls /run/smc-cifs/tickets").output, QByteArray());
    }

    void noByteHoldsThePassword()
    {
        QCOMPARE(mount(person("alice")).status, u"Success"_s);
        QCOMPARE(mount(person("alice"), "/mnt/other", u"sec=krb5"_s, u"//fs1.lab.example/none"_s).status,
                 u"Failure"_s);
        for (const QByteArray &secret : {m_lab.password().toUtf8(), m_lab.password().toUtf8().toBase64()})
            QCOMPARE(sh("grep -rlF " + quoted(secret) +
                        " /var /etc /tmp /root /run/smc-cifs; dmesg | grep -F " + quoted(secret))
                         .output,
                     QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestCifsKerberos)
#include "test_cifs_kerberos.moc"
