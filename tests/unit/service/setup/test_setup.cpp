// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/setup/checks.h"
#include "service/setup/configuration.h"
#include "service/setup/keeper.h"
#include "service/setup/machine_probe.h"
#include "service/setup/tools.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::setup;

namespace {

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    file.write(text);
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(there is no such file)");
}

Request requestFor(Kind kind)
{
    return *checked({.kind = kind, .realm = u"lab.example"_s});
}

/// A machine on which all is well for that kind.
Facts good(Kind kind)
{
    Facts facts{.root = true,
                .host = u"srv1"_s,
                .fullName = u"srv1.lab.example"_s,
                .addresses = {u"192.0.2.7"_s},
                .version = u"4.17.12-Debian"_s,
                .places = {.configFile = u"/etc/samba/smb.conf"_s,
                           .state = u"/var/lib/samba"_s,
                           .privateDir = u"/var/lib/samba/private"_s},
                .clockSynchronised = true,
                .fileSystems = {{.path = u"/var/lib/samba/private"_s}}};
    if (joins(kind)) {
        facts.controllers = QStringList{u"dc1.lab.example"_s};
        facts.controller =
            Controller{.host = u"dc1.lab.example"_s, .domain = u"LAB"_s, .realm = u"LAB.EXAMPLE"_s};
    }
    if (kind == Kind::Promote)
        facts.configuration = {.exists = true, .role = u"member server"_s, .realm = u"LAB.EXAMPLE"_s};
    return facts;
}

Check found(const Request &request, const Facts &facts, const QByteArray &id)
{
    const auto checks = checklist(request, facts);
    for (const Check &check : checks) {
        if (check.id == id)
            return check;
    }
    return {.id = "none of that name", .verdict = Verdict::Ok};
}

using Change = std::function<void(Request &, Facts &)>;

} // namespace
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(smc::setup::Kind)
Q_DECLARE_METATYPE(smc::setup::Verdict)

