// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/writer.h"

#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/password.h"
#include "service/identity/ldap/sid.h"
#include "service/identity/password_check.h"
#include "service/identity/uac.h"
#include "service/identity/values.h"

#include <algorithm>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

namespace {

ldap::Modification replace(const QByteArray &name, const QByteArrayList &values)
{
    // Samba refuses to replace some attributes by nothing (userPrincipalName), and takes their removal.
    using Kind = ldap::Modification::Kind;
    return {.kind = values.isEmpty() ? Kind::Delete : Kind::Replace, .attribute = name, .values = values};
}

QByteArrayList valuesOf(const ldap::Entry &entry, const QByteArray &name)
{
    const ldap::Attribute *attribute = entry.find(name);
    return attribute ? attribute->values : QByteArrayList();
}

Difference difference(const ldap::Schema &schema, const QByteArray &name, const QByteArrayList &before,
                      const QByteArrayList &after)
{
    wire::Record texts;
    appendText(texts, schema, name, before);
    appendText(texts, schema, name, after);
    return {texts.attributes.at(before.isEmpty() ? 1 : 0).name, texts.attributes.at(0).values,
            texts.attributes.at(1).values};
}

/// The steps's modification for one attribute, with its inverse and its line of the dry run.
void change(Step &step, const ldap::Schema &schema, const QByteArray &name, const QByteArrayList &before,
            const QByteArrayList &after)
{
    step.modifications.append(replace(name, after));
    step.inverse.append(replace(name, before));
    step.differences.append(difference(schema, name, before, after));
}

bool sameValues(QByteArrayList a, QByteArrayList b)
{
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

Plan planOf(const ldap::Entry &entry, const QByteArray &etag)
{
    Plan plan;
    plan.guid = entry.value("objectGUID");
    plan.dn = entry.dn;
    plan.etagBefore = etag;
    return plan;
}

/// The step that gives the entry these attributes; without modifications when it has them.
Step modifyStep(const ldap::Entry &entry, const ldap::Schema &schema,
                const QList<ldap::Attribute> &attributes)
{
    Step step{.operation = Step::Operation::Modify, .dn = entry.dn};
    for (const ldap::Attribute &attribute : attributes) {
        const QByteArrayList before = valuesOf(entry, attribute.name);
        if (!sameValues(before, attribute.values))
            change(step, schema, attribute.name, before, attribute.values);
    }
    return step;
}

} // namespace

Writer::Writer(Realm &realm, const access::Credentials &as, bool check)
    : m_realm(realm)
    , m_as(as)
    , m_check(check)
    , m_reader(realm, as)
{}

Result<Found> Writer::current(Kind kind, const ObjectId &id, const QByteArray &ifMatch)
{
    const auto locked = [&](bool fresh) -> Result<Found> {
        auto guid = m_reader.guidOf(kind, id, fresh);
        if (!guid)
            return guid.error();
        if (m_lock.owns_lock())
            m_lock.unlock(); // one at a time, or two writers could wait for each other
        m_lock = std::unique_lock(m_realm.changeLock(*guid));
        return m_reader.read(kind, ObjectId::ofGuid(*guid), true);
    };
    auto found = locked(false);
    // Somebody may have deleted the one that a cache knows by this name, and made another one.
    if (!found && found.error().code == ErrorCode::NotFound && id.form != ObjectId::Form::Guid)
        found = locked(true);
    if (!found)
        return found;
    if (!ifMatch.isEmpty() && ifMatch != found->etag) {
        return Error{.code = ErrorCode::Stale,
                     .message =
                         u"%1 was changed by somebody else meanwhile."_s.arg(ldap::leafRdn(found->entry.dn)),
                     .hint = u"Read it again and repeat the change on what it is now."_s,
                     .native = QString::fromLatin1(found->etag)};
    }
    return found;
}

Result<Plan> Writer::update(Kind kind, const ObjectId &id, wire::Record record, const QByteArray &ifMatch)
{
    auto schema = m_reader.schema();
    if (!schema)
        return schema.error();
    auto found = current(kind, id, ifMatch);
    if (!found)
        return found.error();
    Faults faults;
    const ldap::Entry &entry = found->entry;
    const bool changesGroups = record.contains("memberOf");
    const QByteArrayList groups = record.take("memberOf").values;
    for (const char *name : {"cn", "name", "ou", "distinguishedName"}) {
        // A client may send back the whole object: naming attributes that did not change are no change.
        const wire::Attribute given = record.take(name);
        if (!given.name.isEmpty() && !sameValues(given.values, valuesOf(entry, name))) {
            faults.add(QString::fromLatin1(name),
                       u"%1 names the object and is not set like another attribute."_s.arg(
                           QString::fromLatin1(name)),
                       u"PUT …/rename renames it, PUT …/move moves it."_s);
        }
    }
    wire::Record changed;
    for (const wire::Attribute &attribute : std::as_const(record.attributes)) {
        // What equals the present value needs no right to be written, and no check.
        QByteArray name = attribute.name;
        wire::Record present;
        if (name.endsWith(";base64"))
            name.chop(7);
        appendText(present, **schema, name, valuesOf(entry, name));
        if (!sameValues(attribute.values, present.attributes.constFirst().values))
            changed.attributes.append(attribute);
    }
    if (changed.contains("sAMAccountName"))
        checkAccountName(changed.text("sAMAccountName"), kind, faults);
    const QList<ldap::Attribute> attributes = checkedAttributes(changed, **schema, faults);
    Plan plan = planOf(entry, found->etag);
    Step step = modifyStep(entry, **schema, attributes);
    if (changed.contains("primaryGroupID")) {
        if (auto planned = planPrimaryGroup(step, entry, changed.value("primaryGroupID")); !planned)
            faults.add(planned.error().on(u"primaryGroupID"_s));
    }
    if (!step.modifications.isEmpty())
        plan.steps.push_back(std::move(step));
    if (changesGroups) {
        if (auto planned = planGroups(plan, &entry, entry.dn, groups); !planned)
            faults.add(planned.error());
    }
    if (faults.any())
        return faults.all();
    return plan;
}

Result<void> Writer::planPrimaryGroup(Step &step, const ldap::Entry &member, const QByteArray &groupId)
{
    bool isNumber = false;
    if (groupId.toUInt(&isNumber); !isNumber)
        return {}; // a fault that checkedAttributes() has named
    const QString domain = ldap::sidToText(member.value("objectSid")).section(u'-', 0, -2);
    const auto groupOf = [&](const QByteArray &rid) {
        return m_realm.directory().read(m_as, u"<SID=%1-%2>"_s.arg(domain, QString::fromLatin1(rid)),
                                        {"objectGUID"});
    };
    auto to = groupOf(groupId);
    if (!to) {
        return to.error().code != ErrorCode::NotFound
                   ? to.error()
                   : Error{.code = ErrorCode::Invalid,
                           .message =
                               u"No group of the domain has the number %1."_s.arg(QString::fromUtf8(groupId)),
                           .hint = u"It is the last part of the group's objectSid."_s};
    }
    const QByteArrayList groups = valuesOf(member, "memberOf");
    const QString key = ldap::dnKey(to->dn);
    if (std::none_of(groups.begin(), groups.end(),
                     [&](const QByteArray &dn) { return ldap::dnKey(QString::fromUtf8(dn)) == key; })) {
        return Error{.code = ErrorCode::Refused,
                     .message = u"%1 is no member of %2, which can so not be the primary group."_s.arg(
                         ldap::leafRdn(member.dn), ldap::leafRdn(to->dn)),
                     .hint = u"Add the account to the group first."_s};
    }
    // The directory itself names him in the `member` of the group that was the primary one, and no more in
    // that of the new one.
    if (const auto from = groupOf(member.value("primaryGroupID")))
        step.links.append({from->value("objectGUID"), "member", member.value("objectGUID"), true});
    step.links.append({to->value("objectGUID"), "member", member.value("objectGUID"), false});
    return {};
}

Result<void> Writer::planGroups(Plan &plan, const ldap::Entry *present, const QString &memberDn,
                                const QByteArrayList &groups)
{
    QStringList wanted;
    QHash<QString, QString> spelled; // by key
    Faults faults;
    for (const QByteArray &group : groups) {
        if (group.isEmpty())
            continue;
        auto dn = m_reader.resolve(Kind::Groups, ObjectId::parse(QString::fromUtf8(group)));
        if (!dn) {
            faults.add(dn.error().on(u"memberOf"_s));
            continue;
        }
        wanted << ldap::dnKey(*dn);
        spelled.insert(ldap::dnKey(*dn), *dn);
    }
    if (faults.any())
        return faults.all();
    QStringList had;
    if (present) {
        for (const QByteArray &dn : valuesOf(*present, "memberOf")) {
            had << ldap::dnKey(QString::fromUtf8(dn));
            spelled.insert(had.constLast(), QString::fromUtf8(dn));
        }
    }
    const auto addStep = [&](const QString &key, bool join) -> Result<void> {
        const QString dn = spelled.value(key);
        auto group = m_realm.directory().read(m_as, dn, {"objectGUID"});
        if (!group)
            return group.error().on(u"memberOf"_s);
        const QByteArrayList value{memberDn.toUtf8()};
        using Modify = ldap::Modification::Kind;
        Step step{.operation = Step::Operation::Modify, .dn = dn};
        step.modifications.append(
            {.kind = join ? Modify::Add : Modify::Delete, .attribute = "member", .values = value});
        step.inverse.append(
            {.kind = join ? Modify::Delete : Modify::Add, .attribute = "member", .values = value});
        step.differences.append({"member", join ? QByteArrayList() : value, join ? value : QByteArrayList()});
        step.links.append({.source = group->value("objectGUID"),
                           .attribute = "member",
                           .target = plan.guid,
                           .present = join});
        plan.steps.push_back(std::move(step));
        return {};
    };
    for (const QString &key : std::as_const(wanted)) {
        if (!had.contains(key)) {
            if (auto added = addStep(key, true); !added)
                return added;
        }
    }
    for (const QString &key : std::as_const(had)) {
        if (!wanted.contains(key)) {
            if (auto removed = addStep(key, false); !removed)
                return removed;
        }
    }
    return {};
}

Result<Plan> Writer::remove(Kind kind, const ObjectId &id, bool subtree, const QByteArray &ifMatch)
{
    auto found = current(kind, id, ifMatch);
    if (!found)
        return found.error();
    const ldap::Entry &entry = found->entry;
    // Whoever asks for all of it is told of what a cache does not know yet, too.
    auto below = m_reader.countBelow(entry.dn, subtree);
    if (!below)
        return below.error();
    if (*below > 0 && !subtree) {
        return Error{
            .code = ErrorCode::Refused,
            .message =
                u"%1 is not empty: %2 objects lie below it."_s.arg(ldap::leafRdn(entry.dn)).arg(*below),
            .hint = u"Move them away first, or delete all of them with subtree=1."_s,
            .native = QString::number(*below)};
    }
    Plan plan = planOf(entry, found->etag);
    plan.removes = true;
    Step step{.operation = Step::Operation::Remove, .dn = entry.dn, .subtree = *below > 0};
    if (*below > 0)
        step.differences.append({"below", {QByteArray::number(*below)}, {}});
    plan.steps.push_back(std::move(step));
    return plan;
}

Result<Plan> Writer::move(Kind kind, const ObjectId &id, const QString &parent, const QByteArray &ifMatch)
{
    if (const auto parsed = ldap::parseDn(parent); !parsed || parent.isEmpty()) {
        return Error{.code = ErrorCode::Invalid,
                     .message =
                         u"The place to move to must be the DN of an organisational unit or container."_s,
                     .field = u"parent"_s};
    }
    auto found = current(kind, id, ifMatch);
    if (!found)
        return found.error();
    auto target = m_realm.directory().read(m_as, parent, {"objectClass"});
    if (!target)
        return target.error().on(u"parent"_s);
    const ldap::Entry &entry = found->entry;
    if (ldap::isWithin(target->dn, entry.dn)) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"A container cannot be moved into itself."_s,
                     .field = u"parent"_s};
    }
    Plan plan = planOf(entry, found->etag);
    if (ldap::dnKey(ldap::parentDn(entry.dn)) == ldap::dnKey(target->dn))
        return plan;
    Step step{.operation = Step::Operation::Rename,
              .dn = entry.dn,
              .newRdn = ldap::leafRdn(entry.dn),
              .newParent = target->dn};
    plan.dn = step.newRdn + u',' + step.newParent;
    step.differences.append({"distinguishedName", {entry.dn.toUtf8()}, {plan.dn.toUtf8()}});
    plan.steps.push_back(std::move(step));
    return plan;
}

