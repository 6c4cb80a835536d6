// SPDX-License-Identifier: GPL-3.0-or-later
// A file server whose share is joined to a cloud, as smcd on it and a collector elsewhere tell of it and act
// on it. The witnesses are the file system, smbclient and rclone.
#include "tests/integration/joined_server.h"
#include "tests/integration/rest_client.h"
#include "tests/integration/smcctl.h"

#include <QScopeGuard>
#include <QSet>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

constexpr quint16 nodePort = 18082; ///< in the node's own network

} // namespace

class TestRestCloudvfs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qWarning("smcd's log:\n%s", m_smcd->log().right(3000).constData());
    }
    void cleanupTestCase();
    void sharesAndStores();
    void aPausedShareHasAQueue();
    void bandwidth();
    void filesOfAFolder();
    void aFileIsEvictedAndRecalled();
    void whatIsPinnedIsNotEvicted();
    void onlyForThoseWhoMay();
    void metrics();
    void byItsNode();
    void byCommand();
    void aShareIsEnabled_data();
    void aShareIsEnabled();
    void whatCannotBeEnabled_data();
    void whatCannotBeEnabled();
    void joiningIsShownBefore();
    void aFileIsRestoredAsItWas();
    void theFolderIsLookedAt();
    void whatIsLostIsTold();
    void withoutCloudvfsd();

private:
    [[nodiscard]] Smcctl::Called smcctl(const QStringList &words) const
    {
        return Smcctl(m_lab, *m_smcd).call(words);
    }
    [[nodiscard]] QJsonObject share(RestClient &rest)
    {
        return rest.find("/rest/cloudvfs/shares?server=twin", u"share"_s, u"data"_s);
    }
    [[nodiscard]] QJsonObject share() { return share(*m_rest); }
    [[nodiscard]] QJsonObject backup()
    {
        return m_rest->find("/rest/cloudvfs/shares?server=twin", u"share"_s, u"public"_s);
    }
    [[nodiscard]] QString count(const QString &what) { return share()[what][0].toString(); }
    [[nodiscard]] bool isDrained(const QString &name = u"data"_s)
    {
        return QTest::qWaitFor(
            [this, name] {
                const QJsonObject now = m_rest->find("/rest/cloudvfs/shares?server=twin", u"share"_s, name);
                return now[u"dirty"][0].toString() == u"0" && now[u"behind"][0].toString() == u"0" &&
                       now[u"removals"][0].toString() == u"0";
            },
            30'000);
    }
    [[nodiscard]] QJsonObject file(const QString &path, RestClient *rest = nullptr)
    {
        const RestAnswer answer =
            (rest ? *rest : *m_rest).get("/rest/cloudvfs/files/" + encoded(u"twin:data/"_s + path));
        if (answer.status != 200)
            qWarning("%d %s", answer.status, answer.body.constData());
        return answer.json();
    }
    RestAnswer tell(const QString &what, const QString &path)
    {
        return m_rest->send("PUT", "/rest/cloudvfs/files/" + encoded(u"twin:data/"_s + path) + '/' +
                                       what.toLatin1());
    }
    /// The share "public" is one with versions.
    [[nodiscard]] bool isBackedUp()
    {
        if (backup()[u"state"][0].toString() == u"up"_s)
            return true;
        return smcctl({u"cloudvfs"_s, u"enable"_s, u"twin:public"_s, u"--store"_s, u"third"_s, u"--mode"_s,
                       u"backup"_s})
                       .status == 0 &&
               QTest::qWaitFor([this] { return backup()[u"state"][0].toString() == u"up"_s; }, 20'000);
    }
    [[nodiscard]] bool putVersion(const QByteArray &content)
    {
        return m_server->put(u"dear"_s, content, u"public"_s) && isDrained(u"public"_s);
    }
    /// What a client reads.
    [[nodiscard]] QByteArray dear() const
    {
        QFile file(JoinedServer::folder() + u"/got"_s);
        return m_server->smb(u"get dear \"%1\""_s.arg(file.fileName()), u"public"_s) &&
                       file.open(QIODevice::ReadOnly)
                   ? file.readAll()
                   : QByteArray();
    }
    [[nodiscard]] QJsonArray versions()
    {
        const RestAnswer answer = m_rest->get("/rest/cloudvfs/versions?server=twin&share=public&path=dear");
        if (answer.status != 200)
            qWarning("%d %s", answer.status, answer.body.constData());
        return answer.items();
    }
    [[nodiscard]] RestAnswer order(const QByteArray &what, const QJsonObject &body,
                                   const QByteArray &share = "public")
    {
        return m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3A" + share + '/' + what,
                            QJsonDocument(body).toJson());
    }
    /// In the bucket of "public": what rclone says to a command.
    [[nodiscard]] QString inBucket(const QString &command, const QString &path = {}) const
    {
        const QString conf = JoinedServer::folder() + u"/cloudvfs.conf"_s;
        const CommandResult done =
            m_server->twin().shell(u"unset AWS_CA_BUNDLE; { read -r key; read -r secret; } <'%1/key'; "
                                   u"RCLONE_CONFIG=/dev/null rclone -q %2 "
                                   "\":s3,provider=Ceph,endpoint='$(sed -n 's/^endpoint = //p' '%3' | "
                                   "head -n1)',access_key_id=$key,secret_access_key=$secret:third/%4\""_s.arg(
                                       JoinedServer::folder(), command, conf, path));
        if (!done.ok())
            qWarning("%s", done.errors.constData());
        return QString::fromUtf8(done.output);
    }
    Lab m_lab = Lab::domain();
    std::unique_ptr<JoinedServer> m_server;
    std::unique_ptr<Smcd> m_smcd;
    std::unique_ptr<RestClient> m_rest;
};

