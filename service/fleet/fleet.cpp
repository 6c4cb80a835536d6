// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/fleet/fleet.h"

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

ServerRef serverRef(const QString &nameOrHost, const QString &realm)
{
    const QString domain = u'.' + realm.toLower();
    if (nameOrHost.endsWith(domain, Qt::CaseInsensitive))
        return {.name = nameOrHost.chopped(domain.size()), .host = nameOrHost};
    return {.name = nameOrHost, .host = nameOrHost.contains(u'.') ? nameOrHost : nameOrHost + domain};
}

Fleet::Fleet(Options options)
    : m_options(std::move(options))
{}

Result<QList<ServerRef>> Fleet::select(const QString &what, const QString &realm,
                                       const QList<ServerRef> &also) const
{
    QList<ServerRef> known;
    for (const ServerRef &server : also)
        appendOnce(known, server);
    for (const QString &server : m_options.servers)
        appendOnce(known, serverRef(server, realm));
    if (what.isEmpty())
        return known;

    QList<ServerRef> chosen;
    for (const QString &part : what.split(u',', Qt::SkipEmptyParts)) {
        const QString name = part.trimmed();
        QStringList members{name};
        if (name.startsWith("group:"_L1)) {
            const auto group = m_options.groups.constFind(name.mid(6));
            if (group == m_options.groups.constEnd()) {
                return Error{
                    .code = ErrorCode::NotFound,
                    .message = u"There is no group of servers \"%1\"."_s.arg(name.mid(6)),
                    .hint = m_options.groups.isEmpty()
                                ? u"Make one with a section [group NAME] in smcd.conf."_s
                                : u"There are: %1."_s.arg(QStringList(m_options.groups.keys()).join(u", ")),
                    .field = u"server"_s};
            }
            members = *group;
        }
        for (const QString &member : std::as_const(members)) {
            const ServerRef *server = findServer(known, member);
            if (!server) {
                QStringList names;
                for (const ServerRef &one : std::as_const(known))
                    names << one.name;
                return Error{.code = ErrorCode::NotFound,
                             .message = u"There is no server \"%1\" here."_s.arg(member),
                             .hint = names.isEmpty() ? u"Name servers in [servers] of smcd.conf."_s
                                                     : u"There are: %1."_s.arg(names.join(u", ")),
                             .field = u"server"_s};
            }
            appendOnce(chosen, *server);
        }
    }
    return chosen;
}

Gathered gather(const QList<ServerRef> &servers,
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
    try {
        for (std::size_t i = 1; i < std::min(count, mostAtATime); ++i)
            helpers.emplace_back(work);
    } catch (const std::system_error &) {
        // No more threads are to be had: those that are there read the rest.
    }
    work();
    for (std::thread &helper : helpers)
        helper.join();

    Gathered all;
    for (std::size_t i = 0; i < count; ++i) {
        const QString &name = servers.at(static_cast<qsizetype>(i)).name;
        if (!readings[i]) {
            Error problem = readings[i].error();
            problem.place = name;
            all.problems.append(problem);
            continue;
        }
        const QByteArray age =
            QByteArray::number(std::chrono::duration_cast<std::chrono::seconds>(readings[i]->age).count());
        for (wire::Record &record : readings[i]->records) {
            record.attributes.prepend({"age", {age}});
            record.attributes.prepend({"road", {roadName(readings[i]->road)}});
            record.attributes.prepend({"server", {name.toUtf8()}});
            all.records.append(std::move(record));
        }
    }
    return all;
}

} // namespace smc::fleet
