// SPDX-License-Identifier: GPL-3.0-or-later
// What is lost or damaged in the store is found; what lies on the disk is copied anew, and what does not is
// named. A store that cannot be asked has lost nothing.
#include "tests/integration/cloudvfs/cloud.h"
#include "tests/integration/cloudvfs/tree_of.h"

#include <QJsonArray>

#include <sys/xattr.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestCloudvfsCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsWholeHasNoFault_data();
    void whatIsWholeHasNoFault();
    void aDamagedPackIsFoundAndRepaired_data();
    void aDamagedPackIsFoundAndRepaired();
    void whatIsOnlyInTheStoreIsNamed();
    void aCopyOnTheDiskHealsAStub();
    void aDamagedLogIsRepaired();
    void everythingIsReadInTime();
    void theDiskIsCompared();
    void aMarkThatIsLostComesBack();
    void anObjectThatIsGoneIsCopiedAnew();
    void aRemovalInTheBucketIsNoLoss();
    void aStoreThatDoesNotAnswerHasLostNothing();
    void anEmptiedBucketIsOneProblem();
    void itChecksByItself();

private:
    void start(const QByteArray &share)
    {
        m_cloud.reset();
        QVERIFY(runCommand(u"rclone"_s, {u"delete"_s, u"s3:share"_s}, {}, 120'000).ok());
        QVERIFY(QDir(Cloud::state()).removeRecursively());
        for (const QString &name :
             QDir(u"/srv/data"_s).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
            QVERIFY(runCommand(u"rm"_s, {u"-r"_s, u"/srv/data/"_s + name}).ok());
        m_cloud = std::make_unique<Cloud>(share);
        QVERIFY(m_cloud->startSmbd());
        QVERIFY(m_cloud->startDaemon());
    }
    static CommandResult scrub(const QStringList &options = {})
    {
        return runCommand(Cloud::program(),
                          QStringList{u"-f"_s, Cloud::conf(), u"scrub"_s, u"data"_s} + options, {}, 120'000);
    }
    static QJsonObject reportOf(const CommandResult &result)
    {
        return QJsonDocument::fromJson(result.output).object();
    }
    /// What was found, each in a line: what path outcome.
    static QStringList faultsOf(const CommandResult &result)
    {
        QStringList faults;
        for (const QJsonValue &fault : reportOf(result)[u"listed"].toArray()) {
            const QString what = fault[u"what"].toString();
            faults << what + u' ' + (what == "pack"_L1 ? u"*"_s : fault[u"path"].toString()) + u' ' +
                          fault[u"outcome"].toString();
        }
        faults.sort();
        return faults;
    }
    static QStringList packs() { return Cloud::objects().filter(u"data/pack/"_s); }
    static void damage(const QString &object, const QString &how)
    {
        const QString remote = u"s3:share/"_s + object;
        if (how == "deleted"_L1) {
            QVERIFY(runCommand(u"rclone"_s, {u"deletefile"_s, remote}).ok());
            return;
        }
        QByteArray content = Cloud::object(object);
        QVERIFY(content.size() > 100);
        if (how == "truncated"_L1)
            content.truncate(content.size() / 2);
        else
            content[content.size() / 2] = char(content.at(content.size() / 2) ^ 4);
        const QString local = Cloud::folder() + u"/damaged"_s;
        Cloud::write(local, content);
        QVERIFY(runCommand(u"rclone"_s, {u"copyto"_s, u"--ignore-times"_s, local, remote}).ok());
    }
    static QByteArray restored(const QString &folder)
    {
        const QString target = Cloud::folder() + u'/' + folder;
        const CommandResult done =
            runCommand(Cloud::program(), {u"-f"_s, Cloud::conf(), u"restore"_s, u"data"_s, u"--to"_s, target},
                       {}, 120'000);
        return done.ok() ? difference(treeOf(u"/srv/data"_s), treeOf(target)) : done.errors;
    }

    std::unique_ptr<Cloud> m_cloud;
};

void TestCloudvfsCheck::init()
{
    QVERIFY(qEnvironmentVariableIsSet("SMC_CLOUD"));
}

void TestCloudvfsCheck::whatIsWholeHasNoFault_data()
{
    QTest::addColumn<QByteArray>("mode");
    for (const char *mode : {"link", "backup", "tier"})
        QTest::newRow(mode) << QByteArray(mode);
}

void TestCloudvfsCheck::whatIsWholeHasNoFault()
{
    QFETCH(QByteArray, mode);
    start("mode = " + mode + '\n');
    QVERIFY(Cloud::smb("mkdir folder").ok());
    QVERIFY(Cloud::put(u"folder/one"_s, noise(300'000)) && Cloud::put(u"empty"_s, {}) &&
            Cloud::put(u"away"_s, noise(2'000'000)));
    QVERIFY(Cloud::put(u"folder/one"_s, noise(300'001)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"away"_s}).ok());
    const CommandResult checked = scrub({u"--full"_s});
    QVERIFY2(checked.exitCode == 0, QByteArray(checked.errors + checked.output).constData());
    const QJsonObject report = reportOf(checked);
    QVERIFY(report[u"complete"].toBool());
    QVERIFY2(report[u"read"].toInt() == report[u"objects"].toInt() && report[u"read"].toInt() > 0,
             checked.output.constData());
    QVERIFY2(report[u"bytes"].toInteger() > 2'000'000 && report[u"files"].toInt() >= 3,
             checked.output.constData());
    const QJsonObject share =
        QJsonDocument::fromJson(Cloud::daemon({u"shares"_s}).output).object()[u"shares"][0].toObject();
    QCOMPARE(share[u"checked"].toInteger(), report[u"finished"].toInteger());
    QCOMPARE(share[u"faults"].toInt(-1), 0);
}

void TestCloudvfsCheck::aDamagedPackIsFoundAndRepaired_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("deleted") << u"deleted"_s << QStringList{u"--sample"_s, u"0%"_s};
    QTest::newRow("truncated") << u"truncated"_s << QStringList{u"--sample"_s, u"0%"_s};
    QTest::newRow("a bit is another one") << u"flipped"_s << QStringList{u"--full"_s};
}

void TestCloudvfsCheck::aDamagedPackIsFoundAndRepaired()
{
    QFETCH(QString, how);
    QFETCH(QStringList, options);
    start("mode = backup\n");
    QVERIFY(Cloud::put(u"dear"_s, noise(3'000'000)));
    QVERIFY(Cloud::isDrained());
    const QStringList before = packs();
    QCOMPARE(before.size(), 1);
    QVERIFY(Cloud::put(u"other"_s, noise(500'000)));
    QVERIFY(Cloud::isDrained());
    damage(before.first(), how);
    QVERIFY(!restored(u"red."_s + how).isEmpty());
    const CommandResult found = scrub(options);
    QCOMPARE(found.exitCode, 3);
    QCOMPARE(faultsOf(found), QStringList({u"file dear repairable"_s, u"pack * repairable"_s}));
    // Known to be bad, it is not evicted.
    QVERIFY(!Cloud::daemon({u"evict"_s, u"data"_s, u"dear"_s}).ok());
    QVERIFY(Cloud::blocksOf(u"dear"_s) > 5000);
    const CommandResult repaired = scrub(options + QStringList{u"--repair"_s});
    QCOMPARE(repaired.exitCode, 3);
    QCOMPARE(faultsOf(repaired), QStringList({u"file dear repaired"_s, u"pack * repaired"_s}));
    QVERIFY(Cloud::isDrained());
    const QByteArray different = restored(u"green."_s + how);
    QVERIFY2(different.isEmpty(), different.constData());
    const CommandResult after = scrub({u"--full"_s});
    QVERIFY2(after.exitCode == 0, after.errors.constData());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"dear"_s}).ok());
    QCOMPARE(Cloud::get(u"dear"_s).size(), 3'000'000);
    // On a machine that knows nothing but the log, too.
    QVERIFY(m_cloud->stopDaemon());
    QVERIFY(QFile::remove(Cloud::state() + u"/index.db"_s));
    QVERIFY(m_cloud->startDaemon());
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"dear"_s}).ok());
    QCOMPARE(Cloud::get(u"dear"_s).size(), 3'000'000);
}

void TestCloudvfsCheck::whatIsOnlyInTheStoreIsNamed()
{
    start("mode = tier\n");
    QVERIFY(Cloud::smb("mkdir far").ok());
    const QByteArray content = noise(400'000);
    QVERIFY(Cloud::put(u"far/away"_s, content));
    QVERIFY(Cloud::isDrained());
    const QStringList first = packs();
    QCOMPARE(first.size(), 1);
    QVERIFY(Cloud::put(u"versioned"_s, noise(400'000)));
    QVERIFY(Cloud::isDrained());
    QStringList second = packs();
    second.removeOne(first.first());
    QCOMPARE(second.size(), 1);
    QVERIFY(Cloud::put(u"versioned"_s, noise(10)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"far/away"_s}).ok());
    const QByteArray kept = Cloud::object(first.first());
    damage(first.first(), u"deleted"_s);
    damage(second.first(), u"flipped"_s);
    const CommandResult found = scrub({u"--full"_s, u"--repair"_s});
    QCOMPARE(found.exitCode, 4);
    QCOMPARE(faultsOf(found), QStringList({u"file far/away lost"_s, u"pack * lost"_s, u"pack * lost"_s,
                                           u"version versioned lost"_s}));
    QVERIFY2(found.errors.contains("\"far/away\": What the store has of it is damaged, and its content is "
                                   "not on the disk. No good copy of it is known."),
             found.errors.constData());
    QVERIFY(Cloud::get(u"far/away"_s) != content);
    // Somebody puts it back.
    Cloud::write(Cloud::folder() + u"/kept"_s, kept);
    QVERIFY(
        runCommand(u"rclone"_s, {u"copyto"_s, Cloud::folder() + u"/kept"_s, u"s3:share/"_s + first.first()})
            .ok());
    QCOMPARE(faultsOf(scrub({u"--full"_s})), QStringList({u"pack * lost"_s, u"version versioned lost"_s}));
    QVERIFY(Cloud::get(u"far/away"_s) == content);
}

void TestCloudvfsCheck::aCopyOnTheDiskHealsAStub()
{
    start("mode = tier\n");
    const QByteArray content = noise(400'000);
    QVERIFY(Cloud::put(u"stub"_s, content) && Cloud::put(u"whole"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"stub"_s}).ok());
    QCOMPARE(packs().size(), 1);
    damage(packs().first(), u"deleted"_s);
    const CommandResult found = scrub({u"--repair"_s});
    QCOMPARE(faultsOf(found),
             QStringList({u"file stub repaired"_s, u"file whole repaired"_s, u"pack * repaired"_s}));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::get(u"stub"_s) == content);
}

void TestCloudvfsCheck::aDamagedLogIsRepaired()
{
    start("mode = backup\n");
    QVERIFY(Cloud::put(u"one"_s, noise(40'000)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::put(u"two"_s, noise(40'000)));
    QVERIFY(Cloud::isDrained());
    QStringList log = Cloud::objects().filter(u"data/log/"_s);
    QVERIFY(log.size() >= 3);
    damage(log.at(1), u"flipped"_s);
    QVERIFY(!restored(u"broken"_s).isEmpty());
    const CommandResult found = scrub({u"--repair"_s});
    QCOMPARE(faultsOf(found), QStringList{u"log  repaired"_s});
    QVERIFY(
        QTest::qWaitFor([] { return !Cloud::objects().filter(u"data/checkpoint/"_s).isEmpty(); }, 30'000));
    const QByteArray different = restored(u"mended"_s);
    QVERIFY2(different.isEmpty(), different.constData());
    QCOMPARE(scrub().exitCode, 0);
    // What was before is lost, and who reads all says so.
    QCOMPARE(faultsOf(scrub({u"--full"_s})), QStringList{u"log  lost"_s});
}

void TestCloudvfsCheck::everythingIsReadInTime()
{
    start("mode = backup\n");
    for (int i = 0; i < 6; ++i) {
        QVERIFY(Cloud::put(u"f%1"_s.arg(i), noise(50'000)));
        QVERIFY(Cloud::isDrained());
    }
    QCOMPARE(packs().size(), 6);
    int read = 0;
    for (int i = 0; i < 4; ++i) {
        const QJsonObject report = reportOf(scrub({u"--sample"_s, u"25%"_s}));
        QCOMPARE(report[u"objects"].toInt(), 6);
        read += report[u"read"].toInt();
    }
    QCOMPARE(read, 6);
}

void TestCloudvfsCheck::theDiskIsCompared()
{
    start("mode = backup\nscan = 0\n");
    QVERIFY(Cloud::put(u"changed"_s, "as clients wrote it") && Cloud::put(u"gone"_s, "was here"));
    QVERIFY(Cloud::isDrained());
    Cloud::write(u"/srv/data/changed"_s, "past smbd");
    QVERIFY(QFile::remove(u"/srv/data/gone"_s));
    QStringList faults = faultsOf(scrub());
    QVERIFY2(faults.contains(u"disk changed repairable"_s) && faults.contains(u"disk gone repairable"_s),
             qPrintable(faults.join(u", ")));
    QCOMPARE(scrub({u"--repair"_s}).exitCode, 3);
    QVERIFY(Cloud::isDrained());
    QVERIFY(QTest::qWaitFor([] { return scrub().exitCode == 0; }, 30'000));
    QVERIFY(Cloud::isDrained());
    const QByteArray different = restored(u"disk"_s);
    QVERIFY2(different.isEmpty(), different.constData());
}

void TestCloudvfsCheck::aMarkThatIsLostComesBack()
{
    start("mode = tier\nscan = 0\n");
    const QByteArray content = noise(500'000);
    QVERIFY(Cloud::put(u"stub"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"stub"_s}).ok());
    QCOMPARE(::removexattr("/srv/data/stub", "security.cloudvfs.stub"), 0);
    QCOMPARE(faultsOf(scrub({u"--repair"_s})), QStringList{u"disk stub repaired"_s});
    QVERIFY(Cloud::get(u"stub"_s) == content);
}

void TestCloudvfsCheck::anObjectThatIsGoneIsCopiedAnew()
{
    start("bucket scan = 0\n");
    QVERIFY(Cloud::put(u"here"_s, "on the disk, too") && Cloud::put(u"there"_s, noise(100'000)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"there"_s}).ok());
    damage(u"here"_s, u"deleted"_s);
    damage(u"there"_s, u"deleted"_s);
    const CommandResult found = scrub({u"--repair"_s});
    QCOMPARE(found.exitCode, 4);
    QCOMPARE(faultsOf(found), QStringList({u"object here repaired"_s, u"object there lost"_s}));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"here"_s), "on the disk, too");
}

void TestCloudvfsCheck::aRemovalInTheBucketIsNoLoss()
{
    start("bucket scan = 1h\n");
    QVERIFY(Cloud::put(u"kept"_s, "stays") &&
            Cloud::put(u"removed"_s, "by somebody who works in the bucket"));
    QVERIFY(Cloud::isDrained());
    damage(u"removed"_s, u"deleted"_s);
    const CommandResult found = scrub({u"--repair"_s});
    QCOMPARE(faultsOf(found), QStringList());
    QVERIFY(QTest::qWaitFor([] { return !QFile::exists(u"/srv/data/removed"_s); }, 30'000));
    QCOMPARE(Cloud::object(u"removed"_s), QByteArray());
}

void TestCloudvfsCheck::aStoreThatDoesNotAnswerHasLostNothing()
{
    for (const QByteArray &mode : QByteArrayList{"link", "backup"}) {
        start("mode = " + mode + "\n");
        QVERIFY(Cloud::put(u"dear"_s, noise(100'000)));
        QVERIFY(Cloud::isDrained());
        QVERIFY(m_cloud->stopDaemon());
        QFile conf(Cloud::conf());
        QVERIFY(conf.open(QIODevice::ReadOnly));
        QByteArray text = conf.readAll();
        text.replace(qgetenv("SMC_S3_ENDPOINT"), "http://127.0.0.1:9");
        conf.close();
        Cloud::write(Cloud::conf(), text);
        QVERIFY(m_cloud->startDaemon());
        const CommandResult found = scrub({u"--full"_s, u"--repair"_s});
        QCOMPARE(found.exitCode, 1);
        const QJsonObject report = reportOf(found);
        QVERIFY2(!report[u"complete"].toBool() && !report[u"problem"].toString().isEmpty(),
                 found.output.constData());
        QCOMPARE(report[u"faults"].toInt(), 0);
        QCOMPARE(Cloud::status()[u"files"][u"dirty"].toInt(), 0);
    }
}

void TestCloudvfsCheck::anEmptiedBucketIsOneProblem()
{
    start("mode = backup\n");
    QVERIFY(Cloud::put(u"dear"_s, noise(100'000)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(runCommand(u"rclone"_s, {u"delete"_s, u"s3:share"_s}, {}, 60'000).ok());
    const CommandResult found = scrub({u"--repair"_s});
    QCOMPARE(found.exitCode, 1);
    QVERIFY2(
        reportOf(found)[u"problem"].toString().contains(u"The repository is not in its store any more"_s),
        found.output.constData());
    QCOMPARE(reportOf(found)[u"faults"].toInt(), 0);
}

void TestCloudvfsCheck::itChecksByItself()
{
    start("mode = backup\ncheck interval = 1s\ncheck sample = 100%\n");
    QVERIFY(Cloud::put(u"dear"_s, noise(300'000)));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(packs().size(), 1);
    damage(packs().first(), u"flipped"_s);
    QVERIFY(QTest::qWaitFor([] { return packs().size() == 2; }, 60'000));
    QVERIFY(Cloud::isDrained());
    const QByteArray different = restored(u"byitself"_s);
    QVERIFY2(different.isEmpty(), different.constData());
}

QTEST_GUILESS_MAIN(TestCloudvfsCheck)
#include "test_cloudvfs_check.moc"
