// SPDX-License-Identifier: GPL-3.0-or-later
// What file servers have and do: shares, sessions, open files, processes …; and the check of a monitoring
// system.
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "shared/wire/paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>

#include <algorithm>
#include <array>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array serverResources{
    ServerResource{"servers"_L1, "servers/servers"_L1, "server,role,version,skew,comment"_L1},
    ServerResource{"shares"_L1, "shares/shares"_L1, "id,kind,path,users,comment"_L1},
    ServerResource{"sessions"_L1, "status/sessions"_L1, "id,user,client,opens,seconds,road"_L1},
    ServerResource{"connections"_L1, "status/connections"_L1, "id,share,user,client,seconds,dialect"_L1},
    ServerResource{"files"_L1, "status/files"_L1, "id,path,user,access,locks"_L1},
    ServerResource{"processes"_L1, "servers/processes"_L1, "id,program,state,pid,memory,cpu"_L1},
    ServerResource{"logs"_L1, "servers/logs"_L1, "server,time,level,text"_L1},
    ServerResource{"load"_L1, "status/cpu"_L1, "server,cpu,load1,load15,memory,available"_L1},
    ServerResource{"disks"_L1, "status/disks"_L1, "server,share,total,used,free,full"_L1},
    ServerResource{"queues"_L1, "status/queues"_L1, "id,state,jobs,waiting,held,failed,size,seconds"_L1},
    ServerResource{"health"_L1, "status/health"_L1, "id,state,message,since,road"_L1},
    ServerResource{"events"_L1, "servers/events"_L1, "id,time,type,event,source,text"_L1},
    ServerResource{"services"_L1, "servers/services"_L1, "id,display,state"_L1},
    ServerResource{"printers"_L1, "shares/printers"_L1, "id,state,jobs,location,comment"_L1},
    ServerResource{"print-jobs"_L1, "shares/jobs"_L1, "id,document,user,state,pages,size"_L1},
    ServerResource{"nodes"_L1, "servers/nodes"_L1, "name,host,port,enrolled,expires"_L1},
    ServerResource{"changes"_L1, "servers/changes"_L1,
                   "time,server,section,parameter,before,after,person,way,reason"_L1},
    ServerResource{"settings"_L1, "servers/settings"_L1, "server,parameter,value,place,line"_L1},
    ServerResource{"cloudvfs"_L1, "cloudvfs/shares"_L1,
                   "id,state,mode,store,clean,dirty,stub,missing,seconds,problem"_L1},
    ServerResource{"cloudvfs-queue"_L1, "cloudvfs/queue"_L1,
                   "id,state,size,sent,seconds,attempts,problem"_L1},
    ServerResource{"cloudvfs-stores"_L1, "cloudvfs/stores"_L1,
                   "id,state,last-success,sent,received,problem"_L1},
    ServerResource{"cloudvfs-bandwidth"_L1, "cloudvfs/bandwidth"_L1, "id,up,down,why,until,sent,received"_L1},
    ServerResource{"cloudvfs-traffic"_L1, "cloudvfs/traffic"_L1, "server,store,time,sent,received"_L1},
    ServerResource{"cloudvfs-files"_L1, "cloudvfs/files"_L1, "id,kind,state,size,pinned,modified"_L1},
    ServerResource{"cloudvfs-faults"_L1, "cloudvfs/faults"_L1, "what,path,at,state,problem"_L1},
    ServerResource{"cloudvfs-versions"_L1, "cloudvfs/versions"_L1, "at,kind,size,modified"_L1},
    ServerResource{"server-groups"_L1, "servers/groups"_L1, "name,rule,members,comment,origin"_L1},
};

