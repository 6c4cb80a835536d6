// SPDX-License-Identifier: GPL-3.0-or-later
// A share in the mode tier: versions in packs, and stubs that come back out of them.
#include "tests/integration/cloudvfs/cloud.h"

#include <QCryptographicHash>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <sys/stat.h>
#include <sys/xattr.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr auto mark = "security.cloudvfs.stub";

QStringList packs()
{
    return Cloud::objects().filter(u"data/pack/"_s);
}

} // namespace

class TestCloudvfsArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsWrittenIsInPacks();
    void equalContentIsStoredOnce();
    void aChangeInTheMiddleIsSmall();
    void whatIsEvictedComesBack_data();
    void whatIsEvictedComesBack();
    void aStubIsRenamedAndWrittenTo();
    void aRenameCopiesNothing();
    void aCopiedStubIsItsOwn();
    void aCopyOfWhatHasChangedIsNotTakenForIt();
    void aCopyIsFinishedAfterAKill();
    void attributesOfAStubThatChangePastSmbdAreCopied();
    void theQueueTellsHowFarACopyIs();
    void whatIsNotUsedGoes();
    void anEmptiedBucketIsNotWrittenBehind();

private:
    /// Past smbd, as "cp -a" does it.
    static void copyOfStub(const QString &name, const QString &copy, const QByteArray &content)
    {
        QVERIFY(Cloud::put(name, content));
        QVERIFY(Cloud::isDrained());
        QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, name}).ok());
        QVERIFY(runCommand(u"cp"_s,
                           {u"-a"_s, u"--sparse=always"_s, u"/srv/data/"_s + name, u"/srv/data/"_s + copy})
                    .ok());
    }

    Cloud m_cloud{
        "mode = tier\nevict after = 1h\nevict interval = 1s\nnever evict = *.pst\nnever evict of = @staff\n"};
};

void TestCloudvfsArchive::initTestCase()
{
    QVERIFY(m_cloud.startSmbd());
    QVERIFY(m_cloud.startDaemon());
}

void TestCloudvfsArchive::whatIsWrittenIsInPacks()
{
    QVERIFY(Cloud::smb("mkdir folder").ok());
    QByteArray commands = "lcd " + Cloud::folder().toUtf8() + ';';
    for (int i = 0; i < 200; ++i) {
        Cloud::write(Cloud::folder() + u"/f%1"_s.arg(i), noise(5000, quint32(i)));
        commands += "put f" + QByteArray::number(i) + " folder/f" + QByteArray::number(i) + ';';
    }
    QVERIFY(Cloud::smb(commands).ok());
    QVERIFY(Cloud::isDrained());
    const QStringList objects = Cloud::objects();
    QVERIFY2(objects.contains(u"data/root"_s), qPrintable(objects.join(u' ')));
    // Far fewer than files, and nothing of their names or content.
    QVERIFY2(objects.size() < 20, qPrintable(objects.join(u' ')));
    QVERIFY(!packs().isEmpty());
}

void TestCloudvfsArchive::equalContentIsStoredOnce()
{
    QVERIFY(Cloud::put(u"one"_s, noise(3'000'000, 1000)));
    QVERIFY(Cloud::isDrained());
    const QStringList before = packs();
    QVERIFY(Cloud::put(u"two"_s, noise(3'000'000, 1000)));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(packs(), before);
}

void TestCloudvfsArchive::aChangeInTheMiddleIsSmall()
{
    QByteArray content = noise(20'000'000, 1001);
    QVERIFY(Cloud::put(u"large"_s, content));
    QVERIFY(Cloud::isDrained());
    const QStringList before = packs();
    content.insert(10'000'000, "a line more\n");
    QVERIFY(Cloud::put(u"large"_s, content));
    QVERIFY(Cloud::isDrained());
    const QStringList after = packs();
    QCOMPARE(after.size(), before.size() + 1);
    for (const QString &pack : after) {
        if (!before.contains(pack))
            QVERIFY2(Cloud::object(pack).size() < 9'000'000, "a change in the middle sends most of the file");
    }
}

