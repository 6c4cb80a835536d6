// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs at times over REST: reports of real servers as files, expired accounts disabled in the directory. The
// witnesses are the files and ldapsearch.
#include "tests/integration/rest_client.h"

#include <QDir>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestSchedules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void madeReadChangedDeleted();
    void faultsAndDryRun();
    void aReportIsWritten();
    void aReportSaysWhoIsMissing();
    void expiredAccountsAreDisabled();
    void oldBatchesGo();
    void whatWasMissedRunsAtTheNextStart();
    void onlyForThoseWhoMay();

private:
    [[nodiscard]] RestAnswer make(const QJsonObject &schedule, const QByteArray &query = {})
    {
        return m_rest->send("POST", "/rest/servers/schedules" + query, QJsonDocument(schedule).toJson());
    }
    [[nodiscard]] static QByteArray pathOf(const RestAnswer &made)
    {
        return "/rest/servers/schedules/" + made.first(u"id"_s).toUtf8();
    }
    /// Runs it now and waits for its end.
    [[nodiscard]] QJsonObject run(const QByteArray &schedule)
    {
        const RestAnswer begun = m_rest->send("PUT", schedule + "/run");
        if (begun.status != 202)
            qWarning("%d %s", begun.status, begun.body.constData());
        QJsonObject last;
        (void)QTest::qWaitFor(
            [&] {
                last = m_rest->get(schedule + "/runs").items()[0].toObject();
                return last[u"state"][0].toString() != u"running";
            },
            60'000);
        return last;
    }
    [[nodiscard]] QStringList reports() const
    {
        return QDir(m_smcd.stateDirectory() + u"/reports"_s).entryList(QDir::Files);
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}},
                              {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestSchedules::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
}

void TestRestSchedules::madeReadChangedDeleted()
{
    const RestAnswer made = make({{u"name"_s, u"Old batches"_s},
                                  {u"kind"_s, u"cleanup"_s},
                                  {u"when"_s, u"30 2 * * mon"_s},
                                  {u"days"_s, 14}});
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(made.headers["location"], pathOf(made));
    QCOMPARE(made.first(u"owner"_s), u"alice"_s);
    QCOMPARE(made.first(u"missed"_s), u"run"_s);
    const QDateTime next = QDateTime::fromString(made.first(u"next"_s), Qt::ISODate).toLocalTime();
    QCOMPARE(next.time(), QTime(2, 30));
    QCOMPARE(next.date().dayOfWeek(), 1);

    const RestAnswer read = m_rest->get(pathOf(made));
    QCOMPARE(read.first(u"days"_s), u"14"_s);
    const QByteArray etag = read.headers["etag"];
    QCOMPARE(m_rest->send("PUT", pathOf(made), R"({"enabled":false})").status, 428);
    const RestAnswer changed =
        m_rest->send("PUT", pathOf(made), R"({"enabled":false,"days":"3"})", {{"If-Match", etag}});
    QVERIFY2(changed.status == 200, changed.body.constData());
    QCOMPARE(changed.first(u"enabled"_s), u"FALSE"_s);
    QCOMPARE(changed.first(u"name"_s), u"Old batches"_s);
    QVERIFY(!changed.json().contains(u"next"_s));
    QCOMPARE(m_rest->send("PUT", pathOf(made), R"({"days":"4"})", {{"If-Match", etag}}).status, 412);

    const RestAnswer csv = m_rest->get("/rest/servers/schedules?format=csv&fields=name,kind,days");
    QVERIFY2(csv.body.contains("Old batches,cleanup,3\r\n"), csv.body.constData());
    QCOMPARE(m_rest->send("DELETE", pathOf(made) + "?dry-run=1").status, 200);
    QCOMPARE(m_rest->send("DELETE", pathOf(made)).status, 204);
    QCOMPARE(m_rest->send("DELETE", pathOf(made)).status, 404);
}

void TestRestSchedules::faultsAndDryRun()
{
    const RestAnswer wrong = make({{u"name"_s, u""_s}, {u"kind"_s, u"report"_s}, {u"when"_s, u"25 * *"_s}});
    QCOMPARE(wrong.status, 400);
    QStringList fields;
    for (const QJsonValue one : wrong.json()[u"errors"].toArray())
        fields << one[u"field"].toString();
    QVERIFY2(fields.contains(u"name"_s) && fields.contains(u"when"_s) && fields.contains(u"resource"_s),
             wrong.body.constData());
    QCOMPARE(make({{u"name"_s, u"n"_s},
                   {u"kind"_s, u"report"_s},
                   {u"when"_s, u"@daily"_s},
                   {u"resource"_s, u"status/sessions"_s},
                   {u"servers"_s, u"fs9"_s}})
                 .status,
             400);
    QCOMPARE(make({{u"name"_s, u"n"_s},
                   {u"kind"_s, u"cleanup"_s},
                   {u"when"_s, u"@daily"_s},
                   {u"path"_s, u"/etc"_s}})
                 .status,
             400);
    const RestAnswer dry =
        make({{u"name"_s, u"n"_s}, {u"kind"_s, u"cleanup"_s}, {u"when"_s, u"@daily"_s}}, "?dry-run=1");
    QCOMPARE(dry.status, 200);
    QVERIFY(!dry.first(u"next"_s).isEmpty());
    QCOMPARE(m_rest->get("/rest/servers/schedules").json()[u"total"].toInt(), 0);
}

