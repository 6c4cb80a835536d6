// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/connection.h"

#include <QJsonObject>

namespace smc::ctl {

constexpr int usageStatus = 2;

/// Carries out one command line; returns the exit status. All of it prints for itself.
[[nodiscard]] int run(const Arguments &arguments);

/// What a command works with.
struct Context
{
    const Arguments &arguments;
    Connection &service;
    QString output; ///< table, json, xml, yaml, csv

    [[nodiscard]] bool isTable() const { return output == QLatin1StringView("table"); }
    [[nodiscard]] bool isDryRun() const { return arguments.has(QStringLiteral("dry-run")); }
    /// A request with what --dry-run, -o and, for a change, --reason ask for.
    [[nodiscard]] data::Request request(const QByteArray &method, const QString &path) const;
    /// Names the servers that --server asks for.
    void addServer(data::Request &request) const;
    /// Asks, prints the error and returns its exit status through `status`, or the answer.
    [[nodiscard]] std::optional<data::Answer> ask(const data::Request &request, int &status) const;
    /// Prints an error as sentence and hint; with -o json as the problem document.
    [[nodiscard]] int fail(const Error &error) const;
    [[nodiscard]] int usage(const QString &message) const;
    /// Prints what a change answered: the diff of a dry run, the object in a foreign format, or `done`.
    void printChange(const data::Answer &answer, const QString &done) const;
};

// Each takes the words behind its name.
[[nodiscard]] int runResource(const Context &context, const QString &resource, const QStringList &words);
[[nodiscard]] int runChange(const Context &context, const QString &resource, const QStringList &words);
/// The list at `path`, in the form of `resource`.
using Query = QList<std::pair<QString, QString>>;
[[nodiscard]] int listObjects(const Context &context, const QString &resource, const QString &path,
                              const Query &query = {});
[[nodiscard]] int showObject(const Context &context, const QString &resource, const QString &id);
/// What file servers have, by the word of a command line.
struct ServerResource
{
    QLatin1StringView word;
    QLatin1StringView path;   ///< below /rest
    QLatin1StringView fields; ///< that a table shows unless --fields says otherwise
};
/// By its word or its path; null when there is none.
[[nodiscard]] const ServerResource *serverResource(const QString &name);
[[nodiscard]] int runServerResource(const Context &context, const ServerResource &resource,
                                    const QStringList &words);
/// `where`: "config" (the registry) or "file-config" (smb.conf itself).
[[nodiscard]] int runConfig(const Context &context, const QString &where, const QStringList &words);
[[nodiscard]] int runCloudvfs(const Context &context, const QStringList &words);
/// The verbs scan, scrub, faults, versions and restore of it; nothing: it is another one, or `ids` are not as
/// it needs them.
[[nodiscard]] std::optional<int> runCloudCheck(const Context &context, const QString &verb,
                                               const QStringList &ids);
/// For Nagios, Icinga and their like: one line, and 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. Signs in itself.
[[nodiscard]] int runCheck(const Context &context, const QStringList &words);
[[nodiscard]] int runJobs(const Context &context, const QStringList &words);
[[nodiscard]] int runRaw(const Context &context, const QString &method, const QStringList &words);

/// The same request for each of several objects; goes on after a failure, and returns the first one's status.
[[nodiscard]] int forEach(const Context &context, const QStringList &ids, const QString &done,
                          const std::function<data::Request(const QString &)> &make);
void pause(); ///< for a moment, before it is asked again how far something is
/// Waits for a job, with its progress on a terminal's stderr, and prints what failed. 0 when nothing did.
[[nodiscard]] int followJob(const Context &context, const QString &path);

[[nodiscard]] QByteArray jsonBody(const QJsonObject &object);
/// "attr=value" words as the members of an object: several of one name become a list, "attr=" removes.
/// Errors: Invalid for a word without "=", and for a password, which a command line would show to everybody.
[[nodiscard]] Result<QJsonObject> assignments(const QStringList &words);
/// The password from --password-stdin, --password-file, or asked for at the terminal where `ask` is.
[[nodiscard]] Result<QByteArray> passwordFor(const Arguments &arguments, const QString &prompt, bool ask);
/// The body of -f FILE and its media type. Errors: Invalid.
struct BodyFile
{
    QByteArray body;
    QByteArray contentType;
};
[[nodiscard]] Result<BodyFile> readBodyFile(const Arguments &arguments);

} // namespace smc::ctl
