// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/main/config/config.h"
#include "service/main/config/keys.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace smc::config;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// What `smcd --check` tells about a file, and what the service then takes from it.
class TestConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seedFileIsGood();
    void everyDefaultIsAllowed();
    void valuesArrive();
    void faults_data();
    void faults();
    void allFaultsAtOnceByLine();
    void secretsMustBeHidden();
    void missingFilesAreNamed();
    void continuationAndComments();
    void whatNeedsARestartStays();
    void exampleIsGood();
    void manualPageIsCurrent();

private:
    static QByteArray readSource(const char *path)
    {
        QFile file(QStringLiteral(SMC_SOURCE_DIR "/") + QString::fromLatin1(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void TestConfig::seedFileIsGood()
{
    const Loaded loaded = loadText("[global]\nport=8080\nsmb_dir=/usr\n\n[servers]\nservers=fs1\n", true);
    QCOMPARE(describe(u"f"_s, loaded.faults), QStringList());
    QCOMPARE(loaded.config.port, 8080);
    QCOMPARE(loaded.config.smbDir, u"/usr"_s);
    QCOMPARE(loaded.config.servers, QStringList{u"fs1"_s});
}

void TestConfig::everyDefaultIsAllowed()
{
    for (const Key &key : keys()) {
        Value value;
        QString why;
        if (*key.standard)
            QVERIFY2(readValue(key, QString::fromLatin1(key.standard), value, why), key.key);
        QVERIFY2(*key.help, key.key);
    }
}

void TestConfig::valuesArrive()
{
    const Loaded loaded =
        loadText("[global]\r\nPort = 9\r\naddress = 127.0.0.1, ::1\r\n"
                 "[realm lab.example]\nuris = ldap://dc1 ldap://dc2\ntls = starttls\npoll=5s\n"
                 "[realm OTHER]\ncache = off\n"
                 "[limits]\nbody = 2M\nidle_time = 2m\n"
                 "[roles]\nadministrators = CN=A,DC=b; help desk ;*\n"
                 "[tls]\nenabled = no\n",
                 true);
    QCOMPARE(describe(u"f"_s, loaded.faults), QStringList());
    const Config &config = loaded.config;
    QCOMPARE(config.port, 9);
    QCOMPARE(config.addresses, (QStringList{u"127.0.0.1"_s, u"::1"_s}));
    QCOMPARE(config.realms.size(), 2);
    QCOMPARE(config.realms[0].name, u"LAB.EXAMPLE"_s);
    QCOMPARE(config.realms[0].uris, (QStringList{u"ldap://dc1"_s, u"ldap://dc2"_s}));
    QCOMPARE(config.realms[0].poll, 5s);
    QVERIFY(config.realms[0].cache);
    QVERIFY(!config.realms[1].cache);
    QCOMPARE(config.body, 2 * 1024 * 1024);
    QCOMPARE(config.idleTime, 120s);
    QCOMPARE(config.administrators, (QStringList{u"CN=A,DC=b"_s, u"help desk"_s, u"*"_s}));
    QVERIFY(!config.tls);
    QCOMPARE(config.headerTime, 10s); // a default
}

void TestConfig::faults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("fault");
    QTest::newRow("unknown key") << QByteArray("[global]\nprot = 1\n")
                                 << u"f:2: unknown key “prot” in [global]"_s;
    QTest::newRow("hint") << QByteArray("[global]\nprt = 1\n") << u"(did you mean “port”?)"_s;
    QTest::newRow("unknown section") << QByteArray("\n[globl]\nport = 1\n")
                                     << u"f:2: unknown section [globl]"_s;
    QTest::newRow("key of another section")
        << QByteArray("[tls]\nport = 1\n") << u"f:2: unknown key “port” in [tls]"_s;
    QTest::newRow("no number") << QByteArray("[global]\nport = http\n")
                               << u"f:2: port: “http” is no whole number"_s;
    QTest::newRow("too big") << QByteArray("[global]\nport = 65536\n") << u"is not between 0 and 65535"_s;
    QTest::newRow("no size") << QByteArray("[limits]\nbody = much\n") << u"f:2: body: “much” is no size"_s;
    QTest::newRow("too long") << QByteArray("[limits]\nidle_time = 2d\n")
                              << u"f:2: idle_time: “2d” is not between"_s;
    QTest::newRow("negative") << QByteArray("[limits]\nidle_time = -5\n") << u"is no time"_s;
    QTest::newRow("no choice") << QByteArray("[log]\nlevel = loud\n")
                               << u"f:2: level: “loud” is none of error, warning, info, debug"_s;
    QTest::newRow("no boolean") << QByteArray("[tls]\nenabled = maybe\n") << u"is neither yes nor no"_s;
    QTest::newRow("no address") << QByteArray("[global]\naddress = here\n") << u"“here” is no IP address"_s;
    QTest::newRow("relative path") << QByteArray("[global]\nstate_dir = var\n") << u"is no absolute path"_s;
    QTest::newRow("twice") << QByteArray("[global]\nport=1\nport=2\n") << u"f:3: “port” is set twice"_s;
    QTest::newRow("realm twice") << QByteArray("[realm A]\n[realm a]\n")
                                 << u"f:2: the realm a is there already"_s;
    QTest::newRow("realm without name") << QByteArray("[realm]\n") << u"f:1: [realm] needs a name"_s;
    QTest::newRow("section with name") << QByteArray("[global x]\n") << u"f:1: [global] takes no name"_s;
    QTest::newRow("before a section") << QByteArray("port=1\n") << u"f:1: “port” stands before the first"_s;
    QTest::newRow("no assignment") << QByteArray("[global]\nport\n") << u"f:2: neither"_s;
    QTest::newRow("open header") << QByteArray("[global\n") << u"f:1: a section header ends with ]"_s;
    QTest::newRow("bad uri") << QByteArray("[realm A]\nuris = http://dc1\n")
                             << u"f:2: uris: “http://dc1” is no"_s;
    QTest::newRow("plain ldap") << QByteArray("[realm A]\nuris = ldap://dc1\n") << u"needs tls = starttls"_s;
    QTest::newRow("password in the clear")
        << QByteArray("[realm A]\ntls = none\n") << u"send passwords in the clear"_s;
    QTest::newRow("account alone") << QByteArray("[realm A]\naccount = x\n")
                                   << u"f:2: account: it needs a keytab"_s;
    QTest::newRow("key alone") << QByteArray("[tls]\nkey = /x\n")
                               << u"f:2: certificate and key belong together"_s;
    QTest::newRow("database") << QByteArray("[state]\nurl = mysql://db/smc\n") << u"f:2: url: It is no"_s;
    QTest::newRow("database with a password")
        << QByteArray("[state]\nurl = postgresql://smcd:x@db/smc\n") << u"password_file"_s;
    QTest::newRow("password of no database")
        << QByteArray("[state]\npassword_file = /x\n") << u"f:2: password_file: the url"_s;
    QTest::newRow("session") << QByteArray("[session]\nidle = 2h\nabsolute = 1h\n") << u"f:3: absolute"_s;
}

void TestConfig::faults()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, fault);
    const QStringList found = describe(u"f"_s, loadText(text, false).faults);
    QVERIFY2(!found.filter(fault).isEmpty(), qPrintable(found.join(u'\n')));
}

