// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/monitoring/alerts.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace smc::monitoring {

using namespace Qt::Literals::StringLiterals;
using std::chrono::seconds;

Q_LOGGING_CATEGORY(lcAlerts, "smc.alerts")

namespace {

constexpr auto lookInterval = seconds(5);
/// Kept alerts of servers that nobody looks after are dropped, but not before the directory has had time to
/// name them.
constexpr auto forgetUnknownAfter = std::chrono::minutes(10);

notify::Notice noticeOf(const Alert &alert, bool firing)
{
    return {.firing = firing,
            .rule = alert.rule,
            .server = alert.server,
            .share = alert.share,
            .message = firing ? alert.message : u"It is well again."_s,
            .since = alert.since};
}

/// "95 seconds", "5 minutes": for a sentence.
QString inWords(seconds time)
{
    if (time < seconds(120))
        return u"%1 seconds"_s.arg(time.count());
    if (time < std::chrono::hours(2))
        return u"%1 minutes"_s.arg(time.count() / 60);
    return u"%1 hours"_s.arg(time.count() / 3600);
}

/// Collects what is wrong with one server.
class Inspection
{
public:
    Inspection(const Rules &rules, const ServerState &server, std::vector<Alert> &found)
        : m_rules(rules)
        , m_server(server)
        , m_name(server.watched.server.name)
        , m_found(found)
    {}

    /// False while it can't be told: nobody has asked yet, or not for as long as the rule says. A server that
    /// was down before a restart of ours still is, until it answers.
    [[nodiscard]] bool reachability(qint64 now)
    {
        if (m_rules.unreachable.count() == 0 || m_server.up == true)
            return true;
        const auto down =
            std::chrono::duration_cast<seconds>(std::chrono::steady_clock::now() - m_server.upSince);
        if (!m_server.up || down < m_rules.unreachable)
            return false;
        const auto &error = m_server.sources.front().error;
        m_found.push_back(
            {.rule = u"unreachable"_s,
             .server = m_name,
             .message = u"%1 does not answer: %2"_s.arg(m_name, error ? error->message : QString()),
             .since = now - down.count()});
        return true;
    }
    void number(const Sample &sample, qint64 now)
    {
        if (sample.metric == "disk-full" && m_rules.diskFull > 0 && sample.value >= m_rules.diskFull) {
            const QString share = QString::fromUtf8(sample.share);
            m_found.push_back({.rule = u"disk-full"_s,
                               .server = m_name,
                               .share = share,
                               .message = u"The file system below the share %1 of %2 is %3 % full."_s.arg(
                                   share, m_name, QString::number(sample.value)),
                               .since = now});
        } else if (sample.metric == "sessions" && m_rules.sessions > 0 && sample.value >= m_rules.sessions) {
            m_found.push_back({.rule = u"sessions"_s,
                               .server = m_name,
                               .message = u"%1 has %2 sessions."_s.arg(m_name, QString::number(sample.value)),
                               .since = now});
        } else if (sample.metric == "skew" && m_rules.skew.count() > 0 &&
                   std::abs(sample.value) >= 1000.0 * double(m_rules.skew.count())) {
            const auto skew = seconds(static_cast<qint64>(std::abs(sample.value) / 1000));
            m_found.push_back(
                {.rule = u"clock-skew"_s,
                 .server = m_name,
                 .message = u"The clock of %1 is %2 %3; Kerberos takes five minutes at most."_s.arg(
                     m_name, inWords(skew), sample.value > 0 ? u"fast"_s : u"slow"_s),
                 .since = now});
        }
    }

