// SPDX-License-Identifier: GPL-3.0-or-later
//
// Machine's shares that are joined to a cloud: what cloudvfsd tells on its management socket, beside what
// Samba's configuration says, for a share whose daemon is away is one that nobody copies.

#include "service/cloudvfs/client/ask.h"
#include "service/cloudvfs/client/management.h"
#include "service/local/machine.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;
using Records = QList<wire::Record>;

namespace {

/// Shorter than a collector waits for its node: recalling a large file goes on after that.
constexpr auto patience = std::chrono::seconds(50);

QByteArray iso(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time).toUTC().toString(Qt::ISODateWithMs).toLatin1();
}

QByteArray ago(qint64 time)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    return QByteArray::number(time > 0 ? std::max<qint64>(0, (now - time) / 1000) : 0);
}

void setTime(wire::Record &record, const char *name, qint64 time)
{
    if (time > 0)
        record.set(name, iso(time));
}

QByteArray truth(bool is)
{
    return is ? "TRUE" : "FALSE";
}

wire::Record toRecord(const cloudvfs::ShareStatus &share)
{
    wire::Record record;
    record.set("share", share.name.toUtf8());
    record.set("state", !share.problem.isEmpty() ? "problem" : share.paused ? "paused" : "up");
    record.set("paused", share.paused ? "TRUE" : "FALSE");
    record.set("mode", share.mode.toUtf8());
    record.set("store", share.store.toUtf8());
    record.set("path", share.path.toUtf8());
    qint64 files = 0;
    qint64 bytes = 0;
    for (auto it = share.files.cbegin(); it != share.files.cend(); ++it) {
        record.set(it.key().toLatin1(), QByteArray::number(it.value()));
        files += it.value();
    }
    for (auto it = share.bytes.cbegin(); it != share.bytes.cend(); ++it) {
        record.set(it.key().toLatin1() + "-bytes", QByteArray::number(it.value()));
        bytes += it.value();
    }
    record.set("files", QByteArray::number(files));
    record.set("bytes", QByteArray::number(bytes));
    record.set("removals", QByteArray::number(share.removals));
    record.set("healing", QByteArray::number(share.healing));
    record.set("behind", QByteArray::number(share.behind));
    setTime(record, "oldest", share.oldest);
    record.set("seconds", ago(share.oldest));
    if (!share.problem.isEmpty())
        record.set("problem", share.problem.toUtf8());
    setTime(record, "problem-since", share.problemSince);
    record.set("problem-seconds", ago(share.problemSince));
    if (share.checked > 0) {
        setTime(record, "checked", share.checked);
        record.set("faults", QByteArray::number(share.faults));
        record.set("lost", QByteArray::number(share.lost));
        record.set("check", QByteArray::number(share.run));
    }
    if (!share.checkProblem.isEmpty())
        record.set("check-problem", share.checkProblem.toUtf8());
    record.set("checking", truth(share.checking));
    record.set("restoring", truth(share.restoring));
    return record;
}

wire::Record toRecord(const QString &share, const cloudvfs::WaitingFile &file)
{
    wire::Record record;
    record.set("id", QString(share + u'/' + file.path).toUtf8());
    record.set("share", share.toUtf8());
    record.set("path", file.path.toUtf8());
    record.set("state", file.state.toUtf8());
    if (file.size >= 0)
        record.set("size", QByteArray::number(file.size));
    if (file.state == "copying"_L1)
        record.set("sent", QByteArray::number(file.sent));
    setTime(record, "since", file.since);
    record.set("seconds", ago(file.since));
    record.set("attempts", QByteArray::number(file.attempts));
    if (!file.why.isEmpty())
        record.set("problem", file.why.toUtf8());
    return record;
}

