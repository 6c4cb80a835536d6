// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/ldap/kerberos.h"

#include <QFile>

#include <gssapi/gssapi_ext.h>
#include <krb5.h>

#include <cstring>

namespace smc::ldap {

using namespace Qt::Literals::StringLiterals;

struct KerberosTicket::Parts
{
    krb5_context context = nullptr;
    krb5_principal principal = nullptr;
    krb5_ccache cache = nullptr;
    krb5_keytab keytab = nullptr;
    krb5_get_init_creds_opt *options = nullptr;
    gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
    std::chrono::system_clock::time_point expires;

    Parts() = default;
    Parts(const Parts &) = delete;
    Parts &operator=(const Parts &) = delete;
    ~Parts()
    {
        OM_uint32 minor = 0;
        if (credential != GSS_C_NO_CREDENTIAL)
            gss_release_cred(&minor, &credential);
        if (!context)
            return;
        if (options)
            krb5_get_init_creds_opt_free(context, options);
        if (cache)
            krb5_cc_destroy(context, cache);
        if (keytab)
            krb5_kt_close(context, keytab);
        if (principal)
            krb5_free_principal(context, principal);
        krb5_free_context(context);
    }

    [[nodiscard]] QByteArray textOf(krb5_error_code code) const
    {
        const char *text = krb5_get_error_message(context, code);
        QByteArray copy(text);
        krb5_free_error_message(context, text);
        return copy;
    }
    Result<void> prepare();
    Result<void> keep(krb5_creds &credentials);
};

namespace {

struct KerberosWords
{
    krb5_error_code number;
    ErrorCode code;
    QStringView message;
    QStringView hint;
};

constexpr KerberosWords kerberosWords[] = {
    {KRB5KDC_ERR_PREAUTH_FAILED, ErrorCode::Unauthenticated, u"The user name or the password is wrong.",
     u"Check the spelling of both."},
    {KRB5KRB_AP_ERR_BAD_INTEGRITY, ErrorCode::Unauthenticated, u"The user name or the password is wrong.",
     u"Check the spelling of both."},
    {KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN, ErrorCode::Unauthenticated, u"The user name or the password is wrong.",
     u"Check the spelling of both."},
    {KRB5KDC_ERR_CLIENT_REVOKED, ErrorCode::Unauthenticated, u"The account is disabled, locked or expired.",
     u"An administrator can look at the account and enable or unlock it."},
    {KRB5KDC_ERR_KEY_EXP, ErrorCode::Unauthenticated, u"The password has expired or must be changed.",
     u"Set a new password, then sign in with it."},
    {KRB5KDC_ERR_NAME_EXP, ErrorCode::Unauthenticated, u"The account has expired.",
     u"An administrator can set a later expiry date."},
    {KRB5KDC_ERR_POLICY, ErrorCode::Unauthenticated, u"The account's restrictions do not allow this sign-in.",
     u"Its logon hours or its permitted workstations may forbid it."},
    {KRB5KDC_ERR_ETYPE_NOSUPP, ErrorCode::Unauthenticated,
     u"The account has no key of a kind that both sides know.",
     u"Set its password again, or allow AES encryption for it."},
    {KRB5_KT_NOTFOUND, ErrorCode::Unauthenticated, u"The keytab holds no key of this account.",
     u"List it with klist -k and compare the principal's spelling."},
    {KRB5_KDC_UNREACH, ErrorCode::Unreachable, u"No key distribution centre of the realm answers.",
     u"Check the domain controllers, port 88 and krb5.conf."},
    {KRB5_REALM_UNKNOWN, ErrorCode::Unreachable, u"The key distribution centre of the realm is not known.",
     u"Name it in krb5.conf, or let DNS do it."},
    {KRB5_REALM_CANT_RESOLVE, ErrorCode::Unreachable,
     u"The key distribution centre's name can not be resolved.", u"Check DNS."},
    {KRB5KRB_AP_ERR_SKEW, ErrorCode::Unreachable,
     u"The clocks of this computer and of the domain differ too much.",
     u"Set the clock; Kerberos allows five minutes."},
    {KRB5KDC_ERR_WRONG_REALM, ErrorCode::Unauthenticated, u"The account belongs to another realm.",
     u"Sign in to that realm."},
};

Error errorOfKerberos(krb5_error_code code, const QByteArray &text)
{
    Error error{.code = ErrorCode::Unauthenticated, .message = u"Kerberos did not give a ticket."_s};
    for (const KerberosWords &words : kerberosWords) {
        if (words.number == code) {
            error.code = words.code;
            error.message = words.message.toString();
            error.hint = words.hint.toString();
        }
    }
    error.native = u"Kerberos: "_s + QString::fromUtf8(text);
    error.retryable = error.code == ErrorCode::Unreachable;
    return error;
}

std::chrono::system_clock::time_point fromTimestamp(krb5_timestamp time)
{
    // 32 bits, unsigned in MIT's reading, so that they last until 2106.
    return std::chrono::system_clock::from_time_t(static_cast<time_t>(static_cast<quint32>(time)));
}

} // namespace

Result<void> KerberosTicket::Parts::prepare()
{
    if (const krb5_error_code code = krb5_init_context(&context); code != 0) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The Kerberos library can not be used."_s,
                     .hint = u"Check krb5.conf."_s,
                     .native = u"Kerberos: %1"_s.arg(code)};
    }
    if (const krb5_error_code code = krb5_get_init_creds_opt_alloc(context, &options); code != 0)
        return errorOfKerberos(code, textOf(code));
    krb5_get_init_creds_opt_set_forwardable(options, 0);
    krb5_get_init_creds_opt_set_proxiable(options, 0);
    krb5_get_init_creds_opt_set_canonicalize(options, 1);
    krb5_get_init_creds_opt_set_change_password_prompt(options, 0);
    return {};
}

