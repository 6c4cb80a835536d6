// SPDX-License-Identifier: GPL-3.0-or-later
// What comes into a share, changes or goes there past smbd is found by a scan; and nothing is taken for
// removed because a disk is not there.
#include "tests/integration/cloudvfs/cloud.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr auto mark = "security.cloudvfs.stub";

QString onDisk(const QString &name)
{
    return u"/srv/data/"_s + name;
}

bool isStub(const QString &name)
{
    return ::getxattr(onDisk(name).toUtf8().constData(), mark, nullptr, 0) > 0;
}

/// Writes past smbd.
void writeFile(const QString &name, const QByteArray &content)
{
    const QString path = onDisk(name);
    QVERIFY(QDir().mkpath(path.section(u'/', 0, -2)));
    Cloud::write(path, content);
}

CommandResult shell(const QString &command)
{
    return runCommand(u"bash"_s, {u"-ec"_s, command}, {}, 120'000);
}

} // namespace

class TestCloudvfsScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatWasThereBeforeIsCopied();
    void rsyncPastSmbdIsFollowed();
    void aRenamePastSmbdIsFollowed();
    void aStubIsNoChange();
    void aSmallStubOfAnotherTimeIsNoChange();
    void stubsAreFoundAgainWithoutTheIndex();
    void aCopyOfAStubIsNeverZeros();
    void aStubThatIsFilledPastSmbdIsANewVersion();
    void anEmptyFolderInItsPlaceStopsTheShare();
    void muchThatIsGoneIsHeld();
    void anUncleanEndOfTheMachineIsMadeUpFor();
    void aKilledInitialSyncGoesOn();

private:
    static QJsonObject scanStatus() { return Cloud::status()[u"scans"][u"data"].toObject(); }
    /// Scans now, and waits until that is done and what it found is in the store.
    static bool scan(const QStringList &options = {})
    {
        const qint64 before = scanStatus()[u"finished"].toInteger();
        const CommandResult asked = Cloud::daemon(QStringList{u"scan"_s, u"data"_s} + options);
        if (!asked.ok()) {
            qWarning("%s", asked.errors.constData());
            return false;
        }
        const bool done =
            QTest::qWaitFor([&] { return scanStatus()[u"finished"].toInteger() > before; }, 60'000) &&
            Cloud::isDrained();
        if (!done)
            qWarning() << Cloud::status() << Cloud::daemon({u"queue"_s, u"data"_s}).output;
        return done;
    }
    Cloud m_cloud;
};

void TestCloudvfsScan::initTestCase()
{
    QVERIFY(m_cloud.startSmbd());
}

