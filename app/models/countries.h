// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

namespace smc::models {

/// A country of ISO 3166-1. A directory keeps it threefold: `c` holds the code, `co` the name in
/// English, `countryCode` the number.
struct Country
{
    const char *code; ///< alpha-2, two capitals
    int number;       ///< numeric
    const char *name; ///< English, UTF-8; the key of the translation (context "country")

    /// In the person's language.
    [[nodiscard]] QString shown() const;
};

/// All of them, by code.
[[nodiscard]] std::span<const Country> countries();
/// Without case; null when there is none.
[[nodiscard]] const Country *countryOf(const QString &code);

} // namespace smc::models