wire::Record toRecord(const QString &share, const QString &folder, const cloudvfs::FileStatus &file)
{
    wire::Record record;
    const QString path = folder.isEmpty() ? file.name : QString(folder + u'/' + file.name);
    record.set("id", QString(share + u'/' + path).toUtf8());
    record.set("share", share.toUtf8());
    record.set("path", path.toUtf8());
    record.set("name", file.name.toUtf8());
    record.set("kind", file.folder ? "folder" : "file");
    if (!file.folder) {
        record.set("size", QByteArray::number(file.size));
        record.set("state", file.state.isEmpty() ? QByteArray("unknown") : file.state.toLatin1());
        record.set("pinned", file.pinned ? "TRUE" : "FALSE");
    }
    setTime(record, "modified", file.modified);
    return record;
}

wire::Record toRecord(const cloudvfs::StoreStatus &store)
{
    wire::Record record;
    record.set("store", store.name.toUtf8());
    record.set("state", store.health.toUtf8());
    if (!store.problem.isEmpty())
        record.set("problem", store.problem.toUtf8());
    setTime(record, "last-success", store.lastSuccess);
    setTime(record, "last-failure", store.lastFailure);
    record.set("requests", QByteArray::number(store.requests));
    record.set("failures", QByteArray::number(store.failures));
    record.set("sent", QByteArray::number(store.sent));
    record.set("received", QByteArray::number(store.received));
    if (!store.mirror.isEmpty()) {
        record.set("mirror", store.mirror.toUtf8());
        record.set("healing", QByteArray::number(store.healing));
        setTime(record, "healing-since", store.healingSince);
    }
    return record;
}

wire::Record toRecord(const QString &share, qsizetype number, const cloudvfs::CheckFault &fault)
{
    wire::Record record;
    record.set("id", QString(share + u'/' + QString::number(number)).toUtf8());
    record.set("share", share.toUtf8());
    record.set("what", fault.what.toUtf8());
    record.set("path", fault.path.toUtf8());
    setTime(record, "at", fault.at);
    record.set("state", fault.outcome.toUtf8());
    record.set("problem", fault.why.toUtf8());
    return record;
}

wire::Record toRecord(const QString &share, const QString &path, const cloudvfs::Version &version)
{
    wire::Record record;
    record.set("id", QString(share + u'/' + path + u'@').toUtf8() + iso(version.at));
    record.set("share", share.toUtf8());
    record.set("path", path.toUtf8());
    record.set("at", iso(version.at));
    record.set("kind", version.kind.toUtf8());
    if (version.kind == "file"_L1)
        record.set("size", QByteArray::number(version.size));
    setTime(record, "modified", version.modified);
    return record;
}

/// "5%" as 0.05.
Result<double> partOf(const QString &text)
{
    bool good = false;
    const double percent = text.endsWith(u'%') ? text.chopped(1).trimmed().toDouble(&good) : -1;
    if (good && percent >= 0 && percent <= 100)
        return percent / 100;
    return Error{.code = ErrorCode::Invalid,
                 .message = u"A part is a number from 0% to 100%, with the sign behind it."_s,
                 .field = u"sample"_s};
}

Result<bool> flagOf(const wire::Record &body, const char *name)
{
    const QString word = body.text(name).toUpper();
    if (!word.isEmpty() && word != "TRUE"_L1 && word != "FALSE"_L1)
        return Error{.code = ErrorCode::Invalid,
                     .message = u"That is TRUE or FALSE."_s,
                     .field = QString::fromLatin1(name)};
    return word == "TRUE"_L1;
}

wire::Record toRecord(const cloudvfs::StoreBandwidth &store)
{
    wire::Record record;
    record.set("store", store.name.toUtf8());
    record.set("up", QByteArray::number(store.up));
    record.set("down", QByteArray::number(store.down));
    record.set("why", store.why.toUtf8());
    setTime(record, "until", store.until);
    record.set("fixed-up", QByteArray::number(store.fixedUp));
    record.set("fixed-down", QByteArray::number(store.fixedDown));
    if (!store.schedule.isEmpty())
        record.set("schedule", store.schedule.toUtf8());
    record.set("sent", QByteArray::number(store.sent));
    record.set("received", QByteArray::number(store.received));
    return record;
}