    /// Of a share that is joined to a store one thing at a time: what is wrong longest explains the rest.
    void cloud(const SourceState &source, qint64 now)
    {
        if (m_rules.cloud.count() == 0 || QByteArrayView(source.source->name) != "cloudvfs")
            return;
        QMap<QByteArray, QHash<QByteArray, double>> shares;
        for (const Sample &sample : source.samples)
            shares[sample.share].insert(sample.metric, sample.value);
        for (auto share = shares.cbegin(); share != shares.cend(); ++share) {
            const QString name = QString::fromUtf8(share.key());
            const auto most = double(m_rules.cloud.count());
            const auto problem = share->value("cloud-problem");
            const auto wait = share->value("cloud-wait");
            QString message;
            if (share->value("cloud-up") == 0)
                message = u"No cloudvfsd copies the share %1 of %2."_s.arg(name, m_name);
            else if (problem >= most)
                message = u"Something has kept the share %1 of %2 from being copied for %3."_s.arg(
                    name, m_name, inWords(seconds(qint64(problem))));
            else if (wait >= most)
                message = u"A file of the share %1 of %2 has waited for %3 to be copied."_s.arg(
                    name, m_name, inWords(seconds(qint64(wait))));
            if (!message.isEmpty())
                m_found.push_back({.rule = u"cloudvfs"_s,
                                   .server = m_name,
                                   .share = name,
                                   .message = message,
                                   .since = now});
            // A rule of its own: what is lost stays so, and who silences that wants to hear of the rest.
            const auto lost = share->value("cloud-lost");
            if (lost > 0)
                m_found.push_back(
                    {.rule = u"cloudvfs-lost"_s,
                     .server = m_name,
                     .share = name,
                     .message =
                         u"A check of the share %1 of %2 found %3 of which no good copy is known."_s.arg(
                             name, m_name, lost == 1 ? u"something"_s : QString::number(lost) + u" things"_s),
                     .since = now});
        }
    }

private:
    const Rules &m_rules;
    const ServerState &m_server;
    const QString m_name;
    std::vector<Alert> &m_found;
};

/// Which rules look at what a source tells.
QStringList rulesOf(const Source &source)
{
    const QByteArrayView name(source.name);
    if (name == "servers")
        return {u"clock-skew"_s};
    if (name == "sessions")
        return {u"sessions"_s};
    if (name == "disks")
        return {u"disk-full"_s};
    if (name == "cloudvfs")
        return {u"cloudvfs"_s, u"cloudvfs-lost"_s};
    return {};
}

} // namespace

QString Alert::id() const
{
    const QString id = rule + u':' + server;
    return share.isEmpty() ? id : QString(id + u':' + share);
}

bool covers(const state::Silence &silence, const Alert &alert)
{
    const auto matches = [](const QString &wanted, const QString &has) {
        return wanted.isEmpty() || wanted.compare(has, Qt::CaseInsensitive) == 0;
    };
    return matches(silence.rule, alert.rule) && matches(silence.server, alert.server) &&
           matches(silence.share, alert.share);
}

std::vector<Alert> findWrong(const Rules &rules, const std::vector<ServerState> &servers,
                             const std::vector<DirectoryState> &directories, qint64 now,
                             const std::function<void(const QString &, const QString &)> &unknown)
{
    std::vector<Alert> found;
    for (const ServerState &server : servers) {
        if (server.elsewhere)
            continue;
        Inspection inspection(rules, server, found);
        if (!inspection.reachability(now))
            unknown(u"unreachable"_s, server.watched.server.name);
        for (const SourceState &source : server.sources) {
            if (!isCurrent(server, source)) {
                for (const QString &rule : rulesOf(*source.source))
                    unknown(rule, server.watched.server.name);
                continue;
            }
            for (const Sample &sample : source.samples)
                inspection.number(sample, now);
            inspection.cloud(source, now);
        }
    }
    for (const DirectoryState &directory : directories) {
        if (rules.directory.count() == 0 || directory.silent < rules.directory)
            continue;
        found.push_back(
            {.rule = u"directory"_s,
             .server = directory.realm,
             .message = u"The directory of %1 does not answer: %2"_s.arg(directory.realm, directory.reason),
             .since = now - directory.silent.count()});
    }
    return found;
}

Alerts::Alerts(const Options &options, Hooks hooks)
    : m_hooks(std::move(hooks))
    , m_options(options)
{}

void Alerts::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            look();
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, lookInterval, [] { return false; });
        }
    });
}

void Alerts::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Alerts::setOptions(const Options &options)
{
    const std::lock_guard lock(m_mutex);
    m_options = options;
}

void Alerts::look()
{
    const std::lock_guard one(m_looking);
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const std::vector<ServerState> states = m_hooks.servers();
    const std::vector<DirectoryState> directories = m_hooks.directories();
    if (auto silences = m_hooks.silences())
        m_silences = *std::move(silences);
    Servers servers;
    for (const ServerState &server : states)
        (server.elsewhere ? servers.elsewhere : servers.ours).insert(server.watched.server.name);
    const auto kept = m_hooks.kept();
    QList<notify::Notice> notices;
    {
        const std::lock_guard lock(m_mutex);
        if (kept)
            takeOver(*kept, servers);
        QSet<QString> unknown;
        const auto wrong = findWrong(
            m_options.rules, states, directories, now,
            [&](const QString &rule, const QString &server) { unknown.insert(rule + u':' + server); });
        notices = judge(wrong, unknown, servers, now);
    }
    if (kept)
        keepChanges(*kept, servers);
    if (!notices.isEmpty())
        m_hooks.tell(notices);
}

