// SPDX-License-Identifier: GPL-3.0-or-later
// A file server whose disk is full, whose registry is damaged or full of nonsense, which a parameter would
// make stop, or whose change nobody saw the end of; and a service whose own disk is full. The server is a
// twin of the lab's, so that others are not disturbed.
#include "tests/integration/other_servers.h"
#include "tests/integration/rest_client.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>
#include <QTimer>

#include <csignal>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

const QByteArray share = "/rest/shares/shares/data?server=twin";
const QByteArray global = "/rest/servers/config?server=twin";

} // namespace

class TestRestBrokenServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void whatLetsNobodyInIsTakenBack_data();
    void whatLetsNobodyInIsTakenBack();
    void aFullDiskRefusesAndNothingIsHalfDone();
    void nonsenseInTheRegistry();
    void aDamagedRegistry();
    void killedInTheMiddleOfAChange();
    void theServicesOwnDiskIsFull();

private:
    RestAnswer put(const QByteArray &path, const QByteArray &body)
    {
        return m_rest->send("PUT", path, body, {{"If-Match", "*"}});
    }
    /// As the twin's own tool tells it.
    [[nodiscard]] QByteArray registry(const QString &section) const
    {
        return m_twin.exec({u"net"_s, u"conf"_s, u"showshare"_s, section}).output;
    }
    [[nodiscard]] CommandResult signIn() const
    {
        return runCommand(u"smbclient"_s, {u"//twin.lab.example/data"_s, u"-U"_s,
                                           u"LAB\\bob%"_s + m_lab.password(), u"-c"_s, u"ls"_s});
    }
    void fillDisk() const { (void)m_twin.shell(u"dd if=/dev/zero of=/tmp/twin/full bs=4k"_s); }
    /// "comment: old -> new (message)" of what was changed last.
    [[nodiscard]] QStringList history(const QByteArray &query)
    {
        QStringList lines;
        for (const QJsonValue item : m_rest->get("/rest/servers/changes?sort=parameter&" + query).items()) {
            const auto text = [&item](const char *name) {
                return item[QLatin1StringView(name)][0].toString(u"-"_s);
            };
            lines << u"%1 %2: %3 -> %4 (%5)"_s.arg(text("way"), text("parameter"), text("before"),
                                                   text("after"), text("message"));
        }
        return lines;
    }

    Lab m_lab = Lab::domain();
    Twin m_twin{m_lab};
    SmbProxy m_proxy{m_lab, m_twin.ip()};
    Alias m_twinName{m_lab, u"twin"_s, m_twin.ip()};
    Alias m_slowName{m_lab, u"slow"_s, m_proxy.ip()};
    const QMap<QString, QMap<QString, QString>> m_settings{
        {u"servers"_s, {{u"servers"_s, u"fs1 twin slow"_s}, {u"groups"_s, u"pair: fs1 twin"_s}}},
        {u"roles"_s, {{u"servers"_s, u"Domain Admins"_s}}}};
    Smcd m_smcd{{.settings = m_settings}};
    std::unique_ptr<RestClient> m_rest;
};

void TestRestBrokenServers::initTestCase()
{
    QVERIFY(m_twin.isThere() && m_proxy.isThere());
    QVERIFY(m_twinName.isThere() && m_slowName.isThere());
    QVERIFY(m_smcd.start());
    m_rest = std::make_unique<RestClient>(m_smcd);
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    QVERIFY2(signIn().ok(), signIn().output.constData());
}

void TestRestBrokenServers::cleanup()
{
    (void)m_twin.shell(u"rm -f /tmp/twin/full"_s);
    QVERIFY(m_proxy.tell("pass") >= 0);
}

void TestRestBrokenServers::whatLetsNobodyInIsTakenBack_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("parameter");
    QTest::newRow("machines") << QByteArray(R"({"hosts-deny":"ALL"})") << u"hosts deny"_s;
    QTest::newRow("dialects") << QByteArray(R"({"server-max-protocol":"NT1"})") << u"server max protocol"_s;
}

