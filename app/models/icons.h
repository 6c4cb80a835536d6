// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

/// The client's icons: Breeze's shapes (resources/icons) in the colours of the palette, so that they fit
/// light and dark. GUI thread only.
namespace smc::models {

/// "user", or with an overlay at the lower right "user+disabled": disabled, locked, protected, external,
/// inherited. Empty, or a name that is none: a null icon. Drawn from SVG where the client is built with it,
/// else from PNG.
[[nodiscard]] QIcon icon(const QString &name);
/// The same in one colour, whatever the palette says: for states.
[[nodiscard]] QIcon icon(const QString &name, const QColor &color);

/// What a state looks like, beside its word.
enum class Tone { Ok, Attention, Fault, Off, Running };
/// Its colour on the palette's base: contrast of at least 4.5 in light and in dark.
[[nodiscard]] QColor toneColor(Tone tone);

} // namespace smc::models