Result<Plan> Writer::rename(Kind kind, const ObjectId &id, const wire::Record &names,
                            const QByteArray &ifMatch)
{
    auto schema = m_reader.schema();
    if (!schema)
        return schema.error();
    auto found = current(kind, id, ifMatch);
    if (!found)
        return found.error();
    const ldap::Entry &entry = found->entry;
    Faults faults;
    wire::Record rest = names;
    const QString name = QString::fromUtf8(rest.take("name").values.value(0)).trimmed();
    if (name.isEmpty())
        faults.add(u"name"_s, u"The new name is missing."_s);
    if (name.size() > 64)
        faults.add(u"name"_s, u"A name has at most 64 characters."_s);
    for (const wire::Attribute &attribute : std::as_const(rest.attributes)) {
        if (attribute.name != "sAMAccountName" && attribute.name != "userPrincipalName" &&
            attribute.name != "displayName")
            faults.add(QString::fromUtf8(attribute.name),
                       u"A rename sets name, displayName, sAMAccountName and userPrincipalName only."_s);
    }
    if (rest.contains("sAMAccountName"))
        checkAccountName(rest.text("sAMAccountName"), kind, faults);
    const QList<ldap::Attribute> attributes = checkedAttributes(rest, **schema, faults);
    if (faults.any())
        return faults.all();

    // The attributes go first: they can be taken back without anybody's links noticing.
    Plan plan = planOf(entry, found->etag);
    Step step = modifyStep(entry, **schema, attributes);
    if (!step.modifications.isEmpty())
        plan.steps.push_back(std::move(step));
    const QString type = ldap::leafRdn(entry.dn).section(u'=', 0, 0);
    const QString rdn = type + u'=' + ldap::escapeRdn(name);
    if (rdn != ldap::leafRdn(entry.dn)) {
        Step rename{.operation = Step::Operation::Rename, .dn = entry.dn, .newRdn = rdn};
        plan.dn = rdn + u',' + ldap::parentDn(entry.dn);
        rename.differences.append({"name", valuesOf(entry, "name"), {name.toUtf8()}});
        plan.steps.push_back(std::move(rename));
    }
    return plan;
}

