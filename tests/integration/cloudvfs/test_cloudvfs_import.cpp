// SPDX-License-Identifier: GPL-3.0-or-later
// A share in the mode link is its bucket: what the bucket has appears in the share, what others change in it
// is seen, and who changes one file on both sides loses neither version.
#include "tests/integration/cloudvfs/cloud.h"

#include <sys/stat.h>
#include <sys/xattr.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr int many = 1200; // more than one page of a list

CommandResult shell(const QString &command)
{
    return runCommand(u"bash"_s, {u"-ec"_s, command}, {}, 280'000);
}

bool isStub(const QString &name)
{
    return ::getxattr((u"/srv/data/"_s + name).toUtf8().constData(), "security.cloudvfs.stub", nullptr, 0) >
           0;
}

/// As somebody else who has the bucket.
bool upload(const QString &key, const QByteArray &content)
{
    const QString local = Cloud::folder() + u"/uploaded"_s;
    Cloud::write(local, content);
    return runCommand(u"rclone"_s, {u"copyto"_s, u"--ignore-times"_s, local, u"s3:share/"_s + key}).ok();
}

} // namespace

class TestCloudvfsImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aBucketAppears();
    void whatOthersChangeIsSeen();
    void whatOthersRemoveGoes();
    void aConflictKeepsBoth();
    void aNewFileOverAnotherOfTheBucketKeepsBoth();
    void aRemovalSparesWhatOthersWrote();
    void anErrorRemovesNothing();
    void muchThatIsGoneIsHeld();
    void anEmptyMachineGetsTheBucketAgain();
    void aNameOfAnOldIntentComesToo();

private:
    static QJsonObject bucket() { return Cloud::status()[u"scans"][u"data"][u"bucket"].toObject(); }
    static bool look(const QStringList &options = {})
    {
        const qint64 before = bucket()[u"finished"].toInteger();
        return Cloud::daemon(QStringList{u"scan"_s, u"data"_s} + options).ok() &&
               QTest::qWaitFor([&] { return bucket()[u"finished"].toInteger() > before; }, 60'000);
    }
    static QStringList conflicts() { return QDir(u"/srv/data"_s).entryList({u"* (conflict of *"_s}); }

    Cloud m_cloud{"create owner = jo\ncreate mode = 0640\n"};
};

void TestCloudvfsImport::initTestCase()
{
    const CommandResult filled =
        shell(u"mkdir -p %1/b && cd %1/b && for i in $(seq %2); do mkdir -p d$((i %% 20)); "
              "echo \"object $i\" >d$((i %% 20))/o$i; done && "
              "touch -d 2020-02-02T02:02:02Z d1/o1 && : >empty && "
              "rclone copy --transfers 16 --no-check-dest --s3-no-head --s3-no-check-bucket . s3:share"_s
                  .replace(u"%%"_s, u"%"_s)
                  .arg(Cloud::folder())
                  .arg(many));
    QVERIFY2(filled.ok(), filled.errors.constData());
    QVERIFY(m_cloud.startSmbd());
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(QTest::qWaitFor([] { return bucket()[u"finished"].toInteger() > 0; }, 120'000));
}

void TestCloudvfsImport::aBucketAppears()
{
    const CommandResult compared =
        shell(u"diff <(cd /srv/data && find . -type f -printf '%P %s\\n' | sort) "
              "<(cd %1/b && find . -type f -printf '%P %s\\n' | sort)"_s.arg(Cloud::folder()));
    QVERIFY2(compared.ok(), compared.output.left(500).constData());
    QCOMPARE(bucket()[u"made"].toInt(), many + 1);
    QVERIFY(isStub(u"d1/o1"_s) && !isStub(u"empty"_s));
    QCOMPARE(Cloud::get(u"d1/o1"_s), "object 1\n");
    QCOMPARE(Cloud::get(u"d7/o1007"_s), "object 1007\n");
    struct stat st = {};
    QCOMPARE(::stat("/srv/data/d2/o2", &st), 0);
    QCOMPARE(int(st.st_uid), 5001);
    QCOMPARE(int(st.st_mode & 0777), 0640);
    QCOMPARE(::stat("/srv/data/d2", &st), 0);
    QCOMPARE(int(st.st_mode & 0777), 0750);
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::objects().size(), many + 1);
}

void TestCloudvfsImport::whatOthersChangeIsSeen()
{
    QCOMPARE(Cloud::get(u"d3/o3"_s), "object 3\n"); // its content is here
    QVERIFY(upload(u"d3/o3"_s, "of somebody else"));
    QVERIFY(upload(u"d4/o4"_s, "of somebody else, a stub"));
    QVERIFY(upload(u"new/deep/one"_s, "new"));
    QVERIFY(look());
    QCOMPARE(Cloud::get(u"d3/o3"_s), "of somebody else");
    QCOMPARE(Cloud::get(u"d4/o4"_s), "of somebody else, a stub");
    QCOMPARE(Cloud::get(u"new/deep/one"_s), "new");
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"d3/o3"_s), "of somebody else");
    QVERIFY2(conflicts().isEmpty(), qPrintable(conflicts().join(u' ')));
}

