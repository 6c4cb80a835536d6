// SPDX-License-Identifier: GPL-3.0-or-later
// A share on Debian's own smbd that is joined to radosgw: what clients write is in the bucket, whoever dies;
// what is evicted comes back.
#include "service/cloudvfs/sync/questions.h"
#include "tests/integration/cloudvfs/cloud.h"

#include <csignal>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestCloudvfs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsWrittenIsInTheBucket_data();
    void whatIsWrittenIsInTheBucket();
    void namesFollow();
    void anEditorWritesRenamesDeletes();
    void aDeadDaemonMissesNothing();
    void whatIsEvictedComesBack();
    void aPartComesAlone();
    void whoReadsOnFindsTheNextThere();
    void severalReadOneFile();
    void aStubIsWrittenTo();
    void aStubIsOverwritten();
    void stubsAreRotated();
    void aStubIsOverwrittenWithoutTheDaemon();
    void nothingIsEvictedThatIsNotSafe();
    void withoutTheDaemonOnlyStubsWait();
    void nobodyForgesTheMark();
    void thereIsOneDaemon();

private:
    /// What the module asks when a client reads 64 KiB of a stub.
    [[nodiscard]] static bool wants(const QString &name, qint64 offset)
    {
        struct stat st = {};
        if (::stat(QByteArray("/srv/data/" + name.toUtf8()).constData(), &st) != 0)
            return false;
        const auto brought = smc::cloudvfs::ask("/run/cloudvfs/socket", {.kind = CLOUDVFS_RECALL,
                                                                         .share = u"data"_s,
                                                                         .path = name.toUtf8(),
                                                                         .device = st.st_dev,
                                                                         .inode = st.st_ino,
                                                                         .offset = offset,
                                                                         .length = 65'536});
        if (!brought)
            qWarning("%s", qUtf8Printable(brought.error().toString()));
        return bool(brought);
    }

    Cloud m_cloud;
};

void TestCloudvfs::initTestCase()
{
    QVERIFY(m_cloud.startSmbd());
    QVERIFY(m_cloud.startDaemon());
}

void TestCloudvfs::whatIsWrittenIsInTheBucket_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << u"empty.txt"_s << QByteArray();
    QTest::newRow("small") << u"small.txt"_s << QByteArray("of a client");
    QTest::newRow("large") << u"large.bin"_s << noise(20'000'000, 1);
    QTest::newRow("signs") << u"a b+c&d=e'(f)!@,ü漢😀.txt"_s << QByteArray("signs");
}

void TestCloudvfs::whatIsWrittenIsInTheBucket()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QVERIFY(Cloud::put(name, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::objects().contains(name));
    QCOMPARE(Cloud::object(name), content);
    QVERIFY(Cloud::put(name, content + "and more"));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(name), content + "and more");
}

void TestCloudvfs::namesFollow()
{
    QVERIFY(Cloud::smb("mkdir dir; mkdir dir/sub").ok());
    QVERIFY(Cloud::put(u"dir/one"_s, "1") && Cloud::put(u"dir/sub/two"_s, "2"));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::smb("rename dir other; rename other/one other/eins").ok());
    QVERIFY(Cloud::isDrained());
    QStringList names = Cloud::objects();
    QVERIFY2(names.contains(u"other/eins"_s) && names.contains(u"other/sub/two"_s),
             qPrintable(names.join(u' ')));
    QVERIFY2(names.filter(u"dir/"_s).isEmpty() && !names.contains(u"other/one"_s),
             qPrintable(names.join(u' ')));
    QCOMPARE(Cloud::object(u"other/sub/two"_s), "2");
    QVERIFY(Cloud::smb("rm other/eins").ok());
    QVERIFY(Cloud::isDrained());
    names = Cloud::objects();
    QVERIFY2(!names.contains(u"other/eins"_s) && names.contains(u"other/sub/two"_s),
             qPrintable(names.join(u' ')));
}

