// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/fleet/fleet.h"

#include "service/fleet/readings.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace smc::fleet {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t mostAtATime = 16;

bool isNamed(const ServerRef &server, const QString &name)
{
    return server.name.compare(name, Qt::CaseInsensitive) == 0 ||
           server.host.compare(name, Qt::CaseInsensitive) == 0;
}

const ServerRef *findServer(const QList<ServerRef> &servers, const QString &name)
{
    const auto found =
        std::find_if(servers.begin(), servers.end(), [&](const ServerRef &s) { return isNamed(s, name); });
    return found == servers.end() ? nullptr : &*found;
}

Error noSuchServer(const QString &name, const QList<ServerRef> &known)
{
    QStringList names;
    for (const ServerRef &one : known)
        names << one.name;
    return Error{.code = ErrorCode::NotFound,
                 .message = u"There is no server \"%1\" here."_s.arg(name),
                 .hint = names.isEmpty() ? u"Name servers in [servers] of smcd.conf."_s
                                         : u"There are: %1."_s.arg(names.join(u", ")),
                 .field = u"server"_s};
}

void appendOnce(QList<ServerRef> &servers, const ServerRef &server)
{
    if (!findServer(servers, server.host))
        servers.append(server);
}

} // namespace

QByteArray roadName(Road road)
{
    switch (road) {
    case Road::Rpc:
        return "rpc";
    case Road::Local:
        return "local";
    case Road::Node:
        break;
    }
    return "node";
}

QList<ServerRef> machinesOf(const ServerRef &server)
{
    if (server.members.isEmpty())
        return {server};
    QList<ServerRef> machines;
    for (const QString &host : server.members) {
        ServerRef machine = serverRef(host, server.host.section(u'.', 1));
        machine.cluster = server.name;
        machines.append(machine);
    }
    return machines;
}

QList<ServerRef> machinesOf(const QList<ServerRef> &servers)
{
    QList<ServerRef> machines;
    for (const ServerRef &server : servers)
        machines += machinesOf(server);
    return machines;
}

ServerRef serverRef(const QString &nameOrHost, const QString &realm)
{
    const QString domain = u'.' + realm.toLower();
    if (nameOrHost.endsWith(domain, Qt::CaseInsensitive))
        return {.name = nameOrHost.chopped(domain.size()), .host = nameOrHost};
    return {.name = nameOrHost, .host = nameOrHost.contains(u'.') ? nameOrHost : nameOrHost + domain};
}

Fleet::Fleet(const Options &options)
    : m_servers(options.servers)
    , m_clusters(options.clusters)
    , m_groups(options.groupsFile, options.groups)
    , m_readings(std::make_unique<Readings>())
{}

Fleet::~Fleet() = default;

Result<QList<ServerRef>> Fleet::membersOf(const QString &name, const QList<ServerRef> &known,
                                          const FactsOf &factsOf) const
{
    const auto group = m_groups.find(name);
    if (!group) {
        QStringList names;
        for (const Group &one : m_groups.all())
            names << one.name;
        return Error{.code = ErrorCode::NotFound,
                     .message = u"There is no group of servers \"%1\"."_s.arg(name),
                     .hint = names.isEmpty() ? u"Make one: POST /rest/servers/groups."_s
                                             : u"There are: %1."_s.arg(names.join(u", ")),
                     .field = u"server"_s};
    }
    QList<ServerRef> members;
    if (group->rule) {
        const QList<wire::Record> facts = factsOf(known, *group->rule);
        for (qsizetype i = 0; i < known.size(); ++i) {
            if (group->rule->matches(facts.value(i)) != Rule::Answer::No)
                members.append(known.at(i));
        }
        return members;
    }
    for (const QString &member : group->servers) {
        const ServerRef *server = findServer(known, member);
        if (!server)
            return noSuchServer(member, known);
        appendOnce(members, *server);
    }
    return members;
}

Result<QList<ServerRef>> Fleet::select(const QString &what, const QString &realm,
                                       const QList<ServerRef> &also, const FactsOf &factsOf) const
{
    QList<ServerRef> known;
    for (const ServerRef &server : also)
        appendOnce(known, server);
    for (const QString &server : m_servers)
        appendOnce(known, serverRef(server, realm));
    QList<ServerRef> machines; // of clusters
    for (auto it = m_clusters.cbegin(); it != m_clusters.cend(); ++it) {
        ServerRef cluster = serverRef(it.key(), realm);
        for (const QString &name : it.value())
            cluster.members << serverRef(name, realm).host;
        machines += machinesOf(cluster);
        known.removeIf([&](const ServerRef &one) {
            return isNamed(one, cluster.host) || cluster.members.contains(one.host, Qt::CaseInsensitive);
        });
        known.append(cluster);
    }
    if (what.isEmpty())
        return known;

    QList<ServerRef> chosen;
    for (const QString &part : what.split(u',', Qt::SkipEmptyParts)) {
        const QString name = part.trimmed();
        if (name.startsWith("group:"_L1)) {
            auto members = membersOf(name.mid(6), known, factsOf);
            if (!members)
                return members.error();
            for (const ServerRef &member : std::as_const(*members))
                appendOnce(chosen, member);
            continue;
        }
        const ServerRef *server = findServer(known, name);
        if (!server)
            server = findServer(machines, name);
        if (!server)
            return noSuchServer(name, known);
        appendOnce(chosen, *server);
    }
    return chosen;
}

std::vector<Result<Reading>> ask(const QList<ServerRef> &servers,
                                 const std::function<Result<Reading>(const ServerRef &)> &read)
{
    const auto count = static_cast<std::size_t>(servers.size());
    std::vector<Result<Reading>> readings(count, Result<Reading>(Reading{}));
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            readings[i] = read(servers.at(static_cast<qsizetype>(i)));
    };
    std::vector<std::thread> helpers; // besides this thread
    for (std::size_t i = 1; i < std::min(count, mostAtATime); ++i) {
        try {
            helpers.emplace_back(work);
        } catch (const std::system_error &) {
            break; // no more threads are to be had: those that are there read the rest
        }
    }
    work();
    for (std::thread &helper : helpers)
        helper.join();

    return readings;
}

QList<wire::Attribute> frontOf(const ServerRef &server, const Reading &reading)
{
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(reading.age);
    return {{"server", {server.name.toUtf8()}},
            {"road", {roadName(reading.road)}},
            {"age", {QByteArray::number(age.count())}}};
}

Error problemOf(const ServerRef &server, const Error &error)
{
    Error problem = error;
    problem.place = server.name;
    return problem;
}

Gathered gather(const QList<ServerRef> &servers,
                const std::function<Result<Reading>(const ServerRef &)> &read)
{
    Gathered all;
    const std::vector<Result<Reading>> readings = ask(servers, read);
    for (qsizetype i = 0; i < servers.size(); ++i) {
        const Result<Reading> &reading = readings[static_cast<std::size_t>(i)];
        if (!reading) {
            all.problems.append(problemOf(servers.at(i), reading.error()));
            continue;
        }
        const QList<wire::Attribute> front = frontOf(servers.at(i), *reading);
        for (const wire::Record &own : reading->records.records()) {
            wire::Record record;
            for (const wire::Attribute &attribute : front) {
                if (!own.contains(attribute.name)) // some of it may have come by another road
                    record.attributes.append(attribute);
            }
            record.attributes += own.attributes;
            all.records.append(record);
        }
    }
    return all;
}

} // namespace smc::fleet
