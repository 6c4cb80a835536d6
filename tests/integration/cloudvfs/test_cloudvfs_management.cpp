// SPDX-License-Identifier: GPL-3.0-or-later
// What an administrator asks of cloudvfsd, and from whom it takes that.
#include "service/cloudvfs/client/ask.h"
#include "service/cloudvfs/client/management.h"
#include "tests/integration/cloudvfs/cloud.h"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;
using namespace smc::cloudvfs;
using smc::ErrorCode;

namespace {

constexpr uid_t jo = 5001; ///< of tests/lab/cloud.sh, the management user here
constexpr uid_t nobody = 65534;
const QByteArray rootsSocket = "/run/cloudvfs/socket";
const QByteArray managementSocket = "/run/cloudvfs-management/socket";

/// This thread, as somebody else.
class Being
{
public:
    explicit Being(uid_t uid) { ::syscall(SYS_setresuid, -1, uid, -1); }
    ~Being() { ::syscall(SYS_setresuid, -1, 0, -1); }
    Being(const Being &) = delete;
    Being &operator=(const Being &) = delete;
};

QJsonObject asked(const QJsonObject &request)
{
    const auto answer = manage(rootsSocket, request);
    if (!answer)
        qWarning("%s", qUtf8Printable(answer.error().toString()));
    return answer ? *answer : QJsonObject();
}

QString refusal(const QJsonObject &request)
{
    const auto answer = manage(rootsSocket, request);
    return answer ? QString() : answer.error().toString();
}

ShareStatus share()
{
    return listOf<ShareStatus>(asked({{u"do"_s, u"shares"_s}}), u"shares").value(0);
}

QList<WaitingFile> queue()
{
    return listOf<WaitingFile>(asked({{u"do"_s, u"queue"_s}, {u"share"_s, u"data"_s}}), u"files");
}

StoreStatus store()
{
    return listOf<StoreStatus>(asked({{u"do"_s, u"stores"_s}}), u"stores").value(0);
}

FileStatus fileIn(const QString &folder, const QString &name)
{
    const auto files = listOf<FileStatus>(
        asked({{u"do"_s, u"files"_s}, {u"share"_s, u"data"_s}, {u"path"_s, folder}}), u"files");
    for (const FileStatus &file : files) {
        if (file.name == name)
            return file;
    }
    return {};
}

QJsonObject on(const QString &what, const QString &path)
{
    return {{u"do"_s, what}, {u"share"_s, u"data"_s}, {u"path"_s, path}};
}

} // namespace

class TestCloudvfsManagement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void itTellsOfItsShares();
    void aPausedShareWaits();
    void whatIsPinnedStays();
    void aUserPins();
    void aFolderIsListed();
    void aStoreThatIsAway();
    void onlyItsUserManages();
    void whatItDoesNotKnow();

private:
    Cloud m_cloud;
};

void TestCloudvfsManagement::initTestCase()
{
    QVERIFY(m_cloud.startSmbd());
    QVERIFY(m_cloud.startDaemon());
}

void TestCloudvfsManagement::itTellsOfItsShares()
{
    QVERIFY(Cloud::put(u"one"_s, QByteArray(1000, 'x')));
    QVERIFY(Cloud::put(u"two"_s, QByteArray(5000, 'y')));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::daemon({u"evict"_s, u"data"_s, u"two"_s}).ok());
    const ShareStatus status = share();
    QCOMPARE(status.name, u"data"_s);
    QCOMPARE(status.mode, u"link"_s);
    QCOMPARE(status.store, u"s3"_s);
    QCOMPARE(status.path, u"/srv/data"_s);
    QCOMPARE(status.files[u"clean"_s], 1);
    QCOMPARE(status.bytes[u"clean"_s], 1000);
    QCOMPARE(status.files[u"stub"_s], 1);
    QCOMPARE(status.bytes[u"stub"_s], 5000);
    QCOMPARE(status.oldest, 0);
    QCOMPARE(status.problem, QString());
    QVERIFY(!status.paused);
    const StoreStatus s3 = store();
    QCOMPARE(s3.name, u"s3"_s);
    QCOMPARE(s3.health, u"up"_s);
    QVERIFY2(s3.sent >= 6000 && s3.requests >= 2, qPrintable(QString::number(s3.sent)));
}