/// What another collector, or this one before its restart, has found wrong.
void Alerts::takeOver(const QList<state::LastingAlert> &kept, const Servers &servers)
{
    m_others.clear();
    for (const state::LastingAlert &one : kept) {
        const bool elsewhere = servers.elsewhere.contains(one.server);
        const Alert alert{.rule = one.rule,
                          .server = one.server,
                          .share = one.share,
                          .message = one.message,
                          .since = one.since,
                          .notified = one.notified,
                          .elsewhere = elsewhere};
        if (elsewhere)
            m_others.emplace(one.id, alert);
        else if (servers.ours.contains(one.server) && !m_ours.contains(one.server))
            m_alerts.try_emplace(one.id, alert);
    }
    m_ours = servers.ours;
}

QList<notify::Notice> Alerts::judge(const std::vector<Alert> &wrong, const QSet<QString> &unknown,
                                    const Servers &servers, qint64 now)
{
    QList<notify::Notice> notices;
    QSet<QString> still;
    for (const Alert &found : wrong) {
        const QString id = found.id();
        still.insert(id);
        const auto [known, isNew] = m_alerts.try_emplace(id, found);
        known->second.message = found.message;
        if (isNew)
            qCWarning(lcAlerts).noquote() << "alert" << id + u':' << found.message;
    }
    for (auto *alerts : {&m_alerts, &m_others}) {
        for (auto &[id, alert] : *alerts) {
            alert.silenced =
                std::any_of(m_silences.begin(), m_silences.end(), [&](const state::Silence &silence) {
                    return silence.until > now && covers(silence, alert);
                });
        }
    }
    for (auto it = m_alerts.begin(); it != m_alerts.end();) {
        Alert &alert = it->second;
        if (servers.elsewhere.contains(alert.server)) { // who reads it now tells of it
            it = m_alerts.erase(it);
            continue;
        }
        if (!still.contains(it->first) && !unknown.contains(alert.rule + u':' + alert.server)) {
            qCInfo(lcAlerts).noquote() << "alert" << it->first << "is over";
            if (alert.notified > 0 && !alert.silenced)
                notices.append(noticeOf(alert, false));
            it = m_alerts.erase(it);
            continue;
        }
        const bool again = m_options.repeat.count() > 0 && now - alert.notified >= m_options.repeat.count();
        if (!alert.silenced && (alert.notified == 0 || again)) {
            alert.notified = now;
            notices.append(noticeOf(alert, true));
        }
        ++it;
    }
    return notices;
}

/// Those of our own servers as they are now; what cannot be kept is tried again with the next look.
void Alerts::keepChanges(const QList<state::LastingAlert> &kept, const Servers &servers)
{
    QList<state::LastingAlert> put;
    QSet<QString> gone;
    const bool isSettled = std::chrono::steady_clock::now() - m_begin > forgetUnknownAfter;
    for (const state::LastingAlert &one : kept) {
        const bool isNobodys = !servers.ours.contains(one.server) && !servers.elsewhere.contains(one.server);
        if (servers.ours.contains(one.server) || (isNobodys && isSettled))
            gone.insert(one.id);
    }
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[id, alert] : m_alerts) {
            if (!servers.ours.contains(alert.server)) // a directory's
                continue;
            gone.remove(id);
            const state::LastingAlert now{.id = id,
                                          .rule = alert.rule,
                                          .server = alert.server,
                                          .share = alert.share,
                                          .message = alert.message,
                                          .since = alert.since,
                                          .notified = alert.notified};
            if (!kept.contains(now))
                put.append(now);
        }
    }
    if (put.isEmpty() && gone.isEmpty())
        return;
    if (auto done = m_hooks.keep(put, gone.values()); !done)
        qCWarning(lcAlerts).noquote() << "alerts are not kept:" << done.error().toString();
}

std::vector<Alert> Alerts::alerts() const
{
    const std::lock_guard lock(m_mutex);
    std::map<QString, Alert> all = m_alerts;
    all.insert(m_others.begin(), m_others.end());
    std::vector<Alert> list;
    list.reserve(all.size());
    for (const auto &[id, alert] : all)
        list.push_back(alert);
    return list;
}

} // namespace smc::monitoring
