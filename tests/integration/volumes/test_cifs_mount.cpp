// SPDX-License-Identifier: GPL-3.0-or-later
// The Flexvolume driver as a kubelet calls it, with the kernel's own CIFS against a real Samba.
#include "tests/integration/volumes/driver.h"

#include <QRandomGenerator>

#include <algorithm>
#include <csignal>

using namespace smc::testlab;

namespace {

const QByteArray password = "s3cret,x";
const QByteArray &volume = podVolume;

/// What the kubelet passes for a volume.
QJsonObject options(const QString &path = u"//10.77.0.1/alex"_s, const QByteArray &user = "alex",
                    const QByteArray &secret = password, const QString &mountOptions = u"uid=4096,gid=4096"_s)
{
    return {{u"kubernetes.io/fsType"_s, u"cifs"_s},
            {u"kubernetes.io/pod.name"_s, u"desktop"_s},
            {u"kubernetes.io/pod.namespace"_s, u"abcdesktop"_s},
            {u"kubernetes.io/pod.uid"_s, u"b7530cc0"_s},
            {u"kubernetes.io/pvOrVolumeName"_s, u"flexvol-cifs-homedir-alex"_s},
            {u"kubernetes.io/readwrite"_s, u"rw"_s},
            {u"kubernetes.io/serviceAccount.name"_s, u"default"_s},
            {u"kubernetes.io/secret/username"_s, base64(user)},
            {u"kubernetes.io/secret/password"_s, base64(secret)},
            {u"networkPath"_s, path},
            {u"mountOptions"_s, mountOptions}};
}

QByteArray with(QJsonObject call, const QString &key, const QJsonValue &value)
{
    call.insert(key, value);
    return QJsonDocument(call).toJson(QJsonDocument::Compact);
}
} // namespace

class TestCifsMount : public QObject
{
    Q_OBJECT

    std::unique_ptr<KernelMachine> m_machine;
    QProcess m_smbd;

    CommandResult sh(const QByteArray &script) { return m_machine->run(script); }
    DriverAnswer call(const QByteArrayList &arguments) { return answerOf(sh(driverCommand(arguments))); }
    DriverAnswer mount(const QByteArray &call_, const QByteArray &at = volume)
    {
        return call({"mount", at, call_});
    }
    DriverAnswer unmount(const QByteArray &at = volume) { return call({"unmount", at}); }
    QByteArray mountedAt(const QByteArray &at = volume)
    {
        return sh("grep -F ' " + at + " ' /proc/self/mountinfo").output;
    }

