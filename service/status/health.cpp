// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/status/health.h"

#include <QDateTime>
#include <QMap>

#include <algorithm>
#include <array>

namespace smc::status {

using namespace Qt::Literals::StringLiterals;
using State = Health::State;

namespace {

constexpr qint64 skewWarning = 60'000;   ///< milliseconds
constexpr qint64 skewCritical = 300'000; ///< more Kerberos does not take
constexpr qint64 longSilence = 3600;     ///< seconds; controllers call each other every few minutes

QString at(qint64 time)
{
    return QDateTime::fromSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODate);
}

/// "dc2" of "CN=NTDS Settings,CN=DC2,CN=Servers,…".
QString serverOf(const QString &settings)
{
    return settings.section(u',', 1, 1).section(u'=', 1).toLower();
}

Health unknown(const QByteArray &check, const Error &error)
{
    return {.check = check, .state = State::Unknown, .message = error.message};
}

Health linkHealth(const QString &server, const QString &partner, const QList<rpc::ReplicationLink> &links,
                  qint64 now)
{
    Health health{.check = "replication", .partner = partner};
    QStringList failing;
    QString why;
    qint64 last = 0;
    qint64 since = now;
    quint32 failures = 0;
    bool never = false;
    for (const rpc::ReplicationLink &link : links) {
        last = std::max(last, link.lastSuccess);
        if (link.failures == 0)
            continue;
        failing << link.context;
        failures = std::max(failures, link.failures);
        since = std::min(since, link.lastSuccess);
        never = never || link.lastSuccess == 0;
        if (!link.lastResult.isEmpty())
            why = link.lastResult;
    }
    if (failing.isEmpty()) {
        health.message =
            last > 0 ? u"%1 takes over what %2 has, the last time at %3."_s.arg(server, partner, at(last))
                     : u"%1 will take over what %2 has, and has not yet."_s.arg(server, partner);
        return health;
    }
    health.state = never || now - since > longSilence ? State::Critical : State::Warning;
    health.since = never ? 0 : since;
    const QString what = failing.size() == 1
                             ? failing.constFirst()
                             : u"%1 and %2 more"_s.arg(failing.constFirst()).arg(failing.size() - 1);
    health.message =
        u"%1 gets no changes of %2 from %3, %4; %5%6"_s
            .arg(server, what, partner, never ? u"and never did"_s : u"the last time at %1"_s.arg(at(since)))
            .arg(failures == 1 ? u"one attempt failed"_s : u"%1 attempts failed in a row"_s.arg(failures))
            .arg(why.isEmpty() ? u"."_s : u": "_s + why);
    return health;
}

} // namespace

Health clockHealth(qint64 skew)
{
    const qint64 off = std::abs(skew);
    Health health{.check = "clock"};
    const QString how = off < 1000 ? u"%1 ms"_s.arg(off) : u"%1 s"_s.arg(off / 1000);
    health.message = u"Its clock is %1 %2 ours."_s.arg(how, skew < 0 ? u"behind"_s : u"ahead of"_s);
    if (off >= skewCritical) {
        health.state = State::Critical;
        health.message += u" Kerberos takes five minutes, so nobody can sign in by it."_s;
    } else if (off >= skewWarning) {
        health.state = State::Warning;
        health.message += u" Kerberos takes five minutes."_s;
    }
    return health;
}

