// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/schedule_kinds.h"

#include "service/api/collection.h"
#include "service/api/converters/converter.h"
#include "service/api/resources.h"
#include "service/api/server_access.h"
#include "service/identity/writer.h"
#include "service/jobs/runner.h"

#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using GetApi = std::function<const Api &()>;

namespace {

Error invalid(const QString &field, const QString &message, const QString &hint = {})
{
    return Error{.code = ErrorCode::Invalid, .message = message, .hint = hint, .field = field};
}

QJsonObject detailsOf(const state::Schedule &schedule)
{
    return QJsonDocument::fromJson(schedule.details.toUtf8()).object();
}

/// A number among the details, which are text. Errors: Invalid.
Result<int> numberIn(const QJsonObject &details, const QString &name, int least, int most, int otherwise)
{
    if (!details.contains(name))
        return otherwise;
    bool good = false;
    const int number = details.value(name).toString().toInt(&good);
    if (good && number >= least && number <= most)
        return number;
    return invalid(name, u"%1 is a number between %2 and %3."_s.arg(name).arg(least).arg(most));
}

/// Only what the kind knows. Errors: Invalid.
Result<void> onlyKnown(const QJsonObject &details, const QStringList &known)
{
    for (const QString &name : details.keys()) {
        if (!known.contains(name))
            return invalid(name, u"Jobs of this kind have no \"%1\"."_s.arg(name.left(100)),
                           u"They have: %1."_s.arg(known.join(u", ")));
    }
    return {};
}

/// The realm that is named, or the only one, with an account of the service. Errors: Invalid.
Result<std::shared_ptr<identity::Realm>> realmOf(const Api &api, const QString &name)
{
    auto realm = api.realms.find(name);
    if (!realm)
        return invalid(u"realm"_s, u"There is no realm \"%1\" here."_s.arg(name.left(100)),
                       u"There are: %1."_s.arg(api.realms.names().join(u", ")));
    if (!realm->serviceAccount())
        return invalid(u"realm"_s, u"The service has no account in the realm %1."_s.arg(realm->name()),
                       u"Set account and keytab, or password_file, in its [realm]."_s);
    return realm;
}

// ---- report ---------------------------------------------------------------------------------------------

Result<QJsonObject> checkReport(const Api &api, QJsonObject details)
{
    if (auto known = onlyKnown(details, {u"resource"_s, u"servers"_s, u"keep"_s, u"realm"_s}); !known)
        return known.error();
    const QByteArray resource = details.value("resource"_L1).toString().toUtf8();
    QStringList known;
    for (const Resource &one : resources())
        known << QLatin1StringView(one.path);
    if (!known.contains(QString::fromUtf8(resource)))
        return invalid(u"resource"_s,
                       u"There is no report of \"%1\"."_s.arg(QString::fromUtf8(resource.left(100))),
                       u"There are: %1."_s.arg(known.join(u", ")));
    auto keep = numberIn(details, u"keep"_s, 1, 10'000, 30);
    if (!keep)
        return keep.error();
    details.insert(u"keep"_s, QString::number(*keep));
    auto realm = realmOf(api, details.value("realm"_L1).toString());
    if (!realm)
        return realm.error();
    details.insert(u"realm"_s, (*realm)->name());
    auto servers = serversOf(api, details.value("servers"_L1).toString(), *realm);
    if (!servers) {
        Error error = servers.error().on(u"servers"_s);
        if (error.code == ErrorCode::NotFound)
            error.code = ErrorCode::Invalid; // it is the schedule that is wrong, not its path
        return error;
    }
    return details;
}

/// "Daily report/fs1" → "Daily_report_fs1": what a person typed names a file and no path.
QString fileName(const QString &name)
{
    static const QRegularExpression other(u"[^\\p{L}\\p{N}.-]+"_s);
    QString safe = name;
    safe.replace(other, u"_"_s);
    while (safe.startsWith(u'.'))
        safe.remove(0, 1);
    return safe.isEmpty() ? u"report"_s : safe;
}

/// The columns in the order in which they came, whatever the first record lacks.
Result<QString> writeReport(const QString &folder, const state::Schedule &schedule, int keep,
                            const QList<wire::Record> &records)
{
    if (!QDir().mkpath(folder)) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The folder %1 cannot be made."_s.arg(folder),
                     .hint = u"Make it and give it to the service, or set [schedules] reports."_s};
    }
    // The id, since two schedules may have one name; the time, since one has many reports.
    const QString prefix = fileName(schedule.name) + u'-' + schedule.id.left(8) + u'-';
    const QString name =
        prefix + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss'Z'"_s) + u".csv";
    wire::RecordList list{.items = records};
    list.total = records.size();
    QSaveFile file(folder + u'/' + name);
    const QByteArray text = converters::write(converters::Format::Csv, list);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The report %1 cannot be written: %2."_s.arg(name, file.errorString()),
                     .hint = u"Look at the space and the rights of %1."_s.arg(folder)};
    }
    QDir dir(folder);
    const QStringList old = dir.entryList({prefix + u"*.csv"}, QDir::Files, QDir::Name | QDir::Reversed);
    for (qsizetype i = keep; i < old.size(); ++i)
        dir.remove(old.at(i));
    return name;
}