    bool startSmbd()
    {
        m_smbd.start(u"setsid"_s, {u"--wait"_s, u"smbd"_s, u"-F"_s, u"--no-process-group"_s});
        return QTest::qWaitFor(
            [] {
                return runCommand(u"smbclient"_s,
                                  {u"//10.77.0.1/alex"_s, u"-U"_s, u"alex%s3cret,x"_s, u"-c"_s, u"ls"_s})
                    .ok();
            },
            20'000 * smc::testing::patience);
    }
    void signalSmbd(int signal) { ::kill(-pid_t(m_smbd.processId()), signal); }
    void killSmbd()
    {
        signalSmbd(SIGKILL);
        m_smbd.waitForFinished();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(startSmbd());
        m_machine = std::make_unique<KernelMachine>(qEnvironmentVariable("SMC_KERNEL"));
        QVERIFY2(m_machine->start(), m_machine->console().constData());
    }
    void init()
    {
        if (m_smbd.state() == QProcess::NotRunning)
            QVERIFY(startSmbd());
    }
    void cleanup()
    {
        signalSmbd(SIGCONT);
        sh("kill $(cat /run/user); rm -f /run/user; umount -l " + volume + "; rm -rf /etc/smc; rmdir " +
           volume);
    }
    void cleanupTestCase()
    {
        m_machine.reset();
        killSmbd();
    }

    void theContractIsKept_data()
    {
        QTest::addColumn<QByteArrayList>("arguments");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("says");
        const QJsonObject good = options();
        const auto without = [&](const QString &key) {
            QJsonObject call = good;
            call.remove(key);
            return json(call);
        };
        QTest::newRow("no arguments") << QByteArrayList{} << u"Failure"_s << u"init | mount"_s;
        QTest::newRow("getvolumename")
            << QByteArrayList{"getvolumename", "{}"} << u"Not supported"_s << QString();
        QTest::newRow("attach") << QByteArrayList{"attach", "{}", "node"} << u"Not supported"_s << QString();
        QTest::newRow("expandvolume") << QByteArrayList{"expandvolume"} << u"Not supported"_s << QString();
        QTest::newRow("mount, no JSON")
            << QByteArrayList{"mount", volume} << u"Failure"_s << u"mount DIRECTORY JSON"_s;
        QTest::newRow("unmount, nothing")
            << QByteArrayList{"unmount"} << u"Failure"_s << u"unmount DIRECTORY"_s;
        QTest::newRow("JSON first") << QByteArrayList{"mount", "relative", "{nope"} << u"Failure"_s
                                    << u"no JSON"_s;
        QTest::newRow("then networkPath") << QByteArrayList{"mount", volume, "{\"mountOptions\":\"rw\"}"}
                                          << u"Failure"_s << u"networkPath"_s;
        QTest::newRow("then mountOptions")
            << QByteArrayList{"mount", volume, "{\"networkPath\":\"//10.77.0.1/alex\"}"} << u"Failure"_s
            << u"mountOptions"_s;
        QTest::newRow("then username")
            << QByteArrayList{"mount", volume, without(u"kubernetes.io/secret/username"_s)} << u"Failure"_s
            << u"secret/username"_s;
        QTest::newRow("then password")
            << QByteArrayList{"mount", volume, without(u"kubernetes.io/secret/password"_s)} << u"Failure"_s
            << u"secret/password"_s;
        QTest::newRow("then Base64") << QByteArrayList{"mount", volume,
                                                       with(good, u"kubernetes.io/secret/password"_s,
                                                            u"%%"_s)}
                                     << u"Failure"_s << u"no Base64"_s;
        QTest::newRow("then the directory")
            << QByteArrayList{"mount", "relative", json(good)} << u"Failure"_s << u"absolute"_s;
        QTest::newRow("a directory above")
            << QByteArrayList{"mount", "/var/../etc", json(good)} << u"Failure"_s << u".."_s;
        QTest::newRow("readwrite") << QByteArrayList{"mount", volume,
                                                     with(good, u"kubernetes.io/readwrite"_s, u"maybe"_s)}
                                   << u"Failure"_s << u"readwrite"_s;
    }
    void theContractIsKept()
    {
        QFETCH(const QByteArrayList, arguments);
        QFETCH(const QString, says);
        const DriverAnswer answer = call(arguments);
        QTEST(answer.status, "status");
        QVERIFY2(answer.message.contains(says), qPrintable(answer.message));
        QCOMPARE(mountedAt(), QByteArray());
    }

    void nothingIsAttachedOrChowned()
    {
        const DriverAnswer answer = call({"init"});
        QCOMPARE(answer.status, u"Success"_s);
        QVERIFY(!answer.message.isEmpty());
        const QJsonObject none{{u"attach"_s, false}, {u"fsGroup"_s, false}, {u"selinuxRelabel"_s, false}};
        QCOMPARE(answer.whole[u"capabilities"].toObject(), none);
    }

    void aShareIsMounted()
    {
        QCOMPARE(mount(json(options())).message, u"It is mounted."_s);
        QCOMPARE(sh("cat " + volume + "/NAS-file.ods").output, QByteArray("What the NAS has\n"));
        QVERIFY(sh("echo written > " + volume + "/written && chmod 640 " + volume + "/written").ok());
        QCOMPARE(runCommand(u"cat"_s, {u"/srv/alex/written"_s}).output, QByteArray("written\n"));
        QCOMPARE(sh("stat -c %u:%g " + volume + "/NAS-file.ods").output, QByteArray("4096:4096\n"));
        const QByteArray line = mountedAt();
        QCOMPARE(line.count('\n'), 1);
        QVERIFY2(line.contains(" rw,nosuid,nodev,"), line.constData());
        QVERIFY2(!line.contains("domain="), line.constData()); // of none that is not in the secret
        QCOMPARE(mount(json(options())).message, u"It was mounted already."_s);
        QCOMPARE(mountedAt().count('\n'), 1);
        QCOMPARE(unmount().message, u"It is unmounted."_s);
        QCOMPARE(mountedAt(), QByteArray());
        QVERIFY(sh("test -d " + volume).ok()); // the kubelet takes it away itself
        QCOMPARE(unmount().message, u"Nothing was mounted there."_s);
    }

    void pathsOfEveryForm_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("source");
        const QByteArray nas = "NAS-file.ods";
        QTest::newRow("backslashes") << u"\\\\10.77.0.1\\alex"_s << nas << QByteArray("//10.77.0.1/alex");
        QTest::newRow("a slash at the end")
            << u"//10.77.0.1/alex/"_s << nas << QByteArray("//10.77.0.1/alex");
        QTest::newRow("spaces") << u"//10.77.0.1/with space"_s << QByteArray("sub folder/below")
                                << QByteArray("//10.77.0.1/with\\040space");
        QTest::newRow("a folder") << u"\\\\10.77.0.1\\with space\\sub folder"_s << QByteArray("below")
                                  << QByteArray("//10.77.0.1/with\\040space/sub\\040folder");
        QTest::newRow("a URL") << u"smb://10.77.0.1/with%20space/sub%20folder/"_s << QByteArray("below")
                               << QByteArray("//10.77.0.1/with\\040space/sub\\040folder");
        QTest::newRow("a port") << u"smb://10.77.0.1:445/alex"_s << nas << QByteArray("//10.77.0.1/alex");
        QTest::newRow("IPv6") << u"//[fd77::1]/alex"_s << nas << QByteArray("//fd77::1/alex");
        QTest::newRow("IPv6 as Windows writes it")
            << u"\\\\fd77--1.ipv6-literal.net\\alex"_s << nas << QByteArray("//fd77::1/alex");
    }
    void pathsOfEveryForm()
    {
        QFETCH(const QString, path);
        QFETCH(const QByteArray, file);
        QFETCH(const QByteArray, source);
        QCOMPARE(mount(json(options(path))).message, u"It is mounted."_s);
        QVERIFY(sh("test -s " + quoted(volume + '/' + file)).ok());
        const QByteArray line = mountedAt();
        QVERIFY2(line.contains(QByteArray(" cifs " + source + ' ')), line.constData());
        QCOMPARE(mount(json(options(path))).message, u"It was mounted already."_s);
        QCOMPARE(unmount().status, u"Success"_s);
    }

