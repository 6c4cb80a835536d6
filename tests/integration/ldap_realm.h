// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/ldap/directory.h"
#include "tests/lab/lab.h"

namespace smc::testlab {

/// The lab's realm at these servers, checked against its authority.
inline ldap::RealmConfig realmOf(const Lab &lab, const QStringList &uris)
{
    ldap::RealmConfig realm;
    realm.name = lab.realm();
    realm.uris = uris;
    realm.caFile = lab.caFile();
    return realm;
}

} // namespace smc::testlab
