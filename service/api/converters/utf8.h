// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace smc::converters {

/// Length of the UTF-8 sequence that begins at `at` (which is before `end`), 0 when it is none: cut off,
/// overlong, a surrogate, or beyond U+10FFFF ([RFC 3629]).
[[nodiscard]] int sequenceLength(const char *at, const char *end);

/// Where the first byte that is no UTF-8 stands; -1 when all is well.
[[nodiscard]] qsizetype firstInvalidUtf8(QByteArrayView bytes);

/// The same text with U+FFFD for each byte that is no UTF-8.
[[nodiscard]] QByteArray cleanUtf8(QByteArrayView bytes);

/// "Line 3, column 7: " of a byte offset, both from 1; columns count characters.
[[nodiscard]] QString positionOf(QByteArrayView text, qsizetype offset);

} // namespace smc::converters
