// SPDX-License-Identifier: GPL-3.0-or-later
//
// Machine's shares that are joined to a cloud: what cloudvfsd tells on its management socket, beside what
// Samba's configuration says, for a share whose daemon is away is one that nobody copies.

#include "service/cloudvfs/client/ask.h"
#include "service/cloudvfs/client/management.h"
#include "service/local/machine.h"

#include <QDateTime>
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
    }
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

} // namespace smc::local