    void namesOfUsers_data()
    {
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QByteArray>("domain");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("with a domain")
            << QByteArray("alex") << QByteArray("AD") << QByteArray(",username=alex,domain=AD,");
        QTest::newRow("domain and name")
            << QByteArray("AD\\alex") << QByteArray() << QByteArray(",username=alex,domain=AD,");
        QTest::newRow("by a slash") << QByteArray("AD/alex") << QByteArray()
                                    << QByteArray(",username=alex,domain=AD,");
        QTest::newRow("twice the same domain")
            << QByteArray("ad\\alex") << QByteArray("AD") << QByteArray(",username=alex,");
        QTest::newRow("UPN") << QByteArray("alex@ad.example") << QByteArray()
                             << QByteArray(",username=alex@ad.example,");
        QTest::newRow("a per cent sign")
            << QByteArray("ann%b") << QByteArray() << QByteArray(",username=ann%b,");
    }
    void namesOfUsers()
    {
        QFETCH(const QByteArray, user);
        QFETCH(const QByteArray, domain);
        QFETCH(const QByteArray, shown);
        QJsonObject call = options(u"//10.77.0.1/with space"_s, user);
        if (!domain.isEmpty())
            call.insert(u"kubernetes.io/secret/domain"_s, base64(domain));
        QCOMPARE(mount(json(call)).message, u"It is mounted."_s);
        const QByteArray line = mountedAt();
        QVERIFY2(line.contains(shown), line.constData());
    }

