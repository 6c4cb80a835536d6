// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/setup/probe.h"

#include "service/local/machine.h"
#include "service/setup/machine_probe.h"
#include "service/setup/tools.h"

#include <QDir>
#include <QDnsLookup>
#include <QEventLoop>
#include <QFileInfo>
#include <QTimer>

#include <unistd.h>

namespace smc::setup {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto dnsPatience = std::chrono::seconds(8);

/// What `testparm` and `smbd` print, or nothing when they fail.
QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    const auto done = local::run({}, program, arguments);
    return done && done->status == 0 ? done->output : QByteArray();
}

QString sbin(const Request &request, const QString &program)
{
    return request.smbDir + u"/sbin/"_s + program;
}
QString bin(const Request &request, const QString &program)
{
    return request.smbDir + u"/bin/"_s + program;
}

void readInstallation(const Request &request, Facts &facts)
{
    QStringList needed{sbin(request, u"smbd"_s), sbin(request, u"winbindd"_s), bin(request, u"net"_s),
                       bin(request, u"testparm"_s)};
    if (makesController(request.kind))
        needed << sbin(request, u"samba"_s) << bin(request, u"samba-tool"_s);
    // "Version 4.17.12-Debian"
    facts.version =
        QString::fromUtf8(outputOf(sbin(request, u"smbd"_s), {u"-V"_s}).trimmed()).section(u' ', 1, 1);
    const QByteArray built = outputOf(sbin(request, u"smbd"_s), {u"-b"_s});
    facts.places = {.configFile = field(built, "CONFIGFILE"),
                    .state = field(built, "STATEDIR"),
                    .privateDir = field(built, "PRIVATE_DIR")};
    if (makesController(request.kind) && !built.isEmpty()) {
        // Each is in a package of its own on Debian, and a provision without them ends half-way.
        needed << field(built, "SAMBA_DATADIR") + u"/setup/provision.ldif"_s
               << field(built, "MODULESDIR") + u"/ldb/samba_dsdb.so"_s
               << field(built, "MODULESDIR") + u"/vfs/acl_xattr.so"_s;
    }
    for (const QString &path : std::as_const(needed)) {
        if (!QFileInfo::exists(path))
            facts.missing << path;
    }
}

Configuration readConfiguration(const Request &request, const QString &file)
{
    Configuration found;
    found.exists = QFileInfo::exists(file);
    if (!found.exists)
        return found;
    const auto done = local::run({}, bin(request, u"testparm"_s), {u"--suppress-prompt"_s, file});
    if (!done || done->status != 0) {
        found.fault =
            done ? QString::fromUtf8(done->errors).trimmed().section(u'\n', -1) : done.error().message;
        return found;
    }
    const auto parameter = [&request, &file](const QString &name) {
        return QString::fromUtf8(outputOf(bin(request, u"testparm"_s),
                                          {u"--suppress-prompt"_s, u"--parameter-name="_s + name, file})
                                     .trimmed());
    };
    // What "auto" comes to, testparm says beside the configuration.
    found.role = parameter(u"server role"_s).toLower();
    if (found.role == "auto"_L1)
        found.role = field(done->errors, "Server role").section(u'_', 1).replace(u'_', u' ').toLower();
    found.realm = parameter(u"realm"_s);
    for (const auto &[name, section] : local::parseTestparm(done->output)) {
        if (!QStringList{u"global"_s, u"homes"_s, u"printers"_s, u"print$"_s}.contains(name))
            found.shares << name;
    }
    return found;
}

void askDns(const Request &request, Facts &facts)
{
    QDnsLookup lookup(QDnsLookup::SRV, u"_ldap._tcp.dc._msdcs."_s + request.realm.toLower());
    QEventLoop loop;
    QObject::connect(&lookup, &QDnsLookup::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(dnsPatience, &loop, &QEventLoop::quit);
    lookup.lookup();
    if (!lookup.isFinished())
        loop.exec();
    if (!lookup.isFinished())
        facts.dnsFault = u"no name server answers"_s;
    else if (lookup.error() != QDnsLookup::NoError && lookup.error() != QDnsLookup::NotFoundError)
        facts.dnsFault = lookup.errorString();
    const auto records = lookup.serviceRecords();
    for (const QDnsServiceRecord &record : records)
        facts.controllers << record.target().toLower();
}

void askController(const Request &request, Facts &facts)
{
    const Aside aside(request.realm, request.domain);
    const QStringList candidates = request.server.isEmpty() ? facts.controllers : QStringList{request.server};
    for (const QString &host : candidates) {
        const auto found = net(request, aside.configFile(), {u"lookup"_s, u"--server="_s + host});
        if (!found || found->status != 0) {
            facts.controllerFault = u"%1 does not answer as a domain controller."_s.arg(host);
            continue;
        }
        const auto info = net(request, aside.configFile(), {u"info"_s, u"--server="_s + host});
        Controller controller{.host = host,
                              .domain = field(found->output, "Pre-Win2k Domain"),
                              .realm = field(found->output, "Domain").toUpper()};
        if (info)
            controller.skew = field(info->output, "Server time offset").toLongLong();
        facts.controller = controller;
        facts.controllerFault.clear();
        QList<int> ports{88, 135, 389, 445};
        if (makesController(request.kind))
            ports << 464;
        facts.unreachable = unreachablePorts(host, ports);
        return;
    }
}

} // namespace

Facts probe(const Request &request)
{
    Facts facts;
    facts.root = ::geteuid() == 0;
    nameMachine(facts);
    readInstallation(request, facts);
    facts.configuration = readConfiguration(request, facts.places.configFile);
    facts.directory = QFileInfo::exists(facts.places.privateDir + u"/sam.ldb"_s);
    facts.clockSynchronised = clockIsSynchronised();
    const local::Machine machine({.smbDir = request.smbDir});
    if (const auto processes = machine.processes()) {
        for (const wire::Record &process : *processes) {
            const QString id = process.text("id");
            if (process.value("state") != "stopped" &&
                QStringList{u"samba"_s, u"smbd"_s, u"nmbd"_s, u"winbindd"_s}.contains(id))
                facts.daemons << id;
        }
    }
    if (makesController(request.kind))
        facts.taken = takenPorts();
    QStringList folders{facts.places.privateDir};
    if (makesController(request.kind))
        folders << facts.places.state + u"/sysvol"_s;
    for (const QString &folder : folders + request.folders)
        facts.fileSystems << fileSystemAt(folder);
    askDns(request, facts);
    if (joins(request.kind))
        askController(request, facts);
    if (request.kind == Kind::Promote && facts.configuration.exists) {
        const auto good = net(request, facts.places.configFile, {u"testjoin"_s});
        if (!good || good->status != 0)
            facts.joined =
                good ? QString::fromUtf8(good->errors).trimmed().section(u'\n', -1) : good.error().message;
    }
    return facts;
}

Result<void> signIn(const Request &request, const Facts &facts, const Secret &password)
{
    if (!facts.controller) {
        return Error{.code = ErrorCode::Unreachable,
                     .message = u"No domain controller of %1 is known."_s.arg(request.realm.toLower())};
    }
    const Aside aside(request.realm, facts.controller->domain);
    const auto found =
        net(request, aside.configFile(),
            {u"search"_s, u"(objectClass=domainDNS)"_s, u"dn"_s, u"--server="_s + facts.controller->host},
            password);
    if (!found)
        return found.error();
    if (found->status != 0)
        return explain(found->errors, request.user);
    return {};
}

} // namespace smc::setup
