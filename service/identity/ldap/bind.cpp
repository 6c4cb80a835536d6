// SPDX-License-Identifier: GPL-3.0-or-later
// How a connection proves who it is. A simple bind goes over TLS only. Kerberos (SASL GSSAPI or GSS-SPNEGO,
// [RFC 4752], [MS-SPNG]) seals the connection itself; inside TLS it seals nothing, because AD takes only one
// of the two, and binds to the TLS channel instead ([RFC 5929] tls-server-end-point).
#include "service/identity/ldap/connection.h"

#include <ldap.h>
#include <sasl/sasl.h>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SaslDefaults
{
    gss_cred_id_t credential;
    bool applied = false;
};

// Called by Cyrus SASL once its context exists, which is the first moment at which it can be given our
// credential; without one it would take the process's default cache, that is somebody else's ticket.
int saslInteract(LDAP *handle, unsigned, void *defaults, void *interactions)
{
    auto *own = static_cast<SaslDefaults *>(defaults);
    own->applied = ldap_set_option(handle, LDAP_OPT_X_SASL_GSS_CREDS, own->credential) == LDAP_OPT_SUCCESS;
    if (!own->applied)
        return LDAP_LOCAL_ERROR;
    for (auto *ask = static_cast<sasl_interact_t *>(interactions); ask->id != SASL_CB_LIST_END; ++ask) {
        ask->result = ""; // act as the one who signs in
        ask->len = 0;
    }
    return LDAP_SUCCESS;
}

} // namespace

Result<void> Connection::bind(const Proof &proof)
{
    if (const auto *password = std::get_if<access::PasswordCredentials>(&proof))
        return bindSimple(*password);
    return bindKerberos(std::get<KerberosProof>(proof));
}

Result<void> Connection::bindSimple(const access::PasswordCredentials &as)
{
    if (!m_tls) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"A password is never sent to %1 without encryption."_s.arg(m_host),
                     .hint = u"Use LDAPS or StartTLS for the realm, or Kerberos as its bind method."_s};
    }
    // A simple bind without a password succeeds, as anonymous ([RFC 4513] 5.1.2).
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

Result<void> Connection::bindKerberos(const KerberosProof &proof)
{
    const ber_len_t minimum = m_tls ? 0 : 56; // at least encryption; AES counts 256
    const ber_len_t maximum = m_tls ? 0 : 0xffffff;
    const int channel = m_tls ? LDAP_OPT_X_SASL_CBINDING_TLS_ENDPOINT : LDAP_OPT_X_SASL_CBINDING_NONE;
    ldap_set_option(m_handle, LDAP_OPT_X_SASL_SECPROPS, const_cast<char *>("none"));
    ldap_set_option(m_handle, LDAP_OPT_X_SASL_SSF_MIN, &minimum);
    ldap_set_option(m_handle, LDAP_OPT_X_SASL_SSF_MAX, &maximum);
    ldap_set_option(m_handle, LDAP_OPT_X_SASL_CBINDING, &channel);

    const char *mechanism = m_realm.bind == BindMethod::GssSpnego ? "GSS-SPNEGO" : "GSSAPI";
    SaslDefaults defaults{.credential = proof.credential};
    const char *chosen = nullptr;
    Message message;
    int code = 0;
    for (;;) {
        int id = 0;
        code = ldap_sasl_interactive_bind(m_handle, nullptr, mechanism, nullptr, nullptr, LDAP_SASL_QUIET,
                                          saslInteract, &defaults, message.get(), &chosen, &id);
        if (code != LDAP_SASL_BIND_IN_PROGRESS)
            break;
        auto answer = next(id);
        if (!answer)
            return answer.error();
        message = *std::move(answer);
    }
    if (code == LDAP_SUCCESS && defaults.applied) {
        ber_len_t strength = 0;
        ldap_get_option(m_handle, LDAP_OPT_X_SASL_SSF, &strength);
        if (!m_tls && strength < minimum) {
            return Error{.code = ErrorCode::Refused,
                         .message = u"%1 does not encrypt the connection."_s.arg(m_host),
                         .hint = u"Use LDAPS or StartTLS for the realm."_s};
        }
        m_validUntil = proof.expires;
        return {};
    }
    const Answer answer = answerOf(code == LDAP_SUCCESS ? LDAP_LOCAL_ERROR : code);
    // Findings of the Kerberos library come as local errors with its text.
    if (code == LDAP_LOCAL_ERROR || answer.diagnostic.contains("GSSAPI Error"))
        return kerberosErrorOf(answer.diagnostic, m_host);
    if (isBroken(code))
        m_broken = true;
    return bindErrorOf(answer);
}

} // namespace smc::ldap
