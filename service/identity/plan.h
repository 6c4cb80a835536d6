// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/realm.h"
#include "service/identity/view.h"

#include <QJsonObject>

#include <vector>

namespace smc::identity {

/// One attribute of a change as a person reads it; secrets show as "•••".
struct Difference
{
    QByteArray name;
    QByteArrayList before;
    QByteArrayList after;
};

/// One operation of the directory, with what takes it back.
struct Step
{
    enum class Operation { Add, Modify, Rename, Remove };
    Operation operation = Operation::Modify;
    QString dn;
    QList<ldap::Attribute> attributes;       ///< of an Add
    QList<ldap::Modification> modifications; ///< of a Modify
    QList<ldap::Modification> inverse;       ///< undoes the Modify; empty where nothing follows that may fail
    QString newRdn;                          ///< of a Rename
    QString newParent;                       ///< of a Rename; empty: stays
    bool subtree = false;                    ///< of a Remove
    QList<Difference> differences;           ///< for the dry run

    /// A change of one link that comes with the step, for the cache.
    struct CacheLink
    {
        QByteArray source;
        QByteArray attribute;
        QByteArray target; ///< empty: the object that this plan makes
        bool present = false;
    };
    QList<CacheLink> links;
};

/// What a request will do, worked out before anything is done. A dry run shows it; carryOut() does it.
struct Plan
{
    std::vector<Step> steps; ///< none: nothing to change
    QByteArray guid;         ///< of the object; empty when the first step makes it
    QString dn;              ///< of the object as it will be
    QByteArray etagBefore;   ///< of the object as it was read for the plan; empty when not known
    bool removes = false;
};

/// The object after the change, as the directory has it; without an etag and with the planned attributes
/// alone where the server went away between the change and reading it back.
struct Changed
{
    ldap::Entry entry;
    QByteArray etag;
};

/// Carries a plan out as the person. When a step fails, those before it are taken back, and the error says so
/// where that failed too. Before it returns, the realm's cache shows the change.
[[nodiscard]] Result<Changed> carryOut(Realm &realm, const access::Credentials &as, const Plan &plan);

/// The plan as docs/rest.md has it: {"dryRun":true,"changes":[…]}.
[[nodiscard]] QJsonObject toJson(const Plan &plan);

} // namespace smc::identity