void TestRestSchedules::aReportIsWritten()
{
    const RestAnswer made = make({{u"name"_s, u"../../shares of fs1"_s},
                                  {u"kind"_s, u"report"_s},
                                  {u"when"_s, u"@yearly"_s},
                                  {u"resource"_s, u"shares/shares"_s},
                                  {u"servers"_s, u"fs1"_s},
                                  {u"keep"_s, 1}});
    QVERIFY2(made.status == 201, made.body.constData());
    const RestAnswer dry = m_rest->send("PUT", pathOf(made) + "/run?dry-run=1");
    QVERIFY2(dry.first(u"message"_s).contains(u"of 1 server"), dry.body.constData());
    QCOMPARE(reports(), QStringList());
    const QJsonObject done = run(pathOf(made));
    QVERIFY2(done[u"state"][0].toString() == u"ok", qPrintable(done[u"message"][0].toString()));
    QCOMPARE(done[u"trigger"][0].toString(), u"alice"_s);
    QCOMPARE(reports().size(), 1);
    const QString name = reports().first();
    QVERIFY2(name.startsWith(u"_.._shares_of_fs1-"_s) && name.endsWith(u".csv"), qPrintable(name));
    QVERIFY(done[u"message"][0].toString().contains(name));
    QFile file(m_smcd.stateDirectory() + u"/reports/"_s + name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.startsWith("server,road,age,") && text.contains("fs1,rpc,0,") && text.contains("Lab data"),
             text.constData());
    QVERIFY((file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)) == 0);
    // Only so many are kept; a name has the second in it.
    QTRY_VERIFY(QDateTime::currentDateTimeUtc() > QFileInfo(file).lastModified().addSecs(1));
    QCOMPARE(run(pathOf(made))[u"state"][0].toString(), u"ok"_s);
    QCOMPARE(reports().size(), 1);
    QVERIFY(reports().first() != name);
    QCOMPARE(m_rest->get(pathOf(made) + "/runs").json()[u"total"].toInt(), 2);
    QCOMPARE(m_rest->get(pathOf(made)).first(u"last-state"_s), u"ok"_s);
}

void TestRestSchedules::aReportSaysWhoIsMissing()
{
    // The service is no administrator of the file server, and so hears of no session.
    const RestAnswer refused = make({{u"name"_s, u"sessions"_s},
                                     {u"kind"_s, u"report"_s},
                                     {u"when"_s, u"@yearly"_s},
                                     {u"resource"_s, u"status/sessions"_s},
                                     {u"servers"_s, u"fs1"_s}});
    const QJsonObject failed = run(pathOf(refused));
    QCOMPARE(failed[u"state"][0].toString(), u"failed"_s);
    QVERIFY2(!failed[u"message"][0].toString().isEmpty(), "why");
}

