// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/ticket_file.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

namespace smc::access {

using namespace Qt::Literals::StringLiterals;

Kerberos::~Kerberos()
{
    if (!context)
        return;
    if (cache)
        krb5_cc_destroy(context, cache);
    krb5_free_cred_contents(context, &credentials);
    if (keytab)
        krb5_kt_close(context, keytab);
    if (principal)
        krb5_free_principal(context, principal);
    krb5_free_context(context);
}

Result<void> Kerberos::init()
{
    if (krb5_init_context(&context) != 0)
        return Error{.code = ErrorCode::Internal, .message = u"Kerberos cannot be used: see krb5.conf."_s};
    return {};
}

QString Kerberos::text(krb5_error_code code) const
{
    const char *words = krb5_get_error_message(context, code);
    const QString text = QString::fromUtf8(words);
    krb5_free_error_message(context, words);
    return text;
}

bool isUnreachable(krb5_error_code code)
{
    return code == KRB5_KDC_UNREACH || code == KRB5_REALM_CANT_RESOLVE;
}

bool TicketFile::isGood() const
{
    constexpr auto longestCall = std::chrono::minutes(10);
    return std::chrono::system_clock::now() + longestCall < until;
}

Result<TicketFile> ticketFile(Kerberos &kerberos)
{
    const auto cannot = [](const QString &why) {
        return Error{.code = ErrorCode::Internal,
                     .message = u"A ticket cannot be written down: %1."_s.arg(why)};
    };
    // The library writes this format into files only; nobody else may look into this folder.
    const QTemporaryDir folder;
    if (!folder.isValid())
        return cannot(folder.errorString());
    const QString file = folder.filePath(u"ticket"_s);
    const QByteArray name = "FILE:" + QFile::encodeName(file);
    krb5_ccache cache = nullptr;
    krb5_error_code code = krb5_cc_resolve(kerberos.context, name.constData(), &cache);
    if (code == 0)
        code = krb5_cc_initialize(kerberos.context, cache, kerberos.principal);
    if (code == 0)
        code = krb5_cc_store_cred(kerberos.context, cache, &kerberos.credentials);
    if (code == 0 && kerberos.credentials.server->length == 2) { // service and host
        krb5_data &host = kerberos.credentials.server->data[1];
        std::transform(host.data, host.data + host.length, host.data,
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        code = krb5_cc_store_cred(kerberos.context, cache, &kerberos.credentials);
    }
    if (cache)
        krb5_cc_close(kerberos.context, cache);
    if (code != 0)
        return cannot(kerberos.text(code));
    QFile written(file);
    if (!written.open(QIODevice::ReadOnly))
        return cannot(written.errorString());
    return TicketFile{.cache = Secret(written.readAll()),
                      .until = std::chrono::system_clock::from_time_t(kerberos.credentials.times.endtime)};
}

} // namespace smc::access
