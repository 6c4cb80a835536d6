// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QProxyStyle>
#include <QSettings>
#include <QStyleOption>
#include <QWidget>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ThemeColors
{
    QColor window, base, alternate, text, faint, disabled, button, line, accent, onAccent, link, tip;
};

QPalette paletteOf(const ThemeColors &c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.base);
    p.setColor(QPalette::AlternateBase, c.alternate);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::Button, c.button);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.onAccent);
    p.setColor(QPalette::PlaceholderText, c.faint);
    p.setColor(QPalette::ToolTipBase, c.tip);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Link, c.link);
    p.setColor(QPalette::LinkVisited, c.link);
    p.setColor(QPalette::Light, c.button.lighter(108));
    p.setColor(QPalette::Midlight, c.button.lighter(104));
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.line.darker(120));
    p.setColor(QPalette::Shadow, QColor(0, 0, 0, 120));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, c.disabled);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
    return p;
}

// Fusion draws the outline of a control by darkening the window's colour; on a dark window that leaves none.
class OutlineStyle : public QProxyStyle
{
public:
    using QProxyStyle::QProxyStyle;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        const bool box = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
        const bool round = element == PE_IndicatorRadioButton;
        const bool field = element == PE_FrameLineEdit && !(option->state & State_HasFocus);
        if (!(box || round || field) || option->palette.color(QPalette::Window).lightness() >= 128)
            return;
        QColor line = option->palette.color(QPalette::PlaceholderText);
        line.setAlpha(option->state & State_Enabled ? 190 : 80);
        const QRectF frame = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(line);
        painter->setBrush(Qt::NoBrush);
        if (round)
            painter->drawEllipse(frame);
        else
            painter->drawRoundedRect(frame, 2, 2);
        painter->restore();
    }
};

// Only what Fusion has too much of: frames, gradients, bevels.
QString styleSheetText()
{
    return uR"(
QMainWindow::separator { width: 1px; height: 1px; }
QMenuBar { padding: 2px 8px; border: none; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: palette(midlight); }
QToolBar { border: none; padding: 4px 8px; spacing: 2px; background: palette(window); }
QToolBar::separator { width: 1px; margin: 4px 6px; background: palette(mid); }
QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 4px 6px; }
QToolButton:hover:enabled { background: palette(alternate-base); border-color: palette(mid); }
QToolButton:pressed:enabled, QToolButton:checked { background: palette(mid); }
QToolButton::menu-indicator { image: none; }
QTabBar#tabs::tab, QTabBar#detailTabs::tab { border: none; padding: 6px 14px; background: transparent;
    border-bottom: 2px solid transparent; }
QTabBar#detailTabs::tab { padding: 3px 10px; }
QTabBar#tabs::tab:selected, QTabBar#detailTabs::tab:selected { border-bottom: 2px solid palette(highlight); }
QTabBar#tabs::tab:hover:!selected, QTabBar#detailTabs::tab:hover:!selected { border-bottom: 2px solid palette(mid); }
QHeaderView { background: palette(base); }
QHeaderView::section { background: palette(base); border: none; border-bottom: 1px solid palette(mid);
    border-right: 1px solid palette(mid); padding: 5px 6px; }
QHeaderView::section:hover { background: palette(alternate-base); }
QHeaderView#hoursHeader::section { padding: 3px 0px; border-right: none; }
QHeaderView#daysHeader::section { padding: 0px 6px; }
QTableCornerButton::section { background: palette(base); border: none; border-bottom: 1px solid palette(mid);
    border-right: 1px solid palette(mid); }
QTreeView#tree { background: palette(window); }
QSplitter::handle { background: palette(mid); }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QStatusBar { border-top: 1px solid palette(mid); }
QStatusBar::item { border: none; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QFrame#findResults { background: palette(base); border: 1px solid palette(mid); border-radius: 6px; }
QFrame#chip { background: palette(alternate-base); border: 1px solid palette(mid); border-radius: 10px; }
QFrame#chip QToolButton { padding: 0px; border: none; border-radius: 7px; }
QFrame#line { background: palette(mid); border: none; }
)"_s;
}

QPalette systemPalette()
{
    static const QPalette brought = QApplication::palette();
    return brought;
}

void applyTheme()
{
    QPixmapCache::clear();
    QApplication::setPalette(isDark() ? darkPalette() : lightPalette());
    // Set anew, so that palette() in it is resolved again.
    qApp->setStyleSheet(QString());
    qApp->setStyleSheet(styleSheetText());
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        if (widget->objectName() == u"grid" || widget->objectName() == u"tree")
            widget->setProperty("compact", density() == Density::Compact);
        widget->update();
    }
}

} // namespace

QPalette lightPalette()
{
    return paletteOf({.window = QColor(0xf4, 0xf5, 0xf7),
                      .base = QColor(0xff, 0xff, 0xff),
                      .alternate = QColor(0xeb, 0xee, 0xf2),
                      .text = QColor(0x1b, 0x20, 0x26),
                      .faint = QColor(0x5d, 0x66, 0x70),
                      .disabled = QColor(0xa0, 0xa7, 0xaf),
                      .button = QColor(0xf4, 0xf5, 0xf7),
                      .line = QColor(0xd5, 0xd9, 0xde),
                      .accent = QColor(0x14, 0x61, 0xbd),
                      .onAccent = QColor(0xff, 0xff, 0xff),
                      .link = QColor(0x0f, 0x57, 0xad),
                      .tip = QColor(0xff, 0xff, 0xff)});
}

QPalette darkPalette()
{
    return paletteOf({.window = QColor(0x1f, 0x23, 0x28),
                      .base = QColor(0x17, 0x1a, 0x1e),
                      .alternate = QColor(0x2a, 0x2f, 0x36),
                      .text = QColor(0xe4, 0xe7, 0xeb),
                      .faint = QColor(0x9d, 0xa6, 0xb0),
                      .disabled = QColor(0x62, 0x6a, 0x73),
                      .button = QColor(0x2a, 0x2f, 0x36),
                      .line = QColor(0x39, 0x3f, 0x47),
                      .accent = QColor(0x2f, 0x6f, 0xc4),
                      .onAccent = QColor(0xff, 0xff, 0xff),
                      .link = QColor(0x79, 0xb4, 0xff),
                      .tip = QColor(0x2a, 0x2f, 0x36)});
}

Appearance appearance()
{
    const QString word = QSettings().value(u"view/appearance"_s).toString();
    return word == u"light" ? Appearance::Light : word == u"dark" ? Appearance::Dark : Appearance::System;
}

void setAppearance(Appearance wanted)
{
    QSettings().setValue(u"view/appearance"_s, wanted == Appearance::Light  ? u"light"_s
                                               : wanted == Appearance::Dark ? u"dark"_s
                                                                            : u"system"_s);
    applyTheme();
}

Density density()
{
    return QSettings().value(u"view/density"_s).toString() == u"compact" ? Density::Compact
                                                                         : Density::Comfortable;
}

void setDensity(Density wanted)
{
    QSettings().setValue(u"view/density"_s, wanted == Density::Compact ? u"compact"_s : u"comfortable"_s);
    applyTheme();
}

bool isDark()
{
    if (appearance() != Appearance::System)
        return appearance() == Appearance::Dark;
    return systemPalette().color(QPalette::Window).lightness() < 128;
}

void initTheme()
{
    (void)systemPalette();
#ifndef Q_OS_MACOS
    QApplication::setStyle(new OutlineStyle(u"Fusion"_s));
#endif
    applyTheme();
}

} // namespace smc::shell
