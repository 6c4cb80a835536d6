// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/keytab_ticket.h"

#include <QFile>
#include <QTemporaryDir>

#include <krb5.h>

namespace smc::access {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto renewBefore = std::chrono::minutes(10); ///< a call that begins then still ends in time

/// What MIT's library allocates for one ticket.
struct Kerberos
{
    krb5_context context = nullptr;
    krb5_principal principal = nullptr;
    krb5_keytab keytab = nullptr;
    krb5_creds credentials{};
    krb5_ccache cache = nullptr;

    Kerberos() = default;
    Kerberos(const Kerberos &) = delete;
    Kerberos &operator=(const Kerberos &) = delete;
    ~Kerberos()
    {
        if (!context)
            return;
        if (cache)
            krb5_cc_close(context, cache);
        krb5_free_cred_contents(context, &credentials);
        if (keytab)
            krb5_kt_close(context, keytab);
        if (principal)
            krb5_free_principal(context, principal);
        krb5_free_context(context);
    }

    [[nodiscard]] Error error(krb5_error_code code, const KeytabCredentials &of) const
    {
        const char *text = krb5_get_error_message(context, code);
        const bool unreachable = code == KRB5_KDC_UNREACH || code == KRB5_REALM_CANT_RESOLVE;
        Error error{.code = unreachable ? ErrorCode::Unreachable : ErrorCode::Unauthenticated,
                    .message =
                        u"The keytab of %1 gets no ticket: %2."_s.arg(of.principal, QString::fromUtf8(text)),
                    .hint = unreachable ? u"Check the domain controllers, port 88 and krb5.conf."_s
                                        : u"Export it anew: samba-tool domain exportkeytab."_s,
                    .place = of.keytab,
                    .retryable = unreachable};
        krb5_free_error_message(context, text);
        return error;
    }
};

} // namespace

Result<Secret> KeytabTickets::of(const KeytabCredentials &of)
{
    const std::lock_guard lock(m_mutex);
    Kept &kept = m_kept[of.principal + u'\n' + of.keytab];
    if (std::chrono::system_clock::now() + renewBefore < kept.until)
        return kept.cache;
    // The library writes this format into files only; nobody else may look into this folder.
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ticket"_s);
    if (!folder.isValid()) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"There is no place for a ticket: %1."_s.arg(folder.errorString())};
    }
    Kerberos krb;
    krb5_error_code code = krb5_init_context(&krb.context);
    if (code != 0)
        return Error{.code = ErrorCode::Internal, .message = u"Kerberos cannot be used: see krb5.conf."_s};
    code = krb5_parse_name(krb.context, of.principal.toUtf8().constData(), &krb.principal);
    if (code == 0)
        code = krb5_kt_resolve(krb.context, QByteArray("FILE:" + QFile::encodeName(of.keytab)).constData(),
                               &krb.keytab);
    if (code == 0) {
        code = krb5_get_init_creds_keytab(krb.context, &krb.credentials, krb.principal, krb.keytab, 0,
                                          nullptr, nullptr);
    }
    if (code == 0)
        code = krb5_cc_resolve(krb.context, QByteArray("FILE:" + QFile::encodeName(file)).constData(),
                               &krb.cache);
    if (code == 0)
        code = krb5_cc_initialize(krb.context, krb.cache, krb.principal);
    if (code == 0)
        code = krb5_cc_store_cred(krb.context, krb.cache, &krb.credentials);
    if (code != 0)
        return krb.error(code, of);
    QFile written(file);
    if (!written.open(QIODevice::ReadOnly)) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"The ticket cannot be read: %1."_s.arg(written.errorString())};
    }
    kept = {.cache = Secret(written.readAll()),
            .until = std::chrono::system_clock::from_time_t(krb.credentials.times.endtime)};
    return kept.cache;
}

} // namespace smc::access
