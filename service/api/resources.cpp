// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/resources.h"

#include "service/api/exchange.h"
#include "service/api/time_query.h"
#include "service/servers/events.h"
#include "service/servers/servers.h"
#include "service/servers/services.h"
#include "service/shares/printers.h"
#include "service/shares/shares.h"
#include "service/smbconf/section.h"
#include "service/status/status.h"

#include <algorithm>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using local::Machine;
using Records = QList<wire::Record>;

namespace {

/// A reader that needs to know nothing of the server but how to ask it.
template<Result<Records> (*read)(rpc::Driver &, const rpc::Target &)>
Result<Records> byRpc(rpc::Driver &driver, const rpc::Target &target, const ServerRef & /*server*/)
{
    return read(driver, target);
}

Result<Records> aboutServer(rpc::Driver &driver, const rpc::Target &target, const ServerRef &server)
{
    auto record = servers::about(driver, target);
    if (!record)
        return record.error();
    record->set("role", server.controller ? "dc" : "member"); // Samba's own flags tell it of none
    return Records{*std::move(record)};
}

/// The same for the machine itself.
template<auto read>
Result<Records> byMachine(local::Machine &machine)
{
    return (machine.*read)();
}

/// [global] as it is in effect, in the form of `servers/config`.
Result<Records> effectiveConfig(local::Machine &machine)
{
    auto section = machine.globalSection();
    if (!section)
        return section.error();
    wire::Record record;
    smbconf::append(record, *section);
    return Records{std::move(record)};
}

Error noSuchSession()
{
    return Error{.code = ErrorCode::NotFound,
                 .message = u"There is no such session."_s,
                 .hint = u"Its id is user@client, as the list says it."_s};
}

Action control(const char *name, local::Control what)
{
    return {.resource = "servers/processes",
            .name = name,
            .run = [what](Machine &machine, const QString &id, const wire::Record &) {
                return machine.control(id, what);
            }};
}

/// On a share or a file that is joined to a cloud.
Action inCloud(const char *resource, const char *name)
{
    return {
        .resource = resource,
        .name = name,
        .run = [word = QString::fromLatin1(name)](Machine &machine, const QString &id, const wire::Record &) {
            return machine.cloudDo(word, id);
        }};
}

Result<wire::Record> restoreFromCloud(Machine &machine, const QString &id, const wire::Record &body)
{
    if (const auto known = onlyKnown(body, {"path", "at"}); !known)
        return known.error();
    std::optional<qint64> at;
    if (body.contains("at")) {
        const auto time = readTime(body.text("at"), u"at"_s);
        if (!time)
            return time.error();
        at = *time;
    }
    return machine.cloudRestore(id, body.text("path").split(u'/', Qt::SkipEmptyParts).join(u'/'), at);
}

/// Of one version, whose id is "share/path@time".
Result<wire::Record> restoreVersion(Machine &machine, const QString &id, const wire::Record &body)
{
    if (const auto known = onlyKnown(body, {}); !known)
        return known.error();
    const qsizetype sign = id.lastIndexOf(u'@');
    const auto at = readTime(id.mid(sign + 1), u"id"_s);
    const QString path = id.left(sign).section(u'/', 1);
    if (sign < 0 || !at || path.isEmpty()) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"There is no such version."_s,
                     .hint = u"Its id is share/path@time, as the list says it."_s};
    }
    auto done = machine.cloudRestore(id.section(u'/', 0, 0), path, *at);
    if (done && done->value("failed") != "0")
        return Error{.code = ErrorCode::Refused, .message = done->texts("problems").join(u' ')};
    return done;
}

Action byPerson(const char *resource, const char *name,
                Result<void> (*ask)(rpc::Driver &, const rpc::Target &, const QString &))
{
    return {.resource = resource, .name = name, .run = {}, .ask = ask};
}

template<auto what>
Result<void> order(rpc::Driver &driver, const rpc::Target &target, const QString &id)
{
    return shares::order(driver, target, id, what);
}

} // namespace

