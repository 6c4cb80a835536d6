// SPDX-License-Identifier: GPL-3.0-or-later
// A share whose store is a mirror of three, two buckets and a folder: everything is in each of them,
// whichever was away, emptied or new; and clients notice nothing of it.
#include "tests/integration/cloudvfs/cloud.h"
#include "tests/lab/fault_proxy.h"

#include <QDirIterator>
#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr int port = 18101; // of the proxy, the way to "two"

} // namespace

class TestCloudvfsMirror : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void everythingIsInEachStore();
    void aStoreIsAway();
    void tooManyAreAway();
    void aStoreIsEmptied();
    void theMachineIsLost();
    void aMirrorOfMirrorsIsNone();
    void cleanupTestCase();

private:
    using Held = QMap<QString, QByteArray>;

    [[nodiscard]] static QString third() { return Cloud::folder() + u"/third"_s; }
    [[nodiscard]] static bool rclone(const QStringList &words)
    {
        const CommandResult result = runCommand(u"rclone"_s, QStringList{u"-q"_s} + words);
        if (!result.ok())
            qWarning("%s", result.errors.constData());
        return result.ok();
    }
    /// What lies below a folder, but for what is the mirror's own.
    [[nodiscard]] static Held below(const QString &folder)
    {
        Held held;
        for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
             files.hasNext();) {
            QFile file(files.next());
            const QString name = QDir(folder).relativeFilePath(file.fileName());
            if (!name.startsWith(".cloudvfs-"_L1) && !name.startsWith("%cloudvfs"_L1) &&
                file.open(QIODevice::ReadOnly))
                held.insert(name, file.readAll());
        }
        return held;
    }
    [[nodiscard]] static Held inBucket(const QString &bucket)
    {
        const QString copy = Cloud::folder() + u"/copy-of-"_s + bucket;
        QDir(copy).removeRecursively();
        return rclone({u"copy"_s, u"s3:"_s + bucket, copy}) ? below(copy) : Held{{u"not read"_s, {}}};
    }
    [[nodiscard]] static QJsonObject store(const QString &name)
    {
        const QJsonArray stores =
            QJsonDocument::fromJson(Cloud::daemon({u"stores"_s}).output)[u"stores"].toArray();
        for (const QJsonValue store : stores) {
            if (store[u"name"] == name)
                return store.toObject();
        }
        return {};
    }
    /// Whether no store lacks anything, as the daemon has it.
    [[nodiscard]] static bool isHealed()
    {
        return QTest::qWaitFor(
            [] {
                for (const QString &name : {u"one"_s, u"two"_s, u"three"_s}) {
                    const QJsonObject one = store(name);
                    if (one[u"health"] != "up"_L1 || one[u"healing"].toInt(-1) != 0 ||
                        !one[u"problem"].toString().isEmpty())
                        return false;
                }
                return true;
            },
            60'000);
    }
    [[nodiscard]] static QString problem() { return Cloud::status()[u"problems"][u"data"].toString(); }
    [[nodiscard]] bool put(const QString &name, const QByteArray &content)
    {
        m_files.insert(name, content);
        return Cloud::put(name, content);
    }
    void begin();
    void everyStoreIsTheSame();
    void everyFileIsThere();

    QString m_mode;
    Held m_files; ///< of the share
    std::unique_ptr<Cloud> m_cloud;
    FaultProxy m_proxy{port, 18100};
};

void TestCloudvfsMirror::initTestCase_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("link") << u"link"_s;
    QTest::newRow("tier") << u"tier"_s;
}

void TestCloudvfsMirror::initTestCase()
{
    QVERIFY(m_proxy.listens());
}