/// An action as the words of a person: what is sent to one object, and what is said of it.
struct Action
{
    QLatin1StringView resource;
    QLatin1StringView verb;
    QByteArrayView method;
    QLatin1StringView path; ///< below the object
    QLatin1StringView done;
};
constexpr std::array actions{
    Action{"sessions"_L1, "disconnect"_L1, "DELETE", {}, "Disconnected %1"_L1},
    Action{"files"_L1, "close"_L1, "DELETE", {}, "Closed %1"_L1},
    Action{"shares"_L1, "disconnect"_L1, "PUT", "disconnect"_L1, "Disconnected all of %1"_L1},
    Action{"shares"_L1, "delete"_L1, "DELETE", {}, "Deleted %1; its folder stays"_L1},
    Action{"processes"_L1, "start"_L1, "PUT", "start"_L1, "Started %1"_L1},
    Action{"processes"_L1, "stop"_L1, "PUT", "stop"_L1, "Stopped %1"_L1},
    Action{"processes"_L1, "restart"_L1, "PUT", "restart"_L1, "Restarted %1"_L1},
    Action{"processes"_L1, "reload"_L1, "PUT", "reload"_L1, "%1 has read its configuration again"_L1},
    Action{"services"_L1, "start"_L1, "PUT", "start"_L1, "Started %1"_L1},
    Action{"services"_L1, "stop"_L1, "PUT", "stop"_L1, "Stopped %1"_L1},
    Action{"printers"_L1, "pause"_L1, "PUT", "pause"_L1, "%1 prints nothing for now"_L1},
    Action{"printers"_L1, "resume"_L1, "PUT", "resume"_L1, "%1 prints again"_L1},
    Action{"printers"_L1, "purge"_L1, "PUT", "purge"_L1, "Deleted all jobs of %1"_L1},
    Action{"print-jobs"_L1, "hold"_L1, "PUT", "hold"_L1, "%1 waits"_L1},
    Action{"print-jobs"_L1, "release"_L1, "PUT", "release"_L1, "%1 goes on"_L1},
    Action{"print-jobs"_L1, "delete"_L1, "DELETE", {}, "Deleted %1"_L1},
    Action{"nodes"_L1, "delete"_L1, "DELETE", {}, "%1 is no node any more"_L1},
    Action{"server-groups"_L1, "delete"_L1, "DELETE", {}, "Deleted %1; its servers stay as they are"_L1},
    Action{"server-groups"_L1, "repair"_L1, "PUT", "repair"_L1, "The servers of %1 say what they should"_L1},
};

int createShare(const Context &context, const QStringList &words)
{
    if (words.isEmpty() || !context.arguments.has(u"server"_s))
        return context.usage(u"shares create NAME --server SERVER path=/FOLDER [PARAMETER=VALUE …]"_s);
    auto body = assignments(words.mid(1) + context.arguments.values(u"set"_s));
    if (!body)
        return context.usage(body.error().message + u' ' + body.error().hint);
    body->insert(u"name"_s, words.constFirst());
    data::Request request = context.request("POST", wire::restPath(u"shares/shares"_s));
    context.addServer(request);
    request.ifMatch.clear();
    request.body = QJsonDocument(*body).toJson(QJsonDocument::Compact);
    int status = 0;
    const auto answer = context.ask(request, status);
    if (!answer)
        return status;
    context.printChange(*answer, u"Created %1"_s.arg(printable(words.constFirst())));
    return 0;
}

/// What people may use of the file system below a share: `shares quotas ID`, `shares quota ID ACCOUNT …`.
int runQuotas(const Context &context, const QString &verb, const QStringList &words)
{
    if (verb == "quotas"_L1 && words.size() == 1) {
        return listObjects(context, u"shares/quotas"_s,
                           wire::restPath(u"shares/shares"_s, words.constFirst(), u"quotas"_s));
    }
    if (verb == "quotas"_L1 || words.size() < 2)
        return context.usage(u"shares quotas ID, or shares quota ID ACCOUNT [soft=BYTES] [hard=BYTES]"_s);
    const QString resource =
        u"shares/shares/%1/quotas"_s.arg(words.constFirst()); // no share has a / in its name
    const bool sets = words.size() > 2 || context.arguments.has(u"set"_s) || context.arguments.has(u"file"_s);
    return sets ? runChange(context, resource, QStringList{u"set"_s} + words.mid(1))
                : showObject(context, resource, words.at(1));
}

