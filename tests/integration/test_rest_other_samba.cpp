// SPDX-License-Identifier: GPL-3.0-or-later
// A file server of a newer Samba than the one smcd was built with: a twin of the lab's with the programs of
// Debian's backports (tests/lab/other_samba, which `./run test` calls). Everything goes by RPC, as with a
// server on which nothing of ours is installed.
#include "tests/integration/other_servers.h"
#include "tests/integration/rest_client.h"
#include "tests/lab/open_file.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

const QByteArray onIt = "?server=newer";

} // namespace

class TestRestOtherSamba : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void itsVersionIsTold();
    void sessionsAndFilesAreSeenAndEnded();
    void sharesAreMadeChangedAndRemoved();
    void foldersAndWhoMayEnterThem();
    void theConfigurationOfTheServer();
    void itIsWellAndHasServices();

private:
    [[nodiscard]] QJsonObject find(const QByteArray &path, const QString &attribute, const QString &value)
    {
        return m_rest->find(path + onIt, attribute, value);
    }
    [[nodiscard]] QByteArray registry(const QString &section) const
    {
        return m_newer->exec({u"net"_s, u"conf"_s, u"showshare"_s, section}).output;
    }

    Lab m_lab = Lab::domain();
    QString m_version;
    std::unique_ptr<Twin> m_newer;
    std::unique_ptr<Alias> m_name;
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1 newer"_s}}},
                              {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}}}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestOtherSamba::initTestCase()
{
    const CommandResult fetched =
        runCommand(QStringLiteral(SMC_SOURCE_DIR "/tests/lab/other_samba"), {u"--offline"_s});
    if (!fetched.ok())
        QSKIP("tests/lab/other_samba has not fetched the Samba of Debian's backports.");
    const QString folder = QString::fromLocal8Bit(fetched.output.trimmed());
    if (!runCommand(u"unshare"_s, {u"-m"_s, u"mount"_s, u"-t"_s, u"overlay"_s, u"-o"_s,
                                   u"lowerdir="_s + folder + u"/usr:/usr"_s, u"other"_s, u"/usr"_s})
             .ok())
        QSKIP("This kernel lays no folder over another (overlay).");
    QFile version(folder + u"/version"_s);
    QVERIFY(version.open(QIODevice::ReadOnly));
    m_version = QString::fromLatin1(version.readAll().trimmed());
    m_newer = std::make_unique<Twin>(m_lab, folder);
    QVERIFY(m_newer->isThere());
    QVERIFY(m_newer->exec({u"smbd"_s, u"-V"_s}).output.contains(m_version.toLatin1()));
    m_name = std::make_unique<Alias>(m_lab, u"newer"_s, m_newer->ip());
    QVERIFY(m_name->isThere());
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
}

void TestRestOtherSamba::itsVersionIsTold()
{
    const RestAnswer answer = m_rest->get("/rest/servers/servers/newer");
    QVERIFY2(answer.status == 200, answer.body.constData());
    QVERIFY2(answer.first(u"version"_s).startsWith(m_version), answer.body.constData());
    QCOMPARE(answer.first(u"road"_s), u"rpc"_s);
    QCOMPARE(answer.first(u"role"_s), u"member"_s);
    const QByteArray rule =
        R"({"name":"older","rule":"role=member version<)" + m_version.toLatin1() + R"("})";
    QCOMPARE(m_rest->send("POST", "/rest/servers/groups", rule).status, 201);
    const RestAnswer older = m_rest->get("/rest/servers/servers?server=group:older&format=csv&fields=server");
    QCOMPARE(older.body, "server\r\nfs1\r\n");
}