Result<QString> runReport(const Api &api, const QString &folder, const state::Schedule &schedule, bool dryRun)
{
    const auto details = checkReport(api, detailsOf(schedule));
    if (!details)
        return details.error();
    auto realm = realmOf(api, details->value("realm"_L1).toString());
    if (!realm)
        return realm.error();
    const auto servers = serversOf(api, details->value("servers"_L1).toString(), *realm);
    if (!servers)
        return servers.error();
    const QByteArray resource = details->value("resource"_L1).toString().toUtf8();
    fleet::Gathered gathered = fleet::gather(*servers, [&](const fleet::ServerRef &server) {
        return readAsService(api, {.server = server, .realm = (*realm)->name()}, resource);
    });
    if (!gathered.problems.isEmpty() && gathered.problems.size() == servers->size())
        return gathered.problems.first();
    QString message = u"%1 %2 of %3 %4"_s.arg(gathered.records.size())
                          .arg(gathered.records.size() == 1 ? u"record"_s : u"records"_s)
                          .arg(servers->size())
                          .arg(servers->size() == 1 ? u"server"_s : u"servers"_s);
    if (!dryRun) {
        auto name =
            writeReport(folder, schedule, details->value("keep"_L1).toString().toInt(), gathered.records);
        if (!name)
            return name.error();
        message += u" in "_s + *name;
    }
    for (const Error &problem : std::as_const(gathered.problems))
        message += u"; without %1: %2"_s.arg(problem.place, problem.message);
    return message;
}

// ---- disable-expired ------------------------------------------------------------------------------------

