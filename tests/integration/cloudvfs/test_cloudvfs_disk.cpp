// SPDX-License-Identifier: GPL-3.0-or-later
// The daemon's disk fails (tests/lab/disk_faults.c): what it could not make durable it does not take for
// done, its status says so, clients work on, and when the disk is good again nothing is lost. And it is
// killed before one after the other of the steps by which something becomes durable.
//
//   SMC_STEPS=1     before each step, and not before some
#include "service/cloudvfs/protocol/frames.h"
#include "tests/integration/cloudvfs/cloud.h"
#include "tests/integration/cloudvfs/hashes.h"

#include <QRegularExpression>

#include <sys/xattr.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestCloudvfsDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDiskFails_data();
    void theDiskFails();
    void itIsKilledAtEachStep_data();
    void itIsKilledAtEachStep();
    void cleanup();

private:
    [[nodiscard]] static QString faults() { return Cloud::folder() + u"/faults"_s; }
    [[nodiscard]] static QByteArray told(const char *suffix)
    {
        QFile file(faults() + QLatin1StringView(suffix));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] bool start(const QByteArray &fault = {})
    {
        for (const char *suffix : {"", ".done", ".steps"})
            QFile::remove(faults() + QLatin1StringView(suffix));
        Cloud::write(faults(), fault);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LD_PRELOAD"_s, QStringLiteral(SMC_BINARY_DIR "/tests/libsmc_disk_faults.so"));
        environment.insert(u"SMC_DISK_FAULTS"_s, faults());
        return m_cloud->startDaemon(environment);
    }
    [[nodiscard]] static bool isStub(const QByteArray &name)
    {
        return ::getxattr(QByteArray("/srv/data/" + name).constData(), CLOUDVFS_STUB_XATTR, nullptr, 0) >= 0;
    }
    /// What a disk does that has told of it once.
    [[nodiscard]] static bool losePages(const QString &name)
    {
        return runCommand(u"sh"_s, {u"-ec"_s,
                                    u"cd /srv/data; touch -r %1 \"$SMC_CLOUD/time\"; "
                                    "fallocate -p -l 100000 %1; touch -r \"$SMC_CLOUD/time\" %1"_s.arg(name)})
            .ok();
    }
    [[nodiscard]] static QString problem() { return Cloud::status()[u"problems"][u"data"].toString(); }
    void begin(const QString &mode);
    [[nodiscard]] bool put(const QString &name, int size)
    {
        const QByteArray content = noise(size);
        m_expected.insert(name, content);
        return Cloud::put(name, content);
    }
    void everythingIsThere(const QString &mode);
    void workThrough(int round);

    std::unique_ptr<Cloud> m_cloud;
    QMap<QString, QByteArray> m_expected;
};

