// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/proof.h"

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<Proof> proofFromTicket(Result<std::shared_ptr<KerberosTicket>> ticket)
{
    if (!ticket)
        return ticket.error();
    const std::shared_ptr<KerberosTicket> owner = *std::move(ticket);
    return Proof(KerberosProof{owner->credential(), owner->expires(), owner});
}

} // namespace

Result<Proof> proofOf(const RealmConfig &realm, const access::Credentials &as)
{
    if (const auto *password = std::get_if<access::PasswordCredentials>(&as)) {
        if (realm.bind == BindMethod::Simple)
            return Proof(*password);
        return proofFromTicket(KerberosTicket::byPassword(password->name, realm.name, password->password));
    }
    if (const auto *keytab = std::get_if<access::KeytabCredentials>(&as))
        return proofFromTicket(KerberosTicket::byKeytab(keytab->principal, keytab->keytab));
    return Error{.code = ErrorCode::Unsupported,
                 .message = u"This way of signing in is not available here."_s};
}

} // namespace smc::ldap