void TestConfig::allFaultsAtOnceByLine()
{
    const QStringList found =
        describe(u"f"_s, loadText("[global]\nport=x\n[nope]\na=b\n[log]\nlevl=info\n", false).faults);
    QCOMPARE(found.size(), 3);
    QVERIFY(found[0].startsWith(u"f:2: "_s));
    QVERIFY(found[1].startsWith(u"f:3: "_s));
    QVERIFY(found[2].startsWith(u"f:6: "_s));
}

void TestConfig::secretsMustBeHidden()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"password"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const QByteArray text = "[realm A]\naccount = smcd\npassword_file = " + path.toUtf8() + '\n';
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    const QStringList found = describe(u"f"_s, loadText(text, true).faults);
    QCOMPARE(found.size(), 1);
    QVERIFY(found[0].startsWith(u"f:3: password_file: others may read "_s));
    QVERIFY(found[0].endsWith(u"run chmod 600 "_s + path));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(loadText(text, true).faults.isEmpty());
}

void TestConfig::missingFilesAreNamed()
{
    const QStringList found =
        describe(u"f"_s, loadText("[realm A]\nca = /nonexistent/ca.pem\n", true).faults);
    QCOMPARE(found.size(), 1);
    QVERIFY(found[0].contains(u"f:2: ca: the file /nonexistent/ca.pem cannot be read"_s));
    QVERIFY(!loadFile(u"/nonexistent/smcd.conf"_s).faults.isEmpty());
}

void TestConfig::continuationAndComments()
{
    const Loaded loaded =
        loadText("# one\n; two\n[servers]\nservers = fs1, \\\n  fs2 \\\n  fs3\n[global]\nport=x\n", false);
    QCOMPARE(loaded.config.servers, (QStringList{u"fs1"_s, u"fs2"_s, u"fs3"_s}));
    QCOMPARE(describe(u"f"_s, loaded.faults).value(0).left(4), u"f:8:"_s); // lines still count
}

void TestConfig::whatNeedsARestartStays()
{
    const Config running = loadText("[global]\naddress = 127.0.0.1\n[limits]\nbody = 1M\n", false).config;
    const Config wanted =
        loadText("[global]\nport = 1\nnames = a\n[limits]\nbody = 2M\n[realm A]\n", false).config;
    const TakenOver taken = takeOver(running, wanted);
    QCOMPARE(taken.needRestart, (QStringList{u"[global] port"_s, u"[global] address"_s}));
    QCOMPARE(taken.config.port, 8080); // the default that runs
    QCOMPARE(taken.config.addresses, QStringList{u"127.0.0.1"_s});
    QCOMPARE(taken.config.names, QStringList{u"a"_s});
    QCOMPARE(taken.config.body, 2 * 1024 * 1024);
    QCOMPARE(taken.config.realms.size(), 1);
    // The next SIGHUP with the same file says the same; one with the old values says nothing.
    QCOMPARE(takeOver(taken.config, wanted).needRestart, taken.needRestart);
    const Config back = loadText("[global]\nport = 8080\naddress = 127.0.0.1\n", false).config;
    QCOMPARE(takeOver(taken.config, back).needRestart, QStringList());
}

void TestConfig::exampleIsGood()
{
    const QByteArray example = readSource("installer/smcd.conf.example");
    QVERIFY(!example.isEmpty());
    QCOMPARE(describe(u"f"_s, loadText(example, false).faults), QStringList());
}

void TestConfig::manualPageIsCurrent()
{
    // Mend it with: smcd --manual > docs/man/smcd.conf.5
    QVERIFY(readSource("docs/man/smcd.conf.5") == manualPage());
}

QTEST_APPLESS_MAIN(TestConfig)
#include "test_config.moc"
