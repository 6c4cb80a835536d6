// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/schema.h"

namespace smc::ldap {

const AttributeType *Schema::find(QByteArrayView name) const
{
    const auto it = m_types.constFind(name.toByteArray().toLower());
    return it == m_types.constEnd() ? nullptr : &*it;
}

} // namespace smc::ldap
