// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;
class QToolButton;
class QWidget;

namespace smc::render {

/// A flat button with an icon (models/icons.h) and its words beside it, as bars and panes have them.
[[nodiscard]] QToolButton *makeToolButton(const QString &objectName, const QString &iconName,
                                          const QString &text, QWidget *parent);

} // namespace smc::render