void TestCloudvfsMirror::init()
{
    QFETCH_GLOBAL(QString, mode);
    m_mode = mode;
    QVERIFY(m_proxy.say("pass"));
    begin();
    if (QTest::currentTestFailed())
        return;
    for (const auto &[name, size] : {std::pair(u"small"_s, 1000), std::pair(u"large"_s, 5'000'000),
                                     std::pair(u"gone"_s, 1000), std::pair(u"former"_s, 100'000)})
        QVERIFY(put(name, noise(size)));
    QVERIFY(Cloud::isDrained());
}

/// A machine with nothing in its share, and stores with nothing in them: for each test anew.
void TestCloudvfsMirror::begin()
{
    m_cloud.reset();
    m_files.clear();
    for (const QString &folder : {third(), Cloud::state(), u"/srv/data"_s}) {
        QVERIFY(QDir(folder).removeRecursively());
        QVERIFY(QDir().mkpath(folder));
    }
    QVERIFY(QFile::setPermissions(u"/srv/data"_s, QFile::Permissions::fromInt(0x7777)));
    for (const QString &bucket : {qEnvironmentVariable("SMC_S3_BUCKET"), u"second"_s}) {
        (void)runCommand(u"rclone"_s, {u"-q"_s, u"purge"_s, u"s3:"_s + bucket}); // it may not be there
        QVERIFY(rclone({u"mkdir"_s, u"s3:"_s + bucket}));
    }
    m_cloud = std::make_unique<Cloud>();
    const QByteArray folder = Cloud::folder().toUtf8();
    const auto bucket = [&](const QByteArray &name, const QByteArray &endpoint,
                            const QByteArray &of) -> QByteArray {
        return "[store " + name + "]\nendpoint = " + endpoint + "\nbucket = " + of +
               "\nkey file = " + folder + "/key\nretries = 0\n";
    };
    Cloud::write(Cloud::conf(), "[global]\nstate = " + Cloud::state().toUtf8() + "\nquiet = 0\n" +
                                    bucket("one", qgetenv("SMC_S3_ENDPOINT"), qgetenv("SMC_S3_BUCKET")) +
                                    bucket("two", "http://127.0.0.1:" + QByteArray::number(port), "second") +
                                    "[store three]\ntype = folder\npath = " + third().toUtf8() +
                                    "\n[store all]\ntype = mirror\nstores = one two three\n" +
                                    "[share data]\npath = /srv/data\nstore = all\nmode = " + m_mode.toUtf8() +
                                    '\n');
    const CommandResult checked = Cloud::daemon({u"--check"_s});
    QVERIFY2(checked.ok(), checked.errors.constData());
    QVERIFY(m_cloud->startSmbd());
    QVERIFY(m_cloud->startDaemon());
}

void TestCloudvfsMirror::cleanupTestCase()
{
    m_cloud.reset();
}

void TestCloudvfsMirror::everyStoreIsTheSame()
{
    QVERIFY2(isHealed(), Cloud::daemon({u"stores"_s}).output.constData());
    const Held one = inBucket(qEnvironmentVariable("SMC_S3_BUCKET"));
    QVERIFY(!one.isEmpty());
    QCOMPARE(inBucket(u"second"_s).keys(), one.keys());
    QCOMPARE(below(third()).keys(), one.keys());
    QVERIFY(inBucket(u"second"_s) == one);
    QVERIFY(below(third()) == one);
    if (m_mode == "link"_L1)
        QVERIFY(one == m_files);
}

void TestCloudvfsMirror::everyFileIsThere()
{
    for (auto it = m_files.cbegin(); it != m_files.cend(); ++it)
        QVERIFY2(Cloud::get(it.key()) == it.value(), qPrintable(it.key()));
}

void TestCloudvfsMirror::everythingIsInEachStore()
{
    QVERIFY(Cloud::smb("rm gone; rename former latter").ok());
    m_files.remove(u"gone"_s);
    m_files.insert(u"latter"_s, m_files.take(u"former"_s));
    QVERIFY(Cloud::isDrained());
    everyStoreIsTheSame();
    QCOMPARE(store(u"one"_s)[u"mirror"].toString(), u"all"_s);
    QCOMPARE(problem(), QString());
}

void TestCloudvfsMirror::aStoreIsAway()
{
    QVERIFY(m_proxy.say("refuse"));
    QVERIFY(put(u"new"_s, noise(2'000'000)));
    QVERIFY(put(u"small"_s, noise(2000)));
    QVERIFY(Cloud::smb("rm gone").ok());
    m_files.remove(u"gone"_s);
    QVERIFY(Cloud::isDrained()); // two have it
    QVERIFY2(problem().contains(u"The store two of the mirror all lacks"_s), qPrintable(problem()));
    QVERIFY(store(u"two"_s)[u"healing"].toInt() > 0);
    QCOMPARE(store(u"two"_s)[u"health"].toString(), u"down"_s);
    QCOMPARE(store(u"one"_s)[u"health"].toString(), u"up"_s);
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"new"_s}).ok());
    everyFileIsThere();
    // What it lacks is not forgotten with the daemon.
    m_cloud->killDaemon();
    QVERIFY(m_cloud->startDaemon());
    QVERIFY(store(u"two"_s)[u"healing"].toInt() > 0);
    QVERIFY(m_proxy.say("pass"));
    everyStoreIsTheSame();
    QTRY_COMPARE_WITH_TIMEOUT(problem(), QString(), 30'000);
}

void TestCloudvfsMirror::tooManyAreAway()
{
    QVERIFY(m_proxy.say("refuse"));
    QVERIFY(QDir().rename(third(), third() + u"-away"_s));
    QVERIFY(put(u"waits"_s, noise(300'000)));
    QTRY_VERIFY_WITH_TIMEOUT(!problem().isEmpty(), 30'000);
    const CommandResult evicted = Cloud::daemon({u"evict"_s, u"data"_s, u"waits"_s});
    QVERIFY2(!evicted.ok(), "one store alone is no quorum");
    QVERIFY(QDir().rename(third() + u"-away"_s, third()));
    QVERIFY(m_proxy.say("pass"));
    QVERIFY(Cloud::isDrained() || Cloud::isDrained());
    everyStoreIsTheSame();
    everyFileIsThere();
}

void TestCloudvfsMirror::aStoreIsEmptied()
{
    QVERIFY(m_cloud->stopDaemon());
    QVERIFY(rclone({u"purge"_s, u"s3:"_s + qEnvironmentVariable("SMC_S3_BUCKET")}));
    QVERIFY(rclone({u"mkdir"_s, u"s3:"_s + qEnvironmentVariable("SMC_S3_BUCKET")}));
    QVERIFY(m_cloud->startDaemon());
    QVERIFY(put(u"after"_s, noise(100'000)));
    QVERIFY(Cloud::isDrained());
    everyStoreIsTheSame();
    everyFileIsThere();
}

/// A new one has nothing but the stores, of which one had missed something.
void TestCloudvfsMirror::theMachineIsLost()
{
    QVERIFY(m_proxy.say("refuse"));
    QVERIFY(put(u"last"_s, noise(400'000)));
    QVERIFY(Cloud::isDrained());
    m_cloud->killDaemon();
    QVERIFY(m_cloud->stopSmbd());
    for (const QString &folder : {Cloud::state(), u"/srv/data"_s}) {
        QVERIFY(QDir(folder).removeRecursively());
        QVERIFY(QDir().mkpath(folder));
    }
    QVERIFY(QFile::setPermissions(u"/srv/data"_s, QFile::Permissions::fromInt(0x7777)));
    QVERIFY(m_proxy.say("pass"));
    QVERIFY(m_cloud->startSmbd());
    QVERIFY(m_cloud->startDaemon());
    if (m_mode == "tier"_L1) {
        const CommandResult restored = Cloud::daemon({u"restore"_s, u"data"_s});
        QVERIFY2(restored.ok(), restored.errors.constData());
    }
    for (auto it = m_files.cbegin(); it != m_files.cend(); ++it)
        QTRY_VERIFY2_WITH_TIMEOUT(QFile::exists(u"/srv/data/"_s + it.key()), qPrintable(it.key()), 30'000);
    everyFileIsThere();
    everyStoreIsTheSame();
}

/// In whatever order they stand: the inner one would never be healed.
void TestCloudvfsMirror::aMirrorOfMirrorsIsNone()
{
    QFile conf(Cloud::conf());
    QVERIFY(conf.open(QIODevice::Append));
    conf.write("[store zoo]\ntype = mirror\nstores = all\n");
    conf.close();
    const CommandResult checked = Cloud::daemon({u"--check"_s});
    QVERIFY(!checked.ok());
    const QByteArray said = checked.output + checked.errors;
    QVERIFY2(said.contains("[store zoo]: there is no store all, or it is a mirror itself"), said.constData());
}

QTEST_GUILESS_MAIN(TestCloudvfsMirror)
#include "test_cloudvfs_mirror.moc"
