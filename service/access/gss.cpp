// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/gss.h"

namespace smc::access {

using namespace Qt::Literals::StringLiterals;

namespace {

QString gssText(OM_uint32 code, int type)
{
    QString text;
    OM_uint32 more = 0;
    do {
        OM_uint32 minor = 0;
        GssBuffer one;
        if (GSS_ERROR(gss_display_status(&minor, code, type, GSS_C_NO_OID, &more, one.out())))
            break;
        text += (text.isEmpty() ? u""_s : u"; "_s) + QString::fromLocal8Bit(one.bytes());
    } while (more);
    return text;
}

} // namespace

Error gssError(ErrorCode code, const QString &message, OM_uint32 major, OM_uint32 minor)
{
    return Error{.code = code,
                 .message = message,
                 .native =
                     QString(gssText(major, GSS_C_GSS_CODE) + u": "_s + gssText(minor, GSS_C_MECH_CODE))};
}

} // namespace smc::access
