// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands.h"

#include "app/ctl/output.h"
#include "app/platform/kerberos.h"
#include "app/platform/terminal.h"
#include "shared/wire/paths.h"
#include "shared/wire/problem.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cstdio>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isResource(const QString &word)
{
    constexpr std::array names{"users"_L1, "groups"_L1, "workstations"_L1, "ous"_L1, "objects"_L1};
    return std::find(names.begin(), names.end(), word) != names.end();
}

int runLogin(const Context &context)
{
    if (context.service.usesTicket())
        return context.usage(u"A ticket needs no login: it signs in at each call."_s);
    if (context.service.user().isEmpty())
        return context.usage(u"Say who you are: smcctl login --user NAME"_s);
    QByteArray password = qgetenv("SMC_PASSWORD");
    if (password.isEmpty() || context.arguments.has(u"password-stdin"_s) ||
        context.arguments.has(u"password-file"_s)) {
        auto given = passwordFor(context.arguments, u"Password of %1: "_s.arg(context.service.user()), true);
        if (!given)
            return context.fail(given.error());
        password = *given;
    }
    const auto opened = context.service.logIn(password);
    password.fill('\0');
    if (!opened)
        return context.fail(opened.error());
    const QJsonObject session = context.service.session();
    print(u"Signed in at %1 as %2 (%3).\n"_s.arg(context.service.url().toString(),
                                                 printable(session.value("account"_L1).toString()),
                                                 session.value("role"_L1).toString()));
    return 0;
}

int runWhoami(const Context &context)
{
    int status = 0;
    const auto answer = context.ask({.path = u"/auth/session"_s}, status);
    if (!answer)
        return status;
    QJsonObject session = answer->json().toObject();
    session.remove("csrf"_L1); // opens nothing by itself, but is nobody's business
    if (context.isTable()) {
        QJsonObject shown;
        for (auto it = session.constBegin(); it != session.constEnd(); ++it) {
            if (!it.value().toVariant().toString().isEmpty())
                shown.insert(it.key(), it.value());
        }
        print(sheet(shown));
    } else {
        print(QString::fromUtf8(QJsonDocument(session).toJson(QJsonDocument::Compact)) + u'\n');
    }
    return 0;
}

/// Names for the shell's completion, one a line; says nothing when it cannot know.
int runComplete(const Context &context, const QStringList &words)
{
    const QString resource = words.value(0);
    const QString typed = words.value(1);
    if (!isResource(resource) || !context.service.signIn())
        return 0;
    const bool byDn = resource == "ous"_L1 || resource == "objects"_L1;
    const QString key = byDn ? u"distinguishedName"_s : u"sAMAccountName"_s;
    data::Request request{.path = wire::restPath(u"identity/"_s + resource)};
    wire::addQuery(request.query, u"fields"_s, key);
    wire::addQuery(request.query, u"limit"_s, u"100"_s);
    if (!typed.isEmpty() && !byDn)
        wire::addQuery(request.query, u"filter"_s, key + u":\""_s + QString(typed).remove(u'"') + u"*\""_s);
    const auto answer = context.service.ask(request);
    if (!answer)
        return 0;
    for (const QJsonValue item : answer->json()["items"_L1].toArray()) {
        const QString name = cellText(item[key]);
        if (name.startsWith(typed, Qt::CaseInsensitive))
            print(name + u'\n');
    }
    return 0;
}

