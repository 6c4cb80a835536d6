// SPDX-License-Identifier: GPL-3.0-or-later
// Full disks: of the share, of the daemon's state, of both in one. A client is told that the disk is full,
// and nothing else; nothing that was written is lost; room can be made; and then it goes on by itself.
#include "tests/integration/cloudvfs/cloud.h"
#include "tests/lab/loop_disk.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestCloudvfsFull : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theShareIsFull();
    void theStateIsFull();
    void aStubComesBackToAFullShare();
    void moreThanTheDirtyLimitWaits();
    void cleanupTestCase();

private:
    /// What a client is told, in one line.
    static QByteArray refusal(const QString &name, const QByteArray &content)
    {
        const QString local = Cloud::folder() + u"/sent"_s;
        Cloud::write(local, content);
        const CommandResult result =
            Cloud::smb("put " + local.toUtf8() + ' ' + name.toUtf8()); // exit code or not, it says so
        return result.output + result.errors;
    }
    void everythingIsThere(const QMap<QString, QByteArray> &expected)
    {
        for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
            QVERIFY2(Cloud::get(it.key()) == it.value(), qPrintable(it.key()));
            QVERIFY2(Cloud::object(it.key()) == it.value(), qPrintable(it.key()));
        }
    }

    const LoopDisk m_share{u"/srv/data"_s, Cloud::folder() + u"/share.img"_s, u"64M"_s, false};
    const LoopDisk m_state{Cloud::state(), Cloud::folder() + u"/state.img"_s, u"16M"_s, false};
    Cloud m_cloud;
};

void TestCloudvfsFull::initTestCase()
{
    QVERIFY(m_share.make());
    QVERIFY(m_state.make());
    QVERIFY(m_cloud.startSmbd());
    QVERIFY(m_cloud.startDaemon());
}

void TestCloudvfsFull::cleanupTestCase()
{
    m_cloud.killDaemon();
}

