// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/transliterate.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace smc::model {

/// Fills a template such as "{givenName:account:1}.{sn:account}@{realm:lower}". `valueOf` gives the value of
/// a name; after the name stand any of these, carried out from left to right: a number (the first n
/// characters), `lower`, `upper`, `account` (as accountName() writes it), `latin` (as transliterate() writes
/// it). Spaces around and doubled inside are taken out, so that
/// "{givenName} {sn}" without a first name has no leading space.
[[nodiscard]] QString fillTemplate(const QString &pattern,
                                   const std::function<QString(const QString &)> &valueOf,
                                   const TransliterationOptions &options = {});

/// The names that a template refers to, without their modifiers.
[[nodiscard]] QStringList templateNames(const QString &pattern);

/// What may stand in an account name that works everywhere (Kerberos, Unix, mail): lower-case ASCII letters,
/// digits, ".", "_" and
/// "-", neither "." nor "-" at the ends. sAMAccountName of a person holds at most 20 characters
/// ([MS-ADA3] 2.222, [MS-SAMR] 3.1.1.6).
[[nodiscard]] QString accountName(const QString &text, const TransliterationOptions &options = {},
                                  int maxLength = 20);

/// The characters of `account` that the directory refuses in a sAMAccountName ([MS-SAMR] 3.1.1.6), each once;
/// empty: it is fine.
[[nodiscard]] QString illegalInAccount(const QString &account);

/// "aweiss" → "aweiss2", "aweiss3", …: the first that `isTaken` does not know, shortened so that the number
/// fits.
[[nodiscard]] QString freeAccount(const QString &wanted, const std::function<bool(const QString &)> &isTaken,
                                  int maxLength = 20);

} // namespace smc::model