int createServerGroup(const Context &context, const QStringList &words)
{
    if (words.size() < 2)
        return context.usage(
            u"server-groups create NAME servers=SERVER,SERVER … or rule=RULE [desired=LINE …]"_s);
    auto body = assignments(words.mid(1) + context.arguments.values(u"set"_s));
    if (!body)
        return context.usage(body.error().message + u' ' + body.error().hint);
    body->insert(u"name"_s, words.constFirst());
    if (const QJsonValue servers = body->value("servers"_L1); servers.isString())
        body->insert(u"servers"_s, QJsonArray::fromStringList(servers.toString().split(u',')));
    data::Request request = context.request("POST", wire::restPath(u"servers/groups"_s));
    request.ifMatch.clear();
    request.body = QJsonDocument(*body).toJson(QJsonDocument::Compact);
    int status = 0;
    const auto answer = context.ask(request, status);
    if (!answer)
        return status;
    context.printChange(*answer, u"Created %1"_s.arg(printable(words.constFirst())));
    return 0;
}

/// A count above which a check is no longer fine.
struct Threshold
{
    qint64 value = -1; ///< none
    [[nodiscard]] QString text() const { return value < 0 ? QString() : QString::number(value); }
    [[nodiscard]] bool isPassed(qint64 by) const { return value >= 0 && by > value; }
};

std::optional<Threshold> thresholdOf(const Arguments &arguments, const QString &option)
{
    if (!arguments.has(option))
        return Threshold{};
    bool ok = false;
    const qint64 value = arguments.value(option).toLongLong(&ok);
    return ok && value >= 0 ? std::optional(Threshold{value}) : std::nullopt;
}

enum CheckStatus { CheckOk, CheckWarning, CheckCritical, CheckUnknown };

int sayCheck(CheckStatus status, const QString &text)
{
    static const std::array<QLatin1StringView, 4> words{"OK"_L1, "WARNING"_L1, "CRITICAL"_L1, "UNKNOWN"_L1};
    print(u"SMC %1 - %2\n"_s.arg(words.at(status), QString(text).replace(u'\n', u' ')));
    return status;
}

/// A service that does not answer is an alarm; one that refuses leaves us without a word.
int sayUnanswered(const Error &error)
{
    const bool silent = error.code == ErrorCode::Unreachable || error.code == ErrorCode::Timeout;
    return sayCheck(silent ? CheckCritical : CheckUnknown, error.toString());
}

/// All that is not well, the worst first; what is not known is said when nothing is worse.
int checkHealth(const Context &context)
{
    data::Request request{.path = wire::restPath(u"status/health"_s)};
    if (context.arguments.has(u"filter"_s))
        wire::addQuery(request.query, u"filter"_s, context.arguments.value(u"filter"_s));
    context.addServer(request);
    const auto answer = context.service.ask(request);
    if (!answer)
        return sayUnanswered(answer.error());
    const QJsonArray checks = answer->json()["items"_L1].toArray();
    QMap<QString, QStringList> found; // by state
    for (const QJsonValue check : checks) {
        found[check["state"_L1][0].toString()]
            << check["server"_L1][0].toString() + u": "_s + check["message"_L1][0].toString();
    }
    const QStringList critical = found.value(u"critical"_s);
    const QStringList warning = found.value(u"warning"_s);
    const QStringList unknown = found.value(u"unknown"_s);
    const CheckStatus status = !critical.isEmpty()                      ? CheckCritical
                               : !warning.isEmpty()                     ? CheckWarning
                               : !unknown.isEmpty() || checks.isEmpty() ? CheckUnknown
                                                                        : CheckOk;
    const QStringList told = critical + warning + unknown;
    return sayCheck(status,
                    (told.isEmpty() ? u"%1 checks"_s.arg(checks.size()) : told.join(u"; "_s)) +
                        u" | checks=%1;;;0 warning=%2;;;0 critical=%3;;;0 unknown=%4;;;0"_s.arg(checks.size())
                            .arg(warning.size())
                            .arg(critical.size())
                            .arg(unknown.size()));
}

} // namespace

const ServerResource *serverResource(const QString &name)
{
    const auto found =
        std::find_if(serverResources.begin(), serverResources.end(), [&](const ServerResource &resource) {
            return resource.word == name || resource.path == name;
        });
    return found == serverResources.end() ? nullptr : &*found;
}

