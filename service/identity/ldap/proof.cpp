// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/proof.h"

#include "service/access/delegated_ticket.h"

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

Result<Proof> proofFromDelegation(const access::TicketCredentials &as)
{
    auto *credential = as.ticket ? static_cast<gss_cred_id_t>(as.ticket->gssCredential()) : nullptr;
    if (credential == GSS_C_NO_CREDENTIAL) {
        return Error{.code = ErrorCode::Unauthenticated,
                     .message = u"There is no Kerberos ticket of %1."_s.arg(as.principal),
                     .hint = u"Sign in again."_s};
    }
    OM_uint32 minor = 0;
    OM_uint32 seconds = 0;
    const OM_uint32 major = gss_inquire_cred(&minor, credential, nullptr, &seconds, nullptr, nullptr);
    if (GSS_ROUTINE_ERROR(major) == GSS_S_CREDENTIALS_EXPIRED) {
        return Error{.code = ErrorCode::Unauthenticated,
                     .message = u"The Kerberos ticket of %1 has expired."_s.arg(as.principal),
                     .hint = u"Sign in again."_s};
    }
    KerberosProof proof{credential, std::chrono::system_clock::time_point::max(), as.ticket};
    if (!GSS_ERROR(major) && seconds != GSS_C_INDEFINITE && seconds > 0)
        proof.expires = std::chrono::system_clock::now() + std::chrono::seconds(seconds);
    return Proof(std::move(proof));
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
    return proofFromDelegation(std::get<access::TicketCredentials>(as));
}

} // namespace smc::ldap
