// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The inside of the cache: see cache.h for what it is for. Only cache.cpp and cache_list.cpp include this.
//
//     Node ──parent──▶ Node            children by the key of their RDN: a DN is found by walking down
//     Node ──links───▶ Node            member, manager, managedBy …; and back
//
// A node without a GUID is a phantom: named by a link or as a container, not (yet) read itself.

#include "service/identity/cache.h"
#include "service/identity/packed.h"

#include <QCollator>
#include <QHash>

#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace smc::identity {

class Cache::Graph
{
public:
    using NodeId = std::uint32_t;
    static constexpr NodeId noNode = 0xffffffff;

    struct Link
    {
        NameTable::Id attribute = NameTable::none; ///< the forward attribute, on both ends
        NodeId other = noNode;
        bool operator==(const Link &) const = default;
    };
    struct Node
    {
        QByteArray guid; ///< empty: a phantom, or free when `used` is false
        NodeId parent = noNode;
        QString rdn;     ///< as the directory writes it
        QString rdnKey;  ///< under which the parent knows it
        QString account; ///< key in byAccount, or empty
        PackedAttributes attributes;
        std::vector<Link> links;     ///< from here
        std::vector<Link> backLinks; ///< to here
        std::unique_ptr<std::unordered_map<QString, NodeId>> children;
        std::optional<QCollatorSortKey> nameKey;
        Kind kind = Kind::Objects;
        bool used = false;
        bool complete = true;
        bool hollow = false; ///< what lies below is not in here
    };
    /// What we changed ourselves lately: states that we know to be over.
    struct Own
    {
        QSet<QByteArray> superseded; ///< etags
        bool removed = false;
        bool created = false;
        std::chrono::steady_clock::time_point until;
    };

    /// A name that a change of ours took from an object. Who began to read before it brings that name still,
    /// in the DNs of what lies below and of those that link to it, which were not changed themselves and so
    /// are not read again.
    struct FormerName
    {
        QString key; ///< ldap::dnKey()
        QByteArray guid;
        std::chrono::steady_clock::time_point taken;
    };

    mutable std::shared_mutex mutex;
    std::shared_ptr<const ldap::Schema> schema;
    NameTable names;
    std::vector<Node> nodes;
    std::vector<NodeId> free;
    QHash<QString, NodeId> roots; ///< the base, and what lies outside of it, by ldap::dnKey()
    QStringList baseKeys;         ///< of the base's RDNs, the leaf first
    QHash<QByteArray, NodeId> byGuid;
    QHash<QString, NodeId> byAccount; ///< lower case
    QHash<QByteArray, Own> own;       ///< by GUID
    std::vector<FormerName> formerNames;
    QCollator nameCollator = wire::collator();
    bool ready = false;
    std::chrono::steady_clock::time_point knownGood;
    QString server;

    /// All nodes of a kind in name order, made when asked for after a change.
    mutable std::mutex orderMutex;
    mutable QHash<int, std::shared_ptr<const std::vector<NodeId>>> nameOrder;

    // ---- callers hold the mutex: shared for the const ones, alone for the others
    [[nodiscard]] QString dn(NodeId id) const;
    [[nodiscard]] NodeId findDn(const QString &dn) const;
    NodeId makeDn(const QString &dn);
    [[nodiscard]] NodeId find(const ObjectId &id) const;
    [[nodiscard]] bool isBelow(NodeId id, NodeId ancestor) const;
    [[nodiscard]] ldap::Entry entry(NodeId id, const std::vector<bool> *wanted) const;
    [[nodiscard]] QByteArray firstValue(NodeId id, const QByteArray &attribute) const;
    [[nodiscard]] std::shared_ptr<const std::vector<NodeId>> inNameOrder(Kind kind) const;
    [[nodiscard]] bool isOfKind(const Node &node, Kind kind) const;
    /// The back link's name of a forward link, or empty.
    [[nodiscard]] QByteArray backLinkName(NameTable::Id forward) const;
    void put(const ldap::Entry &entry);
    /// An entry that was read, perhaps before a change of ours, with today's names of those around it.
    [[nodiscard]] ldap::Entry withNamesOfToday(const ldap::Entry &entry) const;
    /// With everything below.
    void removeNode(NodeId id);
    /// The object is no more; what lies below is for its own tombstones to take, and may be another object's
    /// by now: as long as there is some, a phantom holds it.
    void forget(NodeId id);
    /// Known, and what lies below too.
    [[nodiscard]] bool knowsBelow(NodeId id) const;
    void changed();

private:
    [[nodiscard]] QString nameOfToday(const QString &dn) const;
    NodeId newNode();
    void attach(NodeId id, NodeId parent, const QString &rdn, const QString &key);
    void detach(NodeId id);
    void dropLinks(NodeId id);
    void dropIdentity(NodeId id);
    void prune(NodeId phantom);
    void absorb(NodeId phantom, NodeId into);
    QHash<int, QByteArray> m_backLinkNames; ///< by link id; filled with the schema
    friend class Cache;
};

} // namespace smc::identity