class TestSetup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingStandsInTheWay_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("provision") << Kind::Provision;
        QTest::newRow("member") << Kind::Member;
        QTest::newRow("dc") << Kind::Dc;
        QTest::newRow("promote") << Kind::Promote;
    }
    void nothingStandsInTheWay()
    {
        QFETCH(Kind, kind);
        const auto checks = checklist(requestFor(kind), good(kind));
        QVERIFY(checks.size() >= 9);
        for (const Check &check : checks) {
            QVERIFY2(check.verdict == Verdict::Ok, qPrintable(check.message));
            QVERIFY2(check.message.endsWith(u'.'), qPrintable(check.message));
            QVERIFY(check.hint.isEmpty());
        }
        QVERIFY(passed(checks));
    }

    void eachObstacleHasASentenceAndAWayOut_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<Change>("change");
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("hint");
        const auto row = [](const char *name, Kind kind, const char *id, Verdict verdict,
                            const QString &message, const QString &hint, const Change &change) {
            QTest::newRow(name) << kind << change << QByteArray(id) << verdict << message << hint;
        };
        const auto no = Verdict::Failed;
        const auto beware = Verdict::Warning;
        row("not root", Kind::Member, "root", no, u"Only root"_s, u"sudo"_s,
            [](Request &, Facts &f) { f.root = false; });
        row("programs", Kind::Dc, "programs", no, u"not installed: /usr/bin/samba-tool."_s,
            u"apt install samba"_s,
            [](Request &, Facts &f) { f.missing = QStringList{u"/usr/bin/samba-tool"_s}; });
        row("no Samba", Kind::Member, "version", no, u"smbd does not say"_s, u"--smb-dir"_s,
            [](Request &, Facts &f) { f.version.clear(); });
        row("old Samba", Kind::Member, "version", no, u"This is Samba 4.13.13-Debian; it takes 4.15"_s,
            u"Upgrade"_s, [](Request &, Facts &f) { f.version = u"4.13.13-Debian"_s; });
        row("localhost", Kind::Member, "name", no, u"no name of its own"_s, u"hostnamectl"_s,
            [](Request &, Facts &f) { f.host = u"localhost"_s; });
        row("long name", Kind::Member, "name", no, u"longer than the 15 letters"_s, u"hostnamectl"_s,
            [](Request &, Facts &f) { f.host = u"a-server-with-a-long-name"_s; });
        row("name of the domain", Kind::Provision, "name", no, u"would both be called LAB"_s, u"--domain"_s,
            [](Request &, Facts &f) { f.host = u"lab"_s; });
        row("name of a domain joined", Kind::Dc, "name", no, u"would both be called LAB"_s,
            u"another host name"_s, [](Request &, Facts &f) { f.host = u"lab"_s; });
        row("other DNS domain", Kind::Dc, "name", no,
            u"srv1.elsewhere.example, which is not in the domain lab.example"_s,
            u"srv1.lab.example srv1 into /etc/hosts"_s,
            [](Request &, Facts &f) { f.fullName = u"srv1.elsewhere.example"_s; });
        row("other DNS domain of a member", Kind::Member, "name", beware, u"not in the domain"_s,
            u"/etc/hosts"_s, [](Request &, Facts &f) { f.fullName = u"srv1.elsewhere.example"_s; });
        row("no full name", Kind::Provision, "name", no, u"srv1 has no full name"_s, u"/etc/hosts"_s,
            [](Request &, Facts &f) { f.fullName = u"srv1"_s; });
        row("loopback", Kind::Member, "address", no,
            u"srv1.lab.example leads to 127.0.1.1, which others cannot reach"_s, u"Debian writes 127.0.1.1"_s,
            [](Request &, Facts &f) { f.addresses = QStringList{u"127.0.1.1"_s}; });
        row("loopback too", Kind::Provision, "address", no, u"others cannot reach"_s, u"/etc/hosts"_s,
            [](Request &, Facts &f) { f.addresses << u"127.0.1.1"_s; });
        row("loopback too of a member", Kind::Member, "address", beware, u"others cannot reach"_s,
            u"/etc/hosts"_s, [](Request &, Facts &f) { f.addresses << u"::1"_s; });
        row("no address", Kind::Member, "address", no, u"leads to no address"_s, u"/etc/hosts"_s,
            [](Request &, Facts &f) { f.addresses.clear(); });
        row("realm not found", Kind::Member, "dns", no,
            u"The DNS names no domain controller of lab.example."_s, u"/etc/resolv.conf"_s,
            [](Request &, Facts &f) { f.controllers.clear(); });
        row("no DNS", Kind::Member, "dns", no,
            u"The DNS says nothing about lab.example: no name server answers."_s, u"/etc/resolv.conf"_s,
            [](Request &, Facts &f) {
                f.controllers.clear();
                f.dnsFault = u"no name server answers"_s;
            });
        row("domain exists", Kind::Provision, "dns", no, u"a domain lab.example already: the DNS names dc1"_s,
            u"smcd setup dc"_s, [](Request &, Facts &f) { f.controllers << u"dc1.lab.example"_s; });
        row("multicast", Kind::Provision, "dns", beware, u"multicast DNS"_s, u"ad.example.org"_s,
            [](Request &r, Facts &f) {
                r.realm = u"OFFICE.LOCAL"_s;
                f.fullName = u"srv1.office.local"_s;
            });
        row("no controller", Kind::Dc, "controller", no, u"dc1.lab.example does not answer"_s, u"firewall"_s,
            [](Request &, Facts &f) {
                f.controller.reset();
                f.controllerFault = u"dc1.lab.example does not answer as a domain controller."_s;
            });
        row("controller of another", Kind::Dc, "controller", no, u"a domain controller of other.example"_s,
            u"--server"_s, [](Request &, Facts &f) { f.controller->realm = u"OTHER.EXAMPLE"_s; });
        row("other NetBIOS name", Kind::Dc, "controller", no,
            u"NetBIOS name of lab.example is LAB, not OFFICE"_s, u"--domain"_s,
            [](Request &r, Facts &) { r.domain = u"OFFICE"_s; });
        row("ports closed", Kind::Dc, "controller", no, u"not at the TCP ports 88, 445"_s, u"firewall"_s,
            [](Request &, Facts &f) { f.unreachable = {88, 445}; });
        row("clock behind", Kind::Member, "time", no,
            u"The clock of dc1.lab.example is 301 s behind this machine's; Kerberos allows five minutes."_s,
            u"chrony"_s, [](Request &, Facts &f) { f.controller->skew = -301; });
        row("clock before", Kind::Member, "time", beware, u"31 s before"_s, u"chrony"_s,
            [](Request &, Facts &f) { f.controller->skew = 31; });
        row("clock of its own", Kind::Provision, "time", beware, u"Nothing sets this machine's clock"_s,
            u"chrony"_s, [](Request &, Facts &f) { f.clockSynchronised = false; });
        row("port 53", Kind::Provision, "ports", no, u"are taken: 53 by systemd-resolve."_s,
            u"DNSStubListener=no"_s,
            [](Request &, Facts &f) { f.taken = {{.port = 53, .program = u"systemd-resolve"_s}}; });
        row("LDAP server", Kind::Dc, "ports", no, u"are taken: 389 by slapd."_s, u"Stop what has them"_s,
            [](Request &, Facts &f) { f.taken = {{.port = 389, .program = u"slapd"_s}}; });
        row("shares of its own", Kind::Member, "configuration", no,
            u"smb.conf has the shares data, public."_s,
            u"--replace keeps it as /etc/samba/smb.conf.before-setup-…, and carries its shares over."_s,
            [](Request &, Facts &f) {
                f.configuration = {
                    .exists = true, .role = u"standalone server"_s, .shares = {u"data"_s, u"public"_s}};
            });
        row("shares of its own replaced", Kind::Dc, "configuration", beware, u"has the shares data"_s,
            u"served no more"_s, [](Request &r, Facts &f) {
                r.replace = true;
                f.configuration = {.exists = true, .role = u"standalone server"_s, .shares = {u"data"_s}};
            });
        row("member of another", Kind::Member, "configuration", no,
            u"makes this machine a member of OLD.EXAMPLE"_s, u"--replace"_s, [](Request &, Facts &f) {
                f.configuration = {.exists = true, .role = u"member server"_s, .realm = u"OLD.EXAMPLE"_s};
            });
        row("controller already", Kind::Dc, "configuration", no, u"a domain controller of LAB.EXAMPLE"_s,
            u"demote"_s, [](Request &r, Facts &f) {
                r.replace = true;
                f.configuration = {.exists = true,
                                   .role = u"active directory domain controller"_s,
                                   .realm = u"LAB.EXAMPLE"_s};
            });
        row("not understood", Kind::Member, "configuration", no, u"is not understood: bad line"_s,
            u"testparm"_s,
            [](Request &, Facts &f) { f.configuration = {.exists = true, .fault = u"bad line"_s}; });
        row("no member to promote", Kind::Promote, "configuration", no,
            u"does not make this machine a member"_s, u"smcd setup dc"_s,
            [](Request &, Facts &f) { f.configuration = {}; });
        row("member of another to promote", Kind::Promote, "configuration", no, u"a member of OLD.EXAMPLE"_s,
            u"Name that realm"_s, [](Request &, Facts &f) { f.configuration.realm = u"OLD.EXAMPLE"_s; });
        row("database", Kind::Provision, "databases", no, u"/var/lib/samba/private/sam.ldb"_s,
            u"/var/lib/samba/sysvol"_s, [](Request &, Facts &f) { f.directory = true; });
        row("account void", Kind::Promote, "membership", no, u"is not good: it is gone"_s,
            u"smcd setup member"_s, [](Request &, Facts &f) { f.joined = u"it is gone"_s; });
        row("daemons", Kind::Member, "daemons", beware, u"These run, and are stopped: smbd, nmbd."_s,
            u"nobody minds"_s, [](Request &, Facts &f) { f.daemons = {u"smbd"_s, u"nmbd"_s}; });
        row("no attributes", Kind::Dc, "files", no, u"/srv cannot keep security attributes"_s, u"ext4"_s,
            [](Request &, Facts &f) {
                f.fileSystems << FileSystem{.path = u"/srv"_s, .missing = {u"security attributes"_s}};
            });
        row("no attributes of a member", Kind::Member, "files", beware, u"/srv: Read-only file system"_s,
            u"ext4"_s, [](Request &, Facts &f) {
                f.fileSystems << FileSystem{.path = u"/srv"_s, .fault = u"Read-only file system"_s};
            });
        row("owners", Kind::Promote, "ids", beware, u"files in data will seem to belong to others"_s,
            u"on a member"_s, [](Request &, Facts &f) { f.configuration.shares = QStringList{u"data"_s}; });
    }
    void eachObstacleHasASentenceAndAWayOut()
    {
        QFETCH(Kind, kind);
        QFETCH(Change, change);
        QFETCH(QByteArray, id);
        QFETCH(Verdict, verdict);
        QFETCH(QString, message);
        QFETCH(QString, hint);
        Request request = requestFor(kind);
        Facts facts = good(kind);
        change(request, facts);
        const Check check = found(request, facts, id);
        QVERIFY2(check.message.contains(message), qPrintable(check.message));
        QVERIFY2(check.hint.contains(hint), qPrintable(check.hint));
        QCOMPARE(check.verdict, verdict);
        QCOMPARE(passed(checklist(request, facts)), verdict != Verdict::Failed);
    }

    void sambasOwnPortsAreNoObstacle()
    {
        Facts facts = good(Kind::Dc);
        facts.daemons = QStringList{u"smbd"_s};
        facts.taken = {{.port = 445, .program = u"smbd"_s}};
        QCOMPARE(found(requestFor(Kind::Dc), facts, "ports").verdict, Verdict::Ok);
        // A name server of another kind has port 53 to itself.
        Request request = requestFor(Kind::Dc);
        request.dnsBackend = u"BIND9_DLZ"_s;
        facts.taken = {{.port = 53, .program = u"named"_s}};
        QCOMPARE(found(request, facts, "ports").verdict, Verdict::Ok);
        // And a member needs none of them.
        QCOMPARE(found(requestFor(Kind::Member), facts, "ports").id, QByteArray("none of that name"));
    }

    void requests()
    {
        const Request made = *checked({.kind = Kind::Provision, .realm = u"ad.example.org"_s});
        QCOMPARE(made.realm, u"AD.EXAMPLE.ORG"_s);
        QCOMPARE(made.domain, u"AD"_s);
        const auto fieldOf = [](const Request &request) {
            const auto result = checked(request);
            return result ? u"good"_s : result.error().field;
        };
        const QString realm = u"lab.example"_s;
        QCOMPARE(fieldOf({.realm = u"lab"_s}), u"realm"_s);
        QCOMPARE(fieldOf({.realm = u"lab.example\n[x]"_s}), u"realm"_s);
        QCOMPARE(fieldOf({.realm = u"-x.example"_s}), u"realm"_s);
        QCOMPARE(fieldOf({.realm = realm, .domain = u"far-too-long-a-name"_s}), u"domain"_s);
        QCOMPARE(fieldOf({.realm = realm, .server = u"--help"_s}), u"server"_s);
        QCOMPARE(fieldOf({.realm = realm, .site = u"--x"_s}), u"site"_s);
        QCOMPARE(fieldOf({.realm = realm, .unit = u"Servers"_s}), u"unit"_s);
        QCOMPARE(fieldOf({.realm = realm, .user = u"Administrator%secret"_s}), u"user"_s);
        QCOMPARE(fieldOf({.realm = realm, .user = u"LAB\\helen"_s}), u"good"_s);
        QCOMPARE(fieldOf({.realm = realm, .dnsBackend = u"BIND"_s}), u"dns-backend"_s);
        QCOMPARE(fieldOf({.realm = realm, .forwarder = u"ns.example"_s}), u"forwarder"_s);
        QCOMPARE(fieldOf({.realm = realm, .forwarder = u"2001:db8::1"_s}), u"good"_s);
        QCOMPARE(kindNamed(u"dc"_s), Kind::Dc);
        QVERIFY(!kindNamed(u"rodc"_s));
    }

    void passwords()
    {
        QVERIFY(passwordFault(u"Passw0rd!new"_s).isEmpty());
        QVERIFY(passwordFault(u"Pa0!"_s).contains(u"less than 7 characters"));
        QVERIFY(passwordFault(u"onlysmallletters"_s).contains(u"three of"));
        QVERIFY(passwordFault(u"Administrator1!"_s).contains(u"must not hold"));
    }

    // What Samba 4.17 said in the lab.
    void whatProgramsSay_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        QTest::newRow("password, net")
            << QByteArray(
                   "kerberos_kinit_password Administrator@LAB.EXAMPLE failed: Preauthentication failed\n")
            << u"unauthenticated"_s << u"The password of helen is wrong."_s;
        QTest::newRow("password, join")
            << QByteArray(
                   "Failed to join domain: failed to lookup DC info for domain 'NEW.EXAMPLE' over rpc: The "
                   "attempted "
                   "logon is invalid. This is either due to a bad username or authentication information.\n")
            << u"unauthenticated"_s << u"The password of helen is wrong."_s;
        QTest::newRow("password, samba-tool")
            << QByteArray("Failed to bind - LDAP error 49 LDAP_INVALID_CREDENTIALS -  <8009030C: LdapErr: "
                          "DSID-0C0904DC>\n")
            << u"unauthenticated"_s << u"The password of helen is wrong."_s;
        QTest::newRow("account") << QByteArray("kerberos_kinit_password nobody@LAB.EXAMPLE failed: Client "
                                               "not found in Kerberos database\n")
                                 << u"unauthenticated"_s << u"The domain knows no account helen."_s;
        QTest::newRow("clock")
            << QByteArray("kerberos_kinit_password Administrator@LAB.EXAMPLE failed: Clock skew too great\n")
            << u"refused"_s << u"The clocks of this machine and of the domain differ too much."_s;
        QTest::newRow("rights") << QByteArray("Failed to join domain: Failed to set account flags for "
                                              "machine account (NT_STATUS_ACCESS_DENIED)\n")
                                << u"denied"_s << u"helen may not do this in the domain."_s;
        QTest::newRow("anything else") << QByteArray("ERROR: something new\n  File \"x.py\", line 3\n")
                                       << u"internal"_s << u"Samba's program failed."_s;
    }
    void whatProgramsSay()
    {
        QFETCH(QByteArray, said);
        QFETCH(QString, code);
        QFETCH(QString, message);
        const Error error = explain(said, u"helen"_s);
        QCOMPARE(errorCodeName(error.code), code);
        QCOMPARE(error.message, message);
        QVERIFY(QString::fromUtf8(said).startsWith(error.native));
    }

    void fieldsOfWhatNetPrints()
    {
        const QByteArray output = "Flags:\n\tIs a PDC:     yes\nDomain: lab.example\nPre-Win2k Domain: LAB\n";
        QCOMPARE(field(output, "Domain"), u"lab.example"_s);
        QCOMPARE(field(output, "Pre-Win2k Domain"), u"LAB"_s);
        QCOMPARE(field(output, "Is a PDC"), u"yes"_s);
        QCOMPARE(field(output, "Dom"), QString());
    }

    void sharesAreCarriedOver()
    {
        const QString former = u"[global]\n  workgroup = OLD\n  include = registry\n\n# of the "
                               u"team\n[data]\n  path = /srv/data\n"
                               "[Sysvol]\n  path = /x\n[public]\n\tpath = /srv/public\n"_s;
        const QString member = memberConfiguration(u"LAB.EXAMPLE"_s, u"LAB"_s, former);
        QVERIFY(member.contains(u"\trealm = LAB.EXAMPLE\n"));
        QVERIFY(member.contains(u"\tworkgroup = LAB\n"));
        QVERIFY(member.contains(u"\tidmap config LAB : backend = rid\n"));
        QVERIFY(member.contains(u"\tregistry shares = yes\n"));
        QVERIFY(member.endsWith(u"\n[data]\n  path = /srv/data\n[public]\n\tpath = /srv/public\n"));
        QVERIFY(!member.contains(u"OLD") && !member.contains(u"Sysvol"));
        QVERIFY(!memberConfiguration(u"LAB.EXAMPLE"_s, u"LAB"_s, {}).contains(u"registry"));
        QCOMPARE(
            withMore(u"# x\n[global]\n\trealm = A\n"_s, u"registry shares = yes"_s, u"[data]\npath = /d\n"_s),
            u"# x\n[global]\n\tregistry shares = yes\n\trealm = A\n\n[data]\npath = /d\n"_s.trimmed() +
                u'\n');
    }

    void whatWasThereComesBack()
    {
        const QTemporaryDir root;
        const Places places{.configFile = root.filePath(u"smb.conf"_s),
                            .state = root.filePath(u"state"_s),
                            .privateDir = root.filePath(u"state/private"_s)};
        QVERIFY(QDir().mkpath(places.privateDir));
        write(places.configFile, "[global]\n");
        write(places.privateDir + u"/secrets.tdb"_s, "old secrets");
        write(places.state + u"/registry.tdb"_s, "old registry");
        const auto keeper = Keeper::keep(places, u"now"_s);
        QVERIFY2(keeper, keeper ? "" : qPrintable(keeper.error().toString()));
        QCOMPARE(keeper->copies(), QStringList({places.configFile + u".before-setup-now"_s,
                                                places.state + u"/before-setup-now"_s}));
        QCOMPARE(QFile::permissions(places.state + u"/before-setup-now"_s) &
                     (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        write(places.configFile, "something else");
        write(places.privateDir + u"/secrets.tdb"_s, "new secrets");
        write(places.privateDir + u"/sam.ldb"_s, "new");
        QFile::remove(places.state + u"/registry.tdb"_s);
        QVERIFY(QDir().mkpath(places.state + u"/sysvol/lab.example"_s));
        write(places.state + u"/sysvol/lab.example/file"_s, "new");
        const auto back = keeper->putBack();
        QVERIFY2(back, back ? "" : qPrintable(back.error().toString()));
        QCOMPARE(read(places.configFile), QByteArray("[global]\n"));
        QCOMPARE(read(places.privateDir + u"/secrets.tdb"_s), QByteArray("old secrets"));
        QCOMPARE(read(places.state + u"/registry.tdb"_s), QByteArray("old registry"));
        QCOMPARE(QDir(root.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList({u"smb.conf"_s, u"state"_s}));
        QCOMPARE(QDir(places.state).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList({u"private"_s, u"registry.tdb"_s}));
        QCOMPARE(QDir(places.privateDir).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList({u"secrets.tdb"_s}));
    }

    void whoHasAPort()
    {
        // A machine of the kernel's files: port 53 (0035) and 389 (0185) listen, 445 (01BD) is a client's.
        const QTemporaryDir proc;
        QVERIFY(QDir(proc.path()).mkpath(u"net"_s));
        QVERIFY(QDir(proc.path()).mkpath(u"77/fd"_s));
        write(proc.filePath(u"net/tcp"_s), "  sl  local_address rem_address   st tx_queue rx_queue tr "
                                           "tm->when retrnsmt   uid  timeout inode\n"
                                           "   0: 0100007F:0185 00000000:0000 0A 00000000:00000000 "
                                           "00:00000000 00000000     0        0 4711 1\n"
                                           "   1: 0100007F:01BD 0100007F:C000 01 00000000:00000000 "
                                           "00:00000000 00000000     0        0 4712 1\n");
        write(proc.filePath(u"net/udp"_s), "  sl  local_address rem_address   st tx_queue rx_queue tr "
                                           "tm->when retrnsmt   uid  timeout inode\n"
                                           "   0: 3500007F:0035 00000000:0000 07 00000000:00000000 "
                                           "00:00000000 00000000   101        0 4713 2\n");
        write(proc.filePath(u"77/comm"_s), "systemd-resolve\n");
        QVERIFY(QFile::link(u"socket:[4713]"_s, proc.filePath(u"77/fd/5"_s)));
        const auto taken = takenPorts(proc.path());
        QCOMPARE(taken.size(), 2);
        QCOMPARE(taken.at(0).port, 53);
        QCOMPARE(taken.at(0).program, u"systemd-resolve"_s);
        QCOMPARE(taken.at(1).port, 389);
        QVERIFY(taken.at(1).program.isEmpty());
    }

    void portsThatAnswer()
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
        socklen_t size = sizeof address;
        QCOMPARE(::bind(listener, reinterpret_cast<sockaddr *>(&address), size), 0);
        ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
        const int port = ntohs(address.sin_port);
        // Bound and not listening: refused.
        QCOMPARE(unreachablePorts(u"127.0.0.1"_s, {port}), QList<int>{port});
        QCOMPARE(::listen(listener, 5), 0);
        QCOMPARE(unreachablePorts(u"127.0.0.1"_s, {port}), QList<int>());
        ::close(listener);
    }

    void aFileSystemIsTriedWithoutATrace()
    {
        const QTemporaryDir folder;
        const FileSystem system = fileSystemAt(folder.filePath(u"not/there/yet"_s));
        QCOMPARE(system.path, folder.filePath(u"not/there/yet"_s));
        QVERIFY2(system.fault.isEmpty(), qPrintable(system.fault));
        QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        // The kernel's own files take none.
        QVERIFY(!fileSystemAt(u"/proc/sys"_s).fault.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSetup)
#include "test_setup.moc"