Result<wire::Record> Action::carryOut(local::Machine &machine, const QString &id,
                                      const wire::Record &body) const
{
    if (tell)
        return tell(machine, id, body);
    const auto done = run(machine, id, body);
    return done ? Result<wire::Record>(wire::Record()) : done.error();
}

const std::vector<Resource> &resources()
{
    static const std::vector<Resource> all{
        {.path = "servers/servers",
         .key = "",
         .traits = {.words = {"server", "name", "host", "comment", "role"},
                    .numbers = {"skew", "age"},
                    .name = "server",
                    .identity = {"server"}},
         .read = {.rpc = aboutServer}},
        {.path = "shares/shares",
         .key = "name",
         .traits = {.words = {"server", "name", "comment", "path"},
                    .numbers = {"users", "age"},
                    .name = "name",
                    .identity = {"server", "name"}},
         .read = {.rpc = byRpc<shares::shares>}},
        {.path = "status/sessions",
         .key = "id",
         .traits = {.words = {"server", "user", "client"},
                    .numbers = {"opens", "seconds", "idle", "pid", "age"},
                    .name = "user",
                    .identity = {"server", "id"}},
         .read = {.rpc = byRpc<status::sessions>, .local = byMachine<&Machine::sessions>},
         .remove = [](rpc::Driver &driver, const rpc::Target &target, const QString &id) -> Result<void> {
             const auto session = status::sessionId(id);
             return session ? status::disconnect(driver, target, *session) : noSuchSession();
         },
         .removeThere = [](Machine &machine, const QString &id) { return machine.endSession(id); },
         .removal = "disconnect"},
        {.path = "status/files",
         .key = "id",
         .traits = {.words = {"server", "path", "user"},
                    .numbers = {"id", "locks", "seconds", "pid", "age"},
                    .name = "path",
                    .identity = {"server", "id"}},
         .read = {.rpc = byRpc<status::files>, .local = byMachine<&Machine::files>},
         .remove = [](rpc::Driver &driver, const rpc::Target &target, const QString &id) -> Result<void> {
             bool ok = false;
             const quint32 number = id.toUInt(&ok);
             if (!ok)
                 return Error{.code = ErrorCode::NotFound,
                              .message = u"The id of an open file is a number."_s};
             return status::closeFile(driver, target, number);
         },
         .removal = "close"},
        {.path = "servers/services",
         .key = "name",
         .traits = {.words = {"server", "name", "display"},
                    .numbers = {"age"},
                    .name = "name",
                    .identity = {"server", "name"}},
         .read = {.rpc = byRpc<servers::services>}},
        {.path = "servers/events",
         .key = "number",
         .traits = {.words = {"server", "log", "source", "text"},
                    .numbers = {"record", "event", "age"},
                    .name = "-time",
                    .identity = {"server", "number"}},
         .read = {.rpc = byRpc<servers::events>}},
        {.path = "shares/printers",
         .key = "name",
         .traits = {.words = {"server", "name", "comment", "location"},
                    .numbers = {"jobs", "age"},
                    .name = "name",
                    .identity = {"server", "name"}},
         .read = {.rpc = byRpc<shares::printers>}},
        {.path = "shares/jobs",
         .key = "id",
         .traits = {.words = {"server", "printer", "user", "document"},
                    .numbers = {"job", "position", "pages", "size", "age"},
                    .name = "printer,position",
                    .identity = {"server", "id"}},
         .read = {.rpc = byRpc<shares::printJobs>},
         .remove = order<shares::JobOrder::Delete>,
         .removal = "delete"},
        {.path = "status/queues",
         .key = "printer",
         .traits = {.words = {"server", "printer"},
                    .numbers = {"jobs", "waiting", "held", "failed", "size", "seconds", "age"},
                    .name = "printer",
                    .identity = {"server", "printer"}},
         .read = {.rpc = byRpc<shares::queues>}},
        {.path = "status/connections",
         .key = "id",
         .traits = {.words = {"server", "share", "user", "client"},
                    .numbers = {"id", "seconds", "pid", "age"},
                    .name = "share",
                    .identity = {"server", "id"}},
         .read = {.local = byMachine<&Machine::connections>}},
        {.path = "status/cpu",
         .key = "",
         .traits = {.words = {"server"},
                    .numbers = {"cpus", "cpu", "load1", "load5", "load15", "memory", "available", "swap",
                                "swap-free", "seconds", "age"},
                    .name = "server",
                    .identity = {"server"}},
         .read = {.local = byMachine<&Machine::usage>, .ofMachine = true}},
        {.path = "status/disks",
         .key = "share",
         .traits = {.words = {"server", "share", "path"},
                    .numbers = {"total", "used", "free", "full", "inodes", "inodes-free", "age"},
                    .name = "share",
                    .identity = {"server", "share"}},
         .read = {.local = byMachine<&Machine::disks>}},
        {.path = "cloudvfs/shares",
         .key = "share",
         .traits = {.words = {"server", "share", "store", "path"},
                    .numbers = {"files",
                                "bytes",
                                "clean",
                                "dirty",
                                "evicting",
                                "stub",
                                "missing",
                                "clean-bytes",
                                "dirty-bytes",
                                "evicting-bytes",
                                "stub-bytes",
                                "missing-bytes",
                                "local",
                                "local-bytes",
                                "removals",
                                "healing",
                                "behind",
                                "seconds",
                                "problem-seconds",
                                "faults",
                                "lost",
                                "age"},
                    .name = "share",
                    .identity = {"server", "share"}},
         .read = {.local = byMachine<&Machine::cloudShares>}},
        {.path = "cloudvfs/queue",
         .key = "id",
         .traits = {.words = {"server", "share", "path"},
                    .numbers = {"size", "sent", "attempts", "seconds", "age"},
                    .name = "since",
                    .identity = {"server", "id"}},
         .read = {.local = byMachine<&Machine::cloudQueue>}},
        {.path = "cloudvfs/stores",
         .key = "store",
         .traits = {.words = {"server", "store", "mirror"},
                    .numbers = {"requests", "failures", "sent", "received", "healing", "age"},
                    .name = "store",
                    .identity = {"server", "store"}},
         .read = {.local = byMachine<&Machine::cloudStores>}},
        {.path = "cloudvfs/bandwidth",
         .key = "store",
         .traits = {.words = {"server", "store"},
                    .numbers = {"up", "down", "fixed-up", "fixed-down", "sent", "received", "age"},
                    .name = "store",
                    .identity = {"server", "store"}},
         .read = {.local = byMachine<&Machine::cloudBandwidth>}},
        {.path = "cloudvfs/traffic",
         .key = "id",
         .traits = {.words = {"server", "store"},
                    .numbers = {"sent", "received", "age"},
                    .name = "store,time",
                    .identity = {"server", "id"}},
         .read = {.local = byMachine<&Machine::cloudTraffic>}},
        {.path = "status/health",
         .key = "id",
         .traits = {.words = {"server", "check", "partner", "message"},
                    .numbers = {"age"},
                    .name = "server,id",
                    .identity = {"server", "id"}},
         .read = {.local = byMachine<&Machine::health>},
         .routed = false},
        {.path = "servers/processes",
         .key = "id",
         .traits = {.words = {"server", "program", "name"},
                    .numbers = {"pid", "parent", "memory", "cpu", "seconds", "sessions", "age"},
                    .name = "program",
                    .identity = {"server", "id"}},
         .read = {.local = byMachine<&Machine::processes>, .ofMachine = true}},
        {.path = "servers/effective-config",
         .key = "",
         .traits = {.words = {"server"}, .numbers = {"age"}, .name = "server", .identity = {"server"}},
         .read = {.local = effectiveConfig}},
        {.path = "servers/logs",
         .key = "id",
         .traits = {.words = {"server", "file", "origin", "text"},
                    .numbers = {"level", "age"},
                    .name = "-time",
                    .identity = {"server", "id"}},
         .read = {.local = byMachine<&Machine::logs>, .ofMachine = true}},
    };
    return all;
}

