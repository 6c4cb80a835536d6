// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/wire/record.h"

#include <QString>
#include <QStringList>

namespace smc::render {

/// The domain's password policy as the root object of the directory has it ([MS-ADTS] 3.1.1.4.4, minPwdLength
/// and pwdProperties). A fine-grained policy of a person's own may be stricter; the directory's word counts
/// in the end.
struct PasswordPolicy
{
    int minLength = 7;
    bool complex = true;
};
[[nodiscard]] PasswordPolicy policyFrom(const wire::Record &domain);
/// The policy in a sentence.
[[nodiscard]] QString policyWords(const PasswordPolicy &policy);

/// What the policy has against this password, in words; empty: nothing. Complexity as in [MS-SAMR] 3.1.1.7.1:
/// three of upper case, lower case, digits, other characters, other letters; neither the account name nor a
/// part of the full name inside.
[[nodiscard]] QStringList policyFaults(const QString &password, const PasswordPolicy &policy,
                                       const QString &account, const QString &fullName);

/// A random password from the system's generator: letters, digits and signs that are told apart when read
/// aloud (no 0 O 1 l I), of every class at least one, in groups of four. `length` counts the characters
/// without the hyphens between.
[[nodiscard]] QString generatePassword(int length = 16);

} // namespace smc::render
