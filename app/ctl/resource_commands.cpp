// SPDX-License-Identifier: GPL-3.0-or-later
// list and show: what is there.
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/platform/terminal.h"
#include "shared/wire/paths.h"
#include "shared/wire/problem.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What a table shows of each kind unless --fields says otherwise.
QString defaultFields(const QString &resource)
{
    if (resource == "identity/users"_L1)
        return u"sAMAccountName,name,mail,description"_s;
    if (resource == "identity/groups"_L1)
        return u"sAMAccountName,description,distinguishedName"_s;
    if (resource == "identity/workstations"_L1)
        return u"sAMAccountName,operatingSystem,description"_s;
    if (resource == "identity/ous"_L1)
        return u"name,description,distinguishedName"_s;
    if (resource == "identity/schema"_L1)
        return u"name,syntax,singleValued,systemOnly"_s;
    if (resource == "servers/drift"_L1)
        return u"server,section,parameter,desired,actual"_s;
    if (resource == "shares/quotas"_L1)
        return u"account,used,soft,hard,state"_s;
    if (!resource.startsWith("identity/"_L1))
        return serverResource(resource)->fields;
    return u"name,description,distinguishedName"_s;
}

/// The options of a list as its query.
void addListQuery(const Context &context, data::Request &request, const QString &fields)
{
    for (const QString &name :
         {u"filter"_s, u"sort"_s, u"base"_s, u"scope"_s, u"limit"_s, u"cursor"_s, u"view"_s, u"since"_s}) {
        if (context.arguments.has(name))
            wire::addQuery(request.query, name, context.arguments.value(name));
    }
    if (!fields.isEmpty())
        wire::addQuery(request.query, u"fields"_s, fields);
    if (context.arguments.has(u"fresh"_s))
        wire::addQuery(request.query, u"fresh"_s, u"1"_s);
    context.addServer(request);
}

/// The value of an attribute whatever the case of its name.
QJsonValue memberOf(const QJsonObject &record, const QString &name)
{
    for (auto it = record.constBegin(); it != record.constEnd(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0)
            return it.value();
    }
    return QJsonValue(QJsonValue::Undefined);
}

int printList(const Context &context, const data::Answer &answer, const QString &fields)
{
    const int status = answer.problems > 0 ? 1 : 0; // some servers did not answer
    if (!context.isTable()) {
        print(QString::fromUtf8(answer.body).trimmed() + u'\n');
        return status;
    }
    const QJsonObject list = answer.json().toObject();
    const QStringList heads = fields.split(u',', Qt::SkipEmptyParts);
    QList<QStringList> rows;
    const QJsonArray items = list.value("items"_L1).toArray();
    rows.reserve(items.size());
    for (const QJsonValue value : items) {
        const QJsonObject item = value.toObject();
        QStringList row;
        for (const QString &head : heads)
            row << cellText(memberOf(item, head.trimmed()));
        rows << row;
    }
    print(table(heads, rows, context.arguments.has(u"wide"_s) ? 0 : 60));
    const QString next = list.value("next"_L1).toString();
    if (!next.isEmpty())
        printError(
            u"%1 of %2 shown; the next page: --cursor %3\n"_s.arg(items.size()).arg(answer.total).arg(next));
    else if (platform::isTerminal(1))
        printError(u"%1 shown\n"_s.arg(items.size()));
    for (const QJsonValue problem : list.value("problems"_L1).toArray())
        printError(errorText(wire::fromProblem(problem.toObject(), 0)));
    return status;
}

} // namespace

int listObjects(const Context &context, const QString &resource, const QString &path, const Query &query)
{
    data::Request request = context.request("GET", path);
    for (const auto &[name, value] : query)
        wire::addQuery(request.query, name, value);
    const QString fields =
        context.arguments.value(u"fields"_s, context.isTable() ? defaultFields(resource) : QString());
    if (resource != "identity/schema"_L1)
        addListQuery(context, request, fields);
    int status = 0;
    const auto answer = context.ask(request, status);
    return answer ? printList(context, *answer, fields) : status;
}

int showObject(const Context &context, const QString &resource, const QString &id)
{
    data::Request request = context.request("GET", wire::restPath(resource, id));
    for (const QString &name : {u"view"_s, u"fields"_s}) {
        if (context.arguments.has(name))
            wire::addQuery(request.query, name, context.arguments.value(name));
    }
    if (context.arguments.has(u"fresh"_s))
        wire::addQuery(request.query, u"fresh"_s, u"1"_s);
    context.addServer(request);
    int status = 0;
    const auto answer = context.ask(request, status);
    if (!answer)
        return status;
    if (context.isTable())
        print(sheet(answer->json().toObject()));
    else
        print(QString::fromUtf8(answer->body).trimmed() + u'\n');
    return 0;
}

int runResource(const Context &context, const QString &resource, const QStringList &words)
{
    const QString verb = words.value(0);
    if (verb == "list"_L1) {
        if (words.size() > 1)
            return context.usage(u"list takes no name; to look for one use --filter %1"_s.arg(words.at(1)));
        return listObjects(context, resource, wire::restPath(resource));
    }
    if (verb == "show"_L1) {
        if (words.size() != 2)
            return context.usage(u"show takes one object."_s);
        return showObject(context, resource, words.at(1));
    }
    if (verb == "members"_L1 && resource == "identity/groups"_L1) {
        if (words.size() != 2)
            return context.usage(u"members takes one group."_s);
        return listObjects(context, u"identity/objects"_s,
                           wire::restPath(resource, words.at(1), u"members"_s));
    }
    if (resource == "identity/schema"_L1)
        return context.usage(u"schema knows list and show."_s);
    return runChange(context, resource, words);
}

int runRaw(const Context &context, const QString &method, const QStringList &words)
{
    const QString target = words.value(0);
    if (!target.startsWith(u'/'))
        return context.usage(u"Name a path such as /rest/identity/users/jdoe"_s);
    data::Request request = context.request(method.toLatin1(), target.section(u'?', 0, 0));
    const QUrlQuery given(target.section(u'?', 1));
    for (const auto &[name, value] : given.queryItems(QUrl::FullyDecoded))
        wire::addQuery(request.query, name, value);
    const bool carries = method == "PUT"_L1 || method == "POST"_L1;
    if (!carries && words.size() > 1)
        return context.usage(u"%1 takes a path only."_s.arg(method.toLower()));
    if (carries && context.arguments.has(u"file"_s)) {
        const auto file = readBodyFile(context.arguments);
        if (!file)
            return context.fail(file.error());
        request.body = file->body;
        request.contentType = file->contentType;
    } else if (carries && words.size() > 1) {
        const auto body = assignments(words.mid(1));
        if (!body)
            return context.usage(body.error().message + u' ' + body.error().hint);
        request.body = QJsonDocument(*body).toJson(QJsonDocument::Compact);
    }
    if (carries && request.ifMatch.isEmpty() && context.arguments.has(u"force"_s))
        request.ifMatch = "*";
    int status = 0;
    const auto answer = context.ask(request, status);
    if (!answer)
        return status;
    if (!answer->body.isEmpty())
        print(QString::fromUtf8(answer->body).trimmed() + u'\n');
    return 0;
}

} // namespace smc::ctl
