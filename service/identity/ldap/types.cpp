// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/types.h"

namespace smc::ldap {

const Attribute *Entry::find(QByteArrayView name) const
{
    for (const Attribute &attribute : attributes) {
        if (attribute.name.compare(name, Qt::CaseInsensitive) == 0)
            return &attribute;
    }
    return nullptr;
}

QByteArray Entry::value(QByteArrayView name) const
{
    const Attribute *attribute = find(name);
    return attribute && !attribute->values.isEmpty() ? attribute->values.constFirst() : QByteArray();
}

} // namespace smc::ldap
