// SPDX-License-Identifier: GPL-3.0-or-later
// What users say of their files by the attribute cloudvfs.policy, and what a share lets them say.
#include "tests/integration/cloudvfs/cloud.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestCloudvfsPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void aFileIsKeptOut();
    void aFolderSpeaksForWhatIsInIt();
    void aShareForbidsIt();
    void whatIsSaidToStayStays();
    void cleanupTestCase();

private:
    void begin(const QByteArray &lines);
    [[nodiscard]] bool isTier() const { return m_mode == "tier"_L1; }
    [[nodiscard]] static bool say(const QByteArray &name, const QByteArray &policy)
    {
        const CommandResult said = Cloud::smb("setea " + name + " cloudvfs.policy " + policy);
        return said.ok() && !said.output.contains("NT_STATUS");
    }
    [[nodiscard]] static QString state(const QString &folder, const QString &name)
    {
        const QJsonArray files =
            QJsonDocument::fromJson(Cloud::daemon({u"files"_s, u"data"_s, folder}).output)[u"files"]
                .toArray();
        for (const QJsonValue file : files) {
            if (file[u"name"] == name)
                return file[u"state"].toString();
        }
        return u"none"_s;
    }
    /// Of whichever mode: what the store has is read on a machine that has nothing else.
    [[nodiscard]] QByteArray inStore(const QString &name) const
    {
        if (!isTier())
            return Cloud::object(name);
        const QString folder = Cloud::folder() + u"/restored"_s;
        QDir(folder).removeRecursively();
        const CommandResult restored = Cloud::daemon({u"restore"_s, u"data"_s, u"--to"_s, folder});
        QFile file(folder + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            return restored.ok() ? QByteArray() : restored.errors;
        return file.readAll();
    }

    QString m_mode;
    std::unique_ptr<Cloud> m_cloud;
};

void TestCloudvfsPolicy::initTestCase_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("link") << u"link"_s;
    QTest::newRow("tier") << u"tier"_s;
}

void TestCloudvfsPolicy::init()
{
    QFETCH_GLOBAL(QString, mode);
    m_mode = mode;
    begin("user policy = pin backup never\n");
}

/// A machine with an empty share and an empty bucket.
void TestCloudvfsPolicy::begin(const QByteArray &lines)
{
    m_cloud.reset();
    QVERIFY(clearEverything());
    m_cloud = std::make_unique<Cloud>("mode = " + m_mode.toUtf8() + '\n' + lines +
                                      (isTier() ? "evict after = 1h\nevict interval = 1s\n" : ""));
    const CommandResult checked = Cloud::daemon({u"--check"_s});
    QVERIFY2(checked.ok(), checked.errors.constData());
    QVERIFY(m_cloud->startSmbd());
    QVERIFY(m_cloud->startDaemon());
}

void TestCloudvfsPolicy::cleanupTestCase()
{
    m_cloud.reset();
}

void TestCloudvfsPolicy::aFileIsKeptOut()
{
    const QByteArray before = noise(100'000);
    const QByteArray after = noise(100'000);
    QVERIFY(Cloud::put(u"mine"_s, before));
    QVERIFY(Cloud::put(u"others"_s, before));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(inStore(u"mine"_s), before);

    QVERIFY(say("mine", "never"));
    QVERIFY(Cloud::put(u"mine"_s, after));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(state({}, u"mine"_s), u"local"_s);
    QCOMPARE(Cloud::status()[u"files"][u"local"].toInt(), 1);
    // An earlier version is history; in a bucket that is the share there is none.
    QCOMPARE(inStore(u"mine"_s), isTier() ? before : QByteArray());
    const CommandResult evicted = Cloud::daemon({u"evict"_s, u"data"_s, u"mine"_s});
    QVERIFY2(!evicted.ok() && evicted.errors.contains("its policy keeps it out of the store"),
             evicted.errors.constData());
    if (isTier()) { // what is there now is in no version
        const CommandResult restored = Cloud::daemon({u"restore"_s, u"data"_s, u"mine"_s});
        QVERIFY2(restored.output.contains("\"failed\":1"), restored.output.constData());
    }
    // Neither a scan nor a rename nor another daemon changes that.
    QVERIFY(Cloud::smb("rename mine moved").ok());
    m_cloud->killDaemon();
    QVERIFY(m_cloud->startDaemon());
    QVERIFY(Cloud::daemon({u"scan"_s, u"data"_s}).ok());
    QVERIFY(Cloud::isDrained());
    QCOMPARE(state({}, u"moved"_s), u"local"_s);
    QCOMPARE(inStore(u"moved"_s), QByteArray());
    QCOMPARE(Cloud::get(u"moved"_s), after);

    QVERIFY(say("moved", "backup"));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(state({}, u"moved"_s), u"clean"_s);
    QCOMPARE(inStore(u"moved"_s), after);
    QCOMPARE(inStore(u"others"_s), before);
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"moved"_s}).ok());
    QCOMPARE(Cloud::get(u"moved"_s), after);
    QVERIFY(Cloud::smb("rm moved").ok());
    QVERIFY(Cloud::isDrained());
    QCOMPARE(inStore(u"moved"_s), QByteArray());
}

