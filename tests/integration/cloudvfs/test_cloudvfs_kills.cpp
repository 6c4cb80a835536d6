// SPDX-License-Identifier: GPL-3.0-or-later
// cloudvfsd is killed in the middle of its work, again and again, while clients write, overwrite, rename and
// delete. At the end the bucket has what they were told is written, and nothing else. SMC_KILLS says how
// often.
#include "service/cloudvfs/sync/questions.h"
#include "tests/integration/cloudvfs/cloud.h"
#include "tests/integration/cloudvfs/hashes.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestCloudvfsKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost_data();
    void nothingIsLost();
    void whoeverDiesSoonGetsOn();

private:
    /// Files that are to be copied, and one more when there are intents of which nobody knows yet.
    static qint64 backlog()
    {
        const auto answer =
            smc::cloudvfs::ask("/run/cloudvfs/socket", {.kind = CLOUDVFS_STATUS, .share = {}, .path = {}});
        const QJsonObject status = answer ? QJsonDocument::fromJson(*answer).object() : QJsonObject();
        return status[u"files"][u"dirty"].toInt() + (status[u"behind"].toInt() > 0 ? 1 : 0);
    }
};

void TestCloudvfsKills::nothingIsLost_data()
{
    QTest::addColumn<QString>("mode");
    for (const char *mode : {"link", "tier", "backup"})
        QTest::newRow(mode) << QString::fromLatin1(mode);
}