    void whatIsReadOnlyStaysSo()
    {
        QCOMPARE(mount(with(options(), u"kubernetes.io/readwrite"_s, u"ro"_s)).status, u"Success"_s);
        QVERIFY(!sh("touch " + volume + "/NAS-file.ods").ok());
        QCOMPARE(unmount().status, u"Success"_s);
        // Whatever the options say.
        QJsonObject call = options(u"//10.77.0.1/alex"_s, "alex", password, u"rw"_s);
        QCOMPARE(mount(with(call, u"kubernetes.io/readwrite"_s, u"ro"_s)).status, u"Success"_s);
        QVERIFY(!sh("touch " + volume + "/NAS-file.ods").ok());
    }

    void whatCanBeWrittenIsNotTakenForReadOnly()
    {
        QCOMPARE(mount(json(options())).status, u"Success"_s);
        const DriverAnswer answer = mount(with(options(), u"kubernetes.io/readwrite"_s, u"ro"_s));
        QCOMPARE(answer.status, u"Failure"_s);
        QVERIFY2(answer.message.contains(u"so that it can be written"), qPrintable(answer.message));
    }

    /// Where there was little room on a node, what the kubelet has lies elsewhere.
    void aLinkOnTheWayIsFollowed()
    {
        QVERIFY(sh("mkdir -p /mnt /data/kubelet && ln -sfn /data/kubelet /mnt/kubelet").ok());
        const QByteArray link = "/mnt/kubelet/pods/b7530cc0/home";
        QCOMPARE(mount(json(options()), link).message, u"It is mounted."_s);
        QCOMPARE(mount(json(options()), link).message, u"It was mounted already."_s);
        QVERIFY(!mountedAt("/data/kubelet/pods/b7530cc0/home").isEmpty());
        QCOMPARE(unmount(link).message, u"It is unmounted."_s);
        QCOMPARE(mountedAt("/data/kubelet/pods/b7530cc0/home"), QByteArray());
    }

    void anEncryptedShare()
    {
        QCOMPARE(mount(json(options(u"//10.77.0.1/sealed"_s, "alex", password, u"seal,vers=3.1.1"_s))).status,
                 u"Success"_s);
        QCOMPARE(sh("cat " + volume + "/NAS-file.ods").output, QByteArray("What the NAS has\n"));
    }

    void whatCannotBeMountedIsSaid_data()
    {
        QTest::addColumn<QByteArray>("call");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("hint");
        const auto row = [](const char *name, const QJsonObject &call, const QString &says,
                            const QString &hint) { QTest::newRow(name) << json(call) << says << hint; };
        const QString alex = u"//10.77.0.1/alex"_s;
        row("wrong password", options(alex, "alex", "nope"),
            u"10.77.0.1 refused the user name or the password of alex"_s,
            u"smbclient //10.77.0.1/alex -U alex"_s);
        row("no such user", options(alex, "nobody-there"), u"refused the user name"_s, u"smbclient"_s);
        row("no such share", options(u"//10.77.0.1/none"_s), u"There is no share //10.77.0.1/none"_s,
            u"smbclient -L"_s);
        row("no such folder", options(u"//10.77.0.1/alex/none"_s), u"or no such folder"_s, u"smbclient -L"_s);
        row("no server", options(u"//10.77.0.77/alex"_s), u"No way leads to 10.77.0.77"_s, u"switched on"_s);
        row("nobody listens", options(u"smb://10.77.0.1:4445/alex"_s), u"no SMB server listens there"_s,
            u"firewall"_s);
        row("no such name", options(u"//nas.nowhere/alex"_s), u"nas.nowhere has no address"_s,
            u"getent hosts"_s);
        row("SMB 1", options(alex, "alex", password, u"vers=1.0"_s), u"does not speak that dialect"_s,
            u"Remove vers="_s);
        row("an option that is none", options(alex, "alex", password, u"uid=4096,wrong=1"_s),
            u"no mount option \"wrong\""_s, u"mount.cifs(8)"_s);
        row("an option that this kernel lacks", options(alex, "alex", password, u"rdma"_s), u"10.77.0.1"_s,
            QString());
        row("a name that brings options", options(alex, "alex,uid=0"), u"has a comma"_s, u"username"_s);
        row("a path that brings options", options(u"//10.77.0.1/alex/a,uid=0"_s),
            u"has a , in the name of a folder"_s, QString());
        row("a password among the options", options(alex, "alex", password, u"password=s3cret"_s),
            u"option password is not taken"_s, u"the secret alone"_s);
        row("a program of root", options(alex, "alex", password, u"suid"_s), u"option suid is not taken"_s,
            u"programs"_s);
        row("a user in the path", options(u"smb://alex:s3cret,x@10.77.0.1/alex"_s), u"names a user"_s,
            u"secret"_s);
        row("a path that goes up", options(u"//10.77.0.1/alex/../ro"_s), u".."_s, QString());
        row("a line break in the password", options(alex, "alex", "s3cret,x\n"), u"line break"_s,
            u"printf"_s);
        row("another domain", options(alex, "OTHER\\alex"), QString(), QString());
    }
    void whatCannotBeMountedIsSaid()
    {
        QFETCH(const QByteArray, call);
        QFETCH(const QString, says);
        QFETCH(const QString, hint);
        const DriverAnswer answer = mount(call);
        if (QByteArray(QTest::currentDataTag()) == "another domain") { // a standalone Samba takes any
            QCOMPARE(answer.status, u"Success"_s);
            QVERIFY(mountedAt().contains("domain=OTHER"));
            return;
        }
        QCOMPARE(answer.status, u"Failure"_s);
        QVERIFY2(answer.message.contains(says) && answer.message.contains(hint), qPrintable(answer.message));
        QCOMPARE(mountedAt(), QByteArray());
        QVERIFY(!sh("test -e " + volume).ok()); // nothing half done
    }