void TestCloudvfsFull::theShareIsFull()
{
    QMap<QString, QByteArray> expected{{u"one"_s, noise(3'000'000)}, {u"two"_s, noise(500'000)}};
    for (auto it = expected.cbegin(); it != expected.cend(); ++it)
        QVERIFY(Cloud::put(it.key(), it.value()));
    QVERIFY(m_share.fill());
    const QByteArray said = refusal(u"three"_s, noise(3'000'000));
    QVERIFY2(said.contains("NT_STATUS_DISK_FULL"), said.constData());
    QVERIFY(Cloud::smb("rm two").ok()); // removing and renaming need no room
    expected.remove(u"two"_s);
    QVERIFY(Cloud::smb("rename one eins").ok());
    expected.insert(u"eins"_s, expected.take(u"one"_s));
    QVERIFY(QFile::remove(m_share.ballast()));
    expected.insert(u"three"_s, noise(3'000'000));
    QVERIFY(Cloud::put(u"three"_s, expected.value(u"three"_s)));
    QVERIFY(Cloud::isDrained());
    everythingIsThere(expected);
}

void TestCloudvfsFull::theStateIsFull()
{
    QMap<QString, QByteArray> expected;
    for (int i = 0; i < 20; ++i) {
        const QString name = u"before%1"_s.arg(i);
        expected.insert(name, noise(10'000));
        QVERIFY(Cloud::put(name, expected.value(name)));
    }
    QVERIFY(Cloud::isDrained());
    QVERIFY(m_state.fill());
    // Until what is there for intents is used up, clients notice nothing; then they are told.
    QByteArray said;
    for (int i = 0; i < 3000 && said.isEmpty(); i += 30) {
        QByteArray commands = "lcd " + Cloud::folder().toUtf8() + ';';
        for (int j = i; j < i + 30; ++j) {
            const QString name = u"during%1"_s.arg(j);
            const QByteArray content = noise(100);
            Cloud::write(Cloud::folder() + u'/' + name, content);
            commands += "put " + name.toUtf8() + ';';
            expected.insert(name, content);
        }
        const CommandResult result = Cloud::smb(commands);
        for (const QByteArray &line : QByteArray(result.output + result.errors).split('\n')) {
            if (!line.contains("NT_STATUS_"))
                continue;
            QVERIFY2(line.contains("NT_STATUS_DISK_FULL"), line.constData());
            said = line;
        }
        // smbclient does not name what it could not write: of these the share says it.
        for (int j = i; !said.isEmpty() && j < i + 30; ++j) {
            const QString name = u"during%1"_s.arg(j);
            QFile file(u"/srv/data/"_s + name);
            if (!file.open(QIODevice::ReadOnly) || file.readAll() != expected.value(name))
                expected.remove(name);
        }
    }
    QVERIFY2(said.contains("NT_STATUS_DISK_FULL"), said.constData());
    // Everything can be read and removed, now as ever.
    QCOMPARE(Cloud::get(u"before3"_s), expected.value(u"before3"_s));
    for (int i = 0; i < 10; ++i) {
        const QString name = u"before%1"_s.arg(i);
        const CommandResult removed = Cloud::smb("rm " + name.toUtf8());
        QVERIFY2(removed.ok() && !removed.output.contains("NT_STATUS"), removed.output.constData());
        QVERIFY(!QFile::exists(u"/srv/data/"_s + name));
        expected.remove(name);
    }
    const QString problem = Cloud::status()[u"problems"][u"data"].toString();
    QVERIFY2(problem.contains(u"full"_s, Qt::CaseInsensitive), qPrintable(problem));
    QVERIFY(QFile::remove(m_state.ballast()));
    expected.insert(u"after"_s, noise(10'000));
    QVERIFY(Cloud::put(u"after"_s, expected.value(u"after"_s)));
    QVERIFY(Cloud::isDrained());
    everythingIsThere(expected);
    for (int i = 0; i < 10; ++i)
        QVERIFY(!Cloud::objects().contains(u"before%1"_s.arg(i)));
}

void TestCloudvfsFull::aStubComesBackToAFullShare()
{
    const QByteArray content = noise(5'000'000);
    QVERIFY(Cloud::put(u"stub"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"stub"_s}).ok());
    QVERIFY(m_share.fill());
    const QByteArray said = Cloud::get(u"stub"_s);
    QVERIFY2(said.contains("NT_STATUS_DISK_FULL") && said.size() < 1000, said.left(200).constData());
    QVERIFY(QFile::remove(m_share.ballast()));
    QCOMPARE(Cloud::get(u"stub"_s), content);
}

void TestCloudvfsFull::moreThanTheDirtyLimitWaits()
{
    QFile conf(Cloud::conf());
    QVERIFY(conf.open(QIODevice::Append));
    conf.write("dirty limit = 1M\n");
    conf.close();
    QVERIFY(m_cloud.stopDaemon());
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(Cloud::isDrained());
    const auto problem = [] {
        return QJsonDocument::fromJson(Cloud::daemon({u"shares"_s}).output)
            .object()[u"shares"][0][u"problem"]
            .toString();
    };
    const auto puts = [](QProcess &client, const QString &name, const QByteArray &content) {
        const QString local = Cloud::folder() + u"/held-"_s + name;
        Cloud::write(local, content);
        client.start(u"smbclient"_s, {u"//localhost/data"_s, u"-U"_s, u"jo%Passw0rd!lab"_s, u"-c"_s,
                                      u"put %1 %2"_s.arg(local, name)});
        return client.waitForStarted();
    };
    QVERIFY(Cloud::daemon({u"pause"_s, u"data"_s}).ok());
    const QMap<QString, QByteArray> expected{{u"first"_s, noise(1'500'000)}, // larger than the limit
                                             {u"second"_s, noise(200'000)},
                                             {u"third"_s, noise(200'000)}};
    QVERIFY(Cloud::put(u"first"_s, expected[u"first"_s]));
    QTRY_VERIFY_WITH_TIMEOUT(problem().contains("dirty limit"_L1), 10'000);
    // The store takes nothing: the writer waits, and is told in the end, while others work on.
    QProcess refused;
    QVERIFY(puts(refused, u"second"_s, expected[u"second"_s]));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(u"/srv/data/second"_s), 10'000);
    QVERIFY(Cloud::smb("mkdir meanwhile; rename first premier; rename premier first; rmdir meanwhile").ok());
    QVERIFY(Cloud::get(u"first"_s) == expected[u"first"_s]);
    QCOMPARE(QFileInfo(u"/srv/data/second"_s).size(), 0);
    QVERIFY(refused.waitForFinished(30'000));
    const QByteArray said = refused.readAllStandardOutput() + refused.readAllStandardError();
    QVERIFY2(said.contains("NT_STATUS_DISK_FULL"), said.constData());
    // It goes on: so do who waits.
    QProcess waits;
    QVERIFY(puts(waits, u"third"_s, expected[u"third"_s]));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(u"/srv/data/third"_s), 10'000);
    QVERIFY(Cloud::daemon({u"resume"_s, u"data"_s}).ok());
    QVERIFY(waits.waitForFinished(30'000));
    QCOMPARE(waits.exitCode(), 0);
    QVERIFY(Cloud::put(u"second"_s, expected[u"second"_s]));
    QVERIFY(Cloud::isDrained());
    QTRY_COMPARE_WITH_TIMEOUT(problem(), QString(), 10'000);
    everythingIsThere(expected);
    // A daemon that is killed slows nobody down.
    QVERIFY(Cloud::daemon({u"pause"_s, u"data"_s}).ok());
    QVERIFY(Cloud::put(u"first"_s, expected[u"third"_s] + expected[u"first"_s]));
    QTRY_VERIFY_WITH_TIMEOUT(problem().contains("dirty limit"_L1), 10'000);
    m_cloud.killDaemon();
    QVERIFY(Cloud::put(u"second"_s, expected[u"third"_s]));
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(Cloud::daemon({u"resume"_s, u"data"_s}).ok());
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::object(u"second"_s) == expected[u"third"_s]);
}

QTEST_GUILESS_MAIN(TestCloudvfsFull)
#include "test_cloudvfs_full.moc"