void TestCloudvfsScan::whatWasThereBeforeIsCopied()
{
    for (int i = 0; i < 50; ++i)
        writeFile(u"before/d%1/f%2"_s.arg(i % 5).arg(i), "of before " + QByteArray::number(i));
    QVERIFY(::symlink("/etc/passwd", "/srv/data/link") == 0);
    QVERIFY(::symlink("/etc", "/srv/data/folder") == 0);
    QVERIFY(::mkfifo("/srv/data/pipe", 0600) == 0);
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(QTest::qWaitFor([] { return scanStatus()[u"finished"].toInteger() > 0; }, 20'000));
    QVERIFY(Cloud::isDrained());
    const QStringList names = Cloud::objects();
    QVERIFY2(names.size() == 50 && names.contains(u"before/d3/f48"_s), qPrintable(names.join(u' ')));
    QCOMPARE(Cloud::object(u"before/d3/f48"_s), "of before 48");
    const QJsonObject status = scanStatus();
    QCOMPARE(status[u"copied"].toInt(), 50);
    QCOMPARE(status[u"remainingSeconds"].toInt(-1), 0);
}

void TestCloudvfsScan::rsyncPastSmbdIsFollowed()
{
    const QString from = Cloud::folder() + u"/from"_s;
    QVERIFY(shell(u"mkdir %1 && cp -a /srv/data/before %1/ && cd %1/before && "
                  "echo changed >d0/f0 && rm -r d1 && echo new >d2/new && mv d4 d5"_s.arg(from))
                .ok());
    const CommandResult synced = shell(u"rsync -a --delete %1/before/ /srv/data/before/"_s.arg(from));
    QVERIFY2(synced.ok(), synced.errors.constData());
    QVERIFY(scan());
    const CommandResult compared =
        shell(u"diff <(cd /srv/data && find before -type f | sort) "
              "<(rclone lsf -R --files-only s3:share | sort) && "
              "rclone check --download --one-way /srv/data/before s3:share/before"_s);
    QVERIFY2(compared.ok(), QByteArray(compared.output + compared.errors).constData());
    QCOMPARE(Cloud::object(u"before/d0/f0"_s), "changed\n");
}

void TestCloudvfsScan::aRenamePastSmbdIsFollowed()
{
    QVERIFY(shell(u"mv /srv/data/before/d2 /srv/data/moved"_s).ok());
    QVERIFY(scan());
    const QStringList names = Cloud::objects();
    QVERIFY2(names.contains(u"moved/new"_s) && names.filter(u"before/d2/"_s).isEmpty(),
             qPrintable(names.join(u' ')));
    QCOMPARE(Cloud::object(u"moved/new"_s), "new\n");
}

void TestCloudvfsScan::aStubIsNoChange()
{
    const QByteArray content = noise(300'000, 1);
    QVERIFY(Cloud::put(u"cold"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"cold"_s}).ok());
    QVERIFY(scan());
    QVERIFY(isStub(u"cold"_s));
    QCOMPARE(scanStatus()[u"found"].toInt(), 0);
    QCOMPARE(Cloud::object(u"cold"_s), content);
    QCOMPARE(Cloud::get(u"cold"_s), content);
}

/// Its last block is not a whole one: what a file system keeps of it is zeros, and nobody's content.
void TestCloudvfsScan::aSmallStubOfAnotherTimeIsNoChange()
{
    const QByteArray content = noise(3265, 31);
    QVERIFY(Cloud::put(u"little"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"little"_s}).ok());
    struct stat st = {};
    QCOMPARE(::stat("/srv/data/little", &st), 0);
    QCOMPARE(st.st_size, 3265);
    QFile file(u"/srv/data/little"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(::lseek(file.handle(), 0, SEEK_HOLE), 0); // nothing is kept of it
    file.close();
    QVERIFY(runCommand(u"touch"_s, {u"-d"_s, u"2020-02-02"_s, u"/srv/data/little"_s}).ok());
    QVERIFY(scan());
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"little"_s), content);
    QCOMPARE(Cloud::get(u"little"_s), content);
    // And where a block is kept for it, by whatever file system.
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"little"_s}).ok());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QCOMPARE(file.write(QByteArray(3265, '\0')), 3265);
    file.close();
    QVERIFY(runCommand(u"touch"_s, {u"-d"_s, u"2021-02-02"_s, u"/srv/data/little"_s}).ok());
    QVERIFY(scan());
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"little"_s), content);
    QCOMPARE(Cloud::get(u"little"_s), content);
}

