// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QMultiMap>
#include <QStringList>

namespace smc::ctl {

/// The command line taken apart: words ("users", "set", "jo", "title=Boss") and options ("--filter", "-o"),
/// in any order; what follows "--" is words.
class Arguments
{
public:
    /// Errors: Invalid for an unknown option, or one whose value is missing.
    [[nodiscard]] static Result<Arguments> parse(const QStringList &commandLine);

    QStringList words;

    [[nodiscard]] bool has(const QString &option) const { return m_options.contains(option); }
    /// The last of several; `otherwise` when it is not given.
    [[nodiscard]] QString value(const QString &option, const QString &otherwise = {}) const;
    /// In the order in which they stand.
    [[nodiscard]] QStringList values(const QString &option) const;

private:
    QMultiMap<QString, QString> m_options;
};

/// What `smcctl help` prints.
[[nodiscard]] QString helpText();

} // namespace smc::ctl
