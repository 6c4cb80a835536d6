// SPDX-License-Identifier: GPL-3.0-or-later
// GSSAPI ([RFC 2744]) out of MIT's library, loaded when it is there: the client links no Kerberos, and a
// machine without it has no tickets anyway. Only types and constants come from the header.
#include "app/platform/kerberos.h"

#include <QCoreApplication>

#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS) && __has_include(<gssapi/gssapi.h>)
#define SMC_HAS_GSSAPI 1
#include <QLibrary>

#include <gssapi/gssapi.h>
#endif

namespace smc::platform {

namespace {

struct KerberosText
{
    Q_DECLARE_TR_FUNCTIONS(smc::platform::Kerberos)
};

Error noKerberos()
{
    return {.code = ErrorCode::Unsupported,
            .message = KerberosText::tr("This computer has no Kerberos."),
            .hint = KerberosText::tr("Sign in with your password.")};
}

} // namespace

#ifdef SMC_HAS_GSSAPI

using namespace Qt::Literals::StringLiterals;

namespace {

struct GssLibrary
{
    decltype(&::gss_acquire_cred) acquireCred = nullptr;
    decltype(&::gss_inquire_cred) inquireCred = nullptr;
    decltype(&::gss_display_name) displayName = nullptr;
    decltype(&::gss_import_name) importName = nullptr;
    decltype(&::gss_init_sec_context) initContext = nullptr;
    decltype(&::gss_delete_sec_context) deleteContext = nullptr;
    decltype(&::gss_display_status) displayStatus = nullptr;
    decltype(&::gss_release_cred) releaseCred = nullptr;
    decltype(&::gss_release_name) releaseName = nullptr;
    decltype(&::gss_release_buffer) releaseBuffer = nullptr;
    bool usable = false;

    GssLibrary()
    {
        QLibrary library(u"gssapi_krb5"_s, 2);
        if (!library.load())
            return;
        usable = resolve(library, acquireCred, "gss_acquire_cred") &&
                 resolve(library, inquireCred, "gss_inquire_cred") &&
                 resolve(library, displayName, "gss_display_name") &&
                 resolve(library, importName, "gss_import_name") &&
                 resolve(library, initContext, "gss_init_sec_context") &&
                 resolve(library, deleteContext, "gss_delete_sec_context") &&
                 resolve(library, displayStatus, "gss_display_status") &&
                 resolve(library, releaseCred, "gss_release_cred") &&
                 resolve(library, releaseName, "gss_release_name") &&
                 resolve(library, releaseBuffer, "gss_release_buffer");
    }

private:
    template<typename Function>
    static bool resolve(QLibrary &library, Function &function, const char *name)
    {
        function = reinterpret_cast<Function>(library.resolve(name));
        return function != nullptr;
    }
};

const GssLibrary &gss()
{
    static const GssLibrary library;
    return library;
}

// The object identifiers are ours, so that the library's data symbols are not needed.
gss_OID_desc spnego{6, const_cast<char *>("\x2b\x06\x01\x05\x05\x02")}; // 1.3.6.1.5.5.2
gss_OID_desc krb5{9, const_cast<char *>("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02")};
gss_OID_desc krb5Principal{10, const_cast<char *>("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x01")};

/// The mechanism's own words, for the details: "Server not found in Kerberos database".
QString wordsOf(OM_uint32 minor)
{
    OM_uint32 ignored = 0;
    OM_uint32 more = 0;
    gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
    if (GSS_ERROR(gss().displayStatus(&ignored, minor, GSS_C_MECH_CODE, &krb5, &more, &text)))
        return QString::number(minor);
    const QString words = QString::fromUtf8(static_cast<const char *>(text.value), qsizetype(text.length));
    gss().releaseBuffer(&ignored, &text);
    return words;
}

} // namespace

Ticket ticket()
{
    if (!gss().usable)
        return {};
    Ticket found{.state = Ticket::State::None, .owner = {}};
    OM_uint32 minor = 0;
    gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
    const OM_uint32 acquired = gss().acquireCred(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, GSS_C_NO_OID_SET,
                                                 GSS_C_INITIATE, &credential, nullptr, nullptr);
    gss_name_t name = GSS_C_NO_NAME;
    OM_uint32 lifetime = 0;
    const OM_uint32 major = GSS_ERROR(acquired)
                                ? acquired
                                : gss().inquireCred(&minor, credential, &name, &lifetime, nullptr, nullptr);
    if (GSS_ROUTINE_ERROR(major) == GSS_S_CREDENTIALS_EXPIRED || (!GSS_ERROR(major) && lifetime == 0)) {
        found.state = Ticket::State::Expired;
    } else if (!GSS_ERROR(major) && name) {
        gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
        if (!GSS_ERROR(gss().displayName(&minor, name, &text, nullptr)))
            found = {.state = Ticket::State::Valid,
                     .owner =
                         QString::fromUtf8(static_cast<const char *>(text.value), qsizetype(text.length))};
        gss().releaseBuffer(&minor, &text);
    }
    gss().releaseName(&minor, &name);
    gss().releaseCred(&minor, &credential);
    return found;
}

Result<QByteArray> negotiateToken(const QString &spn)
{
    const Ticket::State state = ticket().state;
    if (state == Ticket::State::Unavailable)
        return noKerberos();
    if (state != Ticket::State::Valid)
        return Error{.code = ErrorCode::Unauthenticated,
                     .message = state == Ticket::State::Expired
                                    ? KerberosText::tr("The Kerberos ticket has expired.")
                                    : KerberosText::tr("There is no Kerberos ticket."),
                     .hint = KerberosText::tr("Get one with kinit, or sign in with your password.")};
    OM_uint32 minor = 0;
    OM_uint32 ignored = 0;
    QByteArray principal = spn.toUtf8();
    gss_buffer_desc text{std::size_t(principal.size()), principal.data()};
    gss_name_t target = GSS_C_NO_NAME;
    gss_ctx_id_t handle = GSS_C_NO_CONTEXT;
    gss_buffer_desc output = GSS_C_EMPTY_BUFFER;
    OM_uint32 major = gss().importName(&minor, &text, &krb5Principal, &target);
    if (!GSS_ERROR(major))
        major = gss().initContext(&minor, GSS_C_NO_CREDENTIAL, &handle, target, &spnego,
                                  GSS_C_DELEG_POLICY_FLAG | GSS_C_MUTUAL_FLAG, 0, GSS_C_NO_CHANNEL_BINDINGS,
                                  GSS_C_NO_BUFFER, nullptr, &output, nullptr, nullptr);
    const QByteArray token(static_cast<const char *>(output.value), qsizetype(output.length));
    gss().releaseBuffer(&ignored, &output);
    if (handle != GSS_C_NO_CONTEXT)
        gss().deleteContext(&ignored, &handle, GSS_C_NO_BUFFER);
    gss().releaseName(&ignored, &target);
    if (!GSS_ERROR(major))
        return token;
    return Error{.code = ErrorCode::Unauthenticated,
                 .message = KerberosText::tr("The realm gives no ticket for %1.").arg(spn),
                 .hint =
                     KerberosText::tr("Name the service as the realm does, or sign in with your password."),
                 .native = wordsOf(minor)};
}

#else

Ticket ticket()
{
    return {};
}

Result<QByteArray> negotiateToken(const QString &)
{
    return noKerberos();
}

#endif

} // namespace smc::platform
