// SPDX-License-Identifier: GPL-3.0-or-later
// What can happen between the daemon and its store, and in the store: clients work on meanwhile, the daemon's
// status says what is wrong, nothing is evicted and nothing taken for deleted; and when it is over,
// everything that clients were told is written is there.
#include "tests/integration/cloudvfs/cloud.h"
#include "tests/lab/fault_proxy.h"

#include <QRegularExpression>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr int port = 18101; // of the proxy

/// One thing that goes wrong.
struct Fault
{
    std::function<bool()> begin;
    std::function<bool()> end;
    QString words;         ///< of the daemon's status meanwhile, as a regular expression
    bool evicts = false;   ///< the store can be asked
    bool reads = false;    ///< its objects can be read
    bool losesAll = false; ///< what the store had is gone
};

} // namespace

class TestCloudvfsFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theWayIsBad_data();
    void theWayIsBad();
    void theKeyIsWrong();
    void theAccountIsSuspended();
    void theQuotaIsUsedUp();
    void theClockIsWrong_data();
    void theClockIsWrong();
    void theBucketIsMadeAnew();

private:
    void goThrough(const Fault &fault);
    [[nodiscard]] static bool admin(const QStringList &command)
    {
        const CommandResult result = runCommand(u"radosgw-admin"_s, command);
        if (!result.ok())
            qWarning("%s", result.errors.constData());
        return result.ok();
    }
    /// What the daemon says of the share.
    [[nodiscard]] static QString problem() { return Cloud::status()[u"problems"][u"data"].toString(); }
    [[nodiscard]] static QString clockFile() { return Cloud::folder() + u"/clock"_s; }

    Cloud m_cloud{{}, "http://127.0.0.1:" + QByteArray::number(port)};
    FaultProxy m_proxy{port, 18100};
};

void TestCloudvfsFaults::initTestCase()
{
    QVERIFY(m_proxy.listens());
    // The daemon's clock is that of a file; all others have the machine's.
    Cloud::write(clockFile(), "+0");
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LD_PRELOAD"_s,
                       QStringLiteral("/usr/lib/" SMC_MULTIARCH "/faketime/libfaketimeMT.so.1"));
    environment.insert(u"FAKETIME_TIMESTAMP_FILE"_s, clockFile());
    for (const QString &name :
         {u"FAKETIME_NO_CACHE"_s, u"FAKETIME_DONT_FAKE_MONOTONIC"_s, u"NO_FAKE_STAT"_s, u"NO_FAKE_UTIME"_s})
        environment.insert(name, u"1"_s);
    QVERIFY(m_cloud.startSmbd());
    QVERIFY(m_cloud.startDaemon(environment));
}

