// SPDX-License-Identifier: GPL-3.0-or-later
// GSSAPI ([RFC 2744]) out of MIT's library, loaded when it is there: the client links no Kerberos, and a
// machine without it has no tickets anyway. Only types and constants come from the header.
#include "app/platform/kerberos.h"

#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS) && __has_include(<gssapi/gssapi.h>)
#define SMC_HAS_GSSAPI 1
#include <QLibrary>

#include <gssapi/gssapi.h>
#endif

namespace smc::platform {

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
gss_OID_desc krb5Principal{10, const_cast<char *>("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x01")};

} // namespace

QString ticketOwner()
{
    if (!gss().usable)
        return {};
    OM_uint32 minor = 0;
    gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
    if (GSS_ERROR(gss().acquireCred(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, GSS_C_NO_OID_SET, GSS_C_INITIATE,
                                    &credential, nullptr, nullptr)))
        return {};
    QString owner;
    gss_name_t name = GSS_C_NO_NAME;
    OM_uint32 lifetime = 0;
    if (!GSS_ERROR(gss().inquireCred(&minor, credential, &name, &lifetime, nullptr, nullptr)) && name &&
        lifetime > 0) {
        gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
        if (!GSS_ERROR(gss().displayName(&minor, name, &text, nullptr)))
            owner = QString::fromUtf8(static_cast<const char *>(text.value), qsizetype(text.length));
        gss().releaseBuffer(&minor, &text);
    }
    gss().releaseName(&minor, &name);
    gss().releaseCred(&minor, &credential);
    return owner;
}

QByteArray negotiateToken(const QString &spn)
{
    if (!gss().usable)
        return {};
    OM_uint32 minor = 0;
    QByteArray principal = spn.toUtf8();
    gss_buffer_desc text{std::size_t(principal.size()), principal.data()};
    gss_name_t target = GSS_C_NO_NAME;
    if (GSS_ERROR(gss().importName(&minor, &text, &krb5Principal, &target)))
        return {};
    QByteArray token;
    gss_ctx_id_t handle = GSS_C_NO_CONTEXT;
    gss_buffer_desc output = GSS_C_EMPTY_BUFFER;
    const OM_uint32 major = gss().initContext(
        &minor, GSS_C_NO_CREDENTIAL, &handle, target, &spnego, GSS_C_DELEG_FLAG | GSS_C_MUTUAL_FLAG, 0,
        GSS_C_NO_CHANNEL_BINDINGS, GSS_C_NO_BUFFER, nullptr, &output, nullptr, nullptr);
    if (!GSS_ERROR(major))
        token = QByteArray(static_cast<const char *>(output.value), qsizetype(output.length));
    gss().releaseBuffer(&minor, &output);
    if (handle != GSS_C_NO_CONTEXT)
        gss().deleteContext(&minor, &handle, GSS_C_NO_BUFFER);
    gss().releaseName(&minor, &target);
    return token;
}

#else

QString ticketOwner()
{
    return {};
}

QByteArray negotiateToken(const QString &)
{
    return {};
}

#endif

} // namespace smc::platform
