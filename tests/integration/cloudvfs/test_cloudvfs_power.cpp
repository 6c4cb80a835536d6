// SPDX-License-Identifier: GPL-3.0-or-later
// The power of the machine goes, and what was not on a disk by then is lost: of the share's, or of the one
// with the daemon's state, too. What a client flushed is there, and what the daemon said was copied; whatever
// else the file system kept is copied as it is.
//
//   SMC_POWER_CUTS=50 SMC_POWER_SEED=7     of each row, or once more what failed
#include "tests/integration/cloudvfs/cloud.h"
#include "tests/integration/cloudvfs/hashes.h"
#include "tests/integration/cloudvfs/smb_user.h"
#include "tests/lab/loop_disk.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestCloudvfsPower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheDiskKeptIsCopied_data();
    void whatTheDiskKeptIsCopied();
    void cleanup();

private:
    void workUntilCopied();
    void workAndFlush();
    void workAndCut(bool drained);
    void lookAgain(const QString &mode);

    /// A smbd that flushes each write, as clients ask for that a lot depends on, or none.
    [[nodiscard]] bool startSmbd(bool flushes)
    {
        if (m_smbdRuns && !m_cloud->stopSmbd())
            return false;
        Cloud::write(u"/etc/samba/smb.conf"_s, m_settings + (flushes ? "    sync always = yes\n" : ""));
        m_smbdRuns = m_cloud->startSmbd();
        return m_smbdRuns;
    }
    QByteArray content() { return noise(m_random.bounded(150'000), m_random.generate()); }
    QString newName(const char *kind) { return QString(QLatin1StringView(kind) + QString::number(m_made++)); }
    /// One of those that must be there, no more of them: its fate is open.
    QString takeOne()
    {
        const QString name = m_sure.keys().at(m_random.bounded(int(m_sure.size())));
        m_content = m_sure.take(name);
        return name;
    }
    /// In the middle of a file.
    int change(SmbUser &user, const QString &name, QByteArray &content)
    {
        const qint64 at = content.isEmpty() ? 0 : m_random.bounded(int(content.size()));
        const QByteArray bytes = noise(10'000, m_random.generate());
        if (content.size() < at + bytes.size())
            content.resize(at + bytes.size());
        content.replace(at, bytes.size(), bytes);
        return user.write(name, 0, at, bytes);
    }

    std::unique_ptr<Cloud> m_cloud;
    QByteArray m_settings; ///< of Samba
    bool m_smbdRuns = false;
    QRandomGenerator m_random;
    int m_made = 0;
    QByteArray m_content;             ///< of takeOne()
    QMap<QString, QByteArray> m_sure; ///< files that must be there
    struct Moved
    {
        QString from;
        QString to;
        QByteArray content;
    };
    QList<Moved> m_moved; ///< must be there, at one of two places
    const LoopDisk m_share{u"/srv/data"_s, u"/run/share.img"_s, u"100M"_s};
    const LoopDisk m_state{Cloud::state(), u"/run/state.img"_s, u"60M"_s};
};

void TestCloudvfsPower::whatTheDiskKeptIsCopied_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<bool>("state");
    for (const char *mode : {"link", "tier"}) {
        QTest::addRow("%s, the share", mode) << QString::fromLatin1(mode) << false;
        QTest::addRow("%s, the share and the state", mode) << QString::fromLatin1(mode) << true;
    }
}

void TestCloudvfsPower::whatTheDiskKeptIsCopied()
{
    QFETCH(QString, mode);
    QFETCH(bool, state);
    const int seed = qEnvironmentVariableIntValue("SMC_POWER_SEED");
    m_random.seed(quint32(seed > 0 ? seed : 20261127));
    m_sure.clear();
    QVERIFY(runCommand(u"rclone"_s, {u"delete"_s, u"s3:share"_s}, {}, 120'000).ok());
    QVERIFY(m_share.make());
    QVERIFY(m_state.make());
    m_cloud = std::make_unique<Cloud>("mode = " + mode.toUtf8() + '\n');
    QFile conf(u"/etc/samba/smb.conf"_s);
    QVERIFY(conf.open(QIODevice::ReadOnly));
    m_settings = conf.readAll();
    QVERIFY(m_cloud->startDaemon());
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("SMC_POWER_CUTS", &given);
    for (int cut = 0; cut < (given ? asked : 2); ++cut) {
        qInfo("cut %d", cut);
        m_moved.clear();
        workUntilCopied();
        if (!QTest::currentTestFailed())
            workAndFlush();
        if (!QTest::currentTestFailed())
            workAndCut(cut == 0);
        if (QTest::currentTestFailed())
            return;
        QVERIFY(m_cloud->crash([&] { return m_share.cutPower() && (!state || m_state.cutPower()); }));
        m_smbdRuns = false;
        QVERIFY(m_share.unmount() && m_share.mount());
        QVERIFY(!state || (m_state.unmount() && m_state.mount()));
        QCOMPARE(Cloud::changeBoot(), u"ok"_s);
        lookAgain(mode);
        if (QTest::currentTestFailed())
            return;
    }
}

/// Nobody flushes, but everything is in the store: then it is on the disk, too.
void TestCloudvfsPower::workUntilCopied()
{
    QVERIFY(startSmbd(false));
    SmbUser user;
    for (int i = 0; i < 6; ++i) {
        const QString name = newName("copied");
        const QByteArray bytes = content();
        if (i % 2 == 1) { // as clients do that say first how large it will be
            QCOMPARE(user.write(name, O_CREAT, 0, {}), 0);
            QCOMPARE(user.truncate(name, bytes.size()), 0);
        }
        QCOMPARE(user.write(name, O_CREAT, 0, bytes), 0);
        m_sure.insert(name, bytes);
    }
    for (const bool whole : {false, true}) {
        const QString name = takeOne();
        if (whole) {
            m_content = content();
            QCOMPARE(user.write(name, O_TRUNC, 0, m_content), 0);
        } else {
            QCOMPARE(change(user, name, m_content), 0);
        }
        m_sure.insert(name, m_content);
    }
    const QString renamed = takeOne();
    const QString target = newName("renamed");
    QCOMPARE(user.rename(renamed, target), 0);
    m_sure.insert(target, m_content);
    QCOMPARE(user.remove(takeOne()), 0);
    QVERIFY2(Cloud::isDrained(), QJsonDocument(Cloud::status()).toJson().constData());
    for (int i = 0; i < 3; ++i) {
        const QString name = m_sure.keys().at(m_random.bounded(int(m_sure.size())));
        const CommandResult evicted = Cloud::daemon({u"evict"_s, u"data"_s, name});
        QVERIFY2(evicted.ok(), evicted.errors.constData());
    }
}

void TestCloudvfsPower::workAndFlush()
{
    QVERIFY(startSmbd(true));
    SmbUser user;
    for (int i = 0; i < 3; ++i) {
        const QString name = newName("flushed");
        const QByteArray bytes = content();
        QCOMPARE(user.write(name, O_CREAT, 0, bytes), 0);
        m_sure.insert(name, bytes);
    }
    for (int i = 0; i < 3; ++i) { // stubs among them
        const QString name = takeOne();
        QCOMPARE(change(user, name, m_content), 0);
        m_sure.insert(name, m_content);
    }
}

/// Nobody flushes, and nobody waits, unless `drained`.
void TestCloudvfsPower::workAndCut(bool drained)
{
    QVERIFY(startSmbd(false));
    SmbUser user;
    for (int i = 0; i < 4; ++i)
        QCOMPARE(user.write(newName("late"), O_CREAT, 0, content()), 0);
    QString name = takeOne();
    QCOMPARE(user.write(name, O_TRUNC, 0, content()), 0);
    name = takeOne();
    QCOMPARE(change(user, name, m_content), 0);
    name = takeOne();
    const Moved moved{.from = name, .to = newName("moved"), .content = m_content};
    (void)Cloud::daemon({u"evict"_s, u"data"_s, name}); // mode link brings it back, for its new name
    QCOMPARE(user.rename(moved.from, moved.to), 0);
    m_moved.append(moved);
    QCOMPARE(user.remove(takeOne()), 0);
    const QString read = m_sure.keys().at(m_random.bounded(int(m_sure.size())));
    QVERIFY2(user.read(read) == m_sure.value(read), qPrintable(read));
    const QString evicted = m_sure.keys().at(m_random.bounded(int(m_sure.size())));
    (void)Cloud::daemon({u"evict"_s, u"data"_s, evicted}); // refused, when it is not copied yet
    switch (drained ? 0 : m_random.bounded(3)) {
    case 0:
        QVERIFY(Cloud::isDrained());
        break;
    case 1:
        QVERIFY(QTest::qWaitFor([] { return Cloud::status()[u"behind"].toInt(-1) == 0; }, 10'000));
        break;
    default:
        break;
    }
}

void TestCloudvfsPower::lookAgain(const QString &mode)
{
    QVERIFY(startSmbd(false));
    QVERIFY(m_cloud->startDaemon());
    QVERIFY(QTest::qWaitFor([] { return !Cloud::status()[u"scans"][u"data"][u"due"].toBool(true); }, 20'000));
    QVERIFY2(Cloud::isDrained(), QJsonDocument(Cloud::status()).toJson().constData());
    QVERIFY2(Cloud::status()[u"problems"].toObject().isEmpty(),
             QJsonDocument(Cloud::status()).toJson().constData());
    SmbUser user;
    for (auto it = m_sure.cbegin(); it != m_sure.cend(); ++it) {
        const auto read = user.read(it.key());
        QVERIFY2(read, qPrintable(it.key()));
        QVERIFY2(*read == it.value(), qPrintable(u"%1: %2 bytes instead of %3, of zeros: %4"_s.arg(it.key())
                                                     .arg(read->size())
                                                     .arg(it.value().size())
                                                     .arg(read->count('\0'))));
    }
    for (const Moved &moved : std::as_const(m_moved)) {
        const auto read = user.read(moved.to);
        QVERIFY2((read ? read : user.read(moved.from)) == moved.content, qPrintable(moved.from));
    }
    m_sure.clear();
    for (const QString &name : QDir(u"/srv/data"_s).entryList(QDir::Files)) {
        const auto read = user.read(name);
        QVERIFY2(read, qPrintable(name));
        m_sure.insert(name, *read);
    }
    QVERIFY(Cloud::isDrained());
    const QByteArray differ = differences(hashesBelow(u"/srv/data"_s), hashesInStore(mode));
    QVERIFY2(differ.isEmpty(), differ.constData());
}

void TestCloudvfsPower::cleanup()
{
    if (!m_cloud)
        return;
    m_cloud->killDaemon();
    if (m_smbdRuns)
        QVERIFY(m_cloud->stopSmbd());
    m_smbdRuns = false;
    m_cloud.reset();
    QVERIFY(m_share.unmount() && m_state.unmount());
}

QTEST_GUILESS_MAIN(TestCloudvfsPower)
#include "test_cloudvfs_power.moc"