    void somethingElseIsLeftAlone()
    {
        QVERIFY(sh("mkdir -p " + volume + " && echo x > " + volume + "/file").ok());
        DriverAnswer answer = mount(json(options()));
        QVERIFY2(answer.message.contains(u"is not empty"), qPrintable(answer.message));
        QVERIFY(sh("rm " + volume + "/file && mount -t tmpfs other " + volume).ok());
        answer = mount(json(options()));
        QVERIFY2(answer.message.contains(u"Something else is mounted"), qPrintable(answer.message));
        answer = unmount();
        QVERIFY2(answer.message.contains(u"is no CIFS, but tmpfs"), qPrintable(answer.message));
        QVERIFY(sh("umount " + volume).ok());
        // Of another share, and of another user.
        QCOMPARE(mount(json(options())).status, u"Success"_s);
        QVERIFY(mount(json(options(u"//10.77.0.1/ro"_s))).message.contains(u"Something else"));
        QVERIFY(mount(json(options(u"//10.77.0.1/alex"_s, "ann%b"))).message.contains(u"Something else"));
        QVERIFY(sh("test -s " + volume + "/NAS-file.ods").ok());
    }

    void whoUsesItIsNamed()
    {
        QCOMPARE(mount(json(options())).status, u"Success"_s);
        QVERIFY(sh("(cd " + volume +
                   "; exec sleep 1000) </dev/null >/dev/null 2>&1 & echo $! > /run/user; "
                   "until [ \"$(cat /proc/$!/comm)\" = sleep ]; do sleep 0.05; done")
                    .ok());
        const DriverAnswer answer = unmount();
        QCOMPARE(answer.status, u"Failure"_s);
        QVERIFY2(answer.message.contains(u"is in use by sleep ("), qPrintable(answer.message));
        QVERIFY(!mountedAt().isEmpty());
        QVERIFY(sh("kill $(cat /run/user)").ok());
        QCOMPARE(unmount().message, u"It is unmounted."_s);
    }

    void aServerThatIsGoneHoldsNoPod()
    {
        QCOMPARE(mount(json(options())).status, u"Success"_s);
        QVERIFY(sh("(exec 9<" + volume +
                   "/NAS-file.ods; exec sleep 1000) </dev/null >/dev/null 2>&1 & echo $! > /run/user; "
                   "until [ \"$(cat /proc/$!/comm)\" = sleep ]; do sleep 0.05; done")
                    .ok());
        killSmbd();
        const DriverAnswer answer = unmount();
        QCOMPARE(answer.status, u"Success"_s);
        QVERIFY2(answer.message.contains(u"does not answer"), qPrintable(answer.message));
        QCOMPARE(mountedAt(), QByteArray());
        QVERIFY(sh("kill $(cat /run/user)").ok());
    }

