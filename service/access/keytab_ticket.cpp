// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/keytab_ticket.h"

#include <QFile>

namespace smc::access {

using namespace Qt::Literals::StringLiterals;

namespace {

Error refused(const Kerberos &kerberos, krb5_error_code code, const KeytabCredentials &of)
{
    const bool unreachable = isUnreachable(code);
    return Error{.code = unreachable ? ErrorCode::Unreachable : ErrorCode::Unauthenticated,
                 .message = u"The keytab of %1 gets no ticket: %2."_s.arg(of.principal, kerberos.text(code)),
                 .hint = unreachable ? u"Check the domain controllers, port 88 and krb5.conf."_s
                                     : u"Export it anew: samba-tool domain exportkeytab."_s,
                 .place = of.keytab,
                 .retryable = unreachable};
}

} // namespace

Result<Secret> KeytabTickets::of(const KeytabCredentials &of)
{
    const std::lock_guard lock(m_mutex);
    TicketFile &kept = m_kept[of.principal + u'\n' + of.keytab];
    if (kept.isGood())
        return kept.cache;
    Kerberos kerberos;
    if (auto begun = kerberos.init(); !begun)
        return begun.error();
    krb5_context context = kerberos.context;
    krb5_error_code code = krb5_parse_name(context, of.principal.toUtf8().constData(), &kerberos.principal);
    if (code == 0)
        code = krb5_kt_resolve(context, QByteArray("FILE:" + QFile::encodeName(of.keytab)).constData(),
                               &kerberos.keytab);
    if (code == 0) {
        code = krb5_get_init_creds_keytab(context, &kerberos.credentials, kerberos.principal, kerberos.keytab,
                                          0, nullptr, nullptr);
    }
    if (code != 0)
        return refused(kerberos, code, of);
    auto ticket = ticketFile(kerberos);
    if (!ticket)
        return ticket.error();
    kept = *std::move(ticket);
    return kept.cache;
}

} // namespace smc::access