int runServerResource(const Context &context, const ServerResource &resource, const QStringList &words)
{
    const QString verb = words.value(0);
    const QStringList ids = words.mid(1);
    if (verb == "list"_L1 || verb == "show"_L1)
        return runResource(context, resource.path, words);
    if (resource.word == "shares"_L1 && verb == "create"_L1)
        return createShare(context, ids);
    if (resource.word == "shares"_L1 && (verb == "quotas"_L1 || verb == "quota"_L1))
        return runQuotas(context, verb, ids);
    const bool renames = resource.word == "shares"_L1 && verb == "rename"_L1;
    if (renames ||
        ((resource.word == "shares"_L1 || resource.word == "server-groups"_L1) && verb == "set"_L1))
        return runChange(context, resource.path, words);
    if (resource.word == "server-groups"_L1 && verb == "create"_L1)
        return createServerGroup(context, ids);
    if (resource.word == "server-groups"_L1 && verb == "drift"_L1 && ids.size() == 1)
        return listObjects(context, u"servers/drift"_s,
                           wire::restPath(resource.path, ids.constFirst(), verb));
    const auto action = std::find_if(actions.begin(), actions.end(), [&](const Action &candidate) {
        return candidate.resource == resource.word && candidate.verb == verb;
    });
    if (action == actions.end())
        return context.usage(verb.isEmpty() ? u"What to do with %1?"_s.arg(resource.word)
                                            : u"%1 cannot be done with %2."_s.arg(verb, resource.word));
    if (ids.isEmpty())
        return context.usage(u"%1 takes one or more, by the id of the list."_s.arg(verb));
    return forEach(context, ids, action->done, [&](const QString &id) {
        data::Request request =
            context.request(action->method.toByteArray(),
                            action->path.isEmpty() ? wire::restPath(resource.path, id)
                                                   : wire::restPath(resource.path, id, action->path));
        context.addServer(request);
        return request;
    });
}

int runConfig(const Context &context, const QString &where, const QStringList &words)
{
    const QString verb = words.value(0);
    const bool hasId = words.size() > 1 && !words.at(1).contains(u'=');
    if ((!hasId && !context.arguments.has(u"server"_s)) || (verb != "show"_L1 && verb != "set"_L1)) {
        return context.usage(
            u"%1 show --server SERVER, or %1 set --server SERVER PARAMETER=VALUE …"_s.arg(where));
    }
    const QString path = u"servers/"_s + where;
    const QString id = hasId ? words.at(1) : QString();
    return verb == "show"_L1 ? showObject(context, path, id)
                             : runChange(context, path, QStringList{verb, id} + words.mid(hasId ? 2 : 1));
}

int runCheck(const Context &context, const QStringList &words)
{
    const ServerResource *resource = words.size() == 1 ? serverResource(words.constFirst()) : nullptr;
    const auto warn = thresholdOf(context.arguments, u"warn"_s);
    const auto crit = thresholdOf(context.arguments, u"crit"_s);
    if (!resource || !warn || !crit)
        return sayCheck(
            CheckUnknown,
            u"check health|servers|shares|sessions|connections|files|processes|logs|disks|queues|cloudvfs "
            "[--warn N] [--crit N] [--server S] [--filter F]"_s);
    if (const auto signedIn = context.service.signIn(); !signedIn)
        return sayCheck(CheckUnknown, signedIn.error().toString());
    if (resource->word == "health"_L1)
        return checkHealth(context);
    data::Request request{.path = wire::restPath(resource->path)};
    wire::addQuery(request.query, u"limit"_s, u"1"_s); // the total comes with a page of any size
    if (context.arguments.has(u"filter"_s))
        wire::addQuery(request.query, u"filter"_s, context.arguments.value(u"filter"_s));
    context.addServer(request);
    const auto answer = context.service.ask(request);
    if (!answer)
        return sayUnanswered(answer.error());
    const qint64 total = answer->total;
    QStringList silent;
    for (const QJsonValue problem : answer->json()["problems"_L1].toArray())
        silent << problem["place"_L1].toString() + u": "_s + problem["detail"_L1].toString();
    const CheckStatus status = !silent.isEmpty() || crit->isPassed(total) ? CheckCritical
                               : warn->isPassed(total)                    ? CheckWarning
                                                                          : CheckOk;
    const QString counted = u"%1 %2"_s.arg(total).arg(resource->word);
    return sayCheck(status,
                    (silent.isEmpty() ? counted : counted + u"; no answer: "_s + silent.join(u"; "_s)) +
                        u" | %1=%2;%3;%4;0"_s.arg(resource->word).arg(total).arg(warn->text(), crit->text()));
}

} // namespace smc::ctl