    void aServerThatWasRestartedGoesOn()
    {
        QCOMPARE(mount(json(options())).status, u"Success"_s);
        killSmbd();
        QVERIFY(startSmbd());
        // Reconnects by itself, as the password is still right; or is mounted anew when that takes it long.
        QCOMPARE(mount(json(options())).status, u"Success"_s);
        QCOMPARE(mountedAt().count('\n'), 1);
        QCOMPARE(sh("cat " + volume + "/NAS-file.ods").output, QByteArray("What the NAS has\n"));
    }

    void aPasswordThatChangedHoldsNoPod()
    {
        const auto setPassword = [](const QByteArray &to) {
            return runCommand(u"smbpasswd"_s, {u"-s"_s, u"alex"_s}, to + '\n' + to + '\n').ok();
        };
        QCOMPARE(mount(json(options())).status, u"Success"_s);
        QVERIFY(setPassword("another"));
        killSmbd(); // with it the session that the old password had made
        m_smbd.start(u"setsid"_s, {u"--wait"_s, u"smbd"_s, u"-F"_s, u"--no-process-group"_s});
        QVERIFY(QTest::qWaitFor(
            [] {
                return runCommand(u"smbclient"_s,
                                  {u"//10.77.0.1/alex"_s, u"-U"_s, u"alex%another"_s, u"-c"_s, u"ls"_s})
                    .ok();
            },
            20'000 * smc::testing::patience));
        const DriverAnswer again = mount(json(options(u"//10.77.0.1/alex"_s, "alex", "another")));
        const DriverAnswer gone = unmount();
        QVERIFY(setPassword(password));
        QCOMPARE(again.message,
                 u"It was mounted, its server did not answer any more, and it is mounted anew."_s);
        QCOMPARE(gone.status, u"Success"_s);
        QCOMPARE(mountedAt(), QByteArray());
    }

    void aServerThatHangsIsNotWaitedFor()
    {
        QVERIFY(sh("mkdir -p /etc/smc && echo '{\"deadline\":4}' > /etc/smc/cifs.json").ok());
        signalSmbd(SIGSTOP);
        m_machine->begin(driverCommand({"mount", volume, json(options())}) +
                         " & sleep 2; ps -o pid,args | grep -c '[m]ount.cifs'; "
                         "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ > /run/seen; wait $!");
        const CommandResult result = m_machine->end();
        QVERIFY2(result.output.startsWith("1\n") || result.output.startsWith("2\n"),
                 result.output.constData());
        QVERIFY2(result.output.contains("10.77.0.1 did not let it be mounted in 4 seconds."),
                 result.output.constData());
        QCOMPARE(mountedAt(), QByteArray());
        QVERIFY(!sh("test -e " + volume).ok());
        // While it ran, nobody could see the password: neither in arguments nor in an environment. The shell
        // that started it has the call in its script, which is a file of the test's.
        QVERIFY(sh("grep -q mount.cifs /run/seen").ok());
        for (const QByteArray &secret : {password, password.toBase64()})
            QVERIFY2(!sh("grep -qF " + quoted(secret) + " /run/seen").ok(), secret.constData());
    }

    void callsForOneDirectoryTakeTurns()
    {
        const QByteArray one = driverCommand({"mount", volume, json(options())});
        const CommandResult both =
            sh(one + " > /run/first & " + one + " > /run/second; wait $!; cat /run/first /run/second");
        QCOMPARE(both.output.count("\"status\":\"Success\""), 2);
        QCOMPARE(both.output.count("already"), 1);
        QCOMPARE(mountedAt().count('\n'), 1);
    }

    void killedAtAnyMomentTheNextCallPutsThingsRight()
    {
        QRandomGenerator random(20261128);
        const QByteArray up = driverCommand({"mount", volume, json(options())});
        const QByteArray down = driverCommand({"unmount", volume});
        int killed = 0;
        QElapsedTimer timer; // moments of what a call takes here
        timer.start();
        QVERIFY(sh(up + "; " + down).ok());
        const int longest = int(std::clamp<qint64>(timer.elapsed() / 2, 20, 999));
        for (int i = 0; i < 24; ++i) {
            const QByteArray &first = i % 3 == 2 ? down : up;
            const QByteArray pause = QByteArray::number(random.bounded(longest));
            const CommandResult result =
                sh(first + " >/run/first & sleep 0." + pause.rightJustified(3, '0') +
                   "; kill -9 $! && echo killed; wait $! 2>/dev/null; " + up + "; cat " + volume +
                   "/NAS-file.ods; " + (i % 2 == 0 ? down : QByteArray("true")));
            killed += int(result.output.contains("killed\n"));
            QVERIFY2(result.output.contains("\"status\":\"Success\"") &&
                         result.output.contains("What the NAS has") && !result.output.contains("Failure"),
                     result.output.constData());
            QVERIFY(mountedAt().count('\n') == (i % 2 == 0 ? 0 : 1));
        }
        QVERIFY2(killed > 0, qPrintable(QString::number(killed)));
    }

    void whatHappenedIsLogged()
    {
        const QByteArray logs = "/var/log/abcdesktop/cifs";
        QVERIFY(sh("rm -rf " + logs).ok());
        QCOMPARE(mount(json(options())).status, u"Success"_s);
        QCOMPARE(unmount().status, u"Success"_s);
        QCOMPARE(mount(json(options())).status, u"Success"_s);
        QCOMPARE(unmount().status, u"Success"_s);
        QCOMPARE(mount(json(options(u"//10.77.0.1/none"_s))).status, u"Failure"_s);
        QCOMPARE(mount(json(options(u"//10.77.0.1/alex"_s, "../../etc/x"))).status, u"Failure"_s);
        QCOMPARE(
            sh("cd " + logs + "; stat -c '%a %n' . *").output,
            QByteArray("700 .\n600 %2E.%2F..%2Fetc%2Fx.log\n600 alex.log\n600 cifs.log\n"
                       "600 error.%2E.%2F..%2Fetc%2Fx.json\n600 error.%2E.%2F..%2Fetc%2Fx.log\n"
                       "600 error.alex.json\n600 error.alex.log\n600 mount.counter\n600 umount.counter\n"));
        QCOMPARE(sh("cat " + logs + "/mount.counter " + logs + "/umount.counter").output,
                 QByteArray("2\n2\n"));
        const QByteArrayList lines = sh("cat " + logs + "/alex.log").output.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        const qsizetype brace = lines[0].indexOf('{');
        QVERIFY2(lines[0].left(brace).endsWith(" SUCCESS: ") && lines[0].at(10) == '+', lines[0].constData());
        const QJsonObject line = QJsonDocument::fromJson(lines[0].mid(brace)).object();
        QCOMPARE(line[u"command"].toString(), u"mount"_s);
        QCOMPARE(line[u"networkPath"].toString(), u"//10.77.0.1/alex"_s);
        QCOMPARE(line[u"mountPoint"].toString(), QString::fromLatin1(volume));
        QCOMPARE(line[u"options"].toString(), u"uid=4096,gid=4096"_s);
        QCOMPARE(line[u"exit"].toInt(-1), 0);
        QVERIFY(lines[2].contains(" FAILURE: "));
        const CommandResult error = sh("cat " + logs + "/error.alex.log");
        QVERIFY2(error.output.contains("There is no share //10.77.0.1/none") &&
                     error.output.contains("mount error(2)"),
                 error.output.constData());
        const QJsonObject record =
            QJsonDocument::fromJson(sh("cat " + logs + "/error.alex.json").output).object();
        QCOMPARE(record[u"kubernetes.io/secret/password"].toString(), u"(redacted)"_s);
        QCOMPARE(record[u"kubernetes.io/secret/username"].toString(), u"alex"_s);
    }

    void logsDoNotGrowForEver()
    {
        const QByteArray logs = "/var/log/abcdesktop/cifs";
        QVERIFY(sh("rm -rf " + logs +
                   "; mkdir -p /etc/smc && echo '{\"logSize\":4096,\"logFiles\":2}' > /etc/smc/cifs.json")
                    .ok());
        QVERIFY(sh("for i in $(seq 60); do " + driverCommand({"unmount", volume}) + "; done").ok());
        const QByteArrayList sizes =
            sh("cd " + logs + "; stat -c %s cifs.log cifs.log.1 cifs.log.2").output.trimmed().split('\n');
        QCOMPARE(sizes.size(), 3);
        for (const QByteArray &size : sizes)
            QVERIFY(size.toInt() < 4096 + 512);
        QVERIFY(!sh("test -e " + logs + "/cifs.log.3").ok());
        QCOMPARE(sh("cat " + logs + "/umount.counter").output, QByteArray("60\n"));
    }

    void aFullDiskOfLogsFailsNoMount()
    {
        QVERIFY(sh("rm -rf /var/log/abcdesktop; echo x > /var/log/abcdesktop").ok());
        const DriverAnswer answer = mount(json(options()));
        QVERIFY(sh("rm /var/log/abcdesktop").ok());
        QCOMPARE(answer.status, u"Success"_s);
        QVERIFY2(answer.message.contains(u"Not all of it is logged"), qPrintable(answer.message));
    }

    void wrongSettingsAreSaid()
    {
        QVERIFY(sh("mkdir -p /etc/smc && echo '{\"deadlin\":4}' > /etc/smc/cifs.json").ok());
        const DriverAnswer answer = mount(json(options()));
        QCOMPARE(answer.status, u"Failure"_s);
        QVERIFY2(answer.message.contains(u"nobody reads \"deadlin\"") &&
                     answer.message.contains(u"/etc/smc/cifs.json"),
                 qPrintable(answer.message));
    }

    /// After all that went wrong and right before.
    void noByteHoldsThePassword()
    {
        const QString alex = u"//10.77.0.1/alex"_s;
        QCOMPARE(mount(json(options())).status, u"Success"_s);
        for (const QJsonObject &wrong :
             {options(u"//10.77.0.1/none"_s), options(u"smb://alex:s3cret,x@10.77.0.1/alex"_s),
              options(alex, "alex", password, u"pass=s3cret,x"_s),
              options(alex, "alex", password, u"uid=1,pasword=s3cret"_s),
              options(alex, "alex", password + '\n')}) {
            QCOMPARE(mount(json(wrong), volume + "-none").status, u"Failure"_s);
            QVERIFY(sh("ls /var/log/abcdesktop/cifs/error.alex.json").ok()); // of this call alone
            for (const QByteArray &secret : {QByteArray("s3cret"), password.toBase64()}) {
                const CommandResult found =
                    sh("grep -rF " + quoted(secret) +
                       " /var /etc /tmp /root /run/smc-cifs /proc/self/mountinfo; dmesg | grep -F " +
                       quoted(secret));
                QCOMPARE(found.output, QByteArray());
            }
        }
    }

    void theDoctorLooks()
    {
        const QByteArray driver = "/usr/libexec/kubernetes/kubelet-plugins/volume/exec/abcdesktop~cifs/cifs";
        QVERIFY(sh("mkdir -p $(dirname " + driver + ") && cp " SMC_BINARY_DIR "/bin/cifs " + driver).ok());
        CommandResult result = sh(driver + " doctor //10.77.0.1/alex");
        QVERIFY2(result.exitCode == 0, result.output.constData());
        for (const char *line :
             {"ok        It is the driver abcdesktop/cifs", "ok        The kernel has CIFS",
              "ok        The kernel has gcm(aes)", "ok        /sbin/mount.cifs is there",
              "ok        10.77.0.1 port 445 speaks SMB 3.1.1"})
            QVERIFY2(result.output.contains(line), result.output.constData());
        result = sh(driver + " doctor //10.77.0.77/alex");
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.output.contains("CRITICAL  10.77.0.77 port 445 takes no connection"),
                 result.output.constData());
        QVERIFY2(result.output.contains("→ Is the server running"), result.output.constData());
    }
};

QTEST_GUILESS_MAIN(TestCifsMount)
#include "test_cifs_mount.moc"