int dispatch(const Context &context)
{
    const QString command = context.arguments.words.value(0);
    const QStringList words = context.arguments.words.mid(1);
    if (command == "login"_L1)
        return runLogin(context);
    if (command == "logout"_L1) {
        const auto closed = context.service.logOut();
        return closed ? 0 : context.fail(closed.error());
    }
    if (command == "complete"_L1)
        return runComplete(context, words);
    if (command == "check"_L1)
        return runCheck(context, words);
    const ServerResource *ofServers = serverResource(command);
    const bool isConfig = command == "config"_L1 || command == "file-config"_L1;
    const bool isCloudvfs = command == "cloudvfs"_L1; // before what is listed by the same word
    const bool known = isResource(command) || ofServers || isConfig || command == "whoami"_L1 ||
                       command == "jobs"_L1 || command == "schema"_L1 || command == "get"_L1 ||
                       command == "put"_L1 || command == "post"_L1 || command == "delete"_L1;
    if (!known)
        return context.usage(u"There is no command \"%1\"."_s.arg(command));
    if (const auto signedIn = context.service.signIn(); !signedIn)
        return context.fail(signedIn.error());
    if (command == "whoami"_L1)
        return runWhoami(context);
    if (command == "jobs"_L1)
        return runJobs(context, words);
    if (isResource(command) || command == "schema"_L1)
        return runResource(context, u"identity/"_s + command, words);
    if (isCloudvfs)
        return runCloudvfs(context, words);
    if (ofServers)
        return runServerResource(context, *ofServers, words);
    if (isConfig)
        return runConfig(context, command, words);
    return runRaw(context, command.toUpper(), words);
}

} // namespace

data::Request Context::request(const QByteArray &method, const QString &path) const
{
    data::Request request{.method = method, .path = path};
    if (isDryRun())
        wire::addQuery(request.query, u"dry-run"_s, u"1"_s);
    else if (!isTable())
        wire::addQuery(request.query, u"format"_s, output);
    if (method != "GET" && arguments.has(u"reason"_s))
        wire::addQuery(request.query, u"reason"_s, arguments.value(u"reason"_s));
    request.ifMatch = arguments.value(u"if-match"_s).toLatin1();
    return request;
}

void Context::addServer(data::Request &request) const
{
    if (arguments.has(u"server"_s))
        wire::addQuery(request.query, u"server"_s, arguments.value(u"server"_s));
}

std::optional<data::Answer> Context::ask(const data::Request &request, int &status) const
{
    auto answer = service.ask(request);
    if (answer)
        return *std::move(answer);
    status = fail(answer.error());
    return std::nullopt;
}

int Context::fail(const Error &error) const
{
    if (output == "json"_L1)
        printError(QString::fromUtf8(QJsonDocument(wire::toProblem(error)).toJson(QJsonDocument::Compact)) +
                   u'\n');
    else
        printError(errorText(error));
    return exitStatus(error.code);
}

int Context::usage(const QString &message) const
{
    printError(u"smcctl: "_s + message + u"\n        \"smcctl help\" lists what there is.\n"_s);
    return usageStatus;
}

void Context::printChange(const data::Answer &answer, const QString &done) const
{
    const QJsonObject body = answer.json().toObject();
    if (isDryRun() && isTable())
        print(changesText(body.value("changes"_L1).toArray()));
    else if (!isTable() && !answer.body.isEmpty())
        print(QString::fromUtf8(answer.body).trimmed() + u'\n');
    else if (isTable())
        print(done + u'\n');
}

int run(const Arguments &arguments)
{
    if (arguments.has(u"version"_s)) {
        print(u"smcctl " SMC_VERSION "\n"_s);
        return 0;
    }
    if (arguments.has(u"help"_s) || arguments.words.value(0) == "help"_L1) {
        print(helpText());
        return 0;
    }
    if (arguments.words.isEmpty()) {
        printError(helpText());
        return usageStatus;
    }
    Connection service(arguments);
    const Context context{
        .arguments = arguments, .service = service, .output = arguments.value(u"output"_s, u"table"_s)};
    static const QStringList outputs{u"table"_s, u"json"_s, u"xml"_s, u"yaml"_s, u"csv"_s};
    if (!outputs.contains(context.output))
        return context.usage(u"-o takes table, json, xml, yaml or csv."_s);
    if (const auto ready = service.setUp(); !ready) {
        printError(errorText(ready.error()));
        return usageStatus;
    }
    return dispatch(context);
}

} // namespace smc::ctl
