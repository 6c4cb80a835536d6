// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/session.h"

namespace smc::access {

using namespace Qt::Literals::StringLiterals;

QString roleName(Role role)
{
    return role == Role::Administrator ? u"administrator"_s : u"reader"_s;
}

QString principalOf(const Credentials &credentials)
{
    struct Name
    {
        QString operator()(const PasswordCredentials &password) const { return password.name; }
        QString operator()(const KeytabCredentials &keytab) const { return keytab.principal; }
        QString operator()(const TicketCredentials &ticket) const { return ticket.principal; }
    };
    return std::visit(Name{}, credentials).toLower();
}

} // namespace smc::access
