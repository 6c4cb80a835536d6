// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/context.h"

#include <QIcon>
#include <QPalette>

class QLabel;

namespace smc::render {

/// How severe something is as a colour (models::toneColor()). A state never speaks by colour alone.
[[nodiscard]] QColor stateColor(Severity severity);
[[nodiscard]] QPalette statePalette(QPalette palette, Severity severity);
/// Of words that explain: less than the text, still readable.
[[nodiscard]] QPalette mutedPalette(QPalette palette);
/// A small mark for tabs and rows: ✓, i, !, ×.
[[nodiscard]] QIcon stateIcon(const QPalette &palette, Severity severity);

} // namespace smc::render
