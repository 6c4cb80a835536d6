// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/setup/checks.h"

#include "shared/model/password.h"

#include <QHostAddress>
#include <QVersionNumber>

#include <algorithm>
#include <array>

namespace smc::setup {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kerberosTolerance = 300; ///< seconds ([RFC 4120] 1.6, and what domain controllers keep)
constexpr qint64 noticeableSkew = 30;
constexpr int netbiosLength = 15;
constexpr qsizetype shortestPassword = 7; ///< of a new domain (samba.provision)

Check ok(const QString &message)
{
    return {.verdict = Verdict::Ok, .message = message};
}
Check warning(const QString &message, const QString &hint)
{
    return {.verdict = Verdict::Warning, .message = message, .hint = hint};
}
Check failed(const QString &message, const QString &hint)
{
    return {.verdict = Verdict::Failed, .message = message, .hint = hint};
}

/// Also one of its helpers, which bear names like smbd-notifyd and hold what it listens at too.
bool isSambas(const QString &program)
{
    const QStringList names{u"samba"_s, u"smbd"_s, u"nmbd"_s, u"winbindd"_s};
    return std::any_of(names.begin(), names.end(),
                       [&program](const QString &name) { return program.startsWith(name); });
}

Check root(const Request &, const Facts &facts)
{
    if (facts.root)
        return ok(u"Run by root."_s);
    return failed(u"Only root may set a server up, and see all that stands in the way."_s, u"Use sudo."_s);
}

Check programs(const Request &request, const Facts &facts)
{
    if (facts.missing.isEmpty())
        return ok(u"All programs that it takes are installed."_s);
    return failed(u"These are not installed: %1."_s.arg(facts.missing.join(u", "_s)),
                  makesController(request.kind)
                      ? u"On Debian: apt install samba winbind samba-dsdb-modules samba-vfs-modules "
                        "samba-ad-provision (since Debian 13: samba-ad-dc)."_s
                      : u"On Debian: apt install samba winbind libnss-winbind."_s);
}

Check version(const Request &, const Facts &facts)
{
    if (facts.version.isEmpty())
        return failed(u"smbd does not say its version."_s,
                      u"Is Samba installed here? --smb-dir says where."_s);
    // Since 4.15 the tools take their account and password in one way all.
    if (QVersionNumber::fromString(facts.version) < QVersionNumber(4, 15))
        return failed(u"This is Samba %1; it takes 4.15 or later."_s.arg(facts.version),
                      u"Upgrade it first."_s);
    return ok(u"This is Samba %1."_s.arg(facts.version));
}

Check name(const Request &request, const Facts &facts)
{
    const QString domain =
        request.domain.isEmpty() && facts.controller ? facts.controller->domain : request.domain;
    if (facts.host.isEmpty() || facts.host == "localhost"_L1)
        return failed(u"This machine has no name of its own."_s,
                      u"Give it one: hostnamectl set-hostname NAME."_s);
    if (facts.host.size() > netbiosLength) {
        return failed(
            u"The machine's name %1 is longer than the 15 letters that a NetBIOS name has."_s.arg(facts.host),
            u"Give it a shorter one: hostnamectl set-hostname NAME."_s);
    }
    if (facts.host.compare(domain, Qt::CaseInsensitive) == 0) {
        return failed(u"The machine and the domain would both be called %1."_s.arg(domain),
                      request.kind == Kind::Provision ? u"Choose another --domain, or another host name."_s
                                                      : u"Give the machine another host name."_s);
    }
    const QString realm = request.realm.toLower();
    const QString found = facts.fullName.toLower();
    if (found == facts.host.toLower() + u'.' + realm)
        return ok(u"The machine is called %1."_s.arg(facts.fullName));
    const QString message =
        found.contains(u'.')
            ? u"The machine's full name is %1, which is not in the domain %2."_s.arg(facts.fullName, realm)
            : u"The machine %1 has no full name."_s.arg(facts.host);
    const QString hint = u"Write its address with %1.%2 %1 into /etc/hosts."_s.arg(facts.host, realm);
    return makesController(request.kind) ? failed(message, hint) : warning(message, hint);
}

Check address(const Request &request, const Facts &facts)
{
    QStringList usable;
    for (const QString &text : facts.addresses) {
        const QHostAddress found(text);
        if (!found.isLoopback() && !found.isLinkLocal())
            usable << text;
    }
    if (!usable.isEmpty() && usable.size() == facts.addresses.size())
        return ok(u"Its name leads to %1."_s.arg(usable.join(u", "_s)));
    const QString called = facts.fullName.isEmpty() ? facts.host : facts.fullName;
    if (usable.isEmpty() && facts.addresses.isEmpty()) {
        return failed(u"The name %1 leads to no address."_s.arg(called),
                      u"Write its address and name into /etc/hosts, or into the DNS."_s);
    }
    const QString message =
        u"The name %1 leads to %2, which others cannot reach."_s.arg(called, facts.addresses.join(u", "_s));
    const QString hint =
        u"In /etc/hosts put the machine's address before its name; Debian writes 127.0.1.1 there."_s;
    // Samba would write that address into the DNS of the domain.
    return usable.isEmpty() || makesController(request.kind) ? failed(message, hint) : warning(message, hint);
}

Check dns(const Request &request, const Facts &facts)
{
    const QString realm = request.realm.toLower();
    if (request.kind == Kind::Provision) {
        if (!facts.controllers.isEmpty()) {
            return failed(u"There is a domain %1 already: the DNS names %2."_s.arg(
                              realm, facts.controllers.join(u", "_s)),
                          u"Choose another --realm, or join that one: smcd setup dc."_s);
        }
        if (realm.endsWith(".local"_L1)) {
            return warning(
                u"Names in .local belong to multicast DNS, and many machines will not find %1."_s.arg(realm),
                u"Take a part of a domain that is yours: ad.example.org."_s);
        }
        return ok(u"The DNS knows of no domain %1 yet."_s.arg(realm));
    }
    const QString hint = u"The first nameserver in /etc/resolv.conf must be one of the domain's: "
                         "usually a domain controller."_s;
    if (!facts.controllers.isEmpty())
        return ok(
            u"The DNS names domain controllers of %1: %2."_s.arg(realm, facts.controllers.join(u", "_s)));
    const QString message = facts.dnsFault.isEmpty()
                                ? u"The DNS names no domain controller of %1."_s.arg(realm)
                                : u"The DNS says nothing about %1: %2."_s.arg(realm, facts.dnsFault);
    return failed(message, hint);
}

Check controller(const Request &request, const Facts &facts)
{
    if (!facts.controller) {
        return failed(facts.controllerFault.isEmpty()
                          ? u"No domain controller of %1 is known."_s.arg(request.realm.toLower())
                          : facts.controllerFault,
                      u"Is the realm spelled rightly, does a controller run, and lets a firewall port 389 "
                      "(UDP and TCP) pass? --server names another one."_s);
    }
    const Controller &found = *facts.controller;
    if (found.realm.compare(request.realm, Qt::CaseInsensitive) != 0) {
        return failed(u"%1 is a domain controller of %2."_s.arg(found.host, found.realm.toLower()),
                      u"Name one of %1 with --server, or another --realm."_s.arg(request.realm.toLower()));
    }
    if (!request.domain.isEmpty() && found.domain.compare(request.domain, Qt::CaseInsensitive) != 0) {
        return failed(u"The NetBIOS name of %1 is %2, not %3."_s.arg(found.realm.toLower(), found.domain,
                                                                     request.domain),
                      u"Leave --domain out."_s);
    }
    if (!facts.unreachable.isEmpty()) {
        QStringList ports;
        for (const int port : facts.unreachable)
            ports << QString::number(port);
        return failed(u"%1 answers, but not at the TCP ports %2."_s.arg(found.host, ports.join(u", "_s)),
                      u"A firewall between here and there must let them pass."_s);
    }
    return ok(u"%1 answers for the domain %2 at all ports that it takes."_s.arg(found.host, found.domain));
}

Check time(const Request &request, const Facts &facts)
{
    const QString hint =
        u"Let one source of time set both clocks (chrony, systemd-timesyncd), and try again."_s;
    if (joins(request.kind)) {
        if (!facts.controller)
            return warning(u"The clocks cannot be compared without a controller."_s, {});
        const qint64 skew = facts.controller->skew;
        const QString words = u"The clock of %1 is %2 s %3 this machine's"_s.arg(facts.controller->host)
                                  .arg(std::abs(skew))
                                  .arg(skew < 0 ? u"behind"_s : u"before"_s);
        if (std::abs(skew) > kerberosTolerance)
            return failed(words + u"; Kerberos allows five minutes."_s, hint);
        if (std::abs(skew) > noticeableSkew)
            return warning(words + u'.', hint);
    }
    if (!facts.clockSynchronised) {
        return warning(u"Nothing sets this machine's clock."_s,
                       u"A domain needs one time everywhere: apt install chrony."_s);
    }
    return ok(joins(request.kind) ? u"The clocks agree."_s : u"The clock is set by a source of time."_s);
}

Check ports(const Request &request, const Facts &facts)
{
    QStringList words;
    bool dnsTaken = false;
    for (const TakenPort &taken : facts.taken) {
        if (isSambas(taken.program)) // which is stopped first, and named by daemons()
            continue;
        if (taken.port == 53 && request.dnsBackend != "SAMBA_INTERNAL"_L1)
            continue;
        dnsTaken = dnsTaken || taken.port == 53;
        words << (taken.program.isEmpty() ? QString::number(taken.port)
                                          : u"%1 by %2"_s.arg(taken.port).arg(taken.program));
    }
    if (words.isEmpty())
        return ok(u"The ports of a domain controller are free."_s);
    return failed(u"Ports that a domain controller needs are taken: %1."_s.arg(words.join(u", "_s)),
                  dnsTaken ? u"Stop the name server there; of systemd-resolved: DNSStubListener=no in "
                             "/etc/systemd/resolved.conf. Or --dns-backend BIND9_DLZ or NONE."_s
                           : u"Stop what has them."_s);
}

Check configurationOfMember(const Request &request, const Configuration &found)
{
    if (!found.exists || !found.role.contains("member"_L1)) {
        return failed(u"smb.conf does not make this machine a member of a domain."_s,
                      u"What is no member yet becomes a domain controller by: smcd setup dc."_s);
    }
    if (found.realm.compare(request.realm, Qt::CaseInsensitive) != 0)
        return failed(u"This machine is a member of %1."_s.arg(found.realm), u"Name that realm."_s);
    return ok(
        u"smb.conf makes this machine a member of %1; it is kept, and its shares are carried over."_s.arg(
            found.realm));
}

Check configuration(const Request &request, const Facts &facts)
{
    const Configuration &found = facts.configuration;
    const QString &file = facts.places.configFile;
    if (!found.fault.isEmpty()) {
        return failed(u"%1 is not understood: %2."_s.arg(file, found.fault), u"testparm says where."_s);
    }
    if (found.role.contains("domain controller"_L1)) {
        return failed(
            u"%1 makes this machine a domain controller of %2."_s.arg(file, found.realm),
            u"There is nothing to set up. To begin anew: samba-tool domain demote, and move it away."_s);
    }
    if (request.kind == Kind::Promote)
        return configurationOfMember(request, found);
    if (!found.exists)
        return ok(u"There is no %1 yet."_s.arg(file));
    const QString kept = u"It is kept as %1.before-setup-…, and replaced."_s.arg(file);
    const QString shares = found.shares.join(u", "_s);
    QString message;
    if (found.role.contains("member"_L1))
        message = u"%1 makes this machine a member of %2."_s.arg(file, found.realm);
    else if (!found.shares.isEmpty())
        message = u"%1 has the shares %2."_s.arg(file, shares);
    else
        return ok(u"%1 holds nothing of its own. %2"_s.arg(file, kept));
    const QString fate = request.kind == Kind::Member
                             ? u"keeps it as %1.before-setup-…, and carries its shares over."_s
                             : u"keeps it as %1.before-setup-…, and its shares are served no more."_s;
    if (request.replace)
        return warning(message, u"--replace "_s + fate.arg(file));
    return failed(message, u"Move it away, or let it be replaced: --replace "_s + fate.arg(file));
}

Check databases(const Request &, const Facts &facts)
{
    if (!facts.directory)
        return ok(u"There is no directory database here yet."_s);
    return failed(u"There is a directory database already: %1/sam.ldb."_s.arg(facts.places.privateDir),
                  u"If nobody needs it, move it away with %1/sysvol."_s.arg(facts.places.state));
}

Check membership(const Request &request, const Facts &facts)
{
    if (facts.joined.isEmpty())
        return ok(u"The machine's account in %1 is good."_s.arg(request.realm));
    return failed(u"The machine's account in %1 is not good: %2."_s.arg(request.realm, facts.joined),
                  u"Join it anew first: smcd setup member."_s);
}

Check daemons(const Request &, const Facts &facts)
{
    if (facts.daemons.isEmpty())
        return ok(u"Nothing of Samba runs."_s);
    return warning(u"These run, and are stopped: %1. Whoever is connected loses the connection."_s.arg(
                       facts.daemons.join(u", "_s)),
                   u"Choose a time when nobody minds."_s);
}

Check files(const Request &request, const Facts &facts)
{
    QStringList faults;
    for (const FileSystem &system : facts.fileSystems) {
        if (!system.fault.isEmpty())
            faults << u"%1: %2"_s.arg(system.path, system.fault);
        else if (!system.missing.isEmpty())
            faults << u"%1 cannot keep %2"_s.arg(system.path, system.missing.join(u", "_s));
    }
    if (faults.isEmpty())
        return ok(u"The file systems keep extended attributes and access lists."_s);
    const QString message = u"Access lists of Windows would have no place: %1."_s.arg(faults.join(u"; "_s));
    const QString hint =
        u"Use a file system that has them (ext4, XFS, Btrfs), mounted without noacl and nouser_xattr; "
        "a container needs the capability SYS_ADMIN for security attributes."_s;
    return makesController(request.kind) ? failed(message, hint) : warning(message, hint);
}

Check ids(const Request &, const Facts &facts)
{
    if (facts.configuration.shares.isEmpty())
        return ok(u"There are no shares whose files have owners by the member's numbers."_s);
    return warning(
        u"A domain controller numbers people otherwise than a member, so files in %1 will seem to "
        "belong to others, to Unix as to Windows."_s.arg(facts.configuration.shares.join(u", "_s)),
        u"Better leave files on a member; or set their owners and access lists anew afterwards."_s);
}

} // namespace

