// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/operations.h"

#include <ldap.h>

#include <vector>

namespace smc::ldap {

namespace {

constexpr char treeDeleteOid[] = "1.2.840.113556.1.4.805";

// The LDAPMod array of an add or a modify; points into the lists it was made from.
class ModList
{
public:
    void append(int operation, const QByteArray &name, const QByteArrayList &values)
    {
        Item item;
        for (const QByteArray &value : values) {
            item.values.push_back({.bv_len = static_cast<ber_len_t>(value.size()),
                                   .bv_val = const_cast<char *>(value.constData())});
        }
        item.mod.mod_op = operation | LDAP_MOD_BVALUES;
        item.mod.mod_type = const_cast<char *>(name.constData());
        m_items.push_back(std::move(item));
    }
    LDAPMod **get()
    {
        m_pointers.clear();
        for (Item &item : m_items) {
            item.valuePointers.clear();
            for (berval &value : item.values)
                item.valuePointers.push_back(&value);
            item.valuePointers.push_back(nullptr);
            // A replace or delete of all values has none.
            item.mod.mod_vals.modv_bvals = item.values.empty() ? nullptr : item.valuePointers.data();
            m_pointers.push_back(&item.mod);
        }
        m_pointers.push_back(nullptr);
        return m_pointers.data();
    }

private:
    struct Item
    {
        LDAPMod mod{};
        std::vector<berval> values;
        std::vector<berval *> valuePointers;
    };
    std::vector<Item> m_items;
    std::vector<LDAPMod *> m_pointers;
};

int operationOf(Modification::Kind kind)
{
    switch (kind) {
    case Modification::Kind::Add:
        return LDAP_MOD_ADD;
    case Modification::Kind::Delete:
        return LDAP_MOD_DELETE;
    case Modification::Kind::Replace:
        break;
    }
    return LDAP_MOD_REPLACE;
}

} // namespace

Result<void> addOn(Connection &connection, const QString &dn, const QList<Attribute> &attributes)
{
    ModList mods;
    for (const Attribute &attribute : attributes) {
        if (!attribute.values.isEmpty()) // an add knows no empty attribute
            mods.append(LDAP_MOD_ADD, attribute.name, attribute.values);
    }
    int id = 0;
    const int code =
        ldap_add_ext(connection.handle(), dn.toUtf8().constData(), mods.get(), nullptr, nullptr, &id);
    if (code != LDAP_SUCCESS)
        return connection.failed(code);
    return connection.finish(id);
}

Result<void> modifyOn(Connection &connection, const QString &dn, const QList<Modification> &changes)
{
    ModList mods;
    for (const Modification &change : changes)
        mods.append(operationOf(change.kind), change.attribute, change.values);
    int id = 0;
    const int code =
        ldap_modify_ext(connection.handle(), dn.toUtf8().constData(), mods.get(), nullptr, nullptr, &id);
    if (code != LDAP_SUCCESS)
        return connection.failed(code);
    return connection.finish(id);
}

Result<void> renameOn(Connection &connection, const QString &dn, const QString &newRdn,
                      const QString &newParent)
{
    const QByteArray parent = newParent.toUtf8();
    int id = 0;
    const int code = ldap_rename(connection.handle(), dn.toUtf8().constData(), newRdn.toUtf8().constData(),
                                 parent.isEmpty() ? nullptr : parent.constData(), 1, nullptr, nullptr, &id);
    if (code != LDAP_SUCCESS)
        return connection.failed(code);
    return connection.finish(id);
}

Result<void> removeOn(Connection &connection, const QString &dn, bool subtree)
{
    char oid[sizeof treeDeleteOid];
    std::copy(std::begin(treeDeleteOid), std::end(treeDeleteOid), oid);
    LDAPControl control{
        .ldctl_oid = oid, .ldctl_value = {.bv_len = 0, .bv_val = nullptr}, .ldctl_iscritical = 1};
    LDAPControl *controls[] = {&control, nullptr};
    int id = 0;
    const int code = ldap_delete_ext(connection.handle(), dn.toUtf8().constData(),
                                     subtree ? controls : nullptr, nullptr, &id);
    if (code != LDAP_SUCCESS)
        return connection.failed(code);
    return connection.finish(id);
}

} // namespace smc::ldap
