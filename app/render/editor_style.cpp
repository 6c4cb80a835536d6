// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_style.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace smc::render {

QColor stateColor(const QPalette &palette, Severity severity)
{
    const bool dark = palette.color(QPalette::Window).lightness() < 128;
    switch (severity) {
    case Severity::Done:
        return dark ? QColor(0x81, 0xC9, 0x95) : QColor(0x1B, 0x6E, 0x3A);
    case Severity::Note:
        return dark ? QColor(0x8A, 0xB4, 0xF8) : QColor(0x1A, 0x5F, 0xB4);
    case Severity::Attention:
        return dark ? QColor(0xF2, 0xC1, 0x66) : QColor(0x8A, 0x55, 0x00);
    case Severity::Fault:
        return dark ? QColor(0xF2, 0x8B, 0x82) : QColor(0xB3, 0x26, 0x1E);
    }
    return palette.color(QPalette::WindowText);
}

QPalette statePalette(QPalette palette, Severity severity)
{
    palette.setColor(QPalette::WindowText, stateColor(palette, severity));
    return palette;
}

QPalette mutedPalette(QPalette palette)
{
    const QColor text = palette.color(QPalette::WindowText);
    const QColor ground = palette.color(QPalette::Window);
    const auto mix = [](int a, int b) { return (a * 68 + b * 32) / 100; };
    palette.setColor(QPalette::WindowText,
                     QColor(mix(text.red(), ground.red()), mix(text.green(), ground.green()),
                            mix(text.blue(), ground.blue())));
    return palette;
}

QIcon stateIcon(const QPalette &palette, Severity severity)
{
    QIcon icon;
    for (const int scale : {1, 2}) {
        QPixmap pixmap(16 * scale, 16 * scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(scale, scale);
        painter.setPen(Qt::NoPen);
        painter.setBrush(stateColor(palette, severity));
        painter.drawEllipse(QRectF(1, 1, 14, 14));
        QPen pen(palette.color(QPalette::Base), 2);
        pen.setCapStyle(Qt::RoundCap);
        painter.setPen(pen);
        switch (severity) {
        case Severity::Done:
            painter.drawPolyline(QPolygonF{{4.8, 8.4}, {7.2, 10.8}, {11.4, 5.6}});
            break;
        case Severity::Note:
            painter.drawLine(QPointF(8, 7.5), QPointF(8, 11.4));
            painter.drawPoint(QPointF(8, 4.6));
            break;
        case Severity::Attention:
            painter.drawLine(QPointF(8, 4.4), QPointF(8, 8.4));
            painter.drawPoint(QPointF(8, 11.6));
            break;
        case Severity::Fault:
            painter.drawLine(QPointF(5.4, 5.4), QPointF(10.6, 10.6));
            painter.drawLine(QPointF(10.6, 5.4), QPointF(5.4, 10.6));
            break;
        }
        painter.end();
        pixmap.setDevicePixelRatio(scale);
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace smc::render