QList<Check> checklist(const Request &request, const Facts &facts)
{
    struct Item
    {
        const char *id;
        Check (*check)(const Request &, const Facts &);
        bool wanted;
    };
    const bool controllerHere = makesController(request.kind);
    const bool promotion = request.kind == Kind::Promote;
    const std::array items{Item{"root", root, true},
                           Item{"programs", programs, true},
                           Item{"version", version, true},
                           Item{"name", name, true},
                           Item{"address", address, true},
                           Item{"dns", dns, true},
                           Item{"controller", controller, joins(request.kind)},
                           Item{"time", time, true},
                           Item{"ports", ports, controllerHere},
                           Item{"configuration", configuration, true},
                           Item{"databases", databases, true},
                           Item{"membership", membership, promotion},
                           Item{"daemons", daemons, true},
                           Item{"files", files, true},
                           Item{"ids", ids, promotion}};
    QList<Check> checks;
    for (const Item &item : items) {
        if (!item.wanted)
            continue;
        Check check = item.check(request, facts);
        check.id = item.id;
        checks << check;
    }
    return checks;
}

bool passed(const QList<Check> &checks)
{
    return std::none_of(checks.begin(), checks.end(),
                        [](const Check &check) { return check.verdict == Verdict::Failed; });
}

QString passwordFault(const QString &password)
{
    if (password.size() < shortestPassword)
        return u"The password has less than 7 characters."_s;
    if (model::passwordCategories(password) < model::passwordCategoriesNeeded)
        return u"The password needs three of capitals, small letters, digits and signs."_s;
    if (model::passwordHoldsAccount(password, u"Administrator"_s))
        return u"The password must not hold the name Administrator."_s;
    return {};
}

} // namespace smc::setup
