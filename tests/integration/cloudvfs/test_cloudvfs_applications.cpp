// SPDX-License-Identifier: GPL-3.0-or-later
// A FUSE mount of the share (smbnetfs), and what applications do there all day (tests/lab/applications.py): a
// database, logs, an editor. Meanwhile what they have left alone for a moment becomes stubs, to which they
// write on. In the end they, the disk and the store have the same.
//
//   SMC_APPLICATION_SECONDS=3600     an hour of it
#include "tests/integration/cloudvfs/model.h"

#include <QScopeGuard>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestCloudvfsApplications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theyWorkAllDay_data();
    void theyWorkAllDay();

private:
    static QString home() { return Cloud::folder() + u"/home"_s; }
    static QString mount() { return Cloud::folder() + u"/mount"_s; }
    static QString program() { return QStringLiteral(SMC_SOURCE_DIR "/tests/lab/applications.py"); }
    /// What applications find in a folder.
    static QJsonObject found(const QString &folder)
    {
        const CommandResult result = runCommand(program(), {u"--check"_s, folder});
        return result.ok() ? QJsonDocument::fromJson(result.output).object()
                           : QJsonObject{{u"problems"_s, QString::fromUtf8(result.errors)}};
    }
    static QString words(const QJsonObject &object)
    {
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
};

void TestCloudvfsApplications::initTestCase()
{
    QFile fuse(u"/dev/fuse"_s);
    if (!fuse.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        QSKIP("There is no /dev/fuse here, or it is not for us.");
    fuse.close();
    const QString settings = home() + u"/.smb"_s;
    QVERIFY(QDir().mkpath(settings) && QDir().mkpath(mount()));
    Cloud::write(settings + u"/smb.conf"_s, "[global]\n");
    Cloud::write(settings + u"/smbnetfs.conf"_s, "auth \"localhost\" \"jo\" \"Passw0rd!lab\"\n");
    QVERIFY(QFile::setPermissions(settings + u"/smbnetfs.conf"_s, QFile::ReadOwner | QFile::WriteOwner));
    qputenv("HOME", QFile::encodeName(home()));
}

void TestCloudvfsApplications::theyWorkAllDay_data()
{
    QTest::addColumn<QString>("mode");
    for (const char *mode : {"link", "backup", "tier"})
        QTest::newRow(mode) << QString::fromLatin1(mode);
}

void TestCloudvfsApplications::theyWorkAllDay()
{
    QFETCH(QString, mode);
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("SMC_APPLICATION_SECONDS", &given);
    const std::chrono::seconds day(given ? asked : 12);
    QVERIFY(clearEverything());
    Cloud cloud("mode = " + mode.toUtf8() + '\n');
    QVERIFY(cloud.startSmbd());
    QVERIFY(cloud.startDaemon());
    QProcess smbnetfs; // -f: it ends with this test
    smbnetfs.setProcessChannelMode(QProcess::ForwardedChannels);
    smbnetfs.start(u"smbnetfs"_s, {u"-f"_s, mount()});
    const auto unmounted = qScopeGuard([] { (void)runCommand(u"umount"_s, {u"-l"_s, mount()}); });
    const QString share = mount() + u"/localhost/data"_s;
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(share); }, 20'000));

    QProcess applications;
    applications.setProcessChannelMode(QProcess::SeparateChannels);
    applications.start(program(), {share});
    QVERIFY(applications.waitForStarted());
    int evicted = 0;
    const auto end = std::chrono::steady_clock::now() + day;
    while (std::chrono::steady_clock::now() < end) {
        for (const char *name : {"each.log", "open.log", "ledger.db", "letter.txt"}) {
            if (mode != u"backup"_s && Cloud::daemon({u"evict"_s, u"data"_s, QLatin1String(name)}).ok())
                ++evicted;
        }
        QTest::qWait(300);
    }
    applications.closeWriteChannel();
    QVERIFY(applications.waitForFinished(60'000));
    QVERIFY2(applications.exitCode() == 0, applications.readAllStandardError().constData());
    const QJsonObject told = QJsonDocument::fromJson(applications.readAllStandardOutput()).object();
    QVERIFY2(told[u"transactions"].toInt() > 10 && told[u"each.log"].toInt() > 10, qPrintable(words(told)));
    QVERIFY(mode == u"backup"_s || evicted > 0);

    const QJsonObject there = found(share);
    QVERIFY2(there == told, qPrintable(words(there) + u" and not "_s + words(told)));
    QVERIFY(runCommand(u"umount"_s, {mount()}).ok());
    QVERIFY(smbnetfs.waitForFinished(20'000));
    QVERIFY(Cloud::isDrained());
    const QString target = Cloud::folder() + u"/stored-"_s + mode;
    const CommandResult got =
        mode == u"link"_s
            ? runCommand(u"rclone"_s, {u"copy"_s, u"s3:share"_s, target}, {}, 60'000)
            : runCommand(Cloud::program(),
                         {u"-f"_s, Cloud::conf(), u"restore"_s, u"data"_s, u"--to"_s, target}, {}, 120'000);
    QVERIFY2(got.ok(), got.errors.constData());
    const QJsonObject stored = found(target);
    QVERIFY2(stored == told, qPrintable(words(stored) + u" and not "_s + words(told)));
    qInfo("%s: %s, %d times evicted", qUtf8Printable(mode), qUtf8Printable(words(told)), evicted);
}

QTEST_GUILESS_MAIN(TestCloudvfsApplications)
#include "test_cloudvfs_applications.moc"
