// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/identity/realm.h"
#include "shared/core/secret.h"

#include <chrono>

namespace smc::identity {

/// What the domain demands of a password ([MS-SAMR] 3.1.1.7.2; fine-grained policies are the directory's own
/// matter).
struct PasswordPolicy
{
    int minLength = 0;
    bool complex = false; ///< three of: capitals, small letters, digits, signs; no part of the name
    int history = 0;
    std::chrono::hours minAge{0};

    /// The rules as one sentence.
    [[nodiscard]] QString words() const;
    /// What of it can be known without the directory. Errors: Refused, field "password".
    [[nodiscard]] Result<void> check(const Secret &password, const QString &account,
                                     const QString &displayName) const;
};

/// Reads it from the domain's head.
[[nodiscard]] Result<PasswordPolicy> passwordPolicy(Realm &realm, const access::Credentials &as);

/// Puts the policy's words into an error by which the directory refused a password (0000052D); others stay as
/// they are.
[[nodiscard]] Error withPasswordPolicy(Realm &realm, const access::Credentials &as, const Error &error);

} // namespace smc::identity
