// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/tool_button.h"

#include "app/models/icons.h"

#include <QToolButton>

namespace smc::render {

QToolButton *makeToolButton(const QString &objectName, const QString &iconName, const QString &text,
                            QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(models::icon(iconName));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    return button;
}

} // namespace smc::render