void TestCloudvfsArchive::whatIsEvictedComesBack_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("5 bytes") << 5;
    QTest::newRow("one chunk") << 200'000;
    QTest::newRow("many") << 30'000'000;
}

void TestCloudvfsArchive::whatIsEvictedComesBack()
{
    QFETCH(int, size);
    const QByteArray content = noise(size, quint32(size));
    QVERIFY(Cloud::put(u"away"_s, content));
    QVERIFY(Cloud::isDrained());
    const CommandResult evicted = Cloud::daemon({u"evict"_s, u"data"_s, u"away"_s});
    QVERIFY2(evicted.ok(), evicted.errors.constData());
    QVERIFY2(Cloud::blocksOf(u"away"_s) < 64, qPrintable(QString::number(Cloud::blocksOf(u"away"_s))));
    QVERIFY(Cloud::get(u"away"_s) == content);
}

void TestCloudvfsArchive::aStubIsRenamedAndWrittenTo()
{
    const QByteArray content = noise(5'000'000, 7);
    QVERIFY(Cloud::put(u"stub"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"stub"_s}).ok());
    QVERIFY(Cloud::smb("rename stub folder/moved").ok());
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::blocksOf(u"folder/moved"_s) < 64);
    QVERIFY(Cloud::get(u"folder/moved"_s) == content);
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"folder/moved"_s}).ok());
    m_cloud.killDaemon();
    QVERIFY(m_cloud.startDaemon());
    const CommandResult changed = runCommand(
        u"smbclient"_s,
        {u"//localhost/data"_s, u"-U"_s, u"jo%Passw0rd!lab"_s, u"-c"_s,
         u"put %1 folder/other; rename folder/other folder/third"_s.arg(Cloud::folder() + u"/f1"_s)});
    QVERIFY(changed.ok());
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::get(u"folder/moved"_s) == content);
}

void TestCloudvfsArchive::aRenameCopiesNothing()
{
    const QStringList before = packs();
    QVERIFY(Cloud::smb("rename folder renamed").ok());
    QVERIFY(Cloud::isDrained());
    QCOMPARE(packs(), before);
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"renamed/f7"_s}).ok());
    QVERIFY(Cloud::get(u"renamed/f7"_s) == noise(5000, 7));
}