void TestRestOtherSamba::sessionsAndFilesAreSeenAndEnded()
{
    OpenFile work(m_lab, u"bob"_s, u"newer.txt"_s, u"data"_s, u"newer.lab.example"_s);
    QVERIFY2(work.isOpen(), work.output().constData());
    const QJsonObject file = find("/rest/status/files", u"path"_s, u"/srv/data/newer.txt"_s);
    QCOMPARE(file[u"user"][0].toString(), u"LAB\\bob"_s);
    const QByteArray open = "/rest/status/files/" + encoded(file[u"id"][0].toString());
    const RestAnswer closed = m_rest->send("DELETE", open);
    QVERIFY2(closed.status == 204, closed.body.constData());
    QTRY_VERIFY(find("/rest/status/files", u"path"_s, u"/srv/data/newer.txt"_s).isEmpty());

    const QJsonObject session = find("/rest/status/sessions", u"user"_s, u"LAB\\bob"_s);
    const QByteArray path = "/rest/status/sessions/" + encoded(session[u"id"][0].toString());
    const RestAnswer ended = m_rest->send("DELETE", path);
    QVERIFY2(ended.status == 204, ended.body.constData());
    QTRY_VERIFY(find("/rest/status/sessions", u"user"_s, u"LAB\\bob"_s).isEmpty());
}

void TestRestOtherSamba::sharesAreMadeChangedAndRemoved()
{
    QCOMPARE(find("/rest/shares/shares", u"name"_s, u"data"_s)[u"path"][0].toString(), u"/srv/data"_s);
    const RestAnswer made = m_rest->send("POST", "/rest/shares/shares" + onIt,
                                         R"({"name":"made","path":"/srv/data","comment":"A"})");
    QVERIFY2(made.status == 201, made.body.constData());
    const QByteArray share = "/rest/shares/shares/newer%3Amade";
    const RestAnswer changed = m_rest->send("PUT", share, R"({"comment":"B"})", {{"If-Match", "*"}});
    QVERIFY2(changed.status == 200, changed.body.constData());
    QVERIFY2(registry(u"made"_s).contains("comment = B"), registry(u"made"_s).constData());
    const RestAnswer removed = m_rest->send("DELETE", share, {}, {{"If-Match", "*"}});
    QVERIFY2(removed.status == 204, removed.body.constData());
    QVERIFY(!registry(u"made"_s).contains("path"));
}

void TestRestOtherSamba::foldersAndWhoMayEnterThem()
{
    QVERIFY(m_newer->shell(u"mkdir -p '/srv/data/newer folder'"_s).ok());
    const RestAnswer folders = m_rest->get("/rest/shares/shares/newer%3Adata/folders?fields=name");
    QVERIFY2(folders.status == 200 && folders.body.contains("newer folder"), folders.body.constData());
    const RestAnswer acl = m_rest->get("/rest/shares/shares/newer%3Adata/acl?path=/newer%20folder");
    QVERIFY2(acl.status == 200, acl.body.constData());
    QVERIFY2(acl.body.contains("O:S-1-"), acl.body.constData()); // an owner, in SDDL
    QVERIFY(m_newer->shell(u"rmdir '/srv/data/newer folder'"_s).ok());
}

void TestRestOtherSamba::theConfigurationOfTheServer()
{
    const RestAnswer changed =
        m_rest->send("PUT", "/rest/servers/config" + onIt, R"({"deadtime":"17"})", {{"If-Match", "*"}});
    QVERIFY2(changed.status == 200, changed.body.constData()); // and it lets in whom it let in before
    QVERIFY2(registry(u"global"_s).contains("deadtime = 17"), registry(u"global"_s).constData());
    const RestAnswer refused =
        m_rest->send("PUT", "/rest/servers/config" + onIt, R"({"hosts-deny":"ALL"})", {{"If-Match", "*"}});
    QVERIFY2(refused.status >= 400, refused.body.constData());
    QVERIFY2(!registry(u"global"_s).contains("hosts deny"), registry(u"global"_s).constData());
}

void TestRestOtherSamba::itIsWellAndHasServices()
{
    const RestAnswer health = m_rest->get("/rest/status/health" + onIt);
    QVERIFY2(health.status == 200, health.body.constData());
    QVERIFY2(health.body.contains("newer answers.") && !health.body.contains("critical"),
             health.body.constData());
    const RestAnswer services = m_rest->get("/rest/servers/services" + onIt);
    QVERIFY2(services.status == 200, services.body.constData());
}

QTEST_GUILESS_MAIN(TestRestOtherSamba)
#include "test_rest_other_samba.moc"
