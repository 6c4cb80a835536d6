// SPDX-License-Identifier: GPL-3.0-or-later
// create, set, delete, and the actions.
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "shared/wire/paths.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

QByteArray jsonBody(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

namespace {

/// The answer to a POST: an object, or the job of a batch.
int afterCreate(const Context &context, const data::Answer &answer)
{
    if (answer.status == 202) {
        if (context.arguments.has(u"no-wait"_s)) {
            print(answer.location + u'\n');
            return 0;
        }
        return followJob(context, answer.location);
    }
    const QJsonObject body = answer.json().toObject();
    if (context.isDryRun() && context.isTable() && body.contains("items"_L1)) {
        int failed = 0;
        for (const QJsonValue item : body.value("items"_L1).toArray()) {
            print(u"# %1\n"_s.arg(item["index"_L1].toInt() + 1));
            const QJsonObject problem = item["problem"_L1].toObject();
            failed += problem.isEmpty() ? 0 : 1;
            print(problem.isEmpty()
                      ? changesText(item["changes"_L1].toArray())
                      : QString(u"  ! "_s + printable(problem.value("detail"_L1).toString()) + u'\n'));
        }
        return failed > 0 ? 1 : 0;
    }
    const QString name = cellText(body.value("sAMAccountName"_L1));
    const QString dn = cellText(body.value("distinguishedName"_L1));
    context.printChange(answer,
                        u"Created %1%2"_s.arg(name.isEmpty() ? QString() : QString(name + u": "_s), dn));
    return 0;
}

int create(const Context &context, const QString &resource, const QStringList &words)
{
    data::Request request = context.request("POST", wire::restPath(resource));
    request.ifMatch.clear();
    if (context.arguments.has(u"file"_s)) {
        if (!words.isEmpty() || context.arguments.has(u"set"_s))
            return context.usage(u"Either -f or --set."_s);
        const auto file = readBodyFile(context.arguments);
        if (!file)
            return context.fail(file.error());
        request.body = file->body;
        request.contentType = file->contentType;
        if (!context.isDryRun())
            request.query.removeQueryItem(u"format"_s); // a batch answers with its job
    } else {
        auto body = assignments(context.arguments.values(u"set"_s) + words);
        if (!body)
            return context.usage(body.error().message + u' ' + body.error().hint);
        if (context.arguments.has(u"parent"_s))
            body->insert(u"parent"_s, context.arguments.value(u"parent"_s));
        const auto password = passwordFor(context.arguments, {}, false);
        if (!password)
            return context.fail(password.error());
        if (!password->isEmpty())
            body->insert(u"password"_s, QString::fromUtf8(*password));
        if (context.arguments.has(u"must-change"_s))
            body->insert(u"mustChangePassword"_s, true);
        if (body->isEmpty())
            return context.usage(u"create needs --set ATTRIBUTE=VALUE, or a file with -f."_s);
        request.body = jsonBody(*body);
    }
    int status = 0;
    const auto answer = context.ask(request, status);
    return answer ? afterCreate(context, *answer) : status;
}

/// Words with += and -= changed into whole lists, from the object as it is.
Result<QJsonObject> resolveSteps(const QStringList &words, const QJsonObject &current)
{
    QStringList plain;
    QJsonObject stepped;
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(u'=');
        const QChar sign = equals > 1 ? word.at(equals - 1) : QChar();
        if (sign != u'+' && sign != u'-') {
            plain << word;
            continue;
        }
        const QString name = word.left(equals - 1);
        const QString value = word.mid(equals + 1);
        QJsonArray values = stepped.value(name).toArray();
        if (!stepped.contains(name)) {
            for (auto it = current.constBegin(); it != current.constEnd(); ++it) {
                if (it.key().compare(name, Qt::CaseInsensitive) == 0)
                    values = it.value().toArray();
            }
        }
        for (qsizetype i = values.size() - 1; i >= 0; --i) {
            if (values.at(i).toString() == value)
                values.removeAt(i);
        }
        if (sign == u'+')
            values.append(value);
        stepped.insert(name, values);
    }
    auto object = assignments(plain);
    if (!object)
        return object;
    for (auto it = stepped.constBegin(); it != stepped.constEnd(); ++it)
        object->insert(it.key(), it.value());
    return object;
}

int set(const Context &context, const QString &resource, const QStringList &words)
{
    if (words.isEmpty())
        return context.usage(u"set takes one object and ATTRIBUTE=VALUE …"_s);
    const QString path = wire::restPath(resource, words.constFirst()); // without a name: the only one
    const QStringList steps = words.mid(1) + context.arguments.values(u"set"_s);
    data::Request request = context.request("PUT", path);
    context.addServer(request);
    int status = 0;
    if (context.arguments.has(u"file"_s)) {
        const auto file = readBodyFile(context.arguments);
        if (!file)
            return context.fail(file.error());
        request.body = file->body;
        request.contentType = file->contentType;
    } else if (steps.isEmpty()) {
        return context.usage(u"set takes one object and ATTRIBUTE=VALUE …"_s);
    }
    // Read first: what is changed is the object as it was when this command began.
    data::Request before{.path = path};
    if (resource.startsWith("identity/"_L1))
        wire::addQuery(before.query, u"fresh"_s, u"1"_s);
    context.addServer(before);
    const auto current = context.ask(before, status);
    if (!current)
        return status;
    if (request.ifMatch.isEmpty())
        request.ifMatch = context.arguments.has(u"force"_s) ? QByteArray("*") : current->etag;
    if (request.body.isEmpty()) {
        const auto body = resolveSteps(steps, current->json().toObject());
        if (!body)
            return context.usage(body.error().message + u' ' + body.error().hint);
        request.body = jsonBody(*body);
    }
    const auto answer = context.ask(request, status);
    if (!answer)
        return status;
    context.printChange(*answer, u"Changed %1"_s.arg(printable(
                                     words.constFirst().isEmpty() ? resource : words.constFirst())));
    return 0;
}

int act(const Context &context, const QString &resource, const QString &verb, const QStringList &ids)
{
    if (ids.isEmpty())
        return context.usage(u"%1 takes one object or more."_s.arg(verb));
    QJsonObject body;
    QString done = u"Done: %1 %2"_s.arg(verb, u"%1"_s);
    if (verb == "must-change"_L1) {
        body.insert(u"value"_s, !context.arguments.has(u"no"_s));
    } else if (verb == "move"_L1) {
        if (!context.arguments.has(u"to"_s))
            return context.usage(u"Where to? --to DN"_s);
        body.insert(u"parent"_s, context.arguments.value(u"to"_s));
    } else if (verb == "rename"_L1) {
        const auto more = assignments(context.arguments.values(u"set"_s));
        if (!more)
            return context.usage(more.error().message);
        if (ids.size() != 1 || !context.arguments.has(u"to"_s))
            return context.usage(u"rename takes one object and --to NAME"_s);
        body = *more;
        body.insert(u"name"_s, context.arguments.value(u"to"_s));
    } else if (verb == "lock"_L1) {
        done = u"Disabled %1 (a directory locks accounts only by wrong passwords)"_s;
    }
    return forEach(context, ids, done, [&](const QString &id) {
        data::Request request = context.request("PUT", wire::restPath(resource, id, verb));
        if (verb == "rename"_L1 && request.ifMatch.isEmpty())
            request.ifMatch = "*";
        context.addServer(request);
        if (!body.isEmpty())
            request.body = jsonBody(body);
        return request;
    });
}

int setPassword(const Context &context, const QString &resource, const QStringList &ids)
{
    if (ids.size() != 1)
        return context.usage(u"password takes one user."_s);
    QJsonObject body;
    if (context.arguments.has(u"own"_s)) {
        // Two lines on stdin would be a trap: the old one is asked for, or comes from the environment.
        QByteArray old = qgetenv("SMC_PASSWORD");
        if (old.isEmpty()) {
            const auto typed = passwordFor(Arguments(), u"Your old password: "_s, true);
            if (!typed)
                return context.fail(typed.error());
            old = *typed;
        }
        body.insert(u"old"_s, QString::fromUtf8(old));
    }
    const auto password =
        passwordFor(context.arguments, u"New password of %1: "_s.arg(ids.constFirst()), true);
    if (!password)
        return context.fail(password.error());
    body.insert(u"password"_s, QString::fromUtf8(*password));
    if (context.arguments.has(u"must-change"_s))
        body.insert(u"mustChange"_s, true);
    return forEach(context, ids, u"Password of %1 set"_s, [&](const QString &id) {
        data::Request request = context.request("PUT", wire::restPath(resource, id, u"password"_s));
        request.body = jsonBody(body);
        return request;
    });
}

int changeMembers(const Context &context, const QStringList &words, bool add)
{
    if (words.size() < 2)
        return context.usage(u"Name the group, then its members."_s);
    const QString &group = words.constFirst();
    const QString done = add ? u"%1 is a member of %2"_s.arg(u"%1"_s, printable(group))
                             : u"%1 is no member of %2"_s.arg(u"%1"_s, printable(group));
    return forEach(context, words.mid(1), done, [&](const QString &member) {
        return context.request(add ? "PUT" : "DELETE",
                               wire::restPath(u"identity/groups"_s, group, u"members"_s, member));
    });
}

} // namespace

