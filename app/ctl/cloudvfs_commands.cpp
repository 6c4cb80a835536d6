// SPDX-License-Identifier: GPL-3.0-or-later
// cloudvfs: shares that are joined to a cloud.
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "shared/wire/paths.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString usageText =
    u"cloudvfs status | queue | stores | traffic, cloudvfs files SERVER:SHARE[/FOLDER], "
    "cloudvfs pause | resume SERVER:SHARE …, "
    "cloudvfs evict | recall | pin | unpin SERVER:SHARE/FILE …, "
    "cloudvfs scan | scrub | faults SERVER:SHARE, cloudvfs versions SERVER:SHARE/FILE, "
    "cloudvfs restore SERVER:SHARE[/PATH] [--at TIME], "
    "cloudvfs bandwidth [SERVER:STORE … [--up RATE] [--down RATE] [--for PERIOD] | --clear], "
    "or cloudvfs enable SERVER:SHARE --store NAME [--mode link|backup|tier]"_s;

struct List
{
    QLatin1StringView word;
    QLatin1StringView resource;
};
constexpr std::array lists{List{"status"_L1, "cloudvfs/shares"_L1}, List{"queue"_L1, "cloudvfs/queue"_L1},
                           List{"stores"_L1, "cloudvfs/stores"_L1},
                           List{"traffic"_L1, "cloudvfs/traffic"_L1}};

/// PUT of an object, and what is said of it.
struct Order
{
    QLatin1StringView word;
    QLatin1StringView resource;
    QLatin1StringView done;
};
constexpr std::array orders{
    Order{"pause"_L1, "cloudvfs/shares"_L1, "Nothing more of %1 is copied"_L1},
    Order{"resume"_L1, "cloudvfs/shares"_L1, "%1 is copied again"_L1},
    Order{"evict"_L1, "cloudvfs/files"_L1, "The content of %1 is in the store alone"_L1},
    Order{"recall"_L1, "cloudvfs/files"_L1, "All of %1 is here"_L1},
    Order{"pin"_L1, "cloudvfs/files"_L1, "%1 stays here"_L1},
    Order{"unpin"_L1, "cloudvfs/files"_L1, "%1 may leave the disk"_L1},
};

template<typename Table>
auto find(const Table &table, const QString &word)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto &one) { return one.word == word; });
    return found == table.end() ? nullptr : &*found;
}

int listFiles(const Context &context, const QString &id)
{
    const qsizetype colon = id.indexOf(u':');
    const QString server = colon < 0 ? context.arguments.value(u"server"_s) : id.left(colon);
    const QString path = id.mid(colon + 1);
    if (server.isEmpty())
        return context.usage(usageText);
    Query query{{u"share"_s, path.section(u'/', 0, 0)}, {u"path"_s, path.section(u'/', 1)}};
    if (!context.arguments.has(u"server"_s))
        query.append({u"server"_s, server});
    return listObjects(context, u"cloudvfs/files"_s, wire::restPath(u"cloudvfs/files"_s), query);
}

/// How much may go to and from stores; with one of the options it is set by hand, or no longer is.
int bandwidth(const Context &context, const QStringList &ids)
{
    const QString resource = u"cloudvfs/bandwidth"_s;
    const bool clears = context.arguments.has(u"clear"_s);
    QJsonObject body;
    for (const QString &option : {u"up"_s, u"down"_s, u"for"_s}) {
        if (context.arguments.has(option))
            body.insert(option, context.arguments.value(option));
    }
    if (!clears && body.isEmpty())
        return ids.isEmpty()     ? listObjects(context, resource, wire::restPath(resource))
               : ids.size() == 1 ? showObject(context, resource, ids.constFirst())
                                 : context.usage(usageText);
    if (ids.isEmpty() || (clears && !body.isEmpty()))
        return context.usage(usageText);
    const QString done =
        clears ? u"Schedule and limits of %1 count again"_s : u"The limits of %1 are set by hand"_s;
    return forEach(context, ids, done, [&](const QString &id) {
        data::Request request =
            context.request("PUT", wire::restPath(resource, id, clears ? u"release"_s : u"limit"_s));
        if (!clears)
            request.body = jsonBody(body);
        context.addServer(request);
        return request;
    });
}

/// Shows what the checks say and what changes in Samba's configuration, and with --dry-run ends there.
int enable(const Context &context, const QString &id)
{
    const qsizetype colon = id.indexOf(u':');
    const QString server = colon < 0 ? context.arguments.value(u"server"_s) : id.left(colon);
    const QString share = id.mid(colon + 1);
    if (server.isEmpty() || share.isEmpty() || !context.arguments.has(u"store"_s))
        return context.usage(usageText);
    const QString whole = server + u':' + share;
    data::Request change{.method = "PUT", .path = wire::restPath(u"cloudvfs/shares"_s, whole, u"enable"_s)};
    change.body = jsonBody({{u"store"_s, context.arguments.value(u"store"_s)},
                            {u"mode"_s, context.arguments.value(u"mode"_s, u"link"_s)}});
    if (context.arguments.has(u"reason"_s))
        wire::addQuery(change.query, u"reason"_s, context.arguments.value(u"reason"_s));
    data::Request look = change;
    wire::addQuery(look.query, u"dry-run"_s, u"1"_s);
    int status = 0;
    const auto shown = context.ask(look, status);
    if (!shown)
        return status;
    QList<QStringList> rows;
    for (const QJsonValue check : shown->json()["checks"_L1].toArray())
        rows.append(
            {cellText(check["check"_L1]), cellText(check["state"_L1]), cellText(check["message"_L1])});
    print(table({u"check"_s, u"state"_s, u"message"_s}, rows, 0));
    if (std::any_of(rows.begin(), rows.end(),
                    [](const QStringList &row) { return row[1] == "critical"_L1; })) {
        printError(u"smcctl: %1 is not joined: something above is critical.\n"_s.arg(printable(share)));
        return 1;
    }
    print(changesText(shown->json()["changes"_L1].toArray()));
    if (context.isDryRun())
        return 0;
    if (!context.ask(change, status))
        return status;
    print(u"%1 is joined to %2\n"_s.arg(printable(whole), printable(context.arguments.value(u"store"_s))));
    return 0;
}

} // namespace

int runCloudvfs(const Context &context, const QStringList &words)
{
    const QString verb = words.value(0);
    const QStringList ids = words.mid(1);
    if (const List *list = find(lists, verb); list && ids.isEmpty())
        return listObjects(context, list->resource, wire::restPath(list->resource));
    if (verb == "files"_L1 && ids.size() == 1)
        return listFiles(context, ids.constFirst());
    if (verb == "bandwidth"_L1)
        return bandwidth(context, ids);
    if (verb == "enable"_L1 && ids.size() == 1)
        return enable(context, ids.constFirst());
    if (const auto status = runCloudCheck(context, verb, ids))
        return *status;
    const Order *order = find(orders, verb);
    if (!order || ids.isEmpty())
        return context.usage(usageText);
    return forEach(context, ids, order->done, [&](const QString &id) {
        data::Request request = context.request("PUT", wire::restPath(order->resource, id, verb));
        context.addServer(request);
        return request;
    });
}

} // namespace smc::ctl
