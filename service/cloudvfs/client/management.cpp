// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/client/management.h"

#include <QJsonArray>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject toJson(const QMap<QString, qint64> &numbers)
{
    QJsonObject json;
    for (auto it = numbers.cbegin(); it != numbers.cend(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

QMap<QString, qint64> numbersOf(const QJsonObject &json)
{
    QMap<QString, qint64> numbers;
    for (auto it = json.begin(); it != json.end(); ++it)
        numbers.insert(it.key(), it.value().toInteger());
    return numbers;
}

} // namespace

QJsonObject toJson(const ShareStatus &share)
{
    return {{u"name"_s, share.name},
            {u"mode"_s, share.mode},
            {u"store"_s, share.store},
            {u"path"_s, share.path},
            {u"files"_s, toJson(share.files)},
            {u"bytes"_s, toJson(share.bytes)},
            {u"removals"_s, share.removals},
            {u"behind"_s, share.behind},
            {u"oldest"_s, share.oldest},
            {u"problem"_s, share.problem},
            {u"problemSince"_s, share.problemSince},
            {u"paused"_s, share.paused},
            {u"checked"_s, share.checked},
            {u"faults"_s, share.faults},
            {u"lost"_s, share.lost},
            {u"run"_s, share.run},
            {u"checkProblem"_s, share.checkProblem},
            {u"checking"_s, share.checking},
            {u"restoring"_s, share.restoring},
            {u"healing"_s, share.healing}};
}

void fromJson(const QJsonObject &json, ShareStatus &share)
{
    share = {.name = json[u"name"].toString(),
             .mode = json[u"mode"].toString(),
             .store = json[u"store"].toString(),
             .path = json[u"path"].toString(),
             .files = numbersOf(json[u"files"].toObject()),
             .bytes = numbersOf(json[u"bytes"].toObject()),
             .removals = json[u"removals"].toInteger(),
             .behind = json[u"behind"].toInteger(),
             .oldest = json[u"oldest"].toInteger(),
             .problem = json[u"problem"].toString(),
             .problemSince = json[u"problemSince"].toInteger(),
             .paused = json[u"paused"].toBool(),
             .checked = json[u"checked"].toInteger(),
             .faults = json[u"faults"].toInteger(),
             .lost = json[u"lost"].toInteger(),
             .run = json[u"run"].toInteger(),
             .checkProblem = json[u"checkProblem"].toString(),
             .checking = json[u"checking"].toBool(),
             .restoring = json[u"restoring"].toBool(),
             .healing = json[u"healing"].toInteger()};
}

QJsonObject toJson(const WaitingFile &file)
{
    return {{u"path"_s, file.path},   {u"size"_s, file.size}, {u"since"_s, file.since},
            {u"state"_s, file.state}, {u"sent"_s, file.sent}, {u"attempts"_s, file.attempts},
            {u"why"_s, file.why}};
}

void fromJson(const QJsonObject &json, WaitingFile &file)
{
    file = {.path = json[u"path"].toString(),
            .size = json[u"size"].toInteger(-1),
            .since = json[u"since"].toInteger(),
            .state = json[u"state"].toString(),
            .sent = json[u"sent"].toInteger(),
            .attempts = json[u"attempts"].toInt(),
            .why = json[u"why"].toString()};
}

QJsonObject toJson(const FileStatus &file)
{
    return {{u"name"_s, file.name},         {u"folder"_s, file.folder}, {u"size"_s, file.size},
            {u"modified"_s, file.modified}, {u"state"_s, file.state},   {u"pinned"_s, file.pinned}};
}

void fromJson(const QJsonObject &json, FileStatus &file)
{
    file = {.name = json[u"name"].toString(),
            .folder = json[u"folder"].toBool(),
            .size = json[u"size"].toInteger(),
            .modified = json[u"modified"].toInteger(),
            .state = json[u"state"].toString(),
            .pinned = json[u"pinned"].toBool()};
}

QJsonObject toJson(const StoreStatus &store)
{
    return {{u"name"_s, store.name},
            {u"health"_s, store.health},
            {u"problem"_s, store.problem},
            {u"lastSuccess"_s, store.lastSuccess},
            {u"lastFailure"_s, store.lastFailure},
            {u"requests"_s, store.requests},
            {u"failures"_s, store.failures},
            {u"sent"_s, store.sent},
            {u"received"_s, store.received},
            {u"mirror"_s, store.mirror},
            {u"healing"_s, store.healing},
            {u"healingSince"_s, store.healingSince}};
}

void fromJson(const QJsonObject &json, StoreStatus &store)
{
    store = {.name = json[u"name"].toString(),
             .health = json[u"health"].toString(),
             .problem = json[u"problem"].toString(),
             .lastSuccess = json[u"lastSuccess"].toInteger(),
             .lastFailure = json[u"lastFailure"].toInteger(),
             .requests = json[u"requests"].toInteger(),
             .failures = json[u"failures"].toInteger(),
             .sent = json[u"sent"].toInteger(),
             .received = json[u"received"].toInteger(),
             .mirror = json[u"mirror"].toString(),
             .healing = json[u"healing"].toInteger(),
             .healingSince = json[u"healingSince"].toInteger()};
}

QJsonObject toJson(const StoreBandwidth &store)
{
    QJsonArray minutes;
    for (const TrafficMinute &minute : store.minutes)
        minutes.append(QJsonObject{
            {u"start"_s, minute.start}, {u"sent"_s, minute.sent}, {u"received"_s, minute.received}});
    return {{u"name"_s, store.name},
            {u"up"_s, store.up},
            {u"down"_s, store.down},
            {u"why"_s, store.why},
            {u"until"_s, store.until},
            {u"fixedUp"_s, store.fixedUp},
            {u"fixedDown"_s, store.fixedDown},
            {u"schedule"_s, store.schedule},
            {u"sent"_s, store.sent},
            {u"received"_s, store.received},
            {u"minutes"_s, minutes}};
}

void fromJson(const QJsonObject &json, StoreBandwidth &store)
{
    store = {.name = json[u"name"].toString(),
             .up = json[u"up"].toInteger(),
             .down = json[u"down"].toInteger(),
             .why = json[u"why"].toString(),
             .until = json[u"until"].toInteger(),
             .fixedUp = json[u"fixedUp"].toInteger(),
             .fixedDown = json[u"fixedDown"].toInteger(),
             .schedule = json[u"schedule"].toString(),
             .sent = json[u"sent"].toInteger(),
             .received = json[u"received"].toInteger(),
             .minutes = {}};
    const QJsonArray minutes = json[u"minutes"].toArray();
    for (const QJsonValue minute : minutes)
        store.minutes.append({.start = minute[u"start"].toInteger(),
                              .sent = minute[u"sent"].toInteger(),
                              .received = minute[u"received"].toInteger()});
}

QJsonObject toJson(const Check &check)
{
    return {{u"name"_s, check.name}, {u"state"_s, check.state}, {u"message"_s, check.message}};
}

void fromJson(const QJsonObject &json, Check &check)
{
    check = {.name = json[u"name"].toString(),
             .state = json[u"state"].toString(),
             .message = json[u"message"].toString()};
}

QJsonObject toJson(const Version &version)
{
    return {{u"at"_s, version.at},
            {u"kind"_s, version.kind},
            {u"size"_s, version.size},
            {u"modified"_s, version.modified}};
}

void fromJson(const QJsonObject &json, Version &version)
{
    version = {.at = json[u"at"].toInteger(),
               .kind = json[u"kind"].toString(),
               .size = json[u"size"].toInteger(),
               .modified = json[u"modified"].toInteger()};
}

void fromJson(const QJsonObject &json, CheckFault &fault)
{
    fault = {.what = json[u"what"].toString(),
             .path = json[u"path"].toString(),
             .at = json[u"at"].toInteger(),
             .why = json[u"why"].toString(),
             .outcome = json[u"outcome"].toString()};
}

template<typename T>
QList<T> listOf(const QJsonObject &answer, QStringView name)
{
    QList<T> list;
    const QJsonArray array = answer[name].toArray();
    for (const auto &value : array) {
        T one;
        fromJson(value.toObject(), one);
        list.append(one);
    }
    return list;
}
template QList<Check> listOf(const QJsonObject &, QStringView);
template QList<ShareStatus> listOf(const QJsonObject &, QStringView);
template QList<WaitingFile> listOf(const QJsonObject &, QStringView);
template QList<FileStatus> listOf(const QJsonObject &, QStringView);
template QList<StoreBandwidth> listOf(const QJsonObject &, QStringView);
template QList<StoreStatus> listOf(const QJsonObject &, QStringView);
template QList<Version> listOf(const QJsonObject &, QStringView);
template QList<CheckFault> listOf(const QJsonObject &, QStringView);

} // namespace smc::cloudvfs