void TestCloudvfs::anEditorWritesRenamesDeletes()
{
    QVERIFY(Cloud::put(u"doc"_s, "version 1"));
    QVERIFY(Cloud::isDrained());
    for (int version = 2; version < 6; ++version) {
        const QByteArray text = "version " + QByteArray::number(version);
        QVERIFY(Cloud::put(u"doc.tmp"_s, text));
        QVERIFY(Cloud::smb("rename doc doc.bak; rename doc.tmp doc; rm doc.bak").ok());
        QVERIFY(Cloud::isDrained());
        QCOMPARE(Cloud::object(u"doc"_s), text);
    }
    const QStringList left = Cloud::objects().filter(u"doc"_s);
    QVERIFY2(left == QStringList{u"doc"_s}, qPrintable(left.join(u' ')));
}

void TestCloudvfs::aDeadDaemonMissesNothing()
{
    m_cloud.killDaemon();
    QVERIFY(Cloud::put(u"meanwhile"_s, "written while nobody looked"));
    QVERIFY(Cloud::smb("rename small.txt tiny.txt; rm empty.txt").ok());
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(Cloud::isDrained());
    const QStringList names = Cloud::objects();
    QCOMPARE(Cloud::object(u"meanwhile"_s), "written while nobody looked");
    QVERIFY2(names.contains(u"tiny.txt"_s) && !names.contains(u"small.txt"_s) &&
                 !names.contains(u"empty.txt"_s),
             qPrintable(names.join(u' ')));
}

void TestCloudvfs::whatIsEvictedComesBack()
{
    const QByteArray content = noise(5'000'000, 2);
    QVERIFY(Cloud::put(u"cold"_s, content));
    QVERIFY(Cloud::isDrained());
    const QByteArray before = Cloud::smb("allinfo cold").output;
    QVERIFY(Cloud::blocksOf(u"cold"_s) > 9000);
    const CommandResult evicted = Cloud::daemon({u"evict"_s, u"data"_s, u"cold"_s});
    QVERIFY2(evicted.ok(), evicted.errors.constData());
    QVERIFY(Cloud::blocksOf(u"cold"_s) < 20);
    const QByteArray listed = Cloud::smb("ls cold").output;
    QVERIFY2(listed.contains(" 5000000 "), listed.constData());
    const QByteArray info = Cloud::smb("allinfo cold").output;
    QVERIFY2(info.contains("401020") || info.contains("attributes: AO"),
             info.constData()); // offline, on access
    QCOMPARE(Cloud::get(u"cold"_s), content);
    QVERIFY(Cloud::blocksOf(u"cold"_s) > 9000);
    const auto written = [](const QByteArray &all) { return all.mid(all.indexOf("\nwrite_time:"), 50); };
    QCOMPARE(written(Cloud::smb("allinfo cold").output), written(before));
    QVERIFY(Cloud::isDrained()); // and it is no change that has to be copied
    QCOMPARE(Cloud::status()[u"files"][u"stub"].toInt(), 0);
}

void TestCloudvfs::aPartComesAlone()
{
    const QByteArray content = noise(30'000'000, 3);
    QVERIFY(Cloud::put(u"film"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"film"_s}).ok());
    QVERIFY(wants(u"film"_s, 10'000'000));
    QFile file(u"/srv/data/film"_s);
    QVERIFY(file.open(QIODevice::ReadOnly) && file.seek(10'000'000));
    QCOMPARE(file.read(65'536), content.mid(10'000'000, 65'536));
    QVERIFY2(Cloud::blocksOf(u"film"_s) < 8'000'000 / 512,
             qPrintable(QString::number(Cloud::blocksOf(u"film"_s))));
    QCOMPARE(Cloud::get(u"film"_s), content);
}