Result<Plan> Writer::modifyOne(Kind kind, const ObjectId &id, const QByteArray &ifMatch,
                               const QByteArray &attribute,
                               const std::function<QByteArray(const ldap::Entry &)> &value)
{
    auto schema = m_reader.schema();
    if (!schema)
        return schema.error();
    auto found = current(kind, id, ifMatch);
    if (!found)
        return found.error();
    Plan plan = planOf(found->entry, found->etag);
    const QByteArrayList before = valuesOf(found->entry, attribute);
    const QByteArrayList after{value(found->entry)};
    if (before == after)
        return plan;
    Step step{.operation = Step::Operation::Modify, .dn = found->entry.dn};
    change(step, **schema, attribute, before, after);
    plan.steps.push_back(std::move(step));
    return plan;
}

Result<Plan> Writer::setEnabled(Kind kind, const ObjectId &id, bool enabled, const QByteArray &ifMatch)
{
    return modifyOne(kind, id, ifMatch, "userAccountControl", [enabled](const ldap::Entry &entry) {
        const qint64 control = entry.value("userAccountControl").toLongLong();
        return QByteArray::number(enabled ? control & ~uac::disabled : control | uac::disabled);
    });
}

Result<Plan> Writer::unlock(Kind kind, const ObjectId &id, const QByteArray &ifMatch)
{
    return modifyOne(kind, id, ifMatch, "lockoutTime", [](const ldap::Entry &) { return QByteArray("0"); });
}

