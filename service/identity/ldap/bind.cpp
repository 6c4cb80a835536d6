// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/connection.h"

#include <ldap.h>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

Result<void> Connection::bind(const access::Credentials &as)
{
    if (const auto *password = std::get_if<access::PasswordCredentials>(&as);
        password && m_realm.bind == BindMethod::Simple)
        return bindSimple(*password);
    return Error{.code = ErrorCode::Unsupported,
                 .message = u"This way of signing in is not available here."_s};
}

Result<void> Connection::bindSimple(const access::PasswordCredentials &as)
{
    if (!m_tls) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"A password is never sent to %1 without encryption."_s.arg(m_host),
                     .hint = u"Use LDAPS or StartTLS for the realm, or Kerberos as its bind method."_s};
    }
    // A simple bind without a password succeeds as anonymous ([RFC 4513] 5.1.2).
    if (as.name.isEmpty() || as.password.isEmpty())
        return bindErrorOf(
            {.code = LDAP_INVALID_CREDENTIALS, .diagnostic = {}, .matchedDn = {}, .server = m_host});
    berval password{.bv_len = as.password.size(), .bv_val = const_cast<char *>(as.password.data())};
    int id = 0;
    const int code = ldap_sasl_bind(m_handle, as.name.toUtf8().constData(), LDAP_SASL_SIMPLE, &password,
                                    nullptr, nullptr, &id);
    if (code != LDAP_SUCCESS)
        return failed(code);
    auto message = next(id);
    if (!message)
        return message.error();
    auto answer = parse(message->get());
    if (!answer)
        return answer.error();
    if (answer->code != LDAP_SUCCESS)
        return bindErrorOf(*answer);
    return {};
}

} // namespace smc::ldap