wire::Record toRecord(const QString &store, const cloudvfs::TrafficMinute &minute)
{
    wire::Record record;
    const QByteArray time = iso(minute.start);
    record.set("id", store.toUtf8() + '/' + time);
    record.set("store", store.toUtf8());
    record.set("time", time);
    record.set("sent", QByteArray::number(minute.sent));
    record.set("received", QByteArray::number(minute.received));
    return record;
}

/// "vfs objects = acl_xattr cloudvfs".
bool isJoined(const smbconf::Section &parameters)
{
    return std::any_of(parameters.begin(), parameters.end(), [](const QStringList &parameter) {
        static const QRegularExpression between(u"[ ,;\\t]+"_s);
        return parameter.constFirst().compare("vfs objects"_L1, Qt::CaseInsensitive) == 0 &&
               parameter.constLast().split(between).contains("cloudvfs"_L1);
    });
}

/// "data/folder/file": a share's name has no slash.
std::pair<QString, QString> splitId(const QString &id)
{
    return {id.section(u'/', 0, 0), id.section(u'/', 1)};
}

} // namespace

Result<QJsonObject> Machine::askCloudvfsd(const QJsonObject &request) const
{
    return cloudvfs::manage(m_options.cloudvfs.toUtf8(), request, patience);
}

Result<Records> Machine::cloudShares() const
{
    const auto answer = askCloudvfsd({{u"do"_s, u"shares"_s}});
    Records records;
    QStringList known;
    if (answer) {
        const auto shares = cloudvfs::listOf<cloudvfs::ShareStatus>(*answer, u"shares");
        for (const cloudvfs::ShareStatus &share : shares) {
            records.append(toRecord(share));
            known << share.name;
        }
    }
    const auto sections = testparm();
    if (!sections) {
        if (answer)
            return records;
        return answer.error();
    }
    for (const auto &[name, parameters] : *sections) {
        if (name == "global"_L1 || !isJoined(parameters) || known.contains(name, Qt::CaseInsensitive))
            continue;
        wire::Record record;
        record.set("share", name.toUtf8());
        record.set("state", "down");
        for (const QStringList &parameter : parameters) {
            if (parameter.constFirst() == "path"_L1)
                record.set("path", parameter.constLast().toUtf8());
        }
        record.set("problem",
                   answer ? QByteArray("cloudvfsd does not know this share: it is not in its configuration.")
                          : answer.error().toString().toUtf8());
        records.append(record);
    }
    return records;
}

/// Of a server without CloudVFS there is nothing to tell, and that is no fault.
Result<Records> Machine::withoutCloudvfsd(const Error &error) const
{
    const auto shares = cloudShares();
    return shares && shares->isEmpty() ? Result<Records>(Records()) : error;
}

Result<Records> Machine::cloudQueue() const
{
    const auto told = askCloudvfsd({{u"do"_s, u"shares"_s}});
    if (!told)
        return withoutCloudvfsd(told.error());
    Records records;
    const auto shares = cloudvfs::listOf<cloudvfs::ShareStatus>(*told, u"shares");
    for (const cloudvfs::ShareStatus &share : shares) {
        const auto answer = askCloudvfsd({{u"do"_s, u"queue"_s}, {u"share"_s, share.name}});
        if (!answer)
            return answer.error();
        const auto files = cloudvfs::listOf<cloudvfs::WaitingFile>(*answer, u"files");
        for (const cloudvfs::WaitingFile &file : files)
            records.append(toRecord(share.name, file));
    }
    return records;
}

Result<Records> Machine::cloudStores() const
{
    const auto answer = askCloudvfsd({{u"do"_s, u"stores"_s}});
    if (!answer)
        return withoutCloudvfsd(answer.error());
    Records records;
    const auto stores = cloudvfs::listOf<cloudvfs::StoreStatus>(*answer, u"stores");
    for (const cloudvfs::StoreStatus &store : stores)
        records.append(toRecord(store));
    return records;
}