Result<Plan> Writer::mustChange(Kind kind, const ObjectId &id, bool must, const QByteArray &ifMatch)
{
    // 0: must change at the next sign-in; -1: as if changed now ([MS-SAMR] 3.1.1.8.8).
    return modifyOne(kind, id, ifMatch, "pwdLastSet",
                     [must](const ldap::Entry &) { return QByteArray(must ? "0" : "-1"); });
}

Result<Plan> Writer::password(Kind kind, const ObjectId &id, const Secret &password,
                              const std::optional<Secret> &old, std::optional<bool> mustChange)
{
    if (password.isEmpty())
        return Error{
            .code = ErrorCode::Invalid, .message = u"The new password is missing."_s, .field = u"password"_s};
    auto found = current(kind, id, {});
    if (!found)
        return found.error();
    if (m_check) {
        auto policy = m_realm.directory().passwordPolicy(m_as, found->entry.dn);
        if (!policy)
            return policy.error();
        const auto text = [&found](QByteArrayView name) {
            return QString::fromUtf8(found->entry.value(name));
        };
        if (auto good = checkPassword(*policy, password, text("sAMAccountName"), text("displayName")); !good)
            return good.error();
    }
    Plan plan = planOf(found->entry, found->etag);
    Step step{.operation = Step::Operation::Modify, .dn = found->entry.dn};
    if (old) {
        step.modifications = ldap::passwordChange(*old, password);
    } else {
        step.modifications = ldap::passwordReset(password);
        if (mustChange)
            step.modifications.append(
                replace("pwdLastSet", {*mustChange ? QByteArray("0") : QByteArray("-1")}));
    }
    step.differences.append({"password", {}, {"•••"}});
    plan.steps.push_back(std::move(step));
    return plan;
}