const Resource *findResource(QByteArrayView path)
{
    const auto found = std::find_if(resources().begin(), resources().end(),
                                    [path](const Resource &one) { return path == QByteArrayView(one.path); });
    return found == resources().end() ? nullptr : &*found;
}

const Action *findAction(QByteArrayView resource, QByteArrayView name)
{
    const auto found = std::find_if(actions().begin(), actions().end(), [&](const Action &one) {
        return resource == QByteArrayView(one.resource) && name == QByteArrayView(one.name);
    });
    return found == actions().end() ? nullptr : &*found;
}

const std::vector<Action> &actions()
{
    using shares::JobOrder;
    using shares::PrinterOrder;
    static const std::vector<Action> all{
        byPerson("servers/services", "start", servers::startService),
        byPerson("servers/services", "stop", servers::stopService),
        byPerson("shares/printers", "pause", order<PrinterOrder::Pause>),
        byPerson("shares/printers", "resume", order<PrinterOrder::Resume>),
        byPerson("shares/printers", "purge", order<PrinterOrder::Purge>),
        byPerson("shares/jobs", "hold", order<JobOrder::Hold>),
        byPerson("shares/jobs", "release", order<JobOrder::Release>),
        control("start", local::Control::Start),
        control("stop", local::Control::Stop),
        control("restart", local::Control::Restart),
        control("reload", local::Control::Reload),
        {.resource = "servers/processes",
         .name = "log-level",
         .run = [](Machine &machine, const QString &id,
                   const wire::Record &body) { return machine.setLogLevel(id, body.text("level")); }},
        inCloud("cloudvfs/shares", "pause"),
        inCloud("cloudvfs/shares", "resume"),
        {.resource = "cloudvfs/shares",
         .name = "join",
         .run = [](Machine &machine, const QString &id,
                   const wire::Record &body) { return machine.cloudJoin(id, body); }},
        {.resource = "cloudvfs/shares",
         .name = "scan",
         .run = [](Machine &machine, const QString &id, const wire::Record &body) -> Result<void> {
             const auto known = onlyKnown(body, {"accept-removals", "accept-root"});
             return known ? machine.cloudScan(id, body) : known;
         }},
        {.resource = "cloudvfs/shares",
         .name = "scrub",
         .run = {},
         .tell = [](Machine &machine, const QString &id, const wire::Record &body) -> Result<wire::Record> {
             const auto known = onlyKnown(body, {"sample", "repair"});
             return known ? machine.cloudScrub(id, body) : known.error();
         }},
        {.resource = "cloudvfs/shares", .name = "restore", .run = {}, .tell = restoreFromCloud},
        {.resource = "cloudvfs/bandwidth",
         .name = "limit",
         .run = [](Machine &machine, const QString &id, const wire::Record &body) -> Result<void> {
             const auto known = onlyKnown(body, {"up", "down", "for", "until"});
             return known ? machine.cloudLimit(id, body) : known;
         }},
        {.resource = "cloudvfs/bandwidth",
         .name = "release",
         .run = [](Machine &machine, const QString &id,
                   const wire::Record &) { return machine.cloudUnlimit(id); }},
        {.resource = "cloudvfs/versions", .name = "restore", .run = {}, .tell = restoreVersion},
        inCloud("cloudvfs/files", "evict"),
        inCloud("cloudvfs/files", "recall"),
        inCloud("cloudvfs/files", "pin"),
        inCloud("cloudvfs/files", "unpin"),
        {.resource = "shares/shares",
         .name = "disconnect",
         .run = [](Machine &machine, const QString &id,
                   const wire::Record &) { return machine.closeShare(id); }},
        {.resource = "status/sessions",
         .name = "disconnect-client",
         .run = [](Machine &machine, const QString &id, const wire::Record &) -> Result<void> {
             const auto session = status::sessionId(id);
             return session ? machine.killClient(session->client) : noSuchSession();
         }},
    };
    return all;
}

} // namespace smc::api