void TestCloudvfsArchive::aCopiedStubIsItsOwn()
{
    const QByteArray content = noise(1'500'000, 70);
    QVERIFY(Cloud::put(u"first.bin"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"first.bin"_s}).ok());
    QVERIFY(runCommand(u"cp"_s,
                       {u"-a"_s, u"--sparse=always"_s, u"/srv/data/first.bin"_s, u"/srv/data/copy.bin"_s})
                .ok());
    QVERIFY(Cloud::daemon({u"scan"_s, u"data"_s}).ok());
    QVERIFY(QTest::qWaitFor(
        [] {
            return Cloud::daemon({u"versions"_s, u"data"_s, u"copy.bin"_s}).output.contains("1500000 bytes");
        },
        30'000));
    QVERIFY(Cloud::isDrained());
    // The one that it was copied from changes, and goes.
    QVERIFY(Cloud::put(u"first.bin"_s, noise(2'000'000, 71)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::smb("rm first.bin").ok());
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::blocksOf(u"copy.bin"_s) < 64);
    QVERIFY(Cloud::get(u"copy.bin"_s) == content);
}

void TestCloudvfsArchive::aCopyOfWhatHasChangedIsNotTakenForIt()
{
    copyOfStub(u"base.img"_s, u"copied.img"_s, noise(300'000, 72));
    QVERIFY(Cloud::put(u"base.img"_s, noise(300'000, 73))); // of the same size
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"scan"_s, u"data"_s}).ok());
    QVERIFY(QTest::qWaitFor(
        [] { return Cloud::status()[u"problems"][u"data"].toString().contains(u"It was copied from"_s); },
        30'000));
    QVERIFY2(Cloud::get(u"copied.img"_s).contains("NT_STATUS_"), "it is read as what it never was");
    QVERIFY(Cloud::smb("rm copied.img").ok());
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::get(u"base.img"_s) == noise(300'000, 73));
}

void TestCloudvfsArchive::aCopyIsFinishedAfterAKill()
{
    const auto markOf = [](const QByteArray &name) {
        QByteArray value(4096, '\0');
        value.truncate(::getxattr(QByteArray("/srv/data/" + name).constData(), mark, value.data(), 4096));
        return value;
    };
    copyOfStub(u"one.img"_s, u"two.img"_s, noise(300'000, 74));
    const QByteArray ofFirst = markOf("one.img");
    QCOMPARE(markOf("two.img"), ofFirst);
    QVERIFY(Cloud::daemon({u"scan"_s, u"data"_s}).ok());
    QVERIFY(QTest::qWaitFor([&] { return markOf("two.img") != ofFirst; }, 30'000));
    const QByteArray own = markOf("two.img");
    QVERIFY(Cloud::isDrained());
    // As if it had been killed between the segment and the new mark.
    QVERIFY(m_cloud.stopDaemon());
    QVERIFY(::setxattr("/srv/data/two.img", mark, ofFirst.constData(), std::size_t(ofFirst.size()), 0) == 0);
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"kill"_s);
        database.setDatabaseName(Cloud::state() + u"/index.db"_s);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(u"UPDATE file SET origin = (SELECT uid FROM file WHERE path = CAST('one.img' AS "
                           "BLOB)) WHERE path = CAST('two.img' AS BLOB)"_s));
        QCOMPARE(query.numRowsAffected(), 1);
    }
    QSqlDatabase::removeDatabase(u"kill"_s);
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(QTest::qWaitFor([&] { return markOf("two.img") == own; }, 30'000));
    QVERIFY(Cloud::put(u"one.img"_s, noise(300'000, 75)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::get(u"two.img"_s) == noise(300'000, 74));
}

void TestCloudvfsArchive::attributesOfAStubThatChangePastSmbdAreCopied()
{
    QVERIFY(Cloud::put(u"tinted.img"_s, noise(300'000, 75)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"tinted.img"_s}).ok());
    QVERIFY(runCommand(u"sh"_s, {u"-c"_s, u"chmod 604 /srv/data/tinted.img; setfattr -n user.colour -v red "
                                          "/srv/data/tinted.img"_s})
                .ok());
    const auto finished = [] { return Cloud::status()[u"scans"][u"data"][u"finished"].toInteger(); };
    const auto scan = [&] {
        const qint64 before = finished();
        return Cloud::daemon({u"scan"_s, u"data"_s}).ok() &&
               QTest::qWaitFor([&] { return finished() > before; }, 30'000 * smc::testing::patience) &&
               Cloud::isDrained();
    };
    QVERIFY(scan());
    const QString there = Cloud::folder() + u"/tinted"_s;
    QVERIFY(Cloud::daemon({u"restore"_s, u"data"_s, u"tinted.img"_s, u"--to"_s, there}).ok());
    const CommandResult restored = runCommand(
        u"sh"_s,
        {u"-c"_s, u"cd \"$1\"; stat -c %a tinted.img; getfattr --only-values -n user.colour tinted.img"_s,
         u"sh"_s, there});
    QCOMPARE(restored.output, QByteArray("604\nred"));
    // It is a stub still, and one more scan finds nothing to say of it.
    QVERIFY(Cloud::blocksOf(u"tinted.img"_s) < 64);
    const auto versions = [] {
        return Cloud::daemon({u"versions"_s, u"data"_s, u"tinted.img"_s}).output.count('\n');
    };
    const auto before = versions();
    QVERIFY(scan());
    QCOMPARE(versions(), before);
}

void TestCloudvfsArchive::theQueueTellsHowFarACopyIs()
{
    QVERIFY(Cloud::daemon({u"bandwidth"_s, u"s3"_s, u"--up"_s, u"64K"_s}).ok());
    QVERIFY(Cloud::put(u"slow.bin"_s, noise(24'000'000)));
    const auto queued = [] {
        return QJsonDocument::fromJson(Cloud::daemon({u"queue"_s, u"data"_s}).output)
            .object()[u"files"][0]
            .toObject();
    };
    QTRY_COMPARE_WITH_TIMEOUT(queued()[u"state"].toString(), u"copying"_s, 30'000);
    QCOMPARE(queued()[u"path"].toString(), u"slow.bin"_s);
    QVERIFY(queued()[u"sent"].toInteger() > 0);
    QVERIFY(Cloud::daemon({u"bandwidth"_s, u"s3"_s, u"--clear"_s}).ok());
    QVERIFY(Cloud::isDrained());
    QCOMPARE(queued(), QJsonObject());
}

void TestCloudvfsArchive::whatIsNotUsedGoes()
{
    const auto makeOld = [](const QByteArray &name) {
        return Cloud::smb("utimes " + name + " -1 2020:01:01-00:00:00 2020:01:01-00:00:00 -1").ok();
    };
    const QByteArrayList names{"old.bin", "mail.pst", "pinned.bin", "used.bin", "theirs.bin"};
    for (const QByteArray &name : names) {
        QVERIFY(Cloud::put(QString::fromLatin1(name), noise(300'000, 5)));
        const QByteArray path = "/srv/data/" + name;
        if (path.endsWith("pinned.bin"))
            QCOMPARE(::setxattr(path.constData(), "user.cloudvfs.policy", "pin", 3, 0), 0);
        if (name != "used.bin" && name != "theirs.bin")
            QVERIFY(makeOld(name));
    }
    QVERIFY(runCommand(u"sh"_s, {u"-c"_s, u"cd /srv/data && chgrp staff theirs.bin && "
                                          "touch -d 2019-01-01 theirs.bin"_s})
                .ok());
    QVERIFY(Cloud::daemon({u"scan"_s, u"data"_s}).ok()); // it is copied as it is now
    QVERIFY(Cloud::put(u"small.txt"_s, "stays"));
    QVERIFY(makeOld("small.txt"));
    QVERIFY(Cloud::isDrained());
    QVERIFY(QTest::qWaitFor([] { return Cloud::blocksOf(u"old.bin"_s) < 64; }, 30'000));
    // The next look comes to what is behind it in the order.
    QVERIFY(Cloud::put(u"next.bin"_s, noise(300'000, 6)));
    QVERIFY(makeOld("next.bin"));
    QVERIFY(Cloud::isDrained());
    QVERIFY(QTest::qWaitFor([] { return Cloud::blocksOf(u"next.bin"_s) < 64; }, 30'000));
    for (const QByteArray &name : names) {
        if (name != "old.bin")
            QVERIFY2(Cloud::blocksOf(QString::fromLatin1(name)) > 500, name.constData());
    }
    QVERIFY(Cloud::blocksOf(u"small.txt"_s) > 0);
    QVERIFY(Cloud::get(u"old.bin"_s) == noise(300'000, 5));
}

void TestCloudvfsArchive::anEmptiedBucketIsNotWrittenBehind()
{
    // Of a repository that lost its beginning nothing could be restored, and nobody would know.
    const QString kept = Cloud::folder() + u"/kept"_s;
    QVERIFY(Cloud::isDrained());
    QVERIFY(runCommand(u"rclone"_s, {u"copy"_s, u"s3:share"_s, kept}, {}, 60'000).ok());
    QVERIFY(runCommand(u"rclone"_s, {u"delete"_s, u"s3:share"_s}, {}, 60'000).ok());
    QVERIFY(Cloud::put(u"meanwhile"_s, "written to nowhere"));
    QVERIFY(QTest::qWaitFor(
        [] {
            return Cloud::status()[u"problems"][u"data"].toString().contains(
                u"The repository is not in its store any more"_s);
        },
        30'000));
    QVERIFY(Cloud::objects().filter(u"data/log/"_s).isEmpty());
    QVERIFY(runCommand(u"rclone"_s, {u"copy"_s, kept, u"s3:share"_s}, {}, 60'000).ok());
    QVERIFY(Cloud::isDrained());
    const QString restored = Cloud::folder() + u"/restored"_s;
    QVERIFY(Cloud::daemon({u"restore"_s, u"data"_s, u"--to"_s, restored}).ok());
    QFile file(restored + u"/meanwhile"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "written to nowhere");
}

QTEST_GUILESS_MAIN(TestCloudvfsArchive)
#include "test_cloudvfs_archive.moc"
