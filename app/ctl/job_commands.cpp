// SPDX-License-Identifier: GPL-3.0-or-later
// Batches: progress, results, and what can be done about them.
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/platform/terminal.h"
#include "shared/wire/paths.h"
#include "shared/wire/problem.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

namespace smc::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto pollInterval = std::chrono::milliseconds(200);

QString jobLine(const QJsonObject &job)
{
    return u"Job %1: %2, %3 of %4 done, %5 failed"_s.arg(job.value("id"_L1).toInt())
        .arg(job.value("state"_L1).toString())
        .arg(job.value("done"_L1).toInt())
        .arg(job.value("total"_L1).toInt())
        .arg(job.value("failed"_L1).toInt());
}

/// Every page of a job's results.
std::optional<QJsonArray> resultsOf(const Context &context, const QString &path, int &status)
{
    QJsonArray all;
    QString cursor;
    do {
        data::Request request{.path = path + u"/results"_s};
        if (!cursor.isEmpty())
            wire::addQuery(request.query, u"cursor"_s, cursor);
        const auto answer = context.ask(request, status);
        if (!answer)
            return std::nullopt;
        const QJsonObject page = answer->json().toObject();
        for (const QJsonValue item : page.value("items"_L1).toArray())
            all.append(item);
        cursor = page.value("next"_L1).toVariant().toString();
    } while (!cursor.isEmpty());
    return all;
}

int printResults(const Context &context, const QString &path, bool failedOnly)
{
    int status = 0;
    const auto results = resultsOf(context, path, status);
    if (!results)
        return status;
    if (!context.isTable()) {
        print(QString::fromUtf8(QJsonDocument(*results).toJson(QJsonDocument::Compact)) + u'\n');
        return 0;
    }
    QList<QStringList> rows;
    for (const QJsonValue item : *results) {
        const QString state = item["state"_L1].toString();
        if (failedOnly && state != "failed"_L1)
            continue;
        const Error error = wire::fromProblem(item["problem"_L1].toObject(), 0);
        const bool failed = state == "failed"_L1;
        rows << QStringList{
            QString::number(item["index"_L1].toInt() + 1), state, printable(item["id"_L1].toString()),
            failed ? printable(QString(error.message + u' ' + error.hint).trimmed()) : QString()};
    }
    if (!rows.isEmpty())
        print(table({u"row"_s, u"state"_s, u"id"_s, u"why"_s}, rows, 0));
    return 0;
}

int listJobs(const Context &context)
{
    int status = 0;
    const auto answer = context.ask({.path = wire::restPath(u"jobs"_s)}, status);
    if (!answer)
        return status;
    if (!context.isTable()) {
        print(QString::fromUtf8(answer->body).trimmed() + u'\n');
        return 0;
    }
    const QStringList heads{u"id"_s,   u"state"_s,  u"resource"_s, u"total"_s,
                            u"done"_s, u"failed"_s, u"owner"_s,    u"created"_s};
    QList<QStringList> rows;
    for (const QJsonValue job : answer->json()["items"_L1].toArray()) {
        QStringList row;
        for (const QString &head : heads)
            row << cellText(job[head]);
        rows << row;
    }
    print(table(heads, rows, 0));
    return 0;
}

} // namespace

void pause()
{
    QEventLoop loop;
    QTimer::singleShot(pollInterval, &loop, &QEventLoop::quit);
    loop.exec();
}

int followJob(const Context &context, const QString &path)
{
    const bool shows = platform::isTerminal(2);
    QJsonObject job;
    for (;;) {
        int status = 0;
        const auto answer = context.ask({.path = path}, status);
        if (!answer)
            return status;
        job = answer->json().toObject();
        if (shows)
            printError(u"\r"_s + jobLine(job) + u"\x1b[K"_s);
        if (job.value("state"_L1).toString() != "running"_L1)
            break;
        pause();
    }
    if (shows)
        printError(u"\r\x1b[K"_s);
    if (context.isTable())
        print(jobLine(job) + u'\n');
    if (const int status = printResults(context, path, true); status != 0)
        return status;
    const bool whole = job.value("state"_L1).toString() == "done"_L1 && job.value("failed"_L1).toInt() == 0;
    return whole ? 0 : 1;
}

int runJobs(const Context &context, const QStringList &words)
{
    const QString verb = words.value(0);
    if (verb == "list"_L1)
        return listJobs(context);
    static const QStringList verbs{u"show"_s, u"results"_s, u"wait"_s, u"cancel"_s, u"resume"_s, u"retry"_s};
    if (!verbs.contains(verb))
        return context.usage(u"jobs knows list, show, results, wait, cancel, resume and retry."_s);
    if (words.size() != 2)
        return context.usage(u"%1 takes the number of a job."_s.arg(verb));
    const QString path = wire::restPath(u"jobs"_s, words.at(1));
    if (verb == "results"_L1)
        return printResults(context, path, false);
    if (verb == "wait"_L1)
        return followJob(context, path);
    data::Request request{.path = path};
    if (verb != "show"_L1) {
        request.method = "PUT";
        request.path += u'/' + verb;
    }
    int status = 0;
    const auto answer = context.ask(request, status);
    if (!answer)
        return status;
    if ((verb == "resume"_L1 || verb == "retry"_L1) && !context.arguments.has(u"no-wait"_s))
        return followJob(context, path);
    if (context.isTable())
        print(verb == "show"_L1 ? sheet(answer->json().toObject())
                                : QString(jobLine(answer->json().toObject()) + u'\n'));
    else
        print(QString::fromUtf8(answer->body).trimmed() + u'\n');
    return 0;
}

} // namespace smc::ctl
