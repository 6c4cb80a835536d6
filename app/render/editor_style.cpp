// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_style.h"

#include "app/models/icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace smc::render {

QColor stateColor(Severity severity)
{
    using models::Tone;
    switch (severity) {
    case Severity::Done:
        return models::toneColor(Tone::Ok);
    case Severity::Note:
        return models::toneColor(Tone::Running);
    case Severity::Attention:
        return models::toneColor(Tone::Attention);
    case Severity::Fault:
        break;
    }
    return models::toneColor(Tone::Fault);
}

QPalette statePalette(QPalette palette, Severity severity)
{
    palette.setColor(QPalette::WindowText, stateColor(severity));
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
        painter.setBrush(stateColor(severity));
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
