// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What a domain that wants complex passwords counts in one ([MS-SAMR] DOMAIN_PASSWORD_COMPLEX): for the
/// client, which tells the person while he types, and for the service, which tells a dry run. The directory
/// decides.
namespace smc::model {

/// How many kinds of characters a complex password has at least.
inline constexpr int passwordCategoriesNeeded = 3;

/// How many of the five kinds are in it: capitals, small letters, digits, letters without case (Chinese,
/// Arabic), and signs.
[[nodiscard]] int passwordCategories(const QString &password);

/// Whether the account's name stands in the password, whatever the case; one of less than three characters
/// does not count.
[[nodiscard]] bool passwordHoldsAccount(const QString &password, const QString &account);
/// The same of any part of a person's name; parts end at blanks and at , . - _ #.
[[nodiscard]] bool passwordHoldsName(const QString &password, const QString &name);

} // namespace smc::model
