// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/health.h"
#include "service/local/machine.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace smc;
using namespace smc::local;
using namespace Qt::Literals::StringLiterals;

/// What winbindd and a cluster say of themselves. The words are those of Samba 4.17's wbinfo and ctdb.
class TestHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void winbind_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QString>("message");
        QTest::newRow("well")
            << 0
            << QByteArray(
                   "checking the NETLOGON for domain[LAB] dc connection to \"dc1.lab.example\" succeeded\n")
            << QByteArray() << QByteArray("ok") << u"winbindd reaches its domain LAB by dc1.lab.example."_s;
        QTest::newRow("no controller")
            << 1 << QByteArray("checking the NETLOGON for domain[LAB] dc connection to \"\" failed\n")
            << QByteArray("wbcPingDc2(LAB): error code was NT_STATUS_NO_LOGON_SERVERS (0xc000005e)\n")
            << QByteArray("critical")
            << u"winbindd does not reach a controller of its domain LAB: wbcPingDc2(LAB): error code was "
               "NT_STATUS_NO_LOGON_SERVERS (0xc000005e)"_s;
        QTest::newRow("no winbindd")
            << 1 << QByteArray("checking the NETLOGON for domain[] dc connection to \"\" failed\n")
            << QByteArray("could not obtain winbind domain name!\n"
                          "failed to call wbcPingDc: WBC_ERR_WINBIND_NOT_AVAILABLE\n")
            << QByteArray("critical") << u"winbindd does not run, so nobody of the domain gets in."_s;
    }
    void winbind()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, errors);
        QFETCH(QByteArray, state);
        QFETCH(QString, message);
        const wire::Record record = channelRecord({.status = status, .output = output, .errors = errors});
        QCOMPARE(record.text("id"), u"secure-channel"_s);
        QCOMPARE(record.value("state"), state);
        QCOMPARE(record.text("message"), message);
    }
    void clusters()
    {
        const auto nodes = clusterRecords("|Node|IP|Disconnected|Unknown|Banned|Disabled|Unhealthy|Stopped|"
                                          "Inactive|PartiallyOnline|ThisNode|\n"
                                          "|0|10.0.0.1|0|0|0|0|0|0|0|0|Y|\n"
                                          "|1|10.0.0.2|1|0|0|0|1|0|0|0|N|\n"
                                          "|2|10.0.0.3|0|0|0|0|0|1|1|0|N|\n");
        QCOMPARE(nodes.size(), 3);
        QCOMPARE(nodes[0].text("id"), u"ctdb/0"_s);
        QCOMPARE(nodes[0].text("state"), u"ok"_s);
        QCOMPARE(nodes[1].text("state"), u"critical"_s);
        QCOMPARE(nodes[1].text("partner"), u"10.0.0.2"_s);
        QCOMPARE(nodes[1].text("message"), u"Node 1 of the cluster (10.0.0.2) is disconnected, unhealthy."_s);
        QCOMPARE(nodes[2].text("state"), u"warning"_s); // somebody has stopped it
        QVERIFY(clusterRecords("garbage\n|\n").isEmpty());
    }
    void init()
    {
        m_samba = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_samba->path()).mkpath(u"bin"_s));
    }
    void whoIsAloneHasNoChannel()
    {
        install(u"wbinfo"_s, "echo 'failed to call wbcPingDc: WBC_ERR_WINBIND_NOT_AVAILABLE' >&2; exit 1\n");
        install(u"testparm"_s, "printf '[global]\\n\\tsecurity = ADS\\n'\n");
        const Machine machine({.server = u"fs1"_s, .smbDir = m_samba->path()});
        auto told = machine.health();
        QVERIFY(told);
        QCOMPARE(told->size(), 1);
        QCOMPARE(told->constFirst().text("state"), u"critical"_s);
        install(u"testparm"_s, "printf '[global]\\n\\tserver string = alone\\n'\n");
        told = machine.health();
        QVERIFY(told && told->isEmpty());
    }
    void aClusterIsAskedWhereThereIsOne()
    {
        const Machine machine({.server = u"fs1"_s, .smbDir = m_samba->path()});
        QVERIFY(machine.health() && machine.health()->isEmpty()); // neither winbind nor a cluster
        install(u"ctdb"_s, "test \"$*\" = '-T 5 -X status' || exit 9\n"
                           "printf '|Node|IP|Disconnected|ThisNode|\\n|0|10.0.0.1|0|Y|\\n'\n");
        install(u"testparm"_s, "printf '[global]\\n\\tclustering = No\\n'\n");
        QVERIFY(machine.health() && machine.health()->isEmpty()); // the package alone makes none
        install(u"testparm"_s, "printf '[global]\\n\\tclustering = Yes\\n'\n");
        auto told = machine.health();
        QVERIFY(told);
        QCOMPARE(told->size(), 1);
        QCOMPARE(told->constFirst().text("message"), u"Node 0 of the cluster (10.0.0.1) is well."_s);
        install(u"ctdb"_s, "echo 'ctdbd is not running' >&2; exit 1\n");
        told = machine.health();
        QCOMPARE(told->constFirst().text("state"), u"critical"_s);
        QVERIFY(told->constFirst().text("message").contains(u"ctdbd is not running"));
    }

private:
    void install(const QString &name, const QByteArray &script) const
    {
        QFile file(m_samba->filePath(u"bin/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script);
        file.close();
        ::chmod(QFile::encodeName(file.fileName()).constData(), 0755);
    }
    std::unique_ptr<QTemporaryDir> m_samba;
};

QTEST_GUILESS_MAIN(TestHealth)
#include "test_health.moc"
