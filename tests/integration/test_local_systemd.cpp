// SPDX-License-Identifier: GPL-3.0-or-later
// Daemons that systemd manages, by D-Bus, with a real systemd and a real smbd (tests/lab/systemd.sh). The
// test runs itself there, as a service; the witness is systemctl.
#include "service/local/command.h"
#include "service/local/machine.h"
#include "service/local/systemd.h"
#include "tests/lab/lab.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::testlab;
using local::Control;
using local::Machine;

namespace {

constexpr auto asRoot = "--root"_L1;
constexpr auto asNobody = "--nobody"_L1;

QString told(const Result<void> &result)
{
    return result ? u"good"_s : errorCodeName(result.error().code) + u": "_s + result.error().toString();
}

QString systemctl(const QStringList &arguments)
{
    const auto result = local::run({}, u"/usr/bin/systemctl"_s, arguments);
    return result ? QString::fromUtf8(result->output).trimmed() : result.error().toString();
}

QString mainPid()
{
    return systemctl({u"show"_s, u"--value"_s, u"-p"_s, u"MainPID"_s, u"smbd.service"_s});
}

QString pidOf(const Machine &machine, const QByteArray &id)
{
    const auto processes = machine.processes();
    if (!processes)
        return processes.error().toString();
    for (const wire::Record &process : *processes) {
        if (process.value("id") == id)
            return process.text("pid");
    }
    return {};
}

/// What nobody may: he starts a daemon.
int askAsNobody()
{
    const Machine machine({.server = u"fs1"_s});
    QTextStream(stdout) << told(machine.control(u"smbd"_s, Control::Start));
    return 0;
}

int askAsRoot()
{
    const Machine machine({.server = u"fs1"_s});
    QJsonObject all{{u"systemd"_s, local::systemd::runs()}};
    const auto denied = local::run({}, u"/usr/bin/setpriv"_s,
                                   {u"--reuid=nobody"_s, u"--regid=nogroup"_s, u"--clear-groups"_s,
                                    QCoreApplication::applicationFilePath(), asNobody});
    all[u"nobody"_s] = denied ? QString::fromUtf8(denied->output) : denied.error().toString();
    all[u"start"_s] = told(machine.control(u"smbd"_s, Control::Start));
    all[u"startedActive"_s] = systemctl({u"is-active"_s, u"smbd"_s});
    const QString first = mainPid();
    all[u"startedPid"_s] = first == pidOf(machine, "smbd");
    QJsonArray logged;
    const auto logs = machine.logs();
    for (const wire::Record &entry : logs ? *logs : QList<wire::Record>())
        logged.append(QStringList{entry.text("file"), entry.text("level"), entry.text("origin"),
                                  entry.text("text"), entry.text("details")}
                          .join(u'|'));
    all[u"logs"_s] = logs ? QJsonValue(logged) : QJsonValue(logs.error().toString());
    all[u"restart"_s] = told(machine.control(u"smbd"_s, Control::Restart));
    all[u"restartedPid"_s] = mainPid() != first && mainPid() == pidOf(machine, "smbd");
    all[u"stop"_s] = told(machine.control(u"smbd"_s, Control::Stop));
    all[u"stoppedActive"_s] = systemctl({u"is-active"_s, u"smbd"_s});
    all[u"broken"_s] = told(machine.control(u"winbindd"_s, Control::Start));
    QTextStream(stdout) << QJsonDocument(all).toJson();
    return 0;
}

} // namespace

class TestLocalSystemd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void daemonsAreUnits()
    {
        const QTemporaryDir folder(QStringLiteral(SMC_BINARY_DIR "/tests/systemd-XXXXXX"));
        const QString output = folder.filePath(u"output"_s);
        const CommandResult run =
            runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"),
                       {u"exec"_s, u"fs1"_s, QStringLiteral(SMC_SOURCE_DIR "/tests/lab/systemd.sh"), output,
                        QCoreApplication::applicationFilePath(), asRoot},
                       {}, 120'000);
        QFile file(output);
        QVERIFY2(file.open(QIODevice::ReadOnly), run.errors.constData());
        const QByteArray text = file.readAll();
        const QJsonObject all = QJsonDocument::fromJson(text).object();
        QVERIFY2(all[u"systemd"].toBool(), text.constData());
        QVERIFY2(all[u"nobody"].toString().startsWith(u"denied"), text.constData());
        QVERIFY(all[u"nobody"].toString().contains(u"polkit"));
        QCOMPARE(all[u"start"].toString(), u"good"_s);
        QCOMPARE(all[u"startedActive"].toString(), u"active"_s);
        QVERIFY(all[u"startedPid"].toBool());
        const QStringList logs = all[u"logs"].toVariant().toStringList();
        const auto started =
            logs.filter(u"started."_s)
                .filter(QRegularExpression(
                    u"^journal\\|0\\|smbd/server\\.c:\\d+\\(main\\)\\|smbd version .* started\\.\\|smbd\\[\\d+\\]$"_s));
        QVERIFY2(started.size() == 1, text.constData());
        QCOMPARE(all[u"restart"].toString(), u"good"_s);
        QVERIFY(all[u"restartedPid"].toBool());
        QCOMPARE(all[u"stop"].toString(), u"good"_s);
        QCOMPARE(all[u"stoppedActive"].toString(), u"inactive"_s);
        QVERIFY2(all[u"broken"].toString().startsWith(u"refused"), text.constData());
        QVERIFY(all[u"broken"].toString().contains(u"journalctl -u winbind.service"));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QString how = QCoreApplication::arguments().value(1);
    if (how == asRoot)
        return askAsRoot();
    if (how == asNobody)
        return askAsNobody();
    TestLocalSystemd test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_local_systemd.moc"
