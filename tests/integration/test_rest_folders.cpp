// SPDX-License-Identifier: GPL-3.0-or-later
// What lies in a share, and whether the folder of a new share is there, over REST, against the lab's file
// server. The witness is smbclient.
#include "tests/integration/rest_client.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestRestFolders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void foldersAndFiles();
    void pagesAndFilters();
    void manyAreBounded();
    void whatIsNotThere_data();
    void whatIsNotThere();
    void asThePerson();
    void aShareNeedsItsFolder();
    void aFolderThatNoShareCoversIsCheckedBySharingIt();

private:
    QByteArray smbclient(const QString &command) const
    {
        return runCommand(u"smbclient"_s, {u"//fs1.lab.example/data"_s, u"-U"_s,
                                           u"LAB\\alice%"_s + m_lab.password(), u"-c"_s, command})
            .output;
    }
    RestAnswer create(const QByteArray &body, const QByteArray &query = {})
    {
        return m_rest->send("POST", "/rest/shares/shares?server=fs1" + query, body);
    }

    const QByteArray m_folders = "/rest/shares/shares/fs1%3Adata/folders";
    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestFolders::initTestCase()
{
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    cleanupTestCase();
    QVERIFY(!smbclient(u"mkdir browsed; mkdir \"browsed/Zürich & more\"; mkdir browsed/b; "
                       "put /etc/services browsed/a.txt; setmode browsed/a.txt +h"_s)
                 .contains("NT_STATUS"));
}

void TestRestFolders::cleanupTestCase()
{
    for (const QByteArray name : {"unseen", "inside"})
        m_rest->send("DELETE", "/rest/shares/shares/fs1%3A" + name);
    smbclient(u"deltree browsed"_s);
    m_lab.exec(u"fs1"_s, {u"rm"_s, u"-rf"_s, u"/srv/unseen"_s});
}

void TestRestFolders::foldersAndFiles()
{
    const RestAnswer answer = m_rest->get(m_folders + "?path=/browsed");
    QVERIFY2(answer.status == 200, answer.body.constData());
    const QJsonArray items = answer.items();
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[2][u"name"][0].toString(), u"a.txt"_s); // files after folders
    QCOMPARE(items[2][u"kind"][0].toString(), u"file"_s);
    QCOMPARE(items[2][u"size"][0].toString(), QString::number(QFileInfo(u"/etc/services"_s).size()));
    QVERIFY(items[2][u"attributes"].toArray().contains(u"hidden"_s));
    const QDateTime modified = QDateTime::fromString(items[2][u"modified"][0].toString(), Qt::ISODate);
    QVERIFY(std::abs(modified.secsTo(QDateTime::currentDateTimeUtc())) < 600);
    QCOMPARE(items[1][u"name"][0].toString(), u"Zürich & more"_s);
    QCOMPARE(items[1][u"path"][0].toString(), u"/browsed/Zürich & more"_s);
    const QByteArray inside = QUrl::toPercentEncoding(items[1][u"path"][0].toString());
    QCOMPARE(m_rest->get(m_folders + "?path=" + inside).json()[u"total"].toInt(), 0);
}

void TestRestFolders::pagesAndFilters()
{
    const RestAnswer first = m_rest->get(m_folders + "?path=/browsed&limit=2&fields=name");
    QCOMPARE(first.items().size(), 2);
    QCOMPARE(first.json()[u"total"].toInt(), 3);
    const RestAnswer second =
        m_rest->get(m_folders + "?path=/browsed&limit=2&cursor=" + first.json()[u"next"].toString().toUtf8());
    QCOMPARE(second.items().size(), 1);
    QCOMPARE(m_rest->get(m_folders + "?path=/browsed&filter=kind:folder").json()[u"total"].toInt(), 2);
    QVERIFY(
        m_rest->get(m_folders + "?path=/browsed&format=csv&fields=name,kind").body.contains("a.txt,file"));
}