void TestRestBrokenServers::whatLetsNobodyInIsTakenBack()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, parameter);
    // Who is connected stays so, and that is what smcd is: only who comes now finds the door closed.
    QCOMPARE(m_rest->get(global).status, 200);
    const RestAnswer refused = put(global, body);
    QVERIFY2(refused.status >= 400, refused.body.constData());
    QVERIFY2(refused.json()[u"detail"].toString().contains(u"twin would let nobody in any more"),
             refused.body.constData());
    QVERIFY2(!registry(u"global"_s).contains(parameter.toUtf8()), registry(u"global"_s).constData());
    QVERIFY2(signIn().ok(), signIn().output.constData());
    const QStringList told = history("server=twin&limit=1&filter=parameter:\"" + parameter.toUtf8() + "\"");
    QVERIFY2(told.value(0).startsWith(u"return "_s + parameter), qPrintable(told.join(u'\n')));
}

void TestRestBrokenServers::aFullDiskRefusesAndNothingIsHalfDone()
{
    fillDisk();
    const QByteArray before = registry(u"data"_s);
    QByteArray large; // for which registry.tdb has to grow
    for (const char *name : {"valid-users", "invalid-users", "read-list", "write-list", "veto-files",
                             "hide-files", "preexec", "postexec"})
        large += R"(,")" + QByteArray(name) + R"(":")" + QByteArray(8000, 'x') + '"';
    const RestAnswer changed = put(share, R"({"browseable":"no")" + large + '}'); // the first has room
    QVERIFY2(changed.status == 409, changed.body.constData());
    QVERIFY2(
        changed.json()[u"detail"].toString().contains(u"twin.lab.example cannot read or write its registry."),
        changed.body.constData());
    QVERIFY2(changed.json()[u"hint"].toString().contains(u"Is its disk full"), changed.body.constData());
    QCOMPARE(registry(u"data"_s), before);
    const RestAnswer made = m_rest->send("POST", "/rest/shares/shares?server=twin",
                                         R"({"name":"half","path":"/srv/data")" + large + '}');
    QVERIFY2(made.status == 409, made.body.constData());
    QVERIFY(!registry(u"half"_s).contains("path"));
    QCOMPARE(m_rest->get("/rest/shares/shares/half?server=twin").status, 404);
    QCOMPARE(m_rest->get(share).status, 200); // reading needs no room
    (void)m_twin.shell(u"rm /tmp/twin/full"_s);
    QCOMPARE(put(share, R"({"comment":"Room again"})").status, 200);
    QVERIFY(registry(u"data"_s).contains("Room again"));
}

void TestRestBrokenServers::nonsenseInTheRegistry()
{
    const QString key = uR"(HKLM\software\samba\smbconf\data)"_s;
    const auto write = [&](const QString &name, const QString &type, const QString &value) {
        return m_twin.exec({u"net"_s, u"registry"_s, u"setvalue"_s, key, name, type, value}).ok();
    };
    QVERIFY(write(u"max connections"_s, u"dword"_s, u"7"_s));
    QVERIFY(write(u"read only"_s, u"sz"_s, u"perhaps"_s));
    QVERIFY(write(u"no such parameter"_s, u"sz"_s, u"nonsense"_s));
    QVERIFY(
        m_twin
            .shell(
                u"printf 'REGEDIT4\\n\\n[HKEY_LOCAL_MACHINE\\\\software\\\\samba\\\\smbconf\\\\data]\\n"
                "\"veto files\"=hex:de,ad,be\\n\\n' >/tmp/nonsense.reg; net registry import /tmp/nonsense.reg"_s)
            .ok());
    const RestAnswer seen = m_rest->get(share);
    QVERIFY2(seen.status == 200, seen.body.constData());
    QCOMPARE(seen.first(u"path"_s), u"/srv/data"_s);
    QCOMPARE(seen.first(u"max-connections"_s), u"7"_s); // as Samba takes it
    QCOMPARE(seen.first(u"read-only"_s), u"perhaps"_s);
    QCOMPARE(seen.first(u"no-such-parameter"_s), u"nonsense"_s);
    QCOMPARE(seen.first(u"veto-files"_s), u"binary (3 bytes)"_s);
    const RestAnswer mended = put(share, R"({"read-only":"no","max-connections":null,"no-such-parameter":null,
                                              "veto-files":null})");
    QVERIFY2(mended.status == 200, mended.body.constData());
    const QByteArray left = registry(u"data"_s);
    QVERIFY2(left.contains("read only = no") && !left.contains("max connections") &&
                 !left.contains("nonsense") && !left.contains("veto files"),
             left.constData());
}

