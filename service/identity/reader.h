// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/cache.h"
#include "service/identity/realm.h"
#include "service/identity/view.h"

namespace smc::identity {

/// Where an answer came from.
struct Source
{
    QString server;                   ///< the DC; empty when not known
    std::chrono::milliseconds age{0}; ///< 0: asked just now
};

struct Listed
{
    ListResult result;
    Source source;
};

struct Found
{
    ldap::Entry entry; ///< complete ("*"), unless other attributes were asked for
    QByteArray etag;   ///< see etagOf(); empty when other attributes were asked for
    Source source;
};

/// Reads a realm's objects: from its cache where that can answer, else from the directory as the person.
/// Blocks; use the directory pool. One per request.
class Reader
{
public:
    /// `as`: the person; or the service's account for a session that reads only.
    Reader(Realm &realm, const access::Credentials &as);

    /// `fresh`: asks the directory in any case. Errors: Invalid (filter, cursor), NotFound (base), and the
    /// directory's.
    [[nodiscard]] Result<Listed> list(const ListQuery &query, bool fresh);
    /// One object, which must be of the kind. With `attributes` ("*" and names) it always asks the directory.
    /// Errors: NotFound, and the directory's.
    [[nodiscard]] Result<Found> read(Kind kind, const ObjectId &id, bool fresh,
                                     const QByteArrayList &attributes = {});
    [[nodiscard]] Result<QByteArray> guidOf(Kind kind, const ObjectId &id, bool fresh = false);
    /// Its DN alone.
    [[nodiscard]] Result<QString> resolve(Kind kind, const ObjectId &id);
    /// Its DN and identifiers (objectGUID, objectSid): a group without its thousands of members.
    [[nodiscard]] Result<ldap::Entry> identify(Kind kind, const ObjectId &id);
    /// How many objects lie below. `fresh`: asks the directory in any case.
    [[nodiscard]] Result<qsizetype> countBelow(const QString &dn, bool fresh);

    [[nodiscard]] Result<std::shared_ptr<const ldap::Schema>> schema();
    [[nodiscard]] Result<QString> base();
    /// For parseFilter(): the time, and since when a lockout holds in this domain.
    [[nodiscard]] Result<FilterContext> filterContext();

private:
    [[nodiscard]] Result<ldap::Entry> readFromDirectory(Kind kind, const ObjectId &id,
                                                        const QByteArrayList &attributes);
    [[nodiscard]] Source cacheSource() const;

    Realm &m_realm;
    const access::Credentials &m_as;
};

} // namespace smc::identity