void TestRestSchedules::expiredAccountsAreDisabled()
{
    const QString unit = m_lab.freshUnit(u"Expired"_s);
    const QString gone = m_lab.createUser(u"gone1"_s, unit, "accountExpires: 132223104000000000\n"); // 2020
    const QString stays = m_lab.createUser(u"stays1"_s, unit);
    QVERIFY(!gone.isEmpty() && !stays.isEmpty());
    // The service is an ordinary account: in this unit it may write userAccountControl, as an administrator
    // would grant it.
    const CommandResult shown = m_lab.exec(
        u"dc1"_s, {u"samba-tool"_s, u"user"_s, u"show"_s, u"svc-smcd"_s, u"--attributes=objectSid"_s});
    const QString sid =
        QRegularExpression(u"S-1-5-[0-9-]+"_s).match(QString::fromUtf8(shown.output)).captured();
    QVERIFY2(!sid.isEmpty(), shown.errors.constData());
    const CommandResult granted =
        m_lab.exec(u"dc1"_s, {u"samba-tool"_s, u"dsacl"_s, u"set"_s, u"--objectdn="_s + unit,
                              u"--sddl=(OA;CIIO;RPWP;;bf967aba-0de6-11d0-a285-00aa003049e2;%1)"_s.arg(sid)});
    QVERIFY2(granted.ok(), QByteArray(granted.output + granted.errors).constData());
    const auto control = [this](const QString &account) {
        return m_lab.ldapSearch(u"(sAMAccountName=%1)"_s.arg(account), {u"userAccountControl"_s})
            .constFirst()
            .first(u"userAccountControl"_s)
            .toInt();
    };
    const RestAnswer made = make({{u"name"_s, u"expired"_s},
                                  {u"kind"_s, u"disable-expired"_s},
                                  {u"when"_s, u"0 3 * * *"_s},
                                  {u"base"_s, unit}});
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(made.first(u"realm"_s), u"LAB.EXAMPLE"_s);
    const RestAnswer dry = m_rest->send("PUT", pathOf(made) + "/run?dry-run=1");
    QVERIFY2(dry.first(u"message"_s) == u"Would disable gone1", dry.body.constData());
    QCOMPARE(control(u"gone1"_s) & 2, 0);
    const QJsonObject done = run(pathOf(made));
    QVERIFY2(done[u"state"][0].toString() == u"ok", qPrintable(done[u"message"][0].toString()));
    QCOMPARE(done[u"message"][0].toString(), u"Disabled gone1"_s);
    QCOMPARE(control(u"gone1"_s) & 2, 2);
    QCOMPARE(control(u"stays1"_s) & 2, 0);
    QCOMPARE(run(pathOf(made))[u"message"][0].toString(), u"No account has expired."_s);
    // A clock that is wrong must not shut everybody out.
    const RestAnswer many = m_rest->send("PUT", pathOf(made), R"({"most":"1"})", {{"If-Match", "*"}});
    QCOMPARE(many.status, 200);
    (void)m_lab.createUser(u"gone2"_s, unit, "accountExpires: 132223104000000000\n");
    (void)m_lab.createUser(u"gone3"_s, unit, "accountExpires: 132223104000000000\n");
    const QJsonObject refused = run(pathOf(made));
    QCOMPARE(refused[u"state"][0].toString(), u"failed"_s);
    QCOMPARE(control(u"gone2"_s) & 2, 0);
}

void TestRestSchedules::oldBatchesGo()
{
    const RestAnswer batch =
        m_rest->send("POST", "/rest/identity/users", R"([{"op":"update","id":"nobody","title":"x"}])");
    (void)m_rest->waitForJob(batch.headers["location"]);
    QVERIFY(m_rest->get("/rest/jobs").json()[u"total"].toInt() > 0);
    const RestAnswer made = make(
        {{u"name"_s, u"cleanup"_s}, {u"kind"_s, u"cleanup"_s}, {u"when"_s, u"@yearly"_s}, {u"days"_s, 0}});
    QCOMPARE(run(pathOf(made))[u"message"][0].toString(), u"Deleted 1 batches"_s);
    QCOMPARE(m_rest->get("/rest/jobs").json()[u"total"].toInt(), 0);
}

void TestRestSchedules::whatWasMissedRunsAtTheNextStart()
{
    // Each minute: once smcd is not running for long enough, a time is missed. Long enough is five minutes,
    // so the clock of the second smcd is put forward instead of waiting for it.
    const RestAnswer made =
        make({{u"name"_s, u"each minute"_s}, {u"kind"_s, u"cleanup"_s}, {u"when"_s, u"*/10 * * * *"_s}});
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(m_smcd.stop(), 0);
    // As the database of an smcd that was switched off for a day has it.
    const CommandResult changed = runCommand(
        u"python3"_s,
        {u"-c"_s,
         u"import sqlite3,sys,time\n"
         "d=sqlite3.connect(sys.argv[1])\n"
         "d.execute('UPDATE schedule SET due=? WHERE name=?',(int(time.time())-86400,'each minute'))\n"
         "d.commit()"_s,
         m_smcd.stateDirectory() + u"/state.db"_s});
    QVERIFY2(changed.ok(), changed.errors.constData());
    QVERIFY(m_smcd.start());
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(m_rest->get(pathOf(made) + "/runs").items()[0][u"state"][0].toString() == u"ok",
                             20'000);
    const QJsonArray runs = m_rest->get(pathOf(made) + "/runs").items();
    QVERIFY(runs.last()[u"trigger"][0].toString().startsWith(u"missed at "));
}

void TestRestSchedules::onlyForThoseWhoMay()
{
    RestClient helen(m_smcd); // an administrator, who may not use the service's rights
    QCOMPARE(helen.signIn(u"helen"_s, m_lab.password()).status, 200);
    QCOMPARE(helen.get("/rest/servers/schedules").status, 403);
    const RestAnswer refused =
        helen.send("POST", "/rest/servers/schedules", R"({"name":"n","kind":"cleanup","when":"@daily"})");
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.json()[u"hint"].toString().contains(u"[roles] servers"));
}

QTEST_GUILESS_MAIN(TestRestSchedules)
#include "test_rest_schedules.moc"
