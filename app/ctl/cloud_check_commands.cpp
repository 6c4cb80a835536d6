// SPDX-License-Identifier: GPL-3.0-or-later
// cloudvfs scan, scrub, faults, versions, restore: whether a share, its disk and its store are well, and what
// there was in it.
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "shared/wire/paths.h"

#include <QDateTime>
#include <QJsonArray>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "SERVER:SHARE/PATH", with --server also "SHARE/PATH".
struct InShare
{
    QString server;
    QString share;
    QString path;

    InShare(const Context &context, const QString &id)
    {
        const qsizetype colon = id.indexOf(u':');
        server = colon < 0 ? context.arguments.value(u"server"_s) : id.left(colon);
        share = id.mid(colon + 1).section(u'/', 0, 0);
        path = id.mid(colon + 1).section(u'/', 1);
    }
    [[nodiscard]] bool isWhole() const { return !server.isEmpty() && !share.isEmpty(); }
    [[nodiscard]] QString id() const { return server + u':' + share; }
};

data::Request order(const Context &context, const InShare &where, const QString &what,
                    const QJsonObject &body)
{
    data::Request request = context.request("PUT", wire::restPath(u"cloudvfs/shares"_s, where.id(), what));
    request.body = jsonBody(body);
    return request;
}

int listOfShare(const Context &context, const QString &resource, const InShare &where)
{
    Query query{{u"share"_s, where.share}};
    if (!where.path.isEmpty())
        query.append({u"path"_s, where.path});
    if (!context.arguments.has(u"server"_s))
        query.append({u"server"_s, where.server});
    return listObjects(context, resource, wire::restPath(resource), query);
}

/// Of a share: what its last check has found, in a sentence.
QString foundText(const QJsonObject &share)
{
    const auto text = [&share](QLatin1StringView name) { return cellText(share.value(name)); };
    const QString name = printable(text("id"_L1));
    if (text("checked"_L1).isEmpty())
        return u"%1 has not been checked yet\n"_s.arg(name);
    QString sentence = u"%1, checked %2: %3 faults, %4 of them lost\n"_s.arg(
        name, text("checked"_L1), text("faults"_L1), text("lost"_L1));
    if (const QString problem = text("check-problem"_L1); !problem.isEmpty())
        sentence += u"The check did not come to its end: %1\n"_s.arg(printable(problem));
    return sentence;
}

std::optional<QJsonObject> shareNow(const Context &context, const InShare &where, int &status)
{
    const auto answer = context.ask({.path = wire::restPath(u"cloudvfs/shares"_s, where.id())}, status);
    return answer ? std::optional<QJsonObject>(answer->json().toObject()) : std::nullopt;
}

int showFaults(const Context &context, const InShare &where)
{
    int status = 0;
    if (context.isTable()) {
        const auto share = shareNow(context, where, status);
        if (!share)
            return status;
        print(foundText(*share));
    }
    return listOfShare(context, u"cloudvfs/faults"_s, where);
}

/// 1 when something is not as it should be.
int scrub(const Context &context, const InShare &where)
{
    QJsonObject body{{u"repair"_s, context.arguments.has(u"repair"_s) ? u"TRUE"_s : u"FALSE"_s}};
    if (context.arguments.has(u"full"_s))
        body.insert(u"sample"_s, u"100%"_s);
    else if (context.arguments.has(u"sample"_s))
        body.insert(u"sample"_s, context.arguments.value(u"sample"_s));
    data::Request request = order(context, where, u"scrub"_s, body);
    if (!context.isDryRun())
        request.query.removeQueryItem(u"format"_s); // its number is for us
    int status = 0;
    const auto begun = context.ask(request, status);
    if (!begun)
        return status;
    if (context.isDryRun() || context.arguments.has(u"no-wait"_s)) {
        context.printChange(*begun, u"%1 is being checked"_s.arg(printable(where.id())));
        return 0;
    }
    const QString run = cellText(begun->json()["run"_L1]);
    std::optional<QJsonObject> share;
    for (;;) {
        share = shareNow(context, where, status);
        if (!share)
            return status;
        if (cellText(share->value("checking"_L1)) != "TRUE"_L1)
            break;
        pause();
    }
    if (cellText(share->value("check"_L1)) != run) {
        printError(u"smcctl: The check of %1 was cut short: its cloudvfsd has ended.\n"_s.arg(
            printable(where.id())));
        return 1;
    }
    if (const int shown = showFaults(context, where); shown != 0)
        return shown;
    const bool well =
        cellText(share->value("faults"_L1)) == "0"_L1 && cellText(share->value("check-problem"_L1)).isEmpty();
    return well ? 0 : 1;
}

int restore(const Context &context, const InShare &where)
{
    // The exit status is what of it failed, which has to be read.
    if (!context.isTable() && context.output != "json"_L1)
        return context.usage(u"cloudvfs restore takes -o table or json."_s);
    QJsonObject body{{u"path"_s, where.path}};
    if (context.arguments.has(u"at"_s)) {
        // A time without its zone is one of here, and not of the server.
        const QString text = context.arguments.value(u"at"_s);
        const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
        body.insert(u"at"_s, time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : text);
    }
    int status = 0;
    const auto answer = context.ask(order(context, where, u"restore"_s, body), status);
    if (!answer)
        return status;
    const QJsonObject came = answer->json().toObject();
    const auto text = [&came](QLatin1StringView name) { return cellText(came.value(name)); };
    context.printChange(
        *answer,
        u"%1 files (%2 bytes) and %3 folders restored, %4 were there, %5 failed"_s.arg(
            text("files"_L1), text("bytes"_L1), text("folders"_L1), text("same"_L1), text("failed"_L1)));
    if (context.isDryRun() || text("failed"_L1) == "0"_L1)
        return 0;
    for (const QJsonValue problem : came.value("problems"_L1).toArray())
        printError(u"smcctl: %1\n"_s.arg(printable(problem.toString())));
    return 1;
}

} // namespace

std::optional<int> runCloudCheck(const Context &context, const QString &verb, const QStringList &ids)
{
    if (verb == "scan"_L1 && !ids.isEmpty()) {
        QJsonObject body;
        for (const QString &flag : {u"accept-removals"_s, u"accept-root"_s}) {
            if (context.arguments.has(flag))
                body.insert(flag, u"TRUE"_s);
        }
        return forEach(context, ids, u"%1 is being looked at"_s, [&](const QString &id) {
            data::Request request =
                context.request("PUT", wire::restPath(u"cloudvfs/shares"_s, id, u"scan"_s));
            request.body = jsonBody(body);
            context.addServer(request);
            return request;
        });
    }
    const InShare where(context, ids.value(0));
    if (ids.size() != 1 || !where.isWhole())
        return std::nullopt;
    if (verb == "versions"_L1 && !where.path.isEmpty())
        return listOfShare(context, u"cloudvfs/versions"_s, where);
    if (verb == "restore"_L1)
        return restore(context, where);
    if (!where.path.isEmpty())
        return std::nullopt;
    if (verb == "faults"_L1)
        return showFaults(context, where);
    if (verb == "scrub"_L1)
        return scrub(context, where);
    return std::nullopt;
}

} // namespace smc::ctl
