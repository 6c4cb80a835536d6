// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/grid_delegate.h"

#include "app/models/icons.h"
#include "app/models/record_table_model.h"
#include "app/models/usage.h"

#include <QDateTime>
#include <QFontDatabase>
#include <QPainter>

#include <algorithm>

namespace smc::render {

using namespace Qt::Literals::StringLiterals;
using models::RecordTableModel;

void GridDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight;
    // The current cell has no frame of its own: the row is what is chosen.
    option->state &= ~QStyle::State_HasFocus;
    if (index.data(RecordTableModel::FixedRole).toBool()) {
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        fixed.setPointSizeF(option->font.pointSizeF() * 0.95);
        option->font = fixed;
    }
    const QString state = index.data(RecordTableModel::SeverityRole).toString();
    if (!state.isEmpty()) {
        const auto tone = state == u"locked"     ? models::Tone::Attention
                          : state == u"disabled" ? models::Tone::Off
                                                 : models::Tone::Fault;
        option->palette.setColor(QPalette::Text, models::toneColor(tone));
    } else if (index.data(RecordTableModel::DisabledRole).toBool()) {
        option->palette.setColor(QPalette::Text, models::toneColor(models::Tone::Off));
    }
}

void GridDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    if (index.data(RecordTableModel::BarRole).isValid())
        paintBar(painter, option, index);
    if (index.data(RecordTableModel::UsageRole).isValid())
        paintUsage(painter, option, index);
    if (index.row() != m_dropRow)
        return;
    painter->save();
    painter->setPen(QPen(option.palette.color(QPalette::Highlight), 2));
    const QRect frame = option.rect.adjusted(0, 1, 0, -1);
    painter->drawLine(frame.topLeft(), frame.topRight());
    painter->drawLine(frame.bottomLeft(), frame.bottomRight());
    painter->restore();
}

namespace {

/// The number stands at the right, as the column's text; what is drawn has the rest.
QRect roomBeside(const QStyleOptionViewItem &option, const QString &number)
{
    return option.rect.adjusted(6, 4, -option.fontMetrics.horizontalAdvance(number) - 12, -4);
}

/// On the colour of a chosen row only its own text is sure to be seen.
QColor colorOn(const QStyleOptionViewItem &option, models::Tone tone)
{
    return option.state & QStyle::State_Selected ? option.palette.color(QPalette::HighlightedText)
                                                 : models::toneColor(tone);
}

} // namespace

void GridDelegate::paintBar(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    constexpr double attentionFrom = 0.8;
    constexpr double faultFrom = 0.95;
    constexpr int barHeight = 6;
    const double part = index.data(RecordTableModel::BarRole).toDouble();
    const bool plain = index.data(RecordTableModel::PlainRole).toBool();
    const QColor color = colorOn(option, plain || part < attentionFrom ? models::Tone::Running
                                         : part < faultFrom            ? models::Tone::Attention
                                                                       : models::Tone::Fault);
    QRect room = roomBeside(option, u"100 %"_s);
    if (room.width() < 16)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto values = index.data(RecordTableModel::TrendRole).value<QList<double>>();
    if (values.size() > 1) {
        QRect line = room;
        line.setLeft(room.center().x() + 4);
        room.setRight(room.center().x() - 4);
        QPolygonF points;
        for (qsizetype i = 0; i < values.size(); ++i)
            points << QPointF(line.right() - double(values.size() - 1 - i) * line.width() /
                                                 double(RecordTableModel::trendLength - 1),
                              line.bottom() - values.at(i) * line.height());
        painter->setPen(QPen(color, 1));
        painter->drawPolyline(points);
    }
    QRectF bar(room.left(), room.center().y() - barHeight / 2.0 + 1, room.width(), barHeight);
    const bool selected = option.state & QStyle::State_Selected;
    QColor ground = selected ? color : option.palette.color(QPalette::Text);
    ground.setAlpha(selected ? 70 : 30);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    painter->drawRoundedRect(bar, 2, 2);
    bar.setWidth(bar.width() * part);
    painter->setBrush(color);
    painter->drawRoundedRect(bar, 2, 2);
    painter->restore();
}

void GridDelegate::paintUsage(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const auto points = index.data(RecordTableModel::UsageRole).value<QList<QPointF>>();
    const QRect room = roomBeside(option, u"100 %"_s);
    if (points.isEmpty() || room.width() < 16)
        return;
    constexpr double day = 24 * 3600 * 1000.0;
    const auto now = double(QDateTime::currentMSecsSinceEpoch());
    // From zero, as in the charts; of per cents up to a hundred.
    double most = index.data(Qt::DisplayRole).toString().contains(u'%') ? 100 : 1;
    for (const QPointF &point : points)
        most = std::max(most, point.y());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colorOn(option, models::Tone::Running), 1.2));
    for (const QList<QPointF> &part : models::segments(points)) {
        QPolygonF line;
        for (const QPointF &point : part)
            line << QPointF(room.right() - qBound(0.0, (now - point.x()) / day, 1.0) * room.width(),
                            room.bottom() - point.y() / most * room.height());
        if (line.size() == 1) // one reading is a dot
            line << line.constFirst() + QPointF(1.5, 0);
        painter->drawPolyline(line);
    }
    painter->restore();
}

} // namespace smc::render
