// SPDX-License-Identifier: GPL-3.0-or-later
// How much goes to a store and comes from it, by limits, by a schedule and by hand, while a file is on its
// way.
#include "service/cloudvfs/client/ask.h"
#include "service/cloudvfs/client/management.h"
#include "tests/integration/cloudvfs/cloud.h"

#include <QElapsedTimer>

#include <numeric>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;
using namespace smc::cloudvfs;
using smc::ErrorCode;

namespace {

const QByteArray rootsSocket = "/run/cloudvfs/socket";
constexpr qint64 slow = 64 * 1024; ///< bytes in a second, the least that there is
/// What one call is given at a time, at that rate, and what the kernel and curl may hold of it beside.
constexpr qint64 atOnce = 256 * 1024;
constexpr int large = 24 << 20; ///< for more than six minutes at that rate: no test waits so long

StoreBandwidth bandwidth()
{
    const auto answer = manage(rootsSocket, {{u"do"_s, u"bandwidth"_s}, {u"store"_s, u"s3"_s}});
    if (!answer)
        qWarning("%s", qUtf8Printable(answer.error().toString()));
    return answer ? listOf<StoreBandwidth>(*answer, u"stores").value(0) : StoreBandwidth();
}

/// `cloudvfsd bandwidth s3 …`, and what it prints of that store.
StoreBandwidth byCommand(const QStringList &options)
{
    const CommandResult result = Cloud::daemon(QStringList{u"bandwidth"_s, u"s3"_s} + options);
    if (!result.ok())
        qWarning("%s", result.errors.constData());
    return listOf<StoreBandwidth>(QJsonDocument::fromJson(result.output).object(), u"stores").value(0);
}

QString complaint(const QStringList &options)
{
    const CommandResult result = Cloud::daemon(QStringList{u"bandwidth"_s} + options);
    return result.ok() ? QString() : QString::fromUtf8(result.errors);
}

/// Waits until `counter` has grown by so much, and looks whether that took as long as it must at the slow
/// rate.
bool growsSlowly(qint64 StoreBandwidth::*counter, qint64 bytes)
{
    const qint64 before = bandwidth().*counter;
    QElapsedTimer timer;
    timer.start();
    qint64 after = before;
    if (!QTest::qWaitFor([&] { return (after = bandwidth().*counter) >= before + bytes; }, 60'000)) {
        qWarning("%lld bytes went, and then nothing", after - before);
        return false;
    }
    const qint64 most = slow * (timer.elapsed() + 1) / 1000 + atOnce;
    if (after - before <= most)
        return true;
    qWarning("%lld bytes went in %lld ms", after - before, timer.elapsed());
    return false;
}

} // namespace

class TestCloudvfsBandwidth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void byHandWhileAFileIsSent();
    void byHandWhileAFileIsReceived();
    void aLargeUploadGoesOn();
    void itEndsByItself();
    void aScheduleHolds();
    void theLastHour();
    void whatIsRefused();

private:
    Cloud m_cloud;
};

void TestCloudvfsBandwidth::initTestCase()
{
    QVERIFY(m_cloud.startSmbd());
    QVERIFY(m_cloud.startDaemon());
    const StoreBandwidth now = bandwidth();
    QCOMPARE(now.name, u"s3"_s);
    QCOMPARE(now.up, 0);
    QCOMPARE(now.down, 0);
    QCOMPARE(now.why, u"fixed"_s);
    QCOMPARE(now.until, 0);
}

