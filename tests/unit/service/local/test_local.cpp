// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/command.h"
#include "service/local/logs.h"
#include "service/local/machine.h"
#include "service/local/processes.h"
#include "service/local/smbstatus.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::local;

namespace {

QByteArray sample(const QString &name)
{
    QFile file(QStringLiteral(SMC_SOURCE_DIR "/tests/fuzz/corpus/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", qPrintable(file.fileName()));
    return file.readAll();
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class TestLocal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smbstatusTells()
    {
        const auto status = parseSmbStatus(sample(u"smbstatus/lease_and_locks"_s));
        QVERIFY(status);
        QCOMPARE(status->sessions.size(), 1);
        const wire::Record &session = status->sessions.constFirst();
        QCOMPARE(session.text("id"), u"LAB\\bob@10.53.71.254"_s);
        QCOMPARE(session.text("address"), u"10.53.71.254:54694"_s);
        QCOMPARE(session.text("dialect"), u"SMB3_11"_s);
        QCOMPARE(session.text("signing"), u"partial"_s);
        QCOMPARE(session.text("signature"), u"AES-128-GMAC"_s);
        QVERIFY(!session.contains("cipher"));
        QCOMPARE(session.text("seconds"), u"3"_s);
        const wire::Record &file = status->files.constFirst();
        QCOMPARE(file.text("id"), QString::number(80 << 16 | 5));
        QCOMPARE(file.text("user"), u"LAB\\bob"_s);
        QCOMPARE(file.values("access"), QByteArrayList({"read", "write"}));
        QCOMPARE(file.text("oplock"), u"lease"_s);
        QCOMPARE(file.values("lease"), QByteArrayList({"read", "handle"}));
        QCOMPARE(file.text("locks"), u"1"_s);
        QCOMPARE(status->connections.constFirst().text("share"), u"data"_s);
    }

    void aClusterTells()
    {
        // Recorded of two nodes, whose processes were given one number, as happens.
        const auto status = parseSmbStatus(sample(u"smbstatus/cluster"_s));
        QVERIFY(status);
        const auto told = [](const QList<wire::Record> &records) {
            QStringList lines;
            for (const wire::Record &one : records)
                lines << one.text("user") + u' ' + one.text("node") + u':' + one.text("pid");
            lines.sort();
            return lines;
        };
        const QStringList both{u"LAB\\alice 0:304"_s, u"LAB\\bob 1:304"_s};
        QCOMPARE(told(status->sessions), both);
        QCOMPARE(told(status->files), both);
        QCOMPARE(status->files.at(0).text("id"), status->files.at(1).text("id")); // as RPC numbers them
        for (const wire::Record &session : status->sessions)
            QCOMPARE(session.text("opens"), u"1"_s);
    }

    void anotherVersionOfSambaTells()
    {
        // Recorded of smbstatus 4.22.6 (Debian's backports), which tells more than that of 4.17.
        const auto status = parseSmbStatus(sample(u"smbstatus/samba_4_22"_s));
        QVERIFY2(status, status ? "" : qPrintable(status.error().toString()));
        QCOMPARE(status->sessions.size(), 2);
        const auto bob =
            std::find_if(status->sessions.cbegin(), status->sessions.cend(),
                         [](const wire::Record &one) { return one.text("user") == u"LAB\\bob"; });
        QVERIFY(bob != status->sessions.cend());
        QCOMPARE(bob->text("id"), u"LAB\\bob@10.53.173.254"_s);
        QCOMPARE(bob->text("address"), u"10.53.173.254:48882"_s);
        QCOMPARE(bob->text("dialect"), u"SMB3_11"_s);
        QCOMPARE(bob->text("seconds"), u"7"_s);
        QCOMPARE(bob->text("opens"), u"1"_s);
        QCOMPARE(status->files.size(), 1);
        const wire::Record &file = status->files.constFirst();
        QCOMPARE(file.text("id"), QString::number(136 << 16 | 7));
        QCOMPARE(file.text("path"), u"/srv/data/v422.txt"_s);
        QCOMPARE(file.text("user"), u"LAB\\bob"_s);
        QCOMPARE(file.values("access"), QByteArrayList({"read", "write"}));
        QCOMPARE(file.text("oplock"), u"none"_s);
        QCOMPARE(status->connections.size(), 2);
        QCOMPARE(status->connections.constFirst().text("share"), u"data"_s);
    }

    void aSessionInWhichNobodySignedInIsNoFault()
    {
        const auto status = parseSmbStatus(sample(u"smbstatus/auth_in_progress"_s));
        QVERIFY(status);
        QCOMPARE(status->sessions.size(), 1);
        QCOMPARE(status->sessions.constFirst().text("user"), u"LAB\\bob"_s);
        QCOMPARE(status->connections.size(), 1);
        QCOMPARE(status->connections.constFirst().text("share"), u"IPC$"_s);
        QVERIFY(!status->connections.constFirst().contains("user"));
    }

    void smbstatusIsRefusedInWords_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"cut", "not_root", "other_type", "negative", "long", "deep"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void smbstatusIsRefusedInWords()
    {
        QFETCH(QString, name);
        const auto status = parseSmbStatus(sample(u"smbstatus/"_s + name));
        QVERIFY(!status);
        QVERIFY(status.error().message.contains(u"smbstatus"));
    }

    void aNameThatIsNoUtf8TakesNothingFromTheOthers()
    {
        const auto status = parseSmbStatus(sample(u"smbstatus/not_utf8"_s));
        QVERIFY(status);
        QCOMPARE(status->files.size(), 1);
    }

    void messagesOfALog()
    {
        const auto entries = parseLog(u"log.smbd"_s, sample(u"samba_log/smbd"_s), 0);
        QCOMPARE(entries.size(), 2);
        QCOMPARE(entries.at(0).level, 0);
        QCOMPARE(entries.at(0).origin, u"smbd/server.c:1741(main)"_s);
        QVERIFY(entries.at(0).text.startsWith(u"smbd version 4.17.12-Debian started.\nCopyright"));
        QCOMPARE(entries.at(0).time.time().msec(), 325);
        QCOMPARE(entries.at(1).extra, u"pid=32, effective(0, 0), real(0, 0), class=auth"_s);
    }

    void theEndOfALogBeginsWithAWholeMessage()
    {
        const QByteArray whole = sample(u"samba_log/smbd"_s);
        const auto entries = parseLog(u"log.smbd"_s, whole.mid(30), 30);
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.at(0).offset, whole.lastIndexOf("[2026"));
        const auto plain = parseLog(u"log.x"_s, sample(u"samba_log/plain"_s), 0);
        QCOMPARE(plain.size(), 3);
        QCOMPARE(plain.at(2).text, u"third"_s);
    }

    void onlyRealLogsAreRead()
    {
        const QTemporaryDir folder;
        write(folder.filePath(u"log.smbd"_s), sample(u"samba_log/smbd"_s));
        write(folder.filePath(u"log.smbd.old"_s), sample(u"samba_log/smbd"_s));
        QVERIFY(QFile::link(u"/etc/passwd"_s, folder.filePath(u"log.link"_s)));
        QCOMPARE(::mkfifo(QFile::encodeName(folder.filePath(u"log.fifo"_s)).constData(), 0600), 0);
        const auto entries = readLogs(folder.path());
        QVERIFY(entries);
        QCOMPARE(entries->size(), 2);
        const auto none = readLogs(folder.filePath(u"none"_s));
        QCOMPARE(none.error().code, ErrorCode::NotFound);
    }

    void processesOfOurOwn()
    {
        // This very process, as one whose name counts whoever started it.
        QFile comm(u"/proc/self/comm"_s);
        QVERIFY(comm.open(QIODevice::ReadOnly));
        const QByteArray name = comm.readAll().trimmed();
        const auto found = processes({}, {name});
        const auto self = std::find_if(found.begin(), found.end(),
                                       [](const Process &process) { return process.pid == ::getpid(); });
        QVERIFY(self != found.end());
        QVERIFY(self->main);
        QCOMPARE(self->state, 'R');
        QVERIFY(self->memory > 100'000);
        QVERIFY(processes({"no-such-daemon"}, {}).isEmpty());
    }

    void aProcThatIsNotRootsIsNoDaemon()
    {
        const QTemporaryDir proc;
        write(proc.filePath(u"uptime"_s), "1000.00 900.00\n");
        const auto add = [&proc](int pid, int parent, const char *name, const char *uid) {
            const QString folder = proc.filePath(QString::number(pid));
            QVERIFY(QDir().mkpath(folder));
            write(folder + u"/stat"_s, QByteArray::number(pid) + " (" + name + ") S " +
                                           QByteArray::number(parent) +
                                           " 1 1 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 1 0 10000 9999 25 1 1");
            write(folder + u"/status"_s, QByteArray("Name:\tx\nUid:\t") + uid + "\t0\t0\t0\n");
        };
        add(10, 1, "smbd", "0");
        add(11, 10, "smbd", "0");
        add(12, 10, "cleanupd", "0");
        add(13, 1, "smbd", "1000"); // somebody's own program of that name
        add(14, 1, "a) smbd (b", "0");
        const auto found = processes({"smbd"}, {}, proc.path());
        QCOMPARE(found.size(), 3);
        QVERIFY(found.at(0).main);
        QVERIFY(!found.at(1).main);
        QCOMPARE(found.at(2).program, "smbd");
        QCOMPARE(found.at(2).name, "cleanupd");
        QCOMPARE(found.at(0).cpu, qint64(300) * 1000 / ::sysconf(_SC_CLK_TCK));
        QCOMPARE(found.at(0).seconds, qint64(1000) - 10000 / ::sysconf(_SC_CLK_TCK));
        QCOMPARE(found.at(0).memory, qint64(25) * ::sysconf(_SC_PAGESIZE));
    }

    void aCommandHasItsLimits()
    {
        const auto good = run({}, u"/bin/echo"_s, {u"$HOME; ls"_s});
        QVERIFY(good);
        QCOMPARE(good->output, "$HOME; ls\n"); // no shell
        QCOMPARE(run({}, u"/bin/false"_s, {})->status, 1);
        QCOMPARE(run({}, u"/nowhere/x"_s, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(run({}, u"/bin/sleep"_s, {u"60"_s}, {.time = std::chrono::milliseconds(50)}).error().code,
                 ErrorCode::Timeout);
        QCOMPARE(run({}, u"/usr/bin/yes"_s, {}, {.output = 100'000}).error().code, ErrorCode::TooLarge);
        const auto environment = run({}, u"/usr/bin/env"_s, {});
        QVERIFY(!environment->output.contains("HOME="));
    }

    void aSecretComesByStandardInputAlone()
    {
        QByteArrayList lines;
        const QString script = u"cat; cat \"$AGAIN\"; tr '\\0' ' ' < /proc/$$/cmdline; "
                               "[ \"$(cut -d' ' -f6 /proc/$$/stat)\" = $$ ] && echo a session of its own; "
                               "echo one >&2; printf two >&2"_s;
        const Command command{.program = u"/bin/sh"_s,
                              .arguments = {u"-c"_s, script},
                              .input = Secret("Passw0rd!lab\n"),
                              .environment = {"AGAIN=/proc/self/fd/0"},
                              .said = [&lines](const QByteArray &line) { lines << line; }};
        const auto done = run(command);
        QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
        // Read twice, as it can be opened anew, and seen in no command line.
        QCOMPARE(done->output.count("Passw0rd!lab\n"), 2);
        QVERIFY(done->output.contains("/bin/sh -c"));
        QVERIFY(!done->output.mid(done->output.indexOf("/bin/sh")).contains("Passw0rd"));
        QVERIFY2(done->output.contains("a session of its own\n"), "it could ask at our terminal");
        QCOMPARE(lines, QByteArrayList({"one", "two"}));
        QCOMPARE(done->errors, QByteArray("one\ntwo"));
    }

    void sectionsOfTestparm()
    {
        const auto sections = parseTestparm("# Global parameters\n[global]\n\tworkgroup = LAB\n\tidmap "
                                            "config * : range = 1-2\n\n[data]\n\tpath = /srv/a=b\n");
        QCOMPARE(sections.size(), 2);
        QCOMPARE(sections.at(0).second.at(1), QStringList({u"idmap config * : range"_s, u"1-2"_s}));
        QCOMPARE(sections.at(1).first, u"data"_s);
        QCOMPARE(sections.at(1).second.at(0).at(1), u"/srv/a=b"_s);
    }

    void whichServerItIs()
    {
        const Machine machine({.server = u"fs1"_s});
        QVERIFY(machine.is(u"FS1"_s, u"fs1.lab.example"_s));
        QVERIFY(!machine.is(u"fs2"_s, u"fs2.lab.example"_s));
        QVERIFY(!Machine({}).is(QString(), QString()));
        QVERIFY(Machine({.server = u"fs1.lab.example"_s}).is(u"fs1"_s, u"fs1.lab.example"_s));
    }
};

QTEST_GUILESS_MAIN(TestLocal)
#include "test_local.moc"