int forEach(const Context &context, const QStringList &ids, const QString &done,
            const std::function<data::Request(const QString &)> &make)
{
    int result = 0;
    for (const QString &id : ids) {
        int status = 0;
        if (const auto answer = context.ask(make(id), status))
            context.printChange(*answer, done.arg(printable(id)));
        else if (result == 0)
            result = status;
    }
    return result;
}

int runChange(const Context &context, const QString &resource, const QStringList &words)
{
    const QString verb = words.value(0);
    const QStringList rest = words.mid(1);
    const bool accounts = resource == "identity/users"_L1 || resource == "identity/workstations"_L1;
    static const QStringList accountActions{u"enable"_s, u"disable"_s, u"lock"_s, u"unlock"_s};
    if (verb == "create"_L1 && resource != "identity/objects"_L1)
        return create(context, resource, rest);
    if (verb == "set"_L1)
        return set(context, resource, rest);
    if (verb == "delete"_L1) {
        if (rest.isEmpty())
            return context.usage(u"delete takes one object or more."_s);
        return forEach(context, rest, u"Deleted %1"_s, [&](const QString &id) {
            data::Request request = context.request("DELETE", wire::restPath(resource, id));
            if (context.arguments.has(u"subtree"_s))
                wire::addQuery(request.query, u"subtree"_s, u"1"_s);
            return request;
        });
    }
    if (verb == "move"_L1 || verb == "rename"_L1 || (accounts && accountActions.contains(verb)))
        return act(context, resource, verb, rest);
    if (resource == "identity/users"_L1 && verb == "must-change"_L1)
        return act(context, resource, verb, rest);
    if (resource == "identity/users"_L1 && verb == "password"_L1)
        return setPassword(context, resource, rest);
    if (resource == "identity/groups"_L1 && (verb == "add"_L1 || verb == "remove"_L1))
        return changeMembers(context, rest, verb == "add"_L1);
    return context.usage(verb.isEmpty()
                             ? u"What to do with %1?"_s.arg(resource.section(u'/', 1))
                             : u"%1 cannot be done with %2."_s.arg(verb, resource.section(u'/', 1)));
}

} // namespace smc::ctl