void TestRestCloudvfs::initTestCase()
{
    m_server = std::make_unique<JoinedServer>(m_lab);
    QVERIFY(m_server->isThere());
    m_smcd = std::make_unique<Smcd>(m_server->smcd(
        {{u"node"_s, {{u"port"_s, QString::number(nodePort)}}},
         {u"collect"_s, {{u"enabled"_s, u"yes"_s}, {u"cloudvfs"_s, u"1s"_s}, {u"stores"_s, u"1s"_s}}}}));
    QVERIFY(m_smcd->start());
    m_rest = std::make_unique<RestClient>(*m_smcd);
    const RestAnswer signedIn = m_rest->signIn(m_lab.admin(), m_lab.password());
    QVERIFY2(signedIn.status == 200, signedIn.body.constData());
}

void TestRestCloudvfs::cleanupTestCase()
{
    m_smcd.reset();
    m_server.reset();
}

void TestRestCloudvfs::sharesAndStores()
{
    QVERIFY(m_server->put(u"one"_s, QByteArray(1000, '1')));
    QVERIFY(m_server->put(u"two"_s, QByteArray(2000, '2')));
    QVERIFY(isDrained());
    const QJsonObject data = share();
    QCOMPARE(data[u"id"][0].toString(), u"twin:data"_s);
    QCOMPARE(data[u"server"][0].toString(), u"twin"_s);
    QCOMPARE(data[u"road"][0].toString(), u"local"_s);
    QCOMPARE(data[u"state"][0].toString(), u"up"_s);
    QCOMPARE(data[u"mode"][0].toString(), u"link"_s);
    QCOMPARE(data[u"path"][0].toString(), u"/srv/data"_s);
    QCOMPARE(data[u"clean"][0].toString(), u"2"_s);
    QCOMPARE(data[u"clean-bytes"][0].toString(), u"3000"_s);
    QCOMPARE(data[u"seconds"][0].toString(), u"0"_s);
    const RestAnswer one = m_rest->get("/rest/cloudvfs/shares/twin%3Adata");
    QCOMPARE(one.first(u"store"_s), u"s3"_s);
    const QJsonObject store = m_rest->find("/rest/cloudvfs/stores", u"id"_s, u"twin:s3"_s);
    QCOMPARE(store[u"state"][0].toString(), u"up"_s);
    QVERIFY(store[u"sent"][0].toString().toInt() >= 3000);
    QVERIFY(QDateTime::fromString(store[u"last-success"][0].toString(), Qt::ISODateWithMs).isValid());
}