Result<QJsonObject> checkDisable(const Api &api, QJsonObject details)
{
    if (auto known = onlyKnown(details, {u"realm"_s, u"base"_s, u"most"_s}); !known)
        return known.error();
    auto realm = realmOf(api, details.value("realm"_L1).toString());
    if (!realm)
        return realm.error();
    details.insert(u"realm"_s, (*realm)->name());
    auto most = numberIn(details, u"most"_s, 1, 100'000, 100);
    if (!most)
        return most.error();
    details.insert(u"most"_s, QString::number(*most));
    return details;
}

/// Those whose time is over and who are not disabled, as the directory itself has them.
Result<QList<ldap::Entry>> expiredOf(const Person &service, const QString &base)
{
    identity::Reader reader(*service.realm, service.reads);
    auto context = reader.filterContext();
    if (!context)
        return context.error();
    auto filter = identity::parseFilter(u"is:expired is:enabled"_s, *context);
    if (!filter)
        return filter.error();
    identity::ListQuery query{.kind = identity::Kind::Users};
    query.filter = *filter;
    query.base = base;
    query.attributes = {"objectGUID", "sAMAccountName"};
    auto listed = reader.list(query, true);
    if (!listed)
        return listed.error();
    return listed->result.entries;
}

Result<QString> runDisable(const Api &api, const state::Schedule &schedule, bool dryRun)
{
    const auto details = checkDisable(api, detailsOf(schedule));
    if (!details)
        return details.error();
    auto realm = realmOf(api, details->value("realm"_L1).toString());
    if (!realm)
        return realm.error();
    const auto service = serviceIn(*realm);
    if (!service)
        return service.error();
    auto expired = expiredOf(*service, details->value("base"_L1).toString());
    if (!expired)
        return expired.error();
    if (expired->isEmpty())
        return u"No account has expired."_s;
    if (const int most = details->value("most"_L1).toString().toInt(); expired->size() > most) {
        return Error{.code = ErrorCode::Refused,
                     .message = u"%1 accounts have expired, more than the %2 that may be disabled at once."_s
                                    .arg(expired->size())
                                    .arg(most),
                     .hint = u"Is the clock right? Then let the schedule disable more (most)."_s};
    }
    QStringList done;
    std::vector<Error> failed;
    for (const ldap::Entry &entry : std::as_const(*expired)) {
        const QString account = QString::fromUtf8(entry.value("sAMAccountName"));
        identity::Writer writer(**realm, service->reads, dryRun);
        auto plan = writer.setEnabled(identity::Kind::Users,
                                      identity::ObjectId::ofGuid(entry.value("objectGUID")), false, {});
        auto changed = plan && !dryRun ? identity::carryOut(**realm, service->reads, *plan)
                       : plan          ? Result<identity::Changed>(identity::Changed{})
                                       : Result<identity::Changed>(plan.error());
        if (changed)
            done << account;
        else
            failed.push_back(changed.error().at(account));
    }
    if (!failed.empty()) {
        Error error = failed.front();
        error.message = u"%1 of %2 expired accounts could not be disabled; the first: %3"_s.arg(failed.size())
                            .arg(expired->size())
                            .arg(error.message);
        return error;
    }
    const QString verb = dryRun ? u"Would disable %1"_s : u"Disabled %1"_s;
    return verb.arg(done.join(u", "));
}

// ---- cleanup --------------------------------------------------------------------------------------------

Result<QJsonObject> checkCleanup(QJsonObject details)
{
    if (auto known = onlyKnown(details, {u"days"_s}); !known)
        return known.error();
    auto days = numberIn(details, u"days"_s, 0, 3650, 7);
    if (!days)
        return days.error();
    details.insert(u"days"_s, QString::number(*days));
    return details;
}

Result<QString> runCleanup(const Api &api, const state::Schedule &schedule, bool dryRun)
{
    const auto details = checkCleanup(detailsOf(schedule));
    if (!details)
        return details.error();
    const QDateTime before =
        QDateTime::currentDateTimeUtc().addDays(-details->value("days"_L1).toString().toInt());
    if (dryRun) {
        auto jobs = api.jobs.list();
        if (!jobs)
            return jobs.error();
        const auto old = std::count_if(jobs->begin(), jobs->end(), [&](const jobs::Job &job) {
            return job.state != jobs::State::Running && job.created < before;
        });
        return u"Would delete %1 batches"_s.arg(old);
    }
    auto removed = api.jobs.removeClosed(before);
    if (!removed)
        return removed.error();
    return u"Deleted %1 batches"_s.arg(*removed);
}

} // namespace

std::vector<schedule::Kind> scheduleKinds(const GetApi &api, const QString &reportFolder)
{
    return {{.name = u"report"_s,
             .check = [api](const QJsonObject &details) { return checkReport(api(), details); },
             .run = [api,
                     reportFolder](const state::Schedule &schedule,
                                   bool dryRun) { return runReport(api(), reportFolder, schedule, dryRun); }},
            {.name = u"disable-expired"_s,
             .check = [api](const QJsonObject &details) { return checkDisable(api(), details); },
             .run = [api](const state::Schedule &schedule,
                          bool dryRun) { return runDisable(api(), schedule, dryRun); }},
            {.name = u"cleanup"_s,
             .check = [](const QJsonObject &details) { return checkCleanup(details); },
             .run = [api](const state::Schedule &schedule,
                          bool dryRun) { return runCleanup(api(), schedule, dryRun); }}};
}

} // namespace smc::api