void TestRestBrokenServers::aDamagedRegistry()
{
    const auto mend = [this] {
        return m_twin.shell(u"dd if=/tmp/twin/whole of=/var/lib/samba/registry.tdb conv=notrunc"_s).ok();
    };
    auto mended = qScopeGuard([&mend] { (void)mend(); });
    QVERIFY(m_twin
                .shell(u"cp /var/lib/samba/registry.tdb /tmp/twin/whole && "
                       "dd if=/dev/urandom of=/var/lib/samba/registry.tdb bs=4096 seek=1 conv=notrunc "
                       "count=$(($(stat -c %s /tmp/twin/whole) / 4096 - 1))"_s)
                .ok());
    for (const RestAnswer &answer : {m_rest->get(share), put(global, R"({"deadtime":"9"})")}) {
        // As much of it as Samba still finds.
        QVERIFY2(answer.status == 409 || answer.status == 415, answer.body.constData());
        static const QRegularExpression told(
            u"twin.lab.example (cannot read or write its registry|has no configuration in its registry|cannot serve this)"_s);
        QVERIFY2(answer.json()[u"detail"].toString().contains(told), answer.body.constData());
        static const QRegularExpression damaged(u"registry.tdb (may be )?damaged"_s);
        QVERIFY2(answer.json()[u"hint"].toString().contains(damaged), answer.body.constData());
    }
    // The others are read, and it is named or tells what does not stand in its registry.
    const RestAnswer both = m_rest->get("/rest/servers/servers?server=group:pair");
    QVERIFY2(both.status == 200, both.body.constData());
    QCOMPARE(both.items()[0][u"server"][0].toString(), u"fs1"_s);
    QCOMPARE(both.items().size() + both.json()[u"problems"].toArray().size(), 2);
    QCOMPARE(m_rest->get("/rest/servers/config?server=fs1").status, 200);
    mended.dismiss();
    QVERIFY(mend());
    QTRY_COMPARE_WITH_TIMEOUT(m_rest->get(share).status, 200, 60'000);
}

void TestRestBrokenServers::killedInTheMiddleOfAChange()
{
    const QByteArray body =
        R"({"comment":"Half?","browseable":"no","create-mask":"0700","directory-mask":"0700",
        "hide-dot-files":"no","max-connections":"99","csc-policy":"disable","strict-sync":"no","oplocks":"no",
        "preserve-case":"no","short-preserve-case":"no","store-dos-attributes":"no"})";
    const QByteArrayList lines{"browseable = no",           "comment = Half?",
                               "create mask = 0700",        "csc policy = disable",
                               "directory mask = 0700",     "hide dot files = no",
                               "max connections = 99",      "oplocks = no",
                               "preserve case = no",        "short preserve case = no",
                               "store dos attributes = no", "strict sync = no"};
    const auto written = [this, &lines] {
        const QByteArray now = registry(u"data"_s);
        return std::count_if(lines.begin(), lines.end(), [&now](const QByteArray &line) {
            return now.contains(QByteArray('\t' + line + '\n'));
        });
    };
    QCOMPARE(put(share, R"({"comment":"Whole"})").status, 200);
    QCOMPARE(m_rest->get("/rest/shares/shares/data?server=slow").status, 200); // signed in
    QVERIFY(m_proxy.tell("pass") >= 0);
    QCOMPARE(m_rest->get("/rest/shares/shares/data?server=slow").status, 200);
    // A change reads, opens the registry, its configuration and the section, and sets one parameter after the
    // other. It stops at about the fifth.
    const int reads = m_proxy.tell("pass");
    QVERIFY(reads > 3);
    QVERIFY(m_proxy.tell("hold " + QByteArray::number(reads + 3 + 4)) >= 0);
    qsizetype atItsEnd = 0;
    QTimer watcher;
    connect(&watcher, &QTimer::timeout, this, [&] {
        const qsizetype before = std::exchange(atItsEnd, written());
        if (atItsEnd > 0 && atItsEnd == before) { // no further
            watcher.stop();
            m_smcd.signal(SIGKILL);
        }
    });
    watcher.start(50);
    const RestAnswer none = put("/rest/shares/shares/data?server=slow&reason=Killed", body);
    QCOMPARE(none.status, 0);
    QTRY_VERIFY(!m_smcd.isRunning());
    QVERIFY2(atItsEnd < lines.size(), QByteArray::number(atItsEnd).constData());
    QVERIFY(m_proxy.tell("pass") >= 0);
    // Whoever was at it has the rest of it done: a section is never left half.
    QTRY_COMPARE_WITH_TIMEOUT(written(), lines.size(), 30'000);

    QVERIFY(m_smcd.start());
    QCOMPARE(m_rest->signIn(m_lab.admin(), m_lab.password()).status, 200);
    const QStringList told = history("section=data&filter=reason:Killed");
    QCOMPARE(told.size(), lines.size());
    QVERIFY2(
        told.contains(u"request comment: Whole -> Half? (It was begun, and how it ended is not known.)"_s),
        qPrintable(told.join(u'\n')));
    const QStringList whole = history("section=data&filter=after:Whole");
    QVERIFY2(whole.size() == 1 && whole.first().endsWith(u"-> Whole (-)"), qPrintable(whole.join(u'\n')));
}