Result<Records> Machine::cloudBandwidth() const
{
    const auto answer = askCloudvfsd({{u"do"_s, u"bandwidth"_s}});
    if (!answer)
        return withoutCloudvfsd(answer.error());
    Records records;
    const auto stores = cloudvfs::listOf<cloudvfs::StoreBandwidth>(*answer, u"stores");
    for (const cloudvfs::StoreBandwidth &store : stores)
        records.append(toRecord(store));
    return records;
}

Result<Records> Machine::cloudTraffic() const
{
    const auto answer = askCloudvfsd({{u"do"_s, u"bandwidth"_s}});
    if (!answer)
        return withoutCloudvfsd(answer.error());
    Records records;
    const auto stores = cloudvfs::listOf<cloudvfs::StoreBandwidth>(*answer, u"stores");
    for (const cloudvfs::StoreBandwidth &store : stores) {
        for (const cloudvfs::TrafficMinute &minute : store.minutes)
            records.append(toRecord(store.name, minute));
    }
    return records;
}

Result<void> Machine::cloudLimit(const QString &store, const wire::Record &body) const
{
    QJsonObject request{{u"do"_s, u"bandwidth"_s}, {u"store"_s, store}, {u"until"_s, 0}};
    for (const char *name : {"up", "down", "for"}) {
        if (const QString value = body.text(name); !value.isEmpty())
            request.insert(QString::fromLatin1(name), value);
    }
    if (const QString until = body.text("until"); !until.isEmpty()) {
        const QDateTime time = QDateTime::fromString(until, Qt::ISODate);
        if (!time.isValid())
            return Error{.code = ErrorCode::Invalid,
                         .message = u"\"%1\" is no time (2026-11-27T18:00:00Z)."_s.arg(until.left(100)),
                         .field = u"until"_s};
        request.insert(u"until"_s, time.toMSecsSinceEpoch());
    }
    const auto done = askCloudvfsd(request);
    return done ? Result<void>() : done.error();
}

Result<void> Machine::cloudUnlimit(const QString &store) const
{
    const auto done = askCloudvfsd({{u"do"_s, u"bandwidth"_s}, {u"store"_s, store}, {u"clear"_s, true}});
    return done ? Result<void>() : done.error();
}

Result<Records> Machine::cloudFiles(const QString &share, const QString &folder) const
{
    const auto answer = askCloudvfsd({{u"do"_s, u"files"_s}, {u"share"_s, share}, {u"path"_s, folder}});
    if (!answer)
        return answer.error();
    Records records;
    const auto files = cloudvfs::listOf<cloudvfs::FileStatus>(*answer, u"files");
    for (const cloudvfs::FileStatus &file : files)
        records.append(toRecord(share, folder, file));
    return records;
}

Result<Records> Machine::cloudChecks(const QString &share, const QString &store, const QString &mode) const
{
    const auto answer =
        askCloudvfsd({{u"do"_s, u"check"_s}, {u"share"_s, share}, {u"store"_s, store}, {u"mode"_s, mode}});
    if (!answer)
        return answer.error();
    Records records;
    const auto checks = cloudvfs::listOf<cloudvfs::Check>(*answer, u"checks");
    for (const cloudvfs::Check &check : checks) {
        wire::Record record;
        record.set("id", QString(share + u'/' + check.name).toUtf8());
        record.set("share", share.toUtf8());
        record.set("check", check.name.toUtf8());
        record.set("state", check.state.toUtf8());
        record.set("message", check.message.toUtf8());
        if (check.name == "module"_L1) {
            const QJsonObject parameters = (*answer)[u"parameters"].toObject();
            smbconf::Section section;
            for (auto it = parameters.begin(); it != parameters.end(); ++it)
                section.append(QStringList{it.key(), it.value().toString()});
            smbconf::append(record, section);
        }
        records.append(record);
    }
    return records;
}