void TestCloudvfsPolicy::aFolderSpeaksForWhatIsInIt()
{
    const QByteArray content = noise(100'000);
    QVERIFY(Cloud::smb("mkdir scratch; mkdir scratch/below").ok());
    QVERIFY(say("scratch", "never"));
    QVERIFY(Cloud::put(u"scratch/below/one"_s, content));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(state(u"scratch/below"_s, u"one"_s), u"local"_s);
    QCOMPARE(inStore(u"scratch/below/one"_s), QByteArray());
    // What is nearer counts.
    QVERIFY(say("scratch/below/one", "pin"));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(state(u"scratch/below"_s, u"one"_s), u"clean"_s);
    QCOMPARE(inStore(u"scratch/below/one"_s), content);
    // What is said of a folder otherwise concerns what is in it when a scan comes by.
    QVERIFY(Cloud::put(u"scratch/two"_s, content));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(state(u"scratch"_s, u"two"_s), u"local"_s);
    QVERIFY(say("scratch", "backup"));
    QVERIFY(Cloud::daemon({u"scan"_s, u"data"_s}).ok());
    QTRY_COMPARE_WITH_TIMEOUT(state(u"scratch"_s, u"two"_s), u"clean"_s, 30'000);
    QCOMPARE(inStore(u"scratch/two"_s), content);
}

void TestCloudvfsPolicy::aShareForbidsIt()
{
    begin("user policy = none\n");
    const QByteArray content = noise(100'000);
    QVERIFY(Cloud::smb("mkdir folder").ok());
    QVERIFY(say("folder", "never"));
    QVERIFY(Cloud::put(u"folder/file"_s, content));
    QVERIFY(say("folder/file", "never"));
    QVERIFY(Cloud::isDrained());
    QCOMPARE(inStore(u"folder/file"_s), content);
    const CommandResult pinned = Cloud::daemon({u"pin"_s, u"data"_s, u"folder/file"_s});
    QVERIFY2(!pinned.ok() && pinned.errors.contains("Files of this share are not pinned"),
             pinned.errors.constData());
}

void TestCloudvfsPolicy::whatIsSaidToStayStays()
{
    for (const QByteArray name : {"old", "kept", "kept too"}) {
        QVERIFY(Cloud::put(QString::fromLatin1(name), noise(300'000)));
        if (name == "kept")
            QVERIFY(say(name, "backup"));
    }
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::smb("mkdir folder; rename \"kept too\" folder/too").ok());
    QVERIFY(say("folder", "pin"));
    for (const QByteArray name : {"kept", "folder/too", "old"})
        QVERIFY(Cloud::smb("utimes " + name + " -1 2020:01:01-00:00:00 2020:01:01-00:00:00 -1").ok());
    QVERIFY(Cloud::isDrained());
    if (isTier()) // by itself; elsewhere nothing is
        QTRY_VERIFY_WITH_TIMEOUT(Cloud::blocksOf(u"old"_s) < 64, 30'000);
    else
        QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"old"_s}).ok());
    QVERIFY(Cloud::blocksOf(u"kept"_s) > 500);
    QVERIFY(Cloud::blocksOf(u"folder/too"_s) > 500);
    const CommandResult evicted = Cloud::daemon({u"evict"_s, u"data"_s, u"folder/too"_s});
    QVERIFY2(!evicted.ok() && evicted.errors.contains("it is pinned"), evicted.errors.constData());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"kept"_s}).ok()); // by its name, backup lets it go
}

QTEST_GUILESS_MAIN(TestCloudvfsPolicy)
#include "test_cloudvfs_policy.moc"