void TestRestFolders::manyAreBounded()
{
    // As root on the server: 100,001 empty files take smbclient minutes.
    QVERIFY(m_lab
                .exec(u"fs1"_s, {u"sh"_s, u"-c"_s,
                                 u"mkdir -p /srv/data/browsed/many && cd /srv/data/browsed/many && "
                                 "seq 100001 | xargs touch && chmod 0777 ."_s})
                .ok());
    const RestAnswer answer = m_rest->get(m_folders + "?path=/browsed/many&limit=10");
    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(answer.json()[u"total"].toInt(), 100000);
    QCOMPARE(answer.items().size(), 10);
    QCOMPARE(answer.headers["x-smc-problems"], "1");
    m_lab.exec(u"fs1"_s, {u"rm"_s, u"-rf"_s, u"/srv/data/browsed/many"_s});
}

void TestRestFolders::whatIsNotThere_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");

    QTest::newRow("folder") << QByteArray("/rest/shares/shares/fs1%3Adata/folders?path=/browsed/nowhere")
                            << 404;
    QTest::newRow("share") << QByteArray("/rest/shares/shares/fs1%3Anoshare/folders") << 404;
    QTest::newRow("server") << QByteArray("/rest/shares/shares/fs9%3Adata/folders") << 404;
    QTest::newRow("above") << QByteArray("/rest/shares/shares/fs1%3Adata/folders?path=/../..") << 400;
    QTest::newRow("of a file") << QByteArray("/rest/shares/shares/fs1%3Adata/folders?path=/browsed/a.txt")
                               << 400;
}

void TestRestFolders::whatIsNotThere()
{
    QFETCH(const QByteArray, path);
    QFETCH(const int, status);
    const RestAnswer answer = m_rest->get(path);
    QVERIFY2(answer.status == status, answer.body.constData());
}

void TestRestFolders::asThePerson()
{
    QVERIFY(!smbclient(u"mkdir browsed/private"_s).contains("NT_STATUS"));
    QVERIFY(m_lab.exec(u"fs1"_s, {u"chmod"_s, u"0700"_s, u"/srv/data/browsed/private"_s}).ok());
    const QByteArray path = m_folders + "?path=/browsed/private";
    QCOMPARE(m_rest->get(path).status, 200);
    RestClient bob(m_smcd);
    QCOMPARE(bob.signIn(u"bob"_s, m_lab.password()).status, 200);
    QCOMPARE(bob.get(m_folders + "?path=/browsed").status, 200);
    const RestAnswer refused = bob.get(path);
    QVERIFY2(refused.status == 403, refused.body.constData());
}

void TestRestFolders::aShareNeedsItsFolder()
{
    for (const QByteArray query :
         {"&dry-run=1", ""}) { // /srv/data is shared: known before anything is touched
        const RestAnswer missing = create(R"({"name":"inside","path":"/srv/data/nowhere"})", query);
        QVERIFY2(missing.status == 404, missing.body.constData());
        QCOMPARE(missing.json()[u"field"].toString(), u"path"_s);
        const RestAnswer file = create(R"({"name":"inside","path":"/srv/data/browsed/a.txt"})", query);
        QVERIFY2(file.status == 400, file.body.constData());
    }
    const RestAnswer made = create(R"({"name":"inside","path":"/srv/data/browsed"})");
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(m_rest->send("DELETE", "/rest/shares/shares/fs1%3Ainside").status, 204);
}

void TestRestFolders::aFolderThatNoShareCoversIsCheckedBySharingIt()
{
    const RestAnswer missing = create(R"({"name":"unseen","path":"/srv/unseen"})");
    QVERIFY2(missing.status == 404, missing.body.constData());
    QVERIFY2(missing.json()[u"detail"].toString().contains(u"/srv/unseen"), missing.body.constData());
    QCOMPARE(m_rest->get("/rest/shares/shares/fs1%3Aunseen").status, 404); // taken back
    QVERIFY(m_lab.exec(u"fs1"_s, {u"mkdir"_s, u"/srv/unseen"_s}).ok());
    const RestAnswer made = create(R"({"name":"unseen","path":"/srv/unseen"})");
    QVERIFY2(made.status == 201, made.body.constData());
}

QTEST_GUILESS_MAIN(TestRestFolders)
#include "test_rest_folders.moc"
