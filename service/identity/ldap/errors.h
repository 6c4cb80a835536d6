// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QString>

namespace smc::ldap {

/// LDAP's result codes and Active Directory's diagnostic messages, translated once into our errors.
/// Pure functions; nobody above this folder looks at a result code.

/// What a server answered, or what libldap found out by itself (negative codes).
struct Answer
{
    int code = 0;          ///< LDAP result code ([RFC 4511] 4.1.9) or libldap's own, which is negative
    QByteArray diagnostic; ///< "0000052D: Constraint violation - …", in AD "hhhhhhhh: text"
    QString matchedDn;     ///< of noSuchObject: how far the name is right
    QString server;        ///< host that answered, for the message of a failed connection
};

/// The error of an operation.
[[nodiscard]] Error errorOf(const Answer &answer);
/// The error of a bind: what is wrong with the account or its password, from the sub-code "data 52e"
/// ([MS-ADTS] 5.1.1.1.1; the numbers are Windows' own).
[[nodiscard]] Error bindErrorOf(const Answer &answer);

/// The error of a TLS handshake that failed: mostly the certificate, which libldap does not say clearly.
[[nodiscard]] Error tlsErrorOf(const Answer &answer);

/// The Windows error at the beginning of the diagnostic message ("0000052D: …" → 0x52d); 0 for none.
[[nodiscard]] quint32 windowsCode(const QByteArray &diagnostic);
/// The sub-code of a failed bind ("…, data 775, …" → 0x775); 0 for none.
[[nodiscard]] quint32 bindSubCode(const QByteArray &diagnostic);

/// Whether the connection itself is gone or not to be trusted any more after this result.
[[nodiscard]] bool isBroken(int code);

} // namespace smc::ldap