Result<void> KerberosTicket::Parts::keep(krb5_creds &credentials)
{
    krb5_error_code code = krb5_cc_new_unique(context, "MEMORY", nullptr, &cache);
    if (code == 0)
        code = krb5_cc_initialize(context, cache, credentials.client);
    if (code == 0)
        code = krb5_cc_store_cred(context, cache, &credentials);
    expires = fromTimestamp(credentials.times.endtime);
    krb5_free_cred_contents(context, &credentials);
    if (code != 0)
        return errorOfKerberos(code, textOf(code));
    // From the cache by its name, for Kerberos and for SPNEGO: a credential imported by
    // gss_krb5_import_cred would serve Kerberos alone.
    char *name = nullptr;
    if (code = krb5_cc_get_full_name(context, cache, &name); code != 0)
        return errorOfKerberos(code, textOf(code));
    gss_key_value_element_desc element{.key = "ccache", .value = name};
    const gss_key_value_set_desc store{.count = 1, .elements = &element};
    OM_uint32 minor = 0;
    const OM_uint32 major = gss_acquire_cred_from(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, GSS_C_NO_OID_SET,
                                                  GSS_C_INITIATE, &store, &credential, nullptr, nullptr);
    krb5_free_string(context, name);
    if (GSS_ERROR(major)) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The ticket can not be used."_s,
                     .native =
                         u"GSSAPI: "_s + QString::fromUtf8(textOf(static_cast<krb5_error_code>(minor)))};
    }
    return {};
}

