// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QString>

namespace smc::ldap {

/// Security identifiers ([MS-DTYP] 2.4.2) and GUIDs (2.3.4), between the bytes of the directory and their
/// text. Pure functions with strict parsing.

/// "S-1-5-21-…" of the packet form; empty when the bytes are no SID.
[[nodiscard]] QString sidToText(const QByteArray &bytes);
/// The packet form. Errors: Invalid.
[[nodiscard]] Result<QByteArray> sidFromText(const QString &text);

/// "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" in lower case; empty when there are not 16 bytes.
[[nodiscard]] QString guidToText(const QByteArray &bytes);
/// The 16 bytes as the directory has them (the first three fields are little-endian). Takes the text with
/// or without braces, in any case. Errors: Invalid.
[[nodiscard]] Result<QByteArray> guidFromText(const QString &text);

} // namespace smc::ldap
