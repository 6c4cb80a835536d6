// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/ldap/types.h"
#include "shared/core/secret.h"

#include <QString>

#include <chrono>

namespace smc::ldap {

/// The value of unicodePwd: the password in quotes, UTF-16 little-endian ([MS-ADTS] 3.1.1.3.1.5.1).
/// It holds the password: give it to the directory and to nobody else.
[[nodiscard]] QByteArray unicodePwd(const Secret &password);

/// The modifications by which somebody changes his own password; he must know the old one.
[[nodiscard]] QList<Modification> passwordChange(const Secret &oldPassword, const Secret &newPassword);
/// The modification by which an administrator sets a password.
[[nodiscard]] QList<Modification> passwordReset(const Secret &newPassword);

/// The rules that a password must keep, of the domain or of a fine-grained policy.
struct PasswordPolicy
{
    QString name; ///< of the fine-grained policy; empty: the domain's
    int minimumLength = 0;
    bool complexity = false;
    int history = 0; ///< so many former passwords may not come back
    std::chrono::seconds minimumAge{0};
    std::chrono::seconds maximumAge{0}; ///< 0: never ends
};

/// "At least 8 characters; three of: capital letters, small letters, digits, other characters; …"
[[nodiscard]] QString policyWords(const PasswordPolicy &policy);

/// Of the domain object ("minPwdLength", "pwdProperties", …) or of an msDS-PasswordSettings object.
[[nodiscard]] PasswordPolicy policyFrom(const Entry &entry);
/// What to ask for to that end.
[[nodiscard]] QByteArrayList policyAttributes();

} // namespace smc::ldap