void TestRestCloudvfs::aPausedShareHasAQueue()
{
    const RestAnswer dry = m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3Adata/pause?dry-run=1");
    QCOMPARE(dry.json()[u"changes"][0][u"operation"].toString(), u"pause"_s);
    QCOMPARE(count(u"paused"_s), u"FALSE"_s);
    const RestAnswer paused = m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3Adata/pause");
    QVERIFY2(paused.status == 204, paused.body.constData());
    QCOMPARE(count(u"state"_s), u"paused"_s);
    QVERIFY(m_server->put(u"waits"_s, QByteArray(500, 'w')));
    QTRY_COMPARE(count(u"dirty"_s), u"1"_s);
    const QJsonObject waiting = m_rest->find("/rest/cloudvfs/queue?server=twin", u"path"_s, u"waits"_s);
    QCOMPARE(waiting[u"id"][0].toString(), u"twin:data/waits"_s);
    QCOMPARE(waiting[u"size"][0].toString(), u"500"_s);
    QCOMPARE(waiting[u"state"][0].toString(), u"waiting"_s);
    QCOMPARE(waiting[u"attempts"][0].toString(), u"0"_s);
    QCOMPARE(waiting[u"since"], share()[u"oldest"]);
    const RestAnswer on = m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3Adata/resume");
    QVERIFY2(on.status == 204, on.body.constData());
    QVERIFY(isDrained());
    QCOMPARE(m_rest->get("/rest/cloudvfs/queue?server=twin").json()[u"total"].toInt(), 0);
    QCOMPARE(m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3Anone/pause").status, 404);
    // Who did it stands in the audit log.
    const QByteArray log = m_smcd->log();
    QVERIFY2(log.contains("alice") && log.contains("/rest/cloudvfs/shares/twin%3Adata/pause"),
             log.right(2000).constData());
}

void TestRestCloudvfs::bandwidth()
{
    const auto limits = [this] {
        return m_rest->find("/rest/cloudvfs/bandwidth?server=twin", u"store"_s, u"s3"_s);
    };
    const QJsonObject fixed = limits();
    QCOMPARE(fixed[u"id"][0].toString(), u"twin:s3"_s);
    QCOMPARE(fixed[u"up"][0].toString(), u"0"_s);
    QCOMPARE(fixed[u"why"][0].toString(), u"fixed"_s);
    QVERIFY(!fixed.contains(u"until"_s));
    QVERIFY(fixed[u"sent"][0].toString().toLongLong() >= 3000);
    const QByteArray path = "/rest/cloudvfs/bandwidth/twin%3As3/";
    const RestAnswer dry = m_rest->send("PUT", path + "limit?dry-run=1", R"({"up":"2M"})");
    QCOMPARE(dry.json()[u"changes"][0][u"operation"].toString(), u"limit"_s);
    QCOMPARE(limits()[u"up"][0].toString(), u"0"_s);
    const QDateTime until =
        QDateTime::fromMSecsSinceEpoch(QDateTime::currentSecsSinceEpoch() * 1000).toUTC().addDays(1);
    const RestAnswer set = m_rest->send(
        "PUT", path + "limit",
        QJsonDocument(
            QJsonObject{{u"up"_s, u"2M"_s}, {u"down"_s, u"0"_s}, {u"until"_s, until.toString(Qt::ISODate)}})
            .toJson());
    QVERIFY2(set.status == 204, set.body.constData());
    const QJsonObject byHand = limits();
    QCOMPARE(byHand[u"up"][0].toString(), u"2097152"_s);
    QCOMPARE(byHand[u"down"][0].toString(), u"0"_s);
    QCOMPARE(byHand[u"why"][0].toString(), u"hand"_s);
    QCOMPARE(QDateTime::fromString(byHand[u"until"][0].toString(), Qt::ISODateWithMs), until);
    const QByteArray line = "smc_cloudvfs_store_upload_limit_bytes{server=\"twin\",share=\"s3\"} 2097152\n";
    QTRY_VERIFY_WITH_TIMEOUT(m_rest->get("/metrics").body.contains(line), 30'000);
    for (const char *body :
         {R"({"up":"10"})", R"({"up":"2M","for":"soon"})", R"({"up":"2M","until":"soon"})", "{}"}) {
        const RestAnswer refused = m_rest->send("PUT", path + "limit", body);
        QVERIFY2(refused.status == 400, QByteArray(body + (": " + refused.body)).constData());
    }
    QCOMPARE(m_rest->send("PUT", "/rest/cloudvfs/bandwidth/twin%3As3/limit", R"({"up":"2M","untill":"2h"})")
                 .status,
             400);
    QCOMPARE(m_rest->send("PUT", "/rest/cloudvfs/bandwidth/twin%3Atape/limit", R"({"up":"2M"})").status, 404);
    QCOMPARE(limits()[u"up"][0].toString(), u"2097152"_s);
    QCOMPARE(m_rest->send("PUT", path + "release").status, 204);
    QCOMPARE(limits()[u"why"][0].toString(), u"fixed"_s);
    // Sixty minutes, of which those that this ran in have what was sent.
    const RestAnswer traffic = m_rest->get("/rest/cloudvfs/traffic?server=twin&filter=(store=s3)&limit=100");
    QVERIFY2(traffic.items().size() == 60, traffic.body.left(500).constData());
    qint64 sent = 0;
    for (const QJsonValue minute : traffic.items())
        sent += minute[u"sent"][0].toString().toLongLong();
    QVERIFY2(sent >= 3000, qPrintable(QString::number(sent)));
}

void TestRestCloudvfs::filesOfAFolder()
{
    QVERIFY(m_server->smb(u"mkdir dir; mkdir dir/sub"_s));
    QVERIFY(m_server->put(u"dir/ä&b +.txt"_s, "odd"));
    QVERIFY(isDrained());
    const RestAnswer top = m_rest->get("/rest/cloudvfs/files?server=twin&share=data");
    QCOMPARE(top.items()[0][u"name"][0].toString(), u"dir"_s); // folders first
    QCOMPARE(top.items()[0][u"kind"][0].toString(), u"folder"_s);
    const QJsonObject odd =
        m_rest->find("/rest/cloudvfs/files?server=twin&share=data&path=%2Fdir%2F", u"name"_s, u"ä&b +.txt"_s);
    QCOMPARE(odd[u"id"][0].toString(), u"twin:data/dir/ä&b +.txt"_s);
    QCOMPARE(odd[u"state"][0].toString(), u"clean"_s);
    QCOMPARE(file(u"dir/ä&b +.txt"_s)[u"size"][0].toString(), u"3"_s);
    QCOMPARE(m_rest->get("/rest/cloudvfs/files?server=twin").status, 400);
    QCOMPARE(m_rest->get("/rest/cloudvfs/files?server=twin&share=none").status, 404);
    QVERIFY(m_rest->get("/rest/cloudvfs/files?server=twin&share=data&path=..%2F..%2Fetc").status >= 400);
    QCOMPARE(m_rest->get("/rest/cloudvfs/files/" + encoded(u"twin:data/dir/none"_s)).status, 404);
}

void TestRestCloudvfs::aFileIsEvictedAndRecalled()
{
    QVERIFY(m_server->put(u"dir/cold"_s, QByteArray(3'000'000, 'c')));
    QVERIFY(isDrained());
    const qint64 before = JoinedServer::blocksOf(u"dir/cold"_s);
    QVERIFY(before > 5000);
    const RestAnswer evicted = tell(u"evict"_s, u"dir/cold"_s);
    QVERIFY2(evicted.status == 204, evicted.body.constData());
    QCOMPARE(file(u"dir/cold"_s)[u"state"][0].toString(), u"stub"_s);
    QVERIFY(JoinedServer::blocksOf(u"dir/cold"_s) < 20);
    QCOMPARE(count(u"stub-bytes"_s), u"3000000"_s);
    const RestAnswer recalled = tell(u"recall"_s, u"dir/cold"_s);
    QVERIFY2(recalled.status == 204, recalled.body.constData());
    QCOMPARE(file(u"dir/cold"_s)[u"state"][0].toString(), u"clean"_s);
    QVERIFY(JoinedServer::blocksOf(u"dir/cold"_s) >= before);
    QCOMPARE(tell(u"evict"_s, u"dir/none"_s).status, 404);
    QCOMPARE(tell(u"burn"_s, u"dir/cold"_s).status, 404);
}

void TestRestCloudvfs::whatIsPinnedIsNotEvicted()
{
    QCOMPARE(tell(u"pin"_s, u"dir/cold"_s).status, 204);
    QCOMPARE(file(u"dir/cold"_s)[u"pinned"][0].toString(), u"TRUE"_s);
    const RestAnswer refused = tell(u"evict"_s, u"dir/cold"_s);
    QCOMPARE(refused.kind(), u"refused"_s);
    QVERIFY2(refused.body.contains("pinned"), refused.body.constData());
    QCOMPARE(tell(u"unpin"_s, u"dir/cold"_s).status, 204);
    QCOMPARE(tell(u"evict"_s, u"dir/cold"_s).status, 204);
}

void TestRestCloudvfs::onlyForThoseWhoMay()
{
    RestClient helen(*m_smcd); // an administrator of people, and of no servers
    QCOMPARE(helen.signIn(u"helen"_s, m_lab.password()).status, 200);
    RestClient bob(*m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    for (RestClient *client : {&helen, &bob}) {
        QCOMPARE(client->get("/rest/cloudvfs/shares?server=twin").status, 403);
        QCOMPARE(client->get("/rest/cloudvfs/files?server=twin&share=data").status, 403);
        QCOMPARE(client->send("PUT", "/rest/cloudvfs/shares/twin%3Adata/pause").status, 403);
        QCOMPARE(client->send("PUT", "/rest/cloudvfs/bandwidth/twin%3As3/limit", R"({"up":"2M"})").status,
                 403);
        QCOMPARE(client->send("PUT", "/rest/cloudvfs/files/twin%3Adata%2Fone/evict").status, 403);
        for (const QByteArray word : {"scan", "scrub", "restore", "enable"})
            QCOMPARE(client->send("PUT", "/rest/cloudvfs/shares/twin%3Adata/" + word).status, 403);
        QCOMPARE(client->get("/rest/cloudvfs/faults?server=twin&share=data").status, 403);
        QCOMPARE(client->get("/rest/cloudvfs/versions?server=twin&share=data&path=one").status, 403);
        QCOMPARE(client
                     ->send("PUT", "/rest/cloudvfs/versions/" +
                                       encoded(u"twin:data/one@2026-11-27T14:30:00.000Z"_s) + "/restore")
                     .status,
                 403);
    }
    QCOMPARE(count(u"state"_s), u"up"_s);
    QCOMPARE(file(u"one"_s)[u"state"][0].toString(), u"clean"_s);
}

void TestRestCloudvfs::metrics()
{
    const auto has = [this](const QByteArray &line) {
        return m_rest->get("/metrics").body.contains(QByteArray(line + '\n'));
    };
    const QByteArray of = "{server=\"twin\",share=\"data\"} ";
    QTRY_VERIFY(has("smc_cloudvfs_stub_files" + of + "1"));
    QVERIFY(has("smc_cloudvfs_stub_bytes" + of + "3000000"));
    QVERIFY(has("smc_cloudvfs_up" + of + "1"));
    QVERIFY(has("smc_cloudvfs_waiting_files" + of + "0"));
    QVERIFY(has("smc_cloudvfs_waiting_seconds" + of + "0"));
    QVERIFY(has("smc_cloudvfs_problem_seconds" + of + "0"));
}

void TestRestCloudvfs::byItsNode()
{
    Smcd collector({.settings = {{u"servers"_s, {{u"servers"_s, u"twin"_s}}},
                                 {u"global"_s, {{u"address"_s, u"127.0.0.1 "_s + m_lab.ip(u"host"_s)}}},
                                 {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}}});
    QVERIFY(collector.start());
    RestClient rest(collector);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    const RestAnswer made = rest.send("POST", "/rest/servers/nodes", R"({"name":"twin"})");
    QVERIFY2(made.status == 201, made.body.constData());
    QUrl url = collector.url();
    url.setHost(m_lab.ip(u"host"_s));
    const CommandResult enrolled =
        m_lab.exec(u"fs1"_s,
                   m_server->twin().inside() + QStringList{Smcd::program(), u"enrol"_s, u"-f"_s,
                                                           m_smcd->configFile(), url.toString()},
                   made.first(u"token"_s).toLatin1() + '\n');
    QVERIFY2(enrolled.ok(), enrolled.errors.constData());
    m_smcd->stop(); // it is a node from its next start on
    QVERIFY(m_smcd->start());
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(share(rest)[u"road"][0].toString(), u"node"_s, 20'000);
    QCOMPARE(file(u"dir/cold"_s, &rest)[u"state"][0].toString(), u"stub"_s);
    const QByteArray odd = encoded(u"twin:data/dir/ä&b +.txt"_s);
    QCOMPARE(rest.get("/rest/cloudvfs/files/" + odd).first(u"state"_s), u"clean"_s);
    const RestAnswer evicted = rest.send("PUT", "/rest/cloudvfs/files/" + odd + "/evict");
    QVERIFY2(evicted.status == 204, evicted.body.constData());
    QCOMPARE(rest.get("/rest/cloudvfs/files/" + odd).first(u"state"_s), u"stub"_s);
    QVERIFY2(m_smcd->log().contains("alice@LAB.EXAMPLE"), "the node's audit log names who it was");
    // What came of an order is said through the node, too.
    const RestAnswer checked =
        rest.send("PUT", "/rest/cloudvfs/shares/twin%3Adata/scrub", R"({"sample":"100%"})");
    QVERIFY2(checked.status == 200, checked.body.constData());
    QTRY_COMPARE_WITH_TIMEOUT(share(rest)[u"check"][0].toString(), checked.first(u"run"_s), 30'000);
    QCOMPARE(share(rest)[u"faults"][0].toString(), u"0"_s);
    QCOMPARE(rest.get("/rest/cloudvfs/faults?server=twin&share=data").json()[u"total"].toInt(-1), 0);
    // A share can be joined through it: the checks are those of that machine, and so is smb.conf.
    for (const char *name : {"public", "later"}) { // of the registry, and of smb.conf
        const RestAnswer dry =
            rest.send("PUT", QByteArray("/rest/cloudvfs/shares/twin%3A") + name + "/enable?dry-run=1",
                      R"({"store":"third","mode":"backup"})");
        QVERIFY2(dry.status == 200, dry.body.constData());
        const QJsonValue change = dry.json()[u"changes"][0];
        QCOMPARE(change[u"section"].toString(), QString::fromLatin1(name));
        QCOMPARE(change[u"attributes"][0][u"name"].toString(), u"vfs objects"_s);
    }
}

void TestRestCloudvfs::withoutCloudvfsd()
{
    QVERIFY(m_server->stopDaemon());
    const QJsonObject data = share();
    QCOMPARE(data[u"state"][0].toString(), u"down"_s);
    QVERIFY2(data[u"problem"][0].toString().contains(u"cloudvfsd does not answer"_s),
             qPrintable(data[u"problem"][0].toString()));
    QVERIFY(m_rest->get("/rest/cloudvfs/queue?server=twin").status >= 500);
    const auto alert = [this] {
        return m_rest->find("/rest/status/alerts", u"id"_s, u"cloudvfs:twin:data"_s)[u"message"][0]
            .toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(alert(), u"No cloudvfsd copies the share data of twin."_s, 30'000);
    QVERIFY(m_rest->get("/metrics").body.contains("smc_cloudvfs_up{server=\"twin\",share=\"data\"} 0\n"));
    QVERIFY(m_server->startDaemon());
    QTRY_COMPARE_WITH_TIMEOUT(alert(), QString(), 30'000);
}

void TestRestCloudvfs::byCommand()
{
    const Smcctl::Called status = smcctl({u"cloudvfs"_s, u"status"_s});
    QVERIFY2(status.status == 0 && status.output.contains(u"twin:data"_s),
             qPrintable(status.output + status.errors));
    QVERIFY(m_server->put(u"by-command"_s, QByteArray(4000, 'x')));
    QVERIFY(isDrained());
    for (const QString &verb : {u"pin"_s, u"unpin"_s, u"evict"_s}) {
        const Smcctl::Called done = smcctl({u"cloudvfs"_s, verb, u"twin:data/by-command"_s});
        QVERIFY2(done.status == 0, qPrintable(done.errors));
    }
    const Smcctl::Called files = smcctl({u"cloudvfs"_s, u"files"_s, u"twin:data"_s, u"--output"_s, u"csv"_s});
    QVERIFY2(files.status == 0 && files.output.contains(u"by-command"_s),
             qPrintable(files.output + files.errors));
    QCOMPARE(file(u"by-command"_s)[u"state"][0].toString(), u"stub"_s);
    QVERIFY(smcctl({u"cloudvfs"_s, u"recall"_s, u"twin:data/by-command"_s}).status == 0);
    QCOMPARE(file(u"by-command"_s)[u"state"][0].toString(), u"clean"_s);
    QVERIFY(smcctl({u"cloudvfs"_s, u"pause"_s, u"twin:data"_s}).status == 0);
    QCOMPARE(count(u"state"_s), u"paused"_s);
    QVERIFY(smcctl({u"cloudvfs"_s, u"resume"_s, u"twin:data"_s}).status == 0);
    const QString limit = u"twin:s3"_s;
    const Smcctl::Called set =
        smcctl({u"cloudvfs"_s, u"bandwidth"_s, limit, u"--down"_s, u"3M"_s, u"--for"_s, u"1h"_s});
    QVERIFY2(set.status == 0, qPrintable(set.errors));
    const Smcctl::Called shown = smcctl({u"cloudvfs"_s, u"bandwidth"_s, u"--output"_s, u"csv"_s});
    QVERIFY2(shown.status == 0 && shown.output.contains(u"3145728"_s) && shown.output.contains(u"hand"_s),
             qPrintable(shown.output + shown.errors));
    QVERIFY(smcctl({u"cloudvfs"_s, u"bandwidth"_s, limit, u"--clear"_s}).status == 0);
    const Smcctl::Called one = smcctl({u"cloudvfs"_s, u"bandwidth"_s, limit});
    QVERIFY2(one.status == 0 && one.output.contains(u"fixed"_s), qPrintable(one.output + one.errors));
    QVERIFY(smcctl({u"cloudvfs"_s, u"traffic"_s}).output.contains(u"s3"_s));
    QCOMPARE(smcctl({u"cloudvfs"_s, u"bandwidth"_s, u"--up"_s, u"1M"_s}).status, 2);
    const Smcctl::Called refused = smcctl({u"cloudvfs"_s, u"evict"_s, u"twin:data/none"_s});
    QCOMPARE(refused.status, 3);
    QCOMPARE(smcctl({u"cloudvfs"_s, u"burn"_s, u"twin:data"_s}).status, 2);
}

void TestRestCloudvfs::aShareIsEnabled_data()
{
    QTest::addColumn<QString>("share");
    QTest::addColumn<QString>("store");
    QTest::addColumn<QString>("mode");
    QTest::newRow("of smb.conf") << u"later"_s << u"second"_s << u"link"_s;
    QTest::newRow("of the registry") << u"public"_s << u"third"_s << u"backup"_s;
}

void TestRestCloudvfs::aShareIsEnabled()
{
    QFETCH(QString, share);
    QFETCH(QString, store);
    QFETCH(QString, mode);
    const QStringList command{u"cloudvfs"_s, u"enable"_s, u"twin:"_s + share, u"--store"_s, store,
                              u"--mode"_s,   mode,        u"--reason"_s,      u"Joining"_s};
    const auto prefix = [&] { // an option of another module, which is none of joining's affair
        return QString::fromUtf8(m_server->twin()
                                     .exec({u"testparm"_s, u"-s"_s, u"--section-name"_s, share,
                                            u"--parameter-name"_s, u"full_audit:prefix"_s})
                                     .output.trimmed());
    };
    if (share == u"public")
        QVERIFY(m_server->twin()
                    .exec({u"net"_s, u"conf"_s, u"setparm"_s, share, u"full_audit:prefix"_s, u"x"_s})
                    .ok());
    const QString prefixed = prefix();
    const auto objects = [&] {
        return QString::fromUtf8(m_server->twin()
                                     .exec({u"testparm"_s, u"-s"_s, u"--section-name"_s, share,
                                            u"--parameter-name"_s, u"vfs objects"_s})
                                     .output.trimmed());
    };
    const QString before = objects();
    const QString after = before + u" cloudvfs"_s;
    const Smcctl::Called shown = smcctl(command + QStringList{u"--dry-run"_s});
    QVERIFY2(shown.status == 0, qPrintable(shown.output + shown.errors));
    QVERIFY2(shown.output.contains(u"cloudvfs:state"_s) && shown.output.contains(after),
             qPrintable(shown.output));
    QVERIFY2(!shown.output.contains(u"critical"_s), qPrintable(shown.output));
    QCOMPARE(objects(), before); // it was shown, and not done
    const Smcctl::Called done = smcctl(command);
    QVERIFY2(done.status == 0, qPrintable(done.output + done.errors));
    QVERIFY2(done.output.contains(after), qPrintable(done.output));
    QCOMPARE(objects(), after);
    QCOMPARE(prefix(), prefixed);
    const QJsonArray kept =
        m_rest->get("/rest/servers/changes?server=twin&filter=reason:Joining&sort=-time").items();
    QStringList parameters;
    for (const QJsonValue change : kept) {
        if (change[u"section"][0].toString().contains(share))
            parameters << change[u"parameter"][0].toString();
        QCOMPARE(change[u"person"][0].toString(), m_lab.admin());
    }
    QCOMPARE(QSet(parameters.begin(), parameters.end()),
             (QSet<QString>{u"vfs objects"_s, u"cloudvfs:state"_s}));
    const auto record = [&] { return m_rest->find("/rest/cloudvfs/shares?server=twin", u"share"_s, share); };
    QTRY_COMPARE_WITH_TIMEOUT(record()[u"state"][0].toString(), u"up"_s, 20'000);
    QCOMPARE(record()[u"mode"][0].toString(), mode);
    QVERIFY(m_server->put(u"first"_s, "joined", share));
    QTRY_COMPARE_WITH_TIMEOUT(record()[u"clean"][0].toString(), u"1"_s, 30'000);
    QCOMPARE(m_rest->find("/rest/cloudvfs/stores?server=twin", u"store"_s, store)[u"state"][0].toString(),
             u"up"_s);
    const Smcctl::Called again = smcctl(command);
    QCOMPARE(again.status, 1);
    QVERIFY2(again.output.contains(u"joined to "_s), qPrintable(again.output));
}

void TestRestCloudvfs::whatCannotBeEnabled_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("why");
    QTest::newRow("no share") << QStringList{u"twin:none"_s, u"--store"_s, u"third"_s}
                              << u"Samba has no share \"none\""_s;
    QTest::newRow("no store") << QStringList{u"twin:queues"_s, u"--store"_s, u"nowhere"_s}
                              << u"There is no [store nowhere]"_s;
    QTest::newRow("store away") << QStringList{u"twin:office"_s, u"--store"_s, u"away"_s}
                                << u"away does not take an object"_s;
    QTest::newRow("another's bucket")
        << QStringList{u"twin:office"_s, u"--store"_s, u"s3"_s} << u"s3 is that of the share data"_s;
    QTest::newRow("no mode") << QStringList{u"twin:office"_s, u"--store"_s, u"third"_s, u"--mode"_s, u"odd"_s}
                             << u"There is no mode \"odd\""_s;
}

void TestRestCloudvfs::whatCannotBeEnabled()
{
    QFETCH(QStringList, command);
    QFETCH(QString, why);
    QFile conf(JoinedServer::folder() + u"/cloudvfs.conf"_s);
    QVERIFY(conf.open(QIODevice::ReadOnly));
    const QByteArray before = conf.readAll();
    const Smcctl::Called refused = smcctl(QStringList{u"cloudvfs"_s, u"enable"_s} + command);
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.output.contains(why), qPrintable(refused.output + refused.errors));
    // Past the command, too: who manages has no way around the checks.
    const RestAnswer joined = m_rest->send(
        "PUT", "/rest/cloudvfs/shares/" + encoded(command.first()) + "/join",
        QJsonDocument(QJsonObject{{u"store"_s, command.at(2)}, {u"mode"_s, command.value(4)}}).toJson());
    QCOMPARE(joined.kind(), u"refused"_s);
    const RestAnswer enabled = m_rest->send(
        "PUT", "/rest/cloudvfs/shares/" + encoded(command.first()) + "/enable",
        QJsonDocument(QJsonObject{{u"store"_s, command.at(2)}, {u"mode"_s, command.value(4, u"link"_s)}})
            .toJson());
    QCOMPARE(enabled.status, 409);
    QVERIFY2(enabled.json()[u"detail"].toString().contains(why), enabled.body.constData());
    conf.seek(0);
    QCOMPARE(conf.readAll(), before);
}

void TestRestCloudvfs::joiningIsShownBefore()
{
    // What is critical is shown with the rest, and that nothing would change.
    const RestAnswer bad =
        m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3Aoffice/enable?dry-run=1", R"({"store":"s3"})");
    QVERIFY2(bad.status == 200, bad.body.constData());
    QStringList critical;
    for (const QJsonValue check : bad.json()[u"checks"].toArray()) {
        if (check[u"state"].toString() == u"critical")
            critical << check[u"check"].toString();
    }
    QCOMPARE(critical, QStringList{u"store"_s});
    QCOMPARE(bad.json()[u"changes"].toArray().size(), 0);
    // Of what the share has already nothing changes.
    const auto objects = [this](const char *value) {
        return m_rest
            ->send("PUT", "/rest/servers/file-config/twin%3Aoffice",
                   QByteArray(R"({"vfs-objects":)") + value + '}', {{"If-Match", "*"}})
            .status;
    };
    QCOMPARE(objects(R"(["acl_xattr cloudvfs"])"), 200);
    const auto back = qScopeGuard([&] { objects("null"); });
    const RestAnswer good = m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3Aoffice/enable?dry-run=1",
                                         R"({"store":"third","mode":"tier"})");
    QVERIFY2(good.status == 200, good.body.constData());
    const QJsonArray attributes = good.json()[u"changes"][0][u"attributes"].toArray();
    QCOMPARE(attributes.size(), 1);
    QCOMPARE(attributes[0][u"name"].toString(), u"cloudvfs:state"_s);
    const RestAnswer nowhere = m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3Aoffice/enable", "{}");
    QCOMPARE(nowhere.status, 400);
    QCOMPARE(nowhere.json()[u"field"].toString(), u"store"_s);
    QCOMPARE(
        m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3Aoffice/enable", R"({"store":"third","mod":"tier"})")
            .status,
        400);
}

void TestRestCloudvfs::aFileIsRestoredAsItWas()
{
    QVERIFY(isBackedUp());
    const QByteArray first(1000, '1');
    const QByteArray second(2000, '2');
    QVERIFY(putVersion(first) && putVersion(second));
    const QJsonArray before = versions();
    QCOMPARE(before.size(), 2);
    QCOMPARE(before[0][u"size"][0].toString(), u"1000"_s);
    QCOMPARE(before[1][u"size"][0].toString(), u"2000"_s);
    QCOMPARE(before[0][u"kind"][0].toString(), u"file"_s);
    const QString at = before[0][u"at"][0].toString();
    // What is misspelt restores nothing, nor does a dry run.
    QCOMPARE(order("restore", {{u"path"_s, u"dear"_s}, {u"when"_s, at}}).status, 400);
    QCOMPARE(
        order("restore", {{u"path"_s, u"dear"_s}, {u"at"_s, u"yesterday"_s}}).json()[u"field"].toString(),
        u"at"_s);
    const RestAnswer dry = m_rest->send("PUT", "/rest/cloudvfs/shares/twin%3Apublic/restore?dry-run=1",
                                        QJsonDocument(QJsonObject{{u"at"_s, at}}).toJson());
    QCOMPARE(dry.json()[u"changes"][0][u"operation"].toString(), u"restore"_s);
    QVERIFY(dear() == second);
    const RestAnswer restored = order("restore", {{u"path"_s, u"dear"_s}, {u"at"_s, at}});
    QVERIFY2(restored.status == 200, restored.body.constData());
    QCOMPARE(restored.first(u"files"_s), u"1"_s);
    QCOMPARE(restored.first(u"bytes"_s), u"1000"_s);
    QCOMPARE(restored.first(u"failed"_s), u"0"_s);
    QVERIFY(dear() == first);
    QVERIFY2(m_smcd->log().contains("/rest/cloudvfs/shares/twin%3Apublic/restore"), "the audit log names it");
    QCOMPARE(order("restore", {{u"path"_s, u"never"_s}}).status, 404);
    QVERIFY(m_rest->get("/rest/cloudvfs/versions?server=twin&share=data&path=one").status >= 400);
    QCOMPARE(m_rest->get("/rest/cloudvfs/versions?server=twin&share=public&path=never").status, 404);
    // By command, with the time that it tells itself.
    QVERIFY(isDrained(u"public"_s));
    const Smcctl::Called told =
        smcctl({u"cloudvfs"_s, u"versions"_s, u"twin:public/dear"_s, u"--output"_s, u"csv"_s});
    QVERIFY2(told.status == 0 && told.output.contains(u"2000"_s), qPrintable(told.output + told.errors));
    const Smcctl::Called back = smcctl(
        {u"cloudvfs"_s, u"restore"_s, u"twin:public/dear"_s, u"--at"_s, before[1][u"at"][0].toString()});
    QVERIFY2(back.status == 0 && back.output.contains(u"1 files (2000 bytes)"_s),
             qPrintable(back.output + back.errors));
    QVERIFY(dear() == second);
    QCOMPARE(smcctl({u"cloudvfs"_s, u"restore"_s, u"twin:public/never"_s}).status, 3);
    QCOMPARE(smcctl({u"cloudvfs"_s, u"versions"_s, u"twin:public"_s}).status, 2);
    const QStringList again{u"cloudvfs"_s, u"restore"_s, u"twin:public/dear"_s, u"--output"_s};
    QCOMPARE(smcctl(again + QStringList{u"csv"_s}).status, 2);
    QVERIFY(isDrained(u"public"_s)); // nothing takes the place of what is not copied
    const Smcctl::Called same = smcctl(again + QStringList{u"json"_s});
    QVERIFY2(same.status == 0, qPrintable(same.output + same.errors));
    // Or by what the list says of the version itself.
    const QByteArray version = "/rest/cloudvfs/versions/" + encoded(before[0][u"id"][0].toString());
    QCOMPARE(
        m_rest->send("PUT", version + "/restore?dry-run=1").json()[u"changes"][0][u"operation"].toString(),
        u"restore"_s);
    QVERIFY(dear() == second);
    const RestAnswer restoredAgain = m_rest->send("PUT", version + "/restore");
    QVERIFY2(restoredAgain.status == 200, restoredAgain.body.constData());
    QCOMPARE(restoredAgain.first(u"bytes"_s), u"1000"_s);
    QVERIFY(dear() == first);
    for (const QString &none :
         {u"twin:public/dear"_s, u"twin:public/dear@then"_s, QString(u"twin:public@"_s + at)})
        QCOMPARE(m_rest->send("PUT", "/rest/cloudvfs/versions/" + encoded(none) + "/restore").status, 404);
    QCOMPARE(m_rest->send("PUT", version + "/restore", R"({"at":"6h"})").status, 400);
    QVERIFY(isDrained(u"public"_s));
}

void TestRestCloudvfs::theFolderIsLookedAt()
{
    QVERIFY(isBackedUp() && isDrained(u"public"_s));
    const int clean = backup()[u"clean"][0].toString().toInt();
    QFile past(JoinedServer::folder() + u"/srv/public/past-smbd"_s);
    QVERIFY(past.open(QIODevice::WriteOnly) && past.write("not by a client") > 0);
    past.close();
    QCOMPARE(order("scan", {{u"accept-removals"_s, u"maybe"_s}}).status, 400);
    const Smcctl::Called scanned =
        smcctl({u"cloudvfs"_s, u"scan"_s, u"twin:public"_s, u"--accept-removals"_s});
    QVERIFY2(scanned.status == 0, qPrintable(scanned.errors));
    QTRY_COMPARE_WITH_TIMEOUT(backup()[u"clean"][0].toString().toInt(), clean + 1, 30'000);
}

void TestRestCloudvfs::whatIsLostIsTold()
{
    QVERIFY(isBackedUp());
    const auto packs = [this] { return inBucket(u"lsf -R --files-only"_s).split(u'\n').filter(u"pack/"_s); };
    const QStringList others = packs();
    QVERIFY(putVersion(QByteArray(3000, '3')));
    QStringList pack = packs();
    pack.removeIf([&](const QString &name) { return others.contains(name); });
    QCOMPARE(pack.size(), 1);
    QVERIFY(putVersion(QByteArray(4000, '4'))); // what is on the disk is another version
    const auto alert = [this] {
        return m_rest->find("/rest/status/alerts", u"id"_s, u"cloudvfs-lost:twin:public"_s)[u"message"][0]
            .toString();
    };
    const Smcctl::Called well = smcctl({u"cloudvfs"_s, u"scrub"_s, u"twin:public"_s, u"--full"_s});
    QVERIFY2(well.status == 0 && well.output.contains(u"0 faults"_s), qPrintable(well.output + well.errors));
    QCOMPARE(alert(), QString());
    (void)inBucket(u"deletefile"_s, pack.constFirst());
    QCOMPARE(packs().size(), others.size() + 1);
    QCOMPARE(order("scrub", {{u"sample"_s, u"all"_s}}).status, 400);
    const RestAnswer begun = order("scrub", {{u"sample"_s, u"100%"_s}});
    QVERIFY2(begun.status == 200, begun.body.constData());
    QTRY_COMPARE_WITH_TIMEOUT(backup()[u"check"][0].toString(), begun.first(u"run"_s), 30'000);
    QTRY_COMPARE(backup()[u"checking"][0].toString(), u"FALSE"_s);
    const QJsonObject share = backup();
    QVERIFY(QDateTime::fromString(share[u"checked"][0].toString(), Qt::ISODateWithMs).isValid());
    QVERIFY(share[u"lost"][0].toString().toInt() > 0);
    const QJsonObject fault =
        m_rest->find("/rest/cloudvfs/faults?server=twin&share=public", u"path"_s, u"dear"_s);
    QCOMPARE(fault[u"what"][0].toString(), u"version"_s);
    QCOMPARE(fault[u"state"][0].toString(), u"lost"_s);
    QVERIFY(!fault[u"problem"][0].toString().isEmpty());
    QVERIFY(QDateTime::fromString(fault[u"at"][0].toString(), Qt::ISODateWithMs).isValid());
    const auto has = [this, &share](const QByteArray &metric, const QByteArray &attribute) {
        const QByteArray value = share[QString::fromLatin1(attribute)][0].toString().toLatin1();
        return m_rest->get("/metrics")
            .body.contains(QByteArray(metric + "{server=\"twin\",share=\"public\"} " + value + '\n'));
    };
    QTRY_VERIFY_WITH_TIMEOUT(has("smc_cloudvfs_lost", "lost"), 20'000);
    QVERIFY(has("smc_cloudvfs_faults", "faults"));
    QVERIFY(m_rest->get("/metrics").body.contains("smc_cloudvfs_checked_timestamp_seconds{server=\"twin\","));
    QTRY_VERIFY_WITH_TIMEOUT(alert().contains(u"of which no good copy is known"_s), 30'000);
    const Smcctl::Called faults = smcctl({u"cloudvfs"_s, u"faults"_s, u"twin:public"_s});
    QVERIFY2(faults.status == 0 && faults.output.contains(u"dear"_s) && faults.output.contains(u"lost"_s),
             qPrintable(faults.output + faults.errors));
    const Smcctl::Called again =
        smcctl({u"cloudvfs"_s, u"scrub"_s, u"twin:public"_s, u"--full"_s, u"--repair"_s});
    QVERIFY2(again.status == 1 && again.output.contains(u"dear"_s), qPrintable(again.output + again.errors));
    // A version that is lost does not come back by a restore; what is there stays.
    QCOMPARE(dear(), QByteArray(4000, '4'));
}

QTEST_GUILESS_MAIN(TestRestCloudvfs)
#include "test_rest_cloudvfs.moc"