void TestCloudvfs::whoReadsOnFindsTheNextThere()
{
    const QByteArray content = noise(30 << 20, 21);
    QVERIFY(Cloud::put(u"film"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"film"_s}).ok());
    constexpr int mebibyte = 2048; // in blocks
    // Here and there: these parts, and no more.
    for (const qint64 offset : {5'000'000, 28'000'000, 12'000'000})
        QVERIFY(wants(u"film"_s, offset));
    QVERIFY2(Cloud::blocksOf(u"film"_s) <= 4 * mebibyte,
             qPrintable(QString::number(Cloud::blocksOf(u"film"_s))));
    // From the front on: what comes next, too.
    for (const qint64 offset : {0, 65'536})
        QVERIFY(wants(u"film"_s, offset));
    QTRY_VERIFY_WITH_TIMEOUT(Cloud::blocksOf(u"film"_s) >= 6 * mebibyte, 20'000);
    QCOMPARE(Cloud::get(u"film"_s), content);
}

void TestCloudvfs::severalReadOneFile()
{
    const QByteArray content = noise(40 << 20, 22);
    QVERIFY(Cloud::put(u"popular"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"popular"_s}).ok());
    const QByteArray before = Cloud::smb("allinfo popular").output;
    std::vector<std::unique_ptr<QProcess>> readers;
    for (int reader = 0; reader < 4; ++reader) {
        readers.push_back(std::make_unique<QProcess>());
        readers.back()->start(u"smbclient"_s,
                              {u"//localhost/data"_s, u"-U"_s, u"jo%Passw0rd!lab"_s, u"-c"_s,
                               u"get popular \"%1/got%2\""_s.arg(Cloud::folder()).arg(reader)});
    }
    const CommandResult brought = Cloud::daemon({u"recall"_s, u"data"_s, u"popular"_s});
    QVERIFY2(brought.ok(), brought.errors.constData());
    for (int reader = 0; reader < 4; ++reader) {
        QVERIFY(readers[reader]->waitForFinished(60'000));
        QFile file(u"%1/got%2"_s.arg(Cloud::folder()).arg(reader));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll() == content, qPrintable(u"reader %1 got something else"_s.arg(reader)));
    }
    const auto written = [](const QByteArray &all) { return all.mid(all.indexOf("\nwrite_time:"), 50); };
    QCOMPARE(written(Cloud::smb("allinfo popular").output), written(before));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::status()[u"files"][u"stub"].toInt(), 0);
}

void TestCloudvfs::aStubIsWrittenTo()
{
    const QByteArray content = noise(3'000'000, 4);
    QVERIFY(Cloud::put(u"log"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"log"_s}).ok());
    // "reput" of smbclient 4.17 writes what is new at the beginning.
    const QString local = Cloud::folder() + u"/sent"_s;
    Cloud::write(local, content + "one line more\n");
    QVERIFY(Cloud::smb("reput \"" + local.toUtf8() + "\" log").ok());
    const QByteArray expected = "one line more\n" + content.mid(14);
    QCOMPARE(Cloud::get(u"log"_s), expected);
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"log"_s), expected);
}

void TestCloudvfs::aStubIsOverwritten()
{
    QVERIFY(Cloud::put(u"over"_s, noise(3'000'000, 5)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"over"_s}).ok());
    QVERIFY(Cloud::put(u"over"_s, "new"));
    QCOMPARE(Cloud::get(u"over"_s), "new");
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"over"_s), "new");
}

void TestCloudvfs::stubsAreRotated()
{
    // Each takes the name, and so the key, of one whose content is in the cloud alone.
    QByteArrayList contents;
    for (int i = 0; i < 4; ++i) {
        contents << noise(200'000, quint32(10 + i));
        QVERIFY(Cloud::put(u"log.%1"_s.arg(i), contents.last()));
    }
    QVERIFY(Cloud::isDrained());
    for (int i = 0; i < 4; ++i)
        QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"log.%1"_s.arg(i)}).ok());
    QVERIFY(
        Cloud::smb("rename log.3 log.4; rename log.2 log.3; rename log.1 log.2; rename log.0 log.1").ok());
    QVERIFY(Cloud::put(u"log.0"_s, "begun anew"));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"log.0"_s), "begun anew");
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(Cloud::object(u"log.%1"_s.arg(i + 1)), contents[i]);
        QCOMPARE(Cloud::get(u"log.%1"_s.arg(i + 1)), contents[i]);
    }
}

