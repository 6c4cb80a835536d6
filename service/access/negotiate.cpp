// SPDX-License-Identifier: GPL-3.0-or-later
//
// One leg: the client's SPNEGO token carries a Kerberos AP-REQ, gss_accept_sec_context checks it against the
// keytab and tells who it is. To act as that person afterwards there are two ways. Either the client
// delegated his ticket-granting ticket (unconstrained); then GSSAPI hands it over. Or the acceptor's own
// credential is good for both directions (GSS_C_BOTH); then GSSAPI hands over a proxy credential, that is
// the person's evidence ticket together with ours, and the KDC gives a ticket for the directory to it when
// our account may delegate there (msDS-AllowedToDelegateTo). Whether it may shows at the first bind.

#include "service/access/negotiate.h"

#include "service/access/delegated_ticket.h"
#include "service/access/gss.h"

#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>

#include <array>

namespace smc::access {

using namespace Qt::Literals::StringLiterals;

namespace {

gss_OID_desc spnegoMechanism{6, const_cast<char *>("\x2b\x06\x01\x05\x05\x02")};

/// The acceptor's credential, for both directions where a principal is given.
Result<void> acquire(const Negotiator::Options &options, bool both, GssCredential &out)
{
    const QByteArray keytab = options.keytab.toLocal8Bit();
    // One cache per principal: our own ticket is fetched once and again when it expires, not at each sign-in.
    const QByteArray cache = "MEMORY:smcd-" + options.principal.toUtf8().toHex();
    std::array<gss_key_value_element_desc, 3> elements{{
        {"keytab", keytab.constData()},
        {"client_keytab", keytab.constData()},
        {"ccache", cache.constData()},
    }};
    const gss_key_value_set_desc store{both ? 3U : 1U, elements.data()};
    GssName name;
    OM_uint32 minor = 0;
    if (!options.principal.isEmpty()) {
        const QByteArray text = options.principal.toUtf8();
        gss_buffer_desc buffer{static_cast<size_t>(text.size()), const_cast<char *>(text.constData())};
        const OM_uint32 major = gss_import_name(&minor, &buffer, GSS_KRB5_NT_PRINCIPAL_NAME, &name.name);
        if (GSS_ERROR(major))
            return gssError(ErrorCode::Internal, u"The service's Kerberos name is malformed."_s, major,
                            minor);
    }
    gss_OID_set_desc mechanisms{1, &spnegoMechanism};
    const OM_uint32 major =
        gss_acquire_cred_from(&minor, name.name, GSS_C_INDEFINITE, &mechanisms,
                              both ? GSS_C_BOTH : GSS_C_ACCEPT, &store, &out.credential, nullptr, nullptr);
    if (GSS_ERROR(major)) {
        Error error =
            gssError(ErrorCode::Internal, u"The keytab for Kerberos sign-in cannot be used."_s, major, minor);
        error.place = options.keytab;
        return error;
    }
    return {};
}

} // namespace

Negotiator::Negotiator(Options options)
    : m_options(std::move(options))
{}

Result<Negotiator::Accepted> Negotiator::accept(const QByteArray &token) const
{
    if (token.startsWith("NTLMSSP")) {
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"NTLM is not accepted here."_s,
                     .hint = u"Sign in with a Kerberos ticket, or with your password."_s};
    }
    const bool both = m_options.constrainedDelegation && !m_options.principal.isEmpty();
    QString notDelegated;
    GssCredential acceptor;
    if (auto got = acquire(m_options, both, acceptor); !got) {
        if (!both)
            return got.error();
        // Without a ticket of its own (the KDC refuses, the account may not) the service still knows people.
        notDelegated = got.error().native;
        if (auto again = acquire(m_options, false, acceptor); !again)
            return again.error();
    }

    gss_buffer_desc input{static_cast<size_t>(token.size()), const_cast<char *>(token.constData())};
    GssContext context;
    GssName source;
    GssBuffer output;
    GssCredential delegated;
    OM_uint32 flags = 0;
    OM_uint32 minor = 0;
    const OM_uint32 major = gss_accept_sec_context(&minor, &context.context, acceptor.credential, &input,
                                                   GSS_C_NO_CHANNEL_BINDINGS, &source.name, nullptr,
                                                   output.out(), &flags, nullptr, &delegated.credential);
    if (GSS_ERROR(major))
        return gssError(ErrorCode::Unauthenticated, u"The Kerberos ticket is not accepted."_s, major, minor);
    if (major & GSS_S_CONTINUE_NEEDED) {
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"Only Kerberos in one step is accepted here."_s,
                     .hint = u"Get a ticket (kinit) and try again."_s};
    }

    GssBuffer display;
    OM_uint32 ignored = 0;
    if (GSS_ERROR(gss_display_name(&ignored, source.name, display.out(), nullptr)))
        return Error{.code = ErrorCode::Unauthenticated, .message = u"The Kerberos ticket names nobody."_s};
    Accepted accepted;
    accepted.principal = QString::fromUtf8(display.bytes());
    accepted.reply = output.bytes();
    if (delegated.credential != GSS_C_NO_CREDENTIAL) {
        accepted.credentials =
            TicketCredentials{accepted.principal, std::make_shared<DelegatedTicket>(delegated.credential)};
        delegated.credential = GSS_C_NO_CREDENTIAL;
    } else {
        accepted.readOnlyBecause =
            u"You signed in by Kerberos without delegating your ticket, and this service may not act for you."_s;
    }
    return accepted;
}

} // namespace smc::access
