// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>

#ifdef SMC_WITH_SVG
#include <QSvgRenderer>
#endif

static void initIconResource()
{
    Q_INIT_RESOURCE(icons);
}

namespace smc::models {

using namespace Qt::Literals::StringLiterals;

namespace {

QString overlayShape(const QString &overlay)
{
    static const QHash<QString, QString> shapes{{u"disabled"_s, u"media-playback-pause"_s},
                                                {u"locked"_s, u"object-locked"_s},
                                                {u"protected"_s, u"security-high"_s},
                                                {u"external"_s, u"go-jump"_s},
                                                {u"inherited"_s, u"go-up"_s}};
    return shapes.value(overlay);
}

Tone overlayTone(const QString &overlay)
{
    return overlay == u"locked" ? Tone::Attention : overlay == u"disabled" ? Tone::Off : Tone::Running;
}

// The shape nearest in size, in one colour.
QPixmap shapePixmap(const QString &name, int size, const QColor &color)
{
    const QString drawn = size >= 20 ? u"22"_s : u"16"_s;
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
#ifdef SMC_WITH_SVG
    QSvgRenderer renderer(u":/icons/breeze/%1/%2.svg"_s.arg(drawn, name));
    if (renderer.isValid())
        renderer.render(&painter, pixmap.rect());
#else
    const QPixmap shape(u":/icons/png/%1/%2.png"_s.arg(drawn, name));
    painter.drawPixmap(pixmap.rect(), shape);
#endif
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    return pixmap;
}

class PaletteIconEngine : public QIconEngine
{
public:
    PaletteIconEngine(const QString &name, const QColor &color)
        : m_shape(name.section(u'+', 0, 0))
        , m_overlay(name.section(u'+', 1, 1))
        , m_color(color)
    {}

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        const int side = qMin(size.width(), size.height());
        const QPalette palette = QGuiApplication::palette();
        QColor color = m_color.isValid() ? m_color : palette.color(QPalette::WindowText);
        if (mode == QIcon::Disabled)
            color = palette.color(QPalette::Disabled, QPalette::WindowText);
        else if (mode == QIcon::Selected)
            color = palette.color(QPalette::HighlightedText);
        const QString key =
            u"smc/%1+%2/%3/%4/%5"_s.arg(m_shape, m_overlay).arg(side).arg(color.rgba()).arg(int(mode));
        QPixmap result;
        if (QPixmapCache::find(key, &result))
            return result;
        result = shapePixmap(m_shape, side, color);
        if (!m_overlay.isEmpty())
            drawOverlay(result, mode == QIcon::Normal ? toneColor(overlayTone(m_overlay)) : color);
        QPixmapCache::insert(key, result);
        return result;
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        QPixmap result = pixmap(size, mode, state); // the size is in device pixels already
        Q_UNUSED(scale);
        return result;
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        const int side = qMin(rect.width(), rect.height());
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        painter->drawPixmap(square, pixmap(QSize(side, side) * ratio, mode, state));
    }
    [[nodiscard]] QIconEngine *clone() const override { return new PaletteIconEngine(*this); }

private:
    // The overlay takes the lower right half, with a gap cut around it so that the two do not run together.
    void drawOverlay(QPixmap &pixmap, const QColor &color) const
    {
        const int side = pixmap.width();
        const int small = (side * 5 + 4) / 8;
        const QRect corner(side - small, side - small, small, small);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setCompositionMode(QPainter::CompositionMode_Clear);
        painter.setBrush(Qt::black);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(corner);
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        painter.drawPixmap(corner, shapePixmap(overlayShape(m_overlay), small, color));
    }

    QString m_shape;
    QString m_overlay;
    QColor m_color;
};

} // namespace

QIcon icon(const QString &name)
{
    return icon(name, QColor());
}

QIcon icon(const QString &name, const QColor &color)
{
    static const bool ready = [] {
        initIconResource();
        return true;
    }();
    Q_UNUSED(ready);
    // A descriptor may also say "user-disabled".
    QString known = name;
    const qsizetype dash = known.lastIndexOf(u'-');
    if (!QFile::exists(u":/icons/png/16/%1.png"_s.arg(known.section(u'+', 0, 0))) && dash > 0 &&
        !overlayShape(known.mid(dash + 1)).isEmpty())
        known[dash] = u'+';
    const QString shape = known.section(u'+', 0, 0);
    if (shape.isEmpty() || !QFile::exists(u":/icons/png/16/%1.png"_s.arg(shape)))
        return {};
    static QHash<QString, QIcon> made;
    QIcon &kept = made[color.isValid() ? QString(known + color.name(QColor::HexArgb)) : known];
    if (kept.isNull())
        kept = QIcon(new PaletteIconEngine(known, color));
    return kept;
}

QColor toneColor(Tone tone)
{
    const bool dark = QGuiApplication::palette().color(QPalette::Base).lightness() < 128;
    switch (tone) {
    case Tone::Ok:
        return dark ? QColor(0x5c, 0xc8, 0x84) : QColor(0x16, 0x75, 0x3c);
    case Tone::Attention:
        return dark ? QColor(0xe8, 0xa9, 0x3a) : QColor(0x94, 0x55, 0x00);
    case Tone::Fault:
        return dark ? QColor(0xff, 0x85, 0x78) : QColor(0xb4, 0x25, 0x18);
    case Tone::Off:
        return dark ? QColor(0x9a, 0xa3, 0xad) : QColor(0x5c, 0x66, 0x70);
    case Tone::Running:
        break;
    }
    return dark ? QColor(0x6f, 0xb1, 0xff) : QColor(0x0b, 0x57, 0xb5);
}

} // namespace smc::models
