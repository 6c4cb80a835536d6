// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QString>

namespace smc::ldap {

/// SIDs ([MS-DTYP] 2.4.2) and GUIDs ([MS-DTYP] 2.3.4) between the wire's bytes and their text. Pure
/// functions.

/// "S-1-5-21-…"; empty when the bytes are no SID.
[[nodiscard]] QString sidToText(const QByteArray &bytes);
/// Errors: Invalid.
[[nodiscard]] Result<QByteArray> sidFromText(const QString &text);

/// "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", lower case; empty when it is not 16 bytes. The first three parts
/// are little-endian on the wire.
[[nodiscard]] QString guidToText(const QByteArray &bytes);
/// With or without braces. Errors: Invalid.
[[nodiscard]] Result<QByteArray> guidFromText(const QString &text);

/// "(objectGUID=\xx…)": 16 bytes as a filter.
[[nodiscard]] QByteArray guidFilter(const QByteArray &bytes);

} // namespace smc::ldap
