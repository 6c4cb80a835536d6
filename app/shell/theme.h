// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QPalette;

/// How the client looks: light or dark, comfortable or compact; kept in the settings. Qt 6.4 cannot be asked
/// which of them the system wants, so "system" goes by the palette that the platform brought.
namespace smc::shell {

enum class Appearance { System, Light, Dark };
enum class Density { Comfortable, Compact };

[[nodiscard]] Appearance appearance();
void setAppearance(Appearance appearance);
[[nodiscard]] Density density();
void setDensity(Density density);

/// Once, after QApplication, before the first window.
void initTheme();
[[nodiscard]] bool isDark();
/// The palettes themselves; every text on its ground has a contrast of at least 4.5.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

} // namespace smc::shell
