// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/error.h"

#include <QByteArray>
#include <QStringView>

namespace smc::ldap {

/// The tables behind errors.h: what each foreign number or phrase means to an administrator.

struct ErrorWords
{
    ErrorCode code = ErrorCode::Internal;
    QStringView message;
    QStringView hint;
    QStringView field = {}; ///< the attribute, where it is always the same one
};

/// By an LDAP result code; null when there is none.
[[nodiscard]] const ErrorWords *wordsOfResult(int code);
/// By a Windows error at the beginning of the diagnostic message.
[[nodiscard]] const ErrorWords *wordsOfWindows(quint32 code);
/// By the sub-code of a bind.
[[nodiscard]] const ErrorWords *wordsOfBind(quint32 code);
/// By a phrase of Samba's, which often says more than the numbers around it.
[[nodiscard]] const ErrorWords *wordsOfPhrase(const QByteArray &diagnostic);

} // namespace smc::ldap