KerberosTicket::KerberosTicket(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{}

KerberosTicket::~KerberosTicket() = default;

gss_cred_id_t KerberosTicket::credential() const
{
    return m_parts->credential;
}

std::chrono::system_clock::time_point KerberosTicket::expires() const
{
    return m_parts->expires;
}

Result<std::shared_ptr<KerberosTicket>> KerberosTicket::byPassword(const QString &name, const QString &realm,
                                                                   const Secret &password)
{
    const QString ownRealm = realm.toUpper();
    QString account = name.section(u'\\', -1); // "LAB\alice"
    const QString suffix = account.contains(u'@') ? account.section(u'@', -1) : QString();
    if (account.contains(u'=')) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"Kerberos does not know distinguished names."_s,
                     .hint = u"Sign in as name@%1."_s.arg(realm.toLower())};
    }
    if (account.isEmpty() || password.isEmpty())
        return errorOfKerberos(KRB5KDC_ERR_PREAUTH_FAILED, "no name or no password");

    auto parts = std::make_unique<Parts>();
    if (auto done = parts->prepare(); !done)
        return done.error();
    krb5_error_code code = 0;
    if (suffix.isEmpty() || suffix.compare(ownRealm, Qt::CaseInsensitive) == 0) {
        const QString principal = account.section(u'@', 0, suffix.isEmpty() ? 0 : -2) + u'@' + ownRealm;
        code = krb5_parse_name(parts->context, principal.toUtf8().constData(), &parts->principal);
    } else {
        // A user principal name with another suffix: the KDC knows whose it is ([RFC 6806] 5).
        const QString principal = QString(account).replace(u'@', u"\\@"_s) + u'@' + ownRealm;
        code = krb5_parse_name(parts->context, principal.toUtf8().constData(), &parts->principal);
        if (code == 0)
            parts->principal->type = KRB5_NT_ENTERPRISE_PRINCIPAL;
    }
    if (code != 0)
        return errorOfKerberos(code, parts->textOf(code));

    krb5_creds credentials{};
    // The password is not zero-terminated by contract; libkrb5 wants a C string.
    QByteArray copy(password.data(), static_cast<qsizetype>(password.size()));
    code = krb5_get_init_creds_password(parts->context, &credentials, parts->principal, copy.constData(),
                                        nullptr, nullptr, 0, nullptr, parts->options);
    explicit_bzero(copy.data(), static_cast<std::size_t>(copy.size()));
    if (code != 0)
        return errorOfKerberos(code, parts->textOf(code));
    if (auto done = parts->keep(credentials); !done)
        return done.error();
    return std::shared_ptr<KerberosTicket>(new KerberosTicket(std::move(parts)));
}

Result<std::shared_ptr<KerberosTicket>> KerberosTicket::byKeytab(const QString &principal,
                                                                 const QString &keytab)
{
    if (!QFile(keytab).open(QIODevice::ReadOnly)) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The keytab %1 can not be read."_s.arg(keytab),
                     .hint = u"Check the path, and that it belongs to the service's user with mode 0600."_s};
    }
    auto parts = std::make_unique<Parts>();
    if (auto done = parts->prepare(); !done)
        return done.error();
    const QByteArray file = "FILE:" + QFile::encodeName(keytab);
    krb5_error_code code = krb5_parse_name(parts->context, principal.toUtf8().constData(), &parts->principal);
    if (code == 0)
        code = krb5_kt_resolve(parts->context, file.constData(), &parts->keytab);
    krb5_creds credentials{};
    if (code == 0) {
        code = krb5_get_init_creds_keytab(parts->context, &credentials, parts->principal, parts->keytab, 0,
                                          nullptr, parts->options);
    }
    if (code != 0)
        return errorOfKerberos(code, parts->textOf(code)).at(u"getting a ticket for"_s, principal);
    if (auto done = parts->keep(credentials); !done)
        return done.error();
    return std::shared_ptr<KerberosTicket>(new KerberosTicket(std::move(parts)));
}

Error kerberosErrorOf(const QByteArray &text, const QString &server)
{
    Error error{.code = ErrorCode::Unauthenticated,
                .message = u"Kerberos does not let this account sign in to %1."_s.arg(server)};
    if (text.contains("expired")) {
        error.message = u"The Kerberos ticket has expired."_s;
        error.hint = u"Sign in again."_s;
    } else if (text.contains("Server not found in Kerberos database")) {
        error.code = ErrorCode::Unreachable;
        error.message = u"The domain knows no directory server named %1."_s.arg(server);
        error.hint = u"Kerberos wants the server's full DNS name, not an address or an alias."_s;
    } else if (text.contains("Cannot contact any KDC") || text.contains("Cannot find KDC") ||
               text.contains("Cannot resolve")) {
        error.code = ErrorCode::Unreachable;
        error.message = u"No key distribution centre of the realm answers."_s;
        error.hint = u"Check the domain controllers, port 88 and krb5.conf."_s;
        error.retryable = true;
    } else if (text.contains("Clock skew")) {
        error.code = ErrorCode::Unreachable;
        error.message = u"The clocks of this computer and of the domain differ too much."_s;
        error.hint = u"Set the clock; Kerberos allows five minutes."_s;
    }
    error.native = QString::fromUtf8(text).simplified();
    return error;
}

} // namespace smc::ldap