void TestCloudvfsImport::whatOthersRemoveGoes()
{
    QCOMPARE(Cloud::get(u"d5/o5"_s), "object 5\n");
    QVERIFY(shell(u"rclone deletefile s3:share/d5/o5 && rclone deletefile s3:share/d6/o6"_s).ok());
    QVERIFY(look());
    QVERIFY(!QFile::exists(u"/srv/data/d5/o5"_s) && !QFile::exists(u"/srv/data/d6/o6"_s));
    QVERIFY(QFile::exists(u"/srv/data/d5/o25"_s));
    QCOMPARE(bucket()[u"removed"].toInt(), 2);
}

void TestCloudvfsImport::aConflictKeepsBoth()
{
    QVERIFY(Cloud::put(u"both.txt"_s, "first"));
    QVERIFY(Cloud::isDrained());
    QVERIFY(upload(u"both.txt"_s, "theirs"));
    QVERIFY(Cloud::put(u"both.txt"_s, "ours"));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::get(u"both.txt"_s), "ours");
    QCOMPARE(Cloud::object(u"both.txt"_s), "ours");
    QCOMPARE(conflicts().size(), 1);
    const QString other = conflicts().first();
    QVERIFY2(other.startsWith(u"both (conflict of "_s) && other.endsWith(u").txt"_s), qPrintable(other));
    QCOMPARE(Cloud::get(other), "theirs");
    QCOMPARE(Cloud::object(other), "theirs");
    QVERIFY(Cloud::smb("rm \"" + other.toUtf8() + '"').ok());
    // Changed again, nobody else did anything: no conflict.
    QVERIFY(Cloud::put(u"both.txt"_s, "ours again"));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"both.txt"_s), "ours again");
    QVERIFY(conflicts().isEmpty());
}

void TestCloudvfsImport::aNewFileOverAnotherOfTheBucketKeepsBoth()
{
    QVERIFY(upload(u"same"_s, "theirs"));
    QVERIFY(upload(u"equal"_s, "equal"));
    QVERIFY(Cloud::put(u"same"_s, "ours"));
    QVERIFY(Cloud::put(u"equal"_s, "equal"));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"same"_s), "ours");
    QCOMPARE(conflicts().size(), 1);
    QVERIFY(conflicts().first().startsWith(u"same (conflict of "_s));
    QCOMPARE(Cloud::object(conflicts().first()), "theirs");
}

void TestCloudvfsImport::aRemovalSparesWhatOthersWrote()
{
    QVERIFY(Cloud::put(u"spared"_s, "first"));
    QVERIFY(Cloud::isDrained());
    QVERIFY(upload(u"spared"_s, "theirs"));
    QVERIFY(Cloud::smb("rm spared").ok());
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"spared"_s), "theirs");
    QVERIFY(look());
    QCOMPARE(Cloud::get(u"spared"_s), "theirs");
}

