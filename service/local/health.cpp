// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/local/health.h"

#include "service/local/machine.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace smc::local {

using namespace Qt::Literals::StringLiterals;
using Records = QList<wire::Record>;

namespace {

wire::Record healthRecord(const QByteArray &id, const QByteArray &partner, const char *state,
                          const QString &message)
{
    wire::Record record;
    record.set("id", id);
    record.set("check", id.split('/').constFirst());
    if (!partner.isEmpty())
        record.set("partner", partner);
    record.set("state", state);
    record.set("message", message.toUtf8());
    return record;
}

/// "security = ADS" and the like.
bool belongsToDomain(const QStringList &parameter)
{
    const QString name = parameter.constFirst().toLower();
    const QString value = parameter.constLast().toLower();
    return (name == "security"_L1 && (value == "ads"_L1 || value == "domain"_L1)) ||
           (name == "server role"_L1 && !value.startsWith("standalone"_L1) && value != "auto"_L1);
}

/// "clustering = Yes": the package alone makes no cluster.
bool belongsToCluster(const QStringList &parameter)
{
    return parameter.constFirst().compare("clustering"_L1, Qt::CaseInsensitive) == 0 &&
           parameter.constLast().compare("yes"_L1, Qt::CaseInsensitive) == 0;
}

} // namespace

wire::Record channelRecord(const CommandResult &pinged)
{
    const QByteArray id = "secure-channel";
    static const QRegularExpression line(u"domain\\[([^\\]]*)\\] dc connection to \"([^\"]*)\""_s);
    const auto said = line.match(QString::fromUtf8(pinged.output));
    const QString domain = said.captured(1);
    const QString controller = said.captured(2);
    if (pinged.status == 0) {
        return healthRecord(id, controller.section(u'.', 0, 0).toUtf8(), "ok",
                            u"winbindd reaches its domain %1 by %2."_s.arg(domain, controller));
    }
    const QString why = QString::fromUtf8(pinged.errors).trimmed().section(u'\n', -1);
    if (why.contains("WINBIND_NOT_AVAILABLE"_L1))
        return healthRecord(id, {}, "critical", u"winbindd does not run, so nobody of the domain gets in."_s);
    return healthRecord(id, controller.section(u'.', 0, 0).toUtf8(), "critical",
                        u"winbindd does not reach a controller of its domain%1: %2"_s.arg(
                            domain.isEmpty() ? QString() : QString(u' ' + domain), why));
}

Records clusterRecords(const QByteArray &table)
{
    // "|Node|IP|Disconnected|…|ThisNode|", then a line of 0 and 1 for each node.
    Records records;
    QByteArrayList heads;
    const QByteArrayList lines = table.split('\n');
    for (const QByteArray &line : lines) {
        const QByteArrayList fields = line.trimmed().split('|').mid(1);
        if (heads.isEmpty()) {
            heads = fields;
            continue;
        }
        if (fields.size() < heads.size())
            continue;
        QStringList faults;
        for (qsizetype i = 2; i < heads.size(); ++i) {
            if (fields.at(i) == "1")
                faults << QString::fromLatin1(heads.at(i).toLower());
        }
        const QByteArray number = fields.value(heads.indexOf("Node"));
        const QByteArray address = fields.value(heads.indexOf("IP"));
        // Whoever was taken out by an administrator is missing, but not ill.
        const bool ill = faults.contains(u"disconnected"_s) || faults.contains(u"banned"_s) ||
                         faults.contains(u"unhealthy"_s);
        const QString who =
            u"Node %1 of the cluster (%2)"_s.arg(QString::fromLatin1(number), QString::fromLatin1(address));
        records.append(healthRecord("ctdb/" + number, address,
                                    faults.isEmpty() ? "ok"
                                    : ill            ? "critical"
                                                     : "warning",
                                    faults.isEmpty() ? u"%1 is well."_s.arg(who)
                                                     : u"%1 is %2."_s.arg(who, faults.join(u", "_s))));
    }
    return records;
}

Result<Records> Machine::health() const
{
    Records records;
    const QString wbinfo = m_options.smbDir + u"/bin/wbinfo"_s;
    // A server that belongs to no domain has no channel; neither has one without winbind.
    const auto global = globalSection();
    const bool alone = global && std::none_of(global->begin(), global->end(), belongsToDomain);
    if (!alone && QFileInfo::exists(wbinfo)) {
        auto pinged = run({}, wbinfo, {u"--ping-dc"_s});
        if (pinged)
            records.append(channelRecord(*pinged));
        else if (pinged.error().code == ErrorCode::Timeout)
            records.append(healthRecord("secure-channel", {}, "critical", u"winbindd does not answer."_s));
        else
            records.append(healthRecord("secure-channel", {}, "unknown", pinged.error().message));
    }
    if (global && std::any_of(global->begin(), global->end(), belongsToCluster)) {
        auto cluster = tool(u"ctdb"_s, {u"-T"_s, u"5"_s, u"-X"_s, u"status"_s});
        if (cluster)
            records += clusterRecords(*cluster);
        else
            records.append(healthRecord("ctdb", {}, "critical",
                                        cluster.error().message + u' ' + cluster.error().native));
    }
    return records;
}

} // namespace smc::local
