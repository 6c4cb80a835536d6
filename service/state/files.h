// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QString>

namespace smc::state {

constexpr qint64 longestFile = 1024 * 1024; ///< that is read

/// Puts a file in the place of another as a whole, or not at all; mode 0600. What root writes belongs to
/// whoever owns the folder, so that `smcd enrol` run by root leaves files that the service can read.
/// Errors: Internal.
[[nodiscard]] Result<void> replaceFile(const QString &path, const char *data, std::size_t size);
[[nodiscard]] inline Result<void> replaceFile(const QString &path, const QByteArray &contents)
{
    return replaceFile(path, contents.constData(), static_cast<std::size_t>(contents.size()));
}
/// A folder for such files (0700), with its parents. Errors: Internal.
[[nodiscard]] Result<void> makeFolder(const QString &path);
/// At most `longestFile`. Errors: NotFound, Internal.
[[nodiscard]] Result<QByteArray> readFile(const QString &path);

} // namespace smc::state