void TestCloudvfsFaults::goThrough(const Fault &fault)
{
    static int round = 0;
    const QString dir = u"fault%1"_s.arg(++round);
    const auto in = [&](const char *name) { return QString(dir + u'/' + QLatin1StringView(name)); };
    const auto evict = [](const QString &path) { return Cloud::daemon({u"evict"_s, u"data"_s, path}); };
    QMap<QString, QByteArray> expected; // of the store, in the end
    const auto put = [&](const QString &name, const QByteArray &content) {
        expected.insert(name, content);
        return Cloud::put(name, content);
    };

    QVERIFY(Cloud::smb("mkdir " + dir.toUtf8()).ok());
    for (const char *name : {"old", "gone", "named", "whole"})
        QVERIFY(put(in(name), noise(150'000)));
    QVERIFY(put(in("stub"), noise(3'000'000)));
    QVERIFY(Cloud::isDrained());
    QVERIFY(evict(in("stub")).ok());

    QVERIFY(fault.begin());
    // Clients notice nothing of it.
    QVERIFY(put(in("new"), noise(3'000'000)));
    QVERIFY(put(in("old"), noise(200'000)));
    QVERIFY(put(in("empty"), {}));
    QVERIFY(Cloud::smb("rm " + in("gone").toUtf8() + "; rename " + in("named").toUtf8() + ' ' +
                       in("renamed").toUtf8())
                .ok());
    expected.remove(in("gone"));
    expected.insert(in("renamed"), expected.take(in("named")));
    QCOMPARE(Cloud::get(in("old")), expected.value(in("old")));
    if (!fault.words.isEmpty()) {
        const QRegularExpression words(fault.words, QRegularExpression::CaseInsensitiveOption);
        QString said;
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         said = problem();
                         return words.match(said).hasMatch();
                     },
                     60'000),
                 qPrintable(QString(u"the status says \"%1\""_s.arg(said))));
    }
    // Both at once: either may take as long as the daemon's patience.
    QProcess evicting;
    evicting.start(Cloud::program(), {u"-f"_s, Cloud::conf(), u"evict"_s, u"data"_s, in("whole")});
    const QByteArray read = Cloud::get(in("stub"));
    QVERIFY(evicting.state() == QProcess::NotRunning || evicting.waitForFinished(60'000));
    QVERIFY2((evicting.exitCode() == 0) == fault.evicts, evicting.readAllStandardError().constData());
    if (fault.reads)
        QCOMPARE(read, expected.value(in("stub")));
    else
        QVERIFY2(read.contains("NT_STATUS_") && read.size() < 1000, read.left(200).constData());
    // Refused is: nothing has gone.
    struct stat st = {};
    QCOMPARE(::stat(QByteArray("/srv/data/" + in("whole").toUtf8()).constData(), &st), 0);
    QVERIFY2(fault.evicts || st.st_blocks > 200, qPrintable(QString::number(st.st_blocks)));
    QVERIFY(QFile::exists(u"/srv/data/"_s + in("stub")));
    QVERIFY(fault.end());

    QVERIFY2(Cloud::isDrained() || Cloud::isDrained(), // waits twice: it may have been told to wait itself
             QJsonDocument(Cloud::status()).toJson().constData());
    QVERIFY2(problem().isEmpty(), qPrintable(problem()));
    QCOMPARE(Cloud::status()[u"files"][u"missing"].toInt(), 0);
    QStringList keys = expected.keys();
    if (fault.losesAll)
        keys.removeOne(in("stub"));
    QCOMPARE(Cloud::objects().filter(dir + u'/'), keys);
    for (const QString &key : keys)
        QVERIFY2(Cloud::object(key) == expected.value(key), qPrintable(key));
    const CommandResult evicted = evict(in("whole"));
    QVERIFY2(evicted.ok(), evicted.errors.constData());
    for (const QString &key : keys)
        QVERIFY2(Cloud::get(key) == expected.value(key), qPrintable(key));
}

void TestCloudvfsFaults::theWayIsBad_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("evicts");
    QTest::addColumn<bool>("reads");
    const auto row = [](const char *name, const char *command, const QString &words, bool evicts = false,
                        bool reads = false) {
        QTest::newRow(name) << QByteArray(command) << words << evicts << reads;
    };
    row("refused", "refuse", u"127.0.0.1:18101: .*connect"_s);
    row("black hole", "blackhole", u"127.0.0.1:18101: .*(too slow|timed out)"_s);
    row("reset", "reset 50000", u"127.0.0.1:18101: .*(reset|send failure)"_s, true, true);
    row("answer is reset", "reset_answer 30", u"127.0.0.1:18101: .*reset"_s);
    row("answer is cut in its head", "truncate 30", u"127.0.0.1:18101: The answer ended"_s);
    row("answer is cut in its body", "truncate 2000", QString(), true, false);
    row("answer is lost", "lose", u"127.0.0.1:18101: .*reset"_s);
    row("503", "error 503", u"too busy, or has a fault .HTTP 503"_s);
    row("500", "error 500", u"too busy, or has a fault .HTTP 500"_s);
    row("late", "latency 0.2", QString(), true, true);
    row("slow", "rate 3000000", QString(), true, true);
}

void TestCloudvfsFaults::theWayIsBad()
{
    QFETCH(QByteArray, command);
    QFETCH(QString, words);
    QFETCH(bool, evicts);
    QFETCH(bool, reads);
    goThrough({.begin = [&] { return m_proxy.say(command); },
               .end = [&] { return m_proxy.say("pass"); },
               .words = words,
               .evicts = evicts,
               .reads = reads});
}

void TestCloudvfsFaults::theKeyIsWrong()
{
    const auto secret = [](const QString &value) {
        return admin({u"key"_s, u"create"_s, u"--uid=test"_s, u"--key-type=s3"_s,
                      u"--access-key="_s + qEnvironmentVariable("SMC_S3_KEY"), u"--secret-key="_s + value});
    };
    goThrough({.begin = [&] { return secret(u"another"_s); },
               .end = [&] { return secret(qEnvironmentVariable("SMC_S3_SECRET")); },
               .words = u"SignatureDoesNotMatch.*key and its secret"_s});
}

void TestCloudvfsFaults::theAccountIsSuspended()
{
    goThrough({.begin = [] { return admin({u"user"_s, u"suspend"_s, u"--uid=test"_s}); },
               .end = [] { return admin({u"user"_s, u"enable"_s, u"--uid=test"_s}); },
               .words = u"UserSuspended.*key and its secret"_s});
}

void TestCloudvfsFaults::theQuotaIsUsedUp()
{
    // Reading goes on, and so does what needs no room.
    goThrough(
        {.begin =
             [] {
                 return admin({u"quota"_s, u"set"_s, u"--quota-scope=user"_s, u"--uid=test"_s,
                               u"--max-size=1"_s}) &&
                        admin({u"quota"_s, u"enable"_s, u"--quota-scope=user"_s, u"--uid=test"_s});
             },
         .end = [] { return admin({u"quota"_s, u"disable"_s, u"--quota-scope=user"_s, u"--uid=test"_s}); },
         .words = u"The quota of share .*is used up"_s,
         .evicts = true,
         .reads = true});
}

void TestCloudvfsFaults::theClockIsWrong_data()
{
    QTest::addColumn<QByteArray>("offset");
    QTest::newRow("behind") << QByteArray("-3h");
    QTest::newRow("ahead") << QByteArray("+3h");
}

void TestCloudvfsFaults::theClockIsWrong()
{
    QFETCH(QByteArray, offset);
    const auto set = [](const QByteArray &value) {
        Cloud::write(clockFile(), value);
        return true;
    };
    goThrough({.begin = [&] { return set(offset); },
               .end = [&] { return set("+0"); },
               .words = u"RequestTimeTooSkewed.*clock"_s});
}

void TestCloudvfsFaults::theBucketIsMadeAnew()
{
    goThrough(
        {.begin = [] { return admin({u"bucket"_s, u"rm"_s, u"--bucket=share"_s, u"--purge-objects"_s}); },
         .end = [] { return runCommand(u"rclone"_s, {u"mkdir"_s, u"s3:share"_s}).ok(); },
         .words = u"There is no bucket share"_s,
         .losesAll = true});
}

QTEST_GUILESS_MAIN(TestCloudvfsFaults)
#include "test_cloudvfs_faults.moc"