void TestCloudvfsScan::stubsAreFoundAgainWithoutTheIndex()
{
    QMap<QString, QByteArray> contents;
    for (int i = 0; i < 5; ++i) {
        const QString name = u"lost%1"_s.arg(i);
        contents.insert(name, noise(100'000 + i, quint32(10 + i)));
        QVERIFY(Cloud::put(name, contents.value(name)));
    }
    QVERIFY(Cloud::isDrained());
    for (auto it = contents.cbegin(); it != contents.cend(); ++it)
        QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, it.key()}).ok());
    m_cloud.killDaemon();
    QVERIFY(shell(u"rm %1/index.db*"_s.arg(Cloud::state())).ok());
    // While the daemon is not there, one is renamed: its mark names the object that it had.
    QVERIFY(Cloud::smb("rename lost4 found4").ok());
    contents.insert(u"found4"_s, contents.take(u"lost4"_s));
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(QTest::qWaitFor([] { return scanStatus()[u"finished"].toInteger() > 0; }, 20'000));
    QVERIFY(Cloud::isDrained());
    QVERIFY(isStub(u"lost0"_s));
    for (auto it = contents.cbegin(); it != contents.cend(); ++it) {
        QVERIFY2(Cloud::object(it.key()) == it.value(), qPrintable(it.key()));
        QVERIFY2(Cloud::get(it.key()) == it.value(), qPrintable(it.key()));
    }
}

void TestCloudvfsScan::aCopyOfAStubIsNeverZeros()
{
    const QByteArray content = noise(200'000, 3);
    QVERIFY(Cloud::put(u"original"_s, content));
    QVERIFY(Cloud::put(u"doomed"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"original"_s}).ok());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"doomed"_s}).ok());
    QVERIFY(shell(u"cd /srv/data && cp -a original copied && rsync -aX doomed orphan"_s).ok());
    QVERIFY(isStub(u"copied"_s) && isStub(u"orphan"_s));
    // Before any scan: it is the module that asks.
    QCOMPARE(Cloud::get(u"copied"_s), content);
    QVERIFY(shell(u"cd /srv/data && cp -a original copied2"_s).ok());
    // What a client changes of it before any scan finds it.
    QVERIFY(Cloud::smb("setmode copied2 +h").ok());
    QVERIFY(scan());
    QCOMPARE(Cloud::object(u"copied"_s), content);
    QCOMPARE(Cloud::object(u"copied2"_s), content);
    QCOMPARE(Cloud::object(u"original"_s), content);
    QCOMPARE(Cloud::object(u"orphan"_s), content);
    // The object is gone: that is an error, and no zeros.
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"orphan"_s}).ok());
    QVERIFY(shell(u"cd /srv/data && cp -a orphan nowhere && rclone deletefile s3:share/orphan"_s).ok());
    QVERIFY(Cloud::daemon({u"scan"_s, u"data"_s}).ok());
    QVERIFY(
        QTest::qWaitFor([] { return Cloud::status()[u"problems"].toObject().contains(u"data"_s); }, 20'000));
    QVERIFY2(!Cloud::objects().contains(u"nowhere"_s), "zeros are in the store");
    const QByteArray read = Cloud::get(u"nowhere"_s);
    QVERIFY2(read.contains("NT_STATUS"), read.left(100).constData());
    QVERIFY(Cloud::smb("rm nowhere").ok());
    QVERIFY2(QTest::qWaitFor([] { return !QFile::exists(onDisk(u"orphan"_s)); }, 20'000),
             "its object was removed from the bucket");
    QVERIFY(Cloud::isDrained());
}

void TestCloudvfsScan::aStubThatIsFilledPastSmbdIsANewVersion()
{
    const QByteArray before = noise(200'000, 4);
    const QByteArray after = noise(200'000, 5);
    QVERIFY(Cloud::put(u"filled"_s, before));
    QVERIFY(Cloud::put(u"shorter"_s, before));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"filled"_s}).ok());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"shorter"_s}).ok());
    writeFile(u"filled"_s, after);
    writeFile(u"shorter"_s, "short");
    QVERIFY(isStub(u"filled"_s)); // the mark is left over
    QVERIFY(scan());
    QCOMPARE(Cloud::object(u"filled"_s), after);
    QCOMPARE(Cloud::get(u"filled"_s), after);
    QCOMPARE(Cloud::object(u"shorter"_s), "short");
    QCOMPARE(Cloud::get(u"shorter"_s), "short");
}

