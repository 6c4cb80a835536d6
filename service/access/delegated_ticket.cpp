// SPDX-License-Identifier: GPL-3.0-or-later
//
// Beginning a GSS context towards a service makes the library get the person's ticket for it, by his own
// ticket-granting ticket or by S4U2Proxy, and put it into the credential's cache. From there we take that one
// ticket; the token itself goes nowhere.
#include "service/access/delegated_ticket.h"

#include "service/access/gss.h"

#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>

#include <cstring>
#include <memory>
#include <utility>

namespace smc::access {

using namespace Qt::Literals::StringLiterals;

namespace {

Error refused(const QString &host, OM_uint32 major, OM_uint32 minor)
{
    const auto code = static_cast<krb5_error_code>(minor);
    Error error =
        gssError(ErrorCode::Denied, u"The domain does not let this service act for you on %1."_s.arg(host),
                 major, minor);
    error.hint = u"Sign in with a password, or have an administrator allow it: samba-tool delegation."_s;
    if (isUnreachable(code)) {
        error.code = ErrorCode::Unreachable;
        error.message = u"No domain controller gives a ticket for %1."_s.arg(host);
        error.hint = u"Check the domain controllers, port 88 and krb5.conf."_s;
        error.retryable = true;
    } else if (GSS_ROUTINE_ERROR(major) == GSS_S_CREDENTIALS_EXPIRED || code == KRB5KRB_AP_ERR_TKT_EXPIRED ||
               code == KRB5KDC_ERR_TGT_REVOKED) {
        error.code = ErrorCode::Unauthenticated;
        error.message = u"Your Kerberos ticket has expired."_s;
        error.hint = u"Sign in again."_s;
    } else if (code == KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN) {
        error.code = ErrorCode::NotFound;
        error.message = u"The domain knows no server %1."_s.arg(host);
        error.hint = u"Has it joined, and by this name?"_s;
    }
    return error;
}

/// Whether a ticket is one for cifs/fs1.lab.example, of whatever realm.
bool isFor(krb5_const_principal server, const QByteArray &service, const QByteArray &host)
{
    const auto is = [server](int part, const QByteArray &name) {
        const krb5_data &data = server->data[part];
        return name.compare(QByteArrayView(data.data, data.length), Qt::CaseInsensitive) == 0;
    };
    return server->length == 2 && is(0, service) && is(1, host);
}

/// The library keeps a ticket under the name that was asked for, without a realm; the ticket itself has both.
krb5_error_code nameByTicket(krb5_context context, krb5_creds &credentials)
{
    krb5_ticket *ticket = nullptr;
    krb5_principal server = nullptr;
    krb5_error_code code = krb5_decode_ticket(&credentials.ticket, &ticket);
    if (code == 0)
        code = krb5_copy_principal(context, ticket->server, &server);
    if (code == 0)
        std::swap(credentials.server, server);
    krb5_free_principal(context, server);
    krb5_free_ticket(context, ticket);
    return code;
}

/// Takes the ticket for a service out of `kerberos.cache`. False: there is none.
bool take(Kerberos &kerberos, const QByteArray &service, const QByteArray &host)
{
    krb5_context context = kerberos.context;
    krb5_cc_cursor cursor = nullptr;
    if (krb5_cc_start_seq_get(context, kerberos.cache, &cursor) != 0)
        return false;
    bool found = false;
    for (krb5_creds one{}; krb5_cc_next_cred(context, kerberos.cache, &cursor, &one) == 0;) {
        // Of several the last to end: an older one may be about to.
        if (isFor(one.server, service, host) &&
            (!found || one.times.endtime > kerberos.credentials.times.endtime)) {
            std::swap(kerberos.credentials, one);
            found = true;
        }
        krb5_free_cred_contents(context, &one);
        one = {};
    }
    krb5_cc_end_seq_get(context, kerberos.cache, &cursor);
    return found && nameByTicket(context, kerberos.credentials) == 0 &&
           krb5_copy_principal(context, kerberos.credentials.client, &kerberos.principal) == 0;
}

/// The library holds a credential locked while it asks the KDC by it, so each request has a copy of its own.
Result<std::unique_ptr<GssCredential>> copyOf(gss_cred_id_t credential)
{
    OM_uint32 minor = 0;
    gss_buffer_desc exported = GSS_C_EMPTY_BUFFER;
    OM_uint32 major = gss_export_cred(&minor, credential, &exported);
    auto copy = std::make_unique<GssCredential>();
    if (!GSS_ERROR(major))
        major = gss_import_cred(&minor, &exported, &copy->credential);
    const Error cannot =
        gssError(ErrorCode::Internal, u"Your ticket cannot be used for several servers."_s, major, minor);
    if (exported.value)
        explicit_bzero(exported.value, exported.length); // it holds the keys
    OM_uint32 ignored = 0;
    gss_release_buffer(&ignored, &exported);
    if (GSS_ERROR(major))
        return cannot;
    return copy;
}

} // namespace

DelegatedTicket::~DelegatedTicket()
{
    auto credential = static_cast<gss_cred_id_t>(m_credential);
    OM_uint32 minor = 0;
    gss_release_cred(&minor, &credential);
}

Result<Secret> DelegatedTicket::ticketFor(const QString &service, const QString &host)
{
    return m_requests.get(service + u'@' + host, [&] { return ask(service.toUtf8(), host.toUtf8()); });
}

Result<TicketFile> DelegatedTicket::ask(const QByteArray &service, const QByteArray &host) const
{
    const auto copied = copyOf(static_cast<gss_cred_id_t>(m_credential));
    if (!copied)
        return copied.error();
    gss_cred_id_t credential = (*copied)->credential;
    QByteArray text = service + '@' + host;
    gss_buffer_desc name{static_cast<size_t>(text.size()), text.data()};
    GssName target;
    OM_uint32 minor = 0;
    OM_uint32 major = gss_import_name(&minor, &name, GSS_C_NT_HOSTBASED_SERVICE, &target.name);
    GssContext context;
    GssBuffer token;
    if (!GSS_ERROR(major)) {
        major = gss_init_sec_context(&minor, credential, &context.context, target.name, gss_mech_krb5, 0, 0,
                                     GSS_C_NO_CHANNEL_BINDINGS, GSS_C_NO_BUFFER, nullptr, token.out(),
                                     nullptr, nullptr);
    }
    if (GSS_ERROR(major))
        return refused(QString::fromUtf8(host), major, minor);

    Kerberos kerberos;
    if (auto begun = kerberos.init(); !begun)
        return begun.error();
    if (krb5_cc_new_unique(kerberos.context, "MEMORY", nullptr, &kerberos.cache) != 0)
        return Error{.code = ErrorCode::Internal, .message = u"There is no memory for a ticket."_s};
    major = gss_krb5_copy_ccache(&minor, credential, kerberos.cache);
    if (GSS_ERROR(major))
        return gssError(ErrorCode::Internal, u"Your ticket cannot be handed on."_s, major, minor);
    if (!take(kerberos, service, host)) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"Kerberos calls %1 by another name."_s.arg(QString::fromUtf8(host)),
                     .hint = u"Set rdns = false and dns_canonicalize_hostname = false in krb5.conf."_s};
    }
    return ticketFile(kerberos);
}

} // namespace smc::access
