// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/ldap/password.h"
#include "shared/core/result.h"

namespace smc::identity {

/// What of a password policy ([MS-SAMR] 3.1.1.7.2) can be known without the directory: the length, and where
/// it is asked for, three of capitals, small letters, digits, signs and letters without case, and no part of
/// the name. Errors: Refused, field "password", with the policy in words.
[[nodiscard]] Result<void> checkPassword(const ldap::PasswordPolicy &policy, const Secret &password,
                                         const QString &account, const QString &displayName);

} // namespace smc::identity