void TestCloudvfsScan::anEmptyFolderInItsPlaceStopsTheShare()
{
    const QStringList before = Cloud::objects();
    QVERIFY(before.size() > 40);
    QVERIFY(shell(u"mv /srv/data /srv/away && mkdir -m 777 /srv/data"_s).ok());
    QVERIFY(Cloud::daemon({u"scan"_s, u"data"_s}).ok());
    const auto problem = [] { return Cloud::status()[u"problems"][u"data"].toString(); };
    QVERIFY(QTest::qWaitFor([&] { return problem().contains(u"another one than before"_s); }, 20'000));
    // Also a daemon that begins with it.
    m_cloud.killDaemon();
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(QTest::qWaitFor([&] { return problem().contains(u"another one than before"_s); }, 20'000));
    QCOMPARE(Cloud::objects(), before);
    QVERIFY(Cloud::put(u"on-the-wrong-disk"_s, "x"));
    QVERIFY(shell(u"mv /srv/data /srv/wrong && mv /srv/away /srv/data"_s).ok());
    QVERIFY(scan());
    QVERIFY2(problem().isEmpty(), qPrintable(problem()));
    QCOMPARE(Cloud::objects(), before);
}

void TestCloudvfsScan::muchThatIsGoneIsHeld()
{
    for (int i = 0; i < 300; ++i)
        writeFile(u"many/f%1"_s.arg(i), QByteArray::number(i));
    QVERIFY(scan());
    const QStringList before = Cloud::objects();
    QVERIFY(before.size() > 300);
    QVERIFY(shell(u"rm -r /srv/data/many"_s).ok());
    QVERIFY(scan());
    QCOMPARE(Cloud::objects(), before);
    QCOMPARE(scanStatus()[u"held"].toInt(), 300);
    QVERIFY(scan({u"--accept-removals"_s}));
    QVERIFY(Cloud::objects().filter(u"many/"_s).isEmpty());
    QCOMPARE(Cloud::objects().size(), before.size() - 300);
    QCOMPARE(scanStatus()[u"held"].toInt(), 0);
}

void TestCloudvfsScan::anUncleanEndOfTheMachineIsMadeUpFor()
{
    // A daemon that ends when everybody has gone has seen everything.
    QVERIFY(m_cloud.stopSmbd());
    QVERIFY(m_cloud.stopDaemon());
    QCOMPARE(Cloud::changeBoot(), u"ok"_s);
    writeFile(u"unseen"_s, "nobody looks for it");
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(!scanStatus()[u"due"].toBool());
    // Killed, on a machine that then went off: the intents may be lost.
    m_cloud.killDaemon();
    QCOMPARE(Cloud::changeBoot(), u"ok"_s);
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(QTest::qWaitFor([] { return !scanStatus()[u"due"].toBool(); }, 20'000));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"unseen"_s), "nobody looks for it");
    // Killed, and begun again by the same boot: the intents are all there.
    m_cloud.killDaemon();
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(!scanStatus()[u"due"].toBool());
    // Ended while a smbd could still write.
    QVERIFY(m_cloud.startSmbd());
    QVERIFY(m_cloud.stopDaemon());
    QVERIFY(Cloud::put(u"later"_s, "written without a daemon"));
    QCOMPARE(Cloud::changeBoot(), u"ok"_s);
    writeFile(u"unseen2"_s, "to be found");
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(QTest::qWaitFor([] { return !scanStatus()[u"due"].toBool(); }, 20'000));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"unseen2"_s), "to be found");
}

void TestCloudvfsScan::aKilledInitialSyncGoesOn()
{
    m_cloud.killDaemon();
    constexpr int many = 3000;
    for (int i = 0; i < many; ++i)
        writeFile(u"initial/d%1/f%2"_s.arg(i % 30).arg(i), QByteArray::number(i).leftJustified(2048, 'x'));
    QFile conf(Cloud::conf());
    QVERIFY(conf.open(QIODevice::ReadOnly));
    const QByteArray text = conf.readAll();
    Cloud::write(Cloud::conf(), QByteArray(text).replace("[share data]", "upload limit = 64K\n[share data]"));
    QVERIFY(shell(u"rm -f %1/index.db*; find /srv/data -mindepth 1 -maxdepth 1 ! -name initial "
                  "-exec rm -r {} +; rclone purge s3:share; rclone mkdir s3:share"_s.arg(Cloud::state()))
                .ok());
    QVERIFY(m_cloud.startDaemon());
    const auto left = [] { return Cloud::status()[u"scans"][u"data"][u"left"].toInt(); };
    for (int kill = 0; kill < 3; ++kill) {
        const int copied = int(Cloud::objects().size());
        QVERIFY(
            QTest::qWaitFor([&] { return left() > 100 && Cloud::objects().size() > copied + 100; }, 60'000));
        m_cloud.killDaemon();
        QVERIFY(m_cloud.startDaemon());
    }
    // What a client writes does not wait for it, a minute and a half of copying with that limit.
    QVERIFY(Cloud::put(u"urgent"_s, "now"));
    QVERIFY(QTest::qWaitFor([] { return Cloud::object(u"urgent"_s) == "now"; }, 30'000));
    const int leftThen = left();
    QVERIFY2(leftThen > 0, "the initial sync was done before what a client wrote");
    QVERIFY(scanStatus()[u"remainingSeconds"].toInt(-1) >= 0);
    QVERIFY(Cloud::daemon({u"bandwidth"_s, u"s3"_s, u"--up"_s, u"0"_s}).ok());
    Cloud::write(Cloud::conf(), text);
    const CommandResult initialised =
        runCommand(Cloud::program(), {u"-f"_s, Cloud::conf(), u"init"_s, u"data"_s}, {},
                   120'000 * smc::testing::patience);
    QVERIFY2(initialised.ok(), initialised.errors.constData());
    QVERIFY2(initialised.errors.contains("files seen; "), initialised.errors.constData());
    QVERIFY2(QJsonDocument::fromJson(initialised.output)[u"seen"].toInt() > many,
             initialised.output.constData());
    QCOMPARE(left(), 0);
    QVERIFY(Cloud::isDrained());
    const CommandResult compared =
        shell(u"diff <(cd /srv/data && find . -type f | cut -c3- | sort) "
              "<(rclone lsf -R --files-only s3:share | sort) && "
              "rclone check --download --one-way /srv/data/initial s3:share/initial 2>&1 | tail -3"_s);
    QVERIFY2(compared.ok(), QByteArray(compared.output + compared.errors).constData());
}

QTEST_GUILESS_MAIN(TestCloudvfsScan)
#include "test_cloudvfs_scan.moc"