Health sysvolHealth(const QString &server, const QList<rpc::ShareInfo> &shares)
{
    QStringList missing;
    for (const QString &name : {u"sysvol"_s, u"netlogon"_s}) {
        const bool there = std::any_of(shares.begin(), shares.end(), [&name](const rpc::ShareInfo &share) {
            return share.name.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (!there)
            missing << name;
    }
    if (missing.isEmpty())
        return {.check = "sysvol", .message = u"%1 shares sysvol and netlogon."_s.arg(server)};
    return {.check = "sysvol",
            .state = State::Critical,
            .message = u"%1 does not share %2: clients get no policies and scripts there."_s.arg(
                server, missing.join(u" and "_s))};
}

QList<Health> replicationHealth(const QString &server, const QList<rpc::ReplicationLink> &links, qint64 now)
{
    QMap<QString, QList<rpc::ReplicationLink>> byPartner;
    for (const rpc::ReplicationLink &link : links)
        byPartner[serverOf(link.source)].append(link);
    QList<Health> all;
    for (auto it = byPartner.cbegin(); it != byPartner.cend(); ++it)
        all.append(linkHealth(server, it.key(), it.value(), now));
    if (all.isEmpty()) {
        all.append({.check = "replication",
                    .message = u"%1 takes over changes from no other controller."_s.arg(server)});
    }
    return all;
}

Health channelHealth(const HealthQuestion &question, const QList<rpc::Account> &found)
{
    const auto known = std::count_if(found.begin(), found.end(),
                                     [](const rpc::Account &account) { return !account.sid.isEmpty(); });
    Health health{.check = "secure-channel"};
    const QString asked = QString::number(found.size());
    if (found.isEmpty()) {
        health.state = State::Unknown;
        health.message =
            u"The directory tells of no account that %1 could be asked for."_s.arg(question.server);
    } else if (known == found.size()) {
        health.message = u"%1 knows all of %2 accounts of %3 that it was asked for."_s.arg(
            question.server, asked, question.realm);
    } else if (known == 0) {
        health.state = State::Critical;
        health.message = u"%1 knows none of %2 accounts of %3: it does not reach its domain, or its "
                         "winbindd does not run."_s.arg(question.server, asked, question.realm);
    } else {
        health.state = State::Warning;
        health.message =
            u"%1 does not know %2 of %3 accounts of %4; those that it knows may be kept from "
            "before."_s.arg(question.server, QString::number(found.size() - known), asked, question.realm);
    }
    return health;
}

QList<Health> health(rpc::Driver &driver, const rpc::Target &target, const HealthQuestion &question)
{
    auto info = driver.call(target, rpc::NetServerGetInfo{});
    if (!info) { // then there is nothing else to ask
        // That something cannot be asked, or not by this person, is no illness of the server.
        using Code = ErrorCode;
        const Code code = info.error().code;
        const bool ill = code == Code::Unreachable || code == Code::Timeout || code == Code::Unauthenticated;
        return {{.check = "answers",
                 .state = ill ? State::Critical : State::Unknown,
                 .message = info.error().message}};
    }
    QList<Health> all{{.check = "answers", .message = u"%1 answers."_s.arg(question.server)},
                      clockHealth(info->skew)};
    if (question.controller) {
        auto shares = driver.call(target, rpc::NetShareEnum{});
        all << (shares ? sysvolHealth(question.server, *shares) : unknown("sysvol", shares.error()));
        auto links = driver.call(target, rpc::ReplicationLinks{});
        if (links)
            all << replicationHealth(question.server, *links, QDateTime::currentSecsSinceEpoch());
        else
            all << unknown("replication", links.error());
    } else {
        auto found = driver.call(target, rpc::LookupNames{.names = question.accounts});
        all << (found ? channelHealth(question, *found) : unknown("secure-channel", found.error()));
    }
    return all;
}

wire::Record toRecord(const Health &health)
{
    static constexpr std::array states{"ok", "warning", "critical", "unknown"};
    wire::Record record;
    const QByteArray partner = health.partner.toUtf8();
    record.set("id", partner.isEmpty() ? health.check : health.check + '/' + partner);
    record.set("check", health.check);
    if (!partner.isEmpty())
        record.set("partner", partner);
    record.set("state", states.at(static_cast<std::size_t>(health.state)));
    record.set("message", health.message.toUtf8());
    if (health.since > 0)
        record.set("since", at(health.since).toLatin1());
    return record;
}

} // namespace smc::status