Result<Plan> Writer::member(const ObjectId &group, const ObjectId &member, bool present,
                            const QByteArray &ifMatch)
{
    auto groupDn = m_reader.resolve(Kind::Groups, group);
    if (!groupDn)
        return groupDn.error();
    // The group is not read whole: it may have thousands of members.
    auto head = m_realm.directory().read(m_as, *groupDn, {"objectGUID", "objectSid"});
    if (!head)
        return head.error();
    if (!ifMatch.isEmpty()) {
        if (auto checked = current(Kind::Groups, group, ifMatch); !checked)
            return checked.error();
    }
    auto memberDn = m_reader.resolve(Kind::Objects, member);
    if (!memberDn)
        return memberDn.error().on(u"member"_s);
    auto target = m_realm.directory().read(m_as, *memberDn, {"objectGUID", "memberOf", "primaryGroupID"});
    if (!target)
        return target.error().on(u"member"_s);
    const QString groupKey = ldap::dnKey(head->dn);
    const QByteArrayList memberships = valuesOf(*target, "memberOf");
    const bool isMember =
        std::any_of(memberships.begin(), memberships.end(), [&groupKey](const QByteArray &dn) {
            return ldap::dnKey(QString::fromUtf8(dn)) == groupKey;
        });
    const QByteArray primary = primaryGroupIdOf(*head);
    const bool isPrimary = !primary.isEmpty() && target->value("primaryGroupID") == primary;
    if (isPrimary && !present) {
        return Error{.code = ErrorCode::Refused,
                     .message = u"%1 is the primary group of %2, and nobody leaves his primary group."_s.arg(
                         ldap::leafRdn(head->dn), ldap::leafRdn(target->dn)),
                     .hint = u"Make another group that he is a member of his primary group first "
                             "(primaryGroupID)."_s,
                     .field = u"member"_s};
    }
    Plan plan = planOf(*head, {});
    if (isMember == present || isPrimary)
        return plan;
    using Modify = ldap::Modification::Kind;
    const QByteArrayList value{target->dn.toUtf8()};
    Step step{.operation = Step::Operation::Modify, .dn = head->dn};
    step.modifications.append(
        {.kind = present ? Modify::Add : Modify::Delete, .attribute = "member", .values = value});
    step.inverse.append(
        {.kind = present ? Modify::Delete : Modify::Add, .attribute = "member", .values = value});
    step.differences.append(
        {"member", present ? QByteArrayList() : value, present ? value : QByteArrayList()});
    step.links.append({.source = head->value("objectGUID"),
                       .attribute = "member",
                       .target = target->value("objectGUID"),
                       .present = present});
    plan.steps.push_back(std::move(step));
    return plan;
}

} // namespace smc::identity