void TestCloudvfs::aStubIsOverwrittenWithoutTheDaemon()
{
    QVERIFY(Cloud::put(u"alone"_s, noise(100'000, 20)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"alone"_s}).ok());
    m_cloud.killDaemon();
    QVERIFY(Cloud::put(u"alone"_s, "new"));
    QCOMPARE(Cloud::get(u"alone"_s), "new");
    // A smbd that was killed in the middle of an overwriting has left a mark on what is empty.
    QCOMPARE(::setxattr("/srv/data/alone", "security.cloudvfs.stub", "{}", 2, 0), 0);
    QCOMPARE(::truncate("/srv/data/alone", 0), 0);
    QVERIFY(Cloud::put(u"alone"_s, "newer"));
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::get(u"alone"_s), "newer");
    QCOMPARE(Cloud::object(u"alone"_s), "newer");
}

void TestCloudvfs::nothingIsEvictedThatIsNotSafe()
{
    const auto refusal = [](const QString &name) {
        return Cloud::daemon({u"evict"_s, u"data"_s, name}).errors;
    };
    QVERIFY(Cloud::put(u"keep"_s, "kept"));
    QVERIFY(Cloud::isDrained());
    // The store lost it.
    QVERIFY(runCommand(u"rclone"_s, {u"deletefile"_s, u"s3:share/keep"_s}).ok());
    QVERIFY2(refusal(u"keep"_s).contains("There is no object keep"), refusal(u"keep"_s).constData());
    QVERIFY(Cloud::blocksOf(u"keep"_s) > 0);
    // Somebody reads it.
    QVERIFY(Cloud::put(u"read"_s, "is read"));
    QVERIFY(Cloud::isDrained());
    QFile reader(u"/srv/data/read"_s);
    QVERIFY(reader.open(QIODevice::ReadOnly));
    QVERIFY2(refusal(u"read"_s).contains("somebody has it open"), refusal(u"read"_s).constData());
    reader.close();
    // It was changed behind smbd's back.
    QVERIFY(reader.open(QIODevice::WriteOnly | QIODevice::Append));
    reader.write("!");
    reader.close();
    QVERIFY2(refusal(u"read"_s).contains("it has changed since"), refusal(u"read"_s).constData());
    // Its content is that of another name, too; and who asks for a second name is refused.
    QVERIFY(Cloud::put(u"first"_s, "of two names"));
    QVERIFY(Cloud::isDrained());
    QVERIFY(!Cloud::smb("hardlink first second").ok() || !QFile::exists(u"/srv/data/second"_s));
    QCOMPARE(::link("/srv/data/first", "/srv/data/second"), 0);
    QVERIFY(Cloud::put(u"first"_s, "of two names!"));
    QVERIFY(Cloud::isDrained());
    QVERIFY2(refusal(u"first"_s).contains("it has other names"), refusal(u"first"_s).constData());
    QCOMPARE(::unlink("/srv/data/second"), 0);
    QVERIFY2(refusal(u"nothing"_s).contains("No such file"), refusal(u"nothing"_s).constData());
}

void TestCloudvfs::withoutTheDaemonOnlyStubsWait()
{
    QVERIFY(Cloud::put(u"local"_s, "here"));
    QVERIFY(Cloud::put(u"away"_s, "there"));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"away"_s}).ok());
    m_cloud.killDaemon();
    QCOMPARE(Cloud::get(u"local"_s), "here");
    QVERIFY(Cloud::put(u"local"_s, "and changed"));
    const CommandResult failed = Cloud::smb("get away " + Cloud::folder().toUtf8() + "/got");
    const QByteArray said = failed.output + failed.errors;
    QVERIFY2(said.contains("NT_STATUS_IO_DEVICE_ERROR"), said.constData());
    QVERIFY(m_cloud.startDaemon());
    QCOMPARE(Cloud::get(u"away"_s), "there");
    QCOMPARE(Cloud::get(u"local"_s), "and changed");
}

void TestCloudvfs::nobodyForgesTheMark()
{
    QVERIFY(Cloud::put(u"mine"_s, "mine"));
    // EAs of clients are in user.*; a mark there is none.
    const QByteArray name = "/srv/data/mine";
    QVERIFY(::setxattr(name.constData(), "user.cloudvfs.stub", "x", 1, 0) == 0);
    QCOMPARE(Cloud::get(u"mine"_s), "mine");
}

void TestCloudvfs::thereIsOneDaemon()
{
    const CommandResult second = Cloud::daemon({});
    QCOMPARE(second.exitCode, 1);
    QVERIFY2(second.errors.contains("Another cloudvfsd has "), second.errors.constData());
}

QTEST_GUILESS_MAIN(TestCloudvfs)
#include "test_cloudvfs.moc"