void TestCloudvfsBandwidth::byHandWhileAFileIsSent()
{
    const StoreBandwidth limited = byCommand({u"--up"_s, u"64K"_s});
    QCOMPARE(limited.up, slow);
    QCOMPARE(limited.down, 0);
    QCOMPARE(limited.why, u"hand"_s);
    QCOMPARE(limited.until, 0);
    const QByteArray content = noise(large);
    QVERIFY(Cloud::put(u"large"_s, content));
    const qint64 before = limited.sent;
    QTRY_VERIFY_WITH_TIMEOUT(bandwidth().sent > before, 30'000);
    QVERIFY(growsSlowly(&StoreBandwidth::sent, atOnce));
    const qint64 sent = bandwidth().sent - before;
    QVERIFY2(sent < large, qPrintable(QString::number(sent)));
    QVERIFY(!Cloud::objects().contains(u"large"_s));
    const StoreBandwidth lifted = byCommand({u"--clear"_s});
    QCOMPARE(lifted.up, 0);
    QCOMPARE(lifted.why, u"fixed"_s);
    QVERIFY(Cloud::isDrained()); // within half a minute
    QVERIFY(Cloud::object(u"large"_s) == content);
    QVERIFY(bandwidth().sent >= before + large);
}

void TestCloudvfsBandwidth::byHandWhileAFileIsReceived()
{
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"large"_s}).ok());
    const StoreBandwidth limited = byCommand({u"--down"_s, u"64K"_s, u"--for"_s, u"2h"_s});
    QCOMPARE(limited.down, slow);
    QCOMPARE(limited.up, 0);
    const qint64 left = limited.until - QDateTime::currentMSecsSinceEpoch();
    QVERIFY2(left > 3'600'000 && left <= 7'200'000, qPrintable(QString::number(left)));
    QProcess recall;
    recall.start(Cloud::program(), {u"-f"_s, Cloud::conf(), u"recall"_s, u"data"_s, u"large"_s});
    QTRY_VERIFY_WITH_TIMEOUT(bandwidth().received > limited.received, 30'000);
    QVERIFY(growsSlowly(&StoreBandwidth::received, atOnce));
    QCOMPARE(recall.state(), QProcess::Running);
    QCOMPARE(byCommand({u"--down"_s, u"0"_s}).down, 0);
    QVERIFY(recall.waitForFinished(30'000));
    QCOMPARE(recall.exitCode(), 0);
    QVERIFY(bandwidth().received >= limited.received + large);
    byCommand({u"--clear"_s});
}

/// An object in parts is sent on by the next daemon, and not from its beginning.
void TestCloudvfsBandwidth::aLargeUploadGoesOn()
{
    constexpr qint64 part = 16 << 20;
    const QByteArray content = noise(6 * part + 1234);
    byCommand({u"--up"_s, u"12M"_s});
    const qint64 before = bandwidth().sent;
    QVERIFY(Cloud::put(u"parts"_s, content));
    // Three parts go side by side: when more has gone than these, some are there as a whole.
    QTRY_VERIFY_WITH_TIMEOUT(bandwidth().sent - before > 4 * part, 60'000);
    QVERIFY(!Cloud::objects().contains(u"parts"_s));
    m_cloud.killDaemon();
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::object(u"parts"_s) == content);
    const qint64 sent = bandwidth().sent;
    QVERIFY2(sent > part && sent <= content.size() - part, qPrintable(QString::number(sent)));
    const CommandResult left =
        runCommand(u"rclone"_s, {u"backend"_s, u"list-multipart-uploads"_s, u"s3:share"_s});
    QVERIFY2(left.ok() && !left.output.contains("UploadId"), left.output.constData());
    // What the store refuses is aborted: nothing of it is left to be paid for.
    QVERIFY(Cloud::smb("rm parts").ok());
    QVERIFY(Cloud::isDrained());
}

void TestCloudvfsBandwidth::itEndsByItself()
{
    const StoreBandwidth limited = byCommand({u"--up"_s, u"64K"_s, u"--for"_s, u"3s"_s});
    QCOMPARE(limited.why, u"hand"_s);
    const QByteArray content = noise(large);
    QVERIFY(Cloud::put(u"later"_s, content));
    QVERIFY(Cloud::isDrained());
    QVERIFY2(QDateTime::currentMSecsSinceEpoch() >= limited.until, "it went before the limit was over");
    QCOMPARE(bandwidth().why, u"fixed"_s);
    QVERIFY(Cloud::object(u"later"_s) == content);
}

void TestCloudvfsBandwidth::aScheduleHolds()
{
    QVERIFY(m_cloud.stopDaemon());
    QFile conf(Cloud::conf());
    QVERIFY(conf.open(QIODevice::ReadOnly));
    const QByteArray text = conf.readAll();
    const QByteArray schedule = "mon-fri 00:00-24:00 up 64K; sat,sun up 64K down 10M";
    const QByteArray lines =
        "upload limit = 1G\ndownload limit = 5M\nbandwidth schedule = " + schedule + "\n[share data]";
    Cloud::write(Cloud::conf(), QByteArray(text).replace("[share data]", lines));
    QVERIFY(m_cloud.startDaemon());
    const StoreBandwidth now = bandwidth();
    QCOMPARE(now.up, slow);
    QVERIFY2(now.down == 5 << 20 || now.down == 10 << 20, qPrintable(QString::number(now.down)));
    QCOMPARE(now.why, u"schedule"_s);
    QVERIFY(now.until > QDateTime::currentMSecsSinceEpoch()); // the next weekend begins or ends
    QCOMPARE(now.fixedUp, qint64(1) << 30);
    QCOMPARE(now.fixedDown, 5 << 20);
    QCOMPARE(now.schedule, QString::fromLatin1(schedule));
    const QByteArray content = noise(large);
    QVERIFY(Cloud::put(u"scheduled"_s, content));
    QTRY_VERIFY_WITH_TIMEOUT(bandwidth().sent > 0, 30'000);
    QVERIFY(growsSlowly(&StoreBandwidth::sent, atOnce));
    QVERIFY(!Cloud::objects().contains(u"scheduled"_s));
    QVERIFY(m_cloud.stopDaemon()); // which does not wait for what is held back
    QVERIFY(!Cloud::objects().contains(u"scheduled"_s));
    QVERIFY(m_cloud.startDaemon());
    QCOMPARE(byCommand({u"--up"_s, u"0"_s}).up, 0); // by hand goes before it
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::object(u"scheduled"_s) == content);
    QVERIFY(m_cloud.stopDaemon());
    QVERIFY(m_cloud.startDaemon()); // by hand it was, and not for ever
    QCOMPARE(bandwidth().up, slow);
    QCOMPARE(bandwidth().why, u"schedule"_s);
    QVERIFY(m_cloud.stopDaemon());
    Cloud::write(Cloud::conf(), text);
    QVERIFY(m_cloud.startDaemon());
}

void TestCloudvfsBandwidth::theLastHour()
{
    const StoreBandwidth before = bandwidth();
    QVERIFY(Cloud::put(u"counted"_s, noise(3'000'000)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"counted"_s}).ok());
    QCOMPARE(Cloud::get(u"counted"_s).size(), 3'000'000);
    const StoreBandwidth after = bandwidth();
    QCOMPARE(after.minutes.size(), 60);
    for (qsizetype i = 1; i < 60; ++i)
        QCOMPARE(after.minutes[i].start, after.minutes[i - 1].start + 60'000);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(after.minutes[59].start <= now && after.minutes[59].start % 60'000 == 0);
    // Since the daemon runs, which is less than an hour.
    const auto sum = [&](qint64 TrafficMinute::*what) {
        return std::accumulate(after.minutes.cbegin(), after.minutes.cend(), qint64(0),
                               [&](qint64 all, const TrafficMinute &minute) { return all + minute.*what; });
    };
    QCOMPARE(sum(&TrafficMinute::sent), after.sent);
    QCOMPARE(sum(&TrafficMinute::received), after.received);
    QVERIFY(after.sent >= before.sent + 3'000'000);
    QVERIFY(after.received >= before.received + 3'000'000);
}

void TestCloudvfsBandwidth::whatIsRefused()
{
    const QString rate = complaint({u"s3"_s, u"--up"_s, u"10"_s});
    QVERIFY2(rate.contains(u"\"10\" is no number of bytes in a second from 64K"_s), qPrintable(rate));
    const QString period = complaint({u"s3"_s, u"--up"_s, u"1M"_s, u"--for"_s, u"soon"_s});
    QVERIFY2(period.contains(u"A period is a number with s, m, h or d"_s), qPrintable(period));
    const QString store = complaint({u"tape"_s});
    QVERIFY2(store.contains(u"cloudvfsd has no store tape"_s), qPrintable(store));
    const QString which = complaint({u"--up"_s, u"1M"_s});
    QVERIFY2(which.contains(u"not said of which store"_s), qPrintable(which));
    const QString what = complaint({u"s3"_s, u"--for"_s, u"1h"_s});
    QVERIFY2(what.contains(u"not said how much"_s), qPrintable(what));
    const auto past = manage(
        rootsSocket, {{u"do"_s, u"bandwidth"_s}, {u"store"_s, u"s3"_s}, {u"up"_s, slow}, {u"until"_s, 1}});
    QVERIFY(!past);
    QCOMPARE(past.error().code, ErrorCode::Invalid);
    QCOMPARE(bandwidth().why, u"fixed"_s); // nothing of it was done
    QCOMPARE(complaint({}), QString());    // of all stores
}

QTEST_GUILESS_MAIN(TestCloudvfsBandwidth)
#include "test_cloudvfs_bandwidth.moc"
