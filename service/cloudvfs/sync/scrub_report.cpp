// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/cloudvfs/sync/scrub_report.h"

#include <QDateTime>
#include <QJsonArray>

namespace smc::cloudvfs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostListed = 1000;

QString nameOf(ScrubFault::What what)
{
    static const QStringList names{u"disk"_s, u"object"_s, u"pack"_s, u"file"_s, u"version"_s, u"log"_s};
    return names.value(int(what));
}

QString nameOf(ScrubFault::Outcome outcome)
{
    static const QStringList names{u"repaired"_s, u"repairable"_s, u"lost"_s};
    return names.value(int(outcome));
}

QString sentenceOf(const ScrubFault &fault)
{
    const QString path =
        fault.path.isEmpty() ? nameOf(fault.what) : u'"' + QString::fromUtf8(fault.path) + u'"';
    const QString when =
        fault.at > 0 ? u" as of "_s + QDateTime::fromMSecsSinceEpoch(fault.at).toString(Qt::ISODateWithMs)
                     : QString();
    switch (fault.outcome) {
    case ScrubFault::Outcome::Repaired:
        return u"%1%2: %3 It is being repaired."_s.arg(path, when, fault.why);
    case ScrubFault::Outcome::Repairable:
        return u"%1%2: %3 It can be repaired."_s.arg(path, when, fault.why);
    case ScrubFault::Outcome::Lost:
        break;
    }
    return u"%1%2: %3 No good copy of it is known."_s.arg(path, when, fault.why);
}

} // namespace

void ScrubReport::add(const ScrubFault &fault)
{
    ++faults;
    repaired += fault.outcome == ScrubFault::Outcome::Repaired ? 1 : 0;
    lost += fault.outcome == ScrubFault::Outcome::Lost ? 1 : 0;
    if (listed.size() < mostListed)
        listed.append(fault);
}

QJsonObject toJson(const ScrubReport &report)
{
    QJsonArray faults;
    QJsonArray sentences;
    if (!report.problem.isEmpty())
        sentences.append(u"The check did not come to its end: %1"_s.arg(report.problem));
    if (report.faults > 0)
        sentences.append(u"%1 faults were found; %2 are being repaired, %3 are lost."_s.arg(report.faults)
                             .arg(report.repaired)
                             .arg(report.lost));
    else if (report.problem.isEmpty() && report.finished > 0)
        sentences.append(u"No fault was found."_s);
    for (const ScrubFault &fault : report.listed) {
        faults.append(QJsonObject{{u"what"_s, nameOf(fault.what)},
                                  {u"path"_s, QString::fromUtf8(fault.path)},
                                  {u"at"_s, fault.at},
                                  {u"why"_s, fault.why},
                                  {u"outcome"_s, nameOf(fault.outcome)}});
        sentences.append(sentenceOf(fault));
    }
    return {{u"share"_s, report.share},
            {u"run"_s, report.run},
            {u"started"_s, report.started},
            {u"finished"_s, report.finished},
            {u"running"_s, report.started > 0 && report.finished == 0},
            {u"complete"_s, report.finished > 0 && report.problem.isEmpty()},
            {u"problem"_s, report.problem},
            {u"sample"_s, report.sample},
            {u"repair"_s, report.repair},
            {u"files"_s, report.files},
            {u"objects"_s, report.objects},
            {u"read"_s, report.read},
            {u"bytes"_s, report.bytes},
            {u"segments"_s, report.segments},
            {u"unneeded"_s, report.unneeded},
            {u"unneededBytes"_s, report.unneededBytes},
            {u"faults"_s, report.faults},
            {u"repaired"_s, report.repaired},
            {u"lost"_s, report.lost},
            {u"listed"_s, faults},
            {u"sentences"_s, sentences}};
}

} // namespace smc::cloudvfs