void TestCloudvfsDisk::begin(const QString &mode)
{
    QVERIFY(runCommand(u"rclone"_s, {u"delete"_s, u"s3:share"_s}, {}, 120'000).ok());
    QVERIFY(QDir(Cloud::state()).removeRecursively());
    for (const QString &name : QDir(u"/srv/data"_s).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
        QVERIFY(runCommand(u"rm"_s, {u"-r"_s, u"/srv/data/"_s + name}).ok());
    m_expected.clear();
    m_cloud = std::make_unique<Cloud>("mode = " + mode.toUtf8() + '\n');
    QVERIFY(m_cloud->startSmbd());
}

void TestCloudvfsDisk::cleanup()
{
    m_cloud.reset();
}

void TestCloudvfsDisk::everythingIsThere(const QString &mode)
{
    QVERIFY2(Cloud::isDrained(), QJsonDocument(Cloud::status()).toJson().constData());
    QVERIFY2(problem().isEmpty(), qPrintable(problem()));
    for (auto it = m_expected.cbegin(); it != m_expected.cend(); ++it)
        QVERIFY2(Cloud::get(it.key()) == it.value(), qPrintable(it.key()));
    QVERIFY(Cloud::isDrained());
    const Hashes onDisk = hashesBelow(u"/srv/data"_s);
    QCOMPARE(onDisk.keys(), m_expected.keys());
    const QByteArray differ = differences(onDisk, hashesInStore(mode));
    QVERIFY2(differ.isEmpty(), differ.constData());
}

void TestCloudvfsDisk::theDiskFails_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("ofShare"); // what keeps files from coming and going
    QTest::addColumn<bool>("killed");  // before it is good again
    const auto row = [](const char *name, const char *fault, const QString &words, bool ofShare = false,
                        bool killed = false) {
        QTest::newRow(name) << QByteArray(fault) << words << ofShare << killed;
    };
    row("journal, sync", "sync EIO /index.db", u"state database failed: disk I/O error"_s);
    row("journal, sync, killed", "sync EIO /index.db", u"state database failed: disk I/O error"_s, false,
        true);
    row("journal, write", "write EIO /index.db", u"state database failed: disk I/O error"_s);
    row("journal, full", "write ENOSPC /index.db", u"state database failed: database or disk is full"_s);
    row("intents, sync", "sync EIO /intents", u"intents cannot be synchronised.*Input/output error"_s);
    row("share, sync", "sync EIO /srv/data", u"disk of a share cannot be synchronised: Input/output error"_s,
        true);
    row("share, full", "write ENOSPC /srv/data", QString(), true);
}

void TestCloudvfsDisk::theDiskFails()
{
    QFETCH(QByteArray, fault);
    QFETCH(QString, words);
    QFETCH(bool, ofShare);
    QFETCH(bool, killed);
    begin(u"link"_s);
    QVERIFY(start());
    for (const char *name : {"old", "gone", "named", "whole", "cold"})
        QVERIFY(put(QLatin1StringView(name), 100'000));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"cold"_s}).ok());

    Cloud::write(faults(), fault);
    QVERIFY(put(u"new"_s, 100'000));
    QVERIFY(put(u"old"_s, 200'000));
    QVERIFY(Cloud::smb("rm gone; rename named renamed").ok());
    m_expected.remove(u"gone"_s);
    m_expected.insert(u"renamed"_s, m_expected.take(u"named"_s));
    QCOMPARE(Cloud::get(u"old"_s), m_expected.value(u"old"_s));
    if (!words.isEmpty()) {
        const QRegularExpression expected(words);
        QString said;
        QVERIFY2(QTest::qWaitFor([&] { return expected.match(said = problem()).hasMatch(); }, 20'000),
                 qPrintable(u"the status says \"%1\""_s.arg(said)));
        // And it is tried again, without taking for done what failed.
        const auto failed = [] { return told(".done").count('\n'); };
        const auto before = failed();
        QVERIFY(QTest::qWaitFor([&] { return failed() > before; }, 20'000));
        const QJsonObject now = Cloud::status();
        QVERIFY(now[u"behind"].toInt() > 0 || now[u"files"][u"dirty"].toInt() > 0);
    }
    if (ofShare) {
        const QByteArray read = Cloud::get(u"cold"_s);
        if (fault.startsWith(
                "sync")) { // it has come; what the disk does not keep stays a stub, and is not trusted
            QCOMPARE(read, m_expected.value(u"cold"_s));
            const CommandResult brought = Cloud::daemon({u"recall"_s, u"data"_s, u"cold"_s});
            QVERIFY2(!brought.ok() && brought.errors.contains("Input/output error"),
                     brought.errors.constData());
            QVERIFY(!Cloud::daemon({u"evict"_s, u"data"_s, u"whole"_s}).ok());
            QVERIFY(losePages(u"cold"_s));
        } else {
            QVERIFY2(read.contains("NT_STATUS_"), read.left(200).constData());
        }
        QVERIFY(isStub("cold"));
        QVERIFY(Cloud::blocksOf(u"whole"_s) > 0);
        QVERIFY(told(".done").contains("/srv/data"));
    }
    if (killed)
        m_cloud->killDaemon();
    Cloud::write(faults(), {});
    QVERIFY(!killed || start());
    everythingIsThere(u"link"_s);
    if (ofShare)
        QTRY_VERIFY_WITH_TIMEOUT(!isStub("cold"), 20'000);
}

void TestCloudvfsDisk::itIsKilledAtEachStep_data()
{
    QTest::addColumn<QString>("mode");
    for (const char *mode : {"link", "tier"})
        QTest::newRow(mode) << QString::fromLatin1(mode);
}

/// What clients and administrators do, whatever becomes of the daemon meanwhile.
void TestCloudvfsDisk::workThrough(int round)
{
    const QString dir = u"r%1-"_s.arg(round);
    const auto settled = [this] {
        return QTest::qWaitFor([this] { return !m_cloud->daemonRuns() || Cloud::isDrained(); }, 30'000);
    };
    for (const char *name : {"one", "two", "three"})
        QVERIFY(put(dir + QLatin1StringView(name), 50'000));
    QVERIFY(settled());
    for (const char *name : {"one", "two"}) // refused, when it is dead by now
        (void)Cloud::daemon({u"evict"_s, u"data"_s, dir + QLatin1StringView(name)});
    (void)Cloud::get(dir + u"one"_s);
    if (!put(dir + u"two"_s, 60'000)) // it was just asked for the stub
        QVERIFY(Cloud::put(dir + u"two"_s, m_expected.value(dir + u"two"_s)));
    QVERIFY(Cloud::smb(QString(u"rename %1three %1four; rm %1one"_s.arg(dir)).toUtf8()).ok());
    m_expected.insert(dir + u"four"_s, m_expected.take(dir + u"three"_s));
    m_expected.remove(dir + u"one"_s);
    QVERIFY(settled());
}

void TestCloudvfsDisk::itIsKilledAtEachStep()
{
    QFETCH(QString, mode);
    begin(mode);
    QVERIFY(start());
    const auto before = told(".steps").size();
    workThrough(0);
    const auto steps = told(".steps").size();
    QVERIFY2(steps - before > 10, qPrintable(QString::number(steps - before)));
    const int each = std::max(1, qEnvironmentVariableIntValue("SMC_STEPS"));
    const auto stride =
        qEnvironmentVariableIsSet("SMC_STEPS") ? each : std::max<int>(1, int(steps - before) / 5);
    int kills = 0;
    int round = 0;
    for (auto step = before + 1; step <= steps; step += stride) {
        m_cloud->killDaemon();
        QVERIFY(start("kill " + QByteArray::number(step)) || !m_cloud->daemonRuns());
        workThrough(++round);
        if (QTest::currentTestFailed())
            return;
        kills += m_cloud->daemonRuns() ? 0 : 1;
        m_cloud->killDaemon();
        QVERIFY(start());
        QVERIFY2(Cloud::isDrained(), QJsonDocument(Cloud::status()).toJson().constData());
    }
    qInfo("%d kills of %d rounds, %lld steps", kills, round, qlonglong(steps - before));
    QVERIFY(kills > 0); // threads come to their steps in another order each time
    everythingIsThere(mode);
}

QTEST_GUILESS_MAIN(TestCloudvfsDisk)
#include "test_cloudvfs_disk.moc"
