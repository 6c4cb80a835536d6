// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/filter.h"
#include "service/identity/kinds.h"
#include "service/identity/ldap/schema.h"
#include "service/identity/ldap/types.h"
#include "shared/wire/ordering.h"

#include <QSet>

#include <chrono>
#include <memory>
#include <optional>

namespace smc::identity {

/// Names one object as a request does: sAMAccountName, objectGUID or DN.
struct ObjectId
{
    enum class Form { Account, Guid, Dn };
    Form form = Form::Account;
    QString text;    ///< account or DN
    QByteArray guid; ///< 16 bytes, for Form::Guid

    [[nodiscard]] static ObjectId parse(const QString &text);
    [[nodiscard]] static ObjectId ofGuid(const QByteArray &guid);
};

/// What a list shows.
struct ListQuery
{
    Kind kind = Kind::Users;
    Filter filter; ///< an empty And: everything
    QString base;  ///< empty: the realm's
    ldap::Scope scope = ldap::Scope::Subtree;
    QByteArrayList attributes; ///< which to return; empty: all
    QList<wire::SortKey> sort{{.attribute = "name"}};
    qsizetype limit = 0; ///< 0: all
    QString cursor;
};

struct ListResult
{
    QList<ldap::Entry> entries;
    qsizetype total = 0;
    QString next;
};

/// A realm's objects in memory, as a graph: each object hangs below its container and points at those it
/// names in linked attributes (member, manager, …). So a renamed OU moves everything below it, a renamed
/// person keeps its groups, and back links (memberOf) are always those of the forward links, as in the
/// directory itself.
///
/// Filled by the CacheFollower with the service's account; what is changed through us is put in at once,
/// before the request is answered, and an older state that arrives later from a slower DC is not believed.
///
/// Thread-safe: readers side by side, one writer. About 1.5 KB per user. Large binary values (above 1 KB:
/// photos, certificates) are left out; such an entry is marked incomplete.
class Cache
{
public:
    Cache();
    ~Cache();
    Cache(const Cache &) = delete;
    Cache &operator=(const Cache &) = delete;

    // ---- reading --------------------------------------------------------------------------------------
    /// Filled once; before that, read the directory.
    [[nodiscard]] bool isReady() const;
    /// Since when the contents are known to be those of the directory.
    [[nodiscard]] std::chrono::steady_clock::time_point knownGoodAt() const;
    [[nodiscard]] std::shared_ptr<const ldap::Schema> schema() const;
    /// The DC that it follows.
    [[nodiscard]] QString server() const;

    /// Whether a list can be answered from here: ready, the base is known, every attribute of the filter is
    /// kept.
    [[nodiscard]] bool covers(const ListQuery &query) const;
    /// Errors: Invalid (cursor).
    [[nodiscard]] Result<ListResult> list(const ListQuery &query) const;
    /// `complete`, where given: whether the entry has all that "*" returns.
    [[nodiscard]] std::optional<ldap::Entry> find(const ObjectId &id, bool *complete = nullptr) const;
    /// How many objects lie below, at any depth.
    [[nodiscard]] std::optional<qsizetype> countBelow(const QString &dn) const;
    [[nodiscard]] qsizetype size() const;

    // ---- feeding --------------------------------------------------------------------------------------
    enum class Origin {
        Follower, ///< read on the DC that is followed; may be older than what we wrote elsewhere
        Own,      ///< read back after our own change
    };
    /// First of all, once: the naming context that is kept, and its schema.
    void setSchema(const QString &base, std::shared_ptr<const ldap::Schema> schema);
    /// `superseded`: the etag of the state that an own change replaced, where the caller knows it; the cache
    /// itself may not have had that state yet, while a search of the follower is bringing it.
    void put(const ldap::Entry &entry, Origin origin, const QByteArray &superseded = {});
    void remove(const QByteArray &guid, Origin origin);
    /// Our own change of one link, without reading a group of thousands again.
    void link(const QByteArray &sourceGuid, const QByteArray &attribute, const QByteArray &targetGuid,
              bool present);
    /// This one is known, but nothing of what lies below: who asks for that asks the directory.
    void setHollow(const QByteArray &guid);
    /// After a complete read of the directory: drops what was not `seen`, except what we made ourselves a
    /// moment ago.
    void retain(const QSet<QByteArray> &seen);
    /// All that was in the directory of `server` at that moment is in here.
    void setKnownGood(const QString &server, std::chrono::steady_clock::time_point when);
    void setReady();

private:
    class Graph;
    std::unique_ptr<Graph> d;
};

} // namespace smc::identity
