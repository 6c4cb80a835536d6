// SPDX-License-Identifier: GPL-3.0-or-later
// How to see in the directory whether a change was carried out.
#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/once.h"
#include "service/identity/ldap/operations.h"

#include <QHash>

#include <algorithm>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

using Trace = Change::Trace;

// Nobody can read these back ([MS-ADTS] 3.1.1.4.4).
bool isWriteOnly(const QByteArray &name)
{
    static const QByteArrayList names = {"unicodepwd", "userpassword", "dbcspwd", "cleartextpassword",
                                         "supplementalcredentials"};
    return names.contains(name.toLower());
}

bool isSameValue(const QByteArray &a, const QByteArray &b)
{
    if (a == b)
        return true;
    // The directory writes names its own way.
    const QString left = QString::fromUtf8(a);
    const QString right = QString::fromUtf8(b);
    return left.contains(u'=') && right.contains(u'=') && dnKey(left) == dnKey(right);
}

bool holds(const QByteArrayList &values, const QByteArray &value)
{
    return std::any_of(values.begin(), values.end(),
                       [&](const QByteArray &one) { return isSameValue(one, value); });
}

QByteArrayList valuesOf(const Entry &entry, const QByteArray &name)
{
    const Attribute *attribute = entry.find(name);
    return attribute ? attribute->values : QByteArrayList();
}

// An object with these attributes, whatever the directory added by itself.
bool looksAdded(const Entry &entry, const QList<Attribute> &attributes)
{
    for (const Attribute &attribute : attributes) {
        const QByteArray name = attribute.name.toLower();
        if (isWriteOnly(name) || name == "pwdlastset") // a command to the directory, not a value
            continue;
        const QByteArrayList there = valuesOf(entry, attribute.name);
        for (const QByteArray &value : attribute.values) {
            const bool flags = name == "useraccountcontrol"; // the directory adds some of its own
            const bool found =
                flags ? !there.isEmpty() && (there.constFirst().toInt() & value.toInt()) == value.toInt()
                      : std::any_of(there.begin(), there.end(), [&value](const QByteArray &one) {
                            return isSameValue(one, value) || one.compare(value, Qt::CaseInsensitive) == 0;
                        });
            if (!found)
                return false;
        }
    }
    return true;
}

// What an attribute must look like after all modifications.
struct Expectation
{
    QByteArray name;
    bool exact = false; ///< `present` is all there is
    QByteArrayList present;
    QByteArrayList absent;
};

QHash<QByteArray, Expectation> expectationsOf(const QList<Modification> &changes)
{
    QHash<QByteArray, Expectation> all;
    for (const Modification &change : changes) {
        Expectation &expected = all[change.attribute.toLower()];
        expected.name = change.attribute;
        switch (change.kind) {
        case Modification::Kind::Replace:
            expected = {change.attribute, true, change.values, {}};
            break;
        case Modification::Kind::Add:
            for (const QByteArray &value : change.values) {
                expected.absent.removeAll(value);
                expected.present.append(value);
            }
            break;
        case Modification::Kind::Delete:
            if (change.values.isEmpty())
                expected = {change.attribute, true, {}, {}};
            for (const QByteArray &value : change.values) {
                expected.present.removeAll(value);
                expected.absent.append(value);
            }
            break;
        }
    }
    return all;
}

bool looksModified(const Entry &entry, const QHash<QByteArray, Expectation> &expectations)
{
    return std::all_of(expectations.begin(), expectations.end(), [&entry](const Expectation &expected) {
        const QByteArrayList there = valuesOf(entry, expected.name);
        return (!expected.exact || there.size() == expected.present.size()) &&
               std::all_of(expected.present.begin(), expected.present.end(),
                           [&there](const QByteArray &value) { return holds(there, value); }) &&
               std::none_of(expected.absent.begin(), expected.absent.end(),
                            [&there](const QByteArray &value) { return holds(there, value); });
    });
}