void TestRestBrokenServers::theServicesOwnDiskIsFull()
{
    Smcd smcd{{.settings = m_settings, .node = u"fs1"_s}};
    const QString state = smcd.stateDirectory();
    QVERIFY(QDir().mkpath(state));
    QVERIFY(m_lab
                .exec(u"fs1"_s,
                      {u"mount"_s, u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=4m,mode=700"_s, u"state"_s, state})
                .ok());
    const auto unmounted = qScopeGuard([&] {
        smcd.stop();
        (void)m_lab.exec(u"fs1"_s, {u"umount"_s, state});
    });
    QVERIFY(smcd.start());
    RestClient rest(smcd);
    QCOMPARE(rest.signIn(m_lab.admin(), m_lab.password()).status, 200);
    (void)m_lab.exec(u"fs1"_s, {u"dd"_s, u"if=/dev/zero"_s, u"of="_s + state + u"/full"_s, u"bs=4k"_s});

    const QByteArray silence = R"({"server":"fs1","reason":"Work","until":")" +
                               QDateTime::currentDateTimeUtc().addDays(1).toString(Qt::ISODate).toLatin1() +
                               "\"}";
    const RestAnswer silenced = rest.send("POST", "/rest/status/silences", silence);
    QVERIFY2(silenced.status == 500, silenced.body.constData());
    QVERIFY2(silenced.json()[u"detail"].toString().contains(u"disk is full"), silenced.body.constData());
    const QByteArray group = R"({"name":"some","servers":["fs1"]})";
    const RestAnswer grouped = rest.send("POST", "/rest/servers/groups", group);
    QVERIFY2(grouped.status == 500, grouped.body.constData());
    QVERIFY2(grouped.json()[u"hint"].toString().contains(u"The disk is full"), grouped.body.constData());
    QCOMPARE(rest.get("/rest/servers/groups/some").status, 404);
    // What needs no room goes on, also changes of servers, of which the log says what the history cannot.
    QCOMPARE(rest.get("/rest/status/silences").json()[u"total"].toInt(-1), 0);
    QCOMPARE(rest.get("/rest/identity/users?limit=1").status, 200);
    const RestAnswer changed = rest.send("PUT", share, R"({"comment":"Untold"})", {{"If-Match", "*"}});
    QVERIFY2(changed.status == 200, changed.body.constData());
    QVERIFY(registry(u"data"_s).contains("Untold"));
    QTRY_VERIFY2(smcd.log().contains("[data] of twin was changed by alice, which is missing in the history"),
                 smcd.log().constData());

    QVERIFY(m_lab.exec(u"fs1"_s, {u"rm"_s, state + u"/full"_s}).ok());
    QCOMPARE(rest.send("POST", "/rest/status/silences", silence).status, 201);
    QCOMPARE(rest.send("POST", "/rest/servers/groups", group).status, 201);
}

QTEST_GUILESS_MAIN(TestRestBrokenServers)
#include "test_rest_broken_servers.moc"
