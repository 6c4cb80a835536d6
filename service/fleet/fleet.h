// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/fleet/groups.h"
#include "shared/core/result.h"
#include "shared/wire/record.h"
#include "shared/wire/table.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace smc::fleet {

class Readings; // service/fleet/readings.h

/// A server that we look after.
struct ServerRef
{
    QString name;            ///< as people call it, and as `server=` names it: "fs1"
    QString host;            ///< as DNS and Kerberos know it: "fs1.lab.example"
    bool controller = false; ///< the directory lists it as a domain controller
    QStringList members;     ///< of a cluster: the host names of its machines
    QString cluster;         ///< of a member: the name of its cluster

    bool operator==(const ServerRef &) const = default;
};

/// The servers that we look after, and their groups. Thread-safe.
class Fleet
{
public:
    struct Options
    {
        QStringList servers;                 ///< names or full host names
        QMap<QString, QStringList> clusters; ///< of CTDB: the name that people use → names of its machines
        QMap<QString, QStringList> groups;   ///< of the configuration: name of a group → names of servers
        QString groupsFile;                  ///< of those that administrators make; empty: none
    };
    explicit Fleet(const Options &options);
    ~Fleet();
    Fleet(const Fleet &) = delete;
    Fleet &operator=(const Fleet &) = delete;

    /// What is known of servers, in their order, as Rule asks for it.
    using FactsOf = std::function<QList<wire::Record>(const QList<ServerRef> &, const Rule &)>;
    /// What `server=` asks for: nothing is all of them, "fs1", "group:branches", or several of these with
    /// commas between. A short name gets the realm's DNS domain. `also`: further servers, such as the domain
    /// controllers that the directory lists. `factsOf` is asked for groups that have a rule. A cluster is one
    /// server; its members are servers only where they are named.
    ///
    /// A server of which it is not known whether the rule applies belongs to the group: a read names it among
    /// those that are silent, and a change, which reads all of them first, touches none.
    /// Errors: NotFound, naming what is known.
    [[nodiscard]] Result<QList<ServerRef>> select(const QString &what, const QString &realm,
                                                  const QList<ServerRef> &also, const FactsOf &factsOf) const;
    [[nodiscard]] Groups &groups() { return m_groups; }
    [[nodiscard]] const Groups &groups() const { return m_groups; }
    [[nodiscard]] Readings &readings() { return *m_readings; }

private:
    [[nodiscard]] Result<QList<ServerRef>> membersOf(const QString &group, const QList<ServerRef> &known,
                                                     const FactsOf &factsOf) const;

    const QStringList m_servers;
    const QMap<QString, QStringList> m_clusters;
    Groups m_groups;
    std::unique_ptr<Readings> m_readings;
};

/// The machines of which each is a server of its own in what it tells of itself: of a cluster its members.
[[nodiscard]] QList<ServerRef> machinesOf(const ServerRef &server);
[[nodiscard]] QList<ServerRef> machinesOf(const QList<ServerRef> &servers);

/// "fs1" → {"fs1", "fs1.lab.example"}; "fs1.other.example" → {"fs1.other.example", the same}.
[[nodiscard]] ServerRef serverRef(const QString &nameOrHost, const QString &realm);

/// What several servers answered, as one.
struct Gathered
{
    QList<wire::Record> records; ///< each with `server`, `road` and `age` in front
    QList<Error> problems;       ///< of servers that did not answer; `place` is the server's name
};

/// How a server was asked.
enum class Road { Rpc, Local, Node };
[[nodiscard]] QByteArray roadName(Road road);

/// One server's records, and how they were got.
struct Reading
{
    wire::Table records; ///< one with a `road` of its own keeps it
    Road road = Road::Rpc;
    std::chrono::milliseconds age{0};
};

/// Asks all servers side by side (16 at a time, or as many as there are threads to be had); the answers are
/// in their order. `read` is called on several threads. Blocks until the slowest has answered or run into its
/// own deadline.
[[nodiscard]] std::vector<Result<Reading>> ask(const QList<ServerRef> &servers,
                                               const std::function<Result<Reading>(const ServerRef &)> &read);

/// What stands in front of a server's records where several servers' are shown: `server`, `road`, `age`.
[[nodiscard]] QList<wire::Attribute> frontOf(const ServerRef &server, const Reading &reading);
/// Why a server did not answer, with its name.
[[nodiscard]] Error problemOf(const ServerRef &server, const Error &error);

/// The same, merged.
[[nodiscard]] Gathered gather(const QList<ServerRef> &servers,
                              const std::function<Result<Reading>(const ServerRef &)> &read);

} // namespace smc::fleet