// Nothing when there is no such object.
Result<std::optional<Entry>> findEntry(Connection &connection, const QString &dn,
                                       const QByteArrayList &attributes)
{
    std::optional<Entry> found;
    auto done =
        searchOn(connection, {.base = dn, .scope = Scope::Base, .attributes = attributes, .pageSize = 0},
                 [&found](Entry &&entry) {
                     found = std::move(entry);
                     return true;
                 });
    if (!done && done.error().code != ErrorCode::NotFound)
        return done.error();
    return found;
}

bool isNamed(const QString &dn, const QString &rdn, const QString &parent)
{
    const auto have = parseDn(leafRdn(dn));
    const auto want = parseDn(rdn);
    if (!have || !want || have->size() != 1 || want->size() != 1)
        return false;
    return have->constFirst().value == want->constFirst().value && dnKey(parentDn(dn)) == dnKey(parent);
}

} // namespace

Change addition(const QString &dn, const QList<Attribute> &attributes)
{
    Change change;
    change.what = u"creating "_s + dn;
    change.repeatableElsewhere = false;
    change.send = [dn, attributes](Connection &connection) { return addOn(connection, dn, attributes); };
    change.look = [dn, attributes](Connection &connection) -> Result<Trace> {
        QByteArrayList names;
        for (const Attribute &attribute : attributes)
            names << attribute.name;
        const auto entry = findEntry(connection, dn, names);
        if (!entry)
            return entry.error();
        return *entry && looksAdded(**entry, attributes) ? Trace::Done : Trace::NotDone;
    };
    return change;
}

Change modification(const QString &dn, const QList<Modification> &changes)
{
    Change change;
    change.what = u"changing "_s + dn;
    change.send = [dn, changes](Connection &connection) { return modifyOn(connection, dn, changes); };
    change.look = [dn, changes](Connection &connection) -> Result<Trace> {
        auto expectations = expectationsOf(changes);
        // A password that its owner changes can be changed once only: the old one is wrong afterwards. A
        // reset by somebody else may be repeated.
        for (const Modification &one : changes) {
            if (isWriteOnly(one.attribute) && one.kind != Modification::Kind::Replace)
                return Trace::Unknown;
        }
        const bool visible = std::none_of(changes.begin(), changes.end(), [](const Modification &one) {
            return isWriteOnly(one.attribute) || one.attribute.toLower() == "pwdlastset";
        });
        if (!visible)
            return Trace::NotDone;
        QByteArrayList names;
        for (const Expectation &expected : std::as_const(expectations))
            names << expected.name;
        const auto entry = findEntry(connection, dn, names);
        if (!entry)
            return entry.error();
        return *entry && looksModified(**entry, expectations) ? Trace::Done : Trace::NotDone;
    };
    return change;
}

Change renaming(const QString &dn, const QString &newRdn, const QString &newParent)
{
    Change change;
    change.what = u"renaming "_s + dn;
    change.send = [=](Connection &connection) { return renameOn(connection, dn, newRdn, newParent); };
    change.look = [=](Connection &connection) -> Result<Trace> {
        const auto old = findEntry(connection, dn, {"objectClass"});
        if (!old)
            return old.error();
        if (*old) { // still under this name, or addressed by its GUID, or only its spelling changes
            const QString parent = newParent.isEmpty() ? parentDn((*old)->dn) : newParent;
            return isNamed((*old)->dn, newRdn, parent) ? Trace::Done : Trace::NotDone;
        }
        const QString parent = newParent.isEmpty() ? parentDn(dn) : newParent;
        const auto renamed = findEntry(connection, newRdn + u',' + parent, {"objectClass"});
        if (!renamed)
            return renamed.error();
        return *renamed ? Trace::Done : Trace::NotDone;
    };
    return change;
}

Change removal(const QString &dn, bool subtree)
{
    Change change;
    change.what = u"deleting "_s + dn;
    change.send = [=](Connection &connection) { return removeOn(connection, dn, subtree); };
    change.look = [=](Connection &connection) -> Result<Trace> {
        const auto entry = findEntry(connection, dn, {"objectClass"});
        if (!entry)
            return entry.error();
        return *entry ? Trace::NotDone : Trace::Done;
    };
    return change;
}

} // namespace smc::ldap
