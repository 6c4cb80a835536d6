// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/server_facts.h"

#include "service/servers/servers.h"

#include <QHostInfo>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;
using fleet::ServerRef;

namespace {

constexpr std::chrono::minutes keptFor{1};

/// What is kept of `key`, asked for anew when it is old; where nobody answers, the old one is as good as any.
template<typename Fact, typename Ask>
std::optional<Fact> freshOrKept(std::mutex &mutex, auto &all, const QString &key, const Ask &ask)
{
    using Clock = std::chrono::steady_clock;
    std::optional<Fact> kept;
    {
        const std::scoped_lock lock(mutex);
        if (const auto found = all.constFind(key); found != all.constEnd()) {
            kept = found->fact;
            if (Clock::now() - found->since < keptFor)
                return kept;
        }
    }
    auto told = ask();
    if (!told)
        return kept;
    const std::scoped_lock lock(mutex);
    all.insert(key, {.fact = *told, .since = Clock::now()});
    return *std::move(told);
}

} // namespace

std::optional<wire::Record> ServerFacts::about(const rpc::Target &target)
{
    return freshOrKept<wire::Record>(m_mutex, m_about, target.host,
                                     [&] { return servers::about(m_driver, target); });
}

std::optional<identity::Sites> ServerFacts::sitesOf(const Person &person)
{
    return freshOrKept<identity::Sites>(m_mutex, m_sites, person.realm->name(), [&person] {
        return identity::readSites(*person.realm, person.reads);
    });
}

QList<wire::Record> ServerFacts::of(const QList<ServerRef> &servers, const fleet::Rule &rule,
                                    const Person &person, const TargetOf &target)
{
    const bool asks = rule.asksFor({"version", "comment"});
    std::optional<identity::Sites> sites;
    if (rule.asksFor({"site"}))
        sites = sitesOf(person);
    // Each reading is one record, in the servers' order; nothing here is a problem.
    const fleet::Gathered gathered =
        fleet::gather(servers, [&](const ServerRef &server) -> Result<fleet::Reading> {
            wire::Record facts;
            if (auto told = asks ? about(target(server)) : std::nullopt) {
                facts.set("version", told->value("version"));
                facts.set("comment", told->value("comment"));
            }
            facts.set("name", server.name.toUtf8());
            facts.set("host", server.host.toUtf8());
            facts.set("role", server.controller ? "dc" : "member");
            if (sites) { // a machine that is in none has no name of a site, and that is known
                const QHostInfo host = QHostInfo::fromName(server.host);
                facts.set("site", sites->siteOf(server.host, host.addresses()).toUtf8());
            }
            return fleet::Reading{.records = QList{facts}};
        });
    return gathered.records;
}

} // namespace smc::api