void TestCloudvfsImport::anErrorRemovesNothing()
{
    const int before = QDir(u"/srv/data/d9"_s).entryList(QDir::Files).size();
    QVERIFY(before > 50);
    QVERIFY(shell(u"radosgw-admin user suspend --uid=test"_s).ok());
    QVERIFY(Cloud::daemon({u"scan"_s, u"data"_s}).ok());
    const bool told =
        QTest::qWaitFor([] { return Cloud::status()[u"problems"].toObject().contains(u"data"_s); }, 20'000);
    QVERIFY(shell(u"radosgw-admin user enable --uid=test"_s).ok());
    QVERIFY(told);
    QCOMPARE(int(QDir(u"/srv/data/d9"_s).entryList(QDir::Files).size()), before);
    QVERIFY(look());
    QCOMPARE(int(QDir(u"/srv/data/d9"_s).entryList(QDir::Files).size()), before);
}

void TestCloudvfsImport::muchThatIsGoneIsHeld()
{
    QVERIFY(shell(u"rclone delete --transfers 16 s3:share --include 'd*/**'"_s).ok());
    QVERIFY(look());
    QVERIFY2(bucket()[u"held"].toInt() > 1100, QJsonDocument(bucket()).toJson().constData());
    QVERIFY(QFile::exists(u"/srv/data/d9/o9"_s));
    QVERIFY(look({u"--accept-removals"_s}));
    QVERIFY(!QFile::exists(u"/srv/data/d9/o9"_s));
    QVERIFY(QFile::exists(u"/srv/data/both.txt"_s));
}

/// Disk and index are lost; intents of the time before are still there.
void TestCloudvfsImport::anEmptyMachineGetsTheBucketAgain()
{
    QVERIFY(Cloud::smb("mkdir zuletzt").ok());
    QVERIFY(Cloud::put(u"zuletzt/one"_s, "written before") && Cloud::put(u"zuletzt/two"_s, "written last"));
    QVERIFY(Cloud::isDrained());
    m_cloud.killDaemon();
    QVERIFY(shell(u"find /srv/data -mindepth 1 -delete && rm %1/index.db*"_s.arg(Cloud::state())).ok());
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(QTest::qWaitFor([] { return bucket()[u"finished"].toInteger() > 0; }, 120'000));
    QTRY_COMPARE_WITH_TIMEOUT(Cloud::get(u"zuletzt/two"_s), "written last", 30'000);
    QCOMPARE(Cloud::get(u"zuletzt/one"_s), "written before");
    QVERIFY(Cloud::isDrained());
    QCOMPARE(Cloud::object(u"zuletzt/two"_s), "written last");
}

/// Disk and index are lost, and what smbd noted is not: while that is looked at, its names are taken.
void TestCloudvfsImport::aNameOfAnOldIntentComesToo()
{
    QVERIFY(Cloud::put(u"noted"_s, "removed, and there again"));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::smb("rm noted").ok());
    QVERIFY(Cloud::isDrained());
    QVERIFY(upload(u"noted"_s, "there again"));
    QVERIFY(m_cloud.stopDaemon());
    QFile file(Cloud::conf());
    QVERIFY(file.open(QIODevice::ReadOnly));
    Cloud::write(Cloud::conf(), file.readAll().replace("quiet = 0", "quiet = 3"));
    QVERIFY(shell(u"rm -f %1/index.db*; rm -rf /srv/data/*"_s.arg(Cloud::state())).ok());
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(QTest::qWaitFor([&] { return bucket()[u"finished"].toInteger() > 0; }, 60'000));
    QCOMPARE(Cloud::get(u"noted"_s), "there again");
}

QTEST_GUILESS_MAIN(TestCloudvfsImport)
#include "test_cloudvfs_import.moc"