void TestCloudvfsManagement::aPausedShareWaits()
{
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    asked({{u"do"_s, u"pause"_s}, {u"share"_s, u"data"_s}});
    QVERIFY(share().paused);
    QVERIFY(Cloud::put(u"waits"_s, QByteArray(777, 'w')));
    QVERIFY(Cloud::smb("rm one").ok());
    QTRY_COMPARE_WITH_TIMEOUT(queue().size(), 2, 10'000);
    m_cloud.killDaemon(); // it is remembered
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(share().paused);
    const auto waiting = queue();
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(waiting[0].path, u"waits"_s);
    QCOMPARE(waiting[0].size, 777);
    QCOMPARE(waiting[0].state, u"waiting"_s);
    QVERIFY(waiting[0].since >= before && waiting[0].since <= QDateTime::currentMSecsSinceEpoch());
    QCOMPARE(waiting[1].path, u"one"_s);
    QCOMPARE(waiting[1].size, -1);
    QCOMPARE(share().oldest, waiting[0].since);
    const QStringList objects = Cloud::objects();
    QVERIFY2(objects.contains(u"one"_s) && !objects.contains(u"waits"_s), qPrintable(objects.join(u' ')));
    asked({{u"do"_s, u"resume"_s}, {u"share"_s, u"data"_s}});
    QVERIFY(Cloud::isDrained());
    QVERIFY(queue().isEmpty());
    QCOMPARE(Cloud::object(u"waits"_s), QByteArray(777, 'w'));
    QVERIFY(!Cloud::objects().contains(u"one"_s));
}

void TestCloudvfsManagement::whatIsPinnedStays()
{
    QVERIFY(Cloud::put(u"dear"_s, QByteArray(3000, 'd')));
    QVERIFY(Cloud::isDrained());
    asked(on(u"pin"_s, u"dear"_s));
    QVERIFY(fileIn({}, u"dear"_s).pinned);
    const QString why = refusal(on(u"evict"_s, u"dear"_s));
    QVERIFY2(why.contains(u"pinned"_s), qPrintable(why));
    QCOMPARE(fileIn({}, u"dear"_s).state, u"clean"_s);
    asked(on(u"unpin"_s, u"dear"_s));
    QVERIFY(!fileIn({}, u"dear"_s).pinned);
    QCOMPARE(refusal(on(u"evict"_s, u"dear"_s)), QString()); // pinning was no change of it
    QCOMPARE(fileIn({}, u"dear"_s).state, u"stub"_s);
    asked(on(u"pin"_s, u"dear"_s)); // a stub may be pinned, and is as whole as before
    QCOMPARE(Cloud::get(u"dear"_s), QByteArray(3000, 'd'));
    asked(on(u"unpin"_s, u"dear"_s));
}

void TestCloudvfsManagement::aUserPins()
{
    QVERIFY(Cloud::put(u"own"_s, "of jo"));
    QVERIFY(Cloud::isDrained());
    QVERIFY(Cloud::smb("setea own cloudvfs.policy pin").ok());
    QTRY_VERIFY_WITH_TIMEOUT(fileIn({}, u"own"_s).pinned, 10'000);
    QVERIFY(Cloud::isDrained());
    const QString why = refusal(on(u"evict"_s, u"own"_s));
    QVERIFY2(why.contains(u"pinned"_s), qPrintable(why));
}

void TestCloudvfsManagement::aFolderIsListed()
{
    QVERIFY(Cloud::smb("mkdir dir; mkdir dir/sub").ok());
    QVERIFY(Cloud::put(u"dir/known"_s, QByteArray(42, 'k')));
    QVERIFY(Cloud::isDrained());
    Cloud::write(u"/srv/data/dir/foreign"_s, "past smbd");
    const FileStatus known = fileIn(u"dir"_s, u"known"_s);
    QCOMPARE(known.state, u"clean"_s);
    QCOMPARE(known.size, 42);
    QVERIFY(!known.folder && known.modified > 0);
    QCOMPARE(fileIn(u"dir"_s, u"foreign"_s).state, QString());
    QVERIFY(fileIn(u"dir"_s, u"sub"_s).folder);
    for (const QString &outside : {u".."_s, u"/etc"_s, u"dir/../../../etc"_s}) {
        const QString why = refusal(on(u"files"_s, outside));
        QVERIFY2(!why.isEmpty(), qPrintable(outside));
    }
}

void TestCloudvfsManagement::aStoreThatIsAway()
{
    m_cloud.killDaemon();
    QFile conf(Cloud::conf());
    QVERIFY(conf.open(QIODevice::ReadOnly));
    const QByteArray text = conf.readAll();
    Cloud::write(Cloud::conf(), QByteArray(text).replace(qgetenv("SMC_S3_ENDPOINT"), "http://127.0.0.1:1"));
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(Cloud::put(u"later"_s, "not yet"));
    QTRY_VERIFY_WITH_TIMEOUT(queue().value(0).attempts > 1, 30'000);
    const WaitingFile file = queue().value(0);
    QCOMPARE(file.path, u"later"_s);
    QVERIFY2(file.why.contains(u"127.0.0.1"_s), qPrintable(file.why));
    QCOMPARE(share().oldest, file.since); // not moved on by attempts
    QVERIFY2(!share().problem.isEmpty(), "a share whose store is away has a problem");
    QCOMPARE(store().health, u"down"_s);
    QVERIFY(store().failures > 1 && store().lastFailure > 0);
    m_cloud.killDaemon();
    Cloud::write(Cloud::conf(), text);
    QVERIFY(m_cloud.startDaemon());
    QVERIFY(Cloud::isDrained());
    QCOMPARE(store().health, u"up"_s);
    QCOMPARE(share().problem, QString());
    QCOMPARE(Cloud::object(u"later"_s), "not yet");
}

void TestCloudvfsManagement::onlyItsUserManages()
{
    const QJsonObject request{{u"do"_s, u"shares"_s}};
    {
        const Being him(jo);
        const auto answer = manage(managementSocket, request);
        QVERIFY2(answer, answer ? "" : qUtf8Printable(answer.error().toString()));
        QCOMPARE(listOf<ShareStatus>(*answer, u"shares").size(), 1);
        // Of files he may ask for what management is, and not for what the module asks for.
        const auto recalled =
            ask(managementSocket, {.kind = CLOUDVFS_FORGET, .share = u"data"_s, .path = "waits"});
        QVERIFY(!recalled);
        QCOMPARE(recalled.error().code, ErrorCode::Denied);
        const auto other = manage(rootsSocket, request);
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::Denied);
    }
    {
        const Being him(nobody);
        const auto answer = manage(managementSocket, request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Denied);
    }
    // Whoever has got through to the socket nevertheless is asked who he is.
    QCOMPARE(::chmod(managementSocket.constData(), 0666), 0);
    {
        const Being him(nobody);
        const auto answer = manage(managementSocket, request);
        QVERIFY(!answer);
    }
    QCOMPARE(::chmod(managementSocket.constData(), 0600), 0);
    QVERIFY(manage(managementSocket, request)); // root may, too
}

void TestCloudvfsManagement::whatItDoesNotKnow()
{
    for (const QJsonObject &request :
         {QJsonObject{}, QJsonObject{{u"do"_s, u"nothing"_s}}, QJsonObject{{u"do"_s, 7}}}) {
        const auto answer = manage(rootsSocket, request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unsupported);
    }
    const auto answer = manage(rootsSocket, {{u"do"_s, u"queue"_s}, {u"share"_s, u"none"_s}});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::NotFound);
    QVERIFY(answer.error().hint.contains(u"[share none]"_s));
}

QTEST_GUILESS_MAIN(TestCloudvfsManagement)
#include "test_cloudvfs_management.moc"
