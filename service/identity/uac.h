// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// Bits of userAccountControl and groupType that we set ourselves ([MS-ADTS] 2.2.16, 2.2.12).
namespace smc::identity::uac {
inline constexpr qint64 disabled = 0x2;
inline constexpr qint64 passwordNotRequired = 0x20;
inline constexpr qint64 normalAccount = 0x200;
inline constexpr qint64 workstationTrust = 0x1000;
} // namespace smc::identity::uac

namespace smc::identity::grouptype {
inline constexpr qint64 global = 0x2;
inline constexpr qint64 domainLocal = 0x4;
inline constexpr qint64 universal = 0x8;
inline constexpr qint64 security = 0x80000000;
} // namespace smc::identity::grouptype
