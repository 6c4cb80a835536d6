// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/drift.h"

#include "service/shares/folders.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;
using smbconf::DesiredSection;
using smbconf::Parameters;
using smbconf::Scope;
using smbconf::Section;

Result<QList<Repair>> Drift::of(const ServerRef &server) const
{
    QList<Repair> repairs;
    for (const DesiredSection &desired : m_desired) {
        const bool global = smbconf::isGlobal(desired.name);
        auto now = sections(desired.name).read(server);
        const bool missing = !now && now.error().code == ErrorCode::NotFound;
        if (missing)
            now = Section();
        if (!now)
            return now.error();
        auto change = smbconf::change(Parameters::installed(), global ? Scope::Global : Scope::Share, *now,
                                      desired.parameters, {});
        if (!change)
            return change.error();
        if (change->isEmpty())
            continue;
        repairs.append({.section = desired.name,
                        .step = {.server = server, .before = *std::move(now), .change = *std::move(change)},
                        .operation = missing && !global ? Operation::Create : Operation::Modify});
    }
    return repairs;
}

Result<QList<Repair>> Drift::of(const QList<ServerRef> &servers) const
{
    QList<Repair> all;
    for (const ServerRef &server : servers) {
        auto repairs = of(server);
        if (!repairs)
            return repairs.error().at(server.name);
        all += *std::move(repairs);
    }
    return all;
}

Result<void> Drift::repair(const Repair &repair) const
{
    const Sections work = sections(repair.section);
    if (repair.operation != Operation::Create)
        return work.change({repair.step}, repair.operation);
    const Section &set = repair.step.change.set;
    const auto path = std::find_if(set.begin(), set.end(), [](const QStringList &parameter) {
        return parameter.constFirst() == "path"_L1;
    });
    if (path == set.end()) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"%1 has no share %2, and nothing says where its folder is."_s.arg(
                         repair.step.server.name, repair.section),
                     .hint = u"Add \"[%1] path = /…\" to what the group desires."_s.arg(repair.section)};
    }
    // Samba puts names into a path with % when somebody connects.
    const bool known = !path->constLast().contains(u'%');
    return work.change({repair.step}, repair.operation, [&](const Step &step) {
        return known ? shares::checkFolder(m_driver, work.target(step.server),
                                           {.share = repair.section, .path = u"/"_s})
                     : Result<void>();
    });
}

Result<void> Drift::repair(const QList<Repair> &repairs) const
{
    for (qsizetype i = 0; i < repairs.size(); ++i) {
        auto done = repair(repairs.at(i));
        if (done)
            continue;
        Error error = done.error().at(repairs.at(i).step.server.name);
        QStringList restored;
        for (qsizetype k = i - 1; k >= 0; --k) { // the failed one has taken itself back
            const Repair &former = repairs.at(k);
            const QString what = u"[%1] of %2"_s.arg(former.section, former.step.server.name);
            if (auto back = sections(former.section).takeBack(former.step, former.operation, error); !back)
                error.more.push_back(back.error().at(u"going back"_s, what));
            else
                restored.prepend(what);
        }
        if (!restored.isEmpty())
            error.hint += u" Put back as it was: %1."_s.arg(restored.join(u", "));
        error.hint = error.hint.trimmed();
        return error;
    }
    return {};
}

QList<wire::Record> toRecords(const QList<Repair> &repairs)
{
    QList<wire::Record> records;
    for (const Repair &repair : repairs) {
        for (const QJsonValue attribute : repair.step.change.attributes) {
            wire::Record record;
            record.set("section", repair.section.toUtf8());
            record.set("parameter", attribute["name"_L1].toString().toUtf8());
            for (const auto &[name, side] : {std::pair{"desired", "after"_L1}, {"actual", "before"_L1}}) {
                if (const QJsonArray value = attribute[side].toArray(); !value.isEmpty())
                    record.set(name, value.at(0).toString().toUtf8());
            }
            records.append(record);
        }
    }
    return records;
}

} // namespace smc::api