void TestCloudvfsKills::nothingIsLost()
{
    QFETCH(QString, mode);
    QVERIFY(runCommand(u"rclone"_s, {u"delete"_s, u"s3:share"_s}, {}, 120'000).ok());
    QVERIFY(QDir(Cloud::state()).removeRecursively());
    for (const QString &name : QDir(u"/srv/data"_s).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
        QVERIFY(runCommand(u"rm"_s, {u"-r"_s, u"/srv/data/"_s + name}).ok());
    Cloud cloud("mode = " + mode.toUtf8() + '\n');
    QVERIFY(cloud.startSmbd());
    QVERIFY(cloud.startDaemon());
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("SMC_KILLS", &given);
    const int loops = given ? asked : 8;
    QRandomGenerator random(20261126);
    QDir().mkpath(Cloud::folder() + u"/sent.d"_s);
    QMap<QString, QByteArray> acknowledged; // what a client was told is written, by its hash
    int kills = 0;
    int laterKills = 0;
    for (int loop = 0; kills < loops; ++loop) {
        QVERIFY(loop < 3 * loops + 10);
        QByteArray commands =
            "lcd " + Cloud::folder().toUtf8() + "/sent.d; mkdir k" + QByteArray::number(loop) + ';';
        QMap<QString, QByteArray> now = acknowledged;
        for (int i = 0; i < 30; ++i) {
            QByteArray content(random.bounded(100'000), Qt::Uninitialized);
            for (char &byte : content)
                byte = char(random.generate());
            const QString local = u"%1-%2"_s.arg(loop).arg(i);
            Cloud::write(Cloud::folder() + u"/sent.d/"_s + local, content);
            // One in three overwrites a file of an earlier time.
            const QStringList known = now.keys();
            const bool again = i % 3 == 2 && !known.isEmpty();
            const QString name =
                again ? known.at(random.bounded(int(known.size()))) : u"k%1/f%2"_s.arg(loop).arg(i);
            commands += "put " + local.toUtf8() + ' ' + name.toUtf8() + ';';
            now.insert(name, hashOf(Cloud::folder() + u"/sent.d/"_s + local));
        }
        const QString renamed = now.keys().at(random.bounded(int(now.size())));
        const QString target = renamed.endsWith(u".new"_s) ? renamed.chopped(4) : renamed + u".new"_s;
        if (!now.contains(target)) {
            commands += "rename " + renamed.toUtf8() + ' ' + target.toUtf8() + ';';
            now.insert(target, now.take(renamed));
        }
        const QString removed = now.firstKey();
        commands += "rm " + removed.toUtf8() + ';';
        now.remove(removed);

        QProcess client;
        client.setProcessChannelMode(QProcess::MergedChannels);
        client.start(u"smbclient"_s, {u"//localhost/data"_s, u"-U"_s, u"jo%Passw0rd!lab"_s, u"-c"_s,
                                      QString::fromUtf8(commands)});
        // In the middle of its work, or else this time does not count: when something waits, or, each second
        // time, when some of that is copied and the rest is not.
        const int least = 1 + random.bounded(8);
        const bool later = random.bounded(2) == 0;
        bool busy = false;
        qint64 most = 0;
        QVERIFY(QTest::qWaitFor(
            [&] {
                const bool sent = client.state() == QProcess::NotRunning;
                const qint64 left = backlog();
                const bool enough = left >= (sent || most >= least ? 1 : least);
                busy = enough && (!later || left < most);
                most = std::max(most, left);
                return busy || (sent && (!later || left == 0));
            },
            60'000));
        cloud.killDaemon();
        kills += busy ? 1 : 0;
        laterKills += busy && later ? 1 : 0;
        QVERIFY(client.state() == QProcess::NotRunning || client.waitForFinished(60'000));
        QByteArray said;
        for (const QByteArray &line : client.readAll().split('\n')) {
            if (!line.startsWith("putting file "))
                said += line + '\n';
        }
        QVERIFY2(client.exitCode() == 0 && !said.contains("NT_STATUS"), said.constData());
        acknowledged = now;
        QVERIFY(cloud.startDaemon());
    }
    bool drained = false;
    for (int i = 0; i <= loops / 8 && !drained; ++i) // many kills leave much
        drained = Cloud::isDrained();
    QVERIFY2(drained, QJsonDocument(Cloud::status()).toJson().constData());
    QVERIFY(laterKills > 0);
    qInfo("%s: %d kills, %d of them when some of the backlog was copied; %lld files", qUtf8Printable(mode),
          kills, laterKills, qlonglong(acknowledged.size()));
    const auto stored = hashesInStore(mode);
    const auto onDisk = hashesBelow(u"/srv/data"_s);
    for (auto it = acknowledged.cbegin(); it != acknowledged.cend(); ++it) {
        QVERIFY2(onDisk.value(it.key()) == it.value(), qPrintable(it.key()));
        QVERIFY2(stored.value(it.key()) == it.value(), qPrintable(it.key()));
    }
    QCOMPARE(stored.keys(), acknowledged.keys());
}

/// Much waits, and no daemon lives until half of it is in the store.
void TestCloudvfsKills::whoeverDiesSoonGetsOn()
{
    constexpr int files = 40;
    constexpr int size = 1 << 20;
    QVERIFY(runCommand(u"rclone"_s, {u"delete"_s, u"s3:share"_s}, {}, 120'000).ok());
    QVERIFY(QDir(Cloud::state()).removeRecursively());
    QVERIFY(runCommand(u"find"_s, {u"/srv/data"_s, u"-mindepth"_s, u"1"_s, u"-delete"_s}).ok());
    Cloud cloud("mode = tier\n");
    QVERIFY(cloud.startSmbd());
    for (int i = 0; i < files; ++i)
        Cloud::write(u"/srv/data/much%1"_s.arg(i), noise(size));
    const auto waiting = [] { return Cloud::status()[u"files"][u"dirty"].toInt(-1); };
    constexpr int lives = 25;
    int left = files;
    int life = 0;
    for (; life < lives && left > 0; ++life) {
        QVERIFY(cloud.startDaemon());
        QVERIFY(QTest::qWaitFor(
            [&] {
                const QJsonObject stores =
                    QJsonDocument::fromJson(Cloud::daemon({u"stores"_s}).output).object();
                left = waiting();
                return stores[u"stores"][0][u"sent"].toInteger() > files / 2 * size || left == 0;
            },
            60'000));
        cloud.killDaemon();
    }
    QVERIFY2(left == 0, QByteArray::number(left).constData());
}

QTEST_GUILESS_MAIN(TestCloudvfsKills)
#include "test_cloudvfs_kills.moc"
