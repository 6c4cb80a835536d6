// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/plan.h"
#include "service/identity/reader.h"
#include "shared/core/secret.h"
#include "shared/wire/record.h"

#include <mutex>

namespace smc::identity {

class Faults; // service/identity/values.h

/// Works out what a request changes; carryOut() then does it. Everything is looked up as the person.
///
/// From the moment that an object was read until the Writer goes (or reads another one) no other Writer
/// changes the same object: keep it until the plan is carried out, and two people who press Apply at once do
/// not overwrite each other.
///
/// All errors of a record are reported at once (Error::more), each with its field. `check` looks up what the
/// directory would refuse anyway (taken names, password policy): for dry runs; the real run leaves it to the
/// directory, whose word counts.
///
/// `ifMatch`: the object must still have this etag; empty: unconditional. Errors: Stale.
class Writer
{
public:
    Writer(Realm &realm, const access::Credentials &as, bool check);

    /// docs/rest.md, "Creating". `record` holds attributes and meta names.
    [[nodiscard]] Result<Plan> create(Kind kind, wire::Record record);
    /// docs/rest.md, "Changing": what is named is replaced, an empty list removes.
    [[nodiscard]] Result<Plan> update(Kind kind, const ObjectId &id, wire::Record record,
                                      const QByteArray &ifMatch);
    /// Errors: Refused when something lies below and `subtree` is not given.
    [[nodiscard]] Result<Plan> remove(Kind kind, const ObjectId &id, bool subtree, const QByteArray &ifMatch);

    [[nodiscard]] Result<Plan> move(Kind kind, const ObjectId &id, const QString &parent,
                                    const QByteArray &ifMatch);
    /// `names`: "name" (the new RDN's value), optionally sAMAccountName and userPrincipalName.
    [[nodiscard]] Result<Plan> rename(Kind kind, const ObjectId &id, const wire::Record &names,
                                      const QByteArray &ifMatch);
    [[nodiscard]] Result<Plan> setEnabled(Kind kind, const ObjectId &id, bool enabled,
                                          const QByteArray &ifMatch);
    [[nodiscard]] Result<Plan> unlock(Kind kind, const ObjectId &id, const QByteArray &ifMatch);
    [[nodiscard]] Result<Plan> mustChange(Kind kind, const ObjectId &id, bool must,
                                          const QByteArray &ifMatch);
    /// A reset; with `old` a change by the person himself, which needs no right but the old password.
    [[nodiscard]] Result<Plan> password(Kind kind, const ObjectId &id, const Secret &password,
                                        const std::optional<Secret> &old, std::optional<bool> mustChange);
    /// `present`: add the member, else take it out. Nothing to do is an empty plan.
    [[nodiscard]] Result<Plan> member(const ObjectId &group, const ObjectId &member, bool present,
                                      const QByteArray &ifMatch);

private:
    [[nodiscard]] Result<Found> current(Kind kind, const ObjectId &id, const QByteArray &ifMatch);
    void checkNewNames(Kind kind, const QString &dn, const wire::Record &record, Faults &faults);
    /// Whether the directory will take this group for the primary one, and which links go with it.
    [[nodiscard]] Result<void> planPrimaryGroup(Step &step, const ldap::Entry &member,
                                                const QByteArray &groupId);
    /// Adds to `plan` the steps that make `memberOf` so.
    [[nodiscard]] Result<void> planGroups(Plan &plan, const ldap::Entry *present, const QString &memberDn,
                                          const QByteArrayList &groups);
    [[nodiscard]] Result<Plan> modifyOne(Kind kind, const ObjectId &id, const QByteArray &ifMatch,
                                         const QByteArray &attribute,
                                         const std::function<QByteArray(const ldap::Entry &)> &value);

    Realm &m_realm;
    const access::Credentials &m_as;
    bool m_check;
    std::unique_lock<std::mutex> m_lock; ///< of the object at hand
    Reader m_reader;
};

} // namespace smc::identity