Result<void> Machine::cloudJoin(const QString &share, const wire::Record &body) const
{
    const auto done = askCloudvfsd({{u"do"_s, u"join"_s},
                                    {u"share"_s, share},
                                    {u"store"_s, body.text("store")},
                                    {u"mode"_s, body.text("mode")}});
    return done ? Result<void>() : done.error();
}

Result<void> Machine::cloudDo(const QString &what, const QString &id) const
{
    const auto [share, path] = splitId(id);
    const auto done = askCloudvfsd({{u"do"_s, what}, {u"share"_s, share}, {u"path"_s, path}});
    return done ? Result<void>() : done.error();
}

Result<void> Machine::cloudScan(const QString &share, const wire::Record &body) const
{
    const auto removals = flagOf(body, "accept-removals");
    const auto root = flagOf(body, "accept-root");
    if (!removals || !root)
        return removals ? root.error() : removals.error();
    const auto done = askCloudvfsd({{u"do"_s, u"scan"_s},
                                    {u"share"_s, share},
                                    {u"acceptRemovals"_s, *removals},
                                    {u"acceptRoot"_s, *root}});
    return done ? Result<void>() : done.error();
}

Result<wire::Record> Machine::cloudScrub(const QString &share, const wire::Record &body) const
{
    const auto repair = flagOf(body, "repair");
    if (!repair)
        return repair.error();
    QJsonObject request{{u"do"_s, u"scrub"_s}, {u"share"_s, share}, {u"repair"_s, *repair}};
    if (body.contains("sample")) {
        const auto part = partOf(body.text("sample"));
        if (!part)
            return part.error();
        request.insert(u"sample"_s, *part);
    }
    const auto begun = askCloudvfsd(request);
    if (!begun)
        return begun.error();
    wire::Record record;
    record.set("run", QByteArray::number((*begun)[u"run"].toInteger()));
    return record;
}

Result<Records> Machine::cloudFaults(const QString &share) const
{
    const auto answer = askCloudvfsd({{u"do"_s, u"scrub-report"_s}, {u"share"_s, share}});
    if (!answer)
        return answer.error();
    Records records;
    const auto faults = cloudvfs::listOf<cloudvfs::CheckFault>(*answer, u"listed");
    for (const cloudvfs::CheckFault &fault : faults)
        records.append(toRecord(share, records.size() + 1, fault));
    return records;
}

Result<Records> Machine::cloudVersions(const QString &share, const QString &path) const
{
    const auto answer = askCloudvfsd({{u"do"_s, u"versions"_s}, {u"share"_s, share}, {u"path"_s, path}});
    if (!answer)
        return answer.error();
    Records records;
    const auto versions = cloudvfs::listOf<cloudvfs::Version>(*answer, u"versions");
    for (const cloudvfs::Version &version : versions)
        records.append(toRecord(share, path, version));
    return records;
}

Result<wire::Record> Machine::cloudRestore(const QString &share, const QString &path,
                                           std::optional<qint64> at) const
{
    QJsonObject request{{u"do"_s, u"restore"_s}, {u"share"_s, share}, {u"path"_s, path}};
    if (at)
        request.insert(u"at"_s, *at);
    const auto done = askCloudvfsd(request);
    if (!done)
        return done.error();
    wire::Record record;
    for (const auto &name : {u"files"_s, u"folders"_s, u"bytes"_s, u"same"_s, u"failed"_s})
        record.set(name.toLatin1(), QByteArray::number((*done)[name].toInteger()));
    QByteArrayList problems;
    for (const QJsonValue problem : (*done)[u"problems"].toArray())
        problems << problem.toString().toUtf8();
    if (!problems.isEmpty())
        record.set("problems", problems);
    return record;
}

} // namespace smc::local
