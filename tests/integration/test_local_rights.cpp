// SPDX-License-Identifier: GPL-3.0-or-later
// What the service's own machine tells to an account without rights, and to the same account by the rules for
// sudo that we install. The test runs itself inside the file server as that account.
#include "service/local/machine.h"
#include "tests/lab/smcd.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::testlab;
using local::Machine;

namespace {

constexpr auto inside = "--inside";

template<typename T>
QJsonObject described(const Result<T> &result)
{
    if (result)
        return {{u"good"_s, true}};
    return {{u"kind"_s, errorCodeName(result.error().code)}, {u"text"_s, result.error().toString()}};
}

/// Inside the node: asks for everything, and prints what came of it.
int ask(const QString &sudo)
{
    Machine machine({.server = u"fs1"_s, .sudo = sudo, .smcd = Smcd::program()});
    const auto conf = machine.confText();
    const auto replaced = conf ? machine.replaceConf(conf->text, local::hashOf(conf->text)) : conf.error();
    const auto stale = machine.replaceConf("[global]\n", local::hashOf("another one"));
    const QJsonObject all{{u"processes"_s, described(machine.processes())},
                          {u"usage"_s, described(machine.usage())},
                          {u"logs"_s, described(machine.logs())},
                          {u"sessions"_s, described(machine.sessions())},
                          {u"disks"_s, described(machine.disks())},
                          {u"global"_s, described(machine.globalSection())},
                          {u"conf"_s, described(conf)},
                          {u"replace"_s, described(replaced)},
                          {u"stale"_s, described(stale)},
                          {u"reload"_s, described(machine.control(u"smbd"_s, local::Control::Reload))},
                          {u"level"_s, described(machine.setLogLevel(u"smbd"_s, u"1 auth:1"_s))},
                          {u"close"_s, described(machine.closeShare(u"public"_s))},
                          {u"kill"_s, described(machine.killClient(u"192.0.2.77"_s))},
                          {u"start"_s, described(machine.control(u"nmbd"_s, local::Control::Start))}};
    QTextStream(stdout) << QJsonDocument(all).toJson();
    return 0;
}

} // namespace

class TestLocalRights : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutAny()
    {
        const QJsonObject told = asNobody({});
        for (const auto free : {"processes"_L1, "usage"_L1, "logs"_L1, "conf"_L1})
            QVERIFY2(told[free][u"good"].toBool(), qPrintable(told[free][u"text"].toString()));
        for (const auto roots : {"sessions"_L1, "disks"_L1, "global"_L1, "reload"_L1, "level"_L1, "close"_L1,
                                 "kill"_L1, "replace"_L1}) {
            QVERIFY2(told[roots][u"kind"].toString() == u"denied",
                     qPrintable(QString(roots + u": "_s + told[roots][u"text"].toString())));
            QVERIFY(told[roots][u"text"].toString().contains(u"[local] sudo"));
        }
        QVERIFY(!told[u"start"][u"good"].toBool());
    }

    void byTheRulesForSudoAsTheyAreInstalled()
    {
        const QJsonObject told = asNobody(u"/usr/bin/sudo"_s);
        QVERIFY2(told[u"sessions"][u"good"].toBool(), qPrintable(told[u"sessions"][u"text"].toString()));
        QCOMPARE(told[u"replace"][u"kind"].toString(), u"denied"_s);
        QVERIFY(told[u"replace"][u"text"].toString().contains(u"SMCD_CONFIG"));
    }

    void byTheRulesForSudoAllSwitchedOn()
    {
        const QJsonObject told = asNobody(u"/usr/bin/sudo"_s, u"-e 's/^#smcd /smcd /'"_s);
        for (auto it = told.begin(); it != told.end(); ++it) {
            if (it.key() != u"start" && it.key() != u"stale")
                QVERIFY2((*it)[u"good"].toBool(), qPrintable(QString(it.key() + (*it)[u"text"].toString())));
        }
        // The rules start no daemon: where there is systemd, it does.
        QCOMPARE(told[u"start"][u"kind"].toString(), u"denied"_s);
        // As root, and in the words of who did it.
        QCOMPARE(told[u"stale"][u"kind"].toString(), u"stale"_s);
        QVERIFY(told[u"stale"][u"text"].toString().contains(u"/etc/samba/smb.conf was changed"));
    }

private:
    /// What ask() prints as nobody inside of fs1, with the rules for sudo made out to nobody there.
    [[nodiscard]] static QJsonObject asNobody(const QString &sudo, const QString &edits = {})
    {
        const QString script = u"set -e; mount --make-rprivate /; d=$(mktemp -d /tmp/sudoers.XXXXXX);"
                               "sed "_s +
                               edits +
                               u" -e 's/^smcd /nobody /' -e \"s#/usr/bin/smcd #$1 #\" \"$0\" >$d/smcd; "
                               "shift; chmod 440 $d/smcd;"
                               "mount --bind $d /etc/sudoers.d;"
                               "exec setpriv --reuid=nobody --regid=nogroup --clear-groups \"$@\""_s;
        const CommandResult result =
            runCommand(qEnvironmentVariable("SMC_LAB_COMMAND"),
                       {u"exec"_s, u"fs1"_s, u"unshare"_s, u"-m"_s, u"bash"_s, u"-c"_s, script,
                        QStringLiteral(SMC_SOURCE_DIR "/installer/fileserver/smcd.sudoers"), Smcd::program(),
                        QCoreApplication::applicationFilePath(), QString::fromLatin1(inside), sudo});
        if (!result.ok())
            qWarning("%s", result.errors.constData());
        return QJsonDocument::fromJson(result.output).object();
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1StringView(inside))
        return ask(arguments.value(2));
    TestLocalRights test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_local_rights.moc"
